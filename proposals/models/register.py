"""What proposals cite, edition by edition: dated data that administrators enter."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class CitedText(models.Model):
    """One edition of a text that others cite: "Rev. Busan, 2014" of PP Resolution 71.

    A text without a dated edition (a Recommendation) has neither place nor year.
    """

    conference = models.CharField(
        _("conference"),
        max_length=20,
        help_text=_("who adopted it: WTSA, PP, WTDC, Council, ITU-T"),
    )
    kind = models.CharField(
        _("kind"),
        max_length=30,
        default="Resolution",
        help_text=_("in English: Resolution, Decision"),
    )
    number = models.CharField(_("number"), max_length=30)
    place = models.CharField(_("place"), max_length=100, blank=True, help_text=_("in English"))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    revised = models.BooleanField(
        _("revision"), default=False, help_text=_("not its first edition: cited with “Rev.”")
    )
    adopted = models.DateField(
        _("adopted on"), null=True, blank=True, help_text=_("parts two conferences of one year")
    )
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("where this was read")
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ("conference", "kind", "number", "year")
        verbose_name = _("cited text")
        verbose_name_plural = _("register of cited texts")
        constraints = (
            models.UniqueConstraint(
                fields=("conference", "kind", "number", "place", "year"), name="cited_text_unique"
            ),
        )

    def __str__(self) -> str:
        date = ", ".join(str(part) for part in (self.place, self.year) if part)
        dated = f" ({'Rev. ' if self.revised else ''}{date})" if date else ""
        return f"{self.conference} {self.kind} {self.number}{dated}"
