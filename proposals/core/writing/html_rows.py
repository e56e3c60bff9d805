"""Rows rendered when they are stored: every cell once, with the links of its moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from proposals.core.model import Cell, Row, reject
from proposals.core.substance import renumberings
from proposals.core.writing.html import CellPart, base_html, cell_part, label_html, phrase


@dataclass(frozen=True, slots=True)
class RowHtml:
    """A row's label and base cell ("" for an inserted clause), and its columns' cells."""

    head: str
    base: str
    cells: tuple[CellPart | None, ...]


def rows_html(
    rows: Sequence[Row], uids: Sequence[str], groups: Sequence[str], languages: Sequence[str]
) -> list[RowHtml]:
    """Every row's HTML. `languages` are the base's, then each column's."""
    links = _links(rows, uids, len(groups))
    renumbered = [
        renumberings(cell.clause for row in rows if (cell := row.cells[column]) is not None)
        for column in range(len(groups))
    ]
    return [
        RowHtml(
            label_html(row.base.label) if row.base else "",
            base_html(row.base, language=languages[0], cells=row.cells) if row.base else "",
            tuple(
                cell_part(
                    cell,
                    group=group,
                    language=language,
                    links=links.get((at, column), ""),
                    renumbered=renumbered[column],
                )
                if cell is not None
                else None
                for column, (cell, group, language) in enumerate(
                    zip(row.cells, groups, languages[1:], strict=True)
                )
            ),
        )
        for at, row in enumerate(rows)
    ]


def _links(rows: Sequence[Row], uids: Sequence[str], columns: int) -> dict[tuple[int, int], str]:
    """What stands under a moved cell, and under the cell where it went; by (row, column)."""
    places = {
        (row.base.section, reject(row.base.label)): at
        for at, row in reversed(list(enumerate(rows)))
        if row.base is not None
    }
    links: defaultdict[tuple[int, int], str] = defaultdict(str)
    for column in range(columns):
        before = _predecessors(rows, column)
        for at, row in enumerate(rows):
            cell = row.cells[column]
            if cell is None or cell.moved_from is None:
                continue
            origin = places.get(cell.moved_from, at)
            if row.base is None:  # a new clause that repeats what stood elsewhere
                links[at, column] += _link("moved_from", uids, origin, " ".join(cell.moved_from))
                links[origin, column] += _link("moved_to", uids, at, cell.clause.section)
            elif (there := before.get(at)) is None:
                continue
            elif _adjacent(rows, there, at, column):  # it is the section that changed around it
                links[at, column] += _under(cell.clause.section)
            else:
                links[at, column] += _link("moved_after", uids, there, _name(rows[there], column))
                links[there, column] += _link("moved_here", uids, at, " ".join(cell.moved_from))
    return links


def _under(section: str) -> str:
    return f"<p>{phrase('now_in', f'<bdi>{escape(section)}</bdi>')}</p>"


def _adjacent(rows: Sequence[Row], there: int, at: int, column: int) -> bool:
    """Whether the column has nothing between two rows: what moved is where it is shown."""
    return there < at and all(row.cells[column] is None for row in rows[there + 1 : at])


def _predecessors(rows: Sequence[Row], column: int) -> dict[int, int]:
    """For each row the row of the clause before it in the column's own document."""
    held = [
        (cell.clause.source, at)
        for at, row in enumerate(rows)
        if (cell := row.cells[column]) is not None and cell.clause.source
    ]
    order = [at for _, at in sorted(held)]
    return dict(zip(order[1:], order, strict=False))


def _name(row: Row, column: int) -> str:
    cell: Cell | None = row.cells[column]
    clause = cell.clause if cell is not None else row.lead
    return f"{clause.section} {reject(row.lead.label)}".strip()


def _link(words: str, uids: Sequence[str], at: int, name: str) -> str:
    link = f'<a href="#r{uids[at]}"><bdi>{escape(name)}</bdi></a>'
    return f"<p>{phrase(words, link)}</p>"
