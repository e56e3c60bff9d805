"""What a text itself tells about its language: which word follows which.

An editor sees at once that "support for on the implementation" cannot stand and that
"Conference on the implementation" can. The words of the resolution and of the
proposals say the same: they are few, but they are of one style. Only the small word
lists below are of a language; where a language has none, less is recovered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log

from proposals.core.words import is_word, normal_token, tokens

START = "^"  # what comes before the first word of a paragraph
# A pair never seen counts as this many; a pair with only a comma between, as this.
_UNSEEN, _ACROSS = 0.05, 0.3


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


def adds(word: str, language: str) -> bool:
    return word in _ADDS.get(language[:2], frozenset())


def is_auxiliary(word: str, language: str) -> bool:
    return word in _AUXILIARY.get(language[:2], frozenset())


def is_conjunction(word: str, language: str) -> bool:
    return word in _CONJUNCTIONS.get(language[:2], frozenset())


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """The part of a word that its forms share, roughly; "" for a word without content."""
    word = word.lower()
    return word[:5] if len(word) >= 4 or not word.islower() else ""


class Usage:
    """How often one word follows another in some texts. Words are lower-case."""

    def __init__(self, texts: Iterable[tuple[str, str]], language: str = "en") -> None:
        """`texts` are (what it is, text): paragraphs of one kind begin alike."""
        self.language = language
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.firsts: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        for kind, text in texts:
            self._add(kind, self._keys(text))

    def _keys(self, text: str) -> list[str]:
        return [
            normal_token(token).lower()
            for token in tokens(text, self.language)
            if not token.isspace()
        ]

    def _add(self, kind: str, keys: Sequence[str]) -> None:
        line = [START + kind, *keys]
        self.firsts.update(line[:-1])
        self.words.update(keys)
        self.pairs.update(zip(line, keys, strict=False))
        for before, mark, after in zip(line, keys, keys[1:], strict=False):
            if mark == "," and is_word(after):
                self.pairs[before, after] += _ACROSS  # type: ignore[assignment]

    def surprise(self, before: str, after: str) -> float:
        """How unexpected `after` is behind `before`: 0 for certain, some 6 for never seen."""
        seen = self.pairs.get((before, after), 0) + _UNSEEN
        return -log(min(1.0, seen / (self.firsts.get(before, 0) + 1)))

    def knows(self, word: str) -> bool:
        return word.lower() in self.words
