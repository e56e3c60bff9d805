"""styles.xml: what a paragraph style is called, and the numbering it carries.

ECMA-376 Part 1, 17.7.4: a style has an id (used in the text), a name (shown to
people; ITU's anatomy is in the names), and may be based on another, whose
properties it inherits (17.7.4.3).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from proposals.core.reading.docx.markup import Scanner, Token, attribute

SCANNER = Scanner("style name basedOn numId ilvl lang bidi")


@dataclass(slots=True)
class Style:
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


@dataclass(slots=True)
class Styles:
    """All styles by id. `default` is the id of the default paragraph style."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: str = ""
    language: str = ""
    _resolved: dict[str, Resolved] = field(default_factory=dict)

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
        number = level = ""
        is_rtl: bool | None = None
        for ancestor in self._line(style):
            level = level or ("" if number else ancestor.level)
            number = number or ancestor.number
            is_rtl = ancestor.is_rtl if is_rtl is None else is_rtl
        known = self.by_id.get(style or self.default)
        name = known.name if known is not None else style  # an unknown id stands for itself
        return Resolved(name, number, level, bool(is_rtl))

    def _line(self, style: str) -> Iterable[Style]:
        """A style and those it is based on, nearest first; a circle ends the line."""
        seen: set[str] = set()
        key = style or self.default
        while key in self.by_id and key not in seen:
            seen.add(key)
            yield self.by_id[key]
            key = self.by_id[key].based_on


def read_styles(tokens: Iterable[Token]) -> Styles:
    styles = Styles()
    style = Style()
    for _, _, name, attributes, _, _ in tokens:
        if not name:
            continue
        value = attribute(attributes, "w:val")
        if name == "style":
            style = Style()
            key = attribute(attributes, "w:styleId")
            styles.by_id[key] = style
            is_paragraph = attribute(attributes, "w:type") == "paragraph"
            if is_paragraph and attribute(attributes, "w:default") in ("1", "true", "on"):
                styles.default = key
        elif name == "name":
            style.name = style.name or value
        elif name == "basedOn":
            style.based_on = value
        elif name == "numId":
            style.number = value
        elif name == "ilvl":
            style.level = value
        elif name == "bidi":
            style.is_rtl = value not in ("0", "false", "off")
        elif name == "lang" and not styles.by_id:
            styles.language = value
    return styles
