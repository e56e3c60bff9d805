"""One clause large, for the room: walked through by keys, full screen kept."""

import re

import pytest
from playwright.sync_api import expect

from proposals.selectors.drafting import fold_draft

pytestmark = pytest.mark.once


@pytest.fixture
def disputed(comparison):
    """The first clause that waits for a decision, and the next that does."""
    waiting = [one.uid for one in fold_draft(comparison).clauses if one.undecided]
    return waiting[:2]


def letters(page):
    return page.locator(".large .legal").first.evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1024, 768)])
def test_the_letters_are_large_and_nothing_is_cut_off(at, disputed, width, height):
    page = at(f"/resolutions/901/rows/{disputed[0]}/")
    page.set_viewport_size({"width": width, "height": height})
    page.keyboard.press("l")
    expect(page).to_have_url(re.compile("large=1"))
    assert letters(page) >= 35
    expect(page.locator(".top")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator(".large .reading").nth(1)).to_be_in_viewport()


def test_keys_walk_from_clause_to_clause_and_back(at, disputed):
    page = at(f"/resolutions/901/rows/{disputed[0]}/?large=1")
    place = page.locator(".large header p")
    first = place.text_content()
    page.keyboard.press("ArrowRight")
    expect(place).not_to_have_text(first)
    expect(page.locator("#said-clause")).not_to_be_empty()
    expect(page).to_have_url(re.compile("large=1"))
    page.keyboard.press("k")
    expect(page).to_have_url(re.compile(disputed[0]))
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile(f"{disputed[1]}.*large=1"))
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(rf"/rows/{disputed[1]}/\?meeting=WTSA-D1$"))
    expect(page.locator(".top")).to_be_visible()


def test_full_screen_lasts_while_clauses_are_walked_through(at, disputed):
    page = at(f"/resolutions/901/rows/{disputed[0]}/?large=1")
    page.get_by_role("button", name="Full screen").click()
    page.wait_for_function("document.fullscreenElement !== null")
    page.keyboard.press("j")
    expect(page).not_to_have_url(re.compile(disputed[0]))
    assert page.evaluate("document.fullscreenElement !== null")


def test_the_browsers_own_way_back_leads_to_the_clause_before(at, disputed):
    page = at(f"/resolutions/901/rows/{disputed[0]}/?large=1")
    place = page.locator(".large header p")
    first = place.text_content()
    page.keyboard.press("j")
    expect(place).not_to_have_text(first)
    page.go_back()
    expect(place).to_have_text(first)


def test_without_a_script_links_lead_from_clause_to_clause(
    browser, live_server, comparison, disputed
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/resolutions/901/rows/{disputed[0]}/")
    page.get_by_role("link", name="Large, for the room").click()
    page.get_by_role("link", name="Next undecided").click()
    expect(page).to_have_url(re.compile(f"{disputed[1]}.*large=1"))
    expect(page.get_by_role("button", name="Full screen")).to_be_hidden()
    context.close()


def test_the_room_reads_without_a_fault(at, accessible, disputed):
    page = at(f"/resolutions/901/rows/{disputed[0]}/?large=1")
    accessible(page)
    page.emulate_media(color_scheme="dark")
    accessible(page)
