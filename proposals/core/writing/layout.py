"""The secretariat's layout of a side-by-side table: a section a row, a group a column.

So that the table as Word, and any other that follows that layout, cut the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from proposals.core.model import Clause, Column, Kind, accept, reject
from proposals.core.words import normal

Cells = tuple[tuple[Clause, ...], ...]  # one entry a column, empty where it has nothing


def by_section(columns: Sequence[Column]) -> list[Cells]:
    """Rows of whole sections, in an order that keeps each column's own where it can.

    A section is known by its heading as it stood in the base, so that a section with
    a changed heading keeps its row; a new one gets a row after the one it follows.
    """
    cut = [_sections(column) for column in columns]
    order: list[tuple[str, int]] = []
    for sections in cut:
        place = 0
        for key in sections:
            if key in order:
                place = order.index(key) + 1
            else:
                order.insert(place, key)
                place += 1
    return [tuple(sections.get(key, ()) for sections in cut) for key in order]


def head(column: Column, number: int) -> str:
    """A column's head: `Proposal 2 (MOD, WTSA C-035 ATU Add08) (ATU)`."""
    return f"Proposal {number} ({column.action}, {column.document}) ({column.group})"


def _sections(column: Column) -> dict[tuple[str, int], tuple[Clause, ...]]:
    """A column's clauses by section: its name, and which of that name it is."""
    sections: dict[tuple[str, int], tuple[Clause, ...]] = {}
    seen: Counter[str] = Counter()
    current = ("", 0)
    before: Kind | None = None
    for clause in column.body.clauses:
        if clause.kind is Kind.HEADING or (clause.kind is Kind.ANNEX and before is not Kind.ANNEX):
            name = normal(reject(clause.text) or accept(clause.text))
            seen[name] += 1
            current = (name, seen[name])
        sections[current] = (*sections.get(current, ()), clause)
        before = clause.kind
    return sections
