"""numbering.xml: the labels that Word computes and never writes into the text.

ECMA-376 Part 1, 17.9. A paragraph names a list (numId) and a level. A list points
to an abstract definition, whose counters all lists of that definition share, and
may override levels or restart them (17.9.8, 17.9.27). `Numbering` holds the
definitions; `Counters` walks a document and computes label after label.
"""

from __future__ import annotations

import re
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
LEVELS = 9  # of a list (17.9.6)
_PLACES = re.compile("%([1-9])")
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
    abstract: str = ""  # the id of the abstract list, whose counters it uses
    link: str = ""  # the numbering style that defines it instead (17.9.21)
    style: str = ""  # the numbering style that it defines (17.9.26)


class Numbering:
    """The lists of a file, by id."""

    def __init__(self, load: Callable[[bool], str]) -> None:
        keys = {"abstractNum": "w:abstractNumId", "num": "w:numId"}
        self._definitions = Definitions(_SCANNER, keys, load)
        self._lists: dict[str, List | None] = {}
        self._abstracts: dict[str, List | None] = {}

    def list(self, number: str) -> List | None:
        """A list with the levels of its abstract list and its own; None where there is none."""
        if number not in self._lists:
            self._lists[number] = self._defined(number)
        return self._lists[number]

    def _defined(self, number: str) -> List | None:
        own = self._definitions.read("num", number, _read_list)
        abstract = self._abstract(own.abstract) if own is not None else None
        if own is None or abstract is None:
            return None
        if abstract.link and not abstract.levels:
            for other in self._definitions.ids("abstractNum"):
                linked = self._abstract(other)
                if linked is not None and linked.style == abstract.link:
                    own.abstract, abstract = other, linked
                    break
        own.levels = abstract.levels | own.levels
        return own

    def _abstract(self, key: str) -> List | None:
        if key not in self._abstracts:
            self._abstracts[key] = self._definitions.read("abstractNum", key, _read_list)
        return self._abstracts[key]


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
            if name == "lvl" and 0 <= index < LEVELS:
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
        self._counts: dict[str, dict[int, int]] = {}  # by abstract list
        self._started: set[tuple[str, int]] = set()  # overrides that have been used

    def copy(self) -> Counters:
        """The same counts, to go on from here in another reading."""
        other = Counters(self._numbering, self._styles)
        other._counts = {key: dict(counts) for key, counts in self._counts.items()}
        other._started = set(self._started)
        return other

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
        found = self._numbering.list(number)
        if found is None:
            return ""
        index = _index(found, level, styled_level, style)
        if index not in found.levels:
            return ""
        return _written(found.levels, index, self._advanced(number, found, index))

    def _advanced(self, number: str, found: List, index: int) -> dict[int, int]:
        """Count the paragraph at its level; deeper levels begin again (17.9.10)."""
        counts = self._counts.setdefault(found.abstract, {})
        levels, starts = found.levels, found.starts
        for upper in starts:
            if upper <= index and (number, upper) not in self._started:
                self._started.add((number, upper))
                counts.pop(upper, None)
        if index in counts:
            counts[index] += 1
        else:
            counts[index] = starts.get(index, levels[index].start)
        for deeper in [n for n in counts if n > index]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or index < restart:
                del counts[deeper]
        for upper in range(index):
            if upper not in counts and upper in levels:
                counts[upper] = starts.get(upper, levels[upper].start)
        return counts


def _index(found: List, level: str, styled_level: str, style: str) -> int:
    """The level: the paragraph's own, the one tied to its style, the style's."""
    if level:
        return _integer(level)
    for index, candidate in found.levels.items():
        if candidate.style and candidate.style == style:
            return index
    return _integer(styled_level)


def _written(levels: dict[int, Level], index: int, counts: dict[int, int]) -> str:
    """A level's text with its place-holders %1 to %9 filled in (17.9.11)."""
    level = levels[index]
    if level.form == "bullet":
        bullet = "".join(character(level.font, ord(sign)) for sign in level.text).strip()
        return _BULLETS.get(bullet, bullet)

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        shown = levels.get(at)
        if shown is None or at not in counts:
            return ""
        if level.is_legal and shown.form not in ("none", "bullet"):
            return str(counts[at])
        return write_number(counts[at], shown.form, shown.picture)

    return _PLACES.sub(number, level.text).strip()
