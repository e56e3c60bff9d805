"""The checks on the real table of Resolution 44: what a person finds in it by hand."""

from datetime import date
from pathlib import Path

import pytest

from proposals.core.checks import Passage, examine
from proposals.core.model import reject
from proposals.core.reading.side_by_side import read_table
from proposals.core.reading.text import read_resolution
from proposals.core.substance import Class, of_clause

SHARED = Path(__file__).parents[3].parent / "shared"
pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the field's texts are not beside the checkout"
)


@pytest.fixture(scope="module")
def columns():
    table = read_table((SHARED / "seeds/resolution-44-side-by-side.txt").read_bytes()).value
    return {column.group: column for column in table.columns}


@pytest.fixture(scope="module")
def findings(columns, real_register):
    other = read_resolution((SHARED / "seeds/resolution-59-dubai-2012.txt").read_bytes()).value
    corpus = [
        Passage("59", clause.section, reject(clause.label), clause.base) for clause in other.clauses
    ]
    return {
        group: examine(column, register=real_register, as_of=date(2022, 3, 1), corpus=corpus)
        for group, column in columns.items()
    }


def told(findings, check):
    return {(f.section, f.label, f.message) for f in findings if f.check == check}


def test_the_reader_is_told_what_citel_took_from_resolution_59(findings):
    director = "invites the Director of the Telecommunication Standardization Bureau"
    invite = "resolves to invite the Director of the Telecommunication Standardization Bureau"
    assert told(findings["CITEL"], "reuse") == {
        ("recognizing", "f)", "nearly the text of Resolution 59, considering a), considering b)"),
        (director, "3", f"nearly the text of Resolution 59, {invite} 1"),
        (director, "4", f"nearly the text of Resolution 59, {invite} 2"),
        (
            "invites regions and their Member States",
            "6",
            "nearly the text of Resolution 59, invites Member States",
        ),
    }


def test_citels_stale_reference_is_found(findings):
    assert ("invites the Council", "", "resolves 6 is now resolves 5") in told(
        findings["CITEL"], "cross_references"
    )


def test_rccs_outdated_citations_are_found_and_atus_are_up_to_date(findings):
    cited = "Resolution 123 (Rev. Busan, 2014): superseded by Rev. Dubai, 2018"
    assert ("considering", "a)", cited) in told(findings["RCC"], "citations")
    assert not any("superseded" in message for *_, message in told(findings["ATU"], "citations"))


def test_rccs_paragraph_without_a_label_and_its_wrong_endings_are_found(findings):
    messages = {(section, message) for section, _, message in told(findings["RCC"], "labels")}
    assert ("recognizing", "no label, after “e)”") in messages
    wrong = "an item with another after it ends with “;”, this one with “,”"
    assert {("considering", wrong), ("recalling", wrong), ("resolves", wrong)} <= messages


def test_the_empty_column_has_nothing_to_say(findings):
    assert findings["AST"] == ()


def test_the_number_line_the_history_and_the_opening_change_only_their_dates(columns):
    for group in ("ATU", "CITEL", "RCC"):
        head = [clause for clause in columns[group].body.clauses if not clause.section]
        assert {of_clause(clause) for clause in head} <= {Class.NONE, Class.CITATION}


def test_atus_considering_changes_form_only(columns):
    clauses = [c for c in columns["ATU"].body.clauses if c.section == "considering"]
    kept = [clause for clause in clauses if not clause.is_deleted and not clause.is_inserted]
    assert {of_clause(clause) for clause in kept} == {Class.NONE, Class.CITATION}
