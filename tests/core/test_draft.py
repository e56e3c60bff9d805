"""The draft as the fold of its decisions: law 4."""

from hypothesis import given
from hypothesis import strategies as st

from proposals.core.draft import Choice, Contest, Decision, Status, fold, standing
from proposals.core.model import Clause, Kind, accept, deleted, equal, inserted, reject
from proposals.core.redline import diff
from proposals.core.words import normal

WORDS = st.sampled_from(
    ["the", "regional", "groups", "meet", "every", "two", "years,", "in", "Geneva;"]
)
SENTENCES = st.lists(WORDS, max_size=10).map(" ".join)
FILLED = st.lists(WORDS, min_size=1, max_size=10).map(" ".join)


def clause(runs):
    return Clause(Kind.ITEM, "resolves", equal("1"), runs)


def contest(base, **texts):
    return Contest(
        "r1",
        clause(equal(base)),
        {group: clause(diff(base, text)) for group, text in texts.items()},
    )


def draft_text(contests, *decisions):
    return [drafted.text for drafted in fold(contests, decisions)]


def test_without_decisions_the_draft_is_the_base_and_open():
    (drafted,) = fold([contest("meet yearly;", ATU="meet every two years;")], [])
    assert drafted.text == "meet yearly;"
    assert drafted.status is Status.OPEN
    assert len(drafted.undecided) == 1


def test_bracketing_shows_every_reading_with_its_groups():
    contests = [
        contest(
            "meet yearly in Geneva;", ATU="meet weekly in Geneva;", CITEL="meet monthly in Geneva;"
        )
    ]
    (drafted,) = fold(contests, [Decision("r1", Choice.BRACKET)])
    assert drafted.text == "meet [weekly (ATU)] [monthly (CITEL)] in Geneva;"
    assert drafted.status is Status.BRACKETED


def test_a_change_is_signed_by_the_groups_it_comes_from():
    contests = [contest("meet yearly;", ATU="meet often;", CITEL="meet often;")]
    (drafted,) = fold(contests, [Decision("r1", Choice.ADOPT, group="CITEL", author="Ana")])
    assert {run.author for run in drafted.clause.text if run.op != "equal"} == {"ATU, CITEL"}


def test_a_written_text_is_redlined_against_the_base():
    contests = [contest("meet yearly;", ATU="meet often;")]
    (drafted,) = fold(
        contests, [Decision("r1", Choice.WRITE, text="meet twice a year;", author="Ana")]
    )
    assert drafted.text == "meet twice a year;"
    assert reject(drafted.clause.text) == "meet yearly;"
    assert drafted.status is Status.DECIDED


def test_an_insertion_nobody_decided_on_is_not_in_the_draft():
    new = Contest("r2", None, {"ATU": clause(inserted("to meet;"))})
    (drafted,) = fold([new], [])
    assert drafted.is_absent
    assert drafted.status is Status.OPEN


def test_an_adopted_deletion_leaves_no_word():
    gone = Contest("r1", clause(equal("to meet;")), {"ATU": clause(deleted("to meet;"))})
    (drafted,) = fold([gone], [Decision("r1", Choice.ADOPT, group="ATU")])
    assert drafted.is_absent
    assert reject(drafted.clause.text) == "to meet;"


def test_a_decision_on_words_that_are_gone_does_not_stand():
    now = contest("meet yearly;", ATU="meet yearly;")
    assert not standing(now, Decision("r1", Choice.ADOPT, span=(1, 2), group="ATU"))
    assert not standing(now, Decision("r1", Choice.ADOPT, group="CITEL"))


@given(FILLED, SENTENCES, SENTENCES)
def test_adopting_one_group_everywhere_gives_exactly_its_text(base, first, second):
    contests = [contest(base, ATU=first, CITEL=second)]
    for group, text in (("ATU", first), ("CITEL", second)):
        assert normal(draft_text(contests, Decision("r1", Choice.ADOPT, group=group))[0]) == normal(
            text
        )


@given(FILLED, SENTENCES, SENTENCES, st.randoms(use_true_random=False))
def test_deciding_in_another_order_gives_the_same_draft(base, first, second, random):
    contests = [contest(base, ATU=first, CITEL=second)]
    decisions = [
        Decision("r1", random.choice([Choice.KEEP, Choice.BRACKET, Choice.ADOPT]), span.key, "ATU")
        for span in contests[0].spans
    ]
    shuffled = random.sample(decisions, len(decisions))
    assert fold(contests, decisions) == fold(contests, shuffled)


@given(FILLED, SENTENCES, SENTENCES)
def test_brackets_hold_every_proposed_word(base, first, second):
    contests = [contest(base, ATU=first, CITEL=second)]
    bracketed = normal(draft_text(contests, Decision("r1", Choice.BRACKET))[0])
    for span in contests[0].spans:
        for reading in span.readings:
            assert normal(reading.text) in bracketed


@given(FILLED, SENTENCES, SENTENCES, st.sampled_from(Choice))
def test_rejecting_the_drafts_changes_gives_the_base(base, first, second, choice):
    contests = [contest(base, ATU=first, CITEL=second)]
    (drafted,) = fold(contests, [Decision("r1", choice, group="ATU", text="to meet;")])
    assert normal(reject(drafted.clause.text)) == normal(base)
    assert accept(drafted.clause.text) == drafted.text


def test_brackets_keep_the_spaces_around_an_insertion():
    contests = [
        contest(
            "(Lakeside, 2016)",
            ATU="(Lakeside, 2016; Harbour, 2022)",
            RCC="(Lakeside, 2016: Harbour, 2022)",
        )
    ]
    assert draft_text(contests, Decision("r1", Choice.BRACKET)) == [
        "(Lakeside, 2016[; Harbour, 2022 (ATU)] [: Harbour, 2022 (RCC)])"
    ]
    contests = [contest("groups meet", ATU="groups often meet", RCC="groups rarely meet")]
    assert draft_text(contests, Decision("r1", Choice.BRACKET)) == [
        "groups [often (ATU)] [rarely (RCC)] meet"
    ]
