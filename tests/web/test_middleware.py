"""Pages kept ready: served again without being made again, and never to the wrong reader."""

import gzip

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.utils.translation import get_language

from proposals.middleware import shows
from proposals.models import Resolution

made = []


def page(request):
    """Says in which language, and for whom, it was made."""
    made.append(request.get_full_path())
    resolution = Resolution.objects.get(number="1")
    if "token" in request.GET:
        get_token(request)
    who = request.user if request.user.is_authenticated else "a reader"
    response = HttpResponse(f"{get_language()} for {who} " + "word " * 1000)
    response.status_code = 404 if "gone" in request.GET else 200
    return shows(response, resolution)


urlpatterns = [path("page/", page)]


@pytest.fixture
def resolution(db, settings):
    settings.ROOT_URLCONF = __name__
    cache.clear()
    made.clear()
    return Resolution.objects.create(number="1")


@pytest.fixture
def get(client, resolution):
    """Ask for the page as a browser does."""

    def get(address="/page/", client=client, **headers):
        return client.get(address, headers={"accept-encoding": "gzip, br", **headers})

    return get


def text(response):
    return gzip.decompress(response.content).decode()


def test_a_page_is_made_once_and_then_served_as_it_was(get):
    first, second = get(), get()
    assert len(made) == 1
    assert text(first).startswith("en for a reader")
    assert first.content == second.content
    assert dict(first.items()) == dict(second.items())


def test_a_kept_page_has_the_headers_of_a_new_one(get):
    get()
    kept = get()
    assert "default-src 'self'" in kept["Content-Security-Policy"]
    assert kept["X-Frame-Options"] == "DENY"
    assert kept["X-Content-Type-Options"] == "nosniff"
    assert int(kept["Content-Length"]) == len(kept.content)


def test_a_change_of_the_resolution_ends_what_was_kept(get, resolution):
    get()
    Resolution.objects.filter(pk=resolution.pk).update(version=2)
    get()
    assert len(made) == 2


def test_each_arrangement_of_the_page_is_kept_by_itself(get):
    for address in ("/page/", "/page/?mode=clean", "/page/?mode=clean"):
        get(address)
    assert made == ["/page/", "/page/?mode=clean"]


def test_each_language_has_its_page(get):
    assert text(get()).startswith("en ")
    assert text(get(**{"accept-language": "fr-CH, fr;q=0.9"})).startswith("fr ")


def test_an_htmx_request_is_not_answered_with_a_whole_page(get):
    get()
    get(**{"hx-request": "true"})
    assert len(made) == 2


def test_one_who_is_signed_in_never_gets_or_leaves_a_kept_page(get, admin_client):
    get()
    assert text(get(client=admin_client)).startswith("en for admin")
    assert text(get()).startswith("en for a reader")
    assert len(made) == 2


def test_a_page_that_sets_a_cookie_is_not_kept(get):
    get("/page/?token")
    get("/page/?token")
    assert len(made) == 2


def test_a_browser_that_has_the_page_is_told_so_and_sent_nothing(get):
    tag = get()["ETag"]
    again = get(**{"if-none-match": tag})
    assert again.status_code == 304
    assert not again.content
    assert again["ETag"] == tag
    assert len(made) == 1


def test_one_who_takes_no_gzip_gets_the_plain_page(client, resolution):
    answer = client.get("/page/")
    assert not answer.has_header("Content-Encoding")
    assert answer.content.startswith(b"en for a reader")


def test_only_a_page_that_was_found_is_kept(get):
    for _ in range(2):
        assert get("/page/?gone").status_code == 404
    assert len(made) == 2
