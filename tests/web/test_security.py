"""What a browser and a stranger meet: headers, cookies, a throttled login, closed doors."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]

# Asks the production settings for the login page as a browser would, first without HTTPS.
VISIT = """
import json
import django
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
plain = Client(headers={"host": "localhost"}).get("/accounts/login/")
page = Client(headers={"host": "localhost"}).get("/accounts/login/", secure=True)
stranger = Client(headers={"host": "example.org"}).get("/accounts/login/", secure=True)
print(json.dumps({
    "plain": [plain.status_code, plain.get("Location", "")],
    "stranger": stranger.status_code,
    "status": page.status_code,
    "headers": {name.lower(): value for name, value in page.headers.items()},
    "cookies": {name: dict(cookie) for name, cookie in page.cookies.items()},
}))
"""


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    """What the login page answers under production settings, in a process of its own."""
    folder = tmp_path_factory.mktemp("production")
    done = subprocess.run(
        [sys.executable, "-c", VISIT],
        cwd=ROOT,
        env={
            "DJANGO_SETTINGS_MODULE": "wtsa.settings",
            "DEBUG": "false",
            "SECRET_KEY": "for this test only, and long enough to be believed: 0123456789",
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "STATIC_ROOT": str(folder / "static"),
            "LOG_LEVEL": "CRITICAL",
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_production_answers_on_https_only(production):
    assert production["plain"] == [301, "https://localhost/accounts/login/"]
    assert production["status"] == 200
    assert "max-age=31536000" in production["headers"]["strict-transport-security"]


def test_production_answers_only_to_its_own_name(production):
    assert production["stranger"] == 400


def test_production_cookies_never_travel_in_the_clear(production):
    assert production["cookies"], "the login page sets the CSRF cookie"
    for cookie in production["cookies"].values():
        assert cookie["secure"]
        assert cookie["samesite"] == "Lax"


def test_the_content_security_policy_allows_nothing_inline_and_nothing_from_elsewhere(production):
    policy = dict(
        directive.split(" ", 1)
        for directive in production["headers"]["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    everything = " ".join(policy.values())
    for loophole in ("unsafe", "*", "http:", "https:"):
        assert loophole not in everything


def test_pages_are_not_framed_sniffed_or_told_of_elsewhere(production):
    headers = production["headers"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"


@pytest.fixture
def editor(db):
    return get_user_model().objects.create_user("editor", password="a long enough one")


def login(client, password, username="editor"):
    return client.post("/accounts/login/", {"username": username, "password": password})


def test_the_right_password_opens_the_door(client, editor):
    assert login(client, "a long enough one").status_code == 302


def test_guessing_passwords_is_stopped_even_when_the_guess_is_right_at_last(
    client, editor, settings
):
    settings.AXES_ENABLED = True
    for _ in range(settings.AXES_FAILURE_LIMIT):
        login(client, "a guess")
    assert login(client, "a long enough one").status_code == 429


def test_one_who_guesses_does_not_lock_out_a_neighbour(client, editor, settings):
    settings.AXES_ENABLED = True
    get_user_model().objects.create_user("neighbour", password="another long one")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        login(client, "a guess")
    assert login(client, "another long one", "neighbour").status_code == 302
