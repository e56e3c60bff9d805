"""Pages in Arabic: sides, names and dates where a reader of Arabic looks for them."""

import pytest

pytestmark = pytest.mark.once

TABLE = "/resolutions/901/compare/"
BOX = "(one) => { const { left, right } = one.getBoundingClientRect(); return [left, right]; }"


@pytest.fixture
def in_arabic(at, context, live_server):
    def in_arabic(address):
        context.add_cookies([{"name": "django_language", "value": "ar", "url": live_server.url}])
        return at(address)

    return in_arabic


def box(locator):
    return locator.evaluate(BOX)


def test_the_columns_follow_one_another_from_the_right(in_arabic):
    page = in_arabic(TABLE)
    heads = [box(head)[1] for head in page.locator(".cmp > thead th").all()]
    assert heads == sorted(heads, reverse=True)


@pytest.mark.parametrize("aside", [0, 300])
def test_a_section_keeps_its_name_and_its_count_beside_each_other(in_arabic, aside):
    page = in_arabic(TABLE)
    page.set_viewport_size({"width": 1280, "height": 700})
    head = page.locator(".cmp tr.h").nth(1)
    head.evaluate("(one, aside) => { one.scrollIntoView(); scrollBy(-aside, 0); }", aside)
    name, count = box(head.locator("bdi")), box(head.locator("small"))
    assert count[1] <= name[0], "the count stands to the left of the name"
    assert name[1] <= box(page.locator(".secs"))[0], "nothing hides behind the sections"


def test_a_pinned_column_of_english_text_stays_at_the_right(in_arabic):
    page = in_arabic(f"{TABLE}?pin=RCC")
    page.set_viewport_size({"width": 900, "height": 700})
    pinned = page.locator(".cmp > tbody td.p0[dir=ltr]").first
    pinned.scroll_into_view_if_needed()
    page.evaluate("scrollBy(-2000, 0)")
    assert box(pinned)[1] == pytest.approx(box(pinned.locator("xpath=../th"))[0], abs=1)


def test_the_line_of_a_column_stands_between_it_and_the_one_before(in_arabic):
    page = in_arabic(TABLE)
    widths = page.locator(".cmp > tbody td.b[dir=ltr]").first.evaluate(
        "(one) => [getComputedStyle(one).borderLeftWidth, getComputedStyle(one).borderRightWidth]"
    )
    assert widths == ["0px", "1px"]


def test_words_of_the_page_in_an_english_cell_run_from_the_right(in_arabic):
    page = in_arabic(TABLE)
    said = page.locator(".cmp td[dir=ltr] > p:has(bdi)").filter(has_text="نص").first
    assert said.evaluate("(one) => getComputedStyle(one).direction") == "rtl"


def test_arabic_is_not_slanted_and_english_in_it_is(in_arabic):
    page = in_arabic("/resolutions/901/")
    slant = "(one) => getComputedStyle(one).fontStyle"
    first, second = (page.locator(".matrix tbody th .legal").nth(n) for n in (0, 1))
    assert first.evaluate(slant) == "normal"
    assert second.locator("bdi").evaluate(slant) == "italic"
