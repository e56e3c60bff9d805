"""Labels in sequence and the marks that end items, on texts of our own."""

import pytest

from proposals.core.checks import Severity
from proposals.core.checks.labels import check
from proposals.core.model import Clause, Kind, equal
from proposals.core.reading.critic import read_runs


def heading(text):
    return Clause(Kind.HEADING, text, (), read_runs(text), 0)


def item(label, text, level=1):
    return Clause(Kind.ITEM, "", read_runs(label), read_runs(text), level)


SOUND = (
    heading("considering"),
    item("a)", "that groups meet[^1];"),
    item("b)", "that they write,"),
    heading("resolves"),
    item("1", "to meet and:"),
    item("i)", "to read;", 2),
    item("ii)", "to write; and", 2),
    item("iii)", "to rest;", 2),
    item("2", "to meet again,"),
    heading("invites members"),
    item("", "to take part."),
)


def messages(*clauses):
    return [finding.message for finding in check(clauses)]


def test_a_sound_text_has_no_findings():
    assert messages(*SOUND) == []


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("a) b) d)", ["“d)” after “b)”: “c)” was expected"]),
        ("a) b) b)", ["“b)” stands twice"]),
        ("b) c) d)", ["the list starts with “b)”"]),
        ("a) b) ??", ["“??” is no label"]),
        ("a) a)bis b)", []),
        ("1 1bis 2", []),
        ("• • •", []),
    ],
)
def test_labels_out_of_sequence_are_flagged(labels, expected):
    endings = ["that groups meet;", "that they write;", "that they rest."]
    items = [item(*pair) for pair in zip(labels.split(), endings, strict=True)]
    assert messages(heading("considering"), *items) == expected


def test_an_item_that_lost_its_label_is_flagged():
    clauses = [heading("noting"), item("a)", "one;"), item("", "two;"), item("b)", "three.")]
    assert messages(*clauses) == ["no label, after “a)”"]


def test_a_single_item_carries_no_label():
    assert messages(heading("noting"), item("a)", "one.")) == ["a single item carries no label"]


@pytest.mark.parametrize(
    ("place", "text", "expected"),
    [
        (1, "that groups meet,", "an item with another after it ends with “;”, this one with “,”"),
        (1, "that groups meet", "an item with another after it ends with “;”, this one with noth"),
        (2, "that they write;", "the last item of a section ends with “,”, this one with “;”"),
        (4, "to meet and;", "an item that leads on ends with “:”, this one with “;”"),
        (10, "to take part,", "the last item of the resolution ends with “.”, this one with “,”"),
    ],
)
def test_the_wrong_mark_at_the_end_of_an_item_is_flagged(place, text, expected):
    clauses = list(SOUND)
    clauses[place] = item(accept_label(clauses[place]), text, clauses[place].level)
    assert [message[: len(expected)] for message in messages(*clauses)] == [expected]


def accept_label(clause):
    return "".join(run.text for run in clause.label)


def test_marks_of_other_scripts_count():
    chinese = [heading("做出决议"), item("1", "开会；"), item("2", "写作。")]
    arabic = [heading("يقرر"), item("1", "أن تجتمع؛"), item("2", "أن تكتب.")]
    assert messages(*chinese) == []
    assert messages(*arabic) == []


def test_an_annex_and_rules_of_procedure_end_their_sentences_as_they_like():
    annex = Clause(Kind.ANNEX, "Programme 1", equal("I"), equal("Programme 1"), 0)
    rules = [heading("Duties of the chair"), item("1.1", "The chair leads."), item("1.2", "And.")]
    assert messages(*rules) == []
    assert messages(*SOUND, annex, item("•", "To learn"), item("•", "To teach.")) == []


def test_what_a_proposal_breaks_is_a_warning_and_what_was_so_is_a_note():
    clauses = [
        heading("noting"),
        item("a)", "that groups meet,"),
        item("{--b)--}", "{--that they write;--}"),
        item("c)", "that they rest."),
    ]
    found = {finding.message: finding.severity for finding in check(clauses)}
    assert found == {
        "an item with another after it ends with “;”, this one with “,”": Severity.NOTE,
        "“c)” after “a)”: “b)” was expected": Severity.WARNING,
    }
