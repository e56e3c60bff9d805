"""Numbers as Word writes them in labels: the formats of ECMA-376 Part 1, 17.18.59.

Those of the six languages are written out; the rest (Hindi, Thai, Korean, spelled
numbers) fall back to plain digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"  # Word leaves out ё й ъ ь
_ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_DIGITS = "〇一二三四五六七八九"


def write_number(number: int, form: str, picture: str = "") -> str:
    """A counter in a number format; `picture` is that of a custom one ("001, 002, …")."""
    if form == "custom":
        form = {"001": "zeros3", "0001": "zeros4", "00001": "zeros5"}.get(
            re.split(r"[,\s]", picture)[0], "decimal"
        )
    writer = _FORMS.get(form)
    return writer(number) if writer is not None else str(number)


_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "m cm d cd c xc l xl x ix v iv i".split(),
        strict=True,
    )
)


def _roman(number: int) -> str:
    if not 0 < number < 32768:
        return str(number) if number else ""
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def _letters(alphabet: str) -> Callable[[int], str]:
    """a, b … z, then aa, bb …: the letter is repeated, not carried (17.18.59)."""

    def write(number: int) -> str:
        if not 0 < number <= 50 * len(alphabet):
            return ""
        turns, index = divmod(number - 1, len(alphabet))
        return alphabet[index] * (turns + 1)

    return write


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_FIRST = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def _spelled(number: int) -> str:
    """One, Two … Ninety-nine: in English only, whatever the file's language."""
    if not 0 <= number < 100:
        return str(number)
    if number < 20:
        return _UNITS[number].capitalize()
    tens, unit = divmod(number, 10)
    return _TENS[tens - 2].capitalize() + (f"-{_UNITS[unit]}" if unit else "")


def _spelled_ordinal(number: int) -> str:
    words, dash, last = _spelled(number).rpartition("-")
    if last.isdecimal():
        return _ordinal(number)
    ordinal = _FIRST.get(last.lower()) or f"{last.removesuffix('y')}{'ie' * last.endswith('y')}th"
    return words + dash + (ordinal if dash else ordinal.capitalize())


def _chinese(number: int) -> str:
    """Counting numbers below ten thousand: 十一, 二十, 一百零五."""
    if not 0 < number < 10_000:
        return str(number)
    text, has_gap = "", False
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += ("零" if has_gap and text else "") + _DIGITS[digit] + sign
            has_gap = False
        else:
            has_gap = bool(text)
    return text.removeprefix("一") if 10 <= number < 20 else text


def _circled(number: int) -> str:
    return chr(0x245F + number) if 0 < number <= 20 else str(number)


_lower = _letters("abcdefghijklmnopqrstuvwxyz")
_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "none": lambda number: "",
    "bullet": lambda number: "",
    "lowerLetter": _lower,
    "upperLetter": lambda number: _lower(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02d}",
    "zeros3": lambda number: f"{number:03d}",
    "zeros4": lambda number: f"{number:04d}",
    "zeros5": lambda number: f"{number:05d}",
    "ordinal": _ordinal,
    "cardinalText": _spelled,
    "ordinalText": _spelled_ordinal,
    "hex": lambda number: f"{number:X}",
    "numberInDash": lambda number: f"- {number} -",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "decimalFullWidth": lambda number: "".join(chr(ord(d) + 0xFEE0) for d in str(number)),
    "russianLower": _letters(_RUSSIAN),
    "russianUpper": lambda number: _letters(_RUSSIAN)(number).upper(),
    "arabicAlpha": _letters(_ARABIC),
    "arabicAbjad": _letters(_ABJAD),
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
}
