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
from proposals.core.reading.docx.pieces import Properties
from proposals.core.reading.docx.styles import Styles
from proposals.core.reading.docx.symbols import character

SCANNER = Scanner(
    "abstractNum num lvl start numFmt lvlText lvlRestart isLgl pStyle rFonts"
    " abstractNumId lvlOverride startOverride numStyleLink styleLink lvlPicBulletId"
    " mc:Fallback"
)
LEVELS = 9
# A bullet of one shape is written one way, whatever font and size it comes from:
# Word's own second bullet is the letter o of Courier New.
_BULLETS = {"o": "◦", "○": "◦", "●": "•", "·": "•", "⚫": "•", "■": "▪"}


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
    owner: Abstract | Instance = Abstract()
    index, is_fallback = 0, False
    for _, _, name, attributes, _, closed in tokens:
        if name == "mc:Fallback" or closed == "mc:Fallback":
            is_fallback = bool(name) and attributes[-1:] != "/"
        if not name or is_fallback:
            continue
        if name == "abstractNum":
            owner = Abstract()
            numbering.abstracts[attribute(attributes, "w:abstractNumId")] = owner
        elif name == "num":
            owner = Instance()
            numbering.instances[attribute(attributes, "w:numId")] = owner
        elif name in ("lvl", "lvlOverride"):
            index = _integer(attribute(attributes, "w:ilvl"))
            if name == "lvl":
                owner.levels[index] = Level(start=0)  # 17.9.25: zero where w:start is left out
        else:
            _describe(owner, index, name, attributes)
    return numbering


def _describe(owner: Abstract | Instance, index: int, name: str, attributes: str) -> None:
    """One more property of a list, or of its level at hand."""
    value = attribute(attributes, "w:val")
    if isinstance(owner, Instance) and name == "abstractNumId":
        owner.abstract = value
    elif isinstance(owner, Instance) and name == "startOverride":
        owner.starts[index] = _integer(value)
    elif isinstance(owner, Abstract) and name == "numStyleLink":
        owner.link = value
    elif isinstance(owner, Abstract) and name == "styleLink":
        owner.style = value
    elif index in owner.levels:
        owner.levels[index] = _with(owner.levels[index], name, value, attributes)


def _with(level: Level, name: str, value: str, attributes: str) -> Level:
    """A level with one more of its properties."""
    match name:
        case "start":
            return replace(level, start=_integer(value))
        case "numFmt":
            return replace(level, form=value, picture=attribute(attributes, "w:format"))
        case "lvlText":
            return replace(level, text=value)
        case "lvlRestart":
            return replace(level, restart=_integer(value))
        case "isLgl":
            return replace(level, is_legal=value not in ("0", "false", "off"))
        case "pStyle":
            return replace(level, style=value)
        case "rFonts":
            return replace(level, font=attribute(attributes, "w:ascii"))
        case "lvlPicBulletId":
            return replace(level, text="•", font="")  # a picture stands there (17.9.9)
    return level


class Counters:
    """The labels of one reading of a document, paragraph after paragraph."""

    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        self._numbering = numbering
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = {}  # by abstract definition
        self._started: set[tuple[str, int]] = set()  # lists that have used an override

    def label(self, properties: Properties) -> str:
        """The label of the next paragraph; "" where it has none.

        Its style may carry the list and the level (17.9.23); list 0 takes a style's
        numbering away (17.9.18).
        """
        style, number, level = properties
        _, styled, styled_level, _ = self._styles.resolved(style)
        number = number or styled
        if number in ("", "0"):
            return ""
        found = self._numbering.abstract(number)
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
        bullet = "".join(character(level.font, ord(sign)) for sign in level.text).strip()
        return _BULLETS.get(bullet, bullet)
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
