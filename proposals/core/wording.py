"""Two wordings of the same place: which rule, if any, proves that they say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import chain

from proposals.core.spelling import canonical, is_editorial
from proposals.core.words import normal_token, tokens


class Rule(StrEnum):
    """The rule that classed a change, as the reader is told it."""

    PUNCTUATION = "only punctuation"
    SPACE = "only white space"
    TYPOGRAPHY = "only hyphens, quotation marks or special spaces"
    SECTOR = "only the spelling of ITU-T, ITU-D or ITU-R"
    CASE = "only upper and lower case"
    HYPHEN = "the same words with or without a hyphen"
    SPELLING = "another spelling of the same word"
    TERM = "an editorial term for the same thing"
    LABEL = "only the number of the clause"
    FOLLOWS = "a reference that follows its renumbered clause"
    NOTE = "a footnote mark that follows its renumbered footnote"
    CITATION = "the same text cited in another revision"
    HISTORY = "the dates of the resolution itself"
    ADDED = "words added"
    REMOVED = "words removed"
    WORDS = "other words"


# Marks whose coming and going changes no statement. Not among them: the brackets that
# hold a text open, the slash of "and/or", signs of arithmetic, of money and of share.
_MARKS = frozenset(
    ".,;:!…·'\"‘’‚‛“”„«»‹›()-‐‑‒–—、，；：。（）「」『』《》〈〉！؛،۔\u200b\u200e\u200f\ufeff"
)
# A number with what it holds on to: "3,5" is not "35", nor "-5" the same as "5".
_FIGURE = re.compile(r"(?:(?<![\w)])[-−–])?[0-9]+(?:[.,:'’‐‑‒–—-][0-9]+)*")
_RANGE = re.compile(r"(?<=[0-9])[‐‑‒–—](?=[0-9])")
_SECTORS = ("ITU", "UIT", "МСЭ")


def judge(old: str, new: str, language: str = "en") -> Rule:
    """The rule that classes the change of one wording, of whole words, into another."""
    old, new = _RANGE.sub("-", old), _RANGE.sub("-", new)
    was, now = _solid(old, language), _solid(new, language)
    if was == now:
        return Rule.SPACE
    if [*map(normal_token, was)] == [*map(normal_token, now)]:
        changed = [one for one, other in zip(was, now, strict=True) if one != other]
        is_sector = any(name in word for word in changed for name in _SECTORS)
        return Rule.SECTOR if is_sector else Rule.TYPOGRAPHY
    was, now = _words(was), _words(now)
    if not was or not now:
        return Rule.ADDED if now else Rule.REMOVED if was else Rule.PUNCTUATION
    if _FIGURE.findall(old) != _FIGURE.findall(new):
        return _kept_words(was, now)
    if was == now:
        return Rule.PUNCTUATION
    return _same_words(was, now, language) or _kept_words(was, now)


def _solid(text: str, language: str) -> list[str]:
    return [token for token in tokens(text, language) if not token.isspace()]


def _words(solid: Iterable[str]) -> list[str]:
    """The tokens that say something: words, and the marks that do."""
    return [normal_token(token) for token in solid if token not in _MARKS]


def _same_words(was: Sequence[str], now: Sequence[str], language: str) -> Rule | None:
    """The rule by which two lists of words say the same; None where none proves it."""
    if [word.casefold() for word in was] == [word.casefold() for word in now]:
        return Rule.CASE
    before = [[canonical(part, language) for part in _parts(word)] for word in was]
    after = [[canonical(part, language) for part in _parts(word)] for word in now]
    if before == after:
        changed = [one for one, other in zip(was, now, strict=True) if one != other]
        is_term = any(is_editorial(part) for word in changed for part in _parts(word))
        return Rule.TERM if is_term else Rule.SPELLING
    if list(chain(*before)) == list(chain(*after)) or _joined(before) == _joined(after):
        return Rule.HYPHEN
    return None


def _kept_words(was: Sequence[str], now: Sequence[str]) -> Rule:
    """Whether words that differ only came or only went."""
    for few, many, found in ((was, now, Rule.ADDED), (now, was, Rule.REMOVED)):
        rest = iter(many)
        if len(few) < len(many) and all(word in rest for word in few):
            return found
    return Rule.WORDS


def _parts(word: str) -> list[str]:
    """A compound's words; "2016-2019" and "1-7" are no compounds."""
    return [word] if any(map(str.isdigit, word)) else word.split("-")


def _joined(words: Iterable[Sequence[str]]) -> list[str]:
    """Compounds written as one word; "re-form" is not "reform"."""
    return ["-".join(parts) if parts[0] == "re" else "".join(parts) for parts in words]
