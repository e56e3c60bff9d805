"""Who stands beside whom: a base's clauses and those of the columns, by index.

A column's clause is matched by its *base* text where the column records changes
(tracked in Word, or recovered), since what it was is told exactly; in a clean text
by its own. First the order-preserving path, then the moves off it, then the new
clauses, each in the gap where its neighbours stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from proposals.core import rivals
from proposals.core.likeness import Lexicon, Sketch, sketch
from proposals.core.model import Clause, Column, Document, Op, accept, equal, reject
from proposals.core.moves import moves, retyped
from proposals.core.path import Pair, in_order

# What a person decided: (column, clause) -> the base clause it belongs to, or the
# (column, clause) whose row it shares, or None for a row of its own.
Pins = Mapping[tuple[int, int], "int | tuple[int, int] | None"]


@dataclass(slots=True)
class Match:
    """One column against the base."""

    action: str
    clauses: tuple[Clause, ...]
    records: bool  # whether the column records its changes
    sketches: list[Sketch]
    pairs: dict[int, Pair] = field(default_factory=dict)  # by the column's clause
    moved: set[int] = field(default_factory=set)  # paired clauses that are off the path
    gaps: dict[int, int] = field(default_factory=dict)  # new clause -> the base before it
    origins: dict[int, Pair] = field(default_factory=dict)  # new clause -> where it was


@dataclass(frozen=True, slots=True)
class Arrangement:
    """All columns against the base; the new clauses' rows by the base clause before them."""

    base: list[Sketch]
    matches: list[Match]
    newcomers: dict[int, list[rivals.Newcomers]]


def arrange(base: Document, columns: Sequence[Column], pins: Pins | None = None) -> Arrangement:
    """Give every clause of every column its place: a base clause, or a row of new ones."""
    pins = _valid(pins or {}, base, columns)
    sketches = [sketch(clause) for clause in base.clauses]
    lexicon = Lexicon(sketches)
    matches = [
        _match(sketches, column, lexicon, {at: to for (of, at), to in pins.items() if of == number})
        for number, column in enumerate(columns)
    ]
    joined = _joined(matches, pins)
    for match in matches:
        match.gaps = _gaps(sketches, match)
        match.origins = _origins(sketches, match, lexicon)
    newcomers = rivals.place(
        _by_gap(matches, joined), [match.sketches for match in matches], joined, lexicon
    )
    return Arrangement(sketches, matches, newcomers)


def _valid(pins: Pins, base: Document, columns: Sequence[Column]) -> Pins:
    """The pins whose clauses are still there; the others say nothing."""
    sizes = [len(column.body.clauses) for column in columns]

    def stands(clause: tuple[int, int]) -> bool:
        return clause[0] < len(sizes) and clause[1] < sizes[clause[0]]

    return {
        clause: to
        for clause, to in pins.items()
        if stands(clause)
        and (
            to is None
            or (isinstance(to, int) and to < len(base.clauses))
            or (isinstance(to, tuple) and to[0] != clause[0] and stands(to))
        )
    }


def _match(
    base: Sequence[Sketch],
    column: Column,
    lexicon: Lexicon,
    pins: Mapping[int, int | tuple[int, int] | None],
) -> Match:
    """Pair a column's clauses: the pinned ones first, the path, then the moves."""
    clauses = column.body.clauses
    ops = {run.op for clause in clauses for runs in (clause.label, clause.text) for run in runs}
    if ops == {Op.INSERT}:
        ops, clauses = {Op.EQUAL}, tuple(map(_as_clean, clauses))
    records = Op.DELETE in ops or len(ops) > 1
    sketches = [sketch(clause, not records or is_new(clause)) for clause in clauses]
    match = Match(column.action, clauses, records, sketches)
    pinned: dict[int, int] = {}
    for clause, to in sorted(pins.items()):
        if isinstance(to, int) and to not in pinned.values():
            pinned[clause] = to
    taken = set(pinned.values())
    rows = [at for at in range(len(base)) if at not in taken]
    free = [
        at
        for at, clause in enumerate(clauses)
        if at not in pins and not (records and is_new(clause))
    ]
    ours, theirs = [base[at] for at in rows], [match.sketches[at] for at in free]
    path = in_order(ours, theirs, lexicon)
    off = moves(ours, theirs, lexicon, path)
    for pair in path + off:
        clause = free[pair.column]
        match.pairs[clause] = Pair(rows[pair.base], clause, pair.likeness)
    match.moved = {free[pair.column] for pair in off}
    for clause, at in pinned.items():
        _pin(match, clause, at)
    return match


def _as_clean(clause: Clause) -> Clause:
    """A clause of a text that is new all over: it has nothing that it changes."""
    return replace(clause, label=equal(accept(clause.label)), text=equal(accept(clause.text)))


def is_new(clause: Clause) -> bool:
    """Whether no word of the clause's text stands in the base."""
    return not reject(clause.text).strip() and bool(accept(clause.text).strip())


def _pin(match: Match, clause: int, at: int) -> None:
    """Pair as a person says; moved if it crosses a pair of the path."""
    path = [pair for to, pair in sorted(match.pairs.items()) if to not in match.moved]
    crossed = any((pair.base < at) != (pair.column < clause) for pair in path)
    match.pairs[clause] = Pair(at, clause, 1.0)
    if crossed:
        match.moved.add(clause)


def _joined(matches: Sequence[Match], pins: Pins) -> dict[rivals.Newcomer, rivals.Newcomer | None]:
    """New clauses that a person put in the row of another new clause, or in their own.

    Where the other one has a base clause, the pin is to that clause, if it is free.
    """
    joined: dict[rivals.Newcomer, rivals.Newcomer | None] = {}
    for (number, clause), to in sorted(pins.items(), key=lambda pin: pin[0]):
        if to is None:
            joined[number, clause] = None
        if not isinstance(to, tuple):
            continue
        match, other = matches[number], matches[to[0]].pairs.get(to[1])
        if other is None:
            joined[number, clause] = to
        elif all(pair.base != other.base for pair in match.pairs.values()):
            _pin(match, clause, other.base)
    return joined


def _gaps(base: Sequence[Sketch], match: Match) -> dict[int, int]:
    """The base clause after which each new clause stands, -1 before the first.

    Where a clean text also lost base clauses at that place, the new ones come after
    the lost ones of their section: the deletion before the insertion.
    """
    path = {to: pair.base for to, pair in match.pairs.items() if to not in match.moved}
    ends = _section_ends(base)
    following = len(base)
    limits = {}
    for at in range(len(match.sketches) - 1, -1, -1):
        limits[at] = following
        following = path.get(at, following)
    gaps: dict[int, int] = {}
    before, heading = -1, -1
    for at, each in enumerate(match.sketches):
        if at in path:
            before = path[at]
        if each.is_heading:
            heading = path.get(at, len(base))
        if at in match.pairs:
            continue
        limit = limits[at] - 1
        if match.records:
            while before < limit and base[before + 1].lane == "footnote":
                before += 1
        elif each.is_heading or heading == len(base):
            before = limit
        else:
            before = min(limit, max(before, ends.get(heading, before)))
        gaps[at] = before
    return gaps


def _section_ends(base: Sequence[Sketch]) -> dict[int, int]:
    """The last clause of each section, by its heading; -1 is what comes before them."""
    ends, heading = {}, -1
    for at, each in enumerate(base):
        if each.is_heading:
            heading = at
        ends[heading] = at
    return {-1: -1, **ends}


def _origins(base: Sequence[Sketch], match: Match, lexicon: Lexicon) -> dict[int, Pair]:
    """Where a clause was that the author deleted in one place and inserted in another."""
    if not match.records:
        return {}
    clauses = match.clauses
    kept = {p.base for at, p in match.pairs.items() if not clauses[at].is_deleted}
    gone = [at for at in range(len(base)) if at not in kept]
    found = retyped(gone, list(match.gaps), base, match.sketches, lexicon)

    def in_place(pair: Pair) -> bool:
        gap = match.gaps[pair.column]
        between = range(min(pair.base, gap + 1), max(pair.base, gap) + 1)
        return kept.isdisjoint(between)

    return {pair.column: pair for pair in found if not in_place(pair)}


def _by_gap(
    matches: Sequence[Match], joined: Mapping[rivals.Newcomer, rivals.Newcomer | None]
) -> dict[int, list[rivals.Newcomer]]:
    """All columns' new clauses, gap by gap; a joined one stands where the other does."""
    gaps: dict[int, list[rivals.Newcomer]] = {}
    for number, match in enumerate(matches):
        for clause, gap in match.gaps.items():
            other = joined.get((number, clause))
            if other is not None:
                gap = matches[other[0]].gaps.get(other[1], gap)
            gaps.setdefault(gap, []).append((number, clause))
    return {gap: sorted(newcomers) for gap, newcomers in gaps.items()}
