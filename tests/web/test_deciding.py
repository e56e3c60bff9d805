"""Decisions are only ever added, and the draft is what they come to."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from proposals.core.draft import Status
from proposals.core.merge import Agreement
from proposals.models import Decision, Record, Unsent
from proposals.models.record import AppendOnlyError
from proposals.selectors import drafting
from proposals.selectors.drafting import fold_draft, kept_draft
from proposals.selectors.resolution import find_comparison
from proposals.services import bulk
from proposals.services.decide import (
    Overtaken,
    Wish,
    decide,
    decide_many,
    keep_unsent,
    mark,
    take_back,
)
from proposals.services.record import touch
from proposals.services.snapshot import take_snapshot


@pytest.fixture
def ana(db):
    return User.objects.create_user("ana")


@pytest.fixture
def draft(comparison):
    return fold_draft(comparison)


@pytest.fixture
def open_one(draft):
    """A contest on which one group changes words that no other touches."""
    return next(
        contest
        for contest in draft.contests
        if contest.base is not None
        and [span.agreement for span in contest.spans] == [Agreement.SINGLE]
    )


def adopt(contest):
    return Wish(contest.uid, "adopt", None, contest.spans[0].readings[0].groups[0])


def drafted(comparison, contest):
    return fold_draft(comparison).by_uid[contest.uid]


def test_without_decisions_the_draft_is_the_text_in_force(comparison, draft):
    for contest in draft.contests:
        assert draft.by_uid[contest.uid].text == contest.base_text


def test_an_adopted_text_stands_in_the_draft(comparison, open_one, ana):
    wish = adopt(open_one)
    decide(comparison=comparison, wish=wish, seen=0, by=ana)
    clause = drafted(comparison, open_one)
    assert clause.text == open_one.proposed[wish.group].proposed
    assert clause.status is Status.DECIDED


def test_every_decision_is_in_the_record(comparison, open_one, ana):
    decide(comparison=comparison, wish=adopt(open_one), seen=0, by=ana)
    line = Record.objects.get(verb="decided")
    assert (line.by, line.detail["row"]) == (ana, open_one.uid)


def test_a_decision_taken_back_leaves_the_draft_as_it_was(comparison, open_one, ana):
    decision = decide(comparison=comparison, wish=adopt(open_one), seen=0, by=ana)
    undo = take_back(comparison=comparison, decision=decision.pk, by=ana)
    assert drafted(comparison, open_one).text == open_one.base_text
    take_back(comparison=comparison, decision=undo.pk, by=ana)
    assert drafted(comparison, open_one).text != open_one.base_text


def test_a_decision_is_taken_back_once(comparison, open_one, ana):
    decision = decide(comparison=comparison, wish=adopt(open_one), seen=0, by=ana)
    take_back(comparison=comparison, decision=decision.pk, by=ana)
    with pytest.raises(ValidationError, match="already"):
        take_back(comparison=comparison, decision=decision.pk, by=ana)


def test_the_second_of_two_writers_is_told_and_keeps_what_was_typed(comparison, open_one, ana):
    first = decide(comparison=comparison, wish=adopt(open_one), seen=0, by=ana)
    wish = Wish(open_one.uid, "write", text="Something else;")
    with pytest.raises(Overtaken) as overtaken:
        decide(comparison=comparison, wish=wish, seen=0, by=ana)
    assert overtaken.value.wish.text == "Something else;"
    assert overtaken.value.theirs == (first,)
    decide(comparison=comparison, wish=wish, seen=overtaken.value.last, by=ana)
    assert drafted(comparison, open_one).text == "Something else;"


def test_what_is_typed_is_kept_until_it_is_decided(comparison, open_one, ana):
    keep_unsent(comparison=comparison, row=open_one.uid, text="Half a sen", by=ana)
    assert Unsent.objects.get().text == "Half a sen"
    wish = Wish(open_one.uid, "write", text="Half a sentence;")
    decide(comparison=comparison, wish=wish, seen=0, by=ana)
    assert not Unsent.objects.exists()


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ({"choice": "adopt", "group": "NOBODY"}, "NOBODY"),
        ({"choice": "write", "text": "  "}, "Type the text"),
        ({"choice": "keep", "span": (90, 91)}, "have changed"),
        ({"choice": "undo"}, "no decision"),
    ],
)
def test_a_wish_the_clause_cannot_have_is_refused(comparison, open_one, ana, wish, reason):
    with pytest.raises(ValidationError, match=reason):
        decide(comparison=comparison, wish=Wish(open_one.uid, **wish), seen=0, by=ana)
    assert not Decision.objects.exists()


def test_bulk_adopts_what_is_unanimous_and_nothing_else(comparison, draft, ana):
    wishes = bulk.unanimous(draft)
    taken, refused = decide_many(comparison=comparison, wishes=wishes, by=ana)
    assert len(taken) == len(wishes) > 0
    assert not refused
    after = fold_draft(comparison)
    left = [span for clause in after.clauses for span in clause.undecided]
    assert left
    assert not bulk.unanimous(after)


def test_bulk_lists_what_could_not_be_applied(comparison, draft, ana):
    wishes = (*bulk.unanimous(draft)[:1], Wish("nowhere", "keep"))
    taken, refused = decide_many(comparison=comparison, wishes=wishes, by=ana)
    assert len(taken) == 1
    assert [(wish.row, "no longer" in why) for wish, why in refused] == [("nowhere", True)]


def test_a_clause_is_marked_as_agreed_without_touching_its_text(comparison, open_one, ana):
    mark(comparison=comparison, row=open_one.uid, status="agreed", by=ana)
    after = fold_draft(comparison)
    assert after.statuses[open_one.uid].status == "agreed"
    assert after.by_uid[open_one.uid].text == open_one.base_text


def test_a_reservation_names_its_group(comparison, open_one, ana):
    with pytest.raises(ValidationError, match="which group"):
        mark(comparison=comparison, row=open_one.uid, status="reserved", by=ana)


def test_a_snapshot_never_changes(comparison, open_one, ana):
    snapshot = take_snapshot(comparison=comparison, name="DT/12", by=ana)
    before = snapshot.clauses
    decide(comparison=comparison, wish=adopt(open_one), seen=0, by=ana)
    snapshot.refresh_from_db()
    assert snapshot.clauses == before
    with pytest.raises(AppendOnlyError):
        snapshot.save()
    with pytest.raises(ValidationError, match="already"):
        take_snapshot(comparison=comparison, name="dt/12", by=ana)


@pytest.fixture
def no_table_is_read(monkeypatch):
    """From here on nobody reads a whole table from the store."""

    def no_table_is_read():
        def read(comparison):
            raise AssertionError("the table was read again")

        monkeypatch.setattr(drafting, "stored_table", read)

    return no_table_is_read


def alike(one, other):
    """Whether two drafts say the same of everything but the moment they were folded at."""
    facts = ("clauses", "references", "decisions", "orphans", "statuses", "last")
    return all(getattr(one, name) == getattr(other, name) for name in facts)


def test_who_reads_decides_and_reads_on_has_the_table_read_once(
    comparison, draft, open_one, ana, no_table_is_read, django_capture_on_commit_callbacks
):
    kept_draft(comparison)
    no_table_is_read()
    with django_capture_on_commit_callbacks(execute=True):
        taken = decide(comparison=comparison, wish=adopt(open_one), seen=0, by=ana)
    after = kept_draft(find_comparison(ana, "901"))
    assert after.by_uid[open_one.uid].status is Status.DECIDED
    assert after.last[open_one.uid] == taken.pk


def test_a_draft_that_was_kept_is_the_one_that_would_be_folded(
    comparison, open_one, ana, django_capture_on_commit_callbacks
):
    kept_draft(comparison)
    wish = adopt(open_one)
    with django_capture_on_commit_callbacks(execute=True):
        taken = decide(comparison=comparison, wish=wish, seen=0, by=ana)
        assert alike(kept_draft(comparison), fold_draft(comparison))
        mark(comparison=comparison, row=open_one.uid, status="agreed", by=ana)
        take_back(comparison=comparison, decision=taken.pk, by=ana)
        decide_many(comparison=comparison, wishes=bulk.unanimous(fold_draft(comparison)), by=ana)
    assert alike(kept_draft(find_comparison(ana, "901")), fold_draft(comparison))


def test_a_decision_is_taken_on_the_table_as_it_is_and_not_as_it_was_read(
    comparison, open_one, ana
):
    """`comparison` was read before an editor (in another process) changed the table."""
    kept_draft(comparison)
    for cell in comparison.rows.get(uid=open_one.uid).cells.all():
        cell.delete()
    touch(comparison.base.resolution)
    with pytest.raises(ValidationError, match="has no text here"):
        decide(comparison=comparison, wish=adopt(open_one), seen=0, by=ana)


def test_what_is_not_stored_in_the_end_is_never_shown(comparison, open_one, ana):
    kept_draft(comparison)
    with transaction.atomic():
        decide(comparison=comparison, wish=adopt(open_one), seen=0, by=ana)
        mark(comparison=comparison, row=open_one.uid, status="agreed", by=ana)
        transaction.set_rollback(True)
    touch(comparison.base.resolution)  # somebody else's version has the same number
    assert not kept_draft(find_comparison(ana, "901")).decisions
