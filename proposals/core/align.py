"""A base text and the columns that change it, as rows: one base clause a row.

A column's clause is matched by its *base* text where the column records changes
(tracked in Word, or recovered), since what it was is told exactly; in a clean text
by its own. First the order-preserving path, then the moves off it, then the new
clauses, each in the gap where its neighbours stand.

A cell's runs lead from the row's base text to the column's text: its own runs where
their old text is the base's, else composed with the silent edits (`redline.SILENT`),
and computed (`COMPARED`) for a clean text. `column_document` goes the way back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from proposals.core import rivals
from proposals.core.likeness import Lexicon, Sketch, sketch
from proposals.core.model import (
    Cell,
    Clause,
    Column,
    Document,
    Kind,
    Op,
    Row,
    Runs,
    State,
    accept,
    deleted,
    equal,
    inserted,
    reject,
)
from proposals.core.moves import moves, retyped
from proposals.core.path import Pair, in_order
from proposals.core.redline import SILENT, compose, diff, tracked
from proposals.core.words import normal

# Why a run differs from the base where the column is a clean text.
COMPARED = "compared with the base text"

# What a person decided: (column, clause) -> the base clause it belongs to, or the
# (column, clause) whose row it shares, or None for a row of its own.
Pins = Mapping[tuple[int, int], "int | tuple[int, int] | None"]


@dataclass(slots=True)
class _Match:
    """One column against the base."""

    action: str
    clauses: tuple[Clause, ...]
    records: bool  # whether the column records its changes
    sketches: list[Sketch]
    pairs: dict[int, Pair] = field(default_factory=dict)  # by the column's clause
    moved: set[int] = field(default_factory=set)  # paired clauses that are off the path
    gaps: dict[int, int] = field(default_factory=dict)  # new clause -> the base before it
    origins: dict[int, Pair] = field(default_factory=dict)  # new clause -> where it was


def align(base: Document, columns: Sequence[Column], pins: Pins | None = None) -> tuple[Row, ...]:
    """The rows, in the base's order, new clauses where the columns have them.

    Every clause of every column stands in exactly one row. Where a column does not
    hold a base clause, its cell is deleted (a clause without source) if the column is
    a clean text that differs from the base, or suppresses it; else None.
    """
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
    return tuple(_rows(base, sketches, matches, newcomers))


def column_document(rows: Iterable[Row], index: int) -> tuple[Clause, ...]:
    """A column's clauses as its document has them, in its order (law 2).

    Runs are those the column records; what alignment computed or composed is undone.
    """
    cells = [row.cells[index] for row in rows]
    clauses = [
        replace(cell.clause, label=_recorded(cell.clause.label), text=_recorded(cell.clause.text))
        for cell in cells
        if cell is not None and not _is_absent(cell)
    ]
    return tuple(sorted(clauses, key=lambda clause: clause.source))


def _recorded(runs: Runs) -> Runs:
    if any(run.why == COMPARED for run in runs):
        return equal(accept(runs))
    return tracked(runs) if any(run.why == SILENT for run in runs) else runs


def _is_absent(cell: Cell) -> bool:
    """Whether the cell only says that a clean text leaves the clause out."""
    computed = all(run.why == COMPARED for run in cell.clause.runs)
    return cell.state is State.DELETED and cell.clause.source == 0 and computed


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
) -> _Match:
    """Pair a column's clauses: the pinned ones first, the path, then the moves."""
    clauses = column.body.clauses
    ops = {run.op for clause in clauses for runs in (clause.label, clause.text) for run in runs}
    if ops == {Op.INSERT}:
        ops, clauses = {Op.EQUAL}, tuple(map(_as_clean, clauses))
    records = Op.DELETE in ops or len(ops) > 1
    sketches = [sketch(clause, not records or _is_new(clause)) for clause in clauses]
    match = _Match(column.action, clauses, records, sketches)
    pinned: dict[int, int] = {}
    for clause, to in sorted(pins.items()):
        if isinstance(to, int) and to not in pinned.values():
            pinned[clause] = to
    taken = set(pinned.values())
    rows = [at for at in range(len(base)) if at not in taken]
    free = [
        at
        for at, clause in enumerate(clauses)
        if at not in pins and not (records and _is_new(clause))
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


def _is_new(clause: Clause) -> bool:
    """Whether no word of the clause's text stands in the base."""
    return not reject(clause.text).strip() and bool(accept(clause.text).strip())


def _pin(match: _Match, clause: int, at: int) -> None:
    """Pair as a person says; moved if it crosses a pair of the path."""
    path = [pair for to, pair in sorted(match.pairs.items()) if to not in match.moved]
    crossed = any((pair.base < at) != (pair.column < clause) for pair in path)
    match.pairs[clause] = Pair(at, clause, 1.0)
    if crossed:
        match.moved.add(clause)


def _joined(matches: Sequence[_Match], pins: Pins) -> dict[rivals.Newcomer, rivals.Newcomer | None]:
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


def _gaps(base: Sequence[Sketch], match: _Match) -> dict[int, int]:
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


def _origins(base: Sequence[Sketch], match: _Match, lexicon: Lexicon) -> dict[int, Pair]:
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
    matches: Sequence[_Match], joined: Mapping[rivals.Newcomer, rivals.Newcomer | None]
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


def _rows(
    base: Document,
    sketches: Sequence[Sketch],
    matches: Sequence[_Match],
    newcomers: Mapping[int, Sequence[rivals.Newcomers]],
) -> Iterator[Row]:
    absent = cache(lambda at: Cell(_absent(base.clauses[at]), State.DELETED))
    columns = [_cells(base, sketches, match, absent) for match in matches]
    for at in range(-1, len(base.clauses)):
        if at >= 0:
            clause = base.clauses[at]
            yield Row(clause, tuple(cells.get(at) for cells in columns), clause.section)
        for new in newcomers.get(at, ()):
            row = tuple(
                _new_cell(base, match, new.clauses[number]) if number in new.clauses else None
                for number, match in enumerate(matches)
            )
            section = next(cell.clause.section for cell in row if cell is not None)
            yield Row(None, row, section, new.rival)


def _cells(
    base: Document,
    sketches: Sequence[Sketch],
    match: _Match,
    absent: Callable[[int], Cell],
) -> dict[int, Cell]:
    """A column's cells by base clause."""
    sections = {each.section for each in sketches}
    held = {pair.base for pair in match.pairs.values() if sketches[pair.base].is_heading}
    open_sections = {sketches[at].section for at in held}
    cells: dict[int, Cell] = {}
    for at, pair in match.pairs.items():
        was, own = sketches[pair.base], match.sketches[at]
        moved = at in match.moved or (
            not match.records
            and was.lane == "body"
            and own.section != was.section
            and own.section in sections
            and was.section in open_sections
        )
        clause, state = match.clauses[at], State.UNCHANGED
        old = base.clauses[pair.base]
        if was.text != own.text or was.label != own.label or (match.records and clause.is_changed):
            clause, state = _changes(old, clause, was, own, match.records, base.language)
        cells[pair.base] = Cell(
            clause, state, _place(old) if moved else None, round(pair.likeness, 3)
        )
    differs = any(cell.state is not State.UNCHANGED for cell in cells.values()) or any(
        match.clauses[at].kind is not Kind.PROPOSAL for at in match.gaps
    )
    # NOC keeps the text: what such a proposal does not reproduce, it does not delete.
    computed = differs and not match.records and match.action != "NOC"
    if match.action == "SUP" or computed:
        for at in range(len(base.clauses)):
            if at not in cells:
                cells[at] = absent(at)
    return cells


def _place(clause: Clause) -> tuple[str, str]:
    return clause.section, reject(clause.label)


def _changes(
    old: Clause, own: Clause, was: Sketch, now: Sketch, records: bool, language: str
) -> tuple[Clause, State]:
    """A column's clause with runs that lead from the base clause, and what they do."""
    same_text, same_label = _same(was.text, now.text), _same(was.label, now.label)
    if records and not _is_new(own):
        text = own.text if same_text else compose(old.base, own.text, language)
        label = own.label if same_label else _relabelled(old, own, SILENT)
        own = replace(own, label=label, text=text)
        if own.is_deleted:
            return own, State.DELETED
        same_text = _same(was.text, normal(accept(text)))
        same_label = _same(was.label, normal(accept(label)))
    else:
        text, label = own.text, own.label
        if records or not same_text:
            text = diff(old.base, accept(text), language, why=COMPARED)
        if records or not same_label:
            label = _relabelled(old, own, COMPARED)
        own = Clause(own.kind, own.section, label, text, own.level, own.source, own.uid)
    return own, State.UNCHANGED if same_text and same_label else State.CHANGED


def _relabelled(old: Clause, own: Clause, why: str) -> Runs:
    """A whole label for a whole label; one that the author put in stays the author's."""
    gone, come = reject(old.label), accept(own.label)
    put_in = own.label if not reject(own.label) else inserted(come, why)
    return deleted(gone, why) + put_in


def _same(one: str, other: str) -> bool:
    """Whether two texts in normal form differ in nothing but stray white space."""
    return one == other or one.replace(" ", "") == other.replace(" ", "")


def _absent(old: Clause) -> Clause:
    """A base clause as a text that leaves it out would delete it."""
    label, text = deleted(reject(old.label), COMPARED), deleted(old.base, COMPARED)
    return replace(old, label=label, text=text, source=0, uid="")


def _new_cell(base: Document, match: _Match, at: int) -> Cell:
    """The cell of a clause that the base does not have."""
    own, origin = match.clauses[at], match.origins.get(at)
    moved_from = _place(base.clauses[origin.base]) if origin else None
    confidence = round(origin.likeness, 3) if origin else 1.0
    if own.is_deleted:
        return Cell(own, State.DELETED, moved_from, confidence)
    if own.kind is not Kind.PROPOSAL:
        own = replace(own, label=_new(own.label, match.records), text=_new(own.text, match.records))
    return Cell(own, State.INSERTED, moved_from, confidence)


def _new(runs: Runs, records: bool) -> Runs:
    """Runs without a base: what stands there as if it had one was put in silently."""
    if all(run.op is Op.INSERT for run in runs):
        return runs
    return compose("", runs) if records else inserted(accept(runs), COMPARED)
