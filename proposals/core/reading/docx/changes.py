"""Changes: what was inserted, deleted and moved, and what changed in form only.

ECMA-376 Part 1, 17.13.5: w:ins, w:del, w:moveFrom and w:moveTo stand around runs, in
a paragraph's properties for its mark, in a row's for the row, in a list's for its
numbering. Text that is both inserted and deleted is in neither reading.
"""

from __future__ import annotations

from proposals.core.model import Op
from proposals.core.reading.docx.markup import attribute, author_of
from proposals.core.reading.docx.pieces import PLAIN, Change, combined
from proposals.core.reading.docx.state import Closer, Opener, State

_OPS = {
    "ins": Op.INSERT,
    "del": Op.DELETE,
    "moveFrom": Op.DELETE,
    "moveTo": Op.INSERT,
    "cellIns": Op.INSERT,
    "cellDel": Op.DELETE,
    "moveFromRangeStart": Op.DELETE,
    "moveToRangeStart": Op.INSERT,
}
_KEEP = object()  # a change that was taken in when it opened: its end brings nothing back


def _author(state: State, name: str, attributes: str) -> Change:
    author, date = author_of(attributes)
    key = (_OPS[name], author, date)
    known = state.changes.get(key)
    if known is None:
        known = state.changes[key] = Change(*key)
    return known


def _open_change(state: State, name: str, attributes: str, raw: str) -> None:
    is_empty = attributes[-1:] == "/"
    if state.in_list:
        if name == "ins" and state.piece is not None:  # numbering was added (17.13.5.19)
            state.piece.before = state.piece.before or (state.piece.after or PLAIN)._replace(
                number="", level=""
            )
    elif state.in_properties:
        if state.piece is not None and not state.is_old:
            state.piece.mark = combined(state.piece.mark, _author(state, name, attributes))
    elif state.in_row:
        state.change = combined(state.change, _author(state, name, attributes))
    elif not is_empty:
        state.flush()
        state.push(name, state.change)
        state.change = combined(state.change, _author(state, name, attributes))
        return
    if not is_empty:
        state.push(name, _KEEP)


def _close_change(state: State, name: str) -> None:
    saved = state.pop(name)
    if saved is not _KEEP:
        state.flush()
        state.change = saved


def _cell_change(state: State, name: str, attributes: str, raw: str) -> None:
    if not state.is_old_cell:
        state.change = combined(state.change, _author(state, name, attributes))


def _formatting(state: State, name: str, attributes: str, raw: str) -> None:
    state.formatting += 1
    if name == "tcPrChange":
        state.is_old_cell = attributes[-1:] != "/"


def _close_cell_formatting(state: State, name: str) -> None:
    state.is_old_cell = False


def _move(state: State, name: str, attributes: str, raw: str) -> None:
    """One end of a move (17.13.5.24, .28): both have the same name."""
    source = state.source + (state.piece is None)
    move = attribute(attributes, "w:name")
    state.moves.setdefault(move, []).append((_OPS[name], source))


_FORMATTING = (
    "rPrChange sectPrChange tblPrChange tblPrExChange tblGridChange trPrChange tcPrChange"
    " numberingChange"
)
OPEN: dict[str, Opener] = {
    "ins": _open_change,
    "del": _open_change,
    "moveFrom": _open_change,
    "moveTo": _open_change,
    "cellIns": _cell_change,
    "cellDel": _cell_change,
    "moveFromRangeStart": _move,
    "moveToRangeStart": _move,
    **dict.fromkeys(_FORMATTING.split(), _formatting),
}
CLOSE: dict[str, Closer] = {
    "ins": _close_change,
    "del": _close_change,
    "moveFrom": _close_change,
    "moveTo": _close_change,
    "tcPrChange": _close_cell_formatting,
}
