"""Labels: what counts as one, its arithmetic, and lists read by their neighbours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.labels import Label, assign, is_label, parse, readings, split_label, unglue

STYLES = st.sampled_from(
    ["a)", "A)", "1", "1)", "1.", "i)", "I", "(a)", "(i)", "a.", "1.1", "9.2.1"]
)
SUFFIXES = st.sampled_from(["", "bis", "ter", "quater"])
LABELS = st.builds(Label, STYLES, st.integers(1, 26), SUFFIXES)


@given(LABELS)
def test_a_label_can_be_read_back_from_its_spelling(label):
    assert label in readings(label.text)


@given(STYLES, st.integers(1, 20), st.integers(0, 6))
def test_as_many_successors_as_steps_lead_from_one_label_to_another(style, start, steps):
    label = first = Label(style, start)
    for _ in range(steps):
        label = label.successor()
    assert first.steps(label) == steps
    assert label.steps(first) == -steps


@given(LABELS)
def test_the_successor_of_a_label_is_read_in_the_same_list(label):
    assert label.successor() in readings(label.successor().text)


@given(st.text(max_size=30))
def test_splitting_a_label_off_loses_white_space_only(text):
    assert "".join("".join(split_label(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "style", "ordinal", "suffix"),
    [
        ("a)", "a)", 1, ""),
        ("b)bis", "a)", 2, "bis"),
        ("b bis)", "a)", 2, "bis"),
        ("1bis", "1", 1, "bis"),
        ("12", "1", 12, ""),
        ("iv)", "i)", 4, ""),
        ("III", "I", 3, ""),
        ("2)", "1)", 2, ""),
        ("aa)", "a)", 27, ""),
        ("1.13", "1.1", 13, ""),
        ("•", "•", 0, ""),
        ("–", "–", 0, ""),
    ],
)
def test_the_labels_of_resolutions_are_understood(text, style, ordinal, suffix):
    assert parse(text) == Label(style, ordinal, suffix)


@pytest.mark.parametrize(
    "text", ["", "that", "to", "for", "MOD", "(2016)", "0", "resolves", "xyz)"]
)
def test_words_are_no_labels(text):
    assert parse(text) is None


@pytest.mark.parametrize("text", ["cb)", "gh)", "54", "1110", "b)c)", "hiii)", "5bis6"])
def test_glued_labels_are_recognized_as_labels(text):
    assert is_label(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cb)", {("c)", "b)")}),
        ("b)c)", {("b)", "c)")}),
        ("54", {("5", "4")}),
        ("1110", {("11", "10"), ("1", "110")}),
        ("to", set()),
    ],
)
def test_glued_labels_come_apart_in_every_possible_way(text, expected):
    assert set(unglue(text)) == expected


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("a)\tthat it is", "a)", "that it is"),
        ("a) \tthat it is", "a)", "that it is"),
        ("54\tto maintain", "54", "to maintain"),
        ("•\tPartnerships\tof all", "•", "Partnerships\tof all"),
        ("a) that it is", "a)", "that it is"),
        ("1. that it is", "1.", "that it is"),
        ("– to agree", "–", "to agree"),
        ("2 in a sentence", "", "2 in a sentence"),
        ("J. Smith took the chair", "", "J. Smith took the chair"),
        ("to the aims of\tResolution 5", "", "to the aims of\tResolution 5"),
        ("(Geneva, 2022)", "", "(Geneva, 2022)"),
        ("MOD\tAFCP/35A8/1", "", "MOD\tAFCP/35A8/1"),
    ],
)
def test_a_label_stands_before_a_tab_or_clearly_before_a_space(text, label, rest):
    assert split_label(text) == (label, rest)


def read(labels, leads=()):
    return " ".join(
        f"{label.style}{label.ordinal}@{level}" if label else f"?@{level}"
        for label, level in assign(labels.split(), leads)
    )


def test_i_after_h_is_a_letter_when_j_follows():
    assert read("g) h) i) j)").endswith("a)9@1 a)10@1")


def test_i_after_h_is_a_numeral_when_ii_follows():
    assert read("h) i) ii) i)") == "a)8@1 i)1@2 i)2@2 a)9@1"


def test_a_new_style_opens_a_deeper_list_and_an_open_one_goes_on():
    assert read("1 i) ii) 2 3") == "11@1 i)1@2 i)2@2 12@1 13@1"


def test_bullets_stand_below_the_numbers_that_hold_them():
    assert read("1) • • 2) •") == "1)1@1 •0@2 •0@2 1)2@1 •0@2"


def test_a_bullet_after_a_bullet_that_leads_is_nested_until_the_next_leader():
    leads = [True, False, False, True, False]
    assert read("• • • • •", leads) == "•0@1 •0@2 •0@2 •0@1 •0@2"


def test_glued_labels_keep_the_level_of_their_list():
    assert [level for _, level in assign(["a)", "i)", "ii)", "cb)", "dc)"])] == [1, 2, 2, 1, 1]


def test_an_unlabelled_paragraph_leaves_the_lists_open():
    assert read("a) ? b)") == "a)1@1 ?@0 a)2@1"


def test_an_item_put_in_without_renumbering_gets_the_next_suffix():
    first = Label("a)", 2)
    assert [
        first.text,
        first.inserted_after().text,
        first.inserted_after().inserted_after().text,
    ] == [
        "b)",
        "b)bis",
        "b)ter",
    ]


def test_labels_of_different_lists_are_no_steps_apart():
    assert Label("a)", 1).steps(Label("1", 2)) is None
