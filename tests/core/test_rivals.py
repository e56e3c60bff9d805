"""New clauses of several groups at one place, and what a person says of their rows."""

from proposals.core.align import align
from proposals.core.model import Clause, Column, Document, Kind, equal, inserted

TEXT = "that test beds of all regions be listed in one place;"
BASE = Document((Clause(Kind.ITEM, "", equal("a)"), equal("that lists are kept;"), 1, 1),))


def column(group, *texts):
    new = [Clause(Kind.ITEM, "", inserted("b)"), inserted(text), 1, 2) for text in texts]
    return Column(group, Document((BASE.clauses[0], *new)))


def rows(columns, pins=None):
    """Which columns stand in each row of a new clause."""
    return [
        tuple(at for at, cell in enumerate(row.cells) if cell is not None)
        for row in align(BASE, columns, pins)
        if row.base is None
    ]


def test_the_same_new_text_shares_a_row():
    assert rows([column("A", TEXT), column("B", TEXT)]) == [(0, 1)]


def test_a_row_of_its_own_is_shared_with_nobody():
    columns = [column("A", TEXT), column("B", TEXT), column("C", TEXT)]
    assert sorted(rows(columns, {(1, 1): None})) == [(0, 2), (1,)]
    assert sorted(rows(columns, {(0, 1): None})) == [(0,), (1, 2)]


def test_texts_that_differ_share_a_row_when_a_person_says_so():
    columns = [column("A", TEXT), column("B", "to invite the universities to speak;")]
    assert rows(columns) == [(0,), (1,)]
    assert rows(columns, {(1, 1): (0, 1)}) == [(0, 1)]


def test_who_joins_a_row_of_its_own_is_let_in():
    columns = [column("A", TEXT), column("B", TEXT), column("C", TEXT)]
    assert sorted(rows(columns, {(0, 1): None, (2, 1): (0, 1)})) == [(0, 2), (1,)]
