"""Comments: who writes and reads them, and where they stand when the text changes."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group as Role
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from proposals.core.model import accept
from proposals.models import Annotation, Delegation, Group, Meeting, ProposedClause, Record, Wording
from proposals.selectors.annotating import (
    Filters,
    comment_counts,
    commenting,
    comments_page,
)
from proposals.services.annotate import (
    annotate,
    annotate_from_word,
    answer,
    reword,
    settle,
    share,
)


@pytest.fixture
def people(db):
    def person(name, role):
        user = User.objects.create_user(name)
        user.groups.add(Role.objects.get_or_create(name=role)[0])
        return user

    roles = ("delegate", "editor", "secretariat")
    people = SimpleNamespace(**{role: person(role, role) for role in roles})
    people.atu, people.rcc = person("atu", "delegate"), person("rcc", "delegate")
    for user in (people.atu, people.rcc):
        group = Group.objects.get_or_create(code=user.username.upper())[0]
        Delegation.objects.create(user=user, group=group)
    return people


@pytest.fixture
def cell(comparison):
    """A clause that ATU changes."""
    found = comparison.proposals.get(group__code="ATU").clauses.filter(state="changed")
    return found.select_related("row").first()


@pytest.fixture
def say(comparison, cell):
    def say(by, text="Two years are too long.", **more):
        return annotate(comparison=comparison, row=cell.row.uid, text=text, by=by, **more)

    return say


def readers(comparison, people, row):
    """Who sees the one comment there is."""
    return {
        name for name, user in vars(people).items() if commenting(comparison, row, user).threads
    }


def test_everybody_reads_a_public_comment_and_a_visitor_too(comparison, people, cell, say):
    say(people.editor)
    assert readers(comparison, people, cell.row.uid) == set(vars(people))
    assert comment_counts(comparison, None) == {cell.row.uid: 1}


def test_only_the_secretariat_and_its_author_read_what_is_for_the_secretariat(
    comparison, people, cell, say
):
    say(people.editor, visibility="secretariat")
    assert readers(comparison, people, cell.row.uid) == {"editor", "secretariat"}
    assert comment_counts(comparison, None) == {}


def test_a_groups_note_is_for_its_own_delegation_alone(comparison, people, cell, say):
    say(people.atu, visibility="group")
    assert readers(comparison, people, cell.row.uid) == {"atu"}


def test_a_delegate_comments_where_the_meeting_allows_it(comparison, people, say):
    with pytest.raises(PermissionDenied):
        say(people.delegate)
    Meeting.objects.filter(pk=comparison.meeting_id).update(delegates_comment=True)
    comparison.meeting.refresh_from_db()
    assert say(people.delegate).visibility == "public"
    with pytest.raises(PermissionDenied):
        say(people.delegate, visibility="secretariat")


@pytest.mark.parametrize("name", ["delegate", "secretariat"])
def test_who_speaks_for_no_group_writes_no_group_note(people, say, name):
    with pytest.raises(PermissionDenied):
        say(getattr(people, name), visibility="group")


def test_an_answer_is_read_by_the_same_people(comparison, people, cell, say):
    thread = say(people.atu, visibility="group")
    with pytest.raises(PermissionDenied):
        answer(thread=thread, text="I see.", by=people.secretariat)
    answer(thread=thread, text="I see.", by=people.atu)
    (shown,) = commenting(comparison, cell.row.uid, people.atu).threads
    assert [said.text for said in shown.answers] == ["I see."]
    assert readers(comparison, people, cell.row.uid) == {"atu"}


def test_a_changed_comment_keeps_what_it_said(comparison, people, cell, say):
    made = say(people.editor, "First")
    reword(annotation=made, text="Second", by=people.editor)
    (shown,) = commenting(comparison, cell.row.uid, None).threads
    assert shown.first.text == "Second"
    assert [text for text, _ in shown.first.earlier] == ["First"]
    with pytest.raises(PermissionDenied):
        reword(annotation=made, text="Third", by=people.secretariat)
    assert Wording.objects.count() == 1


def test_a_thread_is_resolved_and_opened_again(comparison, people, cell, say):
    thread = say(people.editor)
    with pytest.raises(PermissionDenied):
        settle(thread=thread, resolved=True, by=people.delegate)
    settle(thread=thread, resolved=True, by=people.secretariat)
    assert comment_counts(comparison, None) == {}
    settle(thread=thread, resolved=False, by=people.editor)
    assert comment_counts(comparison, None) == {cell.row.uid: 1}


def test_the_secretariat_shares_what_was_its_own(comparison, people, cell, say):
    thread = say(people.editor, visibility="secretariat")
    answer(thread=thread, text="Yes.", by=people.secretariat)
    share(thread=thread, by=people.secretariat)
    (shown,) = commenting(comparison, cell.row.uid, None).threads
    assert [said.text for said in shown.answers] == ["Yes."]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"text": " \r\n "}, "Write what"),
        ({"text": "x" * 20_001}, "too long"),
        ({"group": "NOBODY"}, "no text here"),
    ],
)
def test_a_comment_that_says_nothing_or_is_about_nothing_is_refused(people, say, wrong, why):
    with pytest.raises(ValidationError, match=why):
        say(people.editor, **wrong)
    assert not Annotation.objects.exists()


def test_quoted_words_are_found_again_and_named_when_they_changed_or_went(
    comparison, people, cell, say
):
    text = accept(cell.to_core().text)
    quote = " ".join(text.split()[:4])
    say(people.editor, group="ATU", quote=quote)
    say(people.editor, group="ATU", quote=f"{quote[:-1]}x")
    say(people.editor, group="ATU", quote="words that never stood in any text of the sort")
    lost = [thread.lost for thread in commenting(comparison, cell.row.uid, None).threads]
    now = [bool(thread.now) for thread in commenting(comparison, cell.row.uid, None).threads]
    assert lost == ["", "", "words"]
    assert now == [False, True, False]


def test_a_comment_whose_clause_is_gone_stays_in_the_list(comparison, people, cell, say, client):
    made = say(people.editor)
    Annotation.objects.filter(pk=made.pk).update(row="gone")
    (thread,) = comments_page(None, "901", Filters(state="lost")).threads
    assert (thread.lost, thread.place) == ("clause", made.place)
    page = client.get(reverse("comments", kwargs={"number": "901"})).content.decode()
    assert "no longer has this clause" in page


def test_the_list_is_narrowed_and_says_how_many_it_holds(comparison, people, say, client):
    say(people.editor, mentions=["RCC"])
    say(people.secretariat, group="ATU")
    settle(thread=say(people.editor), resolved=True, by=people.editor)
    address = reverse("comments", kwargs={"number": "901"})
    client.force_login(people.editor)
    for query, many in (
        ({}, "3 comments"),
        ({"group": "RCC"}, "1 comment"),
        ({"group": "ATU"}, "1 comment"),
        ({"state": "resolved"}, "1 comment"),
        ({"mine": "1"}, "2 comments"),
        ({"seen": "group"}, "0 comments"),
        ({"section": "nowhere"}, "0 comments"),
    ):
        assert f'role="status"><h2>{many}' in client.get(address, query).content.decode(), query


def test_no_markup_of_a_comment_does_harm(people, cell, say, client):
    say(people.editor, "<script>alert(1)</script><em>so</em> <a href='javascript:x'>y</a> 1 < 2")
    page = client.get(reverse("clause", kwargs={"number": "901", "uid": cell.row.uid}))
    said = page.content.decode()
    assert "<em>so</em>" in said
    assert "<script>alert" not in said
    assert "javascript:" not in said
    assert "1 &lt; 2" in said


def test_a_visitors_page_shows_a_new_comment_at_once(people, cell, say, client):
    address = reverse("clause", kwargs={"number": "901", "uid": cell.row.uid})
    gzip = {"Accept-Encoding": "gzip"}
    before = client.get(address, headers=gzip).content
    say(people.editor)
    assert client.get(address, headers=gzip).content != before


def test_comments_are_written_and_answered_by_posting_forms(people, cell, client):
    client.force_login(people.editor)
    where = reverse("comment", kwargs={"number": "901", "uid": cell.row.uid})
    asked = {"text": "Why?", "visibility": "public", "group": "ATU", "mention": ["RCC"]}
    answered = client.post(where, asked)
    made = Annotation.objects.get()
    assert answered["Location"].endswith(f"#comment-{made.pk}")
    assert [str(group) for group in made.mentions.all()] == ["RCC"]
    thread = reverse("thread", kwargs={"number": "901", "comment": made.pk})
    for act in ("answer", "reword", "resolve", "reopen"):
        assert client.post(thread, {"act": act, "text": act}).status_code == 302
    assert client.post(thread, {"act": "burn"}).status_code == 404
    assert client.post(where, {"text": "", "visibility": "public"}).status_code == 422


def test_a_note_that_one_may_not_read_is_not_found_by_its_number(people, say, client):
    made = say(people.atu, visibility="group")
    client.force_login(people.rcc)
    thread = reverse("thread", kwargs={"number": "901", "comment": made.pk})
    assert client.post(thread, {"act": "answer", "text": "Aha"}).status_code == 404


def test_the_record_names_a_comment_and_never_its_words(people, say):
    made = say(people.atu, "Our red line", visibility="group")
    line = Record.objects.get(verb="commented")
    assert line.detail["annotation"] == made.pk
    assert "red line" not in f"{line.object}{line.detail}"


def word_comment(**facts):
    return {
        "id": "1",
        "author": "C. Oduya",
        "date": "2024-05-02T10:00:00Z",
        "text": "Check the date.",
        "source": 0,
        "quote": "",
        "parent": "",
        "resolved": False,
        **facts,
    }


def test_a_margin_comment_of_a_word_file_is_kept_once_with_author_and_date(comparison, people):
    proposal = comparison.proposals.get(group__code="ATU")
    cell = ProposedClause.objects.filter(proposal=proposal, source__gt=0).order_by("source")[3]
    comments = [
        word_comment(source=cell.source),
        word_comment(id="2", parent="1", text="Done.", source=cell.source, author="D. Lin"),
    ]
    for many in (2, 0):
        made = annotate_from_word(proposals=[proposal], comments=comments, by=people.editor)
        assert made == many
    (thread,) = commenting(comparison, cell.row.uid, people.secretariat).threads
    assert (thread.first.who, thread.first.at.year, thread.group) == ("C. Oduya", 2024, "ATU")
    assert [said.who for said in thread.answers] == ["D. Lin"]
    assert not commenting(comparison, cell.row.uid, people.atu).threads
