"""Who is at which clause, and which one the secretariat shows to everyone."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils import timezone

from proposals.models import Comparison, Floor, Presence


def be_present(*, comparison: Comparison, row: str, by: User) -> None:
    Presence.objects.update_or_create(
        comparison=comparison, by=by, defaults={"row": row, "at": timezone.now()}
    )


def give_floor(*, comparison: Comparison, row: str) -> None:
    """Show a clause to everyone who follows; "" shows none."""
    Floor.objects.update_or_create(comparison=comparison, defaults={"row": row})
