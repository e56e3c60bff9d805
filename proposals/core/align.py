"""A base text and the columns that change it, as rows: one base clause a row.

A cell's runs lead from the row's base text to the column's text: its own runs where
their old text is the base's, else composed with the silent edits (`redline.SILENT`),
and computed (`COMPARED`) for a clean text. `column_document` goes the way back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from proposals.core.arrange import Arrangement, Match, Pins, arrange, is_new
from proposals.core.likeness import Sketch
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
from proposals.core.redline import SILENT, compose, diff, tracked
from proposals.core.words import normal

# Why a run differs from the base where the column is a clean text.
COMPARED = "compared with the base text"


def align(base: Document, columns: Sequence[Column], pins: Pins | None = None) -> tuple[Row, ...]:
    """The rows, in the base's order, new clauses where the columns have them.

    Every clause of every column stands in exactly one row. Where a column does not
    hold a base clause, its cell is deleted (a clause without source) if the column is
    a clean text that differs from the base, or suppresses it; else None.
    """
    return tuple(_rows(base, arrange(base, columns, pins)))


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


def _rows(base: Document, arranged: Arrangement) -> Iterator[Row]:
    absent = cache(lambda at: Cell(_absent(base.clauses[at]), State.DELETED))
    columns = [_cells(base, arranged.base, match, absent) for match in arranged.matches]
    for at in range(-1, len(base.clauses)):
        if at >= 0:
            clause = base.clauses[at]
            yield Row(clause, tuple(cells.get(at) for cells in columns), clause.section)
        for new in arranged.newcomers.get(at, ()):
            row = tuple(
                _new_cell(base, match, new.clauses[number]) if number in new.clauses else None
                for number, match in enumerate(arranged.matches)
            )
            section = next(cell.clause.section for cell in row if cell is not None)
            yield Row(None, row, section, new.rival)


def _cells(
    base: Document,
    sketches: Sequence[Sketch],
    match: Match,
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
    if records and not is_new(own):
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


def _new_cell(base: Document, match: Match, at: int) -> Cell:
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
