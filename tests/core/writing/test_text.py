"""A document as plain text: the accepted words, or every change as CriticMarkup."""

from hypothesis import given
from hypothesis import strategies as st

from proposals.core.model import (
    Clause,
    Document,
    Kind,
    Op,
    Run,
    accept,
    deleted,
    equal,
    inserted,
)
from proposals.core.writing.text import document_text

words = st.text("abc ;,éقт标", min_size=1, max_size=8)
runs = st.lists(st.builds(Run, st.sampled_from(Op), words), max_size=4).map(tuple)
clauses = st.builds(Clause, st.sampled_from([Kind.ITEM, Kind.HEADING, Kind.TEXT]), text=runs)


def test_a_clause_is_a_line_and_its_label_stands_before_a_tab():
    clause = Clause(Kind.ITEM, label=equal("a)"), text=equal("that x;"))
    heading = Clause(Kind.HEADING, text=equal("considering"))
    assert document_text(Document((heading, clause))) == "considering\na)\tthat x;\n"


def test_a_renumbered_clause_reads_as_it_will():
    clause = Clause(Kind.ITEM, label=(*deleted("c)"), *inserted("b)")), text=equal("that x;"))
    assert document_text(Document((clause,))) == "b)\tthat x;\n"
    assert document_text(Document((clause,)), changes=True) == "{~~c)~>b)~~}\tthat x;\n"


def test_a_deleted_clause_leaves_no_line_but_is_marked_among_the_changes():
    gone = Clause(Kind.ITEM, label=deleted("b)"), text=deleted("that y;"))
    assert document_text(Document((gone,))) == ""
    assert document_text(Document((gone,)), changes=True) == "{--b)--}\t{--that y;--}\n"


def test_a_footnote_stands_behind_its_mark():
    clauses = (
        Clause(Kind.TITLE, text=equal("Networks[^1]"), level=2),
        Clause(Kind.FOOTNOTE, label=equal("1"), text=equal("All of them.")),
    )
    assert document_text(Document(clauses)) == "Networks[^1]\n[^1]: All of them.\n"


def test_a_footnote_that_goes_leaves_no_mark():
    note = Clause(Kind.FOOTNOTE, label=deleted("1"), text=deleted("All of them."))
    assert document_text(Document((note,))) == ""


@given(st.lists(clauses, max_size=6))
def test_the_text_is_what_every_clause_reads_as(found):
    wanted = [line for one in found if (line := accept(one.text)).strip()]
    assert document_text(Document(tuple(found))).splitlines() == wanted
