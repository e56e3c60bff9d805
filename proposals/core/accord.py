"""How far the groups agree on a clause as a whole: one word a row of the table.

`merge` says it of every span; a reader who looks over a whole resolution wants it of every
clause. Form is told from substance by `substance`, as everywhere.
"""

from __future__ import annotations

from enum import StrEnum

from proposals.core import merge
from proposals.core.draft import Contest
from proposals.core.merge import Span
from proposals.core.model import accept
from proposals.core.redline import diff
from proposals.core.substance import Class, classify
from proposals.core.words import normal


class Accord(StrEnum):
    """How far the groups that change a clause agree. A group that leaves it as it is has
    no say here, nor has one whose document does not hold it."""

    NOBODY = "nobody"  # no group changes it
    UNANIMOUS = "unanimous"  # two or more change it, and all say the same words
    NEARLY = "nearly"  # two or more; none against: form, or different words of the clause
    SINGLE = "single"  # one group
    CONFLICT = "conflict"  # two or more say different things of the same words
    COMPETING = "competing"  # new clauses that compete for one place (`model.Row.rival`)


def accord(contest: Contest, rival: int = 0, language: str = "en") -> Accord:
    """The accord of one row. Labels count only where nothing else changes."""
    if rival:
        return Accord.COMPETING
    said = sayings(contest)
    if len(said) < 2:
        return Accord.SINGLE if said else Accord.NOBODY
    if len(set(said.values())) == 1:
        return Accord.UNANIMOUS
    sections = {contest.proposed[group].section for group in contest.moved}
    if len(sections) > 1 or any(_is_contested(contest, span, language) for span in contest.spans):
        return Accord.CONFLICT
    return Accord.NEARLY


def sayings(contest: Contest) -> dict[str, tuple[str, str]]:
    """What each group that changes a clause would have it say, and under which heading.

    The heading is "" for a group that leaves it in its place. Where no group changes a word,
    this holds those that change the label or white space: all of the clause is what they say.
    """
    groups = {g for span in contest.spans for reading in span.readings for g in reading.groups}
    groups.update(contest.moved)
    if groups:
        return {
            group: (
                normal(clause.proposed).strip(),
                clause.section if group in contest.moved else "",
            )
            for group, clause in contest.proposed.items()
            if group in groups
        }
    return {
        group: (accept(clause.runs), "")
        for group, clause in contest.proposed.items()
        if clause.is_changed
    }


def _is_contested(contest: Contest, span: Span, language: str) -> bool:
    """Whether the readings of a span differ in more than form, each read within the clause."""
    if len(span.readings) < 2:
        return False
    units = merge.units(contest.base_text)
    before, after = "".join(units[: span.start]), "".join(units[span.stop :])
    first, *others = (before + reading.text + after for reading in span.readings)
    return any(
        change.kind is Class.SUBSTANTIVE
        for other in others
        for change in classify(diff(first, other, language), language)
    )
