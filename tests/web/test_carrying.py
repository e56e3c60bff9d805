"""Law 5 without a database: a document that comes again finds its clauses."""

from hypothesis import given
from hypothesis import strategies as st

from proposals.core.model import Clause, Kind, Op, Run, equal, everything
from proposals.models import ProposedClause
from proposals.models.runs import pack
from proposals.services.carrying import carry

words = st.text(st.sampled_from("abc "), min_size=1, max_size=6)
clauses = st.lists(
    st.builds(
        lambda label, runs: Clause(Kind.ITEM, "", equal(label), tuple(runs), 1, 1),
        st.sampled_from(["", "a)", "b)"]),
        st.lists(st.builds(Run, st.sampled_from(Op), words), min_size=1, max_size=3),
    ),
    max_size=8,
)


def stored(document, **more):
    return [
        ProposedClause(
            pk=at,
            position=at,
            kind=clause.kind.value,
            label_runs=pack(clause.label),
            text_runs=pack(clause.text),
            **more,
        )
        for at, clause in enumerate(document, 1)
    ]


@given(clauses)
def test_the_same_document_loses_nothing(document):
    column, lost = carry(stored(document, corrected=True), document, "en")
    assert not lost
    assert all(one.prior is not None and one.corrected for one in column)
    assert len({one.prior.pk for one in column}) == len(document)


@given(clauses, clauses)
def test_no_clause_is_two_others_and_no_word_comes_from_the_old_document(old, new):
    column, _ = carry(stored(old), new, "en")
    found = [one.prior.pk for one in column if one.prior is not None]
    assert len(set(found)) == len(found)
    assert [everything(one.clause.runs) for one in column] == [
        everything(clause.runs) for clause in new
    ]


@given(clauses, clauses)
def test_a_correction_is_kept_or_listed(old, new):
    before = stored(old, corrected=True)
    column, lost = carry(before, new, "en")
    kept = {one.prior.pk for one in column if one.prior is not None and one.corrected}
    assert kept | {one.pk for one in lost} == {one.pk for one in before}
    assert kept.isdisjoint(one.pk for one in lost)


@given(clauses)
def test_corrected_marks_win_over_those_that_were_read_again(document):
    marked = [
        Clause(c.kind, "", c.label, (Run(Op.INSERT, everything(c.text)),), 1, 1) for c in document
    ]
    column, _ = carry(stored(marked, corrected=True), document, "en")
    assert [one.clause.text[0].op for one in column] == [Op.INSERT] * len(document)
