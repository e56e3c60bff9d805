"""New clauses of several groups at one place: the same text shares a row, others compete.

A place is a gap between two base clauses. Within it each group's new clauses keep
their order, so that the rows are found as the base's are: by the heaviest path.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby
from operator import itemgetter

import numpy as np

from proposals.core.likeness import Lexicon, Sketch
from proposals.core.path import heaviest

# Likeness from which two groups' new clauses are one text, perhaps in two wordings.
_SAME = 0.75
# More than any likeness: a person joined the rows.
_JOINED = 10

# No word of a person on where a clause stands.
_OPEN = (-1, -1)

# A new clause, by its column's and its own index.
Newcomer = tuple[int, int]


@dataclass(slots=True)
class Newcomers:
    """A row to be: the new clauses that share it, one a column; `rival` as in Row."""

    clauses: dict[int, int] = field(default_factory=dict)
    rival: int = 0


def place(
    gaps: Mapping[int, Sequence[Newcomer]],
    sketches: Sequence[Sequence[Sketch]],
    joined: Mapping[Newcomer, Newcomer | None],
    lexicon: Lexicon,
) -> dict[int, list[Newcomers]]:
    """The rows of the new clauses, gap by gap, rivals numbered from 1 in order.

    `gaps` has each gap's new clauses, by column and in order; `sketches` are indexed
    by column and clause. `joined` sends a clause to the row of another one,
    or, with None, to a row that only such clauses share.
    """
    numbers = count(1)
    placed = {}
    for gap in sorted(gaps):
        placed[gap] = _shared(gaps[gap], sketches, joined, lexicon)
        _number_rivals(placed[gap], sketches, numbers)
    return placed


def _shared(
    newcomers: Sequence[Newcomer],
    sketches: Sequence[Sequence[Sketch]],
    joined: Mapping[Newcomer, Newcomer | None],
    lexicon: Lexicon,
) -> list[Newcomers]:
    """One gap's rows: columns come in one by one, each in its own order."""
    rows: list[Newcomers] = []
    for column, group in groupby(newcomers, key=itemgetter(0)):
        clauses = [clause for _, clause in group]
        new = [sketches[column][clause] for clause in clauses]
        old = [_first(row, sketches) for row in rows]
        scores = lexicon.likeness(new, old)
        for at, to in np.argwhere(scores >= _SAME).tolist():
            if new[at].lane != old[to].lane:
                scores[at, to] = 0
        alone = [at for at, row in enumerate(rows) if _is_alone(row, joined)]
        scores[:, alone] = 0
        for at, clause in enumerate(clauses):
            if (column, clause) in joined:
                scores[at] = 0  # a person decided, no likeness counts
            other = joined.get((column, clause))
            if new[at].lane == "proposal" or other is not None:
                for to, row in enumerate(rows):
                    if new[at].lane == old[to].lane == "proposal":
                        scores[at, to] = 1
                    if other is not None and row.clauses.get(other[0]) == other[1]:
                        scores[at, to] = _JOINED
        merged: list[Newcomers] = []
        next_clause = next_row = 0
        for at, to in [*heaviest(scores - _SAME), (len(clauses), len(rows))]:
            merged += rows[next_row:to]
            merged += [Newcomers({column: clause}) for clause in clauses[next_clause:at]]
            if at < len(clauses):
                rows[to].clauses[column] = clauses[at]
                merged.append(rows[to])
            next_clause, next_row = at + 1, to + 1
        rows = merged
    return rows


def _is_alone(row: Newcomers, joined: Mapping[Newcomer, Newcomer | None]) -> bool:
    """Whether a person gave one of its clauses a row of its own."""
    return any(one in joined and joined[one] is None for one in row.clauses.items())


def _first(row: Newcomers, sketches: Sequence[Sequence[Sketch]]) -> Sketch:
    column, clause = next(iter(row.clauses.items()))
    return sketches[column][clause]


def _number_rivals(
    rows: Sequence[Newcomers], sketches: Sequence[Sequence[Sketch]], numbers: Iterator[int]
) -> None:
    """Number each contest: rows of one list in one gap on which the groups differ.

    A row that every group with new clauses there shares settles its place: what
    stands before it does not compete with what stands after.
    """
    lists: dict[tuple[str, str], list[Newcomers]] = {}
    for row in rows:
        lead = _first(row, sketches)
        if lead.lane in ("body", "heading"):
            # A new heading is named after itself, and competes with other headings.
            section = "" if lead.is_heading else lead.section
            lists.setdefault((lead.lane, section), []).append(row)
    for items in lists.values():
        groups = {column for row in items for column in row.clauses}
        settled = [row.clauses.keys() == groups for row in items]
        for agreed, contest in groupby(zip(settled, items, strict=True), itemgetter(0)):
            competing = [row for _, row in contest]
            if not agreed and len({column for row in competing for column in row.clauses}) > 1:
                number = next(numbers)
                for row in competing:
                    row.rival = number
