"""Searching: texts folded to what people type, questions read, hits found again in the text.

`fold` takes away what a person who searches does not think of: case, accents, the several
spaces, hyphens and quotation marks, full-width forms, Arabic vowels, tatweel and the ways to
write alef (as Lucene's ArabicNormalizer does), and footnote marks. A hyphen between letters
is left out, since exports lose it ("ITU-T", "ITUT"). A folded text is one line; it is
searched for a folded word by nothing but `in`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape
from itertools import accumulate

from proposals.core.model import Op, Run, Runs, accept, everything, reject
from proposals.core.words import tokens

LONGEST = 200  # characters of a question that are read
MOST = 8  # words of it
SHORTEST = 2  # letters of the longest word; an ideograph is enough by itself

_DOUBLE = '"\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u300c\u300d\uff02'
_SPECIAL = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u0060\u00b4\u02bc", "'"),
    **dict.fromkeys(_DOUBLE, '"'),
    **{"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"},
    # alef wasla; alef maksura and Farsi yeh; keheh; teh marbuta; tatweel
    **{"\u0671": "\u0627", "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643"},
    **{"\u0629": "\u0647", "\u0640": ""},
}
# Accents and vowel signs; control, format and private characters.
_DROPPED = {"Mn", "Me", "Cc", "Cf", "Cs", "Co", "Cn"}


class _Letters(dict[int, str]):
    """What each character is folded to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _fold_letter(chr(code))
        return found


def _fold_letter(letter: str) -> str:
    if letter in _SPECIAL:
        return _SPECIAL[letter]
    text = unicodedata.normalize("NFKD", letter).casefold()
    text = unicodedata.normalize("NFKD", text).casefold()
    return "".join(map(_plain, text))


def _plain(letter: str) -> str:
    if letter.isspace():
        return " "
    if letter in _SPECIAL:
        return _SPECIAL[letter]
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    return "" if unicodedata.category(letter) in _DROPPED else letter


_LETTERS = _Letters()
# After the letters, in this order: what is put in place of what.
_STEPS = (
    (re.compile(r"\[\^[^\]\s]*\]"), ""),
    (re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])"), ""),
    (re.compile(r" +"), " "),
)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")


def fold(text: str) -> str:
    """The form of a text that is searched: one line, never shown."""
    text = text.translate(_LETTERS)
    for pattern, instead in _STEPS:
        text = pattern.sub(instead, text)
    return text.strip(" ")


def fold_runs(runs: Runs) -> str:
    """A redline's folded text: as proposed, and on a second line, if it differs, as it was.

    No question has a line break in it, so none is answered by both lines together.
    """
    after = fold(accept(runs))
    before = fold(reject(runs)) if any(run.op is not Op.EQUAL for run in runs) else after
    return after if before == after else f"{after}\n{before}"


def bare(text: str) -> str:
    """What a person typed without its markup (`sanitize`): the words that are read."""
    return unescape(_MARKUP.sub("", text))


@dataclass(frozen=True, slots=True)
class Query:
    """A question: folded words and phrases that all have to stand in a clause.

    `cut`: it was longer than what is read of one.
    """

    words: tuple[str, ...] = ()
    cut: bool = False

    @property
    def too_short(self) -> bool:
        return not any(_weight(word) >= SHORTEST for word in self.words)

    def matches(self, folded: str) -> bool:
        return all(word in folded for word in self.words)


def parse(text: str) -> Query:
    """Words, and phrases in quotation marks of any kind; a last one need not be closed."""
    read = re.sub(f"[{_DOUBLE}]", '"', text[:LONGEST])
    words = []
    for phrase, word in re.findall(r'"([^"]*)"?|([^\s"]+)', read):
        found = fold(phrase).strip(" -") if phrase else fold(word).strip(" -,;:.!?")
        if any(letter.isalnum() for letter in found):
            words.append(found)
    words = list(dict.fromkeys(words))
    return Query(tuple(words[:MOST]), len(text) > LONGEST or len(words) > MOST)


def _weight(word: str) -> int:
    return sum(2 if unicodedata.name(letter, "").startswith("CJK") else 1 for letter in word)


def find(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where folded words stand in a text: [start, stop) of each, by word, then by place.

    One that begins or ends within a character ("fi" in a ligature) has all of it; an accent
    goes with its letter.
    """
    folded, origins = _spread(text)
    found = []
    for word in words:
        at = folded.find(word) if word else -1
        while at >= 0:
            stop = origins[at + len(word) - 1] + 1
            while stop < len(text) and unicodedata.category(text[stop]) in ("Mn", "Me"):
                stop += 1
            found.append((origins[at], stop))
            at = folded.find(word, at + len(word))
    return found


def _spread(text: str) -> tuple[str, list[int]]:
    """`fold`, and for each of its characters the place that it comes from."""
    letters = [_LETTERS[ord(letter)] for letter in text]
    folded = "".join(letters)
    origins = [place for place, letter in enumerate(letters) for _ in letter]
    for pattern, instead in _STEPS:
        kept: list[int] = []
        done = 0
        for match in pattern.finditer(folded):
            kept += origins[done : match.start()]
            kept += origins[match.start() : match.start() + len(instead)]
            done = match.end()
        origins = kept + origins[done:]
        folded = pattern.sub(instead, folded)
    start = len(folded) - len(folded.lstrip(" "))
    folded = folded.strip(" ")
    return folded, origins[start : start + len(folded)]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a run; `hit`: it was searched for."""

    run: Run
    hit: bool


@dataclass(frozen=True, slots=True)
class Snippet:
    """What surrounds the hits in a redline; between its parts, and where cut, text is left out."""

    parts: tuple[tuple[Piece, ...], ...]
    cut_before: bool
    cut_after: bool


def snippet(runs: Runs, words: Iterable[str], around: int = 110) -> Snippet:
    """The first hit of each word with about so many characters on either side, cut at words.

    What is searched is the text as proposed and the text as it was; the redline keeps its
    marks. Without a hit it is the beginning.
    """
    whole = everything(runs)
    hits, firsts = _hits(runs, words)
    windows = _windows(whole, firsts or [(0, 0)], around)
    return Snippet(
        tuple(tuple(_pieces(runs, hits, *window)) for window in windows),
        windows[0][0] > 0,
        windows[-1][1] < len(whole),
    )


def _hits(runs: Runs, words: Iterable[str]) -> tuple[bytearray, list[tuple[int, int]]]:
    """Which characters of all the runs belong to a hit, and each word's first hit."""
    whole = everything(runs)
    ops = [run.op for run in runs for _ in run.text]
    hits, firsts = bytearray(len(whole)), []
    changed = any(op is not Op.EQUAL for op in ops)
    readings = [
        (text(runs), [place for place, op in enumerate(ops) if op is not hidden])
        for text, hidden in ((accept, Op.DELETE), (reject, Op.INSERT))[: 1 + changed]
    ]
    for word in words:
        places = []
        for text, origins in readings:
            for start, stop in find(text, (word,)):
                places.append((origins[start], origins[stop - 1] + 1))
                for origin in origins[start:stop]:
                    hits[origin] = True
        if places:
            firsts.append(min(places))
    return hits, firsts


def _windows(whole: str, hits: list[tuple[int, int]], around: int) -> list[tuple[int, int]]:
    """Stretches that begin and end where words do, in order, none touching the next."""
    if len(whole) <= 3 * around:
        return [(0, len(whole))]
    edges = [0, *accumulate(map(len, tokens(whole)))]
    windows: list[tuple[int, int]] = []
    for start, stop in sorted(hits):
        first = next((edge for edge in edges if start - around <= edge <= start), start)
        last = next((edge for edge in reversed(edges) if stop <= edge <= stop + around), stop)
        if windows and first <= windows[-1][1] + around // 4:
            windows[-1] = windows[-1][0], max(windows[-1][1], last)
        else:
            windows.append((first, last))
    return [_trimmed(whole, *window) for window in windows]


def _trimmed(whole: str, start: int, stop: int) -> tuple[int, int]:
    while start < stop and whole[start].isspace():
        start += 1
    while stop > start and whole[stop - 1].isspace():
        stop -= 1
    return start, stop


def _pieces(runs: Runs, hits: bytearray, start: int, stop: int) -> Iterator[Piece]:
    """The runs between two places, cut where a hit begins or ends."""
    done = 0
    for run in runs:
        at, end = max(done, start), min(done + len(run.text), stop)
        while at < end:
            hit = bool(hits[at])
            change = hits.find(not hit, at, end)
            until = end if change < 0 else change
            yield Piece(replace(run, text=run.text[at - done : until - done]), hit)
            at = until
        done += len(run.text)
