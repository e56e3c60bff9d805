"""The search in a browser: by its key, without a mouse, without a script, on a phone."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from proposals.models import ProposedClause
from proposals.services.annotate import annotate

pytestmark = pytest.mark.once

TABLE = "/resolutions/901/compare/"
FOUND = "/search/?q=test+beds"


def field(page):
    return page.get_by_role("searchbox", name="Words to look for")


@pytest.fixture
def commented(comparison):
    row = comparison.rows.filter(cells__state="changed").first()
    by = User.objects.create_superuser("writer", password="a long enough one")
    return annotate(comparison=comparison, row=row.uid, text="On test beds", by=by)


def test_from_the_table_to_a_hit_and_its_row_by_keyboard_alone(at):
    page = at(TABLE)
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    page.keyboard.type("test beds")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="hits")).to_be_visible()
    assert re.match(r"\d+ hits for test beds", page.title())
    first = page.locator(".place h3 a").first
    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**" + TABLE + "**")
    row = page.locator(":target")
    expect(row).to_be_in_viewport()
    expect(row).to_contain_text("test bed")


def test_the_key_is_silent_in_fields_and_where_keys_are_off(at):
    page = at(TABLE)
    field(page).focus()
    page.keyboard.type("1/2")
    expect(field(page)).to_have_value("1/2")
    page.evaluate("() => { document.activeElement.blur(); localStorage.setItem('keys', 'off'); }")
    page.keyboard.press("/")
    expect(field(page)).not_to_be_focused()
    page.evaluate("localStorage.setItem('keys', 'on')")
    page.keyboard.press("Control+/")
    expect(field(page)).not_to_be_focused()
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()


def test_the_key_leads_to_the_searchs_own_field(at):
    page = at(FOUND)
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    assert page.evaluate("getSelection().toString() || document.activeElement.value") == "test beds"


def test_a_hit_in_deleted_words_is_struck_and_marked(at):
    cell = ProposedClause.objects.filter(state="deleted", position__isnull=False).first()
    word = max(re.findall(r"\w+", cell.row.base.text), key=len)
    page = at(f"/search/?q={word}&kind=proposals")
    hit = page.locator(".hit del mark", has_text=word).first
    expect(hit).to_be_visible()
    assert "line-through" in hit.evaluate(
        "e => getComputedStyle(e.parentElement).textDecorationLine"
    )


def test_kinds_filters_and_pages_are_plain_links_and_a_plain_form(browser, live_server, commented):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + "/")
    field(page).fill("test beds")
    page.get_by_role("button", name="Search").click()
    page.get_by_label("Group").select_option("ATU")
    page.get_by_role("button", name="Show").click()
    assert {text.strip() for text in page.locator(".hit .dot").all_inner_texts()} == {"ATU"}
    page.get_by_role("link", name=re.compile("^Comments")).click()
    assert "group=ATU" in page.url
    page.goto(live_server.url + FOUND + "&kind=comments")
    page.get_by_role("link", name="Comment by writer").click()
    assert page.url.endswith(f"#comment-{commented.pk}")


@pytest.mark.parametrize(
    "address", ["/search/", FOUND, "/search/?q=xylophone+beds&group=ATU", "/search/?q=a"]
)
def test_no_barrier_that_axe_knows_in_any_state(at, commented, accessible, address):
    page = at(address)
    accessible(page)
    page.emulate_media(color_scheme="dark")
    accessible(page)


@pytest.mark.parametrize("address", ["/", "/search/", FOUND, TABLE])
def test_a_phone_shows_the_field_and_scrolls_one_way_only(at, commented, address):
    page = at(address)
    page.set_viewport_size({"width": 360, "height": 740})
    box = field(page).bounding_box()
    assert box["width"] > 120
    assert box["height"] >= 24
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    if address != TABLE:
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_can_be_pointed_at_is_24_pixels_high(at, commented):
    page = at(FOUND)
    small = page.evaluate("""() =>
      [...document.querySelectorAll("a, button, select, input")]
      .filter(e => e.checkVisibility() && !e.closest(".vh, .skip, li"))
      .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
      .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
      .map(([html, box]) => `${html} ${box.width} x ${box.height}`)""")
    assert small == []


def test_forced_colours_keep_the_marks_apart(at):
    page = at(FOUND)
    page.emulate_media(forced_colors="active")
    mark, around = (
        page.locator(what).first.evaluate("e => getComputedStyle(e).backgroundColor")
        for what in (".hit mark", ".hit:has(mark)")
    )
    assert mark != around
