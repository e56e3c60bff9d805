"""The page of a meeting, and the list of all: how far, what is missing, next and new."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Group as Role
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from proposals.models import Comparison, Group, Meeting, Proposal, Record, Resolution
from proposals.selectors.deciding import draft_page
from proposals.selectors.drafting import fold_draft
from proposals.selectors.meeting import meeting_page
from proposals.services.align_comparison import align_comparison
from proposals.services.annotate import annotate
from proposals.services.decide import Wish, decide, mark
from proposals.services.record import record
from proposals.services.store_revision import store_revision
from tests.sample import sample_table

PAGE = "/meetings/WTSA-D1/"


@pytest.fixture
def people(db):
    def person(role):
        user = User.objects.create_user(role)
        user.groups.add(Role.objects.get_or_create(name=role)[0])
        return user

    return {role: person(role) for role in ("delegate", "secretariat")}


@pytest.fixture
def secretary(people):
    return people["secretariat"]


def another(number, *groups, meeting="WTSA-D1", announced=()):
    """One more resolution before the meeting, with the columns of some of the groups."""
    table = sample_table()
    resolution = Resolution.objects.create(number=number)
    revision = store_revision(resolution=resolution, document=table.base).revision
    comparison = Comparison.objects.create(
        meeting=Meeting.objects.get(code=meeting), base=revision, published=True
    )
    bodies = {}
    for position, group in enumerate((*groups, *announced)):
        proposal = Proposal.objects.create(
            comparison=comparison,
            group=Group.objects.get_or_create(code=group)[0],
            position=position,
        )
        if group in groups:
            bodies[proposal.pk] = next(c.body for c in table.columns if c.group == group)
    align_comparison(comparison=comparison, bodies=bodies)
    return comparison


def html(client, address=PAGE):
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def card(number="901", user=None):
    found = meeting_page(user, "WTSA-D1").meeting.resolutions
    return next(one for one in found if one.number == number)


def waiting(comparison):
    return [one for one in fold_draft(comparison).clauses if one.undecided]


def keep(comparison, row, by):
    decide(comparison=comparison, wish=Wish(row, "keep"), seen=0, by=by)


def test_the_list_of_meetings_leads_to_each_ones_page(client, comparison):
    assert f'href="{PAGE}"' in html(client, "/")


def test_every_page_of_a_resolution_leads_back_to_its_meeting(client, comparison):
    for page in ("", "compare/", "draft/"):
        assert f'href="{PAGE}"' in html(client, f"/resolutions/901/{page}")


def test_a_meeting_is_found_however_its_code_is_written_and_no_other(client, comparison):
    assert client.get("/meetings/wtsa-d1/").status_code == 200
    assert client.get("/meetings/WTSA-D2/").status_code == 404


def test_every_resolution_is_there_with_who_proposes_and_who_is_missing(client, comparison):
    another("902", "ATU", "RCC", announced=("CEPT",))
    page = html(client)
    for number in ("901", "902"):
        assert f'href="/resolutions/{number}/?meeting=WTSA-D1"' in page
    assert card("902").groups == ("ATU", "RCC")
    missing = page[page.index("Announced, not here yet") :]
    assert re.search(r"902.*CEPT", missing, re.DOTALL)


def test_progress_is_what_the_page_of_the_draft_says(comparison, secretary):
    rows = [one.uid for one in waiting(comparison)]
    choices = ("keep", "bracket", "defer")
    for row, choice in zip(rows, choices, strict=False):
        decide(comparison=comparison, wish=Wish(row, choice), seen=0, by=secretary)
    draft, progress = draft_page(None, "901"), card().progress
    assert (progress.decided, progress.to_decide) == (draft.decided, draft.to_decide)
    for stage in ("decided", "bracketed", "deferred", "open"):
        assert progress.stages[stage] == draft.counts[stage]
    assert sum(part.count for part in progress.parts) == progress.to_decide


def test_a_decision_moves_the_numbers(client, comparison, secretary):
    before = card().progress
    keep(comparison, before.first.uid, secretary)
    after = card().progress
    assert after.decided == before.decided + 1
    assert after.disputes == before.disputes - 1
    assert after.first != before.first
    page = html(client)
    assert f"<strong>{after.decided} of {after.to_decide}</strong> clauses decided" in page
    assert f"{after.disputes} open conflicts" in page


def test_the_first_open_conflict_is_a_row_of_the_table(client, comparison):
    first = card().progress.first
    assert f"/resolutions/901/compare/?meeting=WTSA-D1#r{first.uid}" in html(client)
    assert f'id="r{first.uid}"' in html(client, "/resolutions/901/compare/")


def test_the_last_word_on_a_clause_counts(comparison, secretary):
    row = waiting(comparison)[0].uid
    for status in ("agreed", "ad-ref"):
        mark(comparison=comparison, row=row, status=status, by=secretary)
    assert [(one.value, count) for one, count in card().progress.noted] == [("ad-ref", 1)]
    mark(comparison=comparison, row=row, status="open", by=secretary)
    assert card().progress.noted == ()


def test_what_is_most_to_do_comes_first_when_asked_for_and_is_next(client, comparison, secretary):
    another("44", "RCC")

    def order(address):
        return re.findall(r'class="what"><a href="/resolutions/(\w+)/', html(client, address))

    assert order(PAGE) == ["44", "901"]
    assert order(PAGE + "?sort=left") == ["901", "44"]
    assert [one.number for one in meeting_page(None, "WTSA-D1").next] == ["901", "44"]
    for one in waiting(comparison):
        keep(comparison, one.uid, secretary)
    assert [one.number for one in meeting_page(None, "WTSA-D1").next] == ["44"]
    assert order(PAGE + "?sort=left") == ["44", "901"]


def test_a_meeting_without_proposals_says_so(client, db, editor):
    Meeting.objects.create(code="WTSA-D1", conference="WTSA", name="N", place="P", year=2024)
    client.force_login(editor)
    assert "No resolution has a proposal yet." in html(client)


def test_the_text_of_a_document_stands_apart_from_the_line_around_it(client, comparison):
    base = comparison.base
    type(base).objects.filter(pk=base.pk).update(language="ar", title="تبادل", name="Rev. ليكسايد")
    for address in (PAGE, "/"):
        page = html(client, address)
        assert '<bdi lang="ar">تبادل</bdi>' in page
        assert '<bdi lang="ar">Rev. ليكسايد</bdi>' in page


def test_a_meeting_that_is_not_published_is_the_staffs_business(client, comparison, people, editor):
    Meeting.objects.update(published=False)
    assert client.get(PAGE).status_code == 404
    client.force_login(people["delegate"])
    assert client.get(PAGE).status_code == 404
    client.force_login(editor)
    assert "not published" in html(client)


def test_a_resolution_that_is_not_published_is_on_the_page_of_the_staff_only(
    client, comparison, people, editor
):
    hidden = another("902", "ATU", "RCC", announced=("CEPT",))
    Comparison.objects.filter(pk=hidden.pk).update(published=False)
    record(
        resolution=hidden.base.resolution,
        comparison=hidden,
        verb=Record.Verb.IMPORTED,
        name="a secret file",
        by=None,
    )
    for user in (None, people["delegate"]):
        if user:
            client.force_login(user)
        page = html(client)
        assert "902" not in page
        assert "a secret file" not in page
        assert "Announced, not here yet" in page  # AST's, of 901
        assert "CEPT" not in page
        assert "/resolutions/902/?meeting" not in html(client, "/")
        assert f"<strong>{card().progress.decided} of {card().progress.to_decide}" in page
    client.force_login(editor)
    page = html(client)
    assert "a secret file" in page
    assert re.search(r"Not published yet.*902", page, re.DOTALL)


def test_the_newest_comes_first_and_leads_to_its_clause(client, comparison, secretary):
    first, second = (one.uid for one in waiting(comparison)[:2])
    keep(comparison, first, secretary)
    keep(comparison, second, secretary)
    events = meeting_page(None, "WTSA-D1").events
    assert [event.row for event in events[:2]] == [second, first]
    page = html(client)
    assert page.index(f"/rows/{second}/?meeting=WTSA-D1") < page.rindex(f"/rows/{first}/?meeting")


def test_work_on_the_alignment_and_publishing_is_no_news_to_a_delegate(comparison, people, editor):
    for verb in (Record.Verb.PINNED, Record.Verb.WITHDRAWN, Record.Verb.SNAPSHOT):
        record(
            resolution=comparison.base.resolution,
            comparison=comparison,
            verb=verb,
            name=verb.value,
            by=editor,
        )

    def told(user):
        return {event.object for event in meeting_page(user, "WTSA-D1").events}

    assert told(None) == told(people["delegate"]) == {"snapshot"}
    assert told(editor) == {"snapshot", "pinned", "withdrawn"}


@pytest.mark.parametrize(("visibility", "told"), [("public", True), ("secretariat", False)])
def test_a_comment_is_news_to_those_who_may_read_it(comparison, people, visibility, told):
    row = waiting(comparison)[0].uid
    annotate(
        comparison=comparison,
        row=row,
        text="Two years are too long.",
        by=people["secretariat"],
        visibility=visibility,
    )
    for user in (None, people["delegate"]):
        assert bool(meeting_page(user, "WTSA-D1").events) is told
    (event,) = meeting_page(people["secretariat"], "WTSA-D1").events
    assert event.row == row


@pytest.mark.parametrize("address", [PAGE, PAGE + "?sort=left", "/"])
@pytest.mark.parametrize("who", [None, "delegate", "secretariat"])
def test_more_resolutions_take_no_more_queries(client, comparison, people, address, who):
    if who:
        client.force_login(people[who])
    keep(comparison, waiting(comparison)[0].uid, people["secretariat"])

    def queries():
        with CaptureQueriesContext(connection) as asked:
            html(client, address)
        return len(asked)

    queries()
    few = queries()
    for number in ("44", "902", "903"):
        more = another(number, "ATU", "RCC", announced=("CEPT",))
        keep(more, waiting(more)[0].uid, people["secretariat"])
    assert queries() == few
    assert few < 25
