"""`manage.py demo`: what it makes, for whom, and that it can be run again."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from proposals import permissions

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
