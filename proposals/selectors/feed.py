"""What changed, for a feed that anybody may read: a resolution's, or a whole meeting's.

A feed is fetched by programs that do not sign in, and kept by others on the way: it holds what
a stranger may see, whoever asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from proposals.models import Comparison, Meeting, Record
from proposals.permissions import visible_comparisons
from proposals.selectors.recording import Line, lines, readable_records
from proposals.selectors.resolution import Head, find_comparison, head

LATEST = 100  # entries
STRANGER = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the record, and the head of the pages of the resolution that it is about."""

    line: Line
    head: Head


@dataclass(frozen=True, slots=True)
class Changes:
    """A feed that is still to be filled. `state` changes with anything that it may show, `at`
    is the time of the latest entry; None while there is none."""

    comparisons: tuple[Comparison, ...]
    state: str
    at: datetime | None

    def entries(self) -> tuple[Entry, ...]:
        """The latest first. A few queries for each resolution that they are about."""
        by_pk = {one.pk: one for one in self.comparisons}
        by_resolution = {one.base.resolution_id: one for one in self.comparisons}
        records = list(readable_records(self.comparisons, STRANGER)[:LATEST])
        own: dict[int, list[Record]] = defaultdict(list)
        for one in records:
            found = by_pk.get(one.comparison_id or 0) or by_resolution[one.resolution_id]
            own[found.pk].append(one)
        entries = [
            Entry(line, top)
            for pk, held in own.items()
            for top in (head(by_pk[pk], STRANGER),)
            for line in lines(by_pk[pk], held)
        ]
        return tuple(sorted(entries, key=lambda entry: -entry.line.id))


def resolution_changes(slug: str, meeting: str = "") -> tuple[Head, Changes]:
    """Raises Comparison.DoesNotExist."""
    comparison = find_comparison(STRANGER, slug, meeting)
    return head(comparison, STRANGER), _changes((comparison,))


def meeting_changes(code: str) -> tuple[Meeting, Changes]:
    """Raises Meeting.DoesNotExist."""
    meeting = Meeting.objects.get(code__iexact=code, published=True)
    found = meeting.comparisons.filter(visible_comparisons(STRANGER)).order_by("pk")
    found = found.select_related("meeting", "base__resolution")
    return meeting, _changes(tuple(found.defer("joined_nav", "joined_body")))


def _changes(comparisons: Sequence[Comparison]) -> Changes:
    latest = readable_records(comparisons, STRANGER).values_list("at", flat=True).first()
    state = ".".join(f"{one.pk}-{one.base.resolution.version}" for one in comparisons)
    return Changes(tuple(comparisons), state, latest)
