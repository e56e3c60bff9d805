"""The changes as a feed: a valid one, with what a stranger may see and nothing else."""

from datetime import datetime

import pytest
from django.contrib.auth.models import Group as Role
from django.contrib.auth.models import User
from django.urls import resolve, reverse
from lxml import etree

from proposals.models import Comparison, Meeting, Record
from proposals.selectors.drafting import fold_draft
from proposals.selectors.recording import KINDS
from proposals.services.annotate import annotate
from proposals.services.decide import Wish, decide, mark, take_back
from proposals.services.publish import publish
from proposals.services.record import record
from proposals.services.snapshot import take_snapshot
from proposals.views.feed import TITLES

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def secretary(db):
    user = User.objects.create_user("secretary")
    user.groups.add(Role.objects.get_or_create(name="secretariat")[0])
    return user


@pytest.fixture
def uid(comparison):
    return next(each.uid for each in fold_draft(comparison).clauses if each.undecided)


@pytest.fixture
def busy(comparison, secretary, uid):
    """A comparison in whose record there is one of each thing that people do."""
    decision = decide(
        comparison=comparison,
        wish=Wish(uid, "write", text="nothing <at all>", reason="as R&D says\x0b"),
        seen=0,
        by=secretary,
    )
    take_back(comparison=comparison, decision=decision.pk, by=secretary)
    mark(comparison=comparison, row=uid, status="agreed", by=secretary)
    take_snapshot(comparison=comparison, name="DT/12", by=secretary)
    annotate(comparison=comparison, row=uid, text="I can live with it.", by=secretary)
    record(
        resolution=comparison.base.resolution,
        comparison=comparison,
        verb=Record.Verb.IMPORTED,
        name="ATU: C-35.docx",
        by=None,
    )
    return comparison


@pytest.fixture
def fetch(client):
    def fetch(name="changes_feed", *, number="901", code="WTSA-D1", **headers):
        where = {"number": number} if name == "changes_feed" else {"code": code}
        return client.get(reverse(name, kwargs=where), headers=headers)

    return fetch


def read(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(answer.content)


def texts(feed, path):
    return [str(found) for found in feed.xpath(path, namespaces=ATOM)]


@pytest.mark.parametrize("name", ["changes_feed", "meeting_feed"])
def test_a_feed_has_what_the_standard_asks_for(busy, fetch, name):
    feed = read(fetch(name))
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    entries = feed.xpath("a:entry", namespaces=ATOM)
    assert len(entries) == busy.records.count()
    for one in (feed, *entries):
        for needed in ("id", "title", "updated"):  # RFC 4287, 4.1.1 and 4.1.2
            assert len(one.xpath(f"a:{needed}", namespaces=ATOM)) == 1, needed
        assert texts(one, "a:title/text()")[0].strip()
        assert datetime.fromisoformat(texts(one, "a:updated/text()")[0]).tzinfo
    assert texts(feed, "a:author/a:name/text()")
    assert all(texts(feed, "a:entry/a:author/a:name/text()"))
    assert texts(feed, "a:link[@rel='self']/@href")
    for link in texts(feed, "a:entry/a:link[@rel='alternate']/@href"):
        assert link.startswith("http://testserver/")


def test_ids_are_tags_and_stay_when_more_happens(busy, fetch, secretary, uid):
    before = texts(read(fetch()), "//a:id/text()")
    mark(comparison=busy, row=uid, status="open", by=secretary)
    after = texts(read(fetch()), "//a:id/text()")
    assert all(each.startswith("tag:testserver,") for each in after)
    assert len(set(after)) == len(after) == len(before) + 1
    assert set(before) < set(after)


def test_an_entry_is_the_same_in_the_meetings_feed(busy, fetch):
    of_resolution = texts(read(fetch()), "a:entry/a:id/text()")
    assert texts(read(fetch("meeting_feed")), "a:entry/a:id/text()") == of_resolution


def test_titles_say_in_plain_words_what_happened_the_latest_first(busy, fetch):
    titles = texts(read(fetch()), "a:entry/a:title/text()")
    assert titles[0] == "Imported: ATU: C-35.docx"
    assert titles[1].startswith("Comment on ")
    assert titles[2] == "Draft kept as DT/12"
    assert titles[3].endswith("marked: agreed")
    assert titles[5].endswith(": written")
    assert texts(read(fetch("meeting_feed")), "a:entry/a:title/text()")[2] == (
        "Resolution 901: Draft kept as DT/12"
    )


def test_every_link_leads_to_a_page_that_a_stranger_may_read(busy, fetch, client):
    links = texts(read(fetch()), "a:entry/a:link/@href")
    assert {resolve(link.split("testserver")[1].split("?")[0]).url_name for link in links} == {
        "clause",
        "snapshot",
        "compare",
    }
    for link in links:
        assert client.get(link.split("testserver")[1]).status_code == 200, link


def test_what_somebody_typed_is_shown_as_text(busy, fetch):
    written = texts(read(fetch()), "a:entry/a:summary[@type='html']/text()")
    said = next(each for each in written if "nothing" in each)
    assert said == '<p dir="auto">nothing &lt;at all&gt;</p><p dir="auto">as R&amp;D says</p>'


def test_what_a_stranger_may_not_see_is_in_nobodys_feed(
    busy, fetch, client, secretary, uid, comparison
):
    before = texts(read(fetch()), "a:entry/a:id/text()")
    secret = {"comparison": busy, "row": uid, "by": secretary, "visibility": "secretariat"}
    annotate(text="Between us.", **secret)
    record(
        resolution=busy.base.resolution,
        comparison=busy,
        verb=Record.Verb.PINNED,
        name="ATU considering a)",
        by=secretary,
    )
    publish(comparison=busy, published=False, by=secretary)
    publish(comparison=busy, published=True, by=secretary)
    client.force_login(secretary)
    assert texts(read(fetch()), "a:entry/a:id/text()") == before
    assert texts(read(fetch("meeting_feed")), "a:entry/a:id/text()") == before


def test_what_is_not_published_has_no_feed(busy, fetch, client, secretary):
    client.force_login(secretary)
    Comparison.objects.filter(pk=busy.pk).update(published=False)
    assert fetch().status_code == 404
    assert not texts(read(fetch("meeting_feed")), "a:entry/a:id/text()")
    Meeting.objects.filter(pk=busy.meeting_id).update(published=False)
    assert fetch("meeting_feed").status_code == 404
    assert fetch(number="999").status_code == 404


def test_a_feed_without_entries_stays_what_it_is(busy, fetch):
    Comparison.objects.filter(pk=busy.pk).update(published=False)
    assert fetch("meeting_feed").content == fetch("meeting_feed").content


@pytest.mark.parametrize("name", ["changes_feed", "meeting_feed"])
def test_who_has_it_already_is_told_so_until_something_changes(busy, fetch, secretary, uid, name):
    first = fetch(name)
    for header in (
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        again = fetch(name, **header)
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
    mark(comparison=busy, row=uid, status="open", by=secretary)
    changed = fetch(name, **{"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_each_language_has_its_own_tag_and_direction(busy, fetch):
    english, arabic = fetch(), fetch(**{"Accept-Language": "ar"})
    assert english["ETag"] != arabic["ETag"]
    assert "Accept-Language" in english["Vary"]
    titles = texts(read(arabic), "a:entry/a:title/text()")
    assert "\u2068DT/12\u2069" in titles[2]


def test_every_verb_that_a_stranger_reads_of_has_a_title():
    internal = KINDS["alignment"] + KINDS["publication"]
    assert set(Record.Verb) - set(internal) == set(TITLES)


def test_pages_of_a_resolution_name_its_feed(busy, client, uid):
    address = reverse("changes_feed", kwargs={"number": "901"}) + "?meeting=WTSA-D1"
    link = f'<link rel="alternate" type="application/atom+xml" href="{address}"'
    for name, more in (("overview", {}), ("compare", {}), ("draft", {}), ("clause", {"uid": uid})):
        page = client.get(reverse(name, kwargs={"number": "901", **more})).content.decode()
        assert link in page, name
        page = client.get(reverse("record", kwargs={"number": "901"})).content.decode()
    assert page.count(f'href="{address}"') == 2
    assert link not in client.get(reverse("meetings")).content.decode()


def test_what_is_not_published_names_no_feed(busy, client, secretary):
    Comparison.objects.filter(pk=busy.pk).update(published=False)
    client.force_login(secretary)
    page = client.get(reverse("record", kwargs={"number": "901"})).content.decode()
    assert "changes.atom" not in page
