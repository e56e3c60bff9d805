"""The record: who did what, when. Rows are only ever added."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Record(models.Model):
    """One act by a person (or by a command: no user) on a resolution.

    `verb` is the service's name ("import", "correct", "pin" …), `summary` one plain
    sentence, `detail` what it takes to understand or undo the act.
    """

    resolution = models.ForeignKey(
        "proposals.Resolution", models.CASCADE, related_name="records", null=True
    )
    comparison = models.ForeignKey(
        "proposals.Comparison", models.SET_NULL, related_name="records", null=True
    )
    row = models.CharField(max_length=16, blank=True)
    verb = models.CharField(max_length=20)
    summary = models.TextField()
    detail = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("record")
        verbose_name_plural = _("records")

    def __str__(self) -> str:
        return self.summary
