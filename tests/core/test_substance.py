"""Substance apart from form: every change classed, and form only where it is proved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.model import Clause, Kind, accept, deleted, equal, inserted, reject
from proposals.core.reading.critic import read_runs
from proposals.core.redline import diff
from proposals.core.substance import (
    NOTES,
    Change,
    Class,
    Rule,
    classify,
    classify_clause,
    of_clause,
    renumberings,
)

CITED = "Resolution 123 (Rev. {--Busan, 2014--}{++Dubai, 2018++}) of the Plenipotentiary Conference"
# Words of which no two are spellings, cases or terms of one another.
STRANGERS = ["groups", "shall", "meet", "not", "every", "region", "2016", "3.5", "ITU-T", "may"]
WORDS = st.sampled_from([*STRANGERS, "Chairman", "chairs", "[", "]", "/", "organise", "organize"])
SENTENCES = st.lists(st.tuples(WORDS, st.sampled_from(["", ",", ";", "."])), max_size=8).map(
    lambda pairs: " ".join(word + mark for word, mark in pairs)
)


def rules(text, language="en", renumbered=None):
    return [change.rule for change in classify(read_runs(text), language, renumbered)]


def test_a_citation_in_another_revision_is_a_citation_date():
    (change,) = classify(read_runs(CITED))
    assert (change.kind, change.rule) == (Class.CITATION, Rule.CITATION)
    assert (change.deleted, change.inserted) == ("(Rev. Busan, 2014)", "(Rev. Dubai, 2018)")


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 123 (Rev. {--Busan--}{++Dubai++}, {--2014--}{++2018++}) of the Council",
        "Resolution 191 ({--Busan, 2014--}{++Rev. Dubai, 2018++}) instructs",
        "RESOLUTION 44 (Rev. {--Hammamet, 2016--}{++Geneva, 2022++})",
        "Decision 12 {--(Rev. Busan, 2014)--}{++(Rev. Dubai, 2018)++}",
        "Résolution 44 (Rév. {--Busan, 2014--}{++Dubaï, 2018++}) de la présente Assemblée",
        "Резолюции 44 (Пересм. {--Хаммамет, 2016--}{++Женева, 2022++} г.)",
        "القرار 71 (المراجَع في {--بوسان، 2014--}{++دبي، 2018++})",
        "第71号决议（{--2014--}{++2018++}年，{--釜山--}{++迪拜++}，修订版）",
        "Resolution 72 (Rev. {--WRC-07--}{++WRC-19++})",
    ],
)
def test_citation_dates_are_known_however_they_are_marked_and_in_every_language(text):
    assert rules(text) == [Rule.CITATION]


@pytest.mark.parametrize(
    "text",
    [
        "Resolution {--123 (Rev. Busan, 2014)--}{++124 (Rev. Dubai, 2018)++}",
        "{--Resolution--}{++Decision++} 12 (Rev. Busan, {--2014--}{++2018++})",
        "Resolution 5 (Bay, {--2014--}{++2018++}) of {--this assembly--}{++the Council++}",
        "the symposium (Rev. {--Busan, 2014--}{++Dubai, 2018++})",
        "Resolution 44{-- (Rev. Busan, 2014)--} of this assembly",
        "in {--2014--}{++2018++}",
        "for the years {--2016-2019--}{++2020-2023++}",
    ],
)
def test_another_text_or_another_year_is_substantive(text):
    assert Class.SUBSTANTIVE in [change.kind for change in classify(read_runs(text))]


def test_the_dates_of_the_resolution_itself_are_no_substance():
    assert rules("(Lakeside, 2004; Hammamet 2016{++; Geneva, 2022++})") == [Rule.HISTORY]
    opening = (
        "The World Telecommunication Standardization Assembly ({--Hammamet--}{++Bay++}, 2016),"
    )
    assert rules(opening) == [Rule.HISTORY]


@pytest.mark.parametrize(
    ("text", "rule", "language"),
    [
        ("members{--;--}{++,++}", Rule.PUNCTUATION, "en"),
        ("数字{--，--}{++。++}", Rule.PUNCTUATION, "zh"),
        ("الأعضاء{--؛--}{++،++}", Rule.PUNCTUATION, "ar"),
        ("the{++ ++} groups", Rule.SPACE, "en"),
        ("ITU{++-++}T work", Rule.SECTOR, "en"),
        ('{--“--}{++"++}gap', Rule.TYPOGRAPHY, "en"),
        ("{--Assembly--}{++assembly++}", Rule.CASE, "en"),
        ("free{-- --}{++-++}of{-- --}{++-++}charge", Rule.HYPHEN, "en"),
        ("{--on-line--}{++online++} access", Rule.HYPHEN, "en"),
        ("{--organisations--}{++organizations++}", Rule.SPELLING, "en"),
        ("{--behaviour--}{++behavior++}", Rule.SPELLING, "en"),
        ("{--Etat--}{++État++} Membre", Rule.SPELLING, "fr"),
        ("{--ещё--}{++еще++}", Rule.SPELLING, "ru"),
        ("{--المراجع--}{++المراجَع++}", Rule.SPELLING, "ar"),
        ("study group {--chairmen--}{++chairs++}", Rule.TERM, "en"),
        ("{--vice-chairmen and chairmen--}{++vice-chairs and chairs++}", Rule.TERM, "en"),
    ],
)
def test_a_change_of_form_is_classed_by_the_rule_that_proves_it(text, rule, language):
    (change,) = classify(read_runs(text), language)
    assert change.rule is rule
    assert change.kind.is_formal


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("shall {++not ++}meet", Rule.ADDED),
        ("shall {--not --}meet", Rule.REMOVED),
        ("{--shall--}{++should++} meet", Rule.WORDS),
        ("a {--chairman--}{++chairs++}", Rule.WORDS),
        ("3{--,--}5 per cent", Rule.WORDS),
        ("{++-++}5 degrees", Rule.WORDS),
        ("and{--/--}{++ ++}or", Rule.REMOVED),
        ("{++[++}text{++]++}", Rule.ADDED),
        ("{--four--}{++for++}", Rule.WORDS),
        ("un{--n--}{++m++}ade", Rule.WORDS),
        ("{--developed--}{++developing++} countries", Rule.WORDS),
        ("développ{--é--}{++e++}", Rule.WORDS),
    ],
)
def test_whatever_no_rule_proves_is_substantive(text, rule):
    (change,) = classify(read_runs(text))
    assert change.rule is rule
    assert change.kind is Class.SUBSTANTIVE


def test_a_change_inside_a_word_is_shown_with_the_whole_word():
    (change,) = classify(read_runs("to carr{++ying++}{--y--} out"))
    assert (change.deleted, change.inserted) == ("carry", "carrying")


def test_form_and_substance_in_one_clause_are_told_apart():
    text = CITED + "{++ and others++}, which meet;{-- and--}"
    assert rules(text) == [Rule.CITATION, Rule.ADDED, Rule.REMOVED]


def test_a_reference_that_follows_its_renumbered_clause_is_renumbering():
    text = "as in resolves {--4--}{++3++} of this resolution"
    assert rules(text, renumbered={("resolves", "4"): "3"}) == [Rule.FOLLOWS]


@pytest.mark.parametrize("renumbered", [None, {}, {("resolves", "4"): "5"}, {("noting", "4"): "3"}])
def test_a_reference_to_another_clause_is_substantive(renumbered):
    text = "as in resolves {--4--}{++3++} of this resolution"
    assert rules(text, renumbered=renumbered) == [Rule.WORDS]


def test_a_reference_into_another_resolution_follows_nothing():
    text = "resolves {--4--}{++3++} of Resolution 7"
    assert rules(text, renumbered={("resolves", "4"): "3"}) == [Rule.WORDS]


def test_a_footnote_mark_that_follows_its_footnote_is_renumbering():
    text = "countries[^{--1--}{++2++}] that"
    assert rules(text, renumbered={(NOTES, "1"): "2"}) == [Rule.NOTE]
    assert rules(text) == [Rule.WORDS]


def item(label, text, section="resolves", kind=Kind.ITEM):
    return Clause(kind, section, read_runs(label), read_runs(text), 1)


def test_a_label_that_changes_is_renumbering_and_the_text_weighs_more():
    assert of_clause(item("{--4--}{++3++}", "to meet;")) is Class.RENUMBERING
    assert of_clause(item("{--4--}{++3++}", "to meet{--;--}{++,++}")) is Class.RENUMBERING
    assert of_clause(item("{--4--}{++3++}", "{--to--}{++not++} meet;")) is Class.SUBSTANTIVE
    assert of_clause(item("3", "to meet{--;--}{++,++}")) is Class.PUNCTUATION
    assert of_clause(item("3", "to meet;")) is Class.NONE


def test_a_whole_new_clause_is_one_change_of_substance():
    (change,) = classify_clause(item("{++7++}", "{++to meet every year,++}"))
    assert (change.rule, change.in_label) == (Rule.ADDED, False)


def test_a_documents_renumberings_are_those_of_the_clauses_that_stay():
    clauses = [
        item("3", "to meet;"),
        item("{--4--}", "{--to rest;--}"),
        item("{--5--}{++4++}", "to write;"),
        item("{++5++}", "{++to read,++}"),
        item("{--1--}{++2++}", "A note.", kind=Kind.FOOTNOTE),
    ]
    assert renumberings(clauses) == {("resolves", "5"): "4", (NOTES, "1"): "2"}


@given(SENTENCES, SENTENCES)
def test_the_changes_made_in_their_places_give_the_new_text(old, new):
    runs = diff(old, new)
    text, shift = reject(runs), 0
    for change in classify(runs):
        start = change.start + shift
        assert text[start : start + len(change.deleted)] == change.deleted
        text = text[:start] + change.inserted + text[start + len(change.deleted) :]
        shift += len(change.inserted) - len(change.deleted)
    assert text == accept(runs)


@given(st.lists(st.sampled_from(STRANGERS), min_size=1), st.data())
def test_one_word_in_place_of_another_is_always_substantive(words, data):
    place = data.draw(st.integers(0, len(words) - 1))
    other = data.draw(st.sampled_from([word for word in STRANGERS if word != words[place]]))
    runs = diff(" ".join(words), " ".join([*words[:place], other, *words[place + 1 :]]))
    assert Class.SUBSTANTIVE in [change.kind for change in classify(runs)]


@given(SENTENCES, SENTENCES)
def test_a_deletion_and_an_insertion_of_the_whole_class_like_the_redline_of_its_words(old, new):
    """However finely the file marks a change, no marking makes substance look like form."""
    coarse = [change.kind for change in classify(deleted(old) + inserted(new))]
    fine = [change.kind for change in classify(diff(old, new))]
    if Class.SUBSTANTIVE in fine and old.strip() and new.strip():
        assert Class.SUBSTANTIVE in coarse


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_text_is_too_odd_to_class(old, new):
    for change in classify(deleted(old) + equal(" ") + inserted(new), "zh"):
        assert isinstance(change, Change)


def test_equal_runs_change_nothing():
    assert classify(equal("to meet;")) == ()
