"""A person's word on rows and redlines: kept by every later import, told when it is lost."""

import pytest

from proposals.core import model as core
from proposals.core.model import Op, Run
from proposals.core.result import Refused
from proposals.models import Comparison, Correction, ProposedClause, Record
from proposals.models.runs import unpack
from proposals.selectors import stored_table
from proposals.services.conflict import Conflict
from proposals.services.correct_redline import correct_redline
from proposals.services.import_document import import_document
from proposals.services.move_clauses import join_rows, move_clause, release_clause, split_row
from tests.web.test_import_document import TABLE, bring

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return bring(TABLE).comparison


def cells(group, **how):
    return ProposedClause.objects.filter(proposal__group__code=group, **how).select_related("row")


def at(group, text):
    """The group's clause that says this."""
    return next(one for one in cells(group) if text in core.everything(one.to_core().text))


def again(old="", new="", **options):
    data = TABLE.read_text().replace(old, new) if old else TABLE.read_text()
    return import_document(data=data.encode(), name="again.txt", meeting="WTSA-24", **options)


def documents(table):
    return [column.body.clauses for column in stored_table(table).columns]


@pytest.fixture
def new_item(table):
    """A new item that one group alone has."""
    return next(
        one for one in cells("CITEL", row__base=None, kind="item") if one.row.cells.count() == 1
    )


def test_a_clause_moves_to_another_row_and_stays_there(table, new_item):
    before = documents(table)
    target = next(
        one.row for one in cells("ATU", row__base=None, kind="item") if one.row.cells.count() == 1
    )
    move_clause(
        comparison=table.pk,
        uid=new_item.row.uid,
        group="CITEL",
        to=target.uid,
        version=new_item.version,
        by=None,
    )
    moved = ProposedClause.objects.get(pk=new_item.pk)
    assert moved.row.uid == target.uid
    assert moved.pinned
    assert documents(table) == before
    again("software only", "software alone")
    assert ProposedClause.objects.get(pk=new_item.pk).row.uid == target.uid


def test_a_pin_can_be_let_go(table, new_item, django_user_model):
    home = new_item.row.uid
    target = next(
        one.row for one in cells("ATU", row__base=None, kind="item") if one.row.cells.count() == 1
    )
    boss = django_user_model.objects.create_user("boss")
    move_clause(comparison=table.pk, uid=home, group="CITEL", to=target.uid, version=1, by=boss)
    release_clause(comparison=table.pk, uid=target.uid, group="CITEL", by=boss)
    released = ProposedClause.objects.get(pk=new_item.pk)
    assert not released.pinned
    assert released.row.uid != target.uid
    assert set(Record.objects.filter(by=boss).values_list("verb", flat=True)) == {
        "pinned",
        "released",
    }


def test_a_shared_row_is_split_and_joined_again(table):
    shared = next(row for row in table.rows.filter(base=None, kind="item") if row.cells.count() > 1)
    first, second = shared.cells.select_related("proposal__group").order_by("proposal__position")[
        :2
    ]
    split_row(
        comparison=table.pk,
        uid=shared.uid,
        group=second.proposal.group.code,
        version=second.version,
        by=None,
    )
    apart = ProposedClause.objects.get(pk=second.pk)
    assert apart.row_id != ProposedClause.objects.get(pk=first.pk).row_id
    assert apart.pinned
    again("software only", "software alone")
    apart = ProposedClause.objects.select_related("row").get(pk=second.pk)
    assert apart.row_id != ProposedClause.objects.get(pk=first.pk).row_id
    home = ProposedClause.objects.get(pk=first.pk).row
    join_rows(comparison=table.pk, uid=apart.row.uid, to=home.uid, by=None)
    assert (
        ProposedClause.objects.get(pk=second.pk).row_id
        == ProposedClause.objects.get(pk=first.pk).row_id
    )


def test_a_row_takes_one_clause_of_a_group(table):
    one, other = cells("ATU", kind="item", row__base__isnull=False)[:2]
    with pytest.raises(Refused, match="already has a clause"):
        move_clause(
            comparison=table.pk,
            uid=one.row.uid,
            group="ATU",
            to=other.row.uid,
            version=one.version,
            by=None,
        )


def test_who_comes_second_is_told_and_changes_nothing(table, new_item):
    target = next(one.row for one in cells("ATU", row__base=None, kind="item"))
    with pytest.raises(Conflict) as conflict:
        move_clause(
            comparison=table.pk,
            uid=new_item.row.uid,
            group="CITEL",
            to=target.uid,
            version=new_item.version + 1,
            by=None,
        )
    assert conflict.value.version == new_item.version
    assert conflict.value.theirs == new_item.to_core()
    assert not ProposedClause.objects.get(pk=new_item.pk).pinned


def correct(table, cell, text, **more):
    return correct_redline(
        comparison=table.pk,
        uid=cell.row.uid,
        group=cell.proposal.group.code,
        label=unpack(cell.label_runs),
        text=text,
        version=cell.version,
        by=None,
        **more,
    )


def as_if_kept(runs):
    """The same words, none of them marked."""
    return (Run(Op.EQUAL, core.everything(runs)),)


def test_a_correction_is_kept_by_a_corrected_file(table, new_item):
    runs = unpack(new_item.text_runs)
    words = core.everything(runs)
    head, tail = words[: len(words) // 2], words[len(words) // 2 :]
    marked = (Run(Op.DELETE, head), Run(Op.INSERT, tail))
    assert correct(table, new_item, marked, reason="as the group says")
    corrected = ProposedClause.objects.get(pk=new_item.pk)
    assert corrected.corrected
    assert corrected.version > new_item.version
    imported = again("software only", "software alone")
    assert imported.changed
    assert unpack(ProposedClause.objects.get(pk=new_item.pk).text_runs)[0].op is Op.DELETE
    assert not imported.lost


def test_a_correction_whose_words_are_gone_is_listed_and_not_forgotten(table, new_item):
    words = core.everything(unpack(new_item.text_runs))
    correct(table, new_item, (Run(Op.DELETE, words[:9]), Run(Op.INSERT, words[9:])))
    imported = again(words, words.replace(" ", " indeed ", 1))
    assert any("correction" in lost for lost in imported.lost)
    assert Correction.objects.get().clause is None
    assert imported.document.report["lost"] == list(imported.lost)


def test_the_same_marks_again_are_no_correction(table, new_item):
    assert not correct(table, new_item, unpack(new_item.text_runs))
    assert not Correction.objects.exists()


def test_a_correction_changes_no_word(table, new_item):
    with pytest.raises(Refused, match="words must stay"):
        correct(table, new_item, (Run(Op.INSERT, "something else"),))


def test_a_correction_leaves_the_text_in_force_alone(table):
    changed = next(
        one for one in cells("ATU", state="changed", kind="item", row__base__isnull=False)
    )
    with pytest.raises(Refused, match="text in force"):
        correct(table, changed, as_if_kept(unpack(changed.text_runs)))


def test_marks_that_their_author_tracked_are_not_corrected():
    bring(TABLE.parent / "word" / "901-in-force.docx")
    comparison = bring(TABLE.parent / "word" / "901-atu.docx").comparison
    changed = cells("ATU", state="changed", kind="item").first()
    with pytest.raises(Refused, match="tracked by its author"):
        correct(comparison, changed, as_if_kept(unpack(changed.text_runs)))


def test_what_a_person_marked_is_inferred_no_more(table, new_item):
    words = core.everything(unpack(new_item.text_runs))
    correct(table, new_item, (Run(Op.DELETE, words[:9]), Run(Op.INSERT, words[9:])))
    first, second, *_ = unpack(ProposedClause.objects.get(pk=new_item.pk).text_runs)
    assert (first.op, first.why) == (Op.DELETE, "")
    assert (second.op, bool(second.why)) == (Op.INSERT, True)


def test_aligning_again_writes_nothing(table, django_assert_max_num_queries):
    from proposals.services.align_comparison import align_comparison

    with django_assert_max_num_queries(8):
        assert not align_comparison(comparison=Comparison.objects.get(pk=table.pk)).changed
