"""References that a proposal leaves behind."""

import pytest

from proposals.core.checks import Severity
from proposals.core.checks.cross_references import check
from proposals.core.model import Clause, Kind
from proposals.core.reading.critic import read_runs


def heading(text):
    return Clause(Kind.HEADING, text, (), read_runs(text))


def item(label, text, level=1):
    return Clause(Kind.ITEM, "", read_runs(label), read_runs(text), level)


def resolution(*items, reference="see resolves 2,"):
    return [heading("resolves"), *items, heading("invites members"), item("", reference)]


KEPT = (item("1", "to meet;"), item("2", "to write;"), item("i)", "often;", 2), item("3", "rest,"))


def messages(clauses, number="44"):
    return [finding.message for finding in check(clauses, number)]


@pytest.mark.parametrize(
    "reference",
    ["see resolves 2,", "resolves 2 i) above", "resolves 1 to 3", "resolves 3 of this resolution"],
)
def test_a_reference_to_a_clause_that_stands_is_sound(reference):
    assert messages(resolution(*KEPT, reference=reference)) == []


@pytest.mark.parametrize("reference", ["resolves 9,", "resolves 2 iv) above", "noting a),"])
def test_a_reference_to_nothing_is_an_error(reference):
    (finding,) = check(resolution(*KEPT, reference=reference))
    assert finding.severity is Severity.ERROR
    assert finding.message.startswith("there is no ")


def test_a_reference_to_a_deleted_clause_is_an_error():
    clauses = resolution(KEPT[0], item("{--2--}", "{--to write;--}"), item("3", "rest,"))
    (finding,) = check(clauses)
    assert finding.severity is Severity.ERROR
    assert finding.message == "resolves 2 is deleted, no other clause has its number"
    assert finding.quote == "resolves 2"


def test_a_reference_to_a_renumbered_clause_says_its_new_number():
    clauses = resolution(
        item("{--1--}", "{--to meet;--}"),
        item("{--2--}{++1++}", "to write;"),
        item("{--3--}{++2++}", "to rest,"),
    )
    assert messages(clauses) == ["resolves 2 is now resolves 1"]


def test_a_reference_that_followed_its_clause_is_sound():
    clauses = resolution(
        item("{--1--}", "{--to meet;--}"),
        item("{--2--}{++1++}", "to write,"),
        reference="see resolves {--2--}{++1++},",
    )
    assert messages(clauses) == []


def test_a_new_clause_under_the_old_number_is_another_clause():
    clauses = resolution(
        item("1", "to meet;"), item("{--2--}", "{--to write;--}"), item("{++2++}", "{++to sing,++}")
    )
    assert messages(clauses) == ["resolves 2 is deleted, now another clause"]


def test_a_clause_that_moved_is_found_where_it_went():
    clauses = [
        *resolution(item("1", "to meet;"), item("{--2--}", "{--to write together;--}")),
        heading("instructs the chair"),
        item("{++1++}", "{++to write together;++}"),
        item("{++2++}", "{++to read,++}"),
    ]
    assert messages(clauses) == ["resolves 2 has moved to instructs the chair 1"]


def test_a_heading_that_was_renamed_leaves_its_references_behind():
    clauses = [
        heading("{--noting--}{++recalling++}"),
        item("a)", "one;"),
        item("b)", "two,"),
        heading("resolves"),
        item("", "to act on noting b)."),
    ]
    assert messages(clauses) == ["noting b) is now recalling b)"]


def test_a_reference_into_another_resolution_is_not_ours_to_check():
    clauses = resolution(*KEPT, reference="resolves 9 of Resolution 7 (Rev. Bay, 2018)")
    assert messages(clauses) == []
    own = resolution(*KEPT, reference="resolves 9 of Resolution 44 (Rev. Bay, 2018)")
    assert messages(own) == ["there is no resolves 9"]
