"""The files that came in, kept as they came."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceDocument(models.Model):
    """One imported file: its bytes, what was read, and what to look at.

    `warnings` is a list of {"message", "source", "column"} (`core.result.Warning`).
    """

    file = models.FileField(_("file"), upload_to="originals/%Y/")
    name = models.CharField(_("name"), max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(_("kind"), max_length=20)
    warnings = models.JSONField(default=list, blank=True)
    imported_at = models.DateTimeField(_("imported at"), auto_now_add=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("-imported_at", "-pk")
        verbose_name = _("source document")
        verbose_name_plural = _("source documents")

    def __str__(self) -> str:
        return self.name
