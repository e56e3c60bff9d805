"""The order-preserving pairs of two documents' clauses: what stayed in its place.

Equal ends and unique equal clauses are anchors; the clauses between them are compared
each with each, and dynamic programming takes the heaviest set of pairs of which no two
cross. Where nearly every clause was edited the few equal ones mislead, so that anchors
are used only if they cover a quarter of the text, or if it is too long to do without.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from proposals.core.likeness import STRANGERS, Lexicon, Matrix, Sketch, words

Indices = NDArray[np.int_]

# Clauses × clauses compared at once (float32: 8 MB); above, gap by gap.
LARGEST = 2_000_000
# Characters an equal clause must have to be an anchor: "Objective" is in every programme.
_ANCHOR = 20
# A pair that is alike this much, and by this much more than any other pair of the
# two, has found its peer: neither may be given away to a weaker one.
_CERTAIN, _MARGIN = 0.8, 0.25
# What a heading's own words weigh against the clauses under it: it is renamed more
# often than they are replaced (DOMAIN.md: "align by content, not by heading").
_NAME = 0.4


class Pair(NamedTuple):
    """A base clause and a column's, by index, and how alike they are (0..1)."""

    base: int
    column: int
    likeness: float


def in_order(base: Sequence[Sketch], column: Sequence[Sketch], lexicon: Lexicon) -> list[Pair]:
    """The pairs that do not cross, in order."""
    head = _common([base, column])
    tail = _common([base[head:][::-1], column[head:][::-1]])
    rest_base = range(head, len(base) - tail)
    rest_column = range(head, len(column) - tail)
    anchors = [(at, at) for at in range(head)]
    ours, theirs = _unique(base, rest_base), _unique(column, rest_column)
    equal = sorted((at, theirs[text]) for text, at in ours.items() if text in theirs)
    found = longest_increasing(equal)
    shorter = min(len(rest_base), len(rest_column))
    trusted = 4 * len(found) >= shorter or len(rest_base) * len(rest_column) > LARGEST
    anchors += found if trusted else []
    anchors += [(len(base) - at, len(column) - at) for at in range(tail, 0, -1)]
    if trusted:
        anchors = list(_grown(base, column, anchors, lexicon))
    if (len(base) - len(anchors)) * (len(column) - len(anchors)) > LARGEST:
        anchors = _with_landmarks(base, column, anchors)
        anchors = list(_grown(base, column, anchors, lexicon))
    return _filled(base, column, anchors, lexicon)


def _grown(
    base: Sequence[Sketch],
    column: Sequence[Sketch],
    anchors: list[tuple[int, int]],
    lexicon: Lexicon,
) -> Iterator[tuple[int, int]]:
    """Anchors, and what stands next to one on both sides and is much alike."""

    def alike(at: int, to: int) -> bool:
        one, other = base[at], column[to]
        if one.is_heading or other.is_heading:
            # A name is not enough: the first clause under it has to be the same too.
            here = one.text == other.text and at + 1 < len(base) and to + 1 < len(column)
            return here and not base[at + 1].is_heading and alike(at + 1, to + 1)
        return one.lane == other.lane and lexicon.alike(one, other) >= _CERTAIN

    ends = [(-1, -1), *anchors, (len(base), len(column))]
    for (at, to), (end, other_end) in pairwise(ends):
        if at >= 0:
            yield at, to
        while at + 1 < end and to + 1 < other_end and alike(at + 1, to + 1):
            at, to = at + 1, to + 1
            yield at, to
        behind = []
        while at + 1 < end and to + 1 < other_end and alike(end - 1, other_end - 1):
            end, other_end = end - 1, other_end - 1
            behind.append((end, other_end))
        yield from reversed(behind)


def _unique(document: Sequence[Sketch], rest: Iterable[int]) -> dict[str, int]:
    """The texts that one clause of the rest has, and that tell it from others."""
    chosen = [at for at in rest if not document[at].is_heading]
    seen = Counter([document[at].text for at in chosen])
    return {
        document[at].text: at
        for at in chosen
        if seen[document[at].text] == 1 and len(document[at].text) >= _ANCHOR
    }


def _common(sides: Sequence[Sequence[Sketch]]) -> int:
    """How many clauses two documents have in common at their start."""
    count = 0
    for one, other in zip(*sides, strict=False):
        if one.text != other.text or one.lane != other.lane:
            break
        count += 1
    return count


def longest_increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, given by rising first, whose second rises too."""
    tails: list[int] = []  # the lowest last second of a run of each length
    ends: list[int] = []  # and which pair that is
    before: list[int] = []
    for at, (_, second) in enumerate(pairs):
        place = bisect_left(tails, second)
        before.append(ends[place - 1] if place else -1)
        if place == len(tails):
            tails.append(second)
            ends.append(at)
        else:
            tails[place], ends[place] = second, at
    run = []
    at = ends[-1] if ends else -1
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]


def _with_landmarks(
    base: Sequence[Sketch], column: Sequence[Sketch], anchors: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """More anchors for a text too long to compare whole: three words seen once a side."""
    ours, theirs = {at for at, _ in anchors}, {to for _, to in anchors}
    found = _landmarks(
        [(at, _threes(s)) for at, s in enumerate(base) if at not in ours],
        [(at, _threes(s)) for at, s in enumerate(column) if at not in theirs],
    )
    return longest_increasing(sorted([*anchors, *found]))


def _landmarks(
    base: Iterable[tuple[int, Iterable[Hashable]]],
    column: Iterable[tuple[int, Iterable[Hashable]]],
) -> list[tuple[int, int]]:
    """Pairs that share features which each side has once, in order and not crossing.

    Features come as (clause, features). A pair counts where it shares more of them
    than either clause shares with any other.
    """
    ours, theirs = _once(base), _once(column)
    shared = Counter((ours[key], theirs[key]) for key in ours.keys() & theirs.keys())
    best_base: dict[int, tuple[int, int]] = {}
    best_column: dict[int, tuple[int, int]] = {}
    for (at, to), count in shared.items():
        best_base[at] = max(best_base.get(at, (0, 0)), (count, to))
        best_column[to] = max(best_column.get(to, (0, 0)), (count, at))
    pairs = [(at, to) for at, (_, to) in best_base.items() if best_column[to][1] == at]
    return longest_increasing(sorted(pairs))


def _once(side: Iterable[tuple[int, Iterable[Hashable]]]) -> dict[Hashable, int]:
    """The features that exactly one clause has, and which."""
    found: dict[Hashable, int] = {}
    for at, features in side:
        for key in features:
            found[key] = at if found.get(key, at) == at else -1
    return {key: at for key, at in found.items() if at >= 0}


def _threes(sketch: Sketch) -> list[Hashable]:
    told = words(sketch.text)
    if sketch.is_heading:
        return []
    return list(zip(told, told[1:], told[2:], strict=False))


def _filled(
    base: Sequence[Sketch],
    column: Sequence[Sketch],
    anchors: list[tuple[int, int]],
    lexicon: Lexicon,
) -> list[Pair]:
    """The anchors, and the heaviest path through the gaps between them."""
    found = [Pair(at, to, lexicon.alike(base[at], column[to])) for at, to in anchors]
    ours, theirs = {at for at, _ in anchors}, {to for _, to in anchors}
    rows = np.array([at for at in range(len(base)) if at not in ours], int)
    columns = np.array([at for at in range(len(column)) if at not in theirs], int)
    row_gaps = np.searchsorted([at for at, _ in anchors], rows)
    column_gaps = np.searchsorted([to for _, to in anchors], columns)
    if rows.size * columns.size <= LARGEST:
        gaps = [(rows, columns)]
        crossing = row_gaps[:, None] != column_gaps[None, :]
    else:
        gaps = [
            part
            for gap in np.intersect1d(row_gaps, column_gaps)
            for part in _halved(rows[row_gaps == gap], columns[column_gaps == gap])
        ]
        crossing = np.zeros((1, 1), bool)
    for some, others in gaps:
        if not (some.size and others.size):
            continue
        scores = lexicon.scores([base[at] for at in some], [column[at] for at in others])
        likeness = scores.copy()
        _weigh_headings(scores, _Sections(base, some), _Sections(column, others), anchors)
        np.maximum(likeness, scores, out=likeness)
        _keep_certain(scores)
        scores[np.broadcast_to(crossing, scores.shape)] = 0
        found += [
            Pair(int(some[row]), int(others[at]), min(float(likeness[row, at]), 1.0))
            for row, at in heaviest(scores - STRANGERS)
        ]
    return sorted(found)


def _halved(rows: Indices, columns: Indices) -> list[tuple[Indices, Indices]]:
    """A gap too large to compare at once, cut at the same relative places."""
    if rows.size * columns.size <= LARGEST:
        return [(rows, columns)]
    row, column = (rows.size + 1) // 2, (columns.size + 1) // 2
    return [
        *_halved(rows[:row], columns[:column]),
        *_halved(rows[row:], columns[column:]),
    ]


class _Sections:
    """Which of some clauses are headings, and under which heading each clause stands."""

    def __init__(self, document: Sequence[Sketch], chosen: Indices) -> None:
        self.number: list[int] = []  # of the section each clause of the document is in
        count = 0
        for each in document:
            count += each.is_heading
            self.number.append(count)
        self.chosen = chosen
        self.sizes = Counter(self.number)
        self.headings = [at for at, to in enumerate(chosen) if document[to].is_heading]
        self.heads = {self.number[chosen[at]]: place for place, at in enumerate(self.headings)}

    def weights(self) -> Matrix:
        """How many clauses stand under each chosen heading."""
        numbers = (self.number[self.chosen[at]] for at in self.headings)
        return np.array([self.sizes[number] - 1 for number in numbers], np.float32)


def _weigh_headings(
    scores: Matrix, ours: _Sections, theirs: _Sections, anchors: list[tuple[int, int]]
) -> None:
    """Let headings pair by the clauses under them, and only then by their own words."""
    if not (ours.headings and theirs.headings):
        return
    heading_pairs = np.ix_(ours.headings, theirs.headings)
    names = np.minimum(scores[heading_pairs], 1)
    shared = np.zeros_like(names)

    def count(row: int, column: int, likeness: float) -> None:
        at, to = ours.heads.get(ours.number[row]), theirs.heads.get(theirs.number[column])
        if at is not None and to is not None:
            shared[at, to] += likeness

    for row, column in anchors:
        count(row, column, 1)
    items = scores.copy()
    items[ours.headings, :] = 0
    items[:, theirs.headings] = 0
    for at, to in _mutual(items):
        if items[at, to] > STRANGERS + 0.1:
            count(ours.chosen[at], theirs.chosen[to], min(items[at, to], 1))
    sizes = ours.weights()[:, None] + theirs.weights()[None, :]
    content = np.divide(2 * shared, sizes, out=names.copy(), where=sizes > 0)
    scores[heading_pairs] = _NAME * names + (1 - _NAME) * content


def _mutual(scores: Matrix) -> list[tuple[int, int]]:
    """Pairs in which each is the other's best."""
    best_row, best_column = scores.argmax(0), scores.argmax(1)
    return [(at, int(to)) for at, to in enumerate(best_column) if best_row[to] == at]


def _keep_certain(scores: Matrix) -> None:
    """Clear the rivals of pairs that have certainly found each other."""
    found = _mutual(scores)
    others = scores.copy()
    others[[at for at, _ in found], [to for _, to in found]] = 0
    row_rivals, column_rivals = others.max(1), others.max(0)
    for at, to in found:
        likeness = scores[at, to]
        if likeness >= _CERTAIN and likeness - _MARGIN >= max(row_rivals[at], column_rivals[to]):
            scores[at, :] = 0
            scores[:, to] = 0
            scores[at, to] = likeness


def heaviest(gains: Matrix) -> list[tuple[int, int]]:
    """The pairs of the heaviest path through a matrix; what gains nothing is no pair.

    best[i, j] is the weight of the best path through the first i rows and j columns;
    a row follows from the one before in three passes, since no gain is negative.
    """
    rows, columns = gains.shape
    best = np.zeros((rows + 1, columns + 1), np.float32)
    for at in range(rows):
        line = best[at, :-1] + np.maximum(gains[at], 0)
        np.maximum(line, best[at, 1:], out=line)
        np.maximum.accumulate(line, out=best[at + 1, 1:])
    path = []
    while rows and columns:
        if best[rows, columns] == best[rows - 1, columns]:
            rows -= 1
        elif best[rows, columns] == best[rows, columns - 1]:
            columns -= 1
        else:
            rows, columns = rows - 1, columns - 1
            path.append((rows, columns))
    return path[::-1]
