"""Debian's Chromium against a live server with the demo's own table."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.sample import store_901

# Playwright runs an event loop in this thread; Django would refuse to touch the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

HERE = Path(__file__).parent
SHORTEN = """() => document.querySelectorAll(
    ".cmp > tbody > tr:nth-child(n + 7), .draft-text > :nth-child(n + 25)"
  ).forEach((clause) => clause.remove())"""


def pytest_collection_modifyitems(items):
    """Without a browser these tests are skipped, and say so; tests/run.sh makes that a failure."""
    if not shutil.which("chromium"):
        skip = pytest.mark.skip(reason="no chromium (on Debian: apt-get install chromium)")
        for item in items:
            if HERE in item.path.parents:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": shutil.which("chromium"),
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 1440, "height": 900}, "locale": "en-GB"}


@pytest.fixture
def comparison(transactional_db):
    """Resolution 901, published."""
    return store_901()


@pytest.fixture
def at(page, live_server, comparison):
    """Go to an address of the live server; fails at once on an error in the page."""
    page.set_default_timeout(8_000)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)

    def at(address):
        page.goto(live_server.url + address)
        return page

    yield at
    assert not errors


@pytest.fixture
def accessible():
    """Fails with the report of whatever axe finds on a page, but for rules that do not apply.

    Of each section it looks at the first clauses: the others are made in the same way, and axe
    takes its time over every word. The page is not to be used for anything else afterwards,
    unless `whole`.
    """
    axe = Axe()

    def accessible(page, but=(), *, whole=False):
        if not whole:
            page.evaluate(SHORTEN)
        rules = {name: {"enabled": False} for name in but}
        found = axe.run(page, options={"rules": rules} if but else None)
        assert found.violations_count == 0, found.generate_report()

    return accessible
