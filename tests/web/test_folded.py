"""The folded column says what its text says, whatever service wrote it."""

import pytest
from django.contrib.auth.models import Group as Role
from django.contrib.auth.models import User

from proposals.core import model as core
from proposals.core.model import Op, Run
from proposals.models import Annotation, Clause, ProposedClause
from proposals.models.folded import Searchable
from proposals.models.runs import pack, unpack
from proposals.services.annotate import annotate, annotate_from_word, answer, reword, share
from proposals.services.correct_redline import correct_redline
from proposals.services.edit_base import edit_base
from proposals.services.import_document import import_document
from proposals.services.move_clauses import (
    join_rows,
    move_clause,
    release_clause,
    split_row,
    undo_move,
)
from tests.web.test_annotating import word_comment
from tests.web.test_import_document import CEPT, IN_FORCE, TABLE, bring

pytestmark = pytest.mark.django_db


def wrong():
    """What is stored otherwise than its text says, and that anything is stored at all."""
    assert Clause.objects.exists()
    return [
        (one, one.folded)
        for model in Searchable.__subclasses__()
        for one in model.objects.all()
        if one.folded != one.folded_text()
    ]


@pytest.fixture
def table():
    return bring(TABLE).comparison


@pytest.fixture
def editor():
    user = User.objects.create_user("editor")
    user.groups.add(Role.objects.get_or_create(name="editor")[0])
    return user


def test_all_that_is_searched_has_the_column():
    assert set(Searchable.__subclasses__()) == {Annotation, Clause, ProposedClause}


def test_after_every_kind_of_import(table):
    assert wrong() == []
    assert ProposedClause.objects.filter(folded__contains="\n").exists()
    bring(IN_FORCE)
    assert wrong() == []
    bring(CEPT)
    assert wrong() == []
    text = TABLE.read_text().replace("software only", "software alone")
    import_document(data=text.encode(), name="again.txt", meeting="WTSA-24")
    assert ProposedClause.objects.filter(folded__contains="software alone").exists()
    assert not ProposedClause.objects.filter(folded__contains="software only").exists()
    assert wrong() == []


def test_after_a_correction(table):
    cell = next(
        one
        for one in ProposedClause.objects.select_related("row", "proposal__group")
        if one.row.base_id is None and len(core.everything(one.to_core().text)) > 30
    )
    words = core.everything(cell.to_core().text)
    correct_redline(
        comparison=table.pk,
        uid=cell.row.uid,
        group=cell.proposal.group.code,
        label=unpack(cell.label_runs),
        text=(Run(Op.INSERT, words[:20]), Run(Op.DELETE, words[20:])),
        version=cell.version,
        by=None,
    )
    assert "\n" in ProposedClause.objects.get(pk=cell.pk).folded
    assert wrong() == []


def test_after_every_move(table):
    row = next(row for row in table.rows.filter(base=None, kind="item") if row.cells.count() > 1)
    _, cell = row.cells.select_related("proposal__group").order_by("proposal__position")[:2]
    group = cell.proposal.group.code
    split_row(comparison=table.pk, uid=row.uid, group=group, version=cell.version, by=None)
    assert wrong() == []
    apart = ProposedClause.objects.select_related("row").get(pk=cell.pk)
    join_rows(comparison=table.pk, uid=apart.row.uid, to=row.uid, by=None)
    assert wrong() == []
    release_clause(comparison=table.pk, uid=row.uid, group=group, by=None)
    assert wrong() == []
    # Beside another text in force, the redline is another one.
    free = next(
        one
        for one in table.rows.filter(kind="item", base__isnull=False)
        if not one.cells.filter(proposal=cell.proposal, position__isnull=False).exists()
    )
    now = ProposedClause.objects.select_related("row").get(pk=cell.pk)
    move_clause(
        comparison=table.pk,
        uid=now.row.uid,
        group=group,
        to=free.uid,
        version=now.version,
        by=None,
    )
    assert wrong() == []
    undo_move(comparison=table.pk, by=None)
    assert wrong() == []


def test_after_the_text_in_force_is_typed_in(table):
    clause = table.base.clauses.filter(kind="item").first()
    clause.text = f"Étrange: {clause.text}"
    clause.save()
    edit_base(revision=table.base, by=None)
    assert Clause.objects.get(pk=clause.pk).folded.startswith("etrange:")
    assert wrong() == []


def test_after_everything_that_people_say(table, editor):
    row = table.rows.filter(cells__state="changed").first()
    thread = annotate(
        comparison=table,
        row=row.uid,
        text="Two <b>Ye</b>ars",
        by=editor,
        visibility="secretariat",
    )
    answered = answer(thread=thread, text="Three", by=editor)
    assert wrong() == []
    reword(annotation=answered, text="FOUR years", by=editor)
    share(thread=thread, by=editor)
    proposal = table.proposals.get(group__code="ATU")
    annotate_from_word(proposals=[proposal], comments=[word_comment()], by=editor)
    assert wrong() == []
    folded = Annotation.objects.order_by("pk").values_list("folded", flat=True)
    assert list(folded) == ["two years", "four years", "check the date."]


def test_no_text_is_written_past_its_column(table):
    clause = table.base.clauses.first()
    with pytest.raises(TypeError, match="save what is searched"):
        Clause.objects.filter(pk=clause.pk).update(text="Past it")
    clause.text = "In BULK"
    Clause.objects.bulk_update([clause], ["text"])
    assert Clause.objects.get(pk=clause.pk).folded == "in bulk"
    clause.text = "By ITSELF"
    clause.save(update_fields=["text"])
    assert Clause.objects.get(pk=clause.pk).folded == "by itself"
    deferred = Clause.objects.defer("folded").get(pk=clause.pk)
    deferred.text = "DEFERRED"
    deferred.save()
    assert Clause.objects.get(pk=clause.pk).folded == "deferred"
    cell = ProposedClause.objects.filter(position__isnull=False).first()
    cell.cell_runs, cell.text_runs = None, pack(core.equal("Own WORDS"))
    cell.save(update_fields=["cell_runs", "text_runs"])
    assert ProposedClause.objects.get(pk=cell.pk).folded == "own words"
