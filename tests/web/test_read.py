"""One column alone, to be read out."""

import re
from html import unescape

import pytest
from django.urls import reverse

from proposals.models import Comparison, Group, Proposal, ProposedClause
from proposals.selectors.drafting import fold_draft
from proposals.selectors.reading_out import reading_page
from proposals.services.decide import Wish, decide

pytestmark = pytest.mark.django_db


def address(key):
    return reverse("read", kwargs={"number": "901", "group": key})


def shown(client, key, **asked):
    answer = client.get(address(key), asked)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.mark.parametrize("key", ["base", "ATU", "CITEL", "draft"])
def test_the_paragraphs_that_are_read_are_numbered_one_after_the_other(comparison, key):
    numbers = [one.number for one in reading_page(None, "901", key).paragraphs if one.number]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_groups_text_stands_in_its_own_order(comparison):
    page = reading_page(None, "901", "CITEL")
    read = [one.uid for one in page.paragraphs if one.number]
    own = ProposedClause.objects.filter(
        proposal__group__code="CITEL", position__isnull=False, row__uid__in=read
    ).order_by("position")
    assert read == list(own.values_list("row__uid", flat=True))


def test_a_deleted_clause_is_shown_only_among_the_marked_and_has_no_number(client, comparison):
    gone = ProposedClause.objects.filter(
        proposal__group__code="ATU", state="deleted", position__isnull=False
    ).first()
    words = gone.to_core().base[:40]
    assert words not in shown(client, "ATU")
    marked = shown(client, "ATU", marked="1")
    assert words in marked
    paragraph = next(
        one for one in reading_page(None, "901", "ATU").paragraphs if one.uid == gone.row.uid
    )
    assert paragraph.number == 0


def test_marking_the_changes_renumbers_nothing(client, comparison):
    def numbers(html):
        return re.findall(r'id="p(\d+)"', html)

    assert numbers(shown(client, "RCC")) == numbers(shown(client, "RCC", marked="1"))


def test_the_draft_is_read_as_it_stands_and_says_what_is_open(client, comparison, editor):
    still_open = sum(bool(one.undecided) for one in fold_draft(comparison).clauses)
    assert f"{still_open} clauses still wait" in shown(client, "draft")
    row = comparison.rows.filter(kind="item", base__isnull=False).first()
    wish = Wish(row.uid, "write", text="that this was written by hand;")
    decide(comparison=comparison, wish=wish, seen=0, by=editor)
    assert "that this was written by hand;" in shown(client, "draft")
    assert "that this was written by hand;" not in shown(client, "base")


def test_the_size_is_kept_from_text_to_text(client, comparison):
    html = shown(client, "ATU", size="4")
    assert 'class="reads size4"' in html
    assert f'href="{address("CITEL")}?meeting=WTSA-D1&size=4"' in html
    assert 'href="?meeting=WTSA-D1&size=3"' in html
    assert 'href="?meeting=WTSA-D1&size=5"' in html


@pytest.mark.parametrize("size", ["0", "7", "large", "99999999999999999999", "-1", "٣"])
def test_a_size_there_is_not_is_the_usual_one(client, comparison, size):
    assert 'class="reads size2"' in shown(client, "ATU", size=size)


def test_a_group_can_have_a_slash_in_its_name(client, comparison):
    Group.objects.filter(code="ATU").update(code="KEN/UGA")
    Proposal.objects.get(group__code="KEN/UGA")
    assert "KEN/UGA" in shown(client, "KEN/UGA")


@pytest.mark.parametrize("key", ["AST", "NOBODY"])
def test_a_group_without_a_document_is_not_found(client, comparison, key):
    assert client.get(address(key)).status_code == 404


def test_what_is_not_published_is_not_found(client, comparison):
    Comparison.objects.update(published=False)
    assert client.get(address("ATU")).status_code == 404
    assert client.get(address("base")).status_code == 404
