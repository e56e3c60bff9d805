"""How far the groups agree on a clause, in one word."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.accord import Accord, accord, sayings
from proposals.core.draft import Contest
from proposals.core.model import Clause, Kind, equal, inserted
from proposals.core.redline import diff

BASE = "to report every two years to the regional groups, including their chairmen;"
TEXTS = st.sampled_from(
    [
        BASE,
        BASE.replace("every two years", "biennially"),
        BASE.replace("every two years", "annually"),
        BASE.replace("chairmen", "chairs"),
        BASE.replace(";", "."),
        "",
    ]
)


def clause(text=BASE, label="1", section="resolves", old=BASE):
    return Clause(Kind.ITEM, section, diff("1", label), diff(old, text))


def contest(moved=None, base=BASE, **texts):
    return Contest(
        "r1",
        Clause(Kind.ITEM, "resolves", equal("1"), equal(base)),
        {
            group: each if isinstance(each, Clause) else clause(each)
            for group, each in texts.items()
        },
        moved or {},
    )


def new(**texts):
    return Contest(
        "r1", None, {g: Clause(Kind.ITEM, "", (), inserted(t)) for g, t in texts.items()}
    )


def test_nobody_changes_it_where_every_document_leaves_it_as_it_is():
    assert accord(contest(ATU=BASE, RCC=BASE)) is Accord.NOBODY


def test_one_group_alone_is_neither_agreement_nor_conflict():
    assert accord(contest(ATU=BASE.replace("two", "three"), RCC=BASE)) is Accord.SINGLE


def test_the_same_words_of_all_who_change_it_are_unanimous_whoever_leaves_it():
    biennially = BASE.replace("every two years", "biennially")
    assert accord(contest(ATU=biennially, RCC=biennially, APT=BASE)) is Accord.UNANIMOUS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("every two years,", "every two years"),
        ("by the chairmen of the groups", "by the chairs of the groups"),
        ("under Resolution 2 (Rev. Harbour, 2022)", "under Resolution 2 (Rev. Lakeside, 2020)"),
    ],
)
def test_two_wordings_that_differ_in_form_are_nearly_one(one, other):
    assert accord(new(ATU=f"to report {one}", RCC=f"to report {other}")) is Accord.NEARLY


def test_changes_of_different_words_do_not_stand_against_each_other():
    found = contest(
        ATU=BASE.replace("report", "report in writing"),
        RCC=BASE.replace("their chairmen", "all their members"),
    )
    assert accord(found) is Accord.NEARLY


def test_two_things_said_of_the_same_words_are_a_conflict():
    found = contest(ATU=BASE.replace("two", "three"), RCC=BASE.replace("two", "four"))
    assert accord(found) is Accord.CONFLICT


def test_deleting_what_another_group_rewrites_is_a_conflict():
    assert accord(contest(ATU="", RCC=BASE.replace("two", "four"))) is Accord.CONFLICT


def test_a_text_that_another_one_only_lengthens_is_a_conflict():
    assert accord(new(ATU="to report", RCC="to report every year")) is Accord.CONFLICT


def test_rows_that_compete_for_a_place_say_so_whatever_their_texts():
    assert accord(new(ATU="to report"), rival=1) is Accord.COMPETING


def test_a_label_counts_only_where_no_word_changes():
    renumbered = clause(label="2")
    assert accord(contest(ATU=renumbered, RCC=BASE)) is Accord.SINGLE
    assert accord(contest(ATU=renumbered, RCC=clause(label="2"))) is Accord.UNANIMOUS
    assert accord(contest(ATU=renumbered, RCC=clause(label="3"))) is Accord.NEARLY
    assert accord(contest(ATU=renumbered, RCC=BASE.replace("two", "four"))) is Accord.SINGLE


def test_two_headings_for_one_clause_are_a_conflict():
    there, elsewhere = clause(section="invites"), clause(section="further resolves")
    assert accord(contest({"ATU": "r0", "RCC": "r9"}, ATU=there, RCC=elsewhere)) is Accord.CONFLICT
    assert accord(contest({"ATU": "r0", "RCC": "r0"}, ATU=there, RCC=there)) is Accord.UNANIMOUS
    assert accord(contest({"ATU": "r0"}, ATU=there, RCC=BASE)) is Accord.SINGLE


@given(st.dictionaries(st.sampled_from("ABCD"), TEXTS, min_size=1))
def test_it_does_not_matter_who_comes_first(texts):
    orders = itertools.permutations(texts)
    found = {accord(contest(**{group: texts[group] for group in order})) for order in orders}
    assert len(found) == 1


@given(st.dictionaries(st.sampled_from("ABCD"), TEXTS, min_size=1))
def test_who_leaves_the_clause_as_it_is_has_no_say(texts):
    changing = {group: text for group, text in texts.items() if text != BASE}
    assert sayings(contest(**texts)).keys() == changing.keys()
    assert accord(contest(**texts)) is accord(contest(**changing, E=BASE))
