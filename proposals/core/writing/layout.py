"""How a side-by-side table is laid out: a clause a row, or a section a row as the secretariat's.

A column is a group's; the text in force can stand before them, and the draft after them. What
is a cell here is a few clauses, so that the table as Word, HTML and PDF cut the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from proposals.core.model import Clause, Column, Document, Kind, Row, accept, reject
from proposals.core.words import normal

_HEADING, _ANNEX = Kind.HEADING, Kind.ANNEX  # looked up once: a table asks a thousand times

Cells = tuple[tuple[Clause, ...], ...]  # one entry a column, empty where it has nothing


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands beside the groups' columns, and what makes a row."""

    base: bool = True
    sections: bool = False


def lay(
    layout: Layout,
    base: Document,
    columns: Sequence[Column],
    rows: Sequence[Row],
    drafted: Sequence[Clause | None] | None = None,
    draft: Document | None = None,
) -> tuple[list[Column], list[Cells]]:
    """All columns from first to last, and their cells.

    `drafted` is the draft by rows, `draft` the same as a document; None for no such column.
    """
    before = [Column("", base)] if layout.base else []
    after = [Column("", draft)] if draft is not None else []
    every = [*before, *columns, *after]
    if layout.sections:
        return every, by_section(every)
    last = drafted if draft is not None else None
    return every, by_clause(rows, with_base=layout.base, drafted=last)


def by_clause(
    rows: Sequence[Row], *, with_base: bool, drafted: Sequence[Clause | None] | None = None
) -> list[Cells]:
    """Rows of one clause; a footnote stands in the row of the clause that cites it."""
    found: list[Cells] = []
    for at, row in enumerate(rows):
        clauses = [None if cell is None else cell.clause for cell in row.cells]
        if with_base:
            clauses.insert(0, row.base)
        if drafted is not None:
            clauses.append(drafted[at])
        cells: Cells = tuple((clause,) if clause is not None else () for clause in clauses)
        if row.lead.kind is Kind.FOOTNOTE and found:
            above = found.pop()
            cells = tuple(held + note for held, note in zip(above, cells, strict=True))
        found.append(cells)
    return found


def by_section(columns: Sequence[Column]) -> list[Cells]:
    """Rows of whole sections, in an order that keeps each column's own where it can.

    A section is known by its heading as it stood in the base, so that a section with
    a changed heading keeps its row; a new one gets a row after the one it follows.
    """
    cut = [_sections(column) for column in columns]
    order: list[tuple[str, int]] = []
    known: set[tuple[str, int]] = set()
    for sections in cut:
        place = 0
        for key in sections:
            if key in known:
                place = order.index(key) + 1
            else:
                order.insert(place, key)
                known.add(key)
                place += 1
    return [tuple(sections.get(key, ()) for sections in cut) for key in order]


def head(column: Column, number: int) -> str:
    """A column's head: `Proposal 2 (MOD, WTSA C-035 ATU Add08) (ATU)`."""
    return f"Proposal {number} ({column.action}, {column.document}) ({column.group})"


def _sections(column: Column) -> dict[tuple[str, int], tuple[Clause, ...]]:
    """A column's clauses by section: its name, and which of that name it is."""
    sections: dict[tuple[str, int], list[Clause]] = {}
    seen: Counter[str] = Counter()
    held: list[Clause] = []
    before: Kind | None = None
    for clause in column.body.clauses:
        kind = clause.kind
        if kind is _HEADING or (kind is _ANNEX and before is not _ANNEX):
            name = normal(reject(clause.text) or accept(clause.text))
            seen[name] += 1
            held = sections[name, seen[name]] = []
        elif before is None:
            sections["", 0] = held
        held.append(clause)
        before = kind
    return {key: tuple(clauses) for key, clauses in sections.items()}
