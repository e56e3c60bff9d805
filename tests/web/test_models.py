"""The laws that the database keeps by itself, and what is only ever added."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.model import Op, Run
from proposals.models import (
    Clause,
    Comparison,
    Correction,
    Group,
    Meeting,
    ProposedClause,
    Record,
    Resolution,
    Revision,
    Row,
)
from proposals.models.record import AppendOnlyError
from proposals.models.runs import pack, unpack

runs = st.lists(
    st.builds(Run, st.sampled_from(Op), st.text(min_size=1), st.text(), st.text(), st.text()),
    max_size=6,
).map(tuple)


@given(runs)
def test_runs_come_back_from_the_store_as_they_went_in(found):
    assert unpack(pack(found)) == found


def test_a_run_that_changes_nothing_takes_two_entries():
    assert pack([Run(Op.EQUAL, "kept")]) == [["equal", "kept"]]


@pytest.mark.django_db
def test_six_groups_and_three_assemblies_are_there_from_the_start():
    codes = dict(Group.objects.values_list("code", "source_code"))
    assert codes == {
        "ATU": "AFCP", "AST": "ARB", "APT": "ACP", "CEPT": "EUR", "CITEL": "IAP", "RCC": "RCC",
    }  # fmt: skip
    assert set(Meeting.objects.values_list("code", flat=True)) == {"WTSA-16", "WTSA-20", "WTSA-24"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("conference", "slug"), [("WTSA", "44"), ("PP", "PP-44"), ("Council", "Council-44")]
)
def test_a_resolutions_address_names_the_conference_unless_it_is_the_assembly(conference, slug):
    assert Resolution.objects.create(conference=conference, number="44").slug == slug


def refused():
    return pytest.raises(IntegrityError)


@pytest.mark.django_db
class TestTheDatabaseRefuses:
    def test_two_clauses_at_one_place(self, comparison):
        clause = comparison.base.clauses.first()
        with refused(), transaction.atomic():
            Clause.objects.create(
                revision=comparison.base, uid="another", position=clause.position, kind="item"
            )

    def test_two_clauses_with_one_id(self, comparison):
        clause = comparison.base.clauses.first()
        with refused(), transaction.atomic():
            Clause.objects.create(
                revision=comparison.base, uid=clause.uid, position=999, kind="item"
            )

    def test_two_rows_at_one_address(self, comparison):
        row = comparison.rows.first()
        with refused(), transaction.atomic():
            Row.objects.create(comparison=comparison, uid=row.uid, position=9999, kind="item")

    def test_two_cells_of_a_group_in_one_row(self, comparison):
        cell = ProposedClause.objects.first()
        with refused(), transaction.atomic():
            ProposedClause.objects.create(
                proposal=cell.proposal, row=cell.row, position=9999, kind="item"
            )

    def test_two_proposals_of_a_group(self, comparison):
        proposal = comparison.proposals.first()
        with refused(), transaction.atomic():
            comparison.proposals.create(group=proposal.group, position=99)

    def test_a_second_comparison_of_the_same_texts(self, comparison):
        with refused(), transaction.atomic():
            Comparison.objects.create(meeting=comparison.meeting, base=comparison.base)

    def test_a_revision_twice_in_one_language(self, comparison):
        base = comparison.base
        with refused(), transaction.atomic():
            Revision.objects.create(
                resolution=base.resolution, name=base.name, language=base.language
            )

    def test_a_clause_that_a_table_stands_on_to_be_deleted(self, comparison):
        with pytest.raises(ProtectedError):
            comparison.base.clauses.first().delete()

    def test_a_meeting_that_ends_before_it_starts(self):
        meeting = Meeting(
            code="X", conference="WTSA", name="X", place="X", year=2030,
            starts="2030-01-02", ends="2030-01-01",
        )  # fmt: skip
        with pytest.raises(ValidationError, match="before the first"):
            meeting.full_clean()


@pytest.mark.django_db
class TestWhatHappenedStays:
    @pytest.fixture
    def line(self):
        resolution = Resolution.objects.create(number="1")
        return Record.objects.create(resolution=resolution, verb="imported", object="a file")

    def test_a_line_is_not_rewritten(self, line):
        line.object = "another file"
        with pytest.raises(AppendOnlyError):
            line.save()

    def test_a_line_is_not_deleted(self, line):
        with pytest.raises(AppendOnlyError):
            line.delete()

    @pytest.mark.parametrize("model", [Record, Correction])
    def test_not_even_many_at_once(self, model):
        with pytest.raises(AppendOnlyError):
            model.objects.all().delete()
        with pytest.raises(AppendOnlyError):
            model.objects.update(by=None)
