"""Any two columns against each other."""

import re
from html import unescape
from itertools import combinations

import pytest
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.model import accept, reject
from proposals.core.writing.html import phrase
from proposals.models import Comparison, ProposedClause
from proposals.selectors.between import _moved, _order, between_page, lay_out, texts_of
from proposals.selectors.drafting import fold_draft
from proposals.services.decide import Wish, decide

pytestmark = pytest.mark.django_db


def shown(client, **asked):
    answer = client.get("/resolutions/901/between/", asked)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def sides(comparison, a, b):
    draft = fold_draft(comparison)
    return texts_of(draft, a), texts_of(draft, b)


@pytest.mark.parametrize(
    ("a", "b"), [("ATU", "CITEL"), ("CITEL", "base"), ("base", "RCC"), ("draft", "APT")]
)
def test_the_left_column_is_one_text_and_the_redline_leads_to_the_other(comparison, a, b):
    left, right = sides(comparison, a, b)
    rows, uids = lay_out(left, right, frozenset(), "en")
    assert [uid for uid, row in zip(uids, rows, strict=True) if row.base] == list(left)
    told = {uid: row.cells[0] for uid, row in zip(uids, rows, strict=True)}
    for uid, clause in right.items():
        runs = told[uid].clause.text
        assert accept(runs) == clause.proposed
        assert not told[uid].clause.is_changed or reject(runs).split() == (
            left[uid].proposed.split() if uid in left else []
        )
    assert set(uids) == set(left) | set(right)


def test_every_clause_is_counted_once(comparison):
    page = between_page(None, "901", "ATU", "CITEL")
    counts = page.counts
    assert len(page.rows) == counts.same + counts.differ + counts.only_a + counts.only_b
    assert 0 < counts.formal < counts.differ
    back = between_page(None, "901", "CITEL", "ATU").counts
    assert (counts.only_a, counts.only_b, counts.same) == (back.only_b, back.only_a, back.same)


def test_a_text_against_itself_is_the_same(comparison):
    counts = between_page(None, "901", "RCC", "RCC").counts
    assert counts.same > 0
    assert (counts.differ, counts.only_a, counts.only_b) == (0, 0, 0)


def test_what_only_one_of_them_has_says_so(client, comparison):
    html = shown(client, a="ATU", b="CITEL")
    assert "only in: ATU" in html
    assert "only in: CITEL" in html
    assert re.search(r"\d+ clauses read the same", html)
    assert "the same text" in html


def test_a_clause_that_moves_between_the_two_stands_in_one_row_and_says_where_it_went(comparison):
    rows = {row.base.label: row for row in comparison.rows.filter(base__section="resolves")}
    section, label = ProposedClause.objects.get(
        proposal__group__code="CITEL", moved_from__isnull=False
    ).moved_from
    origin = comparison.rows.get(base__section=section, base__label=label)
    assert origin.uid in {row.uid for row in rows.values()}
    parts = {row.uid: row for row in between_page(None, "901", "base", "CITEL").rows}
    html = parts[origin.uid].cells["CITEL"].html
    assert phrase("only_in", "base") not in html
    assert "moved_after" in html


def test_the_draft_is_what_was_decided(client, comparison, editor):
    cell = ProposedClause.objects.filter(
        proposal__group__code="ATU", state="changed", row__kind="item"
    ).first()
    before = between_page(None, "901", "base", "draft").counts
    wish = Wish(cell.row.uid, "adopt", group="ATU")
    decide(comparison=Comparison.objects.get(), wish=wish, seen=0, by=editor)
    after = between_page(None, "901", "base", "draft").counts
    assert after.differ == before.differ + 1


def test_the_two_can_be_swapped_and_stay_with_their_meeting(client, comparison):
    html = shown(client, a="ATU", b="CITEL", substantive="1")
    link = re.search(r'id="swap" href="([^"]+)"', html)[1]
    assert link == "?meeting=WTSA-D1&a=CITEL&b=ATU&substantive=1"
    assert '<option value="ATU" selected>' in html.split('name="b"')[0]


def test_form_is_no_difference_where_only_substance_is_asked_for(client, comparison):
    def differing(html):
        return sum(map(int, re.findall(r"(\d+) of \d+ clauses differ", html)))

    asked = {"a": "ATU", "b": "CITEL"}
    assert differing(shown(client, **asked, substantive="1")) < differing(shown(client, **asked))


def test_the_first_two_columns_are_shown_to_who_names_none(client, comparison):
    chosen = re.findall(r'<option value="(\w+)" selected>', shown(client))
    columns = fold_draft(comparison).table.columns
    assert chosen[-2:] == [column.group for column in columns if not column.is_empty][:2]


def test_names_in_a_clause_are_words_and_no_markup(client, comparison):
    html = shown(client, a="base", b="draft")
    assert "<script>alert" not in html
    assert "\ue000" not in strip_tags(html)


@pytest.mark.parametrize("asked", [{"a": "NOBODY"}, {"b": "AST"}, {"meeting": "WTSA-99"}])
def test_what_is_not_there_is_not_found(client, comparison, asked):
    assert client.get("/resolutions/901/between/", asked).status_code == 404


def test_what_is_not_published_is_the_staffs_alone(client, editor_client, comparison):
    Comparison.objects.update(published=False)
    client.logout()
    assert client.get("/resolutions/901/between/").status_code == 404


def test_the_staff_sees_it_before(editor_client, comparison):
    Comparison.objects.update(published=False)
    assert editor_client.get("/resolutions/901/between/").status_code == 200


@given(st.permutations(range(9)), st.sets(st.integers(0, 8)), st.sets(st.integers(0, 8)))
def test_what_stays_stands_in_one_order_on_both_sides(order, left_out, missing):
    a = [str(one) for one in range(9) if one not in left_out]
    b = [str(one) for one in order if one not in missing]
    common = [one for one in a if one in b]
    moved = _moved(common, b)
    stay = [one for one in common if one not in moved]
    assert stay == [one for one in b if one in common and one not in moved]
    longest = max(
        (
            n
            for n in range(len(common) + 1)
            for some in combinations(common, n)
            if in_order(some, b)
        ),
        default=0,
    )
    assert len(stay) == longest
    merged = _order(a, b)
    assert sorted(merged) == sorted({*a, *b})
    assert [one for one in merged if one in a] == a


def in_order(some, b):
    places = [b.index(one) for one in some]
    return places == sorted(places)
