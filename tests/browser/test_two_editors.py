"""Two of the secretariat edit the same clause at once, and neither loses a word."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from playwright.sync_api import expect

from proposals import permissions
from proposals.core.merge import Agreement
from proposals.models import Decision
from proposals.selectors.drafting import fold_draft


@pytest.fixture
def contest(comparison):
    """A clause on which groups disagree, with more than one place that changes."""
    found = fold_draft(comparison).contests
    disputed = [one for one in found if Agreement.CONFLICT in {s.agreement for s in one.spans}]
    return max(disputed, key=lambda one: (one.base is not None, len(one.spans)))


@pytest.fixture
def someone_at(browser, browser_context_args, live_server, comparison):
    """Open an address as somebody of the secretariat, in a browser of their own."""
    contexts = []

    def someone_at(name, address):
        user, is_new = User.objects.get_or_create(username=name)
        if is_new:
            user.groups.add(Group.objects.get_or_create(name=permissions.SECRETARIAT)[0])
        client = Client()
        client.force_login(user)
        context = browser.new_context(**browser_context_args)
        cookie = settings.SESSION_COOKIE_NAME
        value = client.cookies[cookie].value
        context.add_cookies([{"name": cookie, "value": value, "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(live_server.url + address)
        return page

    yield someone_at
    for context in contexts:
        context.close()


def text_box(page):
    return page.get_by_label("Or write the text")


def test_two_people_edit_one_clause_and_neither_loses_a_word(someone_at, contest):
    address = f"/resolutions/901/rows/{contest.uid}/"
    ana, ben = someone_at("ana", address), someone_at("ben", address)
    text_box(ana).fill("What Ana says;")
    text_box(ben).fill("What Ben says, at greater length;")
    ana.get_by_role("button", name="Use this text").click()
    expect(ana.locator("#draft > .legal")).to_contain_text("What Ana says;")

    ben.get_by_role("button", name="Use this text").click()
    alert = ben.get_by_role("alert")
    expect(alert).to_contain_text("What Ana says;")
    expect(alert).to_contain_text("ana")
    expect(text_box(ben)).to_have_value("What Ben says, at greater length;")

    # Ben has read it, and decides on what there is now.
    text_box(ben).fill("What Ana says, and what Ben says;")
    ben.get_by_role("button", name="Use this text").click()
    expect(ben.locator("#draft > .legal")).to_contain_text("what Ben says;")
    texts = [one.text for one in Decision.objects.order_by("pk")]
    assert texts == ["What Ana says;", "What Ana says, and what Ben says;"]
    expect(ben.locator(".history")).to_contain_text("What Ana says;")


def test_what_is_typed_survives_a_closed_browser(someone_at, contest):
    address = f"/resolutions/901/rows/{contest.uid}/"
    page = someone_at("ana", address)
    text_box(page).press_sequentially("Half a sen")
    expect(page.get_by_text("Kept on the server")).to_be_visible()
    page.context.close()
    expect(text_box(someone_at("ana", address))).to_have_value("Half a sen")


def test_each_sees_that_the_other_has_the_clause_open(someone_at, contest):
    address = f"/resolutions/901/rows/{contest.uid}/"
    someone_at("ana", address)
    ben = someone_at("ben", address)
    expect(ben.get_by_text("ana has this clause open")).to_be_visible(timeout=15_000)


def test_a_clause_is_decided_by_keys_and_the_next_open_one_follows(someone_at, contest):
    page = someone_at("ana", f"/resolutions/901/rows/{contest.uid}/")
    page.keyboard.press("b")
    expect(page.locator("#draft-name")).to_contain_text("in brackets")
    expect(page.locator("#draft")).to_be_focused()
    page.keyboard.press("0")
    expect(page.locator("#draft-name")).to_contain_text("decided")
    page.keyboard.press("u")
    page.wait_for_url(lambda url: contest.uid not in url)


def test_enter_in_a_field_decides_nothing(someone_at, contest):
    page = someone_at("ana", f"/resolutions/901/rows/{contest.uid}/")
    page.get_by_label("Reason, for the record").fill("because")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Reason, for the record")).to_have_value("because")
    assert not Decision.objects.exists()


@pytest.mark.once
def test_the_drafting_pages_have_no_barrier_that_axe_knows(
    someone_at, live_server, contest, accessible
):
    page = someone_at("ana", f"/resolutions/901/rows/{contest.uid}/")
    accessible(page)
    page.get_by_role("button", name="Show it to the room").click()
    expect(page.get_by_role("button", name="Stop showing")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("b")
    expect(page.locator("#draft-name")).to_contain_text("in brackets")
    accessible(page)
    page.goto(f"{live_server.url}/resolutions/901/draft/")
    page.get_by_label("Name", exact=True).fill("DT/12")
    page.get_by_role("button", name="Keep", exact=True).click()
    for address in (
        "draft/",
        "draft/?mode=clean",
        "draft/?mode=signed",
        "draft/bulk/?what=unanimous",
        "draft/DT/12/",
        "follow/",
    ):
        page.goto(f"{live_server.url}/resolutions/901/{address}")
        accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    page.goto(f"{live_server.url}/resolutions/901/draft/")
    accessible(page)


def test_selected_words_are_commented_on_and_marked_in_the_table(
    someone_at, live_server, contest, accessible
):
    page = someone_at("ana", f"/resolutions/901/rows/{contest.uid}/")
    quote = page.evaluate(
        """() => {
          const text = document.querySelector(".reading.base .legal");
          const node = [...text.childNodes].find((one) => one.nodeType === 3 && one.length > 20);
          getSelection().setBaseAndExtent(node, 0, node, 15);
          return getSelection().toString();
        }"""
    )
    page.keyboard.press("c")
    expect(page.get_by_label("Your comment")).to_be_focused()
    page.keyboard.type("Why not now?")
    page.get_by_role("button", name="Comment", exact=True).click()
    thread = page.get_by_role("article", name="Comment by ana")
    expect(thread.locator("blockquote")).to_have_text(quote.strip())
    expect(thread).to_contain_text("Why not now?")
    accessible(page)
    for address in ("comments/", "record/"):
        page.goto(f"{live_server.url}/resolutions/901/{address}")
        expect(page.get_by_role("link", name=contest.base.section).first).to_be_visible()
        accessible(page)
    page.goto(f"{live_server.url}/resolutions/901/compare/")
    page.get_by_role("link", name="Comments: 1").click()
    page.wait_for_url(f"**/rows/{contest.uid}/**#comments")
