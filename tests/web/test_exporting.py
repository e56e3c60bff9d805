"""What leaves the product: by an address, by a command, and read again by those who get it."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from html import unescape
from itertools import pairwise

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError

from proposals.core.model import accept, reject
from proposals.core.reading.akn import read_akn, read_akn_comparison
from proposals.core.reading.docx import read_word_proposals
from proposals.core.redline import merge_adjacent
from proposals.core.words import normal
from proposals.models import Comparison, Meeting
from proposals.permissions import OPERATOR
from proposals.selectors import export_comparison, stored_base
from proposals.selectors.draft_export import export_draft
from proposals.selectors.drafting import fold_draft
from proposals.services import bulk
from proposals.services.decide import Wish, decide_many
from proposals.services.import_document import import_document
from proposals.services.writing_out import COMPARISON_FORMATS, DRAFT_FORMATS, comparison_bytes
from tests.command import command

DRAFT = "/resolutions/901/draft/as/"
TABLE = "/resolutions/901/compare/as/"
REASON = "The room agreed."


@pytest.fixture
def decided(comparison):
    """Resolution 901 with what is unanimous adopted, and half of what is left too."""
    ana = User.objects.create_user("ana")
    decide_many(comparison=comparison, wishes=bulk.unanimous(fold_draft(comparison)), by=ana)
    draft = fold_draft(comparison)
    left = [
        Wish(one.uid, "adopt", None, list(one.proposed)[-1], reason=REASON)
        for one in draft.contests
        if draft.by_uid[one.uid].undecided and one.proposed
    ]
    taken, _ = decide_many(comparison=comparison, wishes=left[::2], by=ana)
    assert taken
    return comparison


def said(pairs):
    """Labels and texts as they compare; what says nothing is left out."""
    found = [(normal(label).strip(), normal(text).strip()) for label, text in pairs]
    return [pair for pair in found if any(pair)]


def in_force(comparison):
    clauses = stored_base(comparison.base).clauses
    return said((reject(one.label), one.base) for one in clauses)


def drafted(comparison):
    clauses = fold_draft(comparison).clauses
    return said((accept(one.clause.label), one.text) for one in clauses)


def read_back(data):
    """The clauses of a Word file, by our own reader."""
    (column,) = read_word_proposals(data).value
    return column.body.clauses


# -- law 3 -----------------------------------------------------------------------------


def test_rejecting_all_in_the_word_file_gives_the_text_in_force(client, decided):
    clauses = read_back(client.get(f"{DRAFT}docx/").content)
    assert said((reject(one.label), one.base) for one in clauses) == in_force(decided)


def test_accepting_all_in_the_word_file_gives_the_draft(client, decided):
    clauses = read_back(client.get(f"{DRAFT}docx/").content)
    assert said((accept(one.label), one.proposed) for one in clauses) == drafted(decided)


def test_the_clean_word_file_is_the_draft_without_a_change(client, decided):
    clauses = read_back(client.get(f"{DRAFT}docx/?clean").content)
    assert not any(one.is_changed for one in clauses)
    assert said((accept(one.label), one.proposed) for one in clauses) == drafted(decided)


def letters(text):
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize(
    ("side", "wanted"), [("accept", drafted), ("reject", in_force)], ids=["accept", "reject"]
)
def test_pandoc_reads_the_same_from_the_word_file(client, decided, tmp_path, side, wanted):
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        pytest.skip("pandoc is not installed")
    file = tmp_path / "draft.docx"
    file.write_bytes(client.get(f"{DRAFT}docx/").content)
    asked = [pandoc, f"--track-changes={side}", "--wrap=none", "-t", "plain", str(file)]
    told = subprocess.run(asked, capture_output=True, check=True, text=True).stdout
    pairs = wanted(decided)
    # Pandoc puts footnotes at the end, each behind a mark of its own and a raised one of ours.
    notes = [note for cites, note in pairwise(pairs) if "[^" in cites[1]]
    assert notes
    ordered = [pair for pair in pairs if pair not in notes] + notes
    assert letters(told.replace("¹", "")) == letters(
        "".join(f"{label}{text}" for label, text in ordered)
    )


def test_every_change_is_signed_and_every_reason_is_a_comment(decided):
    draft = export_draft(OPERATOR, "901")
    changes = [run for one in draft.document.clauses for run in one.runs if run.op != "equal"]
    assert any(run.author for run in changes)
    assert {one.author for found in draft.comments.values() for one in found} == {"ana"}
    assert all(REASON in one.text for found in draft.comments.values() for one in found)
    assert "[^" not in draft.document.title


# -- the addresses -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ending", "starts"),
    [("docx", b"PK"), ("html", b"<!doctype html>"), ("txt", b"RESOLUTION 901")],
)
def test_the_draft_is_a_file_to_take_away(client, decided, ending, starts):
    answer = client.get(f"{DRAFT}{ending}/?meeting=WTSA-D1")
    assert answer.content.startswith(starts)
    name = f"Resolution-901-WTSA-D1-draft.{ending}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert client.get(f"{DRAFT}{ending}/?clean").content != answer.content


@pytest.mark.parametrize("ending", ["docx", "html", "json", "csv", "xlsx", "akn", "critic"])
def test_the_table_is_a_file_to_take_away(client, comparison, ending):
    answer = client.get(f"{TABLE}{ending}/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer.content == comparison_bytes(export_comparison(None, "901"), ending)


def test_one_groups_proposal_comes_as_word_with_its_changes(client, comparison):
    answer = client.get("/resolutions/901/proposals/ATU/as/docx/")
    (column,) = read_word_proposals(answer.content).value
    stored = export_comparison(None, "901").table.columns
    atu = next(one for one in stored if one.group == "ATU")
    for side in (accept, reject):
        found, wanted = (
            said((side(one.label), side(one.text)) for one in body.clauses)
            for body in (column.body, atu.body)
        )
        assert found == wanted


ADDRESSES = [f"{DRAFT}docx/", f"{TABLE}docx/", "/resolutions/901/proposals/ATU/as/docx/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_not_published_is_not_there_but_for_the_staff(client, editor, comparison, address):
    Meeting.objects.update(published=False)
    assert client.get(address).status_code == 404
    client.force_login(editor)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        f"{DRAFT}exe/",
        f"{TABLE}txt/",
        f"{DRAFT}docx/?meeting=WTSA-16",
        "/resolutions/902/draft/as/docx/",
        "/resolutions/901/proposals/AST/as/docx/",
        "/resolutions/901/proposals/NOBODY/as/docx/",
    ],
)
def test_what_is_not_there_is_not_found(client, comparison, address):
    assert client.get(address).status_code == 404


# -- in again ----------------------------------------------------------------------------


def test_the_word_table_imported_again_gives_the_same_comparison(comparison):
    first = export_comparison(OPERATOR, "901")
    data = comparison_bytes(first, "docx")
    Meeting.objects.create(code="WTSA-D2", conference="WTSA", name="Two", place="Two", year=2028)
    again = import_document(data=data, name="901.docx", meeting="WTSA-D2")
    assert again.comparison.pk != comparison.pk
    second = export_comparison(OPERATOR, "901", "WTSA-D2")
    before, after = (json.loads(comparison_bytes(one, "json"))["rows"] for one in (first, second))
    assert len(after) == len(before)
    for old, new in zip(before, after, strict=True):
        assert new["base"] == old["base"]
        for group, cell in old["cells"].items():
            assert shown(new["cells"][group]) == shown(cell), (old["section"], group)


def shown(cell):
    if cell is None:
        return None
    texts = {
        name: ["".join(text for op, text in cell[name] if op != gone) for gone in sides]
        for name, sides in {"label": ("insert", "delete"), "text": ("insert", "delete")}.items()
    }
    return cell["state"], {name: [normal(text) for text in both] for name, both in texts.items()}


def test_the_draft_as_akoma_ntoso_reads_back_as_the_draft(decided):
    found = read_akn(command("export_draft", "901", format="akn"))
    wanted = [
        replace(one, label=merge_adjacent(one.label), text=merge_adjacent(one.text))
        for one in export_draft(OPERATOR, "901").document.clauses
    ]
    assert list(found.clauses) == wanted


def test_the_table_as_akoma_ntoso_holds_every_clause_in_its_row(comparison):
    found = read_akn_comparison(command("export_comparison", "901", format="akn"))
    table = export_comparison(OPERATOR, "901").table
    assert found.base == table.base
    for at, named in enumerate(found.rows[1:]):
        held = [id_ for row, id_ in zip(table.rows, table.uids, strict=True) if row.cells[at]]
        assert sorted(named) == sorted(held)


def test_a_proposal_as_akoma_ntoso_reads_back_as_it_is_stored(client, comparison):
    found = read_akn(client.get("/resolutions/901/proposals/ATU/as/akn/").content)
    stored = next(c for c in export_comparison(None, "901").table.columns if c.group == "ATU")
    assert found.clauses == stored.body.clauses


# -- the commands ------------------------------------------------------------------------


def test_the_command_writes_what_the_address_gives(client, decided, tmp_path):
    for ending in ("docx", "html", "txt"):
        for way, query in (("--changes", ""), ("--clean", "?clean")):
            path = tmp_path / f"draft.{ending}"
            command("export_draft", "901", way, format=ending, output=str(path))
            assert path.read_bytes() == client.get(f"{DRAFT}{ending}/{query}").content
            assert path.read_bytes() == command("export_draft", "901", way, format=ending)


def test_the_draft_and_the_table_are_pdfs(decided):
    try:
        import weasyprint  # noqa: F401
    except OSError as error:
        pytest.skip(f"Pango is not installed, so no PDF is made: {error}")
    for name in ("export_draft", "export_comparison"):
        assert command(name, "901", format="pdf").startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["902"], "no comparison of Resolution 902"),
        (["901", "--meeting", "WTSA-16"], "no comparison"),
        (["901", "--output", "/nowhere/at/all"], "No such file"),
    ],
)
def test_a_draft_that_is_not_there_is_said_in_one_line(comparison, args, says):
    with pytest.raises(CommandError, match=says) as error:
        command("export_draft", *args)
    assert error.value.returncode == 2
    assert "\n" not in str(error.value)


def test_the_operator_exports_a_draft_that_is_not_published(comparison):
    Comparison.objects.update(published=False)
    assert command("export_draft", "901", format="txt").startswith(b"RESOLUTION 901")


def test_the_commands_offer_what_can_be_written():
    assert {"docx", "html", "pdf", "akn", "txt"} == set(DRAFT_FORMATS)
    assert {"json", "csv", "xlsx", "docx", "html", "pdf", "akn", "critic"} == set(
        COMPARISON_FORMATS
    )


# -- the links that lead here ------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "many"),
    [("draft/", len(DRAFT_FORMATS) + 1), ("compare/", len(COMPARISON_FORMATS) + 1)],
)
def test_the_pages_offer_every_format_and_each_link_leads_to_a_file(client, decided, page, many):
    found = hrefs(client.get(f"/resolutions/901/{page}"))
    assert len(found) == many
    for link in found:
        if "/pdf/" not in link:  # needs Pango, and is tested by itself
            assert client.get(link)["Content-Disposition"].startswith("attachment"), link


def test_the_overview_links_to_every_document_that_there_is(client, comparison):
    found = hrefs(client.get("/resolutions/901/"))
    columns = export_comparison(None, "901").table.columns
    assert len(found) == sum(not one.is_empty for one in columns)
    assert {client.get(link).status_code for link in found} == {200}


def hrefs(answer):
    return [
        unescape(link) for link in re.findall(r'href="([^"]+/as/[^"]+)"', answer.content.decode())
    ]
