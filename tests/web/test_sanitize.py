"""What a person typed, made safe; what they meant stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.sanitize import clean, plain


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">here</a>',
        '<p style="position:fixed" onclick="alert(1)">text</p>',
        "<iframe src=//elsewhere></iframe>",
    ],
)
def test_nothing_that_runs_or_hides_is_left(markup):
    safe = clean(markup)
    for bad in ("<script", "onerror", "onclick", "javascript:", "style=", "<iframe", "<img"):
        assert bad not in safe


def test_emphasis_lists_and_links_stay():
    kept = '<p><em>see</em> <a href="https://www.itu.int/">here</a></p><ul><li>one</li></ul>'
    assert clean(kept) == kept


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_plain_text_is_one_line_of_what_can_be_seen(text):
    line = plain(text)
    assert "\n" not in line
    assert all(character.isprintable() for character in line)
    assert plain(line) == line
