"""Meeting packs: every file of a meeting in one ZIP, made one after the other."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Pack(models.Model):
    """A pack that somebody asked for. It is whole once it has a `file`; until then its
    `PackFile`s say how far it is. `since` is when a process began to join them."""

    meeting = models.ForeignKey(
        "Meeting", models.CASCADE, related_name="packs", verbose_name=_("meeting")
    )
    published_only = models.BooleanField(
        _("only what is published"), default=True, help_text=_("else every resolution")
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("time"), auto_now_add=True)
    since = models.DateTimeField(null=True)
    file = models.FileField(_("file"), upload_to="packs/", max_length=255, blank=True)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("meeting pack")
        verbose_name_plural = _("meeting packs")

    def __str__(self) -> str:
        return f"{self.meeting} {self.at:%Y-%m-%d %H:%M}"


class PackFile(models.Model):
    """One file of a pack: `what` and `format` say how it is written, `path` where it lies in
    the ZIP. `since` is when a process took it up; who finds it long ago may take it again."""

    class What(models.TextChoices):
        COMPARISON = "comparison", _("comparison")
        DRAFT = "draft", _("draft")
        CLEAN = "clean", _("clean draft")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        WRITING = "writing", _("being written")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    pack = models.ForeignKey(Pack, models.CASCADE, related_name="files", db_index=False)
    position = models.PositiveIntegerField()
    comparison = models.ForeignKey("Comparison", models.CASCADE, related_name="+")
    what = models.CharField(max_length=10, choices=What)
    format = models.CharField(max_length=8)
    path = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    since = models.DateTimeField(null=True)
    file = models.FileField(upload_to="packs/", max_length=255, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("pack", "position")
        verbose_name = _("file of a pack")
        verbose_name_plural = _("files of packs")
        constraints = (
            models.UniqueConstraint(fields=("pack", "position"), name="packfile_position_unique"),
            models.UniqueConstraint(fields=("pack", "path"), name="packfile_path_unique"),
        )

    def __str__(self) -> str:
        return self.path
