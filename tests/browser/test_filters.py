"""Filters, shared readings, the draft's column and the phone's tabs, as a delegate uses them."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from proposals.selectors.drafting import fold_draft
from proposals.services.decide import Wish, decide

pytestmark = pytest.mark.once

TABLE = "/resolutions/901/compare/"


@pytest.fixture
def decided(comparison):
    """One clause adopted from the first group that changes it; the row's address."""
    contest = next(one for one in fold_draft(comparison).contests if one.spans and one.base)
    group = contest.spans[0].readings[0].groups[0]
    decide(
        comparison=comparison,
        wish=Wish(contest.uid, "adopt", None, group),
        seen=0,
        by=User.objects.create_user("ana"),
    )
    return contest.uid


def rows(page):
    return page.locator(".cmp tbody tr[class*='k-']:visible")


def test_the_table_is_narrowed_by_keyboard_alone_and_says_what_is_left(at):
    page = at(TABLE)
    every = rows(page).count()
    page.get_by_text("Filter", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Find in the table").focus()
    page.keyboard.type("laboratories")
    expect(page).to_have_url(re.compile("q=laboratories"))
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#found")).to_have_text(re.compile(r"\d+ of \d+ clauses"))
    assert 0 < rows(page).count() < every
    page.get_by_role("checkbox", name="new clause", exact=True).focus()
    page.keyboard.press("Space")
    expect(page.locator(".chosen .chip")).to_have_count(2)
    expect(page.get_by_role("checkbox", name="new clause", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Show all").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chosen")).to_have_count(0)
    assert rows(page).count() == every


def test_a_filter_is_let_go_of_alone(at):
    page = at(TABLE + "?change=inserted&group=ATU")
    page.get_by_role("link", name=re.compile("ATU.*remove this filter")).click()
    expect(page.locator(".chosen .chip")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"change=inserted(?!.*group=)"))


def test_what_reads_the_same_stands_once_until_the_reader_wants_it_repeated(at):
    page = at(TABLE)
    shared = page.locator("td[colspan] > p.m").first
    expect(shared).to_contain_text("same text")
    page.get_by_text("More", exact=True).click()
    page.get_by_label("Repeat texts that read the same").check()
    expect(page.locator("td[colspan] > p.m")).to_have_count(0)


def test_as_submitted_every_groups_own_marks_are_shown(at):
    page = at(TABLE)
    page.get_by_role("radio", name="As submitted").check()
    expect(page.locator("td[colspan] > p.m")).to_have_count(0)
    page.get_by_role("radio", name="Redline").check()
    expect(page.locator("td[colspan] > p.m").first).to_be_visible()


def test_a_change_of_form_says_its_rule(at):
    page = at(TABLE)
    formal = page.locator("td.c ins.o").first
    assert formal.get_attribute("title")
    expect(page.get_by_text(re.compile("^form only: ")).first).to_be_visible()


def test_in_substance_only_a_change_of_form_is_neither_marked_nor_counted(at):
    page = at(TABLE)
    line = "e => getComputedStyle(e).textDecorationLine"
    formal = page.locator("td.c:has(ins:not(.o)) ins.o").first
    assert formal.evaluate(line) == "underline"
    every = page.locator("#where").inner_text()
    page.get_by_label("Substantive only").check()
    expect(page).to_have_url(re.compile("substantive=1"))
    expect(page.locator("#where")).not_to_have_text(every)
    assert formal.evaluate(line) == "none"
    assert page.locator("td.c del.o:visible").count() == 0


def test_the_draft_stands_last_and_says_how_far_each_clause_is(at, decided):
    page = at(TABLE)
    expect(page.get_by_role("columnheader", name="Draft")).to_be_visible()
    cell = page.locator(f"#r{decided} td.d")
    expect(cell).to_contain_text("decided")
    assert cell.evaluate("e => e === e.parentNode.lastElementChild")
    page.goto(page.url + "?status=decided")
    expect(rows(page)).to_have_count(1)


def test_a_phone_shows_one_column_at_a_time_by_touch(browser, live_server, comparison, accessible):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(live_server.url + TABLE)
    tabs = page.get_by_role("group", name="Column", exact=True)
    tabs.get_by_role("button", name="RCC").tap()
    expect(tabs.get_by_role("button", name="RCC")).to_have_attribute("aria-pressed", "true")
    shown = page.locator(".cmp td:is(.c, .a, .x):visible")
    assert shown.count()
    for cell in shown.all():
        groups = (cell.get_attribute("data-s") or "|") + (cell.get_attribute("data-g") or "")
        assert "RCC" in groups
    tabs.get_by_role("button", name="In force").tap()
    expect(page.locator(".cmp td[data-g]:visible")).to_have_count(0)
    tabs.get_by_role("button", name="All").tap()
    expect(page.locator(".cmp td[data-g=ATU]:visible").first).to_be_visible()
    tabs.get_by_role("button", name="RCC").tap()
    accessible(page)
    context.close()


@pytest.mark.parametrize(
    "media",
    [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}],
    ids=["light", "dark", "forced colours"],
)
def test_the_table_with_everything_on_it_has_no_barrier(at, decided, accessible, media):
    page = at(TABLE + "?group=ATU&group=RCC&q=a")
    page.emulate_media(**media)
    page.locator("#filters summary").click()
    # Forced colours are the reader's own: axe would judge those of the stylesheet.
    accessible(page, but=["color-contrast"] if "forced_colors" in media else [])


def test_nor_has_it_in_arabic(browser, live_server, decided, accessible):
    context = browser.new_context(locale="ar", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(live_server.url + TABLE + "?hide=1")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    head, board = page.locator(".secs"), page.locator(".board")
    assert head.bounding_box()["x"] > board.bounding_box()["x"]
    cell = page.locator("td.c").first
    assert cell.evaluate("e => getComputedStyle(e).direction") == "ltr"
    accessible(page)
    context.close()
