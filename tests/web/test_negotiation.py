"""What the demo's people say and decide; and that a server is given no demo unasked."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from proposals import permissions
from proposals.management.commands.demo import accounts
from proposals.management.negotiation import negotiate
from proposals.models import (
    Delegation,
    ProposedClause,
)
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
