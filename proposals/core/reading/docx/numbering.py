"""numbering.xml: the labels that Word computes and never writes into the text.

ECMA-376 Part 1, 17.9. A paragraph names a list (numId) and a level. A list points
to an abstract definition, whose counters all lists of that definition share, and
may override levels or restart them (17.9.8, 17.9.27). `Numbering` holds the
definitions; `Counters` walks a document and computes label after label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from proposals.core.reading.docx.counting import write_number
from proposals.core.reading.docx.definitions import Definitions
from proposals.core.reading.docx.markup import OFF, Scanner, Token, attribute
from proposals.core.reading.docx.pieces import Properties
from proposals.core.reading.docx.styles import Styles
from proposals.core.reading.docx.symbols import character

_SCANNER = Scanner(
    "lvl start numFmt lvlText lvlRestart isLgl pStyle rFonts abstractNumId lvlOverride"
    " startOverride numStyleLink styleLink lvlPicBulletId mc:Fallback"
)
LEVELS = 9
# A bullet of one shape is written one way, whatever font and size it comes from:
# Word's own second bullet is the letter o of Courier New.
_BULLETS = {"o": "◦", "○": "◦", "●": "•", "·": "•", "⚫": "•", "■": "▪"}


class Level(NamedTuple):
    """One level of a list (17.9.6). `restart` is the level, from 1, after which it
    starts again; None: after any higher one; 0: never (17.9.10)."""

    start: int = 0  # what 17.9.25 says where w:start is left out
    form: str = "decimal"
    picture: str = ""  # of a custom format: "001, 002, 003, ..."
    text: str = ""
    font: str = ""
    restart: int | None = None
    is_legal: bool = False
    style: str = ""


@dataclass(slots=True)
class List:
    """An abstract list (w:abstractNum), or one that refers to it and overrides it (w:num)."""

    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)
    abstract: str = ""  # the id of the abstract list it refers to
    link: str = ""  # the numbering style that defines it instead (17.9.21)
    style: str = ""  # the numbering style that it defines (17.9.26)


class Numbering:
    """The lists of a file, by id."""

    def __init__(self, load: Callable[[bool], str]) -> None:
        keys = {"abstractNum": "w:abstractNumId", "num": "w:numId"}
        self._definitions = Definitions(_SCANNER, keys, load)
        self._lists: dict[tuple[str, str], List | None] = {}

    def _list(self, tag: str, key: str) -> List | None:
        if (tag, key) not in self._lists:
            self._lists[tag, key] = self._definitions.read(tag, key, _read_list)
        return self._lists[tag, key]

    def found(self, number: str) -> tuple[List, str, List] | None:
        """A list, and its abstract list with its id, through the style it may link to."""
        instance = self._list("num", number)
        if instance is None:
            return None
        key = instance.abstract
        abstract = self._list("abstractNum", key)
        if abstract is not None and abstract.link and not abstract.levels:
            for other in self._definitions.ids("abstractNum"):
                candidate = self._list("abstractNum", other)
                if candidate is not None and candidate.style == abstract.link:
                    return instance, other, candidate
        return (instance, key, abstract) if abstract is not None else None


def _integer(value: str, default: int = 0) -> int:
    try:
        return int(value)
    except ValueError:
        return default


def _read_list(tokens: Iterable[Token]) -> List:
    result = List()
    index, is_fallback = 0, False
    for _, _, name, attributes, _, closed in tokens:
        if name == "mc:Fallback" or closed == "mc:Fallback":
            is_fallback = bool(name) and attributes[-1:] != "/"
        elif not name or is_fallback:
            continue
        elif name in ("lvl", "lvlOverride"):
            index = _integer(attribute(attributes, "w:ilvl"))
            if name == "lvl":
                result.levels[index] = Level()
        else:
            _describe(result, index, name, attributes)
    return result


def _describe(owner: List, index: int, name: str, attributes: str) -> None:
    """One more property of a list, or of its level at hand."""
    value = attribute(attributes, "w:val")
    if name == "abstractNumId":
        owner.abstract = value
    elif name == "startOverride":
        owner.starts[index] = _integer(value)
    elif name == "numStyleLink":
        owner.link = value
    elif name == "styleLink":
        owner.style = value
    elif index in owner.levels:
        owner.levels[index] = _with(owner.levels[index], name, value, attributes)


def _with(level: Level, name: str, value: str, attributes: str) -> Level:
    """A level with one more of its properties."""
    match name:
        case "start":
            return level._replace(start=_integer(value))
        case "numFmt":
            return level._replace(form=value, picture=attribute(attributes, "w:format"))
        case "lvlText":
            return level._replace(text=value)
        case "lvlRestart":
            return level._replace(restart=_integer(value))
        case "isLgl":
            return level._replace(is_legal=value not in OFF)
        case "pStyle":
            return level._replace(style=value)
        case "rFonts":
            return level._replace(font=attribute(attributes, "w:ascii"))
        case "lvlPicBulletId":
            return level._replace(text="•", font="")  # a picture stands there (17.9.9)
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
        found = self._numbering.found(number)
        if found is None:
            return ""
        instance, key, abstract = found
        index = self._index(abstract, level, styled_level, style)
        levels = abstract.levels | instance.levels
        if index not in levels:
            return ""
        counts = self._advance(key, number, instance, levels, index)
        return _written(levels, index, counts)

    def _index(self, abstract: List, level: str, styled_level: str, style: str) -> int:
        """The level: the paragraph's own, the one tied to its style, the style's."""
        if level:
            return _integer(level)
        for index, candidate in abstract.levels.items():
            if candidate.style and candidate.style == style:
                return index
        return _integer(styled_level)

    def _advance(
        self, key: str, number: str, instance: List, levels: dict[int, Level], index: int
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
