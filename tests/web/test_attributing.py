"""How a sentence came about: from each word of the draft to proposals and decisions."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from proposals.core.merge import Agreement
from proposals.core.model import accept, everything
from proposals.core.origins import REST, WHOLE, key_of
from proposals.models import Comparison
from proposals.selectors.attributing import history_page
from proposals.selectors.drafting import fold_draft
from proposals.services.decide import Wish, decide, mark, take_back
from proposals.services.snapshot import take_snapshot


@pytest.fixture
def ana(db):
    user = User.objects.create_user("ana")
    user.groups.add(Group.objects.get_or_create(name="secretariat")[0])
    return user


@pytest.fixture
def contest(comparison):
    """A clause in force with a place on which the groups disagree."""
    return next(
        one
        for one in fold_draft(comparison).contests
        if one.base is not None and Agreement.CONFLICT in {span.agreement for span in one.spans}
    )


@pytest.fixture
def span(contest):
    return next(one for one in contest.spans if one.agreement is Agreement.CONFLICT)


@pytest.fixture
def take(comparison, contest, ana):
    def take(choice, span=None, **more):
        seen = fold_draft(comparison).last.get(contest.uid, 0)
        wish = Wish(contest.uid, choice, span and span.key, **more)
        return decide(comparison=comparison, wish=wish, seen=seen, by=ana)

    return take


def origins(comparison, contest):
    page = history_page(None, "901", contest.uid)
    return {one.key: one for one in page.origins}


def test_before_any_decision_each_place_says_who_proposes_what(comparison, contest, span):
    found = origins(comparison, contest)[key_of(span.key)]
    assert found.decision is None
    assert not found.earlier
    assert found.base == span.base.strip()
    assert [(one.text, tuple(v.group for v in one.by)) for one in found.proposed] == [
        (reading.text.strip(), reading.groups) for reading in span.readings
    ]
    assert not any(one.taken for one in found.proposed)


def test_an_adopted_place_says_whose_words_it_has_and_who_decided_when_and_why(
    comparison, contest, span, take, ana
):
    reading = span.readings[-1]
    taken = take("adopt", span, group=reading.groups[0], reason="as the ad hoc group has it")
    found = origins(comparison, contest)[key_of(span.key)]
    assert found.decision.id == taken.pk
    assert (found.decision.by, found.decision.reason) == ("ana", "as the ad hoc group has it")
    assert found.decision.at == taken.at
    assert found.decision.groups == reading.groups
    assert [one.taken for one in found.proposed] == [one is reading for one in span.readings]
    assert accept(found.runs).strip() == reading.text.strip()


def test_the_last_decision_counts_and_those_before_are_listed(comparison, contest, span, take):
    first = take("adopt", span, group=span.readings[0].groups[0])
    second = take("keep")
    found = origins(comparison, contest)[key_of(span.key)]
    assert found.decision.id == second.pk
    assert [one.id for one in found.earlier] == [first.pk]


def test_a_decision_taken_back_stays_on_the_list_and_counts_no_more(
    comparison, contest, span, take, ana
):
    first = take("adopt", span, group=span.readings[0].groups[0])
    undo = take_back(comparison=comparison, decision=first.pk, by=ana)
    found = origins(comparison, contest)[key_of(span.key)]
    assert found.decision is None
    assert [one.id for one in found.earlier] == [undo.pk, first.pk]


def test_a_decision_on_one_place_says_nothing_of_another(comparison, ana):
    contest = next(
        one for one in fold_draft(comparison).contests if one.base and len(one.spans) > 1
    )
    one, other = contest.spans[:2]
    wish = Wish(contest.uid, "keep", one.key)
    decide(comparison=comparison, wish=wish, seen=0, by=ana)
    found = origins(comparison, contest)
    assert found[key_of(one.key)].decision is not None
    assert found[key_of(other.key)].decision is None
    assert not found[key_of(other.key)].earlier


def test_a_clause_written_by_the_drafting_group_is_of_one_origin(comparison, contest, span, take):
    take("keep", span)
    written = take("write", text="to say nothing at all;")
    found = origins(comparison, contest)
    assert list(found) == [WHOLE]
    assert found[WHOLE].decision.id == written.pk
    assert found[WHOLE].base == contest.base_text


def test_how_far_a_clause_is_does_not_change_where_its_words_are_from(
    comparison, contest, span, take, ana
):
    taken = take("keep", span)
    mark(comparison=comparison, row=contest.uid, status="agreed", by=ana)
    found = origins(comparison, contest)[key_of(span.key)]
    assert found.decision.id == taken.pk
    assert not found.earlier


def test_what_nobody_would_change_is_in_force(comparison, contest):
    rest = origins(comparison, contest)[REST]
    assert rest.is_rest
    assert not rest.proposed
    assert rest.decision is None


def test_the_words_of_the_history_are_those_of_the_draft(comparison, contest, take):
    take("bracket")
    page = history_page(None, "901", contest.uid)
    drafted = fold_draft(comparison).by_uid[contest.uid]
    assert everything(tuple(run for part in page.parts for run in part.runs)) == everything(
        drafted.clause.text
    )


def test_every_clause_of_the_draft_has_a_history(comparison, client):
    for uid in fold_draft(comparison).by_uid:
        address = reverse("history", kwargs={"number": "901", "uid": uid})
        assert client.get(address).status_code == 200


def test_each_place_in_the_draft_links_to_its_own_history(client, comparison, contest, span, take):
    take("adopt", span, group=span.readings[0].groups[0])
    page = client.get(reverse("draft", kwargs={"number": "901"})).content.decode()
    links = re.findall(r'class="w[^"]*" href="([^"#]+)#([^"]+)"', page)
    assert (f"w{key_of(span.key)}") in {key for link, key in links if contest.uid in link}
    assert len(links) > len(comparison.proposals.all())
    for link, key in links:
        assert f'id="{key}"' in client.get(link).content.decode(), (link, key)


def test_with_who_proposed_it_every_word_is_a_link(client, comparison, contest):
    address = reverse("draft", kwargs={"number": "901"})
    page = client.get(address, {"mode": "signed"}).content.decode()
    line = page[page.index(f'id="r{contest.uid}"') :]
    text = line[line.index("<p>") : line.index("</p>")]
    bare = re.sub(r"<a class=\"w\".*?</a>|<bdi class=n>.*?</bdi>|<small.*?</small>", "", text)
    assert not re.sub(r"<[^>]*>", "", bare).strip()


def test_against_a_groups_text_no_word_claims_an_origin(client, comparison, contest):
    group = next(iter(contest.proposed))
    page = client.get(reverse("draft", kwargs={"number": "901"}), {"against": group})
    line = page.content.decode()
    line = line[line.index(f'id="r{contest.uid}"') :]
    assert 'class="w"' not in line[: line.index("</div>")]


def test_a_history_is_shown_to_whom_the_draft_is(client, comparison, contest, ana):
    address = reverse("history", kwargs={"number": "901", "uid": contest.uid})
    assert client.get(address).status_code == 200
    missing = reverse("history", kwargs={"number": "901", "uid": "nowhere"})
    assert client.get(missing).status_code == 404
    Comparison.objects.filter(pk=comparison.pk).update(published=False)
    assert client.get(address).status_code == 404
    client.force_login(ana)
    assert client.get(address).status_code == 200


def test_a_clause_that_only_the_older_draft_has_is_shown_as_deleted(client, comparison, ana):
    old = take_snapshot(comparison=comparison, name="DT/12", by=ana)
    gone, kept = old.clauses[3], old.clauses[2]
    words = everything_of(gone)
    newer = type(old)(
        comparison=comparison,
        name="DT/12 Rev.1",
        clauses=[one for one in old.clauses if one is not gone],
        by=ana,
    )
    newer.save()
    address = reverse("snapshot", kwargs={"number": "901", "name": "DT/12 Rev.1"})
    lines = client.get(address, {"against": "DT/12"}).context["page"].lines
    uids = [line.uid for line in lines]
    assert uids.index(gone["uid"]) == uids.index(kept["uid"]) + 1
    line = lines[uids.index(gone["uid"])]
    assert [(run.op, run.text) for run in line.text] == [("delete", words)]
    assert gone["uid"] not in [line.uid for line in client.get(address).context["page"].lines]


def everything_of(stored):
    return "".join(run[1] for run in stored["text"])
