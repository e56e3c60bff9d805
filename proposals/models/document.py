from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceDocument(models.Model):
    """A file as it came, to the byte, and what its reader had to say about it.

    `warnings` is a list of `[source, column, message]` as in `core.result.Warning`;
    `report` says in short what was read and stored.
    """

    class Kind(models.TextChoices):
        BASE = "base", _("text in force")
        PROPOSAL = "proposal", _("proposal")
        TABLE = "table", _("side-by-side table")

    resolution = models.ForeignKey("Resolution", models.PROTECT, related_name="documents")
    meeting = models.ForeignKey(
        "Meeting", models.PROTECT, null=True, blank=True, related_name="documents"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("file name"), max_length=255)
    file = models.FileField(_("original"), upload_to="documents/%Y/", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    size = models.PositiveIntegerField(_("bytes"))
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    imported_at = models.DateTimeField(_("imported"), auto_now_add=True)
    warnings = models.JSONField(_("warnings"), default=list, blank=True)
    report = models.JSONField(_("report"), default=dict, blank=True)

    class Meta:
        ordering = ("-imported_at", "-pk")
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.name
