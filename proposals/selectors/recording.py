"""The record of a resolution: who did what, and when; told apart by kind, person and day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet

from proposals.models import Annotation, Comparison, Decision, Record
from proposals.permissions import Visitor, can_edit_alignment, is_staff, visible_annotations
from proposals.selectors.resolution import Head, find_comparison, head

Verb = Record.Verb
COMMENTS = (Verb.COMMENTED, Verb.REWORDED, Verb.SETTLED, Verb.REOPENED, Verb.SHARED)
KINDS: dict[str, tuple[Verb, ...]] = {
    "imports": (Verb.IMPORTED, Verb.REPLACED, Verb.EDITED),
    "alignment": (Verb.CORRECTED, Verb.PINNED, Verb.SPLIT, Verb.JOINED, Verb.RELEASED),
    "decisions": (Verb.DECIDED, Verb.UNDONE, Verb.MARKED),
    "drafts": (Verb.SNAPSHOT,),
    "comments": COMMENTS,
    "publication": (Verb.PUBLISHED, Verb.WITHDRAWN, Verb.PACKED),
}
A_PAGE = 200  # lines


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the record, number `id`. `row` is the clause's address where its page is
    still there."""

    id: int
    at: datetime
    by: str
    verb: str
    verb_name: str  # of Record.Verb
    kind: str
    object: str
    row: str
    what: str  # of a decision: adopted ATU; of a mark: reserved by RCC
    text: str
    reason: str
    comment: int  # which one it is about, 0: none


@dataclass(frozen=True, slots=True)
class Filters:
    kind: str = ""
    by: str = ""
    search: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class RecordPage:
    head: Head
    lines: tuple[Line, ...]
    total: int
    number: int  # of this page, from 1
    pages: int
    filters: Filters
    people: tuple[str, ...]
    kinds: tuple[str, ...] = tuple(KINDS)


def record_page(
    user: Visitor, slug: str, filters: Filters, meeting: str = "", page: int = 1
) -> RecordPage:
    """A page of the record, the latest first. Raises Comparison.DoesNotExist."""
    comparison = find_comparison(user, slug, meeting)
    found = readable_records([comparison], user)
    people = found.order_by().values_list("by__username", flat=True).distinct()
    shown = Paginator(_narrowed(found, filters), A_PAGE).get_page(page)
    return RecordPage(
        head=head(comparison, user),
        lines=lines(comparison, shown.object_list),
        total=shown.paginator.count,
        number=shown.number,
        pages=shown.paginator.num_pages,
        filters=filters,
        people=tuple(sorted(name for name in people if name)),
    )


def whole_record(
    user: Visitor, slug: str, filters: Filters, meeting: str = ""
) -> tuple[Head, tuple[Line, ...]]:
    """Every line that the filters leave, the oldest first. Raises Comparison.DoesNotExist."""
    comparison = find_comparison(user, slug, meeting)
    found = _narrowed(readable_records([comparison], user), filters).order_by("pk")
    return head(comparison, user), lines(comparison, found)


def readable_records(comparisons: Sequence[Comparison], user: Visitor) -> QuerySet[Record]:
    """What a visitor may know of, the latest first: no comment that they may not read, and no
    internal work on the alignment, unless it is theirs to do."""
    resolutions = [comparison.base.resolution_id for comparison in comparisons]
    found = Record.objects.filter(
        Q(comparison__in=comparisons) | Q(comparison=None), resolution__in=resolutions
    ).select_related("by")
    readable = Annotation.objects.filter(
        visible_annotations(user), comparison__in=comparisons
    ).values_list("pk", flat=True)
    found = found.exclude(Q(verb__in=COMMENTS) & ~Q(detail__annotation__in=list(readable)))
    if not can_edit_alignment(user):
        found = found.exclude(verb__in=KINDS["alignment"])
    return found if is_staff(user) else found.exclude(verb__in=KINDS["publication"])


def _narrowed(found: QuerySet[Record], filters: Filters) -> QuerySet[Record]:
    if filters.kind in KINDS:
        found = found.filter(verb__in=KINDS[filters.kind])
    if filters.by:
        found = found.filter(by__username=filters.by)
    if filters.search:
        found = found.filter(object__icontains=filters.search)
    if filters.since:
        found = found.filter(at__date__gte=filters.since)
    if filters.until:
        found = found.filter(at__date__lte=filters.until)
    return found


def lines(comparison: Comparison, records: Iterable[Record]) -> tuple[Line, ...]:
    rows = set(comparison.rows.values_list("uid", flat=True))
    kinds = {verb.value: kind for kind, verbs in KINDS.items() for verb in verbs}
    return tuple(
        Line(
            id=one.pk,
            at=one.at,
            by=str(one.by or ""),
            verb=one.get_verb_display(),
            verb_name=one.verb,
            kind=kinds.get(one.verb, ""),
            object=one.object,
            row=row if (row := one.detail.get("row", "")) in rows else "",
            what=_what(one.detail),
            text=str(one.detail.get("text", "")),
            reason=str(one.detail.get("reason", "") or one.detail.get("note", "")),
            comment=one.detail.get("annotation", 0),
        )
        for one in records
    )


def _what(detail: dict[str, Any]) -> str:
    """What was decided, in words."""
    choice, status, group = (detail.get(name, "") for name in ("choice", "status", "group"))
    if status in Decision.Status.values:
        return f"{Decision.Status(status).label} {group}".strip()
    if choice in Decision.Choice.values:
        return f"{Decision.Choice(choice).label} {group}".strip()
    return str(detail.get("file", ""))
