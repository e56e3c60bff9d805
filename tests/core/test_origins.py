"""Each word of a draft knows the span that it belongs to."""

from hypothesis import given
from hypothesis import strategies as st

from proposals.core.draft import Choice, Contest, Decision, fold
from proposals.core.model import Clause, Kind, Op, Run, accept, equal, everything
from proposals.core.origins import REST, WHOLE, key_of, parts
from proposals.core.redline import diff

BASE = "to report biennially to the Council on progress, and to the Members"
ATU = "to report every two years to the Council on all progress, and to the Members"
RCC = "to report annually to the Council on progress, and to all the Members"


def clause(runs):
    return Clause(Kind.ITEM, "resolves", equal("1"), runs)


def contest(base=BASE, **texts):
    proposed = {group: clause(diff(base, text)) for group, text in texts.items()}
    return Contest("u1", clause(equal(base)) if base else None, proposed)


def drafted(found, *decisions):
    return fold([found], decisions)[0].clause.text


def by_key(found, *decisions, whole=None):
    return {part.key: part.runs for part in parts(found, drafted(found, *decisions), whole)}


def test_words_that_no_group_changes_are_the_rest():
    found = contest(ATU=BASE)
    assert parts(found, drafted(found)) == (parts(found, equal(BASE))[0],)
    assert parts(found, drafted(found))[0].key == REST


def test_a_place_on_which_nobody_decided_is_told_from_the_rest():
    found = contest(ATU=ATU, RCC=RCC)
    reports = next(span for span in found.spans if "biennially" in span.base)
    assert everything(by_key(found)[key_of(reports.key)]).strip() == reports.base.strip()


def test_adopted_words_belong_to_the_span_that_was_decided_on():
    found = contest(ATU=ATU, RCC=RCC)
    reports = next(span for span in found.spans if "biennially" in span.base)
    decision = Decision("u1", Choice.ADOPT, reports.key, "ATU", author="ana")
    key = key_of(reports.key)
    words = by_key(found, decision)[key]
    assert accept(words).strip() == "every two years"
    assert {run.op for run in words} == {Op.DELETE, Op.INSERT}


def test_a_clause_written_as_one_is_of_one_origin():
    found = contest(ATU=ATU, RCC=RCC)
    decision = Decision("u1", Choice.WRITE, text="to keep silent", author="ana")
    text = drafted(found, decision)
    assert [part.key for part in parts(found, text, decision)] == [WHOLE]


def test_a_new_clause_is_its_groups_from_the_first_word_to_the_last():
    found = contest("", ATU="to think again")
    decision = Decision("u1", Choice.ADOPT, group="ATU")
    assert [part.key for part in parts(found, drafted(found, decision), decision)] == ["0-0"]


def test_a_number_that_follows_the_draft_belongs_to_the_words_around_it():
    found = contest("see resolves 4 and report", ATU="see resolves 4 and report now")
    runs = (
        Run(Op.EQUAL, "see resolves "),
        Run(Op.DELETE, "4", why="renumbered"),
        Run(Op.INSERT, "3", why="renumbered"),
        Run(Op.EQUAL, " and report"),
    )
    first = parts(found, runs)[0]
    assert first.key == REST
    assert accept(first.runs).startswith("see resolves 3")


WORDS = st.lists(st.sampled_from("report annually to the Council , and all".split()), max_size=9)


@given(WORDS, WORDS, WORDS, st.sampled_from(Choice), st.booleans())
def test_no_word_is_lost_or_moved_whatever_was_decided(base, one, two, choice, spanwise):
    found = contest(" ".join(base), ATU=" ".join(one), RCC=" ".join(two))
    facts = {"group": "ATU", "text": "anything"}
    whole = None if spanwise else Decision("u1", choice, **facts)
    taken = [Decision("u1", choice, span.key, **facts) for span in found.spans]
    taken = taken if spanwise else [whole]
    text = drafted(found, *taken)
    cut = parts(found, text, whole)
    letters = [(run.op, letter) for run in text for letter in run.text]
    again = [(run.op, letter) for part in cut for run in part.runs for letter in run.text]
    assert again == letters
    assert {part.key for part in cut} <= {REST, WHOLE, *(key_of(span.key) for span in found.spans)}
