"""When a reader last looked at a comparison, so that what is new since can be marked.

To open a table must not take its marks away, and nobody wants to tick off what they have
read. So two lines of the record are kept for each reader and comparison:

- `seen`: all up to it is old, all after it is marked as new. It stays where it is for a
  whole visit, however often the table is opened.
- `shown`: the last line there was when the table was last opened. Only the table moves it,
  because only the table shows every mark: what came while somebody read one clause is still
  new the next time.

A visit ends after half an hour without a request (`services.look`). The next one begins with
`seen` where `shown` was. Whoever says "I have seen it" moves `seen` there at once. At the
very first visit nothing is marked: all is new, and marks everywhere would say nothing.

Lines of the record are counted by their number and not by their time: two may have the same
time, and numbers are given in the order in which changes become visible (`services.record`).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Look(models.Model):
    """One reader's looking at one comparison. `seen_at` is the time of `seen`, for people;
    `shown_at` that of `shown`; `at` when the reader was last here."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    comparison = models.ForeignKey("Comparison", models.CASCADE, related_name="+")
    seen = models.PositiveBigIntegerField()
    seen_at = models.DateTimeField()
    shown = models.PositiveBigIntegerField()
    shown_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "comparison"), name="look_unique"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.comparison}"
