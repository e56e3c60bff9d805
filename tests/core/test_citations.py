"""The citation grammar, in the shapes that six languages give it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core import citations

PLACES = st.sampled_from(["Lakeside", "Port Royal", "Saint-Loup", "Québec", "Al Madina"])
KINDS = st.sampled_from(["Resolution", "Decision", "Opinion"])


def only(text, own="WTSA"):
    (citation,) = citations.find(text, own)
    return citation


def named(text):
    return [(each.conference, each.name) for each in citations.find(text)]


def test_a_citation_names_its_text_its_revision_and_who_adopted_it():
    text = "that Resolution\u00a0123 (Rev.\u00a0Busan, 2014) of the Plenipotentiary Conference says"
    citation = only(text)
    assert (citation.kind, citation.number, citation.conference) == ("Resolution", "123", "PP")
    assert (citation.place, citation.year, citation.revised) == ("Busan", 2014, True)
    assert text[citation.start : citation.end].endswith("Plenipotentiary Conference")
    assert text[citation.date_start : citation.date_end] == "(Rev.\u00a0Busan, 2014)"


@pytest.mark.parametrize(
    ("text", "conference", "name"),
    [
        ("Resolution 5 (Hammamet, 2016) of this assembly", "WTSA", "Resolution 5 (Hammamet, 2016)"),
        (
            "Resolution 37 (Dubai, 2014) of the World Telecommunication Development Conference",
            "WTDC",
            "Resolution 37 (Dubai, 2014)",
        ),
        ("Resolution 1353 of the Council", "Council", "Resolution 1353"),
        ("Resolution 1380 (Modified 2017)", "Council", "Resolution 1380 (modified 2017)"),
        ("Resolution 1334 (C11, modified C15)", "Council", "Resolution 1334 (modified 2015)"),
        ("Decision 12 (Rev. Busan, 2014)", "", "Decision 12 (Rev. Busan, 2014)"),
        ("Recommendation ITU\u2011T A.1", "ITU-T", "Recommendation A.1"),
        ("ITU-T Recommendation A.8", "ITU-T", "Recommendation A.8"),
        ("ITU-R Resolution 1-7", "ITU-R", "Resolution 1-7"),
        ("Resolution 72 (Rev.WRC-07)", "WRC", "Resolution 72 (Rev. 2007)"),
        ("WTSA-16 Resolution 2", "WTSA", "Resolution 2"),
        (
            "RESOLUTION 8 (Rev.\u00a0New\u00a0Delhi, 2024)",
            "",
            "Resolution 8 (Rev. New Delhi, 2024)",
        ),
    ],
)
def test_the_forms_that_resolutions_use_are_read(text, conference, name):
    assert named(text) == [(conference, name)]


@pytest.mark.parametrize(
    ("text", "conference", "place"),
    [
        ("la Résolution 44 (Rév. Hammamet, 2016) de la présente Assemblée", "WTSA", "Hammamet"),
        ("Résolution 44 (Rév. Busan, 2016) de la Conférence de plénipotentiaires", "PP", "Busan"),
        ("el Acuerdo 44 (Rev. Busán, 2016) de la Conferencia de Plenipotenciarios", "PP", "Busán"),
        ("Резолюцию 44 (Пересм. Пусан, 2016 г.) Полномочной конференции", "PP", "Пусан"),
        ("والقرار 44 (المراجَع في الحمامات، 2016) لهذه الجمعية", "WTSA", "الحمامات"),
        ("本届全会第44号决议（2016年，哈马马特，修订版）", "WTSA", "哈马马特"),
        ("全权代表大会第44号决议(2016年,釜山,修订版)", "PP", "釜山"),
    ],
)
def test_each_language_has_its_own_shape(text, conference, place):
    citation = only(text)
    assert (citation.number, citation.year, citation.revised) == ("44", 2016, True)
    assert (citation.conference, citation.place) == (conference, place)
    assert not citation.defect


def test_a_conference_said_once_holds_for_all_it_follows():
    text = "both Resolution 71 (Bay, 2010) and Resolution 123 of the Plenipotentiary Conference"
    assert [each.conference for each in citations.find(text)] == ["PP", "PP"]
    assert named("Resolutions 71, 72 and 123 (Lakeside, 2010) of the Council") == [
        ("Council", "Resolution 71"),
        ("Council", "Resolution 72"),
        ("Council", "Resolution 123 (Lakeside, 2010)"),
    ]


def test_a_number_after_one_resolution_is_not_another():
    assert named("Resolution 5 and 6 delegates") == [("", "Resolution 5")]


@pytest.mark.parametrize(
    "text",
    ["Recommendations for Study Group 3", "this resolution", "Resolution 1.5", "2016-2019", ""],
)
def test_what_names_no_text_is_no_citation(text):
    assert citations.find(text) == ()


def test_a_remark_in_brackets_is_no_date():
    assert not only("Resolution 44 (see also the report of 2010)").is_dated


@pytest.mark.parametrize(
    ("date", "defect"),
    [
        ("(Rev Lakeside, 2016)", "full stop"),
        ("(Rev.Lakeside, 2016)", "space"),
        ("(Rev. Lakeside 2016)", "comma"),
        ("(Lakeside,, 2016)", "comma"),
        ("(Rev. Lakeside, 2016", "not closed"),
        ("(Rev. 2016)", "no place"),
        ("(Rev. Lakeside, 2016Harbour, 2020)", "more than"),
    ],
)
def test_slips_of_form_are_named(date, defect):
    citation = only(f"Resolution 44 {date} of this assembly")
    assert defect in citation.defect
    assert citation.year == 2016


def test_this_assembly_is_whoever_speaks():
    assert only("Resolution 5 (Lakeside, 2010) of this conference", own="WTDC").conference == "WTDC"


def test_a_history_line_is_nothing_but_places_and_years():
    assert citations.is_history("(Lakeside, 2004; Port Royal, 2008; Harbour 2016; Bay, 2022)")
    assert citations.is_history("(2004年，弗洛里亚诺波利斯；2008年，约翰内斯堡)")
    assert not citations.is_history("(Lakeside, 2004), and what followed")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("The World Telecommunication Standardization Assembly (Bay, 2022),", "(Bay, 2022)"),
        ("世界电信标准化全会（2016年，哈马马特），", "（2016年，哈马马特）"),
        ("إن الجمعية العالمية لتقييس الاتصالات (الحمامات، 2016)،", "(الحمامات، 2016)"),
    ],
)
def test_the_opening_line_dates_itself(text, date):
    where = citations.opening_date(text)
    assert where is not None
    assert text[slice(*where)].strip() == date


def test_a_sentence_about_an_assembly_is_no_opening_line():
    text = "the World Telecommunication Standardization Assembly (Bay, 2022) agreed on this"
    assert citations.opening_date(text) is None


@given(KINDS, st.integers(1, 999), PLACES, st.integers(1990, 2040), st.booleans())
def test_what_a_citation_is_named_is_read_as_that_citation(kind, number, place, year, revised):
    name = f"{kind} {number} ({'Rev. ' * revised}{place}, {year})"
    citation = only(f"in line with {name}, as it stands")
    assert citation.name == name
    assert not citation.defect


@given(st.text(max_size=60))
def test_any_text_is_read_and_places_are_inside_it(text):
    for citation in citations.find(text):
        assert 0 <= citation.start < citation.end <= len(text)
        assert citation.date_start <= citation.date_end <= citation.end
