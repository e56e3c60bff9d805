"""What the checks find in each proposal and in the draft; computed once for a version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet, Sum

from proposals.core.checks import Entry, Finding, Passage, Severity, examine, reuse, silent_edits
from proposals.core.model import Clause, Column, Document
from proposals.models import (
    CitedText,
    Comparison,
    Proposal,
    ProposedClause,
    Resolution,
    Revision,
)
from proposals.models import Clause as StoredClause
from proposals.permissions import Visitor
from proposals.selectors.between import DRAFT
from proposals.selectors.drafting import kept_draft
from proposals.selectors.resolution import Head, find_comparison, head

# What a draft cannot have: nobody sends it in, nobody edits it behind its own back.
NOT_OF_DRAFTS = ("action", "silent_edits")
RANK = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in a group's text, or in the draft; `row` is its clause's address."""

    column: str
    row: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Filters:
    """What the findings are narrowed to; "" for all."""

    check: str = ""
    column: str = ""
    severity: str = ""

    def keep(self, found: Found) -> bool:
        return (
            self.check in ("", found.finding.check)
            and self.column in ("", found.column)
            and self.severity in ("", found.finding.severity.value)
        )


@dataclass(frozen=True, slots=True)
class ChecksPage:
    """`by_…` count what there would be with the other filters as they are."""

    head: Head
    found: tuple[Found, ...]
    total: int
    filters: Filters
    by_check: dict[str, int]
    by_column: dict[str, int]
    by_severity: dict[str, int]
    has_register: bool
    language: str


def checks_page(user: Visitor, slug: str, filters: Filters, meeting: str = "") -> ChecksPage:
    """Raises Comparison.DoesNotExist."""
    comparison = find_comparison(user, slug, meeting)
    found = findings(comparison)

    def count(name: str) -> dict[str, int]:
        rest = replace(filters, **{name: ""})
        values = {
            "check": [one.finding.check for one in found if rest.keep(one)],
            "column": [one.column for one in found if rest.keep(one)],
            "severity": [one.finding.severity.value for one in found if rest.keep(one)],
        }
        return dict(Counter(values[name]))

    return ChecksPage(
        head=head(comparison, user),
        found=tuple(one for one in found if filters.keep(one)),
        total=len(found),
        filters=filters,
        by_check=count("check"),
        by_column=count("column"),
        by_severity=count("severity"),
        has_register=CitedText.objects.exists(),
        language=comparison.base.language,
    )


def count_in_draft(comparison: Comparison) -> int:
    """How many findings in the draft ask for something: notes do not.

    Quick, as the draft's page shows it after every decision.
    """
    key = f"checks:draft:{comparison.pk}:{comparison.base.resolution.version}"
    count: int | None = cache.get(key)
    if count is None:
        found = _examined(DRAFT, _draft(comparison), _register(), _as_of(comparison))
        count = sum(one.finding.severity is not Severity.NOTE for one in found)
        cache.set(key, count)
    return count


def findings(comparison: Comparison) -> tuple[Found, ...]:
    """By column, each from the gravest; kept until this or another resolution changes."""
    known = Resolution.objects.aggregate(Sum("version"), Count("pk"))
    version = comparison.base.resolution.version
    key = f"checks:{comparison.pk}:{version}:{known['version__sum']}:{known['pk__count']}"
    found: tuple[Found, ...] | None = cache.get(key)
    if found is None:
        found = _compute(comparison)
        cache.set(key, found)
    return found


def _compute(comparison: Comparison) -> tuple[Found, ...]:
    register, as_of = _register(), _as_of(comparison)
    columns = {**_proposals(comparison), DRAFT: _draft(comparison)}
    found = [
        one for name, column in columns.items() for one in _examined(name, column, register, as_of)
    ]
    found += _untracked(comparison)
    found += _reused(columns, _passages(comparison))
    order = list(columns)
    return tuple(
        sorted(found, key=lambda one: (order.index(one.column), RANK.index(one.finding.severity)))
    )


def _examined(name: str, column: Column, register: Sequence[Entry], as_of: date) -> list[Found]:
    """What a text shows by itself; `_untracked` and `_reused` need more than the text."""
    left_out = NOT_OF_DRAFTS if name == DRAFT else ("silent_edits",)
    return [
        Found(name, one.uid, one)
        for one in examine(column, register=register, as_of=as_of)
        if one.check not in left_out
    ]


def _as_of(comparison: Comparison) -> date:
    """A proposal cites what is in force before the meeting that it goes to."""
    return comparison.meeting.starts or date(comparison.meeting.year, 1, 1)


def _register() -> list[Entry]:
    return [
        Entry(one.conference, one.kind, one.number, one.place, one.year, one.revised, one.adopted)
        for one in CitedText.objects.all()
    ]


def _proposals(comparison: Comparison) -> dict[str, Column]:
    """Each group's column as its document has it; a clause's uid is its row's."""
    number = comparison.base.resolution.number
    held: dict[int, list[Clause]] = {}
    for cell in _cells(comparison).filter(position__isnull=False).order_by("position"):
        held.setdefault(cell.proposal_id, []).append(replace(cell.to_core(), uid=cell.row.uid))
    found: dict[str, Column] = {}
    for one in comparison.proposals.select_related("group").order_by("position"):
        if one.pk in held:
            body = Document(tuple(held[one.pk]), one.language, number)
            found[one.group.code] = _column(one, body)
    return found


def _column(one: Proposal, body: Document) -> Column:
    return Column(one.group.code, body, one.document, one.code, one.action)


def _draft(comparison: Comparison) -> Column:
    clauses = tuple(replace(one.clause, uid=one.uid) for one in kept_draft(comparison).clauses)
    base = comparison.base
    return Column(DRAFT, Document(clauses, base.language, base.resolution.number), action="MOD")


def _untracked(comparison: Comparison) -> list[Found]:
    """Only a cell, which leads from the text in force, knows what was edited silently."""
    cells = _cells(comparison).exclude(cell_runs=None).order_by("proposal", "position")
    return [
        Found(cell.proposal.group.code, cell.row.uid, one)
        for cell in cells
        for one in silent_edits.check([cell.as_cell()])
    ]


def _cells(comparison: Comparison) -> QuerySet[ProposedClause]:
    return ProposedClause.objects.filter(proposal__comparison=comparison).select_related(
        "row", "proposal__group"
    )


def _reused(columns: dict[str, Column], corpus: Sequence[Passage]) -> list[Found]:
    """One index of the corpus serves every column."""
    clauses = [
        replace(clause, uid=f"{name}\0{clause.uid}")
        for name, column in columns.items()
        for clause in column.body.clauses
    ]
    found = []
    for one in reuse.check(clauses, corpus) if corpus else ():
        name, _, row = one.uid.partition("\0")
        found.append(Found(name, row, replace(one, uid=row)))
    return found


def _passages(comparison: Comparison) -> list[Passage]:
    """The clauses of every other resolution's latest text in this language that is public."""
    public = Q(inferred=False) | Q(
        comparisons__published=True, comparisons__meeting__published=True
    )
    texts = (
        Revision.objects.filter(public, language=comparison.base.language)
        .exclude(resolution=comparison.base.resolution_id)
        .order_by("year", "pk")
    )
    latest = dict(texts.values_list("resolution", "pk"))
    clauses = (
        StoredClause.objects.filter(revision__in=latest.values())
        .select_related("revision__resolution")
        .order_by("revision", "position")
    )
    return [
        Passage(one.revision.resolution.slug, one.section, one.label, one.text) for one in clauses
    ]
