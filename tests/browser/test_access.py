"""Nothing that axe can find, on any page, light and dark; and targets big enough to hit."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.once

TABLE = "/resolutions/901/compare/"
PAGES = {
    "meetings": "/",
    "overview": "/resolutions/901/",
    "table": TABLE,
    "table clean, unchanged hidden": TABLE + "?mode=clean&hide=1",
    "table as submitted, pinned": TABLE + "?mode=submitted&pin=RCC&full=1",
    "login": "/accounts/login/",
    "not found": "/nowhere/",
}


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_a_page_has_no_barrier_that_axe_knows(page, live_server, comparison, accessible, address):
    page.goto(live_server.url + address)
    accessible(page)


def test_the_table_has_none_in_the_dark(at, accessible):
    page = at(TABLE)
    page.emulate_media(color_scheme="dark")
    accessible(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_clause_has_none(at, comparison, accessible, scheme):
    row = comparison.rows.filter(cells__state="changed").first()
    page = at(f"/resolutions/901/rows/{row.uid}/")
    page.emulate_media(color_scheme=scheme)
    accessible(page)


def test_the_phone_and_the_list_of_keys_have_none(at, accessible):
    page = at(TABLE)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    accessible(page, whole=True)
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 390, "height": 844})
    accessible(page)


def test_what_can_be_pointed_at_is_24_pixels_high_and_wide(at):
    page = at(TABLE)
    small = page.evaluate("""() =>
      [...document.querySelectorAll("a, button, summary, select, label")]
      .filter(e => e.checkVisibility() && !e.closest("p, .seg, .vh, .skip, .f"))
      .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
      .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
      .map(([html, box]) => `${html} ${box.width} x ${box.height}`)""")
    assert small == []
