"""Rows put right by plain forms, in the table and in a preview; undone; and kept by an import."""

from html import unescape

import pytest
from django.db.models import Q
from django.urls import reverse

from proposals.models import ProposedClause, Row, StagedFile
from tests.web.test_importing import ATU, CEPT, IN_FORCE, drop, meeting, secretariat_client

__all__ = ["meeting", "secretariat_client"]  # fixtures


@pytest.fixture
def cell(comparison):
    """A clause of ATU's that stands beside a clause in force."""
    return ProposedClause.objects.filter(
        proposal__group__code="ATU", kind="item", state="changed", row__base__isnull=False
    ).first()


@pytest.fixture
def free(cell):
    """A row in which ATU has nothing."""
    return (
        Row.objects.filter(comparison=cell.row.comparison, base__isnull=True)
        .exclude(cells__proposal=cell.proposal)
        .first()
    )


ALIGN = "/resolutions/901/align/"


def asked(cell, do, **more):
    return {"do": do, "row": cell.row.uid, "group": "ATU", "version": cell.version, **more}


def now(cell):
    return ProposedClause.objects.select_related("row").get(pk=cell.pk)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_cannot_move_a_clause(client, cell, free, method):
    answer = getattr(client, method)(ALIGN, asked(cell, "move", to=free.uid))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("login"))
    assert now(cell).row_id == cell.row_id


def test_a_delegate_cannot_either(client, cell, free, django_user_model):
    client.force_login(django_user_model.objects.create_user("delegate"))
    assert client.post(ALIGN, asked(cell, "move", to=free.uid)).status_code == 403
    assert now(cell).row_id == cell.row_id


def test_the_form_names_every_row_and_shows_which_are_taken(editor_client, cell, free):
    answer = editor_client.get(ALIGN, {"row": cell.row.uid, "group": "ATU"})
    html = unescape(answer.content.decode())
    assert f'<option value="{free.uid}">' in html
    assert "(here now)" in html
    assert "ATU has a clause there" in html
    assert "they change places" in html


def test_an_editor_moves_a_clause_and_takes_it_back(editor_client, editor, cell, free):
    answer = editor_client.post(ALIGN, asked(cell, "move", to=free.uid))
    assert answer["Location"].endswith(f"#r{free.uid}")
    assert (now(cell).row.uid, now(cell).pinned_by) == (free.uid, editor)
    editor_client.post(ALIGN, {"do": "undo"})
    assert (now(cell).row_id, now(cell).pinned) == (cell.row_id, False)
    answer = editor_client.post(ALIGN, {"do": "undo"}, follow=True)
    assert "no move to take back" in unescape(answer.content.decode())


def test_a_clause_gets_a_row_of_its_own_and_is_let_go(editor_client, cell):
    editor_client.post(ALIGN, asked(cell, "split"))
    alone = now(cell)
    assert alone.row.base_id is None
    html = unescape(editor_client.get("/resolutions/901/compare/").content.decode())
    assert "1 clause was put in its row by hand" in html
    editor_client.post(ALIGN, asked(alone, "release"))
    assert now(cell).row_id == cell.row_id


def test_a_row_of_new_clauses_joins_another(editor_client, comparison):
    new = ProposedClause.objects.filter(row__base=None, row__kind="item").select_related("row")
    cell = next(one for one in new if one.row.cells.count() == 1)
    other = next(
        one
        for one in new
        if one.proposal_id != cell.proposal_id and not one.row.cells.filter(proposal=cell.proposal)
    )
    said = {
        "do": "join",
        "row": cell.row.uid,
        "group": cell.proposal.group.code,
        "to": other.row.uid,
    }
    editor_client.post(ALIGN, said)
    assert now(cell).row_id == now(other).row_id == other.row_id


def test_a_clause_that_stands_in_its_new_row_takes_its_place(editor_client, cell):
    other = (
        ProposedClause.objects.filter(proposal=cell.proposal, kind="item", row__base__isnull=False)
        .exclude(Q(pk=cell.pk) | Q(position=None))
        .first()
    )
    editor_client.post(ALIGN, asked(cell, "move", to=other.row.uid))
    assert (now(cell).row_id, now(other).row_id) == (other.row_id, cell.row_id)
    editor_client.post(ALIGN, {"do": "undo"})
    assert (now(cell).row_id, now(other).row_id) == (cell.row_id, other.row_id)


def test_a_row_of_new_clauses_that_is_taken_is_refused_and_said(editor_client, cell):
    taken = Row.objects.filter(base=None, kind="item", cells__proposal=cell.proposal).first()
    answer = editor_client.post(ALIGN, asked(cell, "move", to=taken.uid))
    assert answer.status_code == 422
    assert "already has a clause" in unescape(answer.content.decode())


def test_the_second_of_two_editors_is_told(editor_client, cell, free):
    late = asked(cell, "move", to=free.uid)
    ProposedClause.objects.filter(pk=cell.pk).update(version=cell.version + 1)
    answer = editor_client.post(ALIGN, late)
    assert answer.status_code == 422
    assert "Somebody else" in unescape(answer.content.decode())
    assert now(cell).row_id == cell.row_id


def test_without_a_row_to_go_to_nothing_moves(editor_client, cell):
    assert editor_client.post(ALIGN, asked(cell, "move")).status_code == 422
    assert now(cell).row_id == cell.row_id


def test_a_script_is_answered_with_the_row_or_the_reason(editor_client, cell, free):
    script = {"headers": {"X-Requested-With": "fetch"}}
    answer = editor_client.post(ALIGN, asked(cell, "move"), **script)
    assert "Choose the row" in answer.json()["refused"]
    answer = editor_client.post(ALIGN, asked(cell, "move", to=free.uid), **script)
    assert answer.json() == {"row": free.uid}


def test_an_unknown_clause_is_not_found(editor_client, comparison):
    assert editor_client.get(ALIGN, {"row": "nothing", "group": "ATU"}).status_code == 404


# --- in the preview ------------------------------------------------------------------------


@pytest.fixture
def waiting(secretariat_client):
    """ATU's file, with the text in force in the store and CEPT's column beside it."""
    drop(secretariat_client, IN_FORCE, CEPT)
    secretariat_client.post(reverse("import_all"), {"import": ""})
    drop(secretariat_client, ATU)
    return StagedFile.objects.get()


@pytest.fixture
def misplaced(waiting, secretariat_client):
    """One of its clauses in the preview, and a row where it could be: what a form would send."""
    page = secretariat_client.get(reverse("staged", kwargs={"pk": waiting.pk}))
    [table] = page.context["tables"]
    rows = table["seen"].rows
    filled = next(row for row in rows if row.kind == "item" and row.base and row.cells.get("ATU"))
    free = next(row for row in rows if row.is_insertion and not row.cells.get("ATU"))
    return {"row": filled.uid, "group": "ATU", "to": free.uid, "resolution": "901", "do": "move"}


@pytest.mark.django_db
def test_a_correction_in_the_preview_is_remembered_and_not_stored(
    secretariat_client, waiting, misplaced
):
    before = list(ProposedClause.objects.order_by("pk").values())
    address = reverse("align_staged", kwargs={"pk": waiting.pk})
    answer = secretariat_client.post(address, misplaced)
    assert answer["Location"].endswith(f"#r{misplaced['to']}")
    waiting.refresh_from_db()
    assert [step["do"] for step in waiting.steps] == ["move"]
    assert list(ProposedClause.objects.order_by("pk").values()) == before
    html = unescape(secretariat_client.get(answer["Location"]).content.decode())
    assert "1 clause was put in its row by hand" in html


@pytest.mark.django_db
def test_it_is_done_when_the_file_is_imported(secretariat_client, waiting, misplaced):
    secretariat_client.post(reverse("align_staged", kwargs={"pk": waiting.pk}), misplaced)
    secretariat_client.post(reverse("staged", kwargs={"pk": waiting.pk}), {"do": "import"})
    moved = ProposedClause.objects.get(proposal__group__code="ATU", pinned_at__isnull=False)
    assert moved.row.uid == misplaced["to"]
    assert moved.pinned_by.username == "secretariat"


@pytest.mark.django_db
def test_it_can_be_taken_back(secretariat_client, waiting, misplaced):
    address = reverse("align_staged", kwargs={"pk": waiting.pk})
    secretariat_client.post(address, misplaced)
    secretariat_client.post(address, {"do": "undo", "resolution": "901"})
    waiting.refresh_from_db()
    assert waiting.steps == []


@pytest.mark.django_db
def test_what_cannot_be_is_refused_and_not_remembered(secretariat_client, waiting, misplaced):
    page = secretariat_client.get(reverse("staged", kwargs={"pk": waiting.pk}))
    rows = page.context["tables"][0]["seen"].rows
    taken = next(row.uid for row in rows if row.is_insertion and row.cells.get("ATU"))
    answer = secretariat_client.post(
        reverse("align_staged", kwargs={"pk": waiting.pk}), {**misplaced, "to": taken}
    )
    assert answer.status_code == 422
    assert "already has a clause" in unescape(answer.content.decode())
    waiting.refresh_from_db()
    assert waiting.steps == []
