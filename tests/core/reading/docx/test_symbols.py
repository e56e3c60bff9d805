"""Characters of symbol fonts as Unicode."""

import pytest

from proposals.core.reading.docx.symbols import UNKNOWN, symbol


@pytest.mark.parametrize(
    ("font", "code", "expected"),
    [
        ("Symbol", "F0B7", "•"),
        ("Symbol", "F061", "α"),
        ("Symbol", "61", "α"),
        ("Wingdings", "F0FC", "✓"),
        ("Wingdings", "F0A7", "▪"),
        ("Arial", "2022", "•"),
        ("Arial", "F0B7", UNKNOWN),
        ("Wingdings", "F001", UNKNOWN),
        ("Symbol", "no number", UNKNOWN),
        ("Arial", "FFFFFFFF", UNKNOWN),
        ("Arial", "1", UNKNOWN),
    ],
)
def test_a_symbol_is_the_character_it_shows(font: str, code: str, expected: str):
    assert symbol(font, code) == expected
