"""Law 4 on contests that came out of the store: a table with five columns, as imported."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proposals.core.draft import Choice, Decision, fold
from proposals.core.model import reject
from proposals.core.words import normal
from proposals.selectors.drafting import fold_draft


@pytest.fixture
def contests(comparison):
    return fold_draft(comparison).contests


def flat(text):
    return "".join(normal(text).split())


def test_adopting_one_group_everywhere_gives_exactly_its_text(contests):
    for group in {group for one in contests for group in one.proposed}:
        held = [one for one in contests if group in one.proposed]
        drafted = fold(held, [Decision(one.uid, Choice.ADOPT, group=group) for one in held])
        texts = {one.uid: one.text for one in drafted}
        for one in held:
            assert flat(texts[one.uid]) == flat(one.proposed[group].proposed), (group, one.uid)


def test_rejecting_the_drafts_changes_gives_the_text_in_force(contests):
    for choice in (Choice.BRACKET, Choice.KEEP, Choice.DELETE, Choice.DEFER):
        for one in fold(contests, [Decision(each.uid, choice) for each in contests]):
            base = next(each for each in contests if each.uid == one.uid)
            assert reject(one.clause.text) == base.base_text


def test_every_proposed_word_is_in_the_draft_once_all_is_bracketed(contests):
    drafted = fold(contests, [Decision(one.uid, Choice.BRACKET) for one in contests])
    texts = {one.uid: flat(one.text) for one in drafted}
    for one in contests:
        for span in one.spans:
            for reading in span.readings:
                assert flat(reading.text) in texts[one.uid]


@settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25
)
@given(data=st.data())
def test_deciding_in_another_order_gives_the_same_draft(contests, data):
    places = [(one, span) for one in contests for span in one.spans]
    chosen = data.draw(st.sets(st.integers(0, len(places) - 1), max_size=12))
    decisions = [
        Decision(
            one.uid,
            data.draw(st.sampled_from([Choice.ADOPT, Choice.KEEP, Choice.BRACKET, Choice.DEFER])),
            span.key,
            span.readings[-1].groups[0],
        )
        for one, span in map(places.__getitem__, sorted(chosen))
    ]
    assert fold(contests, decisions) == fold(contests, data.draw(st.permutations(decisions)))
