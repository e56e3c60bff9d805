"""Akoma Ntoso that left here comes in again: a text, a proposal, a whole comparison."""

import json

import pytest
from django.core.cache import cache
from lxml import etree

from proposals.core.model import accept
from proposals.core.reading.akn import is_akn
from proposals.core.reading.detect import FileKind, detect
from proposals.core.result import Refused
from proposals.core.words import normal
from proposals.core.writing.akn import column_akn, document_akn
from proposals.models import Meeting, Resolution
from proposals.permissions import OPERATOR
from proposals.samples.sources import load, names
from proposals.selectors import export_comparison, stored_base
from proposals.services.import_document import import_document
from proposals.services.writing_out import comparison_bytes
from tests.command import command


@pytest.fixture
def meeting(db):
    cache.clear()
    return Meeting.objects.create(
        code="WTSA-D2", conference="WTSA", name="Two", place="Two", year=2028
    )


def told(clauses):
    return [(normal(accept(one.label)), normal(one.proposed)) for one in clauses]


def test_a_comparison_imported_again_is_the_same(comparison, meeting):
    first = export_comparison(OPERATOR, "901")
    data = comparison_bytes(first, "akn")
    assert detect(data) is FileKind.TABLE
    again = import_document(data=data, name="901.xml", meeting=meeting.code)
    assert again.comparison.pk != comparison.pk
    second = export_comparison(OPERATOR, "901", meeting.code)
    before, after = (json.loads(comparison_bytes(one, "json")) for one in (first, second))
    assert after["columns"] == before["columns"]
    assert len(after["rows"]) == len(before["rows"])
    for old, new in zip(before["rows"], after["rows"], strict=True):
        assert new["base"] == old["base"]
        for group, cell in old["cells"].items():
            found = new["cells"][group]
            assert (found is None) == (cell is None)
            if cell is not None:
                assert (found["state"], found["label"], found["text"]) == (
                    cell["state"],
                    cell["label"],
                    cell["text"],
                ), (old["section"], group)


def test_a_comparison_makes_the_text_in_force_where_there_is_none(comparison, meeting):
    data = comparison_bytes(export_comparison(OPERATOR, "901"), "akn")
    other = data.replace(b'number="901"', b'number="950"')
    imported = import_document(data=other, name="950.xml", meeting=meeting.code)
    base = stored_base(imported.comparison.base)
    assert told(base.clauses) == told(stored_base(comparison.base).clauses)
    assert Resolution.objects.filter(number="950").exists()


def test_a_text_in_force_comes_in_as_one(meeting):
    body = load("901-in-force").column.body
    data = document_akn(body)
    assert detect(data) is FileKind.RESOLUTION
    imported = import_document(data=data, name="901.xml")
    assert told(stored_base(imported.revision).clauses) == told(body.clauses)


def test_a_proposal_comes_in_as_its_groups(meeting):
    import_document(data=document_akn(load("901-in-force").column.body), name="901.xml")
    column = load("901-atu").column
    data = column_akn(column)
    assert detect(data) is FileKind.PROPOSAL
    imported = import_document(data=data, name="atu.xml", meeting=meeting.code)
    (stored,) = export_comparison(OPERATOR, "901", meeting.code).table.columns
    assert (stored.group, stored.action) == (column.group, column.action)
    assert told(stored.body.clauses) == told(column.body.clauses)
    assert imported.comparison is not None


@pytest.mark.parametrize("name", names())
def test_every_sample_is_known_for_what_it_is(name):
    data = column_akn(load(name).column)
    assert is_akn(data)
    assert detect(data) in (FileKind.PROPOSAL, FileKind.RESOLUTION)


def test_importing_the_same_file_twice_changes_nothing(comparison, meeting):
    data = comparison_bytes(export_comparison(OPERATOR, "901"), "akn")
    assert import_document(data=data, name="901.xml", meeting=meeting.code).changed
    assert not import_document(data=data, name="901.xml", meeting=meeting.code).changed


def test_the_command_takes_it_and_tells_the_kind_by_itself(comparison, meeting, tmp_path):
    file = tmp_path / "901.xml"
    file.write_bytes(comparison_bytes(export_comparison(OPERATOR, "901"), "akn"))
    said = json.loads(
        command("import_document", str(file), "--dry-run", "--json", meeting="WTSA-D2")
    )
    assert said["kind"] == "table"
    groups = [one.group for one in export_comparison(OPERATOR, "901").table.columns]
    assert [one["group"] for one in said["columns"]] == groups


@pytest.mark.parametrize("change", ["cut", "foreign"])
def test_a_file_that_is_damaged_is_refused_and_leaves_nothing(comparison, meeting, change):
    data = comparison_bytes(export_comparison(OPERATOR, "901"), "akn")
    if change == "cut":
        data = data[: len(data) // 2]
    else:  # somebody else's, which does not say what ours says
        root = etree.fromstring(data)
        for one in root.iter("{urn:x-wtsa-proposals:akn:1}document"):
            one.getparent().remove(one)
        data = etree.tostring(root)
    with pytest.raises(Refused):
        import_document(data=data, name="901.xml", meeting=meeting.code)
    assert not meeting.comparisons.exists()
