"""Citations against a register of our own making."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.checks import Entry, Severity
from proposals.core.checks.citations import Outcome, check, judge
from proposals.core.model import Clause, Kind, equal
from proposals.core.reading.critic import read_runs

REGISTER = [
    Entry("PP", "Resolution", "9", "Lakeside", 2010),
    Entry("PP", "Resolution", "9", "Harbour", 2014, revised=True),
    Entry("PP", "Resolution", "9", "Bay", 2018, revised=True, adopted=date(2018, 10, 29)),
    Entry("WTSA", "Resolution", "9", "Port Royal", 2014, revised=True),
    Entry("WTSA", "Resolution", "44", "Hilltop", 2016, revised=True),
    Entry("Council", "Resolution", "1353"),
    Entry("ITU-R", "Resolution", "1-7", "", 2015),
    Entry("ITU-R", "Resolution", "1-8", "", 2019),
]


def outcome(text, as_of=None, language="en"):
    (verdict,) = judge(text, REGISTER, as_of=as_of, language=language)
    return verdict.outcome


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Resolution 9 (Rev. Bay, 2018) of the Plenipotentiary Conference", Outcome.CURRENT),
        ("Resolution 9 (Rev. Harbour, 2014) of the PP", Outcome.SUPERSEDED),
        ("Resolution 9 (Lakeside, 2010) of the PP", Outcome.SUPERSEDED),
        ("Resolution 9 (Rev. Port Royal, 2014) of this assembly", Outcome.CURRENT),
        ("Resolution 9 of the Plenipotentiary Conference", Outcome.CURRENT),
        ("Resolution 1353 of the Council", Outcome.CURRENT),
        ("Resolution 1-8 of the Radiocommunication Assembly", Outcome.CURRENT),
        ("Resolution ITU-R 1-7", Outcome.SUPERSEDED),
        ("Resolution 9 (Rev. Bay, 2017) of the PP", Outcome.UNKNOWN),
        ("Resolution 9 (Rev. Bay, 2018) of this assembly", Outcome.UNKNOWN),
        ("Decision 9 (Rev. Bay, 2018)", Outcome.UNKNOWN),
        ("Resolution 9 (Rev Bay, 2018) of the PP", Outcome.MALFORMED),
        ("Resolution 9 (Bay, 2018) of the PP", Outcome.MALFORMED),
        ("Resolution 9 (Rev. Lakeside, 2010) of the PP", Outcome.MALFORMED),
        ("Resolution 9 (Rev. Harbour, 2018) of the PP", Outcome.MALFORMED),
    ],
)
def test_the_register_decides(text, expected):
    assert outcome(text) is expected


def test_a_later_revision_supersedes_none_before_its_time():
    text = "Resolution 9 (Rev. Harbour, 2014) of the PP"
    assert outcome(text, as_of=2017) is Outcome.CURRENT
    assert outcome(text, as_of=2018) is Outcome.SUPERSEDED
    assert outcome(text, as_of=date(2018, 3, 1)) is Outcome.CURRENT
    assert outcome(text, as_of=date(2018, 11, 1)) is Outcome.SUPERSEDED


def test_what_is_not_adopted_yet_is_unknown_and_says_so():
    text = "Resolution 9 (Rev. Bay, 2018) of the PP"
    (verdict,) = judge(text, REGISTER, as_of=2016)
    assert verdict.outcome is Outcome.UNKNOWN
    assert "no such revision" in verdict.reason
    (verdict,) = judge("Resolution 44 (Rev. Hilltop, 2016)", REGISTER, as_of=2010)
    assert "not adopted by then" in verdict.reason


def test_a_text_adopted_in_the_same_year_may_be_cited_but_supersedes_none():
    day = date(2016, 3, 1)
    assert outcome("Resolution 44 (Rev. Hilltop, 2016) of this assembly", as_of=day) is (
        Outcome.CURRENT
    )


def test_the_place_and_year_tell_whose_text_an_unsaid_conference_means():
    assert outcome("Resolution 9 (Rev. Port Royal, 2014)") is Outcome.CURRENT
    assert outcome("Resolution 9 (Rev. Harbour, 2014)") is Outcome.SUPERSEDED


def test_places_are_not_compared_in_other_languages():
    text = "Résolution 9 (Rév. Baie, 2018) de la Conférence de plénipotentiaires"
    assert outcome(text, language="fr") is Outcome.CURRENT


def test_a_finding_says_what_is_cited_where_and_what_holds():
    text = "that Resolution 9 {--(Lakeside, 2010)--}{++(Rev. Harbour, 2014)++} of the PP asks;"
    clause = Clause(Kind.ITEM, "noting", equal("b)"), read_runs(text), 1, 12, "uid-1")
    (finding,) = check([clause], REGISTER)
    assert finding.message == "Resolution 9 (Rev. Harbour, 2014): superseded by Rev. Bay, 2018"
    assert finding.quote == "Resolution 9 (Rev. Harbour, 2014) of the PP"
    assert (finding.severity, finding.check) == (Severity.WARNING, "citations")
    assert (finding.uid, finding.section, finding.label) == ("uid-1", "noting", "b)")
    assert finding.source == 12


def test_a_resolutions_own_number_line_cites_nothing():
    line = Clause(Kind.TITLE, text=equal("RESOLUTION 44 (Rev. Nowhere, 2022)"), level=1)
    title = Clause(Kind.TITLE, text=equal("Implementing Resolution 99"), level=2)
    assert [finding.quote for finding in check([line, title], REGISTER)] == ["Resolution 99"]


@given(st.sampled_from([entry for entry in REGISTER if entry.place]), st.integers(2000, 2030))
def test_a_revision_is_current_until_a_later_one_is_adopted(entry, year):
    text = f"{entry.kind} {entry.number} ({entry.name})"
    (verdict,) = judge(text, REGISTER, as_of=year)
    later = [
        other
        for other in REGISTER
        if (other.conference, other.number) == (entry.conference, entry.number)
        and entry.year < (other.year or 0) <= year
    ]
    if year < entry.year:
        assert verdict.outcome is Outcome.UNKNOWN
    else:
        assert verdict.outcome is (Outcome.SUPERSEDED if later else Outcome.CURRENT)


def test_every_dated_citation_of_the_real_register_is_current_in_its_own_year(real_register):
    for entry in real_register:
        text = f"{entry.conference} {entry.kind} {entry.number} ({entry.name})"
        (verdict,) = judge(text, real_register, as_of=entry.year)
        assert (verdict.outcome, verdict.entry) == (Outcome.CURRENT, entry), text
