"""Files that were dropped and not imported yet."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .document import SourceDocument


class StagedFile(models.Model):
    """A file between its upload and the word of the person who sent it.

    `kind`, `meeting`, `resolution` and `group` are what they said of it, empty where the
    file says so itself. `steps` are the corrections of its alignment, in order, as
    `services.stage` applies them.
    """

    name = models.CharField(_("file name"), max_length=255)
    file = models.FileField(_("original"), upload_to="staged/", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField(_("bytes"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(_("time"), auto_now_add=True)
    kind = models.CharField(_("kind"), max_length=10, choices=SourceDocument.Kind, blank=True)
    meeting = models.CharField(_("meeting"), max_length=20, blank=True)
    resolution = models.CharField(_("resolution"), max_length=24, blank=True)
    group = models.CharField(_("group"), max_length=60, blank=True)
    steps = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("staged file")
        verbose_name_plural = _("staged files")
        constraints = (models.UniqueConstraint(fields=("by", "sha256"), name="staged_once"),)

    def __str__(self) -> str:
        return self.name
