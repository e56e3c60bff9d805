"""Documents as CriticMarkup: accepting and rejecting the marks gives the texts back."""

import re

from hypothesis import given
from hypothesis import strategies as st

from proposals.core.align import align
from proposals.core.model import (
    Clause,
    Column,
    Document,
    Kind,
    Op,
    Run,
    accept,
    equal,
    reject,
)
from proposals.core.writing.critic import comparison_critic, runs_critic

MARK = re.compile(r"\{~~(.*?)~>(.*?)~~\}|\{--(.*?)--\}|\{\+\+(.*?)\+\+\}", re.DOTALL)
plain = st.text(st.characters(exclude_characters="{}~+->"), min_size=1, max_size=8)
runs = st.lists(st.builds(Run, st.sampled_from(Op), plain), max_size=8).map(tuple)


def before(text):
    return MARK.sub(lambda m: m[1] or m[3] or "", text)


def after(text):
    return MARK.sub(lambda m: m[2] or m[4] or "", text)


@given(runs)
def test_the_marks_hold_both_texts(found):
    assert before(runs_critic(found)) == reject(found)
    assert after(runs_critic(found)) == accept(found)


def test_a_deletion_before_an_insertion_is_a_substitution():
    found = (*equal("in "), Run(Op.DELETE, "2016"), Run(Op.INSERT, "2022"))
    assert runs_critic(found) == "in {~~2016~>2022~~}"


def test_neighbours_of_one_kind_are_one_mark():
    assert runs_critic((Run(Op.INSERT, "a", "A"), Run(Op.INSERT, "b", "B"))) == "{++ab++}"


def test_a_column_reads_in_its_own_order():
    items = [f"that {word} is one thing among many others here;" for word in ("gold", "tin", "ore")]
    old = [
        Clause(Kind.ITEM, "", equal(f"{mark})"), equal(text), 1, n)
        for n, (mark, text) in enumerate(zip("abc", items, strict=True), 1)
    ]
    moved = [
        Clause(Kind.ITEM, "", old[n].label, old[n].text, 1, at) for at, n in enumerate((1, 2, 0), 1)
    ]
    column = Column("G", Document(tuple(moved)), "C-1")
    written = comparison_critic([column], align(Document(tuple(old)), [column]))
    assert written.splitlines() == [
        "# G C-1",
        "",
        *(f"{m})\t{t}" for m, t in [("b", items[1]), ("c", items[2]), ("a", items[0])]),
    ]
