"""The secretariat's desk: of every resolution, what can leave and in what state it is."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from lxml import html

from proposals import permissions
from proposals.models import Comparison, Meeting, Resolution, Revision
from proposals.permissions import OPERATOR
from proposals.selectors.desk import desk
from proposals.selectors.drafting import fold_draft
from proposals.services import bulk
from proposals.services.decide import Wish, decide_many
from proposals.services.snapshot import take_snapshot
from proposals.services.writing_out import COMPARISON_FORMATS, DRAFT_FORMATS


@pytest.fixture
def ana(db):
    user = User.objects.create_user("ana", password="a long enough one")
    user.groups.add(Group.objects.get_or_create(name=permissions.SECRETARIAT)[0])
    return user


@pytest.fixture
def signed(client, ana):
    client.force_login(ana)
    return client


def line():
    (meeting,) = desk(OPERATOR)
    (found,) = meeting.lines
    return found


def words(client):
    page = html.document_fromstring(client.get("/desk/").content.decode())
    return " ".join(page.find(".//main").text_content().split())


def test_the_desk_is_for_the_secretariat_and_administrators(client, comparison):
    for role, status in (
        (permissions.DELEGATE, 403),
        (permissions.EDITOR, 403),
        (permissions.SECRETARIAT, 200),
        (permissions.ADMINISTRATOR, 200),
    ):
        user = User.objects.create_user(role)
        user.groups.add(Group.objects.get_or_create(name=role)[0])
        client.force_login(user)
        assert client.get("/desk/").status_code == status
        assert ('href="/desk/"' in client.get("/").content.decode()) is (status == 200)


def test_every_format_is_a_link_that_leads_to_a_file(signed, comparison):
    page = signed.get("/desk/").content.decode()
    links = [unescape(link) for link in re.findall(r'href="([^"]+/as/[^"]+)"', page)]
    formats = {re.search(r"/(compare|draft)/as/(\w+)/", link).groups() for link in links}
    assert formats == {("compare", one) for one in COMPARISON_FORMATS} | {
        ("draft", one) for one in DRAFT_FORMATS
    }
    for link in links:
        if "/pdf/" not in link:  # needs Pango, and is tested by itself
            assert signed.get(link)["Content-Disposition"].startswith("attachment"), link


def test_a_line_says_what_is_decided_by_whom_and_what_is_left(comparison, ana):
    before = line()
    assert before.decided is None
    assert before.kept is None
    wishes = bulk.unanimous(fold_draft(comparison))
    taken, _ = decide_many(comparison=comparison, wishes=wishes, by=ana)
    take_snapshot(comparison=comparison, name="DT/12", by=ana)
    after = line()
    assert (after.decided.by, after.decided.at) == ("ana", taken[-1].at)
    assert (after.kept.name, after.kept.by) == ("DT/12", "ana")
    assert after.card.progress.open < before.card.progress.open


def test_brackets_and_conflicts_are_counted(comparison, ana):
    before = line()
    assert before.card.progress.disputes
    draft = fold_draft(comparison)
    contest = next(
        one for one in draft.contests if any(len(span.readings) > 1 for span in one.spans)
    )
    decide_many(comparison=comparison, wishes=[Wish(contest.uid, "bracket")], by=ana)
    after = line()
    assert after.brackets == before.brackets + 1
    assert after.card.progress.disputes <= before.card.progress.disputes


def test_a_decision_whose_words_an_import_took_away_is_pointed_out(comparison, ana):
    wishes = bulk.unanimous(fold_draft(comparison))
    taken, _ = decide_many(comparison=comparison, wishes=wishes, by=ana)
    assert line().gone == 0
    cell = comparison.rows.get(uid=taken[0].row).cells.exclude(state="unchanged")
    cell.delete()
    cache.clear()
    assert line().gone >= 1


def test_what_is_recovered_or_not_published_is_said(signed, comparison):
    Revision.objects.update(inferred=True)
    Comparison.objects.update(published=False)
    said = words(signed)
    assert "inferred from the proposals" in said
    assert "not published" in said


def test_a_meeting_with_nothing_to_export_is_left_out(signed, comparison):
    Meeting.objects.create(code="EMPTY", conference="WTSA", name="Empty", place="x", year=2030)
    assert "Empty" not in words(signed)


def test_the_desk_of_many_resolutions_asks_no_more(
    signed, comparison, django_assert_max_num_queries
):
    with django_assert_max_num_queries(60) as one:
        signed.get("/desk/")
    for number in ("1", "2", "3"):
        other = Resolution.objects.create(number=number)
        base = Revision.objects.create(resolution=other, name="Rev. Lakeside, 2020")
        Comparison.objects.create(meeting=comparison.meeting, base=base)
    with django_assert_max_num_queries(len(one)):
        signed.get("/desk/")
