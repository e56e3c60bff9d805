"""What a text itself tells about its language: which word follows which.

An editor sees at once that "support for on the implementation" cannot stand and that
"Conference on the implementation" can. The words of the resolution and of the
proposals say the same: they are few, but all of one style. Only the small word lists
below are of a language; where a language has none, less is recovered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log

from proposals.core.words import is_word, normal_token, tokens

START = "^"  # what stands before the first word of a paragraph
_ACROSS = 0.3  # what a pair with a comma between counts as
_UNKNOWN = 0.5  # how much likelier anything is behind a word never seen
_ENDING = 5  # so many words have to end alike for it to be an ending


def _lists(**languages: str) -> dict[str, frozenset[str]]:
    return {language: frozenset(text.split()) for language, text in languages.items()}


# Words that add to what stands before them instead of taking its place.
_ADDS = _lists(
    en="and or as but including which who where when while such with in through without if",
    fr="et ou ainsi mais y compris qui que dont dans avec si lorsque sans",
    es="y e o u así pero incluido incluida que cuyo en con si cuando sin",
    ru="и или а также но включая который которая которые в с при если",
    ar="و أو مع في إذا التي الذي",
    zh="和 及 或 以 并 包",
)
# Verbs whose subject stands before them.
_AUXILIARIES = _lists(
    en="is are was were has have had shall will should may might can could must does do",
    fr="est sont a ont était étaient sera seront doit doivent peut peuvent",
    es="es son ha han fue fueron será serán debe deben puede pueden",
    ru="является являются был была были было будет будут может могут",
)
_CONJUNCTIONS = _lists(en="and or", fr="et ou", es="y e o u", ru="и или", ar="و أو", zh="和 及 或")
# No two of these follow each other, as a rule, but for an article that comes second.
_PREPOSITIONS = _lists(
    en="of in on at by for with from to into under between among through",
    fr="de du des en sur par pour avec à au aux dans sous entre",
    es="de del en sobre por para con a al bajo entre",
    ru="в на по для с от из к о об при между",
)
_ARTICLES = _lists(en="the a an", fr="le la les l' un une", es="el la los las un una")
# Words of four letters and more that say nothing of what a text is about.
_POINTERS = _lists(
    en="their these those this that such other which with from into",
    fr="leur leurs cette ceux dans avec pour entre",
    es="esta este estos estas para entre sobre otros otras",
    ru="этот этого этой этих этом между также",
)
_NONE: frozenset[str] = frozenset()


def adds(word: str, language: str) -> bool:
    return word in _ADDS.get(language[:2], _NONE)


def is_auxiliary(word: str, language: str) -> bool:
    return word in _AUXILIARIES.get(language[:2], _NONE)


def is_conjunction(word: str, language: str) -> bool:
    return word in _CONJUNCTIONS.get(language[:2], _NONE)


def joins(word: str, language: str) -> bool:
    """Whether a word begins a phrase: a conjunction, or a preposition but English `to`."""
    if word == "to":
        return False
    return is_conjunction(word, language) or word in _PREPOSITIONS.get(language[:2], _NONE)


def clash(before: str, after: str, language: str) -> bool:
    """Whether `after` cannot follow `before`: "for on", "the of"."""
    known = _PREPOSITIONS.get(language[:2], _NONE)
    return after in known and (before in known or before in _ARTICLES.get(language[:2], _NONE))


@lru_cache(maxsize=1 << 14)
def stem(word: str, language: str = "en") -> str:
    """The part of a word that its forms share, roughly; "" for a word without content."""
    if word.islower() and (len(word) < 4 or word in _POINTERS.get(language[:2], _NONE)):
        return ""
    return word[:5].lower()


class Usage:
    """How often one word follows another in some texts; words are lower-case keys."""

    def __init__(self, texts: Iterable[tuple[str, str]], language: str = "en") -> None:
        """`texts` are (kind, text): paragraphs of one kind begin alike."""
        self.language = language
        self._words: Counter[str] = Counter()
        self._pairs: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._endings: dict[str, bool] = {}
        for kind, text in texts:
            self._add(kind, self._keys(text))
        self._total = self._words.total() + len(self._words) + 1
        self._follow = {word: sum(after.values()) for word, after in self._pairs.items()}

    def _keys(self, text: str) -> list[str]:
        return [
            normal_token(token).lower()
            for token in tokens(text, self.language)
            if not token.isspace()
        ]

    def _add(self, kind: str, keys: Sequence[str]) -> None:
        line = [START + kind, *keys]
        self._words.update(keys)
        for before, after in zip(line, keys, strict=False):
            self._count(before, after, 1.0)
        for before, mark, after in zip(line, keys, keys[1:], strict=False):
            if mark == "," and is_word(after):
                self._count(before, after, _ACROSS)

    def _count(self, before: str, after: str, weight: float) -> None:
        followers = self._pairs[before]
        followers[after] = followers.get(after, 0.0) + weight

    def surprise(self, before: str, after: str) -> float:
        """How unexpected `after` is behind `before`: minus the logarithm of how likely.

        What was never seen behind a word is the likelier the more different words were
        (Witten and Bell's smoothing), and the more frequent it is anywhere.
        """
        anywhere = (self._words.get(after, 0) + 0.5) / self._total
        followers = self._pairs.get(before)
        if not followers:
            return -log(anywhere * _UNKNOWN)
        kinds = len(followers)
        seen = followers.get(after, 0.0) + kinds * anywhere
        return -log(seen / (self._follow[before] + kinds))

    def knows(self, word: str) -> bool:
        return word.lower() in self._words

    def is_ending(self, letters: str) -> bool:
        """Whether several words end so: "ing", "ed"."""
        found = self._endings.get(letters)
        if found is None:
            least = len(letters) + 3
            count = sum(len(word) >= least and word.endswith(letters) for word in self._words)
            found = self._endings[letters] = count >= _ENDING
        return found
