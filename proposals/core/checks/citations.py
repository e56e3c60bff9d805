"""Citations against the register: current, superseded, unknown or malformed.

The register is dated data that an administrator edits; no revision is known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from proposals.core import citations
from proposals.core.checks.finding import Finding, Severity
from proposals.core.citations import Citation
from proposals.core.model import Clause, Kind, accept
from proposals.core.words import normal

NAME = "citations"

# The lines in which a resolution dates itself: they cite nothing.
_OWN = (Kind.PROPOSAL, Kind.HISTORY, Kind.OPENING)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the register: a revision of a text, or its first edition.

    `place` is in English; "" and `year` None where the text has no such date. `adopted`
    is the day, where it is known: it parts two conferences of one year.
    """

    conference: str
    kind: str
    number: str
    place: str = ""
    year: int | None = None
    revised: bool = False
    adopted: date | None = None

    @property
    def name(self) -> str:
        """The date as a citation writes it: "Rev. Busan, 2014"."""
        date = ", ".join(str(part) for part in (self.place, self.year) if part)
        return f"Rev. {date}" if self.revised else date


AsOf = int | date | None
"""The year or the day on which a citation has to hold; None: whatever the register has."""


class Outcome(StrEnum):
    CURRENT = "current"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the register says of one citation, with a reason; `entry` is the row that holds."""

    citation: Citation
    outcome: Outcome
    reason: str = ""
    entry: Entry | None = None


def check(
    clauses: Iterable[Clause],
    register: Sequence[Entry],
    *,
    as_of: AsOf = None,
    own: str = "WTSA",
    language: str = "en",
) -> tuple[Finding, ...]:
    """Findings for the citations in the proposed text that are not current as of a time."""
    found: list[Finding] = []
    for clause in clauses:
        if clause.kind in _OWN or (clause.kind is Kind.TITLE and clause.level == 1):
            continue
        text = accept(clause.text)
        for verdict in judge(text, register, as_of=as_of, own=own, language=language):
            if verdict.outcome is not Outcome.CURRENT:
                quote = text[verdict.citation.start : verdict.citation.end]
                severity = _SEVERITY[verdict.outcome]
                found.append(Finding.at(clause, NAME, severity, verdict.reason, quote))
    return tuple(found)


_SEVERITY = {
    Outcome.SUPERSEDED: Severity.WARNING,
    Outcome.MALFORMED: Severity.WARNING,
    Outcome.UNKNOWN: Severity.NOTE,
}


def judge(
    text: str,
    register: Sequence[Entry],
    *,
    as_of: AsOf = None,
    own: str = "WTSA",
    language: str = "en",
) -> tuple[Verdict, ...]:
    """What the register says of each citation of a text as of a time.

    A text adopted in the year of a day that is asked for, on a day not known, may be cited
    and supersedes none. Places are compared in English only: other languages spell them
    in their own way.
    """
    citable = [entry for entry in register if _is_adopted(entry, as_of, perhaps=True)]
    binding = [entry for entry in register if _is_adopted(entry, as_of, perhaps=False)]
    return tuple(
        _verdict(citation, register, citable, binding, in_english=language[:2] == "en")
        for citation in citations.find(text, own)
    )


def _is_adopted(entry: Entry, as_of: AsOf, *, perhaps: bool) -> bool:
    if as_of is None or entry.year is None:
        return True
    if isinstance(as_of, int):
        return entry.year <= as_of
    if entry.adopted is not None:
        return entry.adopted <= as_of
    return entry.year <= as_of.year if perhaps else entry.year < as_of.year


def _verdict(
    citation: Citation,
    register: Sequence[Entry],
    citable: Sequence[Entry],
    binding: Sequence[Entry],
    *,
    in_english: bool,
) -> Verdict:
    if citation.defect:
        return Verdict(citation, Outcome.MALFORMED, f"{citation.name}: {citation.defect}")
    editions = _editions(citation, citable)
    if not editions:
        is_later = any(_is_cited(citation, entry) for entry in _editions(citation, register))
        wait = "not adopted by then" if is_later else "not in the register"
        return Verdict(citation, Outcome.UNKNOWN, f"{citation.name}: {wait}")
    if not citation.is_dated and not _version(citation.number):
        return Verdict(citation, Outcome.CURRENT, entry=max(editions, key=_age))
    entry = next((entry for entry in editions if _is_cited(citation, entry)), None)
    latest = max([entry or editions[0], *_editions(citation, binding)], key=_age)
    if entry is None:
        reason = f"{citation.name}: no such revision in the register, which has"
        return Verdict(citation, Outcome.UNKNOWN, f"{reason} {_named(latest)}", latest)
    if citation.place and in_english and normal(entry.place) != normal(citation.place):
        reason = f"{citation.name}: the register has {entry.name}"
        return Verdict(citation, Outcome.MALFORMED, reason, entry)
    if citation.is_dated and entry.revised != citation.revised:
        flaw = "without “Rev.”" if entry.revised else "a first edition, not a revision"
        reason = f"{citation.name}: {flaw}, the register has {entry.name}"
        return Verdict(citation, Outcome.MALFORMED, reason, entry)
    if _age(latest) > _age(entry):
        reason = f"{citation.name}: superseded by {_named(latest)}"
        return Verdict(citation, Outcome.SUPERSEDED, reason, latest)
    return Verdict(citation, Outcome.CURRENT, entry=entry)


def _editions(citation: Citation, register: Iterable[Entry]) -> list[Entry]:
    """Every edition of the text cited. A citation that does not say whose text it is means
    the one with its date; without a date, any text of that kind and number."""
    found = [
        entry
        for entry in register
        if entry.kind.casefold() == citation.kind.casefold()
        and _stem(entry.number) == _stem(citation.number)
        and citation.conference in ("", entry.conference)
    ]
    if not citation.conference and citation.is_dated:
        whose = {entry.conference for entry in found if _is_cited(citation, entry)}
        if len(whose) > 1:
            whose = {
                entry.conference
                for entry in found
                if _is_cited(citation, entry) and normal(entry.place) == normal(citation.place)
            }
        found = [entry for entry in found if not whose or entry.conference in whose]
    return found


def _is_cited(citation: Citation, entry: Entry) -> bool:
    """Whether an entry is the edition that a citation names, by year or by version."""
    if citation.is_dated:
        return entry.year == citation.year
    return entry.number == citation.number


def _stem(number: str) -> str:
    """ITU-R numbers its editions: 1-7 is the seventh revision of 1."""
    return number.partition("-")[0].upper()


def _version(number: str) -> int:
    version = number.partition("-")[2]
    return int(version) if version.isdigit() else 0


def _age(entry: Entry) -> tuple[int, int]:
    return entry.year or 0, _version(entry.number)


def _named(entry: Entry) -> str:
    return entry.name or f"{entry.kind} {entry.number}"
