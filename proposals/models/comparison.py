"""Which base stands against which proposals, and the row each clause stands in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from proposals.models.fields import KINDS, new_uid


class Comparison(models.Model):
    """One in-force text before one meeting: the table, its columns and its draft."""

    meeting = models.ForeignKey("proposals.Meeting", models.CASCADE, related_name="comparisons")
    base = models.ForeignKey("proposals.Revision", models.PROTECT, related_name="comparisons")
    is_published = models.BooleanField(_("published"), default=True)

    class Meta:
        ordering = ("meeting", "base")
        verbose_name = _("comparison")
        verbose_name_plural = _("comparisons")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "base"], name="one_comparison_a_meeting")
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.base}"


class Row(models.Model):
    """One base clause or one inserted clause. `uid` is the row's address for good.

    `rival` numbers contests for one place, 0: none (`core.model.Row`).
    """

    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="rows")
    uid = models.CharField(max_length=16, default=new_uid)
    position = models.PositiveIntegerField()
    base = models.ForeignKey(
        "proposals.Clause", models.PROTECT, null=True, blank=True, related_name="rows"
    )
    section = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=KINDS)
    rival = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("comparison", "position")
        verbose_name = _("row")
        verbose_name_plural = _("rows")
        constraints = [
            models.UniqueConstraint(fields=["comparison", "uid"], name="one_row_an_address"),
            models.UniqueConstraint(
                fields=["comparison", "position"],
                name="one_row_a_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comparison} row {self.position}"
