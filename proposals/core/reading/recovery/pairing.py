"""Which paragraph of one flattened document is which of another.

A flattened paragraph contains its base paragraph whole, so two are the same where
the shorter one's words stand, in order, in the longer one. Equal paragraphs that
occur once in both are anchors; between two anchors a monotone matching takes what
adds up to the most likeness. Nothing is moved in a flattened redline.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from rapidfuzz.distance import LCSseq

from proposals.core.model import Clause, Kind, everything
from proposals.core.words import is_word, normal, normal_token, tokens

# The likeness that two paragraphs need to be one, and how much of it is containment
# (the rest is the part of the longer one that they share: it breaks ties).
_ENOUGH, _CONTAINED = 0.62, 0.8
_LARGE = 40_000  # pairs of paragraphs that are compared one by one
_HEADS = {Kind.HEADING, Kind.ANNEX}
_FRONT = {Kind.PROPOSAL, Kind.TITLE, Kind.HISTORY, Kind.OPENING}  # one of each in a text


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph as it is compared: its normal text, its words, what it is."""

    key: str
    words: tuple[str, ...]
    kind: Kind
    level: int

    @classmethod
    def of(cls, clause: Clause, language: str) -> Entry:
        text = everything(clause.text)
        found = tuple(normal_token(token) for token in tokens(text, language) if is_word(token))
        level = clause.level if clause.kind is Kind.TITLE else 0
        return cls(normal(text), found, clause.kind, level)


def pair(ones: Sequence[Entry], others: Sequence[Entry]) -> list[tuple[int, int]]:
    """Index pairs, in order, of the paragraphs that are the same."""
    found: list[tuple[int, int]] = []
    before = (-1, -1)
    for anchor in [*_anchors(ones, others), (len(ones), len(others))]:
        gap = range(before[0] + 1, anchor[0]), range(before[1] + 1, anchor[1])
        found += _between(ones, others, *gap)
        if anchor[0] < len(ones):
            found.append(anchor)
        before = anchor
    return found


def _anchors(ones: Sequence[Entry], others: Sequence[Entry]) -> list[tuple[int, int]]:
    """Paragraphs that are equal and unique in both, the most that are in order."""
    counts = Counter(entry.key for entry in ones), Counter(entry.key for entry in others)
    where = {entry.key: place for place, entry in enumerate(others)}
    unique = [
        (index, where[entry.key])
        for index, entry in enumerate(ones)
        if counts[0][entry.key] == counts[1][entry.key] == 1
    ]
    # The longest increasing subsequence of their places.
    ends: list[int] = []
    chains: list[tuple[tuple[int, int], int | None]] = []
    tails: list[int] = []
    for number, (_, place) in enumerate(unique):
        spot = bisect_left(ends, place)
        chains.append((unique[number], tails[spot - 1] if spot else None))
        ends[spot : spot + 1] = [place]
        tails[spot : spot + 1] = [number]
    chain: list[tuple[int, int]] = []
    number_or_none = tails[-1] if tails else None
    while number_or_none is not None:
        anchor, number_or_none = chains[number_or_none]
        chain.append(anchor)
    return chain[::-1]


def _between(
    ones: Sequence[Entry], others: Sequence[Entry], rows: range, columns: range
) -> list[tuple[int, int]]:
    """The matching of two stretches with the greatest sum of likeness."""
    if not rows or not columns:
        return []
    if len(rows) * len(columns) > _LARGE:
        return _piecemeal(ones, others, rows, columns)
    gains = [[_gain(ones[row], others[column]) for column in columns] for row in rows]
    height, width = len(rows), len(columns)
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], gains[i][j] + best[i + 1][j + 1])
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < height and j < width:
        if gains[i][j] > 0 and best[i][j] == gains[i][j] + best[i + 1][j + 1]:
            found.append((rows[i], columns[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _piecemeal(
    ones: Sequence[Entry], others: Sequence[Entry], rows: range, columns: range
) -> list[tuple[int, int]]:
    """The same where it would take too long: what is equal first, then between that."""
    keys = [ones[row].key for row in rows], [others[column].key for column in columns]
    equal = [block for block in LCSseq.opcodes(*keys) if block.tag == "equal"]
    if not equal:  # two texts of nothing in common: the middle of one is that of the other
        half, other_half = len(rows) // 2, len(columns) // 2
        return [
            *_between(ones, others, rows[:half], columns[:other_half]),
            *_between(ones, others, rows[half:], columns[other_half:]),
        ]
    found: list[tuple[int, int]] = []
    before = 0, 0
    for block in equal:
        i, j = block.src_start, block.dest_start
        found += _between(ones, others, rows[before[0] : i], columns[before[1] : j])
        size = block.src_end - i
        found += zip(rows[i : i + size], columns[j : j + size], strict=True)
        before = i + size, j + size
    return found + _between(ones, others, rows[before[0] :], columns[before[1] :])


def _gain(one: Entry, other: Entry) -> float:
    """What it is worth to take two paragraphs for one: more for the longer ones."""
    if _group(one) != _group(other):
        return 0.0
    over = (1.0 if one.kind in _FRONT else likeness(one, other)) - _ENOUGH
    return over * (1 + log(1 + min(len(one.words), len(other.words)))) if over > 0 else 0.0


def _group(entry: Entry) -> object:
    """Paragraphs of different groups are never the same."""
    if entry.kind in _FRONT or entry.kind is Kind.FOOTNOTE:
        return entry.kind, entry.level
    return entry.kind in _HEADS


def likeness(one: Entry, other: Entry) -> float:
    """0..1: mostly how much of the shorter text stands, in order, in the longer one."""
    if one.key == other.key:
        return 1.0
    if min(len(one.words), len(other.words)) < 4:  # so few that words run together matter
        shared, sizes = LCSseq.similarity(one.key, other.key), (len(one.key), len(other.key))
    else:
        shared = LCSseq.similarity(one.words, other.words)
        sizes = (len(one.words), len(other.words))
    if not min(sizes):
        return 0.0
    return _CONTAINED * shared / min(sizes) + (1 - _CONTAINED) * shared / max(sizes)
