"""What could be decided at once, as wishes: shown before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable

from proposals.core import draft as core
from proposals.core import merge
from proposals.core.merge import Agreement, Span
from proposals.core.model import deleted, equal, inserted
from proposals.core.substance import Class, classify
from proposals.models import Decision
from proposals.selectors.drafting import Draft
from proposals.services.decide import Wish

ADOPT = Decision.Choice.ADOPT.value


def unanimous(draft: Draft) -> tuple[Wish, ...]:
    """Adopt every open span on which all groups that propose anything say the same."""
    return tuple(
        Wish(contest.uid, ADOPT, span.key, span.readings[0].groups[0])
        for contest, span in _open(draft)
        if span.agreement is Agreement.UNANIMOUS and not _is_rival(draft, contest)
    )


def citations(draft: Draft) -> tuple[Wish, ...]:
    """Adopt every open span without a conflict that only brings a citation up to date."""
    return tuple(
        Wish(contest.uid, ADOPT, span.key, span.readings[0].groups[0])
        for contest, span in _open(draft)
        if len(span.readings) == 1 and _is_citation(contest, span)
    )


def group_in_section(draft: Draft, group: str, section: str) -> tuple[Wish, ...]:
    """Adopt one group's clauses of a section, wherever it proposes and all is open."""
    decided = {one.row for one in draft.decisions}
    return tuple(
        Wish(contest.uid, ADOPT, None, group)
        for contest in draft.contests
        if group in contest.proposed
        and contest.proposed[group].is_changed
        and contest.uid not in decided
        and draft.by_uid[contest.uid].clause.section == section
    )


def _open(draft: Draft) -> Iterable[tuple[core.Contest, Span]]:
    """Spans that wait for a decision, in the order of the table."""
    for contest in draft.contests:
        for span in draft.by_uid[contest.uid].undecided:
            yield contest, span


def _is_rival(draft: Draft, contest: core.Contest) -> bool:
    row = dict(zip(draft.table.uids, draft.table.rows, strict=True))[contest.uid]
    return bool(row.rival)


def _is_citation(contest: core.Contest, span: Span) -> bool:
    """Whether the span's one reading changes nothing but a citation's date, in its sentence."""
    units = merge.units(contest.base_text)
    runs = (
        *equal("".join(units[: span.start])),
        *deleted(span.base),
        *inserted(span.readings[0].text),
        *equal("".join(units[span.stop :])),
    )
    return {change.kind for change in classify(runs)} == {Class.CITATION}
