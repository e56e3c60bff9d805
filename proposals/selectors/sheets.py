"""What the sheets of a workbook hold beside the table: every reading, every decision."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from proposals.core import draft as core
from proposals.core.merge import Agreement, Span
from proposals.core.model import Clause, reject
from proposals.models import Comparison, Decision
from proposals.selectors.drafting import Draft, in_force, kept_draft


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """One wording of one stretch of a clause, and the groups that propose it."""

    row: str
    section: str
    label: str
    base: str  # the words in force that it takes the place of; "" for new words
    text: str  # "" where the words go out
    groups: tuple[str, ...]
    agreement: Agreement
    decided: str  # what was decided on these words, "" for nothing yet


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision as it was taken. `words` are those in force that it is about."""

    at: datetime
    by: str
    row: str
    section: str
    label: str
    words: str
    choice: str
    group: str
    text: str
    reason: str
    status: str
    holds: bool  # nobody took it back, and its words are still there


def readings(comparison: Comparison, only: Collection[str] | None = None) -> list[ReadingLine]:
    """Every reading of every span, in the order of the table; of `only` these rows."""
    draft = kept_draft(comparison)
    return [
        ReadingLine(
            contest.uid,
            section,
            label,
            span.base.strip(),
            reading.text.strip(),
            reading.groups,
            span.agreement,
            decided,
        )
        for contest in draft.contests
        if only is None or contest.uid in only
        for section, label in [_place(contest.base or next(iter(contest.proposed.values())))]
        for span in contest.spans
        for decided in [_decided(draft, contest, span)]
        for reading in span.readings
    ]


def _place(clause: Clause) -> tuple[str, str]:
    label = reject(clause.label) or "".join(run.text for run in clause.label)
    return clause.section, label.strip()


def _decided(draft: Draft, contest: core.Contest, span: Span) -> str:
    """The decision that stands on a span: the last on it, or on the whole clause since."""
    found = ""
    for one in draft.decisions:
        if one.row == contest.uid and (not one.span or tuple(one.span) == span.key):
            found = str(one)
    return found


def decisions(comparison: Comparison, only: Collection[str] | None = None) -> list[DecisionLine]:
    """Every decision in the order it was taken, those taken back too; of `only` these rows."""
    draft = kept_draft(comparison)
    taken = list(comparison.decisions.select_related("by", "undoes").order_by("pk"))
    effective = {one.pk for one in in_force(taken)} - {one.pk for one in draft.orphans}
    return [
        _line(draft, one, holds=_holds(draft, one, effective))
        for one in taken
        if only is None or one.row in only
    ]


def _holds(draft: Draft, one: Decision, effective: Collection[int]) -> bool:
    if one.choice == Decision.Choice.STATUS:
        return draft.statuses.get(one.row) == one
    return one.pk in effective


def _line(draft: Draft, one: Decision, *, holds: bool) -> DecisionLine:
    contest = draft.contest_of.get(one.row)
    section = label = ""
    if contest is not None:
        section, label = _place(contest.base or next(iter(contest.proposed.values())))
    choice = one.get_choice_display()
    if one.undoes is not None:
        choice = f"{choice}: {one.undoes}"
    return DecisionLine(
        at=one.at,
        by=str(one.by or ""),
        row=one.row,
        section=section,
        label=label,
        words=str(one.about.get("base", "")).strip(),
        choice=str(choice),
        group=one.group,
        text=one.text or _adopted(one),
        reason=one.reason,
        status=one.get_status_display() if one.status else "",
        holds=holds,
    )


def _adopted(one: Decision) -> str:
    """The words that an adopted reading brought."""
    if one.choice != Decision.Choice.ADOPT:
        return ""
    found = one.about.get("readings", ())
    return next((text.strip() for text, groups in found if one.group in groups), "")
