"""Characters of symbol fonts as Unicode.

w:sym (ECMA-376 Part 1, 17.3.3.30) and the bullets of lists name a character of a
symbol font, mostly shifted into the private use area (F000 to F0FF). Only what
delegations' files hold is mapped; an unknown one becomes the replacement character,
so that nothing vanishes and nothing is made up.
"""

from __future__ import annotations

UNKNOWN = "\N{REPLACEMENT CHARACTER}"

_SYMBOL = dict(
    zip(
        range(0x41, 0x5B),
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ",
        strict=True,
    )
)
_SYMBOL |= dict(
    zip(
        range(0x61, 0x7B),
        "αβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
_SYMBOL |= {
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥",
    0x7E: "∼", 0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥",
    0xAA: "♠", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC4: "⊗", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪",
    0xCE: "∈", 0xCF: "∉", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅",
    0xD8: "¬", 0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDC: "⇐", 0xDE: "⇒", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_WINGDINGS = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x3A: "🖥", 0x46: "☞", 0x4A: "☺", 0x6C: "●",
    0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆",
    0x76: "❖", 0x77: "⬥", 0x78: "☒", 0x7D: "”", 0x7E: "“", 0x9E: "·", 0x9F: "•", 0xA7: "▪",
    0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WEBDINGS = {0x21: "🕷", 0x3D: "■", 0x61: "✓", 0x72: "✗"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "webdings": _WEBDINGS}


def symbol(font: str, code: str) -> str:
    """The character that w:sym shows: `code` is hexadecimal, in a named font."""
    try:
        number = int(code, 16)
    except ValueError:
        return UNKNOWN
    return character(font, number)


def character(font: str, number: int) -> str:
    """One character of a font as Unicode; those of ordinary fonts stand for themselves."""
    table = _FONTS.get(font.lower())
    shifted = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    if table is not None and shifted < 0x100:
        return table.get(shifted, chr(shifted) if font.lower() == "symbol" else UNKNOWN)
    if 0xE000 <= number <= 0xF8FF or 0xD800 <= number <= 0xDFFF or number > 0x10FFFF:
        return UNKNOWN
    return chr(number) if number >= 0x20 else UNKNOWN
