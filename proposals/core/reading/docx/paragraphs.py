"""Paragraphs and those of their properties that count: style, list, direction.

ECMA-376 Part 1, 17.3.1. Properties from before a change stand in w:pPrChange
(17.13.5.29). Those in which only the style counts come in one piece (`Scanner`).
"""

from __future__ import annotations

from proposals.core.reading.docx.markup import OFF, NotPlain, attribute
from proposals.core.reading.docx.pieces import PLAIN, SAME, Piece, Properties, combined
from proposals.core.reading.docx.state import Closer, Opener, State

_STYLE = '<w:pStyle w:val="'


def _open_paragraph(state: State, name: str, attributes: str, raw: str) -> None:
    state.stack.append((name, state.piece))
    if state.target is state.pieces and not state.unused:
        state.source += 1  # a text box's paragraphs count as the one that holds it
    elif state.entries and state.target is state.entries[-1].pieces:
        state.entries[-1].paragraph_id = attribute(attributes, "w14:paraId")
    state.piece = Piece(state.source, state.change, state.place, [])
    if raw[:7] == "<w:pPr>":
        state.piece.after, state.in_properties = _taken(state, raw)
    elif attributes[-1:] == "/":
        _close_paragraph(state, name)


def _taken(state: State, raw: str) -> tuple[Properties, bool]:
    """Properties that the scanner took in one piece: what counts, are there more?"""
    known = state.known.get(raw)
    if known is None:
        start = raw.find(_STYLE) + len(_STYLE)
        style = raw[start : raw.index('"', start)] if start > len(_STYLE) else ""
        known = state.known[raw] = (Properties(style), not raw.endswith("</w:pPr>"))
    return known


def _close_paragraph(state: State, name: str) -> None:
    if state.buffer or state.custom is not None:
        state.flush()
    if not state.stack or state.stack[-1][0] != "p":
        raise NotPlain
    piece = state.piece
    state.piece = state.stack.pop()[1]
    if piece is not None and not state.unused:
        if piece.before is None:
            piece.before = piece.after
        if piece.change is not SAME:
            piece.mark = combined(piece.change, piece.mark)
        state.target.append(piece)


def _open_properties(state: State, name: str, attributes: str, raw: str) -> None:
    if attributes[-1:] != "/":
        state.in_properties = True


def _close_properties(state: State, name: str) -> None:
    state.in_properties = state.is_old


def _open_old_properties(state: State, name: str, attributes: str, raw: str) -> None:
    """w:pPrChange holds the properties from before (17.13.5.29)."""
    state.formatting += 1
    if attributes[-1:] != "/" and state.piece is not None:
        state.is_old = True
        state.piece.before = PLAIN
        if raw[:7] == "<w:pPr>":
            state.piece.before = _taken(state, raw)[0]


def _close_old_properties(state: State, name: str) -> None:
    state.is_old = False


def _style(state: State, name: str, attributes: str, raw: str) -> None:
    if state.in_properties:
        state.set_properties(style=attribute(attributes, "w:val"))


def _open_list(state: State, name: str, attributes: str, raw: str) -> None:
    state.in_list = attributes[-1:] != "/"


def _close_list(state: State, name: str) -> None:
    state.in_list = False


def _list_number(state: State, name: str, attributes: str, raw: str) -> None:
    if state.in_list:
        state.set_properties(number=attribute(attributes, "w:val"))


def _list_level(state: State, name: str, attributes: str, raw: str) -> None:
    if state.in_list:
        state.set_properties(level=attribute(attributes, "w:val"))


def _direction(state: State, name: str, attributes: str, raw: str) -> None:
    is_own = state.in_properties and not state.in_section and not state.is_old
    if is_own and state.piece is not None:
        state.piece.is_rtl = attribute(attributes, "w:val") not in OFF


def _open_section(state: State, name: str, attributes: str, raw: str) -> None:
    state.in_section = attributes[-1:] != "/"


def _close_section(state: State, name: str) -> None:
    state.in_section = False


OPEN: dict[str, Opener] = {
    "p": _open_paragraph,
    "pPr": _open_properties,
    "pPrChange": _open_old_properties,
    "pStyle": _style,
    "numPr": _open_list,
    "numId": _list_number,
    "ilvl": _list_level,
    "bidi": _direction,
    "sectPr": _open_section,
}
CLOSE: dict[str, Closer] = {
    "p": _close_paragraph,
    "pPr": _close_properties,
    "pPrChange": _close_old_properties,
    "numPr": _close_list,
    "sectPr": _close_section,
}
