"""`manage.py demo`: what it makes, for whom, and that it can be run again."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from proposals import permissions
from proposals.models import (
    Annotation,
    Comparison,
    Decision,
    ProposedClause,
    Record,
    Resolution,
    Revision,
    Row,
    SourceDocument,
)
from proposals.samples.sources import load

pytestmark = pytest.mark.django_db


def demo(**options: object) -> str:
    said = StringIO()
    call_command("demo", stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def development(settings):
    settings.DEBUG = True


@pytest.fixture(scope="module")
def shown(django_db_setup, django_db_blocker, tmp_path_factory):
    """The whole demo, made once for this file; what a test changes in it is taken back."""
    media = tmp_path_factory.mktemp("media")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=media, DEBUG=True),
        transaction.atomic(),
    ):
        demo()
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("shown")
def test_there_is_an_account_of_every_role_that_can_sign_in(client):
    for role in ("delegate", "editor", "secretariat", "administrator"):
        user = User.objects.get(username=role)
        assert permissions.roles(user) == {role}
        assert client.login(username=role, password=role)


def cells(group: str, number: str = "901") -> dict[str, list[ProposedClause]]:
    """A group's cells of a resolution's table, by their state."""
    found: dict[str, list[ProposedClause]] = {}
    for cell in ProposedClause.objects.filter(
        proposal__group__code=group, proposal__comparison__base__resolution__number=number
    ):
        found.setdefault(cell.state, []).append(cell)
    return found


@pytest.mark.usefixtures("shown")
def test_anybody_finds_every_kind_of_change_in_the_table(client):
    assert Comparison.objects.filter(published=True).count() == 3
    for number in ("901", "902", "903"):
        assert client.get(f"/resolutions/{number}/compare/").status_code == 200
    assert client.get("/resolutions/901/revisions/").status_code == 200
    assert set(Revision.objects.values_list("resolution__number", "language")) == {
        ("901", "en"),
        ("902", "fr"),
        ("903", "ar"),
    }
    for group in ("ATU", "CITEL", "RCC", "APT", "CEPT"):
        assert set(cells(group)) == {"unchanged", "changed", "inserted", "deleted"}, group
    assert cells("AST") == {}  # announced, but it sent nothing
    assert Row.objects.filter(rival__gt=0).exists()
    moved = {
        cell.proposal.group.code: cell.moved_from
        for cell in ProposedClause.objects.exclude(moved_from=None)
    }
    assert moved == {"CITEL": ["resolves", "5"], "RCC": ["recognizing", "d)"]}


@pytest.mark.usefixtures("shown")
def test_the_changes_are_the_authors_own_and_the_silent_one_is_told():
    told = [
        (cell.proposal.group.code, run)
        for cell in ProposedClause.objects.exclude(cell_runs=None)
        if cell.proposal.comparison.base.resolution.number == "901"
        for run in cell.cell_runs[1]
        if run[0] != "equal"
    ]
    assert [(group, *run[:2]) for group, run in told] == [
        ("RCC", "delete", "every"),
        ("RCC", "insert", "each"),
    ]
    for group in ("ATU", "CITEL", "RCC", "APT", "CEPT"):
        for cell in cells(group)["changed"]:
            for _op, _text, *stamp in cell.text_runs:
                assert stamp in ([], [group, load(f"901-{group.lower()}").header["date"]])


@pytest.mark.usefixtures("shown")
def test_one_group_suppresses_a_resolution_and_another_keeps_it():
    assert "deleted" in cells("RCC", "902")
    assert set(cells("APT", "902")) <= {"unchanged", "inserted"}


@pytest.mark.usefixtures("shown")
def test_the_delegate_speaks_for_a_delegation_and_may_comment(client):
    negotiated = Comparison.objects.get(base__resolution__number="901")
    client.login(username="delegate", password="delegate")
    row = negotiated.rows.filter(kind="item").first()
    address = f"/resolutions/901/rows/{row.uid}/comment/"
    said = {"text": "Here we agree.", "visibility": "public"}
    assert client.post(address, said).status_code == 302
    assert negotiated.annotations.filter(by__username="delegate", row=row.uid).count() == 1


@pytest.mark.usefixtures("development", "shown")
def test_making_it_again_changes_nothing():
    stored = [
        SourceDocument.objects.count(),
        Record.objects.count(),
        Decision.objects.count(),
        Annotation.objects.count(),
        *Resolution.objects.values_list("slug", "version"),
    ]
    demo()
    assert stored == [
        SourceDocument.objects.count(),
        Record.objects.count(),
        Decision.objects.count(),
        Annotation.objects.count(),
        *Resolution.objects.values_list("slug", "version"),
    ]
