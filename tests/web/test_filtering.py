"""Filters narrow the table to what was asked, and say so."""

import re

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from proposals.core.search import fold
from proposals.models import Row
from proposals.selectors.drafting import fold_draft
from proposals.selectors.filtering import Filters, class_counts, kept, section_names
from proposals.services.decide import Wish, decide

TABLE = reverse("compare", kwargs={"number": "901"})


@pytest.fixture
def shown(client, comparison):
    """The rows of the page for a query, headings left out."""

    def shown(query):
        html = client.get(TABLE + query).content.decode()
        return set(re.findall(r'<tr id="r(\w+)"', html))

    return shown


def rows(comparison, **asked):
    return set(kept(None, comparison, Filters(**asked)))


def test_without_a_filter_every_row_is_kept(comparison):
    assert kept(None, comparison, Filters()) is None


def test_one_cell_must_be_all_that_is_asked(comparison):
    found = rows(comparison, groups=("ATU",), changes=("inserted",))
    added = comparison.rows.filter(
        cells__proposal__group__code="ATU", cells__state="inserted"
    ).values_list("uid", flat=True)
    assert found == set(added)
    assert found < rows(comparison, changes=("inserted",))


def test_a_moved_clause_is_found_as_moved(comparison):
    moved = comparison.rows.filter(cells__moved_from__isnull=False).values_list("uid", flat=True)
    assert moved
    assert rows(comparison, changes=("moved",)) == set(moved)


def test_classes_are_those_that_are_counted(comparison):
    counted = class_counts(comparison.pk)
    for group, classes in counted.items():
        for name in classes:
            assert rows(comparison, groups=(group,), classes=(name,))


def test_a_section_is_the_one_that_is_read(comparison):
    found = [rows(comparison, sections=(name,)) for name in section_names(comparison.pk)]
    assert sum(map(len, found)) == comparison.rows.count()


def test_what_comes_before_the_first_section_can_be_asked_for(client, comparison, shown):
    found = shown("?section=-")
    opening = comparison.rows.filter(section="").exclude(kind="proposal")
    assert found
    assert found <= set(opening.values_list("uid", flat=True))
    html = client.get(TABLE + "?section=-").content.decode()
    assert re.search(r'<option value="-" selected>Title and opening', html)


def test_agreement_is_what_the_row_says(comparison):
    found = rows(comparison, agreements=(Row.Agreement.CONFLICT,))
    assert found
    assert found == set(
        comparison.rows.filter(agreement=Row.Agreement.CONFLICT).values_list("uid", flat=True)
    )


def test_the_draft_decides_what_is_open(comparison):
    contest = next(one for one in fold_draft(comparison).contests if one.spans)
    assert contest.uid in rows(comparison, statuses=("open",))
    group = contest.spans[0].readings[0].groups[0]
    decide(
        comparison=comparison,
        wish=Wish(contest.uid, "adopt", None, group),
        seen=0,
        by=User.objects.create_user("ana"),
    )
    assert contest.uid not in rows(comparison, statuses=("open",))
    assert contest.uid in rows(comparison, statuses=("decided",))


def test_words_are_looked_for_in_force_and_in_every_proposal(comparison):
    found = rows(comparison, text="LABORATORIES")
    assert found
    for row in comparison.rows.filter(uid__in=found):
        texts = [cell.as_cell().proposed + cell.as_cell().base for cell in row.cells.all()]
        texts.append(row.base.to_core().base if row.base else "")
        assert any("laboratories" in fold(text) for text in texts)


def test_all_filters_must_hold(comparison):
    both = rows(comparison, groups=("ATU",), text="laboratories")
    assert both == rows(comparison, groups=("ATU",)) & rows(comparison, text="laboratories")


def test_the_page_shows_what_is_kept_and_how_many(client, comparison, shown):
    found = rows(comparison, changes=("deleted",))
    assert shown("?change=deleted") <= found
    html = client.get(TABLE + "?change=deleted").content.decode()
    many, total = re.search(r'id="shown">(\d+) of (\d+) clauses', html).groups()
    assert 0 < int(many) < int(total)


def test_each_filter_can_be_let_go_of_and_the_rest_stays(client, comparison):
    html = client.get(TABLE + "?change=deleted&q=test&mode=clean").content.decode()
    links = re.findall(r'<a class="chip" href="\?([^"]*)"', html)
    assert len(links) == 2
    assert any("q=test" in link and "change=" not in link for link in links)
    assert any("change=deleted" in link and "q=" not in link for link in links)
    assert all("mode=clean" in link for link in links)


def test_what_matches_nothing_says_what_to_do(client, comparison):
    html = client.get(TABLE + "?q=nowhere+to+be+found").content.decode()
    assert "Remove a filter" in html


def test_an_unknown_value_is_no_filter(client, comparison):
    html = client.get(TABLE + "?change=odd&class=odd&agreement=odd&status=odd&group=NO").content
    assert b'id="shown"' not in html


def test_columns_links_keep_the_filters(client, comparison):
    html = client.get(TABLE + "?change=deleted").content.decode()
    assert re.search(r'href="\?[^"]*change=deleted[^"]*"[^>]*>Move after', html)


def test_the_draft_is_a_column_once_something_is_decided(client, comparison):
    assert b'<th scope="col" class="d">' not in client.get(TABLE).content
    contest = next(one for one in fold_draft(comparison).contests if one.spans)
    decide(
        comparison=comparison,
        wish=Wish(contest.uid, "keep", None, ""),
        seen=0,
        by=User.objects.create_user("ana"),
    )
    html = client.get(TABLE).content.decode()
    line = re.search(rf'<tr id="r{contest.uid}".*?</tr>', html, re.DOTALL)[0]
    assert "kept as in force" in line.rpartition("<td")[2]
    assert "1 of " in re.search(r'<th scope="col" class="d">.*?</th>', html, re.DOTALL)[0]
    assert b'<th scope="col" class="d">' not in client.get(TABLE + "?nodraft=1").content
