"""What a text itself tells about its language: which word follows which.

An editor sees at once that "support for on the implementation" cannot stand and that
"Conference on the implementation" can. The words of the resolution and of the
proposals say the same: they are few, but they are of one style. Only the small word
lists below are of a language; where a language has none, less is recovered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log

from proposals.core.words import is_word, normal_token, tokens

START = "^"  # what comes before the first word of a paragraph
_ACROSS = 0.3  # what a pair with a comma between counts as
_ENDING = 5  # so many words have to end alike for it to be an ending
_UNKNOWN = 0.5  # how much likelier anything is than behind a word never seen


def _lists(**languages: str) -> dict[str, frozenset[str]]:
    return {language: frozenset(text.split()) for language, text in languages.items()}


# Words that add to what stands before them instead of replacing it.
_ADDS = _lists(
    en="and or as but including which who where when while such with in through without if",
    fr="et ou ainsi mais y compris qui que dont dans avec si lorsque sans",
    es="y e o u así pero incluido incluida que cuyo en con si cuando sin",
    ru="и или а также но включая который которая которые в с при если",
    ar="و أو مع في إذا التي الذي",
    zh="和 及 或 以 并 包",
)
# Verbs whose subject stands before them.
_AUXILIARY = _lists(
    en="is are was were has have had shall will should may might can could must does do",
    fr="est sont a ont était étaient sera seront doit doivent peut peuvent",
    es="es son ha han fue fueron será serán debe deben puede pueden",
    ru="является являются был была были было будет будут может могут",
)
_CONJUNCTIONS = _lists(en="and or", fr="et ou", es="y e o u", ru="и или", ar="و أو", zh="和 及 或")
# Of these no two follow each other, as a rule.
_PREPOSITIONS = _lists(
    en="of in on at by for with from to into under between among through the a an",
    fr="de du des en sur par pour avec à au aux dans sous entre le la les un une",
    es="de del en sobre por para con a al bajo entre el la los las un una",
    ru="в на по для с от из к о об при между",
)


_POINTERS = frozenset("their these those this that such other which with from into".split())
_ARTICLES = frozenset("the a an le la les un une el los las una".split())


def adds(word: str, language: str) -> bool:
    return word in _ADDS.get(language[:2], frozenset())


def joins(word: str, language: str) -> bool:
    """Whether a word begins a phrase: a conjunction, or a preposition but `to`."""
    found = _CONJUNCTIONS.get(language[:2], frozenset()) | _PREPOSITIONS.get(language[:2], frozenset())
    return word in found and word not in _ARTICLES and word != "to"


def is_auxiliary(word: str, language: str) -> bool:
    return word in _AUXILIARY.get(language[:2], frozenset())


def is_conjunction(word: str, language: str) -> bool:
    return word in _CONJUNCTIONS.get(language[:2], frozenset())


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """The part of a word that its forms share, roughly; "" for a word without content."""
    if word in _POINTERS or (len(word) < 4 and word.islower()):
        return ""
    return word[:5].lower()


def clash(before: str, after: str, language: str) -> bool:
    """Whether `after` cannot follow `before`: "for on"."""
    known = _PREPOSITIONS.get(language[:2], frozenset())
    return before in known and after in known and after not in _ARTICLES


class Usage:
    """How often one word follows another in some texts. Words are lower-case."""

    def __init__(self, texts: Iterable[tuple[str, str]], language: str = "en") -> None:
        """`texts` are (what it is, text): paragraphs of one kind begin alike."""
        self.language = language
        self.words: Counter[str] = Counter()
        self.pairs: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self.endings: dict[str, bool] = {}
        for kind, text in texts:
            self._add(kind, self._keys(text))
        self.total = self.words.total() + len(self.words) + 1
        self.follows = {word: sum(after.values()) for word, after in self.pairs.items()}

    def _keys(self, text: str) -> list[str]:
        return [
            normal_token(token).lower()
            for token in tokens(text, self.language)
            if not token.isspace()
        ]

    def _add(self, kind: str, keys: Sequence[str]) -> None:
        line = [START + kind, *keys]
        self.words.update(keys)
        for before, after in zip(line, keys, strict=False):
            self._count(before, after, 1.0)
        for before, mark, after in zip(line, keys, keys[1:], strict=False):
            if mark == "," and is_word(after):
                self._count(before, after, _ACROSS)

    def _count(self, before: str, after: str, weight: float) -> None:
        followers = self.pairs[before]
        followers[after] = followers.get(after, 0.0) + weight

    def surprise(self, before: str, after: str) -> float:
        """How unexpected `after` is behind `before`: minus the logarithm of how likely.

        What was never seen behind a word is the likelier the more different words were
        (Witten and Bell's smoothing), and the more frequent it is anywhere.
        """
        anywhere = (self.words.get(after, 0) + 0.5) / self.total
        followers = self.pairs.get(before)
        if not followers:
            return -log(anywhere * _UNKNOWN)
        kinds = len(followers)
        return -log((followers.get(after, 0.0) + kinds * anywhere) / (self.follows[before] + kinds))

    def is_ending(self, letters: str) -> bool:
        """Whether several words end so: "ing", "ed"."""
        found = self.endings.get(letters)
        if found is None:
            least = len(letters) + 3
            words = sum(len(word) >= least and word.endswith(letters) for word in self.words)
            found = self.endings[letters] = words >= _ENDING
        return found

    def knows(self, word: str) -> bool:
        return word.lower() in self.words
