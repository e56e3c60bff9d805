"""Silent edits, actions and reuse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.checks import Passage, Severity, action, examine, reuse, silent_edits
from proposals.core.model import Clause, Column, Document, Kind, Op, Run, equal
from proposals.core.reading.critic import read_runs
from proposals.core.redline import SILENT, compose


def item(text, label="1"):
    return Clause(Kind.ITEM, "resolves", read_runs(label), read_runs(text), 1)


def column(proposed, *clauses):
    title = Clause(Kind.TITLE, text=equal("RESOLUTION 44"), level=1)
    return Column("ATU", Document((title, *clauses), number="44"), action=proposed)


def test_an_edit_without_track_changes_is_shown_with_both_wordings():
    runs = compose("the groups meet yearly", equal("the groups meet often"))
    (finding,) = silent_edits.check([Clause(Kind.ITEM, text=runs)])
    assert finding.message == "“yearly” became “often” without track changes"
    assert (finding.severity, finding.quote) == (Severity.WARNING, "often")


def test_tracked_and_recovered_changes_are_no_silent_edits():
    runs = (Run(Op.DELETE, "yearly", "Ann"), Run(Op.INSERT, "often", why="from its neighbours"))
    assert silent_edits.check([Clause(Kind.ITEM, text=runs)]) == ()


def test_white_space_put_in_silently_is_not_worth_a_finding():
    assert silent_edits.check([Clause(Kind.ITEM, text=(Run(Op.INSERT, "  ", why=SILENT),))]) == ()


@given(st.lists(st.sampled_from(["one", "two", "three"]), max_size=6), st.booleans())
def test_every_silent_word_is_in_some_finding(words, added):
    op = Op.INSERT if added else Op.DELETE
    runs = tuple(
        Run(op if n % 2 else Op.EQUAL, w, why=SILENT * (n % 2)) for n, w in enumerate(words)
    )
    found = silent_edits.check([Clause(Kind.ITEM, text=runs)])
    assert [finding.quote for finding in found] == words[1::2]


@pytest.mark.parametrize(
    ("proposed", "text", "severity"),
    [
        ("MOD", "to meet;", Severity.WARNING),
        ("(MOD)", "to {--meet--}{++rest++};", Severity.WARNING),
        ("ADD", "to {--meet--}{++rest++};", Severity.ERROR),
        ("NOC", "to {--meet--}{++rest++};", Severity.ERROR),
        ("SUP", "to meet;", Severity.NOTE),
        ("SUP", "{++to meet;++}", Severity.ERROR),
        ("", "to meet;", Severity.WARNING),
        ("MODIFY", "to meet;", Severity.WARNING),
    ],
)
def test_an_action_that_is_not_what_the_proposal_does_is_flagged(proposed, text, severity):
    label = "{++1++}" if text.startswith("{++") else "1"
    (finding,) = action.check(column(proposed, item(text, label)))
    assert (finding.check, finding.severity) == ("action", severity)


@pytest.mark.parametrize(
    ("proposed", "text"),
    [
        ("MOD", "to {--meet--}{++rest++};"),
        ("(MOD)", "the {--chairman--}{++chair++} meets{--;--}{++,++}"),
        ("ADD", "to meet;"),
        ("ADD", "{++to meet;++}"),
        ("NOC", "to meet;"),
        ("SUP", "{--to meet;--}"),
    ],
)
def test_an_action_that_fits_has_no_findings(proposed, text):
    label = "{--1--}" if text.startswith("{--") else "1"
    assert action.check(column(proposed, item(text, label))) == ()


def test_suppression_needs_no_text_and_an_empty_column_no_action():
    assert action.check(column("SUP")) == ()
    assert action.check(Column("AST")) == ()


CORPUS = [
    Passage("59", "noting", "a)", "that operators of small networks learn much from larger ones;"),
    Passage("59", "noting", "b)", "that this learning strengthens the markets of small countries,"),
    Passage(
        "12", "resolves", "1", "to hold a meeting of all regional groups in every second year;"
    ),
    Passage("12", "resolves", "2", "to rest,"),
]


def reused(text, label="{++1++}"):
    return [finding.message for finding in reuse.check([item(text, label)], CORPUS)]


def test_a_new_clause_that_another_resolution_has_is_flagged():
    text = "{++to hold meetings of all the regional groups in every second year,++}"
    assert reused(text) == ["nearly the text of Resolution 12, resolves 1"]


def test_a_new_clause_can_join_several_of_another_resolution():
    text = (
        "{++that operators of small networks learn much from larger ones and that this "
        "learning strengthens the markets of small countries;++}"
    )
    assert reused(text) == ["nearly the text of Resolution 59, noting a), noting b)"]


@pytest.mark.parametrize(
    "text",
    [
        "{++to plan the work of the regional groups for the years that come,++}",
        "{++to rest,++}",
        "to hold a meeting of all regional groups in every second year;",
        "to invite{++ all regional groups in every second year++};",
    ],
)
def test_a_shared_subject_an_idiom_or_a_standing_clause_is_no_reuse(text):
    assert reused(text, "{++1++}" if text.startswith("{++") else "1") == []


def test_all_checks_run_on_a_column_and_leave_its_own_resolution_out_of_the_corpus():
    text = "{++to hold a meeting of all regional groups in every second year.++}"
    proposed = column(
        "MOD", Clause(Kind.HEADING, "resolves", (), equal("resolves")), item(text, "")
    )
    own = [Passage("44", *(getattr(CORPUS[2], name) for name in ("section", "label", "text")))]
    assert examine(proposed, corpus=own) == ()
    assert [finding.check for finding in examine(proposed, corpus=CORPUS)] == ["reuse"]
