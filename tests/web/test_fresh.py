"""What is new to a reader: what is marked, for whom, and until when."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group as Role
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from proposals.core.model import Op, Run, everything
from proposals.models import Comparison, Delegation, Group, Look, Meeting, ProposedClause, Record
from proposals.models.runs import unpack
from proposals.selectors.drafting import fold_draft
from proposals.selectors.fresh import VISIT, fresh, fresh_counts, new_rows
from proposals.services.annotate import annotate, share
from proposals.services.correct_redline import correct_redline
from proposals.services.decide import Wish, decide
from proposals.services.import_document import import_document
from proposals.services.look import have_seen, look
from proposals.services.move_clauses import split_row
from proposals.services.record import record
from tests.web.test_import_document import FOLDER, TABLE, bring


@pytest.fixture
def people(db):
    def person(name, role):
        user = User.objects.create_user(name)
        user.groups.add(Role.objects.get_or_create(name=role)[0])
        return user

    people = SimpleNamespace(
        reader=person("reader", "delegate"),
        secretary=person("secretary", "secretariat"),
        editor=person("editor", "editor"),
        atu=person("atu", "delegate"),
        nobody=User.objects.create_user("nobody"),
    )
    Delegation.objects.create(user=people.atu, group=Group.objects.get_or_create(code="ATU")[0])
    return people


@pytest.fixture
def rows(comparison):
    """Clauses that somebody proposes to change."""
    return [each.uid for each in fold_draft(comparison).clauses if each.undecided]


@pytest.fixture
def decide_on(comparison, people):
    def decide_on(uid, by=None):
        seen = fold_draft(comparison).last.get(uid, 0)
        return decide(
            comparison=comparison, wish=Wish(uid, "keep"), seen=seen, by=by or people.secretary
        )

    return decide_on


@pytest.fixture
def open_table(client, comparison):
    """The reader opens the table, whose script asks for the marks."""

    def open_table(user):
        client.force_login(user)
        return client.get(reverse("fresh", kwargs={"number": "901"})).json()

    return open_table


@pytest.fixture
def table(db):
    """The same table, imported from its file."""
    return bring(TABLE).comparison


def new_item(group):
    """A new clause that one group alone has."""
    found = ProposedClause.objects.filter(
        proposal__group__code=group, row__base=None, kind="item"
    ).select_related("row")
    return next(one for one in found if one.row.cells.count() == 1)


def go_away(user, how_long=VISIT + timedelta(minutes=1)):
    """So long ago was the reader's last request."""
    for one in Look.objects.filter(user=user):
        Look.objects.filter(pk=one.pk).update(at=timezone.now() - how_long)


def test_at_the_first_visit_nothing_is_marked(comparison, people, rows, decide_on, open_table):
    decide_on(rows[0])
    assert open_table(people.reader)["rows"] == {}
    assert open_table(people.reader)["rows"] == {}


def test_a_decision_since_then_is_marked(people, rows, decide_on, open_table):
    open_table(people.reader)
    decide_on(rows[0])
    found = open_table(people.reader)
    assert found["rows"] == {rows[0]: {"said": "new decision", "groups": []}}
    assert found["said"].startswith("1 clause is new since")


def test_opening_the_table_again_takes_no_mark_away(people, rows, decide_on, open_table):
    open_table(people.reader)
    decide_on(rows[0])
    assert set(open_table(people.reader)["rows"]) == {rows[0]}
    assert set(open_table(people.reader)["rows"]) == {rows[0]}


def test_when_the_visit_is_over_what_the_table_showed_is_old(people, rows, decide_on, open_table):
    open_table(people.reader)
    decide_on(rows[0])
    open_table(people.reader)
    go_away(people.reader)
    decide_on(rows[1])
    assert set(open_table(people.reader)["rows"]) == {rows[1]}


def test_a_pause_does_not_end_a_visit(people, rows, decide_on, open_table):
    open_table(people.reader)
    decide_on(rows[0])
    open_table(people.reader)
    go_away(people.reader, VISIT - timedelta(minutes=1))
    assert set(open_table(people.reader)["rows"]) == {rows[0]}


def test_what_came_while_one_clause_was_read_is_still_new_the_next_time(
    client, comparison, people, rows, decide_on, open_table
):
    open_table(people.reader)
    decide_on(rows[1])
    client.get(reverse("clause", kwargs={"number": "901", "uid": rows[0]}))
    go_away(people.reader)
    assert set(open_table(people.reader)["rows"]) == {rows[1]}


def test_a_page_of_a_clause_goes_on_with_the_visit(client, people, rows, decide_on, open_table):
    open_table(people.reader)
    decide_on(rows[0])
    open_table(people.reader)
    go_away(people.reader, timedelta(minutes=20))
    client.get(reverse("clause", kwargs={"number": "901", "uid": rows[0]}))
    assert timezone.now() - Look.objects.get(user=people.reader).at < timedelta(minutes=20)
    assert set(open_table(people.reader)["rows"]) == {rows[0]}


def test_who_says_that_they_have_seen_it_is_shown_no_mark(
    client, people, rows, decide_on, open_table
):
    open_table(people.reader)
    decide_on(rows[0])
    until = open_table(people.reader)["until"]
    answer = client.post(reverse("seen", kwargs={"number": "901"}), {"until": until})
    assert answer.status_code == 302
    assert open_table(people.reader)["rows"] == {}


def test_what_came_after_the_table_was_opened_stays_new_to_who_has_seen_the_rest(
    client, people, rows, decide_on, open_table
):
    open_table(people.reader)
    decide_on(rows[0])
    until = open_table(people.reader)["until"]
    decide_on(rows[1])
    client.post(reverse("seen", kwargs={"number": "901"}), {"until": until})
    assert set(open_table(people.reader)["rows"]) == {rows[1]}


def test_nobody_can_have_seen_what_is_still_to_come(
    comparison, people, rows, decide_on, open_table
):
    open_table(people.reader)
    have_seen(user=people.reader, comparison=comparison, until=10**9)
    decide_on(rows[0])
    assert set(open_table(people.reader)["rows"]) == {rows[0]}


@pytest.mark.parametrize("until", ["", "-1", "x", "9" * 40])
def test_whatever_is_posted_as_seen_is_no_error(client, people, open_table, until):
    open_table(people.reader)
    answer = client.post(reverse("seen", kwargs={"number": "901"}), {"until": until})
    assert answer.status_code == 302


def test_the_way_back_keeps_what_the_table_showed_but_its_being_narrowed(
    client, people, open_table
):
    open_table(people.reader)
    sent = {"query": "col=ATU&col=RCC&new=1&meeting=ELSEWHERE"}
    answer = client.post(reverse("seen", kwargs={"number": "901"}), sent)
    compare = reverse("compare", kwargs={"number": "901"})
    assert answer["Location"] == f"{compare}?col=ATU&col=RCC&meeting=WTSA-D1"


def test_nobody_is_told_of_their_own_doing(people, rows, decide_on, open_table):
    open_table(people.secretary)
    decide_on(rows[0])
    assert open_table(people.secretary)["rows"] == {}


def test_a_comment_is_new_only_to_who_may_read_it(comparison, people, rows):
    for user in vars(people).values():
        look(user=user, comparison=comparison)
    say = {"comparison": comparison, "text": "Not before lunch."}
    annotate(row=rows[0], by=people.editor, visibility="secretariat", **say)
    annotate(row=rows[1], by=people.atu, visibility="group", **say)
    annotate(row=rows[2], by=people.editor, **say)
    new = {name: new_rows(user, comparison) for name, user in vars(people).items()}
    assert new == {
        "reader": {rows[2]},
        "nobody": {rows[2]},
        "secretary": {rows[0], rows[2]},
        "atu": {rows[2]},
        "editor": set(),
    }


def test_a_comment_that_is_shown_to_everybody_is_new_then(comparison, people, rows):
    secret = annotate(
        comparison=comparison,
        row=rows[0],
        text="Not before lunch.",
        by=people.editor,
        visibility="secretariat",
    )
    look(user=people.reader, comparison=comparison)
    share(thread=secret, by=people.secretary)
    assert fresh(people.reader, comparison).rows[rows[0]].comments == {secret.pk}


def test_a_redline_put_right_is_new_text_of_its_group(table, people):
    look(user=people.reader, comparison=table)
    cell = new_item("CITEL")
    words = everything(unpack(cell.text_runs))
    correct_redline(
        comparison=table.pk,
        uid=cell.row.uid,
        group="CITEL",
        label=unpack(cell.label_runs),
        text=(Run(Op.DELETE, words[:9]), Run(Op.INSERT, words[9:])),
        version=cell.version,
        by=people.editor,
    )
    found = fresh(people.reader, table).rows
    assert {uid: list(news.groups) for uid, news in found.items()} == {cell.row.uid: ["CITEL"]}


def test_a_corrected_file_is_new_only_where_it_says_something_else(table, people):
    look(user=people.reader, comparison=table)
    cell = new_item("CITEL")
    words = everything(unpack(cell.text_runs))
    text = TABLE.read_text()
    assert text.count(words) == 1
    changed = text.replace(words, f"{words} and so on")
    import_document(data=changed.encode(), name="again.txt", meeting="WTSA-24", by=people.editor)
    found = fresh(people.reader, table).rows
    assert {uid: list(news.groups) for uid, news in found.items()} == {cell.row.uid: ["CITEL"]}


def test_a_first_document_is_new_where_it_changes_something(table, people):
    look(user=people.reader, comparison=table)
    assert not table.proposals.get(group__code="AST").clauses.exists()
    document = (FOLDER / "word" / "901-cept.docx").read_bytes()
    import_document(
        data=document, name="ast.docx", meeting="WTSA-24", group="AST", by=people.editor
    )
    changed = table.proposals.get(group__code="AST").clauses.exclude(state="unchanged")
    wanted = set(changed.exclude(kind="proposal").values_list("row__uid", flat=True))
    assert wanted
    assert new_rows(people.reader, table) == wanted


def test_a_file_that_changes_nothing_is_no_news(table, people):
    look(user=people.reader, comparison=table)
    bring(TABLE, by=people.editor)
    assert not new_rows(people.reader, table)


def test_a_clause_moved_to_another_row_is_no_news_to_a_delegate(table, people):
    look(user=people.reader, comparison=table)
    rows = [each for each in table.rows.filter(base=None, kind="item") if each.cells.count() > 1]
    cell = rows[0].cells.select_related("proposal__group").first()
    split_row(
        comparison=table.pk,
        uid=rows[0].uid,
        group=cell.proposal.group.code,
        version=cell.version,
        by=people.editor,
    )
    assert not new_rows(people.reader, table)


def test_only_rows_that_the_table_still_has_are_new(table, people):
    look(user=people.reader, comparison=table)
    record(
        resolution=table.base.resolution,
        comparison=table,
        verb=Record.Verb.REPLACED,
        name="a file",
        by=people.editor,
        news={"ATU": ["gone"]},
    )
    assert not new_rows(people.reader, table)


def test_counts_are_those_of_each_table(comparison, people, rows, decide_on, open_table):
    assert fresh_counts(people.reader) == {}
    open_table(people.reader)
    assert fresh_counts(people.reader) == {}
    for uid in rows[:2]:
        decide_on(uid)
    assert fresh_counts(people.reader) == {comparison.pk: 2}
    assert fresh_counts(people.secretary) == {}
    assert fresh_counts(None) == {}


def test_a_table_that_is_no_longer_published_counts_for_its_editors_alone(
    comparison, people, rows, decide_on
):
    for user in (people.reader, people.editor):
        look(user=user, comparison=comparison)
    decide_on(rows[0])
    Meeting.objects.filter(pk=comparison.meeting_id).update(published=False)
    assert fresh_counts(people.reader) == {}
    assert fresh_counts(people.editor) == {comparison.pk: 1}


def test_what_is_not_published_is_not_found(client, comparison, people):
    Comparison.objects.filter(pk=comparison.pk).update(published=False)
    client.force_login(people.reader)
    for name, ask in (("fresh", client.get), ("seen", client.post)):
        assert ask(reverse(name, kwargs={"number": "901"})).status_code == 404
    assert not Look.objects.exists()


def test_one_who_has_an_account_and_no_role_has_marks_too(people, rows, decide_on, open_table):
    open_table(people.nobody)
    decide_on(rows[0])
    assert set(open_table(people.nobody)["rows"]) == {rows[0]}


def test_a_stranger_is_shown_no_strip_and_leaves_no_trace(client, comparison, rows):
    for name, more in (("clause", {"uid": rows[0]}), ("record", {}), ("draft", {})):
        page = client.get(reverse(name, kwargs={"number": "901", **more})).content.decode()
        assert 'class="new"' not in page
    assert not Look.objects.exists()
    assert fresh(None, comparison) is None


def test_the_clauses_own_page_says_what_is_new_of_it(
    client, comparison, people, rows, decide_on, open_table
):
    decide_on(rows[0])
    open_table(people.reader)
    decide_on(rows[0])
    annotate(comparison=comparison, row=rows[0], text="As agreed.", by=people.editor)
    page = client.get(reverse("clause", kwargs={"number": "901", "uid": rows[0]}))
    assert page.content.decode().count('class="new"') == 2


def test_the_record_marks_the_lines_that_are_new(client, people, rows, decide_on, open_table):
    decide_on(rows[0])
    open_table(people.reader)
    for uid in rows[1:3]:
        decide_on(uid)
    page = client.get(reverse("record", kwargs={"number": "901"}))
    assert page.content.decode().count('class="new"') == 2


def test_reading_on_hardly_ever_writes(comparison, people, open_table, django_assert_num_queries):
    open_table(people.reader)
    with django_assert_num_queries(1):
        look(user=people.reader, comparison=comparison)


def test_however_much_is_new_it_takes_as_many_queries(comparison, people, rows, decide_on):
    look(user=people.reader, comparison=comparison)
    comparison = Comparison.objects.select_related("base").get(pk=comparison.pk)

    def counted(new):
        reader = User.objects.get(pk=people.reader.pk)
        with CaptureQueriesContext(connection) as queries:
            assert len(new_rows(reader, comparison)) == new
            assert fresh_counts(reader) == {comparison.pk: new}
        return len(queries)

    queries = []
    for many, uid in enumerate(rows[:3], 1):
        decide_on(uid)
        annotate(comparison=comparison, row=uid, text="Yes.", by=people.editor)
        queries.append(counted(many))
    assert queries[0] == queries[-1]
