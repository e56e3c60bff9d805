"""Resolution 44 from nothing to a draft: the secretariat's table in, decisions, the draft out."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache

from proposals.core.draft import Status
from proposals.core.merge import Agreement
from proposals.core.model import accept, reject
from proposals.models import Comparison, Record
from proposals.selectors.deciding import draft_page
from proposals.selectors.drafting import fold_draft
from proposals.selectors.recording import Filters, record_page
from proposals.services import bulk
from proposals.services.decide import Wish, decide, decide_many
from proposals.services.import_document import import_document
from proposals.services.snapshot import take_snapshot

TABLE = Path(__file__).parents[2].parent / "shared" / "seeds" / "resolution-44-side-by-side.txt"

pytestmark = pytest.mark.skipif(
    not TABLE.is_file(), reason="ITU's texts are not part of the project: ../shared is not there"
)


@pytest.fixture
def ana(db):
    cache.clear()
    return User.objects.create_superuser("ana")


@pytest.fixture
def comparison(ana):
    import_document(data=TABLE.read_bytes(), name=TABLE.name, meeting="WTSA-20", by=ana)
    return Comparison.objects.select_related("meeting", "base__resolution").get()


def by_name(draft, section, label):
    """The contest over the clause that the text in force calls so."""
    return next(
        one
        for one in draft.contests
        if one.base is not None
        and one.base.section == section
        and reject(one.base.label).strip("\t ") == label
    )


def test_resolution_44_is_merged_from_nothing_to_a_draft(comparison, ana):
    draft = fold_draft(comparison)
    assert all(one.text == draft.contest(one.uid).base_text for one in draft.clauses)

    # What is unanimous, at once: the place and year in the number line are among it.
    taken, refused = decide_many(comparison=comparison, wishes=bulk.unanimous(draft), by=ana)
    assert taken
    assert not refused
    draft = fold_draft(comparison)
    number = next(one for one in draft.clauses if one.clause.kind == "title")
    assert "(Rev. Geneva, 2022)" in number.text
    assert number.status is Status.DECIDED

    # Two conflicts into brackets.
    disputed = [
        one
        for one in draft.contests
        if one.base is not None and any(s.agreement is Agreement.CONFLICT for s in one.spans)
    ][:2]
    for contest in disputed:
        decide(
            comparison=comparison,
            wish=Wish(contest.uid, "bracket"),
            seen=_last(comparison, contest),
            by=ana,
        )
    # One clause by hand, one out: the second of resolves goes, so those after it move up.
    by_hand = by_name(draft, "resolves", "1")
    written = Wish(by_hand.uid, "write", text="to go on in accordance with resolves 4;")
    decide(comparison=comparison, wish=written, seen=_last(comparison, by_hand), by=ana)
    out = by_name(draft, "resolves", "2")
    decide(
        comparison=comparison,
        wish=Wish(out.uid, "delete", reason="done"),
        seen=_last(comparison, out),
        by=ana,
    )

    draft = fold_draft(comparison)
    for contest in disputed:
        assert draft.by_uid[contest.uid].status is Status.BRACKETED
        for span in contest.spans:
            for reading in span.readings:
                assert reading.text.strip() in draft.by_uid[contest.uid].text
    assert draft.by_uid[out.uid].is_absent
    third = draft.by_uid[by_name(draft, "resolves", "3").uid]
    assert accept(third.clause.label).strip() == "2"
    assert draft.by_uid[by_hand.uid].text == "to go on in accordance with resolves 3;"
    # What nobody decided on stands as it is in force.
    for one in draft.clauses:
        if not any(decision.row == one.uid for decision in draft.decisions):
            assert reject(one.clause.text) == draft.contest(one.uid).base_text

    page = draft_page(ana, "44", "WTSA-20")
    assert {line.uid for line in page.brackets} == {contest.uid for contest in disputed}
    assert ("3", "2") in {(one.old.strip(), one.new.strip()) for one in page.renumbered}
    assert ("resolves 4", "resolves 3") in {(one.words, one.now) for one in page.references}

    take_snapshot(comparison=comparison, name="DT/12", by=ana)
    lines = record_page(ana, "44", Filters(), "WTSA-20").lines
    verbs = [line.verb for line in reversed(lines)]
    assert verbs[0] == "imported"
    assert verbs[-1] == "kept the draft"
    assert (
        verbs.count("decided on") == len(taken) + 4 == Record.objects.filter(verb="decided").count()
    )
    assert any(line.reason == "done" for line in lines)


def test_what_all_groups_say_of_the_heading_is_no_conflict_and_lists_that_end_otherwise_compete(
    comparison,
):
    draft = fold_draft(comparison)
    number = next(one for one in draft.contests if one.base and one.base.kind == "title")
    (span,) = number.spans
    assert span.agreement is Agreement.UNANIMOUS
    assert span.readings[0].groups == ("ATU", "CITEL", "RCC")
    rivals = [row for row in draft.table.rows if row.rival]
    assert len({row.rival for row in rivals}) >= 2


def _last(comparison, contest):
    return fold_draft(comparison).last.get(contest.uid, 0)
