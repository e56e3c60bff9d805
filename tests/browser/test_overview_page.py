"""The overview and the meetings in a browser: followed, sorted, on a phone, in Arabic."""

import pytest
from playwright.sync_api import expect

from proposals.models import Row

pytestmark = pytest.mark.once

OVERVIEW = "/resolutions/901/"
MEETING = "/meetings/WTSA-D1/"
PAGES = (OVERVIEW, MEETING, "/")
FITS = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def sections(page):
    return page.locator(".matrix tbody tr th a").all_inner_texts()


def test_a_clause_of_the_picture_leads_to_its_row(at, comparison):
    page = at(OVERVIEW)
    row = comparison.rows.filter(agreement=Row.Agreement.CONFLICT).first()
    page.locator(f'.strip a[href$="#r{row.uid}"]').click()
    expect(page.locator(f"#r{row.uid}")).to_be_in_viewport()
    expect(page.locator(":target")).to_have_id(f"r{row.uid}")


def test_a_section_leads_to_its_rows(at):
    page = at(OVERVIEW)
    page.locator(".matrix tbody tr th a").nth(2).click()
    expect(page.locator("tbody#s2")).to_be_in_viewport()


def test_by_keyboard_alone_from_the_first_dispute_to_its_row(at, comparison):
    page = at(OVERVIEW)
    first = page.locator(".disputes a").first
    address = first.get_attribute("href")
    page.locator("body").press("Tab")
    for _ in range(60):
        if page.evaluate("document.activeElement.getAttribute('href')") == address:
            break
        page.keyboard.press("Tab")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f"#{address.partition('#')[2]}")).to_be_in_viewport()


def test_the_sections_change_their_order_by_a_plain_link(at):
    page = at(OVERVIEW)
    before = sections(page)
    page.get_by_role("link", name="Easiest first").click()
    page.wait_for_url("**sort=ease**")
    after = sections(page)
    assert sorted(before) == sorted(after)
    assert before != after
    expect(page.get_by_role("link", name="Easiest first")).to_have_attribute("aria-current", "true")


def test_every_clause_says_in_words_what_its_shade_says(at, comparison):
    page = at(OVERVIEW)
    names = dict(Row.Agreement.choices)
    for value, words in names.items():
        if value != Row.Agreement.NOBODY:
            for link in page.locator(f".strip .t-{value} a").all():
                assert f"{words}: " in link.text_content()


def test_no_two_states_look_the_same_without_colour(at):
    """The sign, the border and the shade tell the states apart in grey as well."""
    page = at(OVERVIEW)
    looks = page.evaluate("""() => Object.fromEntries(
      ["unanimous", "nearly", "single", "conflict", "competing"].map(name => {
        const sign = document.querySelector(`.key .t-${name} i`);
        return [name, getComputedStyle(sign, "::before").content];
      }))""")
    assert len(set(looks.values())) == len(looks)


def test_what_is_a_groups_stands_in_the_groups_place(at, comparison):
    """The marks at the foot of a clause are in the order of the columns: no colour is needed."""
    page = at(OVERVIEW)
    groups = [each.strip() for each in page.locator(".matrix thead .dot").all_inner_texts()]
    for tile in page.locator(".strip .t").all()[:12]:
        named = tile.get_attribute("title").rpartition(": ")[2].split(", ")
        marked = [bool(one.get_attribute("class")) for one in tile.locator(".hues s").all()]
        assert [group in named for group in groups] == marked


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_wider_than_the_screen(at, address):
    page = at(address)
    for width in (360, 768, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(FITS), width


@pytest.mark.parametrize("address", PAGES)
def test_it_has_no_barrier_that_axe_knows_in_the_dark(at, accessible, address):
    page = at(address)
    page.emulate_media(color_scheme="dark")
    accessible(page)


def test_nor_in_forced_colours(at, accessible):
    page = at(PAGES[-1])
    page.emulate_media(forced_colors="active")
    # Of forced colours axe sees the author's, not the system's: their contrast says nothing.
    accessible(page, but=["color-contrast"])


@pytest.mark.parametrize("address", PAGES)
def test_what_can_be_pointed_at_is_24_pixels_high_and_wide(at, address):
    page = at(address)
    page.set_viewport_size({"width": 390, "height": 844})
    small = page.evaluate("""() =>
      [...document.querySelectorAll("main a, main summary")]
      .filter(e => e.checkVisibility() && !e.closest("p, small, .meta"))
      .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
      .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
      .map(([html, box]) => `${html} ${box.width} x ${box.height}`)""")
    assert small == []


@pytest.mark.parametrize("address", PAGES)
def test_in_arabic_the_page_mirrors(browser, live_server, comparison, accessible, address):
    context = browser.new_context(locale="ar", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(live_server.url + address)
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.evaluate(FITS)
    accessible(page)
    context.close()


def test_in_arabic_the_sections_stand_right_of_their_clauses_and_the_bar_starts_there(
    browser, live_server, comparison
):
    context = browser.new_context(locale="ar", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(live_server.url + OVERVIEW)
    name = page.locator(".matrix tbody th").first.bounding_box()
    strip = page.locator(".matrix tbody td").first.bounding_box()
    assert name["x"] > strip["x"]
    bar, first = (page.locator(f".whole{part}").bounding_box() for part in ("", " > rect >> nth=0"))
    assert abs(first["x"] + first["width"] - bar["x"] - bar["width"]) < 2
    context.close()


def test_without_javascript_everything_is_there(browser, live_server, comparison):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + MEETING)
    page.get_by_role("link", name="Most to do first").click()
    page.locator(".works .what a").first.click()
    expect(page.locator(".matrix .strip .t").first).to_be_visible()
    context.close()


def test_from_the_list_to_the_meeting_to_the_first_open_conflict(at, comparison):
    page = at("/")
    page.get_by_role("link", name="WTSA-D1").click()
    page.get_by_role("link", name="open conflict").click()
    expect(page.locator(":target")).to_be_in_viewport()
    uid = page.locator(":target").get_attribute("id")[1:]
    assert comparison.rows.get(uid=uid).agreement in (
        Row.Agreement.CONFLICT,
        Row.Agreement.COMPETING,
    )
