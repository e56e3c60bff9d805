"""The table joined from stored cells: what reads the same stands once, nothing gets lost."""

import re

from hypothesis import given
from hypothesis import strategies as st

from proposals.core.model import Cell, Clause, Kind, Row, State, deleted, equal, inserted
from proposals.core.writing.html_rows import rows_html
from proposals.core.writing.html_table import RowPart, View, join

GROUPS = ("ATU", "CITEL", "RCC", "APT")
READINGS = {
    "same": (State.UNCHANGED, equal("that networks grow;")),
    "fast": (State.CHANGED, (*equal("that networks grow"), *inserted(" fast"), *equal(";"))),
    "slow": (State.CHANGED, (*equal("that networks grow"), *inserted(" slowly"), *equal(";"))),
    "gone": (State.DELETED, deleted("that networks grow;")),
    "absent": None,
}


def clause(text, label="a)"):
    return Clause(Kind.ITEM, "considering", equal(label), text, 1)


def table(*readings, labels=None, **asked):
    """One row in which each group says one of READINGS, joined for a view."""
    groups = GROUPS[: len(readings)]
    labels = labels or ["a)"] * len(readings)
    cells = tuple(
        found and Cell(clause(found[1], label), found[0])
        for found, label in zip(map(READINGS.get, readings), labels, strict=True)
    )
    rows = [Row(clause(equal("that networks grow;")), cells)]
    [html] = rows_html(rows, ["u1"], groups, ["en"] * (len(groups) + 1))
    parts = dict(zip(groups, html.cells, strict=True))
    row = RowPart("u1", "item", "considering", html.head, html.base, parts)
    return join([row], View(groups, **asked), {"u1": "<td class=d>the draft</td>"})


def tds(joined):
    """The groups' cells: (attributes, content)."""
    line = re.search(r'<tr id="ru1".*?</tr>', joined.body, re.DOTALL)[0]
    return re.findall(r"<td([^>]*)>(.*?)</td>", line)[1:]


def test_neighbours_that_read_the_same_share_one_cell_that_names_them():
    (attributes, content), other = tds(table("fast", "fast", "slow"))
    assert "colspan=2" in attributes
    assert "s2" in attributes
    assert 'data-s="|ATU|CITEL|"' in attributes
    assert "\ue000share:<bdi>ATU, CITEL</bdi>\ue001" in content
    assert " slowly" in other[1]


def test_a_text_that_came_before_is_named_instead_of_repeated():
    first, _, again = tds(table("fast", "slow", "fast"))
    assert 'data-s="|ATU|RCC|"' in first[0]
    assert "\ue000again:<bdi>ATU</bdi>\ue001" in again[1]
    assert "networks" not in again[1]


def test_the_same_words_under_another_number_keep_their_number():
    _, again = tds(table("fast", "fast", labels=["a)", "b)"]))
    assert "<bdi class=n>b)</bdi>" in again[1]
    assert "\ue000again:<bdi>ATU</bdi>\ue001" in again[1]


def test_two_that_delete_a_clause_do_not_read_the_same_as_one_that_keeps_it():
    found = tds(table("gone", "gone", "same"))
    assert len(found) == 2
    assert "\ue000share_gone:" in found[0][1]


def test_a_reader_may_have_every_text_repeated():
    assert len(tds(table("fast", "fast", "fast", repeat=True))) == 3


def test_a_pinned_column_is_never_joined_with_its_neighbour():
    assert len(tds(table("fast", "fast", "slow", pinned=1))) == 3


@given(st.lists(st.sampled_from(list(READINGS)), min_size=1, max_size=4), st.booleans())
def test_every_column_has_its_place_whatever_is_joined(readings, repeat):
    found = tds(table(*readings, repeat=repeat))
    widths = [int(wide[1]) if (wide := re.search(r"colspan=(\d)", a)) else 1 for a, _ in found]
    assert sum(widths) == len(readings)


@given(st.lists(st.sampled_from(list(READINGS)), min_size=1, max_size=4))
def test_every_group_that_says_something_is_named_where_its_words_stand(readings):
    found = tds(table(*readings))
    for group, reading in zip(GROUPS, readings, strict=False):
        if reading in ("fast", "slow"):
            own = [
                content
                for attributes, content in found
                if f'data-g="{group}"' in attributes or f"|{group}|" in attributes
            ]
            assert any(READINGS[reading][1][1].text in content for content in own)


def test_the_draft_stands_last_when_it_is_asked_for():
    assert tds(table("fast", "slow", draft=True))[-1] == (" class=d", "the draft")


def test_only_the_rows_that_are_asked_for_are_joined_and_the_rest_is_counted():
    joined = table("fast", only=())
    assert joined.body == ""
    assert (joined.shown, joined.total) == (0, 1)
    assert table("fast", only=("u1",)).shown == 1
