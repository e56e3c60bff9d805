"""The label grammar of resolutions, and its arithmetic.

A label is what stands before the tab of a paragraph: `a)`, `b)bis`, `1`, `1bis`,
`ii)`, `I`, `1)`, `•`, `–` (DOMAIN.md, anatomy 7 and 8). Its *style* is written as
the first label of its list ("a)", "1", "i)", "I", "1)"), a bullet's is the bullet.

`i)` is both a ninth letter and a first roman numeral: only its neighbours tell, so
`parse` gives the commoner reading and `assign` reads a whole list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

BULLETS = "•–—-−*·◦▪‣●○■□➢"
# Letters in the order in which lists use them. Russian lists leave out ё, й, ъ, ы, ь.
_ALPHABETS = {
    "a": "abcdefghijklmnopqrstuvwxyz",
    "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "а": "абвгдежзиклмнопрстуфхцчшщэюя",
    "أ": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
}
_SUFFIXES = (
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "novies",
    "decies",
)
_SUFFIX = "|".join(sorted(_SUFFIXES, key=len, reverse=True))
_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMAN = re.compile(r"(?=.)(x{0,3})(ix|iv|v?i{0,3})")
_CORE = r"[1-9][0-9]{0,2}|[ivxIVX]{1,7}|[a-zA-Zа-яء-ي]{1,2}"
_LABEL = re.compile(rf"(\(?)({_CORE})\s?({_SUFFIX})?([.)]|\)\.)?\s?({_SUFFIX})?")
# Resolution 1 numbers its clauses 1.13 and 1bis.2.1: a list for each prefix.
_DOTTED = re.compile(rf"((?:[0-9]{{1,3}}(?:{_SUFFIX})?\.)+)([0-9]{{1,3}})({_SUFFIX})?")
_LONGEST = 24  # characters, of two labels glued
# Without a tab a bare number or an initial ("J. Smith") would swallow text.
_UNTABBED = re.compile(
    rf"\s*([{re.escape(BULLETS)}]"
    rf"|\(?(?:[1-9][0-9]{{0,2}}|[ivx]{{1,7}}|[IVX]{{1,5}}|[a-zа-яء-ي]{{1,2}})\)(?:\s?(?:{_SUFFIX})\b)?"
    rf"|(?:[1-9][0-9]{{0,2}}|[ivx]{{1,5}}|[IVX]{{1,5}}|[a-z])\.)\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Label:
    """One label: the style of its list, its place in it (from 1) and its suffix.

    `suffix` is "" or "bis", "ter" …; a bullet has ordinal 0. `text` is the
    canonical spelling ("b)bis").
    """

    style: str
    ordinal: int
    suffix: str = ""

    @property
    def is_bullet(self) -> bool:
        return self.style in BULLETS

    @property
    def text(self) -> str:
        if self.is_bullet:
            return self.style
        first = self.style.strip("().")[-1]
        before, _, after = self.style.rpartition(first)
        return f"{before}{_numeral(self.ordinal, first)}{after}{self.suffix}"

    def successor(self) -> Label:
        """The label of the next item of the same list; a bullet follows a bullet."""
        return self if self.is_bullet else Label(self.style, self.ordinal + 1)

    def inserted_after(self) -> Label:
        """The label of an item put in without renumbering: b) -> b)bis -> b)ter."""
        if self.is_bullet:
            return self
        place = _SUFFIXES.index(self.suffix) + 1 if self.suffix else 0
        return replace(self, suffix=_SUFFIXES[min(place, len(_SUFFIXES) - 1)])

    def steps(self, other: Label) -> int | None:
        """How many items from this label on to `other`: a) to c) is 2; back is negative.

        None between labels of different lists. A suffix is no step: b) to b)bis is 0.
        """
        return other.ordinal - self.ordinal if self.style == other.style else None

    def follows(self, other: Label) -> bool:
        """Whether this label can come next after `other` in one list."""
        if self.style != other.style:
            return False
        return self in (other.successor(), other.inserted_after())


def _roman(number: int) -> str:
    return "x" * (number // 10) + _UNITS[number % 10]


def _letters(number: int, alphabet: str) -> str:
    """1 -> a, 26 -> z, 27 -> aa, 28 -> ab."""
    text = ""
    while number > 0:
        number, digit = divmod(number - 1, len(alphabet))
        text = alphabet[digit] + text
    return text


def _numeral(ordinal: int, first: str) -> str:
    if first == "1":
        return str(ordinal)
    if first == "i":
        return _roman(ordinal)
    if first == "I":
        return _roman(ordinal).upper()
    return _letters(ordinal, _ALPHABETS[first])


def _numbers(core: str) -> list[tuple[str, int]]:
    """Every reading of a label's core as (first of its list, ordinal)."""
    if core.isdigit():
        return [("1", int(core))] if int(core) else []
    found: list[tuple[str, int]] = []
    for first, alphabet in _ALPHABETS.items():
        places = [alphabet.find(letter) + 1 for letter in core]
        if len(core) <= 2 and all(places):
            number = 0
            for place in places:
                number = number * len(alphabet) + place
            found.append((first, number))
    roman = _ROMAN.fullmatch(core.lower())
    if roman and (core.islower() or core.isupper()):
        tens, units = roman.groups()
        number = 10 * len(tens) + _UNITS.index(units)
        found.insert(0, ("i" if core.islower() else "I", number))
    return found


@lru_cache(maxsize=4096)
def readings(text: str) -> tuple[Label, ...]:
    """Every way to read a label, the commoner first; () for what is none.

    `cb)` reads as the 80th letter of a list: whether it is two labels glued by a
    lost redline is for the caller, `unglue` gives those readings.
    """
    text = text.strip()
    if text and text in BULLETS:
        return (Label(text, 0),)
    if dotted := _DOTTED.fullmatch(text):
        prefix, number, suffix = dotted.groups(default="")
        return (Label(f"{prefix}1", int(number), suffix),)
    match = _LABEL.fullmatch(text)
    if match is None:
        return ()
    bracket, core, inner, after, outer = match.groups(default="")
    # Two letters without a bracket are a word ("to"), not a label.
    if (inner and outer) or (len(core) == 2 and not after and not _is_number(core)):
        return ()
    return tuple(
        Label(f"{bracket}{first}{after}", ordinal, inner or outer)
        for first, ordinal in _numbers(core)
    )


def _is_number(core: str) -> bool:
    return core.isdigit() or (core.isupper() and _ROMAN.fullmatch(core.lower()) is not None)


def parse(text: str) -> Label | None:
    """The commonest reading of a label: "ii)" -> Label("i)", 2); None for what is none."""
    return next(iter(readings(text)), None)


@lru_cache(maxsize=4096)
def unglue(text: str) -> tuple[tuple[str, str], ...]:
    """Every way to cut glued labels in two: "cb)" -> ("c)", "b)"); "1110" -> 11|10, 1|110.

    The first label may have lost its bracket. Which of the two was deleted is not
    told by the text, see DOMAIN.md: the base label and the neighbours tell.
    """
    text = text.strip()
    found = []
    closing = re.search(r"[.)]+", text)
    for cut in range(1, len(text)):
        left, right = text[:cut], text[cut:]
        if right.islower() and right.isalpha():
            continue  # "to" is a word, not t and o
        for first in (left, left + closing[0] if closing else left):
            if any(a.style == b.style for a in readings(first) for b in readings(right)):
                found.append((first, right))
                break
    return tuple(found)


def is_label(text: str) -> bool:
    """Whether a text has the shape of a label, or of two glued by a lost redline."""
    text = text.strip()
    return len(text) <= _LONGEST and bool(readings(text) or unglue(text))


def split_label(text: str) -> tuple[str, str]:
    """Cut a paragraph into label and text; "" where it has no label.

    The label stands before the first tab, or (other authors' files) before a space
    if it is a bullet or ends with a bracket or a dot. The tab belongs to neither.
    """
    start, end, rest = label_span(text)
    return text[start:end], text[rest:]


def label_span(text: str) -> tuple[int, int, int]:
    """Where a paragraph's label starts and ends, and where its text starts."""
    before, tab, _ = text.partition("\t")
    if tab and is_label(before):
        label = before.strip()
        start = before.index(label)
        return start, start + len(label), len(before) + 1
    match = _UNTABBED.match(text)
    return (match.start(1), match.end(1), match.end()) if match else (0, 0, 0)


def assign(labels: Sequence[str], leads: Sequence[bool] = ()) -> list[tuple[Label | None, int]]:
    """Read the labels of one section in order: each one's Label and its level.

    A label that goes on with an open list stands at that list's level; any other
    opens a list one level deeper. `leads` says which paragraphs lead on (end with a
    colon): a bullet after a leading bullet is nested under it, until a bullet that
    leads in its turn: that one is the leader's sibling (Resolution 44, Programme 2).
    Glued labels count as their second half. What is no label (or "") gives
    (None, 0) and leaves the lists open.
    """
    result: list[tuple[Label | None, int]] = []
    lists: list[Label] = []  # the last label of each open list, outermost first
    options = [readings(text) or _second_halves(text) for text in labels]
    leading = [*leads, *[False] * (len(labels) - len(leads))]
    for index, choices in enumerate(options):
        if not choices:
            result.append((None, 0))
            continue
        following = options[index + 1] if index + 1 < len(options) else ()
        places = [(label, _level(label, lists)) for label in choices]
        label, level = min(places, key=lambda place: _cost(place[0], place[1], lists, following))
        if label.is_bullet and lists and lists[-1] == label:
            if index and leading[index - 1]:
                level += 1
            elif leading[index]:
                level = lists.index(label) + 1
        lists[level - 1 :] = [label]
        result.append((label, level))
    return result


def _second_halves(text: str) -> tuple[Label, ...]:
    return tuple(label for _, right in unglue(text) for label in readings(right))


def _level(label: Label, lists: Sequence[Label]) -> int:
    """The level of the innermost open list of the label's style, or of a new list."""
    for level in range(len(lists), 0, -1):
        if lists[level - 1].style == label.style:
            return level
    return len(lists) + 1


def _cost(
    label: Label, level: int, lists: Sequence[Label], following: Sequence[Label]
) -> tuple[int, int]:
    """How much a reading strains its neighbours: the least wins, then the deeper."""
    if label.is_bullet:
        return (0, -level)
    if level > len(lists):
        strain = 1 if label.ordinal == 1 else 3
    elif label.follows(lists[level - 1]):
        strain = 0
    else:
        strain = 2 if label.ordinal > lists[level - 1].ordinal else 4
    continued = any(after.follows(label) for after in following)
    return (strain - 2 * continued, -level)
