"""The drafting group's pages: who may do what, also by posting, and what each answer says."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from proposals.core.merge import Agreement
from proposals.models import Decision, Floor, Presence, Snapshot, Unsent
from proposals.selectors.drafting import fold_draft

ROLES = ["delegate", "editor", "secretariat", "administrator"]
MAY = {"secretariat", "administrator"}


@pytest.fixture
def sign_in(client, db):
    def sign_in(role, name=""):
        user = User.objects.create_user(name or role)
        user.groups.add(Group.objects.get_or_create(name=role)[0])
        client.force_login(user)
        return user

    return sign_in


@pytest.fixture
def contest(comparison):
    return next(
        one
        for one in fold_draft(comparison).contests
        if one.base is not None and Agreement.CONFLICT in {span.agreement for span in one.spans}
    )


def address(name, contest, **more):
    return reverse(name, kwargs={"number": "901", "uid": contest.uid, **more})


def posts(contest):
    """Every address that changes something: what is posted there, and whether it did."""
    uid = contest.uid
    return {
        "decide": (address("decide", contest), {"choice": "keep", "seen": 0}, Decision),
        "mark": (address("mark", contest), {"status": "agreed"}, Decision),
        "unsent": (address("unsent", contest), {"text": "Half a"}, Unsent),
        "floor": (reverse("floor", kwargs={"number": "901"}), {"row": uid}, Floor),
        "keep": (reverse("keep", kwargs={"number": "901"}), {"name": "DT/1"}, Snapshot),
    }


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ["decide", "mark", "unsent", "floor", "keep"])
def test_only_who_may_decide_changes_anything_by_posting(client, contest, sign_in, role, name):
    sign_in(role)
    where, what, model = posts(contest)[name]
    answer = client.post(where, what)
    assert model.objects.exists() is (role in MAY)
    assert (answer.status_code == 403) is (role not in MAY)


@pytest.mark.parametrize("role", ROLES)
def test_only_who_may_decide_takes_a_decision_back(client, comparison, contest, sign_in, role):
    taken = Decision(comparison=comparison, row=contest.uid, choice="keep")
    taken.save()
    sign_in(role)
    client.post(address("undo", contest, decision=taken.pk))
    assert Decision.objects.filter(choice="undo").exists() is (role in MAY)


@pytest.mark.parametrize("role", ROLES)
def test_only_who_may_decide_decides_in_bulk(client, comparison, sign_in, role):
    sign_in(role)
    bulk = reverse("bulk", kwargs={"number": "901"})
    answer = client.get(bulk, {"what": "unanimous"})
    assert answer.status_code == (200 if role in MAY else 403)
    names = [line["name"] for line in answer.context["lines"]] if role in MAY else ["x:1-2"]
    client.post(bulk, {"what": "unanimous", "wish": names})
    assert Decision.objects.exists() is (role in MAY)


@pytest.mark.parametrize("role", [None, *ROLES])
def test_everybody_reads_the_draft_and_only_who_may_sees_buttons(
    client, comparison, contest, sign_in, role
):
    if role:
        sign_in(role)
    for name in ("draft", "follow"):
        assert client.get(reverse(name, kwargs={"number": "901"})).status_code == 200
    page = client.get(address("clause", contest)).content.decode()
    assert ("Bracket the readings" in page) is (role in MAY)


@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize("name", ["draft", "follow", "clause", "news"])
def test_an_unpublished_draft_is_not_found(client, comparison, contest, name, published):
    type(comparison).objects.filter(pk=comparison.pk).update(published=published)
    where = {"number": "901"} | ({"uid": contest.uid} if name in ("clause", "news") else {})
    assert client.get(reverse(name, kwargs=where)).status_code == (200 if published else 404)


def test_a_decision_leads_back_to_the_clause_and_says_what_was_decided(client, contest, sign_in):
    sign_in("secretariat")
    group = contest.spans[0].readings[0].groups[0]
    answer = client.post(
        address("decide", contest), {"choice": f"adopt:{group}", "seen": 0}, follow=True
    )
    assert answer.redirect_chain[-1][0].endswith("#draft")
    assert f"adopted {group}" in answer.content.decode()


def test_the_slower_of_two_is_told_what_was_decided_and_keeps_every_word(client, contest, sign_in):
    sign_in("secretariat", "ana")
    client.post(address("decide", contest), {"choice": "write", "text": "First.", "seen": 0})
    ben = sign_in("secretariat", "ben")
    answer = client.post(
        address("decide", contest), {"choice": "write", "text": "Second & <b>.", "seen": 0}
    )
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "First." in said
    assert "Second &amp; &lt;b&gt;." in said
    assert Unsent.objects.get(by=ben).text == "Second & <b>."
    assert Decision.objects.count() == 1


def test_words_that_were_typed_survive_another_decision(client, contest, sign_in):
    sign_in("secretariat")
    client.post(address("decide", contest), {"choice": "defer", "text": "Half a", "seen": 0})
    assert Unsent.objects.get().text == "Half a"
    assert "Half a</textarea>" in client.get(address("clause", contest)).content.decode()


@pytest.mark.parametrize("name", ["decide", "mark", "unsent", "news"])
def test_a_clause_that_is_not_there_is_not_found(client, comparison, sign_in, name):
    sign_in("secretariat")
    where = reverse(name, kwargs={"number": "901", "uid": "an-address-that-never-was"})
    ask = client.get if name == "news" else client.post
    assert ask(where, {"choice": "keep", "seen": 0, "status": "open"}).status_code == 404
    assert not Presence.objects.exists()


def test_nonsense_that_is_posted_is_refused_in_words(client, contest, sign_in):
    sign_in("secretariat")
    for what in (
        {"choice": "", "seen": 0},
        {"choice": "adopt:NOBODY", "seen": 0},
        {"choice": "keep@900-901", "seen": 0},
        {"choice": "undo", "seen": 0},
        {"choice": "explode", "seen": 0},
        {"choice": "keep", "seen": "never"},
    ):
        assert client.post(address("decide", contest), what).status_code == 422, what
    assert client.post(address("mark", contest), {"status": "reserved"}).status_code == 422
    assert not Decision.objects.exists()


def test_a_decision_is_not_undone_through_another_clause(client, comparison, contest, sign_in):
    sign_in("secretariat")
    other = next(one for one in fold_draft(comparison).contests if one.uid != contest.uid)
    taken = Decision(comparison=comparison, row=contest.uid, choice="keep")
    taken.save()
    assert client.post(address("undo", other, decision=taken.pk)).status_code == 404


def test_what_was_decided_since_a_preview_is_listed_and_not_replaced(client, comparison, sign_in):
    sign_in("secretariat")
    bulk = reverse("bulk", kwargs={"number": "901"})
    lines = client.get(bulk, {"what": "unanimous"}).context["lines"]
    row, _, span = lines[0]["name"].partition(":")
    client.post(
        reverse("decide", kwargs={"number": "901", "uid": row}),
        {"choice": f"keep@{span}", "seen": 0},
    )
    answer = client.post(
        bulk, {"what": "unanimous", "wish": [line["name"] for line in lines]}
    ).content.decode()
    assert "since the preview" in answer
    assert Decision.objects.get(row=row).choice == "keep"


def test_the_room_sees_the_clause_that_is_shown_and_is_told_only_of_news(client, contest, sign_in):
    sign_in("secretariat")
    client.post(reverse("floor", kwargs={"number": "901"}), {"row": contest.uid})
    client.logout()
    follow = reverse("follow", kwargs={"number": "901"})
    page = client.get(follow)
    assert page.context["deciding"].uid == contest.uid
    again = client.get(follow, {"state": page.context["state"]}, headers={"HX-Request": "true"})
    assert again.status_code == 204


def test_a_visitor_does_not_count_as_present_and_the_secretariat_does(client, contest, sign_in):
    client.get(address("news", contest))
    assert not Presence.objects.exists()
    sign_in("secretariat", "ana")
    client.get(address("news", contest))
    sign_in("secretariat", "ben")
    assert "ana has this clause open" in client.get(address("news", contest)).content.decode()


def test_a_kept_draft_has_a_page_and_can_be_compared(client, contest, sign_in):
    sign_in("secretariat")
    keep = reverse("keep", kwargs={"number": "901"})
    client.post(keep, {"name": " DT/12\x00 "})
    client.post(address("decide", contest), {"choice": "write", "text": "Anew;", "seen": 0})
    client.post(keep, {"name": "DT/12 Rev.1"})
    client.logout()
    first = client.get(reverse("snapshot", kwargs={"number": "901", "name": "DT/12"}))
    assert "Anew;" not in first.content.decode()
    second = reverse("snapshot", kwargs={"number": "901", "name": "DT/12 Rev.1"})
    assert "Anew" in client.get(second, {"against": "DT/12"}).content.decode()
    assert client.get(second, {"against": "DT/99"}).status_code == 404


def test_a_name_that_is_too_long_or_taken_is_refused(client, comparison, sign_in):
    sign_in("secretariat")
    keep = reverse("keep", kwargs={"number": "901"})
    client.post(keep, {"name": "D" * 61})
    assert not Snapshot.objects.exists()
    client.post(keep, {"name": "DT/1"})
    client.post(keep, {"name": "dt/1"})
    assert Snapshot.objects.count() == 1


def test_the_draft_is_shown_against_any_groups_text(client, contest, sign_in):
    sign_in("secretariat")
    groups = contest.proposed
    group = next(group for group in groups if groups[group].is_changed)
    client.post(address("decide", contest), {"choice": f"adopt:{group}", "seen": 0})
    draft = reverse("draft", kwargs={"number": "901"})
    for against, changed in (("", True), (group, False)):
        lines = client.get(draft, {"against": against}).context["page"].lines
        line = next(line for line in lines if line.uid == contest.uid)
        assert any(run.op != "equal" for run in line.text) is changed
