"""The cells of a side-by-side table whose borders were lost in a text export.

Word's export writes one cell after the other: a cell starts with a tab, its
paragraphs follow line by line, and an empty cell is a line with nothing but a tab.
Rows are not marked at all: where a whole column is empty, its empty cells stand
between the rows. Some cells lost their tab, some rows lost cells (DOMAIN.md, "The
side-by-side table, flattened").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from proposals.core import labels, words

# What an assignment of cells to columns costs; only the order of size matters. Text in
# a column that was announced empty is absurd; a cell is rarely missing, or empty in
# another column; a row that lacks cells rather lacks its last ones.
_MISPLACED, _MISSING, _UNLIKE, _STRAY, _BORDER, _EARLIER = 12.0, 3.0, 4.0, 2.5, 2.0, 0.1


@dataclass(slots=True)
class Cell:
    """One cell: its lines as (1-based line, text), and the line it starts on.

    `untabbed` says that the tab before it was lost.
    """

    source: int
    lines: list[tuple[int, str]] = field(default_factory=list)
    untabbed: bool = False
    bag: Counter[str] = field(default_factory=Counter)

    @property
    def is_empty(self) -> bool:
        return not self.bag

    @property
    def title(self) -> str:
        """Its first words, to name it by."""
        return next((" ".join(text.split())[:50] for _, text in self.lines if text.strip()), "")


# One row of the table: for each announced column its cell, None where there is none.
TableRow = tuple[Cell | None, ...]


def read_rows(lines: Iterable[tuple[int, str]], vacant: Sequence[bool]) -> list[TableRow]:
    """Numbered lines into the rows of the table, one place for each announced column.

    `vacant` says which columns were announced without a document. A cell's column
    follows from its place in the row, from which columns are vacant, and from its
    likeness to the other cells of the row. Rows without any text are left out.
    """
    return _lay(list(_cut(lines)), vacant)


def _cut(lines: Iterable[tuple[int, str]]) -> Iterator[Cell]:
    cell: Cell | None = None
    for source, line in lines:
        if cell is None and not line:
            continue
        head = re.match(r"[ \xa0]*\t", line)
        untabbed = head is None and (cell is None or _begins_unmarked(line))
        if head or untabbed:
            if cell is not None:
                yield cell
            if head and head.end() > 1:
                yield Cell(source)  # the white space before the tab is an empty cell
            cell = Cell(source, untabbed=untabbed)
            line = line[head.end() :] if head else line
        assert cell is not None
        cell.lines.append((source, line))
        cell.bag.update(words.normal(line).split())
    if cell is not None:
        yield cell


def _begins_unmarked(line: str) -> bool:
    """Whether a cell begins here without its tab: a space, then the first label of a list."""
    if not line[:1].isspace():
        return False
    label, _ = labels.split_label(line.strip())
    return any(reading.ordinal == 1 for reading in labels.readings(label))


def _likeness(one: Cell, other: Cell) -> float:
    """How much of the smaller cell's words the other has, 0..1."""
    smaller = min(one.bag.total(), other.bag.total())
    return (one.bag & other.bag).total() / smaller if smaller else 0.0


# Where the last cell was laid: its column, and whether its row holds text by now.
_Place = tuple[int, bool]


def _lay(cells: Sequence[Cell], vacant: Sequence[bool]) -> list[TableRow]:
    """The cheapest way to lay the cells, in order, into rows."""
    width = len(vacant)
    steps: list[dict[_Place, tuple[float, _Place]]] = []  # for each cell: cost, place before
    best = {(width - 1, False): 0.0}
    last: Cell | None = None  # the last cell with text
    for cell in cells:
        like = 0.5 if last is None or cell.is_empty else _likeness(last, cell)
        step: dict[_Place, tuple[float, _Place]] = {}
        for before, cost in best.items():
            for column in range(width):
                total = cost + _price(cell, column, before, vacant, like)
                place = (column, not cell.is_empty or (before[1] and column > before[0]))
                if place not in step or total < step[place][0]:
                    step[place] = (total, before)
        steps.append(step)
        best = {place: cost for place, (cost, _) in step.items()}
        last = last if cell.is_empty else cell
    path: list[int] = []
    place = min(best, key=lambda place: best[place])
    for step in reversed(steps):
        path.append(place[0])
        place = step[place][1]
    table: list[list[Cell | None]] = []
    before_column = width
    for cell, column in zip(cells, reversed(path), strict=True):
        if column <= before_column:
            table.append([None] * width)
        table[-1][column] = cell
        before_column = column
    return [tuple(row) for row in table if any(cell and not cell.is_empty for cell in row)]


def _price(cell: Cell, column: int, before: _Place, vacant: Sequence[bool], like: float) -> float:
    """What it costs to lay a cell in a column, `like` the last cell with text (0..1)."""
    last, held = before
    skip = [_BORDER if empty else _MISSING for empty in vacant]
    same_row = column > last
    skipped = skip[last + 1 : column] if same_row else skip[last + 1 :] + skip[:column]
    cost = sum(skipped) + _EARLIER * (column - last - 1 if same_row else column)
    if cell.is_empty:
        return cost + (0.0 if vacant[column] else _STRAY)
    cost += _UNLIKE * (1 - like if same_row and held else like)
    return cost + (_MISPLACED if vacant[column] else 0.0)
