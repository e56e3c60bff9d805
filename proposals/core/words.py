"""Words: text cut into tokens, and the form in which texts are compared.

Stored text keeps its own spelling; `normal` is only ever compared. It makes equal
what Word's exports make different by accident: NBSP and space, no-break hyphen
and hyphen (or none: `ITUT`, `elearning`), curly and straight quotes, runs of
white space, composed and decomposed accents (DOMAIN.md, flattened tables).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Ideographs stand for words of their own: Chinese text has no spaces to cut at.
_IDEOGRAPH = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Accents and vowel signs, soft hyphens and joiners belong to the word they stand in.
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u00ad\u200c\u200d"
_LETTER = rf"[^\W_{_IDEOGRAPH}]"
_PIECE = rf"{_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*"
_HYPHENS = "-\u2010\u2011"
_APOSTROPHES = "'\u2019"


def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"{word}|\s+|[{_IDEOGRAPH}]|\[\^[^\]\s]*\]|.", re.DOTALL)


# A compound ("free-of-charge", "2016-2019", "ITU-T", "1.5") is one word.
_COMPOUND = rf"{_PIECE}(?:[{_HYPHENS}{_APOSTROPHES}]{_PIECE}|(?<=\d)\.(?=\d){_PIECE})*"
# In French an elided article is a word of its own: l' | Union.
_ELIDED = (
    rf"{_PIECE}(?:[{_HYPHENS}]{_PIECE}|(?<=\d)\.(?=\d){_PIECE})*(?:[{_APOSTROPHES}](?={_LETTER}))?"
)
_DEFAULT = _pattern(_COMPOUND)
_PATTERNS = {"fr": _pattern(_ELIDED)}

_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011", "-"),
        **dict.fromkeys("\u2018\u2019\u201b\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201f\u2033", '"'),
        # soft hyphen, zero-width space and joiners, direction marks, byte order mark
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", None),
    }
)
# The no-break hyphen that an export lost: the Sectors in en, fr/es and ru; "e-" words.
_LOST_HYPHEN = re.compile(r"(?:ITU|UIT|МСЭ|\b[eE])(?=(?:[TDRТР]|related|learning)\b)")


def tokens(text: str, language: str = "en") -> list[str]:
    """Cut text into words, single punctuation marks and stretches of white space.

    The tokens join to the text again. Chinese is cut by character in every
    language; a footnote mark `[^1]` is one token. `language` is a BCP 47 code.
    """
    return _PATTERNS.get(language[:2], _DEFAULT).findall(text)


def normal(text: str) -> str:
    """The form of a text that is compared: never stored, never shown."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_SAME))
    return " ".join(_LOST_HYPHEN.sub(r"\g<0>-", text).split())


@lru_cache(maxsize=1 << 16)
def normal_token(token: str) -> str:
    """`normal` for one token; white space of any kind and length is one space."""
    return " " if token.isspace() else normal(token)


def is_word(token: str) -> bool:
    """Whether a token is a word or a number, not punctuation, space or a mark."""
    return token[:1].isalnum()
