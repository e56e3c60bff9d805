"""A file into the store: all of it or nothing, twice the same as once."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from proposals.core import model as core
from proposals.core.result import Refused
from proposals.core.words import normal
from proposals.models import (
    Clause,
    Comparison,
    Group,
    Meeting,
    Proposal,
    ProposedClause,
    Record,
    Resolution,
    Revision,
    Row,
    SourceDocument,
)
from proposals.samples import __file__ as samples
from proposals.selectors import stored_table
from proposals.services.import_document import import_document

pytestmark = pytest.mark.django_db

FOLDER = Path(samples).parent
TABLE = FOLDER / "901-side-by-side.txt"
IN_FORCE = FOLDER / "word" / "901-in-force.docx"
CEPT = FOLDER / "word" / "901-cept.docx"

PLAIN = """RESOLUTION 7 (Rev. Lakeside, 2020)
One list of all lists
(Port Ember, 2016; Lakeside, 2020)
The World Telecommunication Standardization Assembly (Lakeside, 2020),
considering
a)\tthat lists are kept by several offices;
b)\tthat nobody reads all of them,
resolves
to keep one list for all.
"""


def bring(path, **options):
    options.setdefault("meeting", "WTSA-24")
    return import_document(data=path.read_bytes(), name=path.name, **options)


def bring_text(text, name="7.txt", **options):
    return import_document(data=text.encode(), name=name, **options)


def command(*args, **options):
    said = StringIO()
    call_command("import_document", *map(str, args), stdout=said, **options)
    return said.getvalue()


def everything_stored():
    """All that an import may touch, as it stands; times and versions of pages included."""
    models = (
        Clause, Comparison, Group, Meeting, Proposal, ProposedClause, Record, Resolution,
        Revision, Row, SourceDocument,
    )  # fmt: skip
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_a_table_fills_a_comparison_and_names_its_empty_column():
    imported = bring(TABLE)
    columns = {one.group.code: one for one in imported.comparison.proposals.all()}
    assert list(columns) == ["AST", "ATU", "CITEL", "RCC", "APT"]
    assert not columns["AST"].clauses.exists()
    assert columns["ATU"].code == "AFCP/12A1/1"
    assert imported.revision.inferred
    assert imported.comparison.base.title.startswith("Sharing test beds")


def test_a_column_gives_its_document_back_from_the_store():
    """Law 2, through the database."""
    imported = bring(TABLE)
    table = stored_table(imported.comparison)
    for read, stored in zip(imported.reading.columns, table.columns, strict=True):
        assert stored.body.clauses == read.body.clauses


def test_rejecting_a_cells_changes_gives_the_text_in_force():
    """Law 1, through the database."""
    table = stored_table(bring(TABLE).comparison)
    for row in table.rows:
        for cell in row.cells:
            if row.base is not None and cell is not None:
                assert normal(core.reject(cell.clause.text)) == normal(row.base.base)


@pytest.mark.parametrize("path", [TABLE, IN_FORCE, CEPT], ids=lambda path: path.name)
def test_the_same_file_again_changes_nothing(path):
    assert bring(path).changed
    before = everything_stored()
    assert not bring(path).changed
    assert everything_stored() == before


def test_the_text_in_force_takes_the_place_of_the_one_that_was_recovered():
    comparison = bring(TABLE).comparison
    uids = set(comparison.rows.values_list("uid", flat=True))
    bring(IN_FORCE)
    comparison.refresh_from_db()
    assert not comparison.base.inferred
    assert Revision.objects.count() == 1
    kept = set(comparison.rows.values_list("uid", flat=True))
    assert kept == uids
    before = everything_stored()
    assert not bring(TABLE).changed
    assert everything_stored() == before


def test_a_groups_own_file_takes_the_place_of_its_column_in_the_table():
    bring(IN_FORCE)
    bring(TABLE)
    bring(FOLDER / "word" / "901-atu.docx")
    atu = Proposal.objects.get(group__code="ATU")
    assert atu.source.name == "901-atu.docx"
    assert Proposal.objects.count() == 5
    assert Record.objects.filter(verb=Record.Verb.REPLACED).count() == 1


def test_an_empty_column_of_a_table_leaves_what_came_before():
    bring(IN_FORCE)
    ast = (FOLDER / "word" / "901-atu.docx").read_bytes()
    import_document(data=ast, name="ast.docx", meeting="WTSA-24", group="AST")
    count = ProposedClause.objects.filter(proposal__group__code="AST").count()
    imported = bring(TABLE)
    assert ProposedClause.objects.filter(proposal__group__code="AST").count() == count > 0
    assert any("empty here" in warning.message for warning in imported.warnings)


def test_a_corrected_file_keeps_the_addresses_of_what_it_still_says():
    bring(TABLE)
    before = dict(Row.objects.values_list("uid", "section"))
    text = TABLE.read_text().replace("software only", "software alone")
    imported = import_document(data=text.encode(), name="again.txt", meeting="WTSA-24")
    assert imported.changed
    assert set(Row.objects.values_list("uid", flat=True)) == set(before)
    assert SourceDocument.objects.count() == 2


def test_a_reworded_new_clause_keeps_its_address():
    bring(TABLE)
    row = Row.objects.filter(base=None, kind="item").first()
    cell = row.cells.first()
    words = core.everything(cell.to_core().text)
    text = TABLE.read_text()
    assert words in text
    changed = text.replace(words, words.replace(" of ", " within ", 1))
    assert changed != text
    import_document(data=changed.encode(), name="again.txt", meeting="WTSA-24")
    again = Row.objects.get(uid=row.uid)
    assert " within " in core.everything(again.cells.first().to_core().text)


def test_a_plain_text_is_a_text_in_force():
    imported = bring_text(PLAIN)
    assert imported.revision.name == "Rev. Lakeside, 2020"
    assert (imported.revision.place, imported.revision.year) == ("Lakeside", 2020)
    assert [c.label for c in imported.revision.clauses.filter(kind="item")][:2] == ["a)", "b)"]


def test_clauses_keep_their_ids_when_the_text_in_force_is_corrected():
    bring_text(PLAIN)
    before = dict(Clause.objects.values_list("uid", "text"))
    bring_text(PLAIN.replace("nobody reads all", "hardly anybody reads all"))
    after = dict(Clause.objects.values_list("uid", "text"))
    assert set(after) == set(before)
    assert sum(after[uid] != before[uid] for uid in before) == 1


def test_a_proposal_without_tracked_changes_is_compared_and_said():
    bring_text(PLAIN)
    proposal = "MOD\tAFCP/9A1/1\n" + PLAIN.replace("nobody reads", "few read")
    imported = bring_text(proposal, "atu.txt", meeting="WTSA-24")
    assert [one.group.code for one in imported.comparison.proposals.all()] == ["ATU"]
    assert any("no tracked changes" in warning.message for warning in imported.warnings)
    changed = ProposedClause.objects.get(state="changed")
    assert core.accept(changed.as_cell().text) == "that few read all of them,"
    assert core.reject(changed.as_cell().text) == "that nobody reads all of them,"


def test_a_clean_proposal_without_its_text_in_force_is_refused():
    with pytest.raises(Refused, match="text in force"):
        bring_text("MOD\tAFCP/9A1/1\n" + PLAIN, meeting="WTSA-24")
    assert not Resolution.objects.exists()


def test_a_proposal_drafted_on_an_older_revision_is_told_so():
    bring_text(PLAIN)
    bring_text(PLAIN.replace("Lakeside, 2020", "Port Ember, 2016"))
    old = "MOD\tAFCP/9A1/1\n" + PLAIN.replace("Lakeside, 2020", "Port Ember, 2016")
    imported = bring_text(old, meeting="WTSA-24")
    assert imported.revision.name == "Rev. Lakeside, 2020"
    assert any("was drafted on" in warning.message for warning in imported.warnings)


def test_a_later_text_is_not_in_force_before_its_own_meeting():
    bring_text(PLAIN)
    bring_text(PLAIN.replace("Lakeside, 2020", "New Delhi, 2024"))
    imported = bring_text("MOD\tAFCP/9A1/1\n" + PLAIN, meeting="WTSA-24")
    assert imported.revision.name == "Rev. Lakeside, 2020"


def test_a_new_group_is_made_and_said():
    bring_text(PLAIN)
    imported = bring_text("MOD\tSEN/56/1\n" + PLAIN, meeting="WTSA-24")
    assert Group.objects.get(code="SEN").proposals.count() == 1
    assert any("new group" in warning.message for warning in imported.warnings)


def test_a_joint_source_may_hold_slashes():
    bring_text(PLAIN)
    bring_text("MOD\tB/CAN/CLM/USA/7/2\n" + PLAIN, meeting="WTSA-24")
    assert Proposal.objects.get().group.code == "B/CAN/CLM/USA"


def test_a_meeting_is_made_from_a_code_that_says_what_it_is():
    bring_text(PLAIN)
    bring_text("MOD\tAFCP/9A1/1\n" + PLAIN, meeting="wtsa-28")
    made = Meeting.objects.get(code="WTSA-28")
    assert (made.year, made.published) == (2028, False)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "PNG"),
        ("Proposal".encode("utf-16"), "UTF-16"),
        (b"Nothing that anybody resolved.\n", "no resolution"),
        (b"PK\x03\x04 and then nothing", ""),
    ],
    ids=["empty", "picture", "utf-16", "prose", "broken zip"],
)
def test_a_wrong_file_is_refused_in_one_line_and_leaves_nothing(tmp_path, data, says, settings):
    before = everything_stored()
    path = tmp_path / "file.txt"
    path.write_bytes(data)
    with pytest.raises(CommandError) as error:
        command(path, "--meeting", "WTSA-24", "--resolution", "44")
    assert error.value.returncode == 2
    assert says in str(error.value)
    assert "\n" not in str(error.value)
    assert everything_stored() == before
    assert not (settings.MEDIA_ROOT / "documents").exists()


def test_a_file_above_the_limit_is_refused(settings, tmp_path):
    settings.UPLOAD_LIMIT = 100
    with pytest.raises(Refused, match="limit"):
        bring_text(PLAIN)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({}, "meeting"),
        ({"meeting": "the next one"}, "no meeting “the next one”"),
        ({"meeting": "WTSA-24", "resolution": "forty-four"}, "forty-four"),
        ({"meeting": "WTSA-24", "as_": "text"}, "dry-run"),
    ],
)
def test_what_is_missing_is_said_and_nothing_stays(options, says):
    before = everything_stored()
    with pytest.raises(Refused, match=says):
        import_document(data=TABLE.read_bytes(), name="t.txt", **options)
    assert everything_stored() == before


def test_a_failure_at_the_end_leaves_no_file(monkeypatch, settings):
    def fail(**_):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("proposals.services.import_document.record", fail)
    with pytest.raises(RuntimeError):
        bring(TABLE)
    assert not Resolution.objects.exists()
    assert not any(path.is_file() for path in settings.MEDIA_ROOT.rglob("*"))


def test_the_original_is_kept_to_the_byte_and_under_a_name_of_ours():
    path = TABLE
    document = import_document(
        data=path.read_bytes(), name="../../etc/passwd", meeting="WTSA-24"
    ).document
    assert document.name == "passwd"
    assert document.file.name.startswith("documents/")
    assert "passwd" not in document.file.name
    with default_storage.open(document.file.name) as file:
        assert file.read() == path.read_bytes()


def test_a_dry_run_says_what_it_read_and_stores_nothing():
    before = everything_stored()
    found = json.loads(command(TABLE, "--dry-run", "--json"))
    assert everything_stored() == before
    assert set(found) == {"kind", "language", "columns", "warnings"}
    assert found["kind"] == "table"
    assert [column["group"] for column in found["columns"]] == ["AST", "ATU", "CITEL", "RCC", "APT"]
    clause = found["columns"][1]["clauses"][5]
    assert set(clause) == {"kind", "section", "label", "text", "source"}
    assert all(isinstance(warning, str) for warning in found["warnings"])


def test_a_word_file_can_be_read_as_plain_paragraphs():
    found = json.loads(command(CEPT, "--as", "text", "--dry-run", "--json"))
    clauses = found["columns"][0]["clauses"]
    assert {clause["kind"] for clause in clauses} == {"text", "footnote"}
    sources = [clause["source"] for clause in clauses]
    assert sources == sorted(sources)


def test_the_command_says_what_it_did():
    assert command(TABLE, "--meeting", "WTSA-24").startswith("imported: table: AST (0 clauses)")
    assert command(TABLE, "--meeting", "WTSA-24").startswith("nothing changed")


def test_a_file_that_is_not_there_is_refused():
    with pytest.raises(CommandError, match="No such file") as error:
        command("nowhere.txt")
    assert error.value.returncode == 2


def test_an_import_bumps_the_version_that_pages_go_by():
    resolution = bring(TABLE).resolution
    first = Resolution.objects.get(pk=resolution.pk).version
    bring(FOLDER / "word" / "901-atu.docx")
    assert Resolution.objects.get(pk=resolution.pk).version > first
