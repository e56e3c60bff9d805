"""What every service does when it changed something: a line in the log, a new version."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db.models import F

from proposals.models import Comparison, Record, Resolution


def lock(resolution: Resolution) -> None:
    """Wait for whoever is changing the same resolution (SQLite has one writer anyway)."""
    Resolution.objects.select_for_update().filter(pk=resolution.pk).values_list("pk").first()


def record(
    *,
    resolution: Resolution,
    verb: Record.Verb,
    name: str,
    by: User | None,
    comparison: Comparison | None = None,
    **detail: Any,
) -> None:
    """Log a change and give the resolution's pages a new version. `name`: of its object."""
    # First the version: it makes others wait, so that lines are numbered as they can be seen.
    touch(resolution)
    Record.objects.create(
        resolution=resolution,
        comparison=comparison,
        verb=verb,
        object=name[:300],
        by=by,
        detail={key: value for key, value in detail.items() if value},
    )


def touch(resolution: Resolution) -> None:
    """Let every cached page of the resolution expire."""
    Resolution.objects.filter(pk=resolution.pk).update(version=F("version") + 1)
