"""styles.xml: what a paragraph style is called, and the numbering it carries.

ECMA-376 Part 1, 17.7.4: a style has an id (used in the text), a name (shown to
people; ITU's anatomy is in the names), and may be based on another, whose
properties it inherits (17.7.4.3).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from proposals.core.reading.docx.definitions import Definitions
from proposals.core.reading.docx.markup import OFF, Scanner, Token, attribute

_SCANNER = Scanner("name basedOn numId ilvl bidi")
_DEFAULT = re.compile(r"<w:style(\s[^>]*w:default=[^>]*)>")
_LANGUAGE = re.compile(r"<w:lang(\s[^>]*)>")


class Style(NamedTuple):
    """One style; `number` and `level` are its own numbering, "" where it has none."""

    name: str = ""
    based_on: str = ""
    number: str = ""
    level: str = ""
    is_rtl: bool | None = None


class Resolved(NamedTuple):
    """What holds of a style's paragraphs, its own or inherited (17.7.2)."""

    name: str
    number: str
    level: str
    is_rtl: bool


class Styles:
    """The styles of a file, by id. `default` is the id of the default paragraph style."""

    def __init__(self, load: Callable[[bool], str]) -> None:
        self._definitions = Definitions(_SCANNER, {"style": "w:styleId"}, load)
        self._resolved: dict[str, Resolved] = {}

    @cached_property
    def default(self) -> str:
        return self._definitions.whole(_default)

    @cached_property
    def language(self) -> str:
        """The language of the defaults, which stand before all styles (17.7.5)."""
        return self._definitions.whole(_language)

    def resolved(self, style: str) -> Resolved:
        """What holds of the paragraphs of a style, by its id; "" is the default one.

        The numbering is that of the nearest style that names a list, at the nearest
        level named; where none is, the list says which level is the style's.
        """
        found = self._resolved.get(style)
        if found is None:
            found = self._resolved[style] = self._resolve(style)
        return found

    def _resolve(self, style: str) -> Resolved:
        name = number = level = ""
        is_rtl: bool | None = None
        for ancestor in self._line(style or self.default):
            name = name or ancestor.name
            level = level or ("" if number else ancestor.level)
            number = number or ancestor.number
            is_rtl = ancestor.is_rtl if is_rtl is None else is_rtl
        return Resolved(name or style, number, level, bool(is_rtl))

    def _line(self, style: str) -> Iterator[Style]:
        """A style and those it is based on, nearest first; a circle ends the line."""
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            found = self._definitions.read("style", style, _style)
            if found is None:
                return
            yield found
            style = found.based_on


def _style(tokens: Iterable[Token]) -> Style:
    style = Style()
    for _, _, name, attributes, _, _ in tokens:
        value = attribute(attributes, "w:val") if name else ""
        if name == "name":
            style = style._replace(name=style.name or value)
        elif name == "basedOn":
            style = style._replace(based_on=value)
        elif name == "numId":
            style = style._replace(number=value)
        elif name == "ilvl":
            style = style._replace(level=value)
        elif name == "bidi":
            style = style._replace(is_rtl=value not in OFF)
    return style


def _default(text: str) -> str:
    """The id of the style that paragraphs have which name none (17.7.4.17)."""
    for match in _DEFAULT.finditer(text):
        is_paragraph = attribute(match[1], "w:type") == "paragraph"
        if is_paragraph and attribute(match[1], "w:default") not in OFF:
            return attribute(match[1], "w:styleId")
    return ""


def _language(text: str) -> str:
    match = _LANGUAGE.search(text, 0, text.find("<w:style ") + 1 or len(text))
    return attribute(match[1], "w:val") if match is not None else ""
