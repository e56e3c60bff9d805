"""Spans and readings: what the groups agree on, word by word."""

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from proposals.core import merge
from proposals.core.merge import Agreement
from proposals.core.model import Op, Run, accept, reject
from proposals.core.redline import diff
from proposals.core.words import normal

WORDS = st.sampled_from(
    ["the", "regional", "groups", "meet", "every", "two", "years,", "in", "Geneva;"]
)
SENTENCES = st.lists(WORDS, max_size=12).map(" ".join)
MARKS = re.compile(r"\{--(.*?)--\}|\{\+\+(.*?)\+\+\}|([^{]+)", re.DOTALL)


def critic(text):
    """CriticMarkup as runs."""
    runs = []
    for match in MARKS.finditer(text):
        for op, found in zip((Op.DELETE, Op.INSERT, Op.EQUAL), match.groups(), strict=True):
            if found is not None:
                runs.append(Run(op, found))
    return tuple(runs)


def spans(**proposed):
    runs = {group: critic(text) for group, text in proposed.items()}
    return merge.spans(reject(next(iter(runs.values()))), runs)


def test_the_same_words_marked_differently_are_one_unanimous_reading():
    (span,) = spans(
        ATU="RESOLUTION 9 (Rev. {--Lakeside, 2016--}{++Harbour, 2022++})",
        RCC="RESOLUTION 9 (Rev. {--Lakeside--}{++Harbour++}, {--2016--}{++2022++})",
    )
    assert span.base == "Lakeside, 2016"
    assert [(r.text, r.groups) for r in span.readings] == [("Harbour, 2022", ("ATU", "RCC"))]
    assert span.agreement is Agreement.UNANIMOUS


def test_two_texts_for_the_same_words_are_a_conflict():
    (span,) = spans(
        ATU="to meet {--yearly--}{++every two years++};",
        CITEL="to meet {--yearly--}{++biennially++};",
    )
    assert span.agreement is Agreement.CONFLICT
    assert [reading.groups for reading in span.readings] == [("ATU",), ("CITEL",)]


def test_changes_to_different_words_do_not_touch():
    first, second = spans(
        ATU="{--the--}{++all++} groups meet", CITEL="the groups {--meet--}{++confer++}"
    )
    assert (first.agreement, second.agreement) == (Agreement.SINGLE, Agreement.SINGLE)


def test_insertions_at_the_same_place_compete():
    (span,) = spans(ATU="groups{++ and regions++} meet", CITEL="groups{++ and offices++} meet")
    assert span.is_insertion
    assert span.agreement is Agreement.CONFLICT


def test_deleting_what_another_edits_is_a_conflict():
    (span,) = spans(ATU="{--groups meet yearly--}", CITEL="groups meet {--yearly--}{++often++}")
    assert span.agreement is Agreement.CONFLICT
    assert [reading.text for reading in span.readings] == ["", "groups meet often"]


def test_two_that_agree_where_a_third_proposes_elsewhere_are_agreed():
    first, second = spans(
        ATU="{--the--}{++all++} groups meet",
        APT="{--the--}{++all++} groups meet",
        CITEL="the groups {--meet--}{++confer++}",
    )
    assert first.agreement is Agreement.AGREED
    assert second.agreement is Agreement.SINGLE


def test_a_change_inside_a_word_takes_the_whole_word():
    (span,) = spans(RCC="to carr{++ying++}{--y--} out studies")
    assert (span.base.strip(), span.readings[0].text.strip()) == ("carry", "carrying")


def test_a_conflict_over_a_comma_is_said_to_be_one_of_form():
    (span,) = spans(ATU="in {--Lakeside--}{++Harbour++}", CITEL="in {--Lakeside--}{++Harbour,++}")
    assert span.agreement is Agreement.CONFLICT
    assert span.differs_in_form_only


def test_a_group_that_changes_nothing_has_no_reading():
    (span,) = spans(ATU="{--the--}{++all++} groups", RCC="the groups")
    assert [reading.groups for reading in span.readings] == [("ATU",)]


@given(SENTENCES, SENTENCES)
def test_a_groups_edits_applied_to_the_base_give_its_text(base, proposed):
    runs = diff(base, proposed)
    units, text, at = merge.units(base), "", 0
    for edit in merge.edits(base, runs):
        text += "".join(units[at : edit.start]) + edit.text
        at = edit.stop
    assert normal(text + "".join(units[at:])) == normal(accept(runs))


@given(SENTENCES, SENTENCES, SENTENCES)
def test_spans_are_apart_and_cover_every_edit(base, first, second):
    proposed = {"ATU": diff(base, first), "CITEL": diff(base, second)}
    found = merge.spans(base, proposed)
    assert all(left.stop < right.start for left, right in itertools.pairwise(found))
    for runs in proposed.values():
        for edit in merge.edits(base, runs):
            assert any(span.start <= edit.start and edit.stop <= span.stop for span in found)


@given(st.text(max_size=40))
def test_units_join_to_the_text(text):
    assert "".join(merge.units(text)) == text
