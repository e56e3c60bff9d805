"""Clauses and cells as HTML: every word is there, escaped, with its change marked."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.model import Cell, Clause, Kind, Op, Row, Run, State, deleted, equal, inserted
from proposals.core.redline import SILENT
from proposals.core.writing import html
from proposals.core.writing.html_rows import rows_html

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\ue000\ue001\r"), min_size=1)
RUNS = st.lists(st.builds(Run, st.sampled_from(Op), TEXT), max_size=8).map(tuple)


def words(markup):
    """The text that a browser shows: tags and phrases dropped, a line break read back."""
    markup = re.sub(r"<button.*?</button>", "", markup)
    markup = re.sub("\ue000.*?\ue001", "", markup).replace("<br>", "\n")
    markup = re.sub(r"<sup>(.*?)</sup>", r"[^\1]", markup)
    return unescape(re.sub(r"<[^>]*>", "", markup))


@given(RUNS)
def test_no_word_is_lost_whatever_the_text_holds(runs):
    assert words(html.runs_html(runs, fold=True)) == "".join(run.text for run in runs)


@given(RUNS)
def test_what_is_inserted_and_deleted_is_marked_as_such(runs):
    markup = html.runs_html(runs)
    for op, name in ((Op.INSERT, "ins"), (Op.DELETE, "del")):
        marked = "".join(re.findall(rf"<{name}[^>]*>(.*?)</{name}>", markup, re.DOTALL))
        assert words(marked) == "".join(run.text for run in runs if run.op is op)


def test_text_cannot_become_markup_or_a_phrase_of_ours():
    markup = html.runs_html((Run(Op.INSERT, "<b>\ue000same\ue001", why='"><script>'),))
    assert "<b>" not in markup
    assert "<script>" not in markup
    assert html.fill(markup, lambda name, value: "OURS") == markup


def test_an_authors_change_names_its_author_and_a_guess_its_reason():
    own, guess, silent = (
        html.runs_html((Run(Op.INSERT, "new", **more),))
        for more in (
            {"author": "ATU", "date": "2021-02-03T10:00"},
            {"why": "label"},
            {"why": SILENT},
        )
    )
    assert own == '<ins title="ATU, 2021-02-03">new</ins>'
    assert guess == '<ins class=i title="label">new</ins>'
    assert silent == f'<ins class=w title="{SILENT}">new</ins>'


def test_a_footnote_mark_is_raised_and_a_line_break_kept():
    assert html.text_html("developing[^1]\ncountries") == "developing<sup>1</sup><br>countries"


def test_a_long_unchanged_stretch_beside_a_change_folds_and_keeps_its_context():
    long = " ".join(f"word{number}" for number in range(100))
    markup = html.runs_html((*equal(long), *inserted(" new")), fold=True)
    folded = re.search(r"<span class=m hidden=until-found>(.*?)</span>", markup)[1]
    assert len(folded.split()) == 100 - 2 * html.CONTEXT
    assert "\ue000words:80\ue001" in markup


def test_a_clause_that_nobody_changes_does_not_fold():
    assert "<button" not in html.runs_html(equal("word " * 100), fold=True)


def clause(text, label="a)", **more):
    return Clause(Kind.ITEM, "resolves", equal(label), equal(text), 1, **more)


def cell(text, state=State.CHANGED, label="a)", **more):
    return Cell(Clause(Kind.ITEM, "resolves", equal(label), text, 1), state, **more)


def test_the_base_folds_only_what_no_column_touches():
    long = " ".join(f"word{number}" for number in range(200))
    touched = cell(
        (*equal(long[: len(long) // 2]), *inserted(" new"), *equal(long[len(long) // 2 :]))
    )
    whole = html.base_html(clause(long), language="en")
    folded = html.base_html(clause(long), language="en", cells=(touched, None))
    assert "<button" not in whole
    assert folded.count("<button") == 2
    assert words(folded) == words(whole) == long


@pytest.mark.parametrize(
    ("shown", "letter", "phrase"),
    [
        (cell(equal("same"), State.UNCHANGED), "u", "same"),
        (cell(inserted("new"), State.INSERTED), "a", "added"),
        (cell(inserted("new", "guessed"), State.INSERTED), "a", "added_inferred"),
        (cell(deleted("old"), State.DELETED), "x", "deleted"),
        (cell(deleted("old", SILENT), State.DELETED), "x", "deleted"),
    ],
)
def test_a_cell_says_in_words_what_its_tint_says(shown, letter, phrase):
    part = html.cell_part(shown, group="ATU", language="en")
    assert part.letter == letter
    assert part.html.startswith(f'<td class="{letter} g0" data-g="ATU" lang=en dir=ltr>')
    assert f"\ue000{phrase}\ue001" in part.html


def test_a_clause_that_is_only_renumbered_says_so_instead_of_repeating_its_text():
    label = (*deleted("b"), *inserted("c"), *equal(")"))
    moved = Cell(Clause(Kind.ITEM, "", label, equal("a long text"), 1), State.CHANGED)
    part = html.cell_part(moved, group="ATU", language="en")
    assert part.letter == "l"
    assert part.is_formal
    assert "a long text" not in part.html


def test_arabic_text_runs_from_the_right_in_any_interface():
    part = html.cell_part(cell(inserted("نص")), group="AST", language="ar")
    assert "lang=ar dir=rtl" in part.html


@pytest.mark.parametrize(
    ("old", "new", "formal"),
    [
        ("Resolution 123 (Rev. Busan, 2014) of", "Resolution 123 (Rev. Dubai, 2018) of", True),
        ("Resolution 191 (Busan, 2014)", "Resolution 191 (Rev. Dubai, 2018)", True),
        ("unit;", "unit,", True),
        ("ITU-T shall", "ITUT shall", True),
        ("for 2016-2019", "for 2020-2023", False),
        ("shall", "should", False),
    ],
)
def test_form_is_told_from_substance(old, new, formal):
    part = html.cell_part(cell((*deleted(old), *inserted(new))), group="ATU", language="en")
    assert part.is_formal is formal


def test_touching_edits_are_one_change():
    edited = Clause(
        Kind.ITEM,
        label=(*deleted("b"), *inserted("c"), *equal(")")),
        text=(
            *equal("that "),
            *deleted("old"),
            *inserted("new"),
            *equal(" and "),
            *inserted("more"),
        ),
    )
    assert html.changes(edited) == 3


def test_a_move_is_linked_both_ways():
    first, second, third = (
        clause(text, label) for text, label in zip(("x", "y", "z"), "123", strict=True)
    )
    there = [
        Row(
            base,
            (
                Cell(
                    Clause(Kind.ITEM, "resolves", base.label, base.text, 1, source),
                    State.CHANGED,
                    moved,
                ),
            ),
        )
        for base, source, moved in (
            (first, 3, ("resolves", "1")),
            (second, 1, None),
            (third, 2, None),
        )
    ]
    gone, _, before = (
        part.cells[0].html for part in rows_html(there, ["A", "B", "C"], ["ATU"], ["en", "en"])
    )
    assert 'href="#rC"' in gone
    assert "moved_after" in gone
    assert 'href="#rA"' in before
    assert "moved_here" in before
