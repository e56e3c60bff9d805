"""References from clause to clause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core import references

SECTIONS = ("resolves", "resolves further that regional offices", "invites the Director", "décide")


def found(text, sections=SECTIONS):
    return [(each.section, each.label, each.sub) for each in references.find(text, sections)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in particular resolves\u00a06, to increase", [("resolves", "6", "")]),
        ("resolves 4 of this resolution", [("resolves", "4", "")]),
        ("considering e) above", [("considering", "e", "")]),
        ("resolves 2 i) of this resolution", [("resolves", "2", "i")]),
        ("resolves 1bis;", [("resolves", "1bis", "")]),
        ("recognizing b)bis", [("recognizing", "bbis", "")]),
        ("considering a), b) and c)", [("considering", each, "") for each in "abc"]),
        ("resolves 1 to 3", [("resolves", "1", ""), ("resolves", "3", "")]),
        ("invites the Director 3 of this resolution", [("invites the Director", "3", "")]),
        ("au point 4 du décide de la présente Résolution", [("décide", "4", "")]),
        ("根据上述做出决议4", [("做出决议", "4", "")]),
    ],
)
def test_a_reference_names_a_section_and_a_label(text, expected):
    assert found(text) == expected


def test_a_heading_can_be_named_by_its_first_words():
    assert found("as in resolves further 2,") == [("resolves further", "2", "")]


@pytest.mark.parametrize(
    "text",
    ["resolves 2 meetings a year", "resolves that 3 groups", "study group(s)", "it resolves", ""],
)
def test_a_number_that_counts_something_is_no_label(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("clause 9.2.1 of Resolution 1 (Rev. Dubai, 2012) of this assembly", "1"),
        ("Resolution 71, resolves 3,", "71"),
        ("resolves 3 of Resolution 71", "71"),
    ],
)
def test_a_clause_of_another_text_says_which(text, number):
    (reference,) = references.find(text, SECTIONS)
    assert reference.cited is not None
    assert reference.cited.number == number


def test_a_citation_further_on_is_not_the_one_that_is_meant():
    text = "resolves 4 of this resolution and Resolution 54 (Rev. Hammamet, 2016) of this assembly"
    (reference,) = references.find(text, SECTIONS)
    assert reference.cited is None
    assert text[reference.label_start : reference.label_end] == "4"


@given(st.sampled_from(SECTIONS), st.integers(1, 99))
def test_any_section_and_number_is_found_again(section, number):
    (reference,) = references.find(f"see {section} {number}, above", SECTIONS)
    assert (reference.section, reference.label) == (section, str(number))
