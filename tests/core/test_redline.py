"""Redlines: law 1 for any text, and what a reader of one expects."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.model import Op, Run, accept, equal, reject
from proposals.core.redline import (
    SILENT,
    compose,
    diff,
    merge_adjacent,
    smooth,
    tracked,
)
from proposals.core.words import is_word, normal, tokens

WORDS = st.sampled_from(
    [
        "the",
        "of",
        "Assembly",
        "resolves",
        "ITUT",
        "ITU-T",
        "2016",
        "2022",
        "Geneva,",
        "developing",
        "study groups",
        "Resolution",
        "\u00a0",
        "e)",
        "[^1]",
        "участие",
        "标准化",
    ]
)
SENTENCES = st.lists(WORDS, max_size=25).map(" ".join)
TEXTS = st.one_of(SENTENCES, st.text(max_size=60))
LANGUAGES = st.sampled_from(["en", "fr", "es", "ru", "ar", "zh"])
RUNS = st.lists(
    st.builds(
        Run,
        op=st.sampled_from(Op),
        text=st.one_of(SENTENCES, st.text(max_size=6)),
        author=st.sampled_from(["", "A", "B"]),
    ),
    max_size=8,
).map(tuple)


def marked(runs):
    marks = {Op.EQUAL: "{}", Op.DELETE: "[-{}-]", Op.INSERT: "[+{}+]"}
    return "".join(marks[run.op].format(run.text) for run in runs)


@given(TEXTS, TEXTS, LANGUAGES)
def test_accepting_gives_the_new_text_and_rejecting_the_old(old, new, language):
    runs = diff(old, new, language)
    assert accept(runs) == new
    assert normal(reject(runs)) == normal(old)
    assert all(run.text for run in runs)


@given(TEXTS)
def test_a_text_against_itself_is_unchanged(text):
    assert diff(text, text) == equal(text)


@given(SENTENCES, SENTENCES)
def test_no_change_cuts_a_word(old, new):
    whole_old, whole_new = tokens(old), tokens(new)
    runs = diff(old, new)
    assert [
        token for run in runs if run.op is not Op.DELETE for token in tokens(run.text)
    ] == whole_new
    deleted = [token for run in runs if run.op is Op.DELETE for token in tokens(run.text)]
    assert all(token in whole_old for token in deleted)


@given(SENTENCES, SENTENCES)
def test_deletions_stand_before_insertions_and_no_island_between_changes(old, new):
    runs = diff(old, new)
    for first, second in pairwise(runs):
        assert first.op is not second.op
        assert (first.op, second.op) != (Op.INSERT, Op.DELETE)
    for island in runs[1:-1]:
        if island.op is Op.EQUAL:
            words = [token for token in tokens(island.text) if is_word(token)]
            assert len(words) > 1 or (words and len(normal(words[0])) > 3)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (
            "Resolution 37 (Busan, 2014) of the Conference",
            "Resolution 37 (Rev. Dubai, 2018) of the Conference",
            "Resolution 37 ([-Busan, 2014-][+Rev. Dubai, 2018+]) of the Conference",
        ),
        (
            "to carry out the studies",
            "to continue the carrying out the studies",
            "to [-carry-][+continue the carrying+] out the studies",
        ),
        ("at meetings of TSAG,", "at meetings of TSAG;", "at meetings of TSAG[-,-][+;+]"),
        ("in the ITUT study groups", "in the ITU‑T study groups", "in the ITU‑T study groups"),
        ("a  plan", "a plan", "a plan"),
        (
            "by all study groups;",
            "by all study groups and all regional study groups;",
            "by all study groups[+ and all regional study groups+];",
        ),
        (
            "by study groups and regional groups, and members",
            "by study groups, and members",
            "by study groups[- and regional groups-], and members",
        ),
        (
            "and groups all meetings",
            "and groups or groups few meetings",
            "and groups [-all-][+or groups few+] meetings",
        ),
        ("", "new", "[+new+]"),
        ("old", "", "[-old-]"),
        ("促进标准化工作", "促进全球标准化工作", "促进[+全球+]标准化工作"),
    ],
)
def test_a_redline_reads_as_an_editor_would_write_it(old, new, shown):
    language = "zh" if "标" in old else "en"
    assert marked(diff(old, new, language)) == shown


def test_a_rewritten_sentence_is_not_left_in_shreds():
    old = (
        "that annual reports of the Council on the policy of free access show the rise of awareness"
    )
    new = "that progress of new services and the building of a society must be taken into account"
    changes = [run for run in diff(old, new) if run.op is not Op.EQUAL]
    assert len(changes) <= 4


def test_a_computed_change_carries_its_reason():
    assert {run.why for run in diff("one two", "one three", why="compared")} == {"", "compared"}


def test_texts_too_long_to_compare_are_replaced_as_a_whole(monkeypatch):
    monkeypatch.setattr("proposals.core.redline._LARGEST", 8)
    assert marked(diff("one two three", "one four five six")) == (
        "one[- two three-][+ four five six+]"
    )


@given(RUNS, LANGUAGES)
def test_smoothing_keeps_both_texts_to_the_letter(runs, language):
    smoothed = smooth(runs, language)
    assert accept(smoothed) == accept(runs)
    assert reject(smoothed) == reject(runs)
    assert {run.author for run in smoothed if run.op is not Op.EQUAL} <= {
        run.author for run in runs
    }
    for first, second in pairwise(smoothed):
        assert (first.op, second.op) != (Op.INSERT, Op.DELETE)


def test_smoothing_marks_the_whole_word_and_keeps_its_author():
    mine = Run(Op.INSERT, "ying", author="A", date="2021-11-05T00:00:00Z")
    runs = (Run(Op.EQUAL, "to carr"), mine, Run(Op.DELETE, "y", author="A"), Run(Op.EQUAL, " out"))
    smoothed = smooth(runs)
    assert marked(smoothed) == "to [-carry-][+carrying+] out"
    assert smoothed[2] == replace(mine, text="carrying")


def test_smoothing_leaves_whole_word_changes_of_two_authors_apart():
    runs = (
        Run(Op.EQUAL, "two "),
        Run(Op.DELETE, "old ", author="A"),
        Run(Op.DELETE, "dull ", author="B"),
        Run(Op.EQUAL, "words"),
    )
    assert smooth(runs) == runs


@given(TEXTS, RUNS)
def test_composed_runs_lead_from_the_base_to_the_columns_text(base, runs):
    composed = compose(base, runs)
    assert normal(reject(composed)) == normal(base)
    assert accept(composed) == accept(runs)


@given(RUNS)
def test_composing_with_the_columns_own_old_text_changes_nothing(runs):
    composed = compose(reject(runs), runs)
    assert all(run.why != SILENT for run in composed)
    assert accept(composed) == accept(runs)
    assert reject(composed) == reject(runs)


def test_a_silent_edit_stands_apart_from_the_tracked_ones():
    runs = (
        Run(Op.EQUAL, "the entire meeting of TSAG"),
        Run(Op.INSERT, ", where possible", author="A"),
        Run(Op.EQUAL, ";"),
    )
    composed = compose("the entire meeting of TSAG,", runs)
    assert marked(composed) == ("the entire meeting of TSAG[-,-][+, where possible+][+;+]")
    assert [run.why for run in composed] == ["", SILENT, "", SILENT]
    assert tracked(composed) == runs


def test_text_inserted_silently_and_then_deleted_was_in_neither():
    runs = (Run(Op.EQUAL, "one "), Run(Op.DELETE, "two ", author="A"), Run(Op.EQUAL, "three"))
    assert marked(compose("one three", runs)) == "one three"


def test_neighbouring_runs_of_one_origin_become_one():
    one, two = Run(Op.INSERT, "a", author="A"), Run(Op.INSERT, "b", author="A")
    other = Run(Op.INSERT, "c", author="B")
    assert merge_adjacent([one, Run(Op.EQUAL, ""), two, other]) == (
        replace(one, text="ab"),
        other,
    )


def test_a_deletion_of_the_first_of_two_equal_words_keeps_both_texts():
    runs = (Run(Op.DELETE, ":"), Run(Op.EQUAL, ":"), Run(Op.DELETE, "A"), Run(Op.INSERT, "A"))
    smoothed = smooth(runs)
    assert (reject(smoothed), accept(smoothed)) == ("::A", ":A")
