"""The clauses of several flattened columns, side by side, and which are the base's.

Every column keeps what it deletes, so a clause of the base stands in all of them: one
that a column lacks, where that column has text, was inserted by the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from proposals.core.model import Clause, everything
from proposals.core.reading.recovery.pairing import Entry, pair
from proposals.core.reading.recovery.paragraph import ENDS
from proposals.core.reading.recovery.witness import Witness

# At most so many clauses that one column alone has after the end of another's cell
# were rather inserted by the one than lost by the other.
_FEW = 3


@dataclass(slots=True)
class Row:
    """The same clause in several columns: column number -> index of its clause.

    `is_alone`: only one column has text at this place, so nothing can be compared.
    """

    cells: dict[int, int] = field(default_factory=dict)
    is_base: bool = True
    is_alone: bool = False

    def clauses(self, witnesses: Sequence[Witness]) -> list[Clause]:
        return [witnesses[column].body.clauses[index] for column, index in self.cells.items()]


def collate(witnesses: Sequence[Witness], language: str) -> list[Row]:
    """The rows of all columns together, in order, each judged whether it is the base's."""
    entries = [
        [Entry.of(clause, language) for clause in witness.body.clauses] for witness in witnesses
    ]
    rows: list[Row] = []
    for column, mine in enumerate(entries):
        # Of the cells of a row the shortest is nearest to the base.
        stand_for = [
            min(
                (entries[other][index] for other, index in row.cells.items()),
                key=lambda entry: len(entry.words),
            )
            for row in rows
        ]
        partner = {theirs: row for row, theirs in pair(stand_for, mine)}
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
    blocks: dict[int, list[Row]] = {}
    for row in rows:
        column, index = next(iter(row.cells.items()))
        blocks.setdefault(witnesses[column].block(index), []).append(row)
    for block in blocks.values():
        _judge(block, witnesses)
    return rows


def _judge(rows: Sequence[Row], witnesses: Sequence[Witness]) -> None:
    """Tell base from inserted, in one block: what no column lacks inside its own text."""
    spans: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        for column in row.cells:
            spans[column] = (spans.get(column, (number, 0))[0], number)
    whole = {
        column: _is_whole(rows, column, last, witnesses) for column, (_, last) in spans.items()
    }
    for number, row in enumerate(rows):
        row.is_base = not any(
            column not in row.cells and first < number and (number < last or whole[column])
            for column, (first, last) in spans.items()
        )
        row.is_alone = row.is_base and len(row.cells) == 1


def _is_whole(rows: Sequence[Row], column: int, last: int, witnesses: Sequence[Witness]) -> bool:
    """Whether a column has its block to the end, though others go on longer.

    It has where its last clause ends as a list ends, and theirs does not any more; or
    where one column alone goes on, and not for long.
    """
    tail = rows[last + 1 :]
    if not tail:
        return True
    marks = {
        other: end_mark(everything(witnesses[other].body.clauses[index].text))
        for other, index in rows[last].cells.items()
    }
    own = marks.pop(column)
    if own in ",،，" and set(marks.values()) - {own}:
        return True
    return len(tail) <= _FEW and len({other for row in tail for other in row.cells}) == 1


def end_mark(text: str) -> str:
    """The punctuation mark that a text ends with, "" without one."""
    last = text.rstrip()[-1:]
    return last if last in ENDS else ""
