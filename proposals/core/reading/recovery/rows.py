"""The clauses of several flattened columns, side by side, and which are the base's.

Every column keeps what it deletes, so a clause of the base stands in all of them: one
that a column lacks, where that column has text, was inserted by the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from proposals.core.model import everything
from proposals.core.reading.recovery.pairing import Entry, pair
from proposals.core.reading.recovery.witness import Witness

ENDS = ".,;:،؛。，；："
_FEW = 3  # so many clauses at the end of a cell that others lack were rather inserted


@dataclass(slots=True)
class Row:
    """The same clause in several columns: column number -> index of its clause."""

    cells: dict[int, int] = field(default_factory=dict)
    is_base: bool = True
    alone: bool = False  # only one column speaks of this place


def collate(witnesses: Sequence[Witness], language: str) -> list[Row]:
    """The rows of all columns together, in order."""
    entries = [
        [Entry.of(clause, language) for clause in witness.body.clauses] for witness in witnesses
    ]
    rows: list[Row] = []
    for column, mine in enumerate(entries):
        # The shortest cell is the nearest to the base.
        stands = [
            min((entries[other][index] for other, index in row.cells.items()),
                key=lambda entry: len(entry.words))
            for row in rows
        ]
        partner = {theirs: row for row, theirs in pair(stands, mine)}
        merged: list[Row] = []
        done = 0
        for index in range(len(mine)):
            if index in partner:
                merged += rows[done : partner[index] + 1]
                done = partner[index] + 1
                merged[-1].cells[column] = index
            else:
                merged.append(Row({column: index}))
        rows = merged + rows[done:]
    _vote(rows, witnesses)
    return rows


def end_mark(text: str) -> str:
    text = text.rstrip()
    return text[-1:] if text[-1:] in ENDS else ""


def _vote(rows: Sequence[Row], witnesses: Sequence[Witness]) -> None:
    """Decide which rows are the base's: those that no column lacks where it has text."""
    places: dict[int, list[int]] = {}  # block -> its rows
    for number, row in enumerate(rows):
        column, index = next(iter(row.cells.items()))
        places.setdefault(witnesses[column].block(index), []).append(number)
    for numbers in places.values():
        spans: dict[int, tuple[int, int]] = {}
        for number in numbers:
            for column in rows[number].cells:
                spans[column] = (spans.get(column, (number, 0))[0], number)
        complete = {
            column: _is_complete(rows, numbers, column, last, witnesses)
            for column, (_, last) in spans.items()
        }
        for number in numbers:
            row = rows[number]
            lacking = [
                column
                for column, (first, last) in spans.items()
                if column not in row.cells and first < number and (number < last or complete[column])
            ]
            row.is_base = not lacking
            row.alone = not lacking and len(row.cells) == 1


def _is_complete(
    rows: Sequence[Row], numbers: Sequence[int], column: int, last: int, witnesses: Sequence[Witness]
) -> bool:
    """Whether a column's cell goes to the end of its row, though others go on longer."""
    tail = [number for number in numbers if number > last]
    if not tail:
        return True

    def ending(of: int) -> str:
        clause = witnesses[of].body.clauses[rows[last].cells[of]]
        return end_mark(everything(clause.text))

    others = {ending(other) for other in rows[last].cells if other != column}
    if ending(column) in ",.،。，" and others - {ending(column)}:
        return True
    return len(tail) <= _FEW and len({c for number in tail for c in rows[number].cells}) == 1


