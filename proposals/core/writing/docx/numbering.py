"""Automatic numbering, for files whose labels are not typed (ECMA-376 17.9).

A label is left to Word only where Word's own count gives it, in the text as it was
and in the text as proposed; any other label is typed, so that none is ever wrong.
Each list of the document is one w:num of its own, which starts again at its first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from proposals.core.model import Clause, Kind, accept, reject

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _letter(number: int) -> str:
    return "" if number > 26 else chr(ord("a") + number - 1)


def _roman(number: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        while number >= value:
            out, number = out + sign, number - value
    return out


# ECMA-376 17.18.59: the names of the number formats, with what stands around the number.
_FORMATS: dict[str, tuple[str, str, Callable[[int], str]]] = {
    "decimal": ("decimal", "%1", str),
    "bracket": ("decimal", "%1)", lambda number: f"{number})"),
    "letter": ("lowerLetter", "%1)", lambda number: f"{_letter(number)})"),
    "roman": ("lowerRoman", "%1)", lambda number: f"{_roman(number)})"),
    "Roman": ("upperRoman", "%1", lambda number: _roman(number).upper()),
    "bullet": ("bullet", "•", lambda _number: "•"),
    "dash": ("bullet", "–", lambda _number: "–"),
}
_SHAPES = (
    ("decimal", re.compile(r"\d+")),
    ("bracket", re.compile(r"\d+\)")),
    ("roman", re.compile(r"[ivx]+\)")),
    ("letter", re.compile(r"[a-z]\)")),
    ("Roman", re.compile(r"[IVX]+")),
    ("bullet", re.compile("•")),
    ("dash", re.compile("–")),
)
_NAMES = tuple(_FORMATS)


@dataclass(slots=True)
class _List:
    format: str
    id: int
    before: int = 0  # how far the count has come in the text as it was
    after: int = 0  # and in the text as proposed


@dataclass(slots=True)
class Numbering:
    """Counts as Word will; `take` each clause in order, then write the `part`."""

    _open: dict[int, _List] = field(default_factory=dict)
    _formats: list[str] = field(default_factory=list)  # of the lists begun, in order

    def take(self, clause: Clause) -> str:
        """A clause's w:numPr, or "" where its label has to be typed or it has none."""
        level = 0 if clause.kind is Kind.ANNEX else max(clause.level, 1)
        if clause.kind not in (Kind.ITEM, Kind.ANNEX):
            self._open.clear()
            return ""
        for deeper in [key for key in self._open if key > level]:
            del self._open[deeper]
        if not clause.label:
            return ""
        is_in, is_out = clause.is_inserted, clause.is_deleted
        was, is_now = reject(clause.label), accept(clause.label)
        current = self._open.get(level)
        if current is None or not _fits(current, was, is_now, is_in, is_out):
            shape = _shape(was or is_now, level)
            if shape is None:
                return ""
            current = _List(shape, len(self._formats) + 1)
            if not _fits(current, was, is_now, is_in, is_out):
                return ""
            self._open[level] = current
            self._formats.append(shape)
        current.before += not is_in
        current.after += not is_out
        place = f'<w:ilvl w:val="{max(level - 1, 0)}"/><w:numId w:val="{current.id}"/>'
        return f"<w:numPr>{place}</w:numPr>"

    def part(self) -> str:
        """The inside of numbering.xml; "" where no label was left to Word."""
        if not self._formats:
            return ""
        used = [name for name in _NAMES if name in self._formats]
        lists = "".join(
            f'<w:num w:numId="{at}"><w:abstractNumId w:val="{_NAMES.index(name)}"/>'
            + "".join(
                f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
                for level in range(9)
            )
            + "</w:num>"
            for at, name in enumerate(self._formats, 1)
        )
        return "".join(_abstract(name) for name in used) + lists


def _fits(current: _List, was: str, is_now: str, is_in: bool, is_out: bool) -> bool:
    """Whether Word's next number in this list is the label, before and after."""
    _name, _text, said = _FORMATS[current.format]
    return (is_in or said(current.before + 1) == was) and (
        is_out or said(current.after + 1) == is_now
    )


def _shape(label: str, level: int) -> str | None:
    shapes = [name for name, pattern in _SHAPES if pattern.fullmatch(label)]
    # "i)" is the ninth letter or the first Roman number: at the top the letter comes first.
    if "roman" in shapes and "letter" in shapes and level < 2:
        shapes.remove("roman")
    return shapes[0] if shapes else None


def _abstract(name: str) -> str:
    format_, text, _said = _FORMATS[name]
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>'
        f'<w:lvlText w:val="{text.replace("1", str(level + 1))}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{794 + 397 * level}" w:hanging="397"/></w:pPr></w:lvl>'
        for level in range(9)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{_NAMES.index(name)}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
