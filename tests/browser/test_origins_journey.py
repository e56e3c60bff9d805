"""From a word of the draft to who proposed it: by mouse, keyboard and touch, with no script."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from playwright.sync_api import expect

from proposals import permissions
from proposals.core.merge import Agreement
from proposals.core.origins import key_of
from proposals.selectors.drafting import fold_draft
from proposals.services.decide import Wish, decide

pytestmark = pytest.mark.once

DRAFT = "/resolutions/901/draft/"


@pytest.fixture
def decided(comparison):
    """A place on which the groups disagreed, and the reading that was adopted."""
    user = User.objects.create_user("ana")
    user.groups.add(Group.objects.get_or_create(name=permissions.SECRETARIAT)[0])
    contest, span = next(
        (one, span)
        for one in fold_draft(comparison).contests
        for span in one.spans
        if one.base is not None and span.agreement is Agreement.CONFLICT
        if span.readings[0].text.strip()
    )
    reading = span.readings[0]
    wish = Wish(contest.uid, "adopt", span.key, reading.groups[0], reason="after coffee")
    decide(comparison=comparison, wish=wish, seen=0, by=user)
    return contest, span, reading


def link(page, decided):
    contest, span, _ = decided
    address = reverse("history", kwargs={"number": "901", "uid": contest.uid})
    return page.locator(f'a.w[href^="{address}"][href$="#w{key_of(span.key)}"]').first


def tells(shown, decided):
    reading = decided[2]
    expect(shown).to_contain_text("ana")
    expect(shown).to_contain_text("after coffee")
    expect(shown).to_contain_text(reading.text.strip())
    for group in reading.groups:
        expect(shown).to_contain_text(group)


def test_by_keyboard_a_word_says_where_it_is_from_and_the_focus_comes_back(at, decided, accessible):
    page = at(DRAFT)
    word = link(page, decided)
    word.press("Enter")
    dialog = page.get_by_role("dialog")
    tells(dialog, decided)
    accessible(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(word).to_be_focused()


def test_the_dialog_leads_to_the_whole_history_with_the_words_marked(at, decided, accessible):
    page = at(DRAFT)
    link(page, decided).click()
    page.get_by_role("dialog").get_by_role("link", name="All of this clause").click()
    tells(page.locator(".origin:target"), decided)
    accessible(page)


def test_on_a_phone_it_comes_up_from_below_and_fits(at, page, decided):
    page.set_viewport_size({"width": 360, "height": 740})
    at(DRAFT)
    link(page, decided).click()
    tells(page.get_by_role("dialog"), decided)
    box = page.get_by_role("dialog").bounding_box()
    assert round(box["width"]) == 360
    assert round(box["y"] + box["height"]) == 740
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_a_script_the_word_is_a_link_to_its_history(
    browser, browser_context_args, live_server, decided
):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + DRAFT)
    link(page, decided).click()
    tells(page.locator(".origin:target"), decided)
    context.close()


def test_with_who_proposed_it_any_word_can_be_asked(at, decided):
    page = at(f"{DRAFT}?mode=signed")
    page.locator('a.w[href$="#wrest"]').first.click()
    expect(page.get_by_role("dialog")).to_contain_text("No group would change them.")
