"""The page of the search when there is nothing to show, and what is asked is no question."""

import re
from html import unescape

import pytest
from django.urls import reverse

SEARCH = reverse("search")


@pytest.fixture
def ask(client, comparison):
    """Ask as a visitor; the page's own text."""

    def ask(text, **more):
        answer = client.get(SEARCH, {"q": text, **more})
        assert answer.status_code == 200
        return answer.content.decode()

    return ask


def links(html):
    return [unescape(found) for found in re.findall(r'href="([^"]*)"', html)]


@pytest.mark.parametrize("text", ["", "  "])
def test_no_question_says_what_is_searched(ask, text):
    html = ask(text)
    assert "What is searched" in html
    assert "<mark>" not in html


@pytest.mark.parametrize("text", ["a", "?", "“”", "\0"])
def test_a_question_too_short_says_how_long_it_has_to_be(ask, text, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        html = ask(text)
    assert "two letters" in html or "What is searched" in html
    assert "hits" not in html


def test_nothing_found_says_what_to_try(ask):
    html = ask("test xylophones", group="ATU", kind="comments")
    assert "Nothing found" in html
    alone = [link for link in links(html) if "q=xylophones" in link and "test" not in link]
    assert alone
    assert any("group" not in link and "q=test" in link for link in links(html))


@pytest.mark.parametrize(
    "more",
    [
        {"page": "0"},
        {"page": "-1"},
        {"page": "99999999999"},
        {"page": "x"},
        {"kind": "x"},
        {"group": "\0"},
        {"meeting": "'"},
        {"language": "xx"},
    ],
)
def test_no_address_breaks_the_page(ask, more):
    ask("test beds", **more)


def test_a_question_is_text_and_never_markup(ask):
    html = ask('<script>"><img src=x>')
    assert "<script>&quot;" not in html
    assert "<img" not in html


def test_every_page_has_the_field_but_the_search_has_it_once(client, comparison):
    for address in ("/", SEARCH, reverse("compare", kwargs={"number": "901"})):
        html = client.get(address).content.decode()
        assert html.count('id="find"') == 1
        assert html.count('role="search" class="find"') == (address != SEARCH)


@pytest.mark.parametrize("query", ["", "?revision=Rev.+Lakeside%2C+2020&language=en"])
def test_a_text_in_force_can_be_read_by_itself(client, comparison, query):
    address = reverse("text", kwargs={"number": "901"})
    html = client.get(address + query).content.decode()
    for clause in comparison.base.clauses.all():
        assert f'id="r{clause.uid}"' in html


@pytest.mark.parametrize("query", ["?revision=Rev.+Nowhere", "?language=zh"])
def test_a_text_that_is_not_there_is_not_found(client, comparison, query):
    assert client.get(reverse("text", kwargs={"number": "901"}) + query).status_code == 404


def test_a_recovered_text_is_not_shown_by_itself(client, comparison):
    comparison.base.inferred = True
    comparison.base.save()
    assert client.get(reverse("text", kwargs={"number": "901"})).status_code == 404
