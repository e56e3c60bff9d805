"""Characters: text, the elements that stand for one, and text that is not shown.

ECMA-376 Part 1, 17.3.3: w:tab, w:br, w:sym, w:noBreakHyphen and their like are
characters. A field shows its result, not its code (17.16.18), and of ruby text the
base is read (17.3.3.25).
"""

from __future__ import annotations

from proposals.core.reading.docx.markup import attribute, text_of
from proposals.core.reading.docx.state import Closer, Opener, State
from proposals.core.reading.docx.symbols import symbol


def _text(state: State, name: str, attributes: str, raw: str) -> None:
    if attributes[-1:] != "/":
        state.buffer.append(text_of(attributes, raw))


def _tab(state: State, name: str, attributes: str, raw: str) -> None:
    if not state.in_properties:  # there it is a tab stop (17.3.1.37)
        state.buffer.append("\t")


def _break(state: State, name: str, attributes: str, raw: str) -> None:
    """A line break; a page or column break is none of the text (17.3.3.1)."""
    if attribute(attributes, "w:type") not in ("page", "column"):
        state.buffer.append("\n")


def _hyphen(state: State, name: str, attributes: str, raw: str) -> None:
    state.buffer.append("\N{NON-BREAKING HYPHEN}")


def _symbol(state: State, name: str, attributes: str, raw: str) -> None:
    state.buffer.append(symbol(attribute(attributes, "w:font"), attribute(attributes, "w:char")))


def _field(state: State, name: str, attributes: str, raw: str) -> None:
    """begin, separate, end (17.16.18); fields can stand in each other's code."""
    if not state.has_fields:
        return
    state.flush()
    kind = attribute(attributes, "w:fldCharType")
    if kind == "begin":
        state.fields.append(True)
        state.hidden += 1
    elif state.fields and kind in ("separate", "end"):
        if state.fields[-1]:
            state.fields[-1] = False
            state.hidden -= 1
        if kind == "end":
            state.fields.pop()


def _open_ruby(state: State, name: str, attributes: str, raw: str) -> None:
    state.flush()
    state.push(name)
    state.hidden += 1


def _close_ruby(state: State, name: str) -> None:
    state.flush()
    state.pop(name)
    state.hidden -= 1


OPEN: dict[str, Opener] = {
    "t": _text,
    "delText": _text,
    "tab": _tab,
    "ptab": _tab,
    "br": _break,
    "cr": _break,
    "noBreakHyphen": _hyphen,
    "sym": _symbol,
    "fldChar": _field,
    "rt": _open_ruby,
}
CLOSE: dict[str, Closer] = {
    "rt": _close_ruby,
}
