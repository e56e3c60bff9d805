"""The first page: meetings and their resolutions, and the texts in force beside them.

What is on it of a resolution is on its meeting's page too (`selectors.meeting`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import get_language_bidi, pgettext

from proposals.models import Comparison, Meeting, ProposedClause, Revision
from proposals.permissions import Visitor, is_staff, visible_comparisons
from proposals.selectors.progress import Progress, progress_of, whole

NO_PROGRESS = Progress()


@dataclass(frozen=True, slots=True)
class ResolutionCard:
    """One resolution in a list; `groups` sent a document, `announced` have not yet.

    `comparison` is 0, and there is no progress, for a text in force without proposals.
    """

    number: str
    title: str
    base: str
    query: str
    clauses: int
    groups: tuple[str, ...] = ()
    announced: tuple[str, ...] = ()
    revisions: int = 1
    published: bool = True
    language: str = "en"
    comparison: int = 0
    progress: Progress = NO_PROGRESS

    @property
    def changed(self) -> int:
        return self.progress.changed


@dataclass(frozen=True, slots=True)
class MeetingCard:
    code: str
    name: str
    when_and_where: str
    published: bool
    resolutions: tuple[ResolutionCard, ...]

    @property
    def progress(self) -> Progress:
        return whole(card.progress for card in self.resolutions)

    @property
    def missing(self) -> int:
        """How many documents were announced and have not come."""
        return sum(len(card.announced) for card in self.resolutions)


def meetings(user: Visitor) -> tuple[MeetingCard, ...]:
    """The meetings a visitor may see, the latest first, each with its comparisons.

    A seeded meeting that nobody has imported anything for is no news: it is left out.
    """
    found = Meeting.objects.all() if is_staff(user) else Meeting.objects.filter(published=True)
    cards = comparison_cards(user)
    return tuple(
        meeting_card(meeting, cards[meeting.pk])
        for meeting in found
        if cards[meeting.pk] or not meeting.published
    )


def meeting_card(meeting: Meeting, cards: Iterable[ResolutionCard]) -> MeetingCard:
    return MeetingCard(
        meeting.code,
        meeting.name,
        _when_and_where(meeting),
        meeting.published,
        tuple(sorted(cards, key=_by_number)),
    )


def in_force(user: Visitor) -> tuple[ResolutionCard, ...]:
    """The latest text of every resolution that no visible comparison shows."""
    shown = Comparison.objects.filter(visible_comparisons(user)).values("base__resolution")
    found = (
        Revision.objects.exclude(resolution__in=shown)
        .select_related("resolution")
        .annotate(count=Count("clauses"))
        .order_by("year", "pk")
    )
    if not is_staff(user):
        found = found.filter(inferred=False)
    by_resolution: dict[int, list[Revision]] = defaultdict(list)
    for revision in found:
        by_resolution[revision.resolution_id].append(revision)
    cards = [
        ResolutionCard(
            number=texts[-1].resolution.slug,
            title=texts[-1].title,
            base=texts[-1].name,
            query="",
            clauses=texts[-1].count,  # type: ignore[attr-defined]
            revisions=len(texts),
            language=texts[-1].language,
        )
        for texts in by_resolution.values()
    ]
    return tuple(sorted(cards, key=_by_number))


def comparison_cards(user: Visitor, meeting: int = 0) -> dict[int, list[ResolutionCard]]:
    """Every visible comparison's card, or those of one meeting, by meeting. Eight queries."""
    found = Comparison.objects.filter(visible_comparisons(user))
    comparisons = list(
        (found.filter(meeting=meeting) if meeting else found)
        .select_related("meeting", "base__resolution")
        .defer("joined_nav", "joined_body")
        .annotate(count=Count("base__clauses"))
        .prefetch_related("proposals__group")
    )
    keys = [comparison.pk for comparison in comparisons]
    progress = progress_of(keys)
    inferred = Q() if is_staff(user) else Q(inferred=False)
    revisions = dict(
        Revision.objects.filter(inferred)
        .values_list("resolution")
        .annotate(count=Count("pk"))
        .order_by()
    )
    sent = set(
        ProposedClause.objects.filter(proposal__comparison__in=keys, position__isnull=False)
        .order_by()
        .values_list("proposal", flat=True)
        .distinct()
    )
    cards: dict[int, list[ResolutionCard]] = defaultdict(list)
    for comparison in comparisons:
        base, columns = comparison.base, comparison.proposals.all()
        cards[comparison.meeting_id].append(
            ResolutionCard(
                number=base.resolution.slug,
                title=base.title,
                base=base.name,
                query="?" + urlencode({"meeting": comparison.meeting.code}),
                clauses=comparison.count,
                groups=tuple(one.group.code for one in columns if one.pk in sent),
                announced=tuple(one.group.code for one in columns if one.pk not in sent),
                revisions=revisions.get(base.resolution_id, 0),
                published=comparison.published,
                language=base.language,
                comparison=comparison.pk,
                progress=progress[comparison.pk],
            )
        )
    return cards


def _when_and_where(meeting: Meeting) -> str:
    when = " – ".join(_day(day) for day in (meeting.starts, meeting.ends) if day)
    place = meeting.place
    if place and get_language_bidi():
        place = f"\u2068{place}\u2069"  # else its letters turn the dates around
    comma = pgettext("between two of a list", ", ")
    return comma.join(part for part in (place, when or str(meeting.year)) if part)


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _by_number(card: ResolutionCard) -> tuple[str, int, str]:
    """WTSA's first; numbers as numbers: 9 before 44, 44 before 44bis."""
    conference, _, number = card.number.rpartition("-")
    digits = re.match(r"\d+", number)
    return conference, int(digits[0]) if digits else 0, number
