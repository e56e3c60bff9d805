"""Numbers as Word writes them in labels."""

import pytest

from proposals.core.reading.docx.counting import write_number


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (26, "lowerLetter", "z"),
        (27, "lowerLetter", "aa"),
        (54, "upperLetter", "BBB"),
        (7, "decimalZero", "07"),
        (22, "ordinal", "22nd"),
        (112, "ordinal", "112th"),
        (21, "cardinalText", "Twenty-one"),
        (12, "ordinalText", "Twelfth"),
        (30, "ordinalText", "Thirtieth"),
        (32, "ordinalText", "Thirty-second"),
        (3, "russianLower", "в"),
        (2, "arabicAlpha", "ب"),
        (10, "arabicAbjad", "ي"),
        (11, "chineseCounting", "十一"),
        (105, "chineseCounting", "一百零五"),
        (20, "ideographDigital", "二〇"),
        (3, "decimalEnclosedCircle", "③"),
        (3, "none", ""),
        (3, "a format of another world", "3"),
    ],
)
def test_a_number_is_written_in_its_format(number: int, form: str, expected: str):
    assert write_number(number, form) == expected


@pytest.mark.parametrize("form", ["lowerLetter", "lowerRoman", "chineseCounting", "ordinalText"])
def test_numbers_out_of_range_are_written_all_the_same(form: str):
    for number in (-1, 0, 99, 100, 10**6):
        assert isinstance(write_number(number, form), str)
