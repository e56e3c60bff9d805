"""Noting that a reader was here, and what they say they have seen (`models.look`)."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from proposals.models import Comparison, Look
from proposals.selectors.fresh import last_line, old_line

# A visit's end need not be known to the second: reading should hardly ever have to write.
SELDOM = timedelta(minutes=5)


def look(*, user: User, comparison: Comparison, shown: int | None = None) -> None:
    """The reader is here. `shown` is the last line of the record whose marks the table shows.

    The first request after a visit was over begins the next one.
    """
    now = timezone.now()
    found = Look.objects.filter(user=user, comparison=comparison).first()
    if found is None:
        last = last_line(comparison) if shown is None else shown
        facts = {"seen": last, "seen_at": now, "shown": last, "shown_at": now, "at": now}
        Look.objects.get_or_create(user=user, comparison=comparison, defaults=facts)
        return
    is_more = shown is not None and shown > found.shown
    if not is_more and now - found.at < SELDOM:
        return
    found.seen, found.seen_at = old_line(found, now)
    found.at = now
    if shown is not None:
        found.shown, found.shown_at = max(shown, found.shown), now
    found.save()


def have_seen(*, user: User, comparison: Comparison, until: int) -> None:
    """Mark nothing any more that the record had up to the line `until`."""
    look(user=user, comparison=comparison)
    now = timezone.now()
    found = Look.objects.get(user=user, comparison=comparison)
    found.seen = max(found.seen, min(until, last_line(comparison)))
    found.shown = max(found.shown, found.seen)
    found.seen_at = found.shown_at = found.at = now
    found.save()
