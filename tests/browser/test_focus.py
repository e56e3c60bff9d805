"""Two columns against each other, and one alone, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from proposals.models import ProposedClause
from tests.browser.test_table import shown_rows

pytestmark = pytest.mark.once

BETWEEN = "/resolutions/901/between/?a=ATU&b=CITEL"
READ = "/resolutions/901/read/ATU/"


def test_two_columns_are_chosen_swapped_and_narrowed_to_what_differs(at):
    page = at(BETWEEN)
    every = shown_rows(page).count()
    page.get_by_label("Hide what reads the same").check()
    expect(page).to_have_url(re.compile("hide=1"))
    assert 0 < shown_rows(page).count() < every

    page.locator("#b").focus()
    page.locator("#b").select_option("RCC")
    expect(page.locator("thead strong bdi")).to_have_text(["ATU", "RCC"])
    expect(page.get_by_label("Hide what reads the same")).to_be_checked()
    expect(page.locator("#b")).to_be_focused()

    page.get_by_role("link", name="Swap").click()
    expect(page.locator("thead strong bdi")).to_have_text(["RCC", "ATU"])
    expect(page).to_have_url(re.compile("a=RCC&b=ATU.*hide=1"))
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("thead strong bdi")).to_have_text(["RCC", "ATU"])
    expect(page.get_by_label("Hide what reads the same")).to_be_checked()


def test_keys_walk_through_the_differences(at):
    page = at(BETWEEN)
    page.keyboard.press("n")
    expect(page.locator("#where")).to_have_text(re.compile(r"Change 1 of \d+"))
    expect(page.locator(".cur").first).to_be_in_viewport()
    page.keyboard.press("n")
    expect(page.locator("#where")).to_have_text(re.compile(r"Change 2 of \d+"))
    page.keyboard.press("p")
    expect(page.locator("#where")).to_have_text(re.compile(r"Change 1 of \d+"))
    page.keyboard.press("j")
    expect(page.locator("tr.at th a").first).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_what_one_of_them_lacks_is_still_there_when_the_same_is_hidden(at):
    page = at(f"{BETWEEN}&hide=1")
    expect(page.locator("td.x", has_text="only in: ATU").first).to_be_visible()
    expect(page.locator("td.a", has_text="only in: CITEL").first).to_be_visible()


def test_two_columns_without_a_fault(at, accessible):
    page = at(BETWEEN)
    accessible(page)


def numbers_at_lines(page):
    """For each paragraph its number of lines as laid out, and as numbered."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".para[id]")].map((paragraph) => {
          const text = paragraph.querySelector("p, h3");
          const range = document.createRange();
          range.selectNodeContents(text);
          const height = parseFloat(getComputedStyle(text).lineHeight);
          const top = text.getBoundingClientRect().top;
          const lines = new Set([...range.getClientRects()].filter((box) => box.width)
            .map((box) => Math.floor((box.top + box.height / 2 - top) / height)));
          const said = paragraph.querySelector(".lines").textContent.split("\\n");
          return [lines.size, said.length, said.at(-1)];
        })"""
    )


def test_every_line_has_its_number_at_any_width_and_size(at):
    page = at(READ)
    for width in (1440, 700, 360):
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.locator(".para .lines").first).to_be_attached()
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        counted = numbers_at_lines(page)
        assert all(lines == said for lines, said, _ in counted), width
        assert any(said > 2 for _, said, _ in counted)
        assert all(last == f".{said}" for _, said, last in counted if said > 1)
    before = [said for _, said, _ in counted]
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("link", name="Larger").click()
    expect(page.locator("html")).to_have_class(re.compile("size3"))
    wide = [said for _, said, _ in numbers_at_lines(page)]
    assert wide != before


def test_a_line_is_the_same_line_at_every_size(at):
    page = at(READ)
    first = [said for _, said, _ in numbers_at_lines(page)]
    page.get_by_role("link", name="Larger").click()
    page.wait_for_url(re.compile("size=3"))
    expect(page.locator(".para .lines").first).to_be_attached()
    assert [said for _, said, _ in numbers_at_lines(page)] == first


def test_lines_need_not_be_numbered_and_paragraphs_always_are(at):
    page = at(READ)
    page.get_by_label("Number the lines").uncheck()
    expect(page.locator(".lines")).to_have_count(0)
    expect(page.locator("#p3 .no")).to_have_text("3")
    page.reload()
    expect(page.locator(".lines")).to_have_count(0)


def test_without_a_script_the_paragraphs_have_their_numbers(browser, live_server, comparison):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + READ)
    expect(page.locator("#p2 .no")).to_be_visible()
    page.get_by_role("link", name="Changes marked").click()
    expect(page.locator(".para del").first).to_be_visible()
    context.close()


def test_it_is_printed_upright_with_nothing_beside_the_text(at):
    page = at(READ)
    page.set_viewport_size({"width": 360, "height": 800})
    pdf = page.pdf(prefer_css_page_size=True)
    assert re.search(rb"/MediaBox \[0 0 59[45][.\d]* 84[12]", pdf)
    page.emulate_media(media="print")
    expect(page.locator(".read-bar")).to_be_hidden()
    expect(page.locator("#p1 .no")).to_be_visible()


def test_a_text_alone_without_a_fault(at, accessible):
    page = at(f"{READ}?marked=1")
    accessible(page)


def test_from_two_columns_to_one_and_back(at):
    page = at(BETWEEN)
    page.get_by_role("columnheader", name="CITEL").get_by_role("link", name="Read alone").click()
    expect(page.get_by_role("heading", name="As CITEL proposes it")).to_be_visible()
    page.get_by_role("link", name="Beside another text").click()
    expect(page.locator("thead strong bdi")).to_have_text(["In force", "CITEL"])


def test_a_finding_leads_to_its_clause_and_the_checks_have_no_fault(at, accessible):
    # APT renumbers a clause, and leaves a reference to it as it was.
    ProposedClause.objects.filter(
        proposal__group__code="APT", row__base__section="resolves further", row__base__label="1"
    ).update(label_runs=[["delete", "1"], ["insert", "9"]])
    page = at("/resolutions/901/checks/")
    page.get_by_role("link", name="Cross-references").click()
    expect(page.get_by_role("link", name="Show all")).to_be_visible()
    finding = page.locator(".findings > li").first
    expect(finding).to_contain_text("is now resolves further 9")
    accessible(page)
    finding.get_by_role("link").click()
    expect(page.locator("#g-APT")).to_be_in_viewport()
