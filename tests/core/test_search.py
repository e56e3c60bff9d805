"""Searching: what is folded away, what a question asks, and where the hits stand."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from proposals.core.model import Op, Run, accept, everything, reject
from proposals.core.search import (
    LONGEST,
    MOST,
    bare,
    find,
    fold,
    fold_runs,
    parse,
    snippet,
)
from proposals.core.writing.html_snippet import snippet_html

# Letters of the six languages, and what exports and keyboards make different.
LETTERS = st.sampled_from(
    list("aAbeéEèñçœŒßﬁæ5٥ ١-‐‑–—'’\"“«»[^]1.,;)(\u00a0\u3000\u202f\t\n\u00ad\u200b\u200f\u0301")
    + list("жёЁйИ中电信標女（）ＩＴＵ－أإآٱاىيیةهـكمو\u064e\u0651")
)
TEXTS = st.text(LETTERS, max_size=60) | st.text(max_size=20)
WORDS = st.text(LETTERS, min_size=1, max_size=6)


@st.composite
def redlines(draw):
    ops = st.sampled_from(list(Op))
    return tuple(Run(draw(ops), draw(TEXTS)) for _ in range(draw(st.integers(0, 6))))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("GENDER equality", "Gender\u00a0Equality"),
        ("ITU-T", "ITU\u2011T"),
        ("ITU-T", "ITUT"),
        ("l'Union", "l\u2019Union"),
        ("Geneve", "Genève"),
        ("Genève", "Gene\u0300ve"),
        ("oeuvre", "Œuvre"),
        ("espanol", "ESPAÑOL"),
        ("еще", "Ещё"),
        ("ITU2018", "ＩＴＵ２０１８"),
        ("2014-2018", "2014–2018"),
        ("المساواة", "الْمُسَاوَاة"),
        ("الاتحاد", "الاتحـــاد"),
        ("اعمال", "أعمال"),
        ("اسلام", "إسلام"),
        ("على", "علي"),
        ("2018", "٢٠١٨"),
        ("women and men", "women[^1] and\n men"),
        ("cooperation", "co\u00adoperation"),
    ],
)
def test_what_a_reader_does_not_think_of_is_folded_away(typed, stored):
    assert fold(typed) == fold(stored)


@pytest.mark.parametrize(
    ("one", "other"),
    [("men", "man"), ("电信", "电话"), ("1.5", "15"), ("2014-2018", "20142018"), ("а", "a")],
)
def test_what_makes_a_difference_stays(one, other):
    assert fold(one) != fold(other)


@given(TEXTS)
def test_a_folded_text_is_one_line_and_folding_again_changes_nothing(text):
    folded = fold(text)
    assert "\n" not in folded
    assume("[^" not in folded)
    assert fold(folded) == folded


@given(TEXTS, WORDS)
def test_every_hit_is_the_word_and_every_word_that_stands_there_is_hit(text, typed):
    word = fold(typed)
    found = find(text, [word])
    assert bool(found) == bool(word and word in fold(text))
    for start, stop in found:
        hit = text[start:stop]
        assert word in fold(hit)
        if all(len(fold(letter)) <= 1 for letter in hit):  # a ligature is marked whole
            assert fold(hit) == word


@given(TEXTS, st.lists(WORDS, max_size=3))
def test_a_hit_has_the_accents_of_its_last_letter(text, typed):
    for _, stop in find(text, map(fold, typed)):
        assert stop == len(text) or unicodedata.category(text[stop]) != "Mn"


def test_words_and_phrases_of_any_quotation_marks_are_read():
    assert parse('Women “every  two years” «à Genève» "open').words == (
        "women",
        "every two years",
        "a geneve",
        "open",
    )


def test_punctuation_beside_a_word_is_not_looked_for_and_no_word_twice():
    assert parse("women, Women. — ITU- ?").words == ("women", "itu")


@pytest.mark.parametrize(("text", "short"), [("", True), ("a", True), ("a b", True), ("，", True)])
@pytest.mark.parametrize("around", ["", " "])
def test_one_letter_is_too_short(text, short, around):
    assert parse(around + text + around).too_short is short


@pytest.mark.parametrize("text", ["AI", "女", "و ال", "a AI"])
def test_two_letters_or_one_ideograph_are_enough(text):
    assert not parse(text).too_short


def test_a_question_that_is_too_long_says_that_it_was_cut():
    assert parse(" ".join(f"word{number}" for number in range(MOST + 1))).cut
    assert parse("x" * (LONGEST + 1)).cut
    assert not parse("a short one").cut


@given(st.text(max_size=2 * LONGEST))
def test_any_question_can_be_read_and_is_bounded(text):
    query = parse(text)
    assert len(query.words) <= MOST
    assert all(word and word == fold(word) for word in query.words if "[^" not in word)


RUNS = (
    Run(Op.EQUAL, "to report "),
    Run(Op.DELETE, "biennially", why="inferred"),
    Run(Op.INSERT, "every two years", author="ATU"),
    Run(Op.EQUAL, " to the Council"),
)


def marked(runs, *words):
    return [
        (piece.run.op, piece.run.text)
        for part in snippet(runs, words).parts
        for piece in part
        if piece.hit
    ]


def test_the_text_before_and_after_a_change_is_found_and_not_what_stands_in_neither():
    folded = fold_runs(RUNS)
    assert "report every two years to" in folded
    assert "report biennially to" in folded
    assert "biennially every" not in folded
    assert fold_runs(RUNS[:1]) == "to report"


def test_a_word_of_deleted_text_is_marked_inside_its_deletion():
    assert marked(RUNS, "biennially") == [(Op.DELETE, "biennially")]
    html = snippet_html(snippet(RUNS, ["biennially"]))
    assert '<del class=i title="inferred"><mark>biennially</mark></del>' in html


def test_a_phrase_that_steps_over_a_change_is_marked_on_both_sides_and_not_within():
    assert marked(RUNS, "report every") == [(Op.EQUAL, "report "), (Op.INSERT, "every")]
    html = snippet_html(snippet(RUNS, ["report every"]))
    assert '<ins title="ATU"><mark>every</mark> two years</ins>' in html


@given(redlines(), st.lists(WORDS, max_size=3), st.integers(1, 30))
def test_a_snippet_is_a_piece_of_its_redline_and_holds_a_hit_of_every_word(runs, typed, around):
    words = [word for word in map(fold, typed) if word and word in fold_runs(runs)]
    found = snippet(runs, words, around)
    texts = ["".join(piece.run.text for piece in part) for part in found.parts]
    rest = everything(runs)
    for text in texts:  # in order, none shown twice
        assert text in rest
        rest = rest[rest.index(text) + len(text) :]
    for word in words:
        assert any(
            word in fold(reading(piece.run for piece in part))
            for part in found.parts
            for reading in (accept, reject)
        )


@given(redlines(), st.lists(WORDS, max_size=3))
def test_with_room_enough_nothing_of_the_text_and_its_marks_is_lost(runs, typed):
    found = snippet(runs, map(fold, typed), 10_000)
    shown = [piece.run for part in found.parts for piece in part]
    assert accept(shown) == accept(runs)
    assert reject(shown) == reject(runs)
    assert (found.cut_before, found.cut_after) == (False, False)


def test_a_long_clause_is_cut_between_words_and_says_so():
    text = " ".join(f"word{number:03}" for number in range(200))
    found = snippet((Run(Op.EQUAL, text),), ["word050", "word150"], 40)
    assert found.cut_before
    assert found.cut_after
    for part in found.parts:
        shown = "".join(piece.run.text for piece in part)
        assert set(shown.split()) <= set(text.split())
    html = snippet_html(found)
    assert html.count("…") == len(found.parts) + 1
    assert html.count("<mark>") == 2


def test_chinese_is_cut_between_characters():
    text = "电信标准化部门" * 60 + "女性" + "电信标准化部门" * 60
    found = snippet((Run(Op.EQUAL, text),), ["女性"], 30)
    assert "<mark>女性</mark>" in snippet_html(found)
    assert len("".join(piece.run.text for part in found.parts for piece in part)) <= 62


def test_what_a_document_says_is_never_markup():
    runs = (Run(Op.INSERT, "<b>&amp; gap", author='"><script>'),)
    html = snippet_html(snippet(runs, ["gap"]))
    assert "<b>" not in html
    assert "<script" not in html


def test_the_markup_of_a_comment_is_not_searched():
    assert bare("<p>two <b>yea</b>rs &amp; more</p>") == "two years & more"
