"""The table in a real browser, as a delegate uses it."""

import re

import pytest
from playwright.sync_api import expect

from proposals.core.model import Cell, Clause, Kind, Op, Run, State
from proposals.core.writing.html import cell_part
from proposals.models import ProposedClause

pytestmark = pytest.mark.once

TABLE = "/resolutions/901/compare/"


def shown_rows(page):
    return page.locator(".cmp tbody tr[class*='k-']:visible")


def test_a_delegate_finds_the_changes_and_prints_them(at):
    page = at("/")
    page.get_by_role("link", name="Sharing test beds").click()
    page.get_by_role("link", name="Compare clause by clause").click()
    expect(page.get_by_role("columnheader", name="ATU")).to_be_visible()
    every = shown_rows(page).count()

    page.get_by_label("Hide unchanged").check()
    expect(page).to_have_url(re.compile("hide=1"))
    assert shown_rows(page).count() < every
    gap = page.locator("tr.gap a").first
    expect(gap).to_contain_text("unchanged clause")
    gap.click()
    expect(page.locator("tr.q.on").first).to_be_visible()

    page.get_by_role("radio", name="Clean").check()
    expect(page).to_have_url(re.compile("mode=clean"))
    expect(page.locator(".cmp td del:visible")).to_have_count(0)
    assert (
        page.locator(".cmp td ins").first.evaluate("e => getComputedStyle(e).textDecorationLine")
        == "none"
    )

    row = page.locator(".cmp tr[class*='k-item']:has(td.c)").first
    row.hover()
    row.get_by_role("link", name="open").click()
    expect(page).to_have_url(re.compile(r"/rows/\w+/"))
    page.get_by_role("link", name="In the table").click()
    expect(page.locator("tr:target")).to_be_in_viewport()

    page.emulate_media(media="print")
    expect(page.locator(".bar")).to_be_hidden()
    expect(page.locator("tr:target td.c").first).to_be_visible()
    assert len(page.pdf(prefer_css_page_size=True)) > 10_000


def test_the_address_says_what_is_shown_and_shows_what_it_says(at):
    page = at(TABLE)
    page.get_by_role("radio", name="Clean").check()
    page.get_by_label("Hide unchanged").check()
    page.get_by_role("checkbox", name="CITEL").uncheck()
    expect(page.get_by_role("columnheader", name="CITEL")).to_have_count(0)
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("data-mode", "clean")
    expect(page.locator("html")).to_have_attribute("data-hide", "")
    expect(page.get_by_role("columnheader", name="CITEL")).to_have_count(0)
    expect(page.get_by_role("columnheader", name="ATU")).to_be_visible()


def test_focus_stays_where_it_was_when_the_table_is_swapped(at):
    page = at(TABLE)
    page.get_by_role("checkbox", name="CITEL").uncheck()
    expect(page.get_by_role("columnheader", name="CITEL")).to_have_count(0)
    expect(page.get_by_role("checkbox", name="CITEL")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("thead strong bdi")).to_have_text(["ATU", "CITEL", "RCC", "APT"])


def test_a_column_moves_and_keeps_the_mode_that_was_chosen(at):
    page = at(TABLE)
    page.get_by_role("radio", name="Clean").check()
    page.get_by_label("Arrange column ATU").click()
    page.get_by_role("link", name="Move after").click()
    heads = page.locator("thead strong bdi")
    expect(heads.first).to_have_text("CITEL")
    expect(page.locator("html")).to_have_attribute("data-mode", "clean")
    expect(page).to_have_url(re.compile("mode=clean"))


def test_keys_walk_through_changes_and_clauses(at):
    page = at(TABLE)
    where = page.locator("#where")
    total = re.search(r"of (\d+)", where.inner_text())[1]
    page.keyboard.press("n")
    expect(where).to_have_text(f"Change 1 of {total}")
    expect(page.locator(".cur").first).to_be_in_viewport()
    page.keyboard.press("n")
    expect(where).to_have_text(f"Change 2 of {total}")
    page.keyboard.press("p")
    expect(where).to_have_text(f"Change 1 of {total}")
    page.keyboard.press("j")
    before = page.locator("tr.at").get_attribute("id")
    page.keyboard.press("j")
    expect(page.locator("tr.at")).not_to_have_attribute("id", before)
    expect(page.locator("tr.at th a").first).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("tr.at")).to_have_attribute("id", before)


def test_the_changes_counted_by_the_keys_are_those_of_the_heads(at):
    page = at(TABLE + "?repeat=1")  # else a text that two columns share is one stop
    heads = page.locator("thead small").all_inner_texts()
    said = sum(int(found[1]) for text in heads if (found := re.match(r"(\d+) change", text)))
    assert f"of {said}" in page.locator("#where").inner_text()


def test_keys_are_listed_can_be_turned_off_and_stay_off(at):
    page = at(TABLE)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Use these keys").uncheck()
    dialog.get_by_role("button", name="Close").click()
    page.keyboard.press("n")
    expect(page.locator(".cur")).to_have_count(0)
    page.reload()
    page.keyboard.press("n")
    expect(page.locator(".cur")).to_have_count(0)


def test_a_fold_opens_and_a_switch_unfolds_everything(at, comparison):
    long = Run(Op.EQUAL, "word " * 100)
    clause = Clause(Kind.ITEM, text=(Run(Op.INSERT, "First "), long))
    part = cell_part(Cell(clause, State.CHANGED), group="ATU", language="en")
    changed = ProposedClause.objects.filter(letter="c", proposal__group__code="ATU")
    changed.filter(pk__in=changed.values("pk")[2:4]).update(html=part.html)
    page = at(TABLE + "?col=ATU")  # joined from its cells, not the whole table as it was stored
    fold, other = page.get_by_role("button", name=re.compile(r"\d+ words")).all()
    text = fold.locator("+ .m")
    expect(text).to_have_attribute("hidden", "until-found")
    fold.click()
    expect(page.locator(".m:focus")).to_be_visible()
    page.get_by_text("More", exact=True).click()
    page.get_by_label("Do not fold long passages").check()
    expect(other).to_be_hidden()


def test_nothing_hides_behind_the_sticky_heads(at):
    page = at(TABLE)
    row = page.locator(".cmp tr[class*='k-item']").nth(12)
    page.goto(f"{page.url}#{row.get_attribute('id')}")
    heads = page.locator(".cmp thead").bounding_box()
    expect(row).to_be_in_viewport()
    assert row.bounding_box()["y"] >= heads["y"] + heads["height"] - 1


def test_sticky_heads_and_numbers_stay_in_sight(at):
    page = at(TABLE)
    page.set_viewport_size({"width": 800, "height": 700})
    page.evaluate("scrollTo(600, 3000)")
    expect(page.get_by_role("columnheader", name="APT")).to_be_in_viewport()
    number = page.locator(".cmp tr[class*='k-'] th:visible").nth(20)
    assert number.bounding_box()["x"] < 5


def test_a_clauses_link_shows_what_its_sender_saw(at):
    page = at(TABLE + "?col=ATU&col=RCC")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("radio", name="Clean").check()
    row = page.locator(".cmp tr[class*='k-item']").nth(9)
    row.hover()
    row.get_by_role("button", name="Copy link").click()
    expect(row.get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("html")).to_have_attribute("data-mode", "clean")
    expect(page.locator("thead strong bdi")).to_have_text(["ATU", "RCC"])
    expect(page.locator("tr:target")).to_be_in_viewport()
    assert page.locator("tr:target").get_attribute("id") == link.partition("#")[2]


def test_a_move_leads_to_the_other_place_and_back(at):
    page = at(TABLE)
    there = page.locator("td > p a[href^='#r']").first
    home = there.evaluate("e => e.closest('tr').id")
    there.click()
    expect(page.locator("tr:target")).to_be_in_viewport()
    page.locator(f"tr:target td > p a[href='#{home}']").first.click()
    expect(page.locator("tr:target")).to_have_attribute("id", home)


def test_paper_has_the_heads_on_every_page_the_time_and_the_address(at):
    page = at(TABLE)
    page.emulate_media(media="print")
    head = "e => getComputedStyle(e).display"
    assert page.locator(".cmp > thead").evaluate(head) == "table-header-group"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".printed")).to_contain_text(TABLE)
    expect(page.locator(".printed time")).to_have_text(re.compile(r"\d{4}"))
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0, "a column is cut off"


def test_a_changed_word_keeps_its_line_in_word(at):
    page = at(TABLE)
    cell = page.locator("td.c:has(ins):has(del)").first
    copied = cell.evaluate("""cell => {
      getSelection().selectAllChildren(cell);
      const data = new DataTransfer();
      document.dispatchEvent(new ClipboardEvent("copy", {clipboardData: data, cancelable: true}));
      return data.getData("text/html");
    }""")
    inserted, deleted = (cell.locator(name).first.text_content() for name in ("ins", "del"))
    assert re.search(rf"<u[^>]*>{re.escape(inserted)}</u>", copied)
    assert re.search(rf"<s[^>]*>{re.escape(deleted)}</s>", copied)
    assert "button" not in copied


def test_changes_are_said_to_screen_readers_when_asked(at):
    page = at(TABLE)
    said = "e => getComputedStyle(e, '::before').content"
    mark = page.locator("td.c ins").first
    assert mark.evaluate(said) == "none"
    page.get_by_text("More", exact=True).click()
    page.get_by_label("Say changes to screen readers").check()
    assert "inserted" in mark.evaluate(said)


def test_a_phone_shows_a_clause_with_its_readings_below_each_other(at):
    page = at(TABLE)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    first, second = page.locator("tr:has(td.c ~ td.c)").first.locator("td.c").all()[:2]
    assert second.bounding_box()["y"] > first.bounding_box()["y"]
    assert first.evaluate("e => getComputedStyle(e, '::before').content") == '"ATU"'


def test_without_scripts_the_forms_and_links_do_it_all(browser, live_server, comparison):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + TABLE)
    page.get_by_label("Hide unchanged").check()
    page.get_by_role("checkbox", name="RCC").uncheck()
    page.get_by_role("button", name="Show", exact=True).click()
    assert "hide=1" in page.url
    expect(page.get_by_role("columnheader", name="RCC")).to_have_count(0)
    gap = page.locator("tr.gap a").first
    gap.click()
    expect(page.locator("tr.gap:target ~ tr.q").first).to_be_visible()
    assert page.locator("button.f:visible").count() == 0
    context.close()


@pytest.mark.parametrize(
    "media", [{"forced_colors": "active"}, {"color_scheme": "dark"}, {"media": "print"}]
)
def test_changes_are_told_apart_without_colour(at, media):
    page = at(TABLE)
    page.emulate_media(**media)
    line = "e => getComputedStyle(e).textDecorationLine"
    assert page.locator("td.c ins").first.evaluate(line) == "underline"
    assert page.locator("td.c del").first.evaluate(line) == "line-through"
