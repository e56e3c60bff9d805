"""Words: nothing is lost in cutting, and what exports garble compares equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.words import is_word, normal, normal_token, tokens

LANGUAGES = st.sampled_from(["en", "fr", "es", "ru", "ar", "zh"])
NASTY = st.text(alphabet=st.sampled_from("ab1é国ж عـ\u0301\u00ad\u2011-'’.,;_[^]\t\n\u00a0\u200d"))


@given(st.text() | NASTY, LANGUAGES)
def test_tokens_join_to_the_text_in_every_language(text, language):
    assert "".join(tokens(text, language)) == text


@given(st.text() | NASTY)
def test_the_normal_form_of_a_normal_form_is_itself(text):
    assert normal(normal(text)) == normal(text)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("the Sector's free-of-charge aid;,", "en", "the| |Sector's| |free-of-charge| |aid|;|,"),
        ("in 2016-2019 (clause 9.2.1)", "en", "in| |2016-2019| |(|clause| |9.2.1|)"),
        ("ITU\u2011T and 1/32.", "en", "ITU\u2011T| |and| |1|/|32|."),
        ("countries[^1] and", "en", "countries|[^1]| |and"),
        ("de l'Union, d’ici", "fr", "de| |l'|Union|,| |d’|ici"),
        ("国际电联ITU-T第44号", "zh", "国|际|电|联|ITU-T|第|44|号"),
        ("МСЭ-Т решает", "ru", "МСЭ-Т| |решает"),
        ("تُقرِّر الجمعية", "ar", "تُقرِّر| |الجمعية"),
    ],
)
def test_words_are_whole_and_punctuation_stands_alone(text, language, expected):
    assert tokens(text, language) == expected.split("|")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ITUT, ITUD and ITUR", "ITU-T, ITU\u2011D and ITU-R"),
        ("ITUrelated elearning", "ITU-related e-learning"),
        ("UITT МСЭТ", "UIT-T МСЭ-Т"),
        ("the\u00a0Sector  was ", "the Sector was"),
        ("the first year’s “fee”", 'the first year\'s "fee"'),
        ("Florianópolis", "Floriano\u0301polis"),
        ("tele\u00adcommunication", "telecommunication"),
    ],
)
def test_what_an_export_garbles_compares_equal(one, other):
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"), [("resolves", "Resolves"), ("2014", "2018"), ("unit;", "unit,")]
)
def test_what_an_author_changes_compares_unequal(one, other):
    assert normal(one) != normal(other)


def test_a_word_that_only_ends_like_a_known_one_keeps_its_spelling():
    assert normal("relearning") != normal("re-learning")


def test_white_space_of_any_kind_is_one_space_as_a_token():
    assert normal_token("\u00a0 \t") == " "


def test_only_words_and_numbers_are_words():
    assert [token for token in tokens("a) 2014, the[^1] «Bureau»") if is_word(token)] == [
        "a",
        "2014",
        "the",
        "Bureau",
    ]
