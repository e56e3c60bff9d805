"""The comparison as CSV: every word in it, and nothing that a spreadsheet computes."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.align import align
from proposals.core.model import Clause, Column, Document, Kind, equal, inserted
from proposals.core.writing.csv import comparison_csv, plain


def written(text, base="that lists are kept;"):
    old = Document((Clause(Kind.ITEM, "s", equal("a)"), equal(base), 1, 1),))
    column = Column("ATU", Document((old.clauses[0], Clause(Kind.ITEM, "s", (), inserted(text)))))
    rows = align(old, [column])
    out = comparison_csv([column], rows, [f"r{n}" for n in range(len(rows))])
    return list(csv.reader(io.StringIO(out)))


def test_a_row_is_a_clause_and_a_column_a_group():
    head, old, new = written("that time passes;")
    assert head == ["id", "section", "kind", "label", "in force", "ATU", "ATU state"]
    assert old == ["r0", "s", "item", "a)", "that lists are kept;", "a) that lists are kept;",
                   "unchanged"]  # fmt: skip
    assert new[4:] == ["", "{++that time passes;++}", "inserted"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_what_looks_like_a_formula_is_text(start):
    assert plain(f"{start}1+1") == f"'{start}1+1"
    rows = written("that time passes;", f"{start}HYPERLINK(1)")
    assert rows[1][4].startswith(f"'{start}")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), min_size=1))
def test_commas_quotes_and_line_breaks_come_back(text):
    cells = [cell for row in written(text or "x", f"base {text}") for cell in row]
    assert f"base {text}" in cells


@given(st.text())
def test_no_cell_starts_like_a_formula(text):
    assert not plain(text).startswith(("=", "+", "-", "@", "\t", "\r"))
