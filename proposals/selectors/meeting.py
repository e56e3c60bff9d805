"""The page of one meeting: how far each resolution is, what is missing, next and new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from proposals.models import Annotation, Meeting, Record, Row
from proposals.permissions import (
    Visitor,
    can_edit_alignment,
    is_staff,
    visible_annotations,
)
from proposals.selectors.fresh import fresh_counts
from proposals.selectors.meetings import (
    MeetingCard,
    ResolutionCard,
    comparison_cards,
    meeting_card,
)
from proposals.selectors.recording import COMMENTS, KINDS

NEWEST = 12  # events shown
LOOKED_AT = 200  # events among which they are looked for: some are not for everybody


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a resolution's record; `row` where the clause has a page, `comment` its own."""

    at: datetime
    by: str
    verb: str
    object: str
    card: ResolutionCard
    row: str
    comment: int


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """`next` are resolutions with something left to do, what is left most of them first;
    `fresh` how many clauses are new to the reader, by comparison."""

    meeting: MeetingCard
    next: tuple[ResolutionCard, ...]
    missing: tuple[ResolutionCard, ...]
    unpublished: tuple[ResolutionCard, ...]  # for the staff only
    events: tuple[Event, ...]
    fresh: Mapping[int, int]


def meeting_page(user: Visitor, code: str) -> MeetingPage:
    """A dozen queries, however many resolutions. Raises Meeting.DoesNotExist, also for what
    the visitor may not see."""
    found = Meeting.objects.all() if is_staff(user) else Meeting.objects.filter(published=True)
    meeting = found.get(code__iexact=code)
    card = meeting_card(meeting, comparison_cards(user, meeting.pk)[meeting.pk])
    cards = card.resolutions
    left = [one for one in cards if one.progress.open]
    return MeetingPage(
        meeting=card,
        next=tuple(sorted(left, key=lambda one: one.progress.left, reverse=True)),
        missing=tuple(one for one in cards if one.announced),
        unpublished=tuple(one for one in cards if not one.published),
        events=_events(user, {one.comparison: one for one in cards}),
        fresh=fresh_counts(user),
    )


def _events(user: Visitor, cards: Mapping[int, ResolutionCard]) -> tuple[Event, ...]:
    """The newest that the visitor may know of, as the record of each resolution shows them."""
    found = Record.objects.filter(comparison__in=list(cards)).select_related("by")
    if not can_edit_alignment(user):
        found = found.exclude(verb__in=KINDS["alignment"])
    if not is_staff(user):
        found = found.exclude(verb__in=KINDS["publication"])
    newest = _readable(user, found.order_by("-pk")[:LOOKED_AT])[:NEWEST]
    rows = set(
        Row.objects.filter(
            comparison__in={one.comparison_id for one in newest},
            uid__in=[one.detail.get("row", "") for one in newest],
        ).values_list("comparison", "uid")
    )
    return tuple(
        Event(
            at=one.at,
            by=str(one.by or ""),
            verb=one.get_verb_display(),
            object=one.object,
            card=cards[one.comparison_id],
            row=row if (one.comparison_id, row := one.detail.get("row", "")) in rows else "",
            comment=one.detail.get("annotation", 0),
        )
        for one in newest
        if one.comparison_id is not None
    )


def _readable(user: Visitor, records: Iterable[Record]) -> list[Record]:
    """Without comments that the visitor may not read; what is said of one is said nowhere."""
    found = list(records)
    comments = [one.detail.get("annotation") for one in found if one.verb in COMMENTS]
    readable = set(
        Annotation.objects.filter(visible_annotations(user), pk__in=comments).values_list(
            "pk", flat=True
        )
    )
    return [
        one for one in found if one.verb not in COMMENTS or one.detail.get("annotation") in readable
    ]
