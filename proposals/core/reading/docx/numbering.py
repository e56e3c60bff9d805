"""numbering.xml: the labels that Word computes and never writes into the text.

ECMA-376 Part 1, 17.9. A paragraph names a list (numId) and a level. A list points
to an abstract definition, whose counters all lists of that definition share, and
may override levels or restart them (17.9.8, 17.9.27). `Numbering` holds the
definitions; `Counters` walks a document and computes label after label.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from proposals.core.reading.docx.counting import write_number
from proposals.core.reading.docx.markup import Scanner, Token, attribute
from proposals.core.reading.docx.styles import Styles
from proposals.core.reading.docx.symbols import character

SCANNER = Scanner(
    "w:abstractNum w:num w:lvl w:start w:numFmt w:lvlText w:lvlRestart w:isLgl w:pStyle w:rFonts"
    " w:abstractNumId w:lvlOverride w:startOverride w:numStyleLink w:styleLink w:lvlPicBulletId"
    " mc:Fallback"
)
LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list (17.9.6). `restart` is the level, from 1, after which it
    starts again; None: after any higher one; 0: never (17.9.10)."""

    start: int = 1
    form: str = "decimal"
    picture: str = ""  # of a custom format: "001, 002, 003, ..."
    text: str = ""
    font: str = ""
    restart: int | None = None
    is_legal: bool = False
    style: str = ""


@dataclass(slots=True)
class Abstract:
    levels: dict[int, Level] = field(default_factory=dict)
    link: str = ""  # the numbering style that defines it instead (17.9.21)
    style: str = ""  # the numbering style that it defines (17.9.26)


@dataclass(slots=True)
class Instance:
    """A w:num: its abstract definition and what it overrides."""

    abstract: str = ""
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Numbering:
    abstracts: dict[str, Abstract] = field(default_factory=dict)
    instances: dict[str, Instance] = field(default_factory=dict)

    def abstract(self, number: str) -> tuple[str, Abstract] | None:
        """A list's definition and its key, through the numbering style it may link to."""
        instance = self.instances.get(number)
        key = instance.abstract if instance is not None else ""
        found = self.abstracts.get(key)
        if found is not None and found.link and not found.levels:
            for other, candidate in self.abstracts.items():
                if candidate.style == found.link:
                    return other, candidate
        return (key, found) if found is not None else None


def _integer(value: str, default: int = 0) -> int:
    try:
        return int(value)
    except ValueError:
        return default


def read_numbering(tokens: Iterable[Token]) -> Numbering:
    """All definitions of the part, in one pass."""
    numbering = Numbering()
    abstract, instance = Abstract(), Instance()
    levels = abstract.levels
    index, is_fallback = 0, False
    for _, _, name, attributes, _, closed in tokens:
        if closed == "mc:Fallback":
            is_fallback = False
        if not name:
            continue
        if name == "mc:Fallback":
            is_fallback = not attributes.endswith("/")
        if is_fallback:
            continue
        value = attribute(attributes, "w:val")
        match name:
            case "w:abstractNum":
                abstract = Abstract()
                levels = abstract.levels
                numbering.abstracts[attribute(attributes, "w:abstractNumId")] = abstract
            case "w:num":
                instance = Instance()
                levels = instance.levels
                numbering.instances[attribute(attributes, "w:numId")] = instance
            case "w:abstractNumId":
                instance.abstract = value
            case "w:numStyleLink":
                abstract.link = value
            case "w:styleLink":
                abstract.style = value
            case "w:lvlOverride":
                index = _integer(attribute(attributes, "w:ilvl"))
            case "w:startOverride":
                instance.starts[index] = _integer(value)
            case "w:lvl":
                index = _integer(attribute(attributes, "w:ilvl"))
                levels[index] = Level(start=0)  # what 17.9.25 says where w:start is left out
            case _ if index in levels:
                levels[index] = _with(levels[index], name, value, attributes)
    return numbering


def _with(level: Level, name: str, value: str, attributes: str) -> Level:
    """A level with one more of its properties."""
    match name:
        case "w:start":
            return replace(level, start=_integer(value))
        case "w:numFmt":
            return replace(level, form=value, picture=attribute(attributes, "w:format"))
        case "w:lvlText":
            return replace(level, text=value)
        case "w:lvlRestart":
            return replace(level, restart=_integer(value))
        case "w:isLgl":
            return replace(level, is_legal=value not in ("0", "false", "off"))
        case "w:pStyle":
            return replace(level, style=value)
        case "w:rFonts":
            return replace(level, font=attribute(attributes, "w:ascii"))
        case "w:lvlPicBulletId":
            return replace(level, text="•", font="")  # a picture stands there (17.9.9)
    return level


class Counters:
    """The labels of one reading of a document, paragraph after paragraph."""

    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        self._numbering = numbering
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = {}  # by abstract definition
        self._started: set[tuple[str, int]] = set()  # lists that have used an override

    def label(self, number: str, level: str, style: str) -> str:
        """The label of the next paragraph; "" where it has none.

        `number` and `level` are the paragraph's own, `style` its style's id, which
        may carry both (17.9.23). List 0 takes a style's numbering away (17.9.18).
        """
        styled, styled_level = "", ""
        if not number or not level:
            styled, styled_level = self._styles.numbering(style)
        number = number or styled
        found = self._numbering.abstract(number) if number not in ("", "0") else None
        if found is None:
            return ""
        key, abstract = found
        instance = self._numbering.instances[number]
        index = self._index(abstract, level, styled_level, style)
        levels = abstract.levels | instance.levels
        if index not in levels:
            return ""
        counts = self._advance(key, number, instance, levels, index)
        return _written(levels, index, counts)

    def _index(self, abstract: Abstract, level: str, styled_level: str, style: str) -> int:
        """The level: the paragraph's own, the one tied to its style, the style's."""
        if level:
            return _integer(level)
        for index, candidate in abstract.levels.items():
            if candidate.style and candidate.style == style:
                return index
        return _integer(styled_level)

    def _advance(
        self, key: str, number: str, instance: Instance, levels: dict[int, Level], index: int
    ) -> dict[int, int]:
        """Count the paragraph at its level; deeper levels begin again (17.9.10)."""
        counts = self._counts.setdefault(key, {})
        for upper in range(index + 1):
            if upper in instance.starts and (number, upper) not in self._started:
                self._started.add((number, upper))
                counts.pop(upper, None)
        start = instance.starts.get(index, levels[index].start)
        counts[index] = counts[index] + 1 if index in counts else start
        for deeper in [n for n in counts if n > index]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or index < restart:
                del counts[deeper]
        for upper in range(index):
            if upper not in counts and upper in levels:
                counts[upper] = instance.starts.get(upper, levels[upper].start)
        return counts


def _written(levels: dict[int, Level], index: int, counts: dict[int, int]) -> str:
    """A level's text with its place-holders %1 to %9 filled in (17.9.11)."""
    level = levels[index]
    if level.form == "bullet":
        return "".join(character(level.font, ord(sign)) for sign in level.text).strip()
    text = level.text
    for n in range(LEVELS, 0, -1):
        if f"%{n}" in text:
            count = counts.get(n - 1)
            shown = levels.get(n - 1)
            if count is None or shown is None:
                text = text.replace(f"%{n}", "")
            elif level.is_legal and shown.form not in ("none", "bullet"):
                text = text.replace(f"%{n}", str(count))
            else:
                text = text.replace(f"%{n}", write_number(count, shown.form, shown.picture))
    return text.strip()
