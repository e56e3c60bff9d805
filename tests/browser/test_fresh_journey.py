"""A delegate comes back and sees what is new: with and without a script, by keyboard."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from playwright.sync_api import expect

from proposals import permissions
from proposals.models import Record
from proposals.selectors.drafting import fold_draft
from proposals.services.decide import Wish, decide
from proposals.services.look import look
from proposals.services.record import record

pytestmark = pytest.mark.once

COMPARE = "/resolutions/901/compare/"


def person(name, role):
    user = User.objects.create_user(name)
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    return user


@pytest.fixture
def reader(comparison):
    return person("reader", permissions.DELEGATE)


@pytest.fixture
def news(comparison, reader):
    """The delegate has looked; since then one clause was decided on, and one column changed."""
    secretary = person("secretary", permissions.SECRETARIAT)
    look(user=reader, comparison=comparison)
    draft = fold_draft(comparison)
    decided = next(one.uid for one in draft.clauses if one.undecided)
    decide(comparison=comparison, wish=Wish(decided, "keep"), seen=0, by=secretary)
    cell = comparison.proposals.get(group__code="RCC").clauses.filter(state="changed").last()
    record(
        resolution=comparison.base.resolution,
        comparison=comparison,
        verb=Record.Verb.REPLACED,
        name="RCC: again.docx",
        by=secretary,
        news={"RCC": [cell.row.uid]},
    )
    return decided, cell.row.uid


@pytest.fixture
def delegate(live_server, reader):
    """Signs a browser's context in as the delegate."""

    def delegate(context):
        client = Client()
        client.force_login(reader)
        name = settings.SESSION_COOKIE_NAME
        value = client.cookies[name].value
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])

    return delegate


@pytest.fixture
def as_delegate(at, context, delegate):
    delegate(context)
    return at


def test_what_is_new_is_counted_and_marked_with_a_word(as_delegate, news, accessible):
    page = as_delegate(COMPARE)
    strip = page.locator("#fresh")
    expect(strip.get_by_role("status")).to_contain_text("2 clauses are new since")
    decided, changed = (page.locator(f"#r{uid} > th .new") for uid in news)
    expect(decided).to_have_text("new new decision")
    expect(changed).to_have_text("new new text: RCC")
    expect(page.locator(f"#r{news[1]} td.is-new")).to_have_count(1)
    expect(page.locator(".cmp .new")).to_have_count(2)
    accessible(page)


def test_the_marks_outlive_a_reload_and_a_change_of_the_view(as_delegate, news):
    page = as_delegate(COMPARE)
    expect(page.locator(".cmp .new")).to_have_count(2)
    page.reload()
    expect(page.locator(".cmp .new")).to_have_count(2)
    page.get_by_role("checkbox", name="ATU").uncheck()
    expect(page).to_have_url(re.compile("col="))
    expect(page.locator(".cmp .new")).to_have_count(2)


def test_only_what_is_new_is_shown_and_all_again(as_delegate, news):
    page = as_delegate(COMPARE)
    rows = page.locator(".cmp tbody tr:has(> th[scope=row])")
    expect(page.locator(".cmp .new")).to_have_count(2)
    everything = rows.count()
    page.get_by_role("link", name="Show only these").press("Enter")
    expect(page).to_have_url(re.compile("new=1"))
    expect(rows).to_have_count(2)
    page.locator("#fresh").get_by_role("link", name="Show all clauses").press("Enter")
    expect(rows).to_have_count(everything)


def test_all_is_marked_as_seen_by_keyboard_and_nothing_moves(as_delegate, news):
    page = as_delegate(COMPARE)
    expect(page.locator(".cmp .new")).to_have_count(2)
    height = page.locator("#fresh").bounding_box()["height"]
    page.get_by_role("button", name="Mark all as seen").press("Enter")
    expect(page.locator(".cmp .new")).to_have_count(0)
    expect(page.locator("#fresh").get_by_role("status")).to_be_focused()
    expect(page.locator("#fresh").get_by_role("status")).to_have_text("All is marked as seen.")
    assert page.locator("#fresh").bounding_box()["height"] == height
    page.reload()
    expect(page.locator("#fresh").get_by_role("status")).to_contain_text("Nothing is new since")
    assert page.locator("#fresh").bounding_box()["height"] == height


def test_without_a_script_the_links_and_the_button_do_the_same(
    browser, browser_context_args, live_server, delegate, news
):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    delegate(context)
    page = context.new_page()
    page.goto(live_server.url + COMPARE)
    page.get_by_role("link", name="Show only these").click()
    expect(page.locator(".cmp tbody tr:has(> th[scope=row])")).to_have_count(2)
    page.get_by_role("button", name="Mark all as seen").click()
    expect(page).not_to_have_url(re.compile("new=1"))
    page.get_by_role("link", name="Show only these").click()
    expect(page.locator(".cmp tbody tr:has(> th[scope=row])")).to_have_count(0)
    context.close()


def test_a_stranger_has_no_strip(at, news):
    page = at(COMPARE)
    expect(page.locator(".cmp")).to_be_visible()
    expect(page.locator("#fresh")).to_have_count(0)
