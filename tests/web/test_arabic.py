"""Arabic: texts of two directions in one sentence, and forms that need no number."""

from datetime import date
from html import unescape

import pytest
from django.utils import translation

from proposals.models import Meeting
from proposals.templatetags.phrases import say

pytestmark = pytest.mark.django_db
FSI, PDI = "\u2068", "\u2069"


@pytest.fixture
def arabic(client):
    client.cookies["django_language"] = "ar"
    return client


def text(answer):
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_a_place_in_latin_letters_stands_apart_from_the_dates(arabic, comparison):
    Meeting.objects.update(place="Nova Vale", starts=date(2024, 9, 2), ends=date(2024, 9, 11))
    assert f"{FSI}Nova Vale{PDI}، 2 سبتمبر 2024" in text(arabic.get("/"))
    arabic.cookies["django_language"] = "en"
    assert "Nova Vale, 2 September 2024 – " in text(arabic.get("/"))


def test_two_columns_are_compared_where_a_plural_form_has_no_number(arabic, comparison):
    for a, b in (("ATU", "CITEL"), ("base", "RCC")):
        html = text(arabic.get("/resolutions/901/between/", {"a": a, "b": b}))
        assert "عرض" in html


@pytest.mark.parametrize("many", [1, 2, 3, 11, 100])
def test_a_number_of_clauses_is_said_in_the_form_of_that_number(many):
    with translation.override("ar"):
        said = say("unchanged", str(many))
    forms = {1: "فقرة واحدة", 2: "فقرتين", 3: "3 فقرات", 11: "11 فقرة", 100: "100 فقرة"}
    assert forms[many] in said


def test_a_clause_is_named_in_the_direction_of_its_own_language(arabic, comparison):
    row = comparison.rows.filter(base__section="considering").first()
    html = text(arabic.get(f"/resolutions/901/rows/{row.uid}/"))
    assert f'<span lang="en" dir="ltr"><i>considering</i> {row.base.label}</span>' in html
