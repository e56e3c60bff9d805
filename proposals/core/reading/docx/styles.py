"""styles.xml: what a paragraph style is called, and the numbering it carries.

ECMA-376 Part 1, 17.7.4: a style has an id (used in the text), a name (shown to
people; ITU's anatomy is in the names), and may be based on another, whose
properties it inherits (17.7.4.3).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from proposals.core.reading.docx.markup import Scanner, Token, attribute

SCANNER = Scanner("w:style w:name w:basedOn w:numId w:ilvl w:lang w:bidi")


@dataclass(slots=True)
class Style:
    """One style; `number` and `level` are its own numbering, "" where it has none."""

    name: str = ""
    based_on: str = ""
    number: str = ""
    level: str = ""
    is_rtl: bool | None = None


@dataclass(slots=True)
class Styles:
    """All styles by id. `default` is the id of the default paragraph style."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: str = ""
    language: str = ""

    def name(self, style: str) -> str:
        """The name of a style by its id; an unknown id stands for itself (17.3.1.27)."""
        found = self.by_id.get(style or self.default)
        return found.name if found is not None else style

    def numbering(self, style: str) -> tuple[str, str]:
        """The (numId, ilvl) a style carries, itself or by inheritance; "" for none.

        The numbering is found on the nearest style that names a list. Its level is
        the nearest one named; where none is, the list says by the style's id.
        """
        level = ""
        for ancestor in self._line(style):
            level = level or ancestor.level
            if ancestor.number:
                return ancestor.number, level
        return "", ""

    def is_rtl(self, style: str) -> bool:
        """Whether a style sets its paragraphs from right to left (17.3.1.6)."""
        for ancestor in self._line(style):
            if ancestor.is_rtl is not None:
                return ancestor.is_rtl
        return False

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
        if name == "w:style":
            style = Style()
            key = attribute(attributes, "w:styleId")
            styles.by_id[key] = style
            is_paragraph = attribute(attributes, "w:type") == "paragraph"
            if is_paragraph and attribute(attributes, "w:default") in ("1", "true", "on"):
                styles.default = key
        elif name == "w:name":
            style.name = style.name or value
        elif name == "w:basedOn":
            style.based_on = value
        elif name == "w:numId":
            style.number = value
        elif name == "w:ilvl":
            style.level = value
        elif name == "w:bidi":
            style.is_rtl = value not in ("0", "false", "off")
        elif name == "w:lang" and not styles.by_id:
            styles.language = value
    return styles
