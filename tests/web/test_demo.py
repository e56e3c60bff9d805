"""`manage.py demo`: what it makes, for whom, and that it can be run again."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from proposals import permissions
from proposals.management.commands.demo import accounts
from proposals.management.negotiation import negotiate
from proposals.models import (
    Annotation,
    Comparison,
    Decision,
    Delegation,
    ProposedClause,
    Record,
    Resolution,
    Revision,
    Row,
    SourceDocument,
)
from proposals.samples.sources import load
from proposals.selectors.deciding import draft_page
from proposals.services.decide import Wish, decide
from tests.sample import store_901

pytestmark = pytest.mark.django_db


def demo(**options: object) -> str:
    said = StringIO()
    call_command("demo", stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def development(settings):
    settings.DEBUG = True


@pytest.mark.usefixtures("development")
def test_there_is_an_account_of_every_role_that_can_sign_in(client):
    demo()
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


@pytest.mark.usefixtures("development")
def test_anybody_finds_every_kind_of_change_in_the_table(client):
    demo()
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


@pytest.mark.usefixtures("development")
def test_the_changes_are_the_authors_own_and_the_silent_one_is_told():
    demo()
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


@pytest.mark.usefixtures("development")
def test_one_group_suppresses_a_resolution_and_another_keeps_it():
    demo()
    assert "deleted" in cells("RCC", "902")
    assert set(cells("APT", "902")) <= {"unchanged", "inserted"}


@pytest.fixture
def negotiated(development):
    """What was said and decided, on the sample's table alone: the demo's files take longer."""
    accounts()
    comparison = store_901()
    comparison.meeting.refresh_from_db()
    comparison.meeting.delegates_comment = True
    comparison.meeting.save()
    assert negotiate(comparison)
    return comparison


def test_the_first_resolution_is_half_decided(client, negotiated):
    choices = set(negotiated.decisions.values_list("choice", flat=True))
    assert choices >= {"adopt", "bracket", "write", "defer", "undo", "status"}
    page = draft_page(None, "901")
    assert 0 < page.decided < page.to_decide
    assert page.brackets
    assert [one.name for one in page.snapshots] == ["DT/1"]
    assert not page.orphans
    assert "wherever possible in a developing country" in client.get(
        "/resolutions/901/draft/"
    ).content.decode().replace("\n", " ")


def test_everybody_reads_what_is_theirs_to_read(negotiated):
    def read_by(name):
        user = User.objects.get(username=name) if name else None
        found = negotiated.annotations.filter(permissions.visible_annotations(user))
        return set(found.values_list("visibility", flat=True))

    assert read_by("") == {"public"}
    assert read_by("delegate") == {"public", "group"}
    assert read_by("secretariat") == {"public", "secretariat"}
    assert negotiated.annotations.exclude(resolved_at=None).exists()
    asked = negotiated.annotations.exclude(quote="").get()
    assert (
        asked.quote
        in ProposedClause.objects.get(row__uid=asked.row, proposal__group__code=asked.group)
        .to_core()
        .proposed
    )


@pytest.mark.usefixtures("development")
def test_the_delegate_speaks_for_a_delegation_and_may_comment(client):
    demo()
    negotiated = Comparison.objects.get(base__resolution__number="901")
    client.login(username="delegate", password="delegate")
    row = negotiated.rows.filter(kind="item").first()
    address = f"/resolutions/901/rows/{row.uid}/comment/"
    said = {"text": "Here we agree.", "visibility": "public"}
    assert client.post(address, said).status_code == 302
    assert negotiated.annotations.filter(by__username="delegate", row=row.uid).count() == 1


def test_the_record_tells_who_did_what(client, negotiated):
    record = client.get("/resolutions/901/record/").content.decode()
    for words in ("decided on", "took back", "commented on", "kept the draft"):
        assert words in record


def test_what_people_decided_since_is_left_alone(negotiated):
    count = negotiated.decisions.count()
    user = User.objects.get(username="secretariat")
    row = negotiated.rows.get(base__section="resolves", base__label="3")
    decide(comparison=negotiated, wish=Wish(row.uid, "keep"), seen=0, by=user)
    Delegation.objects.all().delete()
    accounts()
    assert not negotiate(negotiated)
    assert negotiated.decisions.count() == count + 1
    assert not Delegation.objects.exists()


@pytest.mark.usefixtures("development")
def test_making_it_again_changes_nothing():
    demo()
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


def test_a_server_gets_no_demo_unless_it_is_forced(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="--force"):
        demo()
    assert not User.objects.filter(username="editor").exists()


def test_on_a_server_passwords_are_made_by_chance_and_said_once(settings):
    settings.DEBUG = False
    said = demo(force=True)
    editor = User.objects.get(username="editor")
    assert not editor.check_password("editor")
    assert editor.check_password(
        next(line.split()[-1] for line in said.splitlines() if "as editor " in line)
    )
    assert "password" not in demo(force=True)
