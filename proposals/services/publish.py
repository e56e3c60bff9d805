"""Showing a comparison, or a whole meeting, to everybody; and taking it back."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from proposals.models import Comparison, Meeting, Record
from proposals.services.record import record


@transaction.atomic
def publish(*, comparison: Comparison, published: bool = True, by: User | None) -> bool:
    """Whether it was otherwise before."""
    if not Comparison.objects.filter(pk=comparison.pk, published=not published).update(
        published=published
    ):
        return False
    _log(comparison, published, by)
    return True


@transaction.atomic
def publish_meeting(*, meeting: Meeting, published: bool = True, by: User | None) -> bool:
    """Whether it was otherwise before; every page that shows the meeting is made anew."""
    before = Meeting.objects.values_list("published", flat=True).get(pk=meeting.pk)
    meeting.published = published
    meeting.save()
    if before == published:
        return False
    for comparison in meeting.comparisons.select_related("base__resolution"):
        _log(comparison, published, by)
    return True


def _log(comparison: Comparison, published: bool, by: User | None) -> None:
    record(
        resolution=comparison.base.resolution,
        comparison=comparison,
        verb=Record.Verb.PUBLISHED if published else Record.Verb.WITHDRAWN,
        name=str(comparison),
        by=by,
    )
