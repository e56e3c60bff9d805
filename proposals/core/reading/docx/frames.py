"""What stands around paragraphs: tables, text boxes, alternatives.

ECMA-376 Part 1, 17.4 and 17.17.1 (text boxes); Part 3, 7.6: of mc:AlternateContent the
first choice is taken, and only that. A row or cell that was inserted or deleted takes
its paragraphs along (17.13.5.1, .2, .12, .17).
"""

from __future__ import annotations

from proposals.core.reading.docx.markup import NotPlain, attribute
from proposals.core.reading.docx.pieces import Place
from proposals.core.reading.docx.state import Closer, Opener, State


def _open_table(state: State, name: str, attributes: str, raw: str) -> None:
    state.bar()
    state.push(name, (state.place, state.span))
    state.tables += 1
    state.place = Place(state.tables, 0, 0)


def _open_row(state: State, name: str, attributes: str, raw: str) -> None:
    table, row, _ = state.place or Place(0, 0, 0)
    state.push(name, (state.change, Place(table, row + 1, 0)))
    state.place, state.span = Place(table, row + 1, 0), 1


def _open_row_properties(state: State, name: str, attributes: str, raw: str) -> None:
    state.in_row = attributes[-1:] != "/"


def _close_row_properties(state: State, name: str) -> None:
    state.in_row = False


def _before_row(state: State, name: str, attributes: str, raw: str) -> None:
    """Columns of the grid that a row leaves out at its start (17.4.14)."""
    if state.place is not None and not state.is_old_cell:
        state.place = state.place._replace(column=_count(attributes))


def _open_cell(state: State, name: str, attributes: str, raw: str) -> None:
    table, row, column = state.place or Place(0, 0, 0)
    place = Place(table, row, column + state.span)
    state.push(name, (state.change, place))
    state.place, state.span = place, 1


def _wide_cell(state: State, name: str, attributes: str, raw: str) -> None:
    if not state.is_old_cell:
        state.span = _count(attributes)


def _close_row(state: State, name: str) -> None:
    state.change, state.place = state.pop(name)


def _close_cell(state: State, name: str) -> None:
    state.bar()
    state.change, state.place = state.pop(name)


def _close_table(state: State, name: str) -> None:
    state.bar()
    state.place, state.span = state.pop(name)


def _open_box(state: State, name: str, attributes: str, raw: str) -> None:
    state.flush()
    state.push(name, (state.target, state.piece))
    if state.piece is not None:
        if state.piece.boxes is None:
            state.piece.boxes = []
        state.target = state.piece.boxes
    state.piece = None


def _close_box(state: State, name: str) -> None:
    state.bar()
    state.target, state.piece = state.pop(name)


def _open_alternate(state: State, name: str, attributes: str, raw: str) -> None:
    """Of mc:AlternateContent the first mc:Choice; mc:Fallback only without one."""
    state.flush()
    if name == "mc:AlternateContent":
        state.push(name, [])
        return
    taken = state.stack[-1][1] if state.stack else None
    if not isinstance(taken, list):
        raise NotPlain
    is_unused = bool(taken)
    taken.append(name)
    state.push(name, is_unused)
    state.hidden += is_unused
    state.unused += is_unused


def _close_alternate(state: State, name: str) -> None:
    state.flush()
    is_unused = state.pop(name) is True
    state.hidden -= is_unused
    state.unused -= is_unused


def _count(attributes: str) -> int:
    value = attribute(attributes, "w:val")
    return min(int(value), 1000) if value.isdecimal() else 1


OPEN: dict[str, Opener] = {
    "tbl": _open_table,
    "tr": _open_row,
    "trPr": _open_row_properties,
    "gridBefore": _before_row,
    "tc": _open_cell,
    "gridSpan": _wide_cell,
    "txbxContent": _open_box,
    "mc:AlternateContent": _open_alternate,
    "mc:Choice": _open_alternate,
    "mc:Fallback": _open_alternate,
}
CLOSE: dict[str, Closer] = {
    "tbl": _close_table,
    "tr": _close_row,
    "trPr": _close_row_properties,
    "tc": _close_cell,
    "txbxContent": _close_box,
    "mc:AlternateContent": _close_alternate,
    "mc:Choice": _close_alternate,
    "mc:Fallback": _close_alternate,
}
