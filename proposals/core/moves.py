"""Clauses that changed places: strong likeness away from the order-preserving path.

A move has no other evidence than its words, so that they must be many and much alike.
A clause that moved takes its neighbours with it: next to a move less is enough.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from proposals.core.likeness import Lexicon, Sketch, words
from proposals.core.path import LARGEST, Pair

# Likeness of a clause and the place it came from; beside another move; and where the
# author's own marks have it deleted in one place and inserted in another.
_STRONG, _BESIDE, _RETYPED = 0.6, 0.4, 0.8
# Words a clause must have to be told from others of its kind.
_TELLING = 4


def moves(
    base: Sequence[Sketch],
    column: Sequence[Sketch],
    lexicon: Lexicon,
    in_order: Sequence[Pair],
    excluded: Collection[int] = (),
) -> list[Pair]:
    """Pairs of clauses that the order-preserving path left over.

    `excluded` are column clauses that may not be paired.
    """
    ours, theirs = {pair.base for pair in in_order}, {pair.column for pair in in_order}
    rows = [at for at in range(len(base)) if at not in ours]
    columns = [at for at in range(len(column)) if at not in theirs and at not in excluded]
    found = _best(base, column, rows, columns, lexicon, _STRONG)
    return found + _beside(base, column, lexicon, found, set(rows), set(columns))


def retyped(
    gone: Sequence[int],
    come: Sequence[int],
    base: Sequence[Sketch],
    proposed: Sequence[Sketch],
    lexicon: Lexicon,
) -> list[Pair]:
    """Clauses that tracked changes delete here (base) and insert there (column)."""
    return _best(base, proposed, gone, come, lexicon, _RETYPED)


def _best(
    base: Sequence[Sketch],
    column: Sequence[Sketch],
    rows: Sequence[int],
    columns: Sequence[int],
    lexicon: Lexicon,
    least: float,
) -> list[Pair]:
    """The pairs alike enough, the likest first, no clause twice."""
    rows = [at for at in rows if _telling(base[at])]
    columns = [at for at in columns if _telling(column[at])]
    if len(rows) * len(columns) > LARGEST:
        return _identical(base, column, rows, columns)
    likeness = lexicon.likeness([base[at] for at in rows], [column[at] for at in columns])
    found: list[Pair] = []
    left_rows, left_columns = set(rows), set(columns)
    alike = np.argwhere(likeness >= least)
    order = np.argsort(-likeness[alike[:, 0], alike[:, 1]], kind="stable")
    for place, other in alike[order]:
        at, to = rows[place], columns[other]
        if at in left_rows and to in left_columns and base[at].lane == column[to].lane:
            found.append(Pair(at, to, float(likeness[place, other])))
            left_rows.remove(at)
            left_columns.remove(to)
    return found


def _telling(sketch: Sketch) -> bool:
    return sketch.lane in ("body", "footnote") and len(words(sketch.text)) >= _TELLING


def _identical(
    base: Sequence[Sketch],
    column: Sequence[Sketch],
    rows: Sequence[int],
    columns: Sequence[int],
) -> list[Pair]:
    """Equal texts only, where there are too many clauses to compare each with each."""
    places = {base[at].text: at for at in reversed(rows)}
    found = []
    for to in columns:
        at = places.pop(column[to].text, None)
        if at is not None:
            found.append(Pair(at, to, 1.0))
    return found


def _beside(
    base: Sequence[Sketch],
    column: Sequence[Sketch],
    lexicon: Lexicon,
    found: Sequence[Pair],
    rows: set[int],
    columns: set[int],
) -> list[Pair]:
    """The neighbours that moved along: a heading, a sub-item, a shortened clause."""
    rows -= {pair.base for pair in found}
    columns -= {pair.column for pair in found}
    along: list[Pair] = []
    front = list(found)
    while front:
        pair = front.pop()
        for step in (-1, 1):
            at, to = pair.base + step, pair.column + step
            if at not in rows or to not in columns or base[at].lane != column[to].lane:
                continue
            likeness = lexicon.alike(base[at], column[to])
            if likeness >= _BESIDE:
                along.append(Pair(at, to, likeness))
                front.append(along[-1])
                rows.remove(at)
                columns.remove(to)
    return along
