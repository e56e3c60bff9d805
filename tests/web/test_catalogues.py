"""The interface in six languages: every message, with its plurals and its stand-ins."""

import re
from datetime import date

import pytest
from django.utils import formats, translation

from proposals.templatetags.phrases import say
from tests.catalogues import LANGUAGES, LOCALES, compiled, source, stored

pytestmark = pytest.mark.once

STAND_IN = re.compile(r"%(?:\(\w+\))?[sd]|\{\w+\}|</?\w+[^>]*>")


@pytest.fixture(scope="module")
def gathered():
    return source()


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request):
    return stored(request.param)


def messages(catalogue):
    return {(one.context, one.id): one for one in catalogue if one.id}


def strings(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def ids(message):
    return message.id if isinstance(message.id, tuple) else (message.id,)


def test_a_message_of_code_and_templates_is_found(gathered):
    assert gathered["Compare clause by clause"]
    assert gathered["new clause"]
    assert gathered[("%(many)s change", "%(many)s changes")].pluralizable


def test_every_message_is_translated_and_none_is_left_over(gathered, catalogue):
    found = messages(catalogue)
    assert sorted(map(str, messages(gathered).keys() - found.keys())) == []
    assert sorted(map(str, found.keys() - messages(gathered).keys())) == []
    assert [one.id for one in found.values() if not all(strings(one))] == []
    assert [one.id for one in found.values() if one.fuzzy] == []


def test_every_plural_form_of_the_language_is_there(catalogue):
    for message in messages(catalogue).values():
        if message.pluralizable:
            assert len(strings(message)) == catalogue.num_plurals, message.id


def test_what_is_filled_in_later_has_its_place_in_every_translation(catalogue):
    for message in messages(catalogue).values():
        wanted = set(STAND_IN.findall(ids(message)[-1]))
        one = set(STAND_IN.findall(ids(message)[0]))
        for string in strings(message):
            # "one clause" needs no number where the language has a form for one alone
            assert set(STAND_IN.findall(string)) in (wanted, one) or (
                message.pluralizable and set(STAND_IN.findall(string)) < wanted
            ), (message.id, string)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language):
    file = LOCALES / language / "LC_MESSAGES" / "django.mo"
    assert file.read_bytes() == compiled(stored(language)), "run `make messages`"


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "rtl"), ("zh-hans", "ltr"), ("fr", "ltr"), ("ru", "ltr")]
)
def test_a_page_comes_in_the_language_of_its_reader(client, comparison, language, direction):
    client.cookies["django_language"] = language
    html = client.get("/resolutions/901/compare/").content.decode()
    assert f'<html lang="{language}" dir="{direction}"' in html
    assert "Hide unchanged" not in html
    assert ">no change<" not in html


def test_a_chosen_language_is_remembered(client, comparison):
    answer = client.post("/i18n/setlang/", {"language": "ru", "next": "/resolutions/901/"})
    assert answer.url == "/resolutions/901/"
    assert int(answer.cookies["django_language"]["max-age"]) > 300 * 24 * 3600
    assert '<html lang="ru"' in client.get("/").content.decode()


def test_numbers_choose_the_plural_form_of_the_language():
    said = {}
    for language in ("en", "ru", "ar"):
        with translation.override(language):
            said[language] = [say("unchanged", str(n)).replace(str(n), "#") for n in (1, 2, 3, 5)]
    assert len(set(said["en"])) == 2
    assert len(set(said["ru"])) == 3
    assert len(set(said["ar"])) >= 3


def test_dates_are_written_as_the_language_does():
    day = date(2024, 9, 2)
    written = {}
    for language in ("en", "fr", "zh-hans"):
        with translation.override(language):
            written[language] = formats.date_format(day)
    assert written == {
        "en": "2 September 2024",
        "fr": "2 septembre 2024",
        "zh-hans": "2024年9月2日",
    }
