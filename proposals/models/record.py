"""What persons did: rows that are only ever added."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnlyError(TypeError):
    """Somebody tried to rewrite what happened: a mistake in the program."""


class AppendOnlyQuerySet(models.QuerySet[Any, Any]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} is never changed.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} is never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} is never deleted.")


class AppendOnly(models.Model):
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("time"), auto_now_add=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnlyError(f"{type(self).__name__} is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{type(self).__name__} is never deleted.")


class Correction(AppendOnly):
    """A redline that a person put right. `before` and `after` are runs (`models.runs`).

    `clause` is empty once a corrected file no longer holds it; `place` still says which
    it was.
    """

    clause = models.ForeignKey(
        "ProposedClause", models.SET_NULL, null=True, related_name="corrections"
    )
    place = models.JSONField(default=dict)  # group, row, section, label, as they were
    part = models.CharField(_("part"), max_length=5, choices=(("label", "label"), ("text", "text")))
    before = models.JSONField()
    after = models.JSONField()
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return f"{self.place.get('group', '')} {self.place.get('label', '')}".strip()


class Record(AppendOnly):
    """One line of a resolution's log: who did what to what.

    `object` names the thing as people do ("ATU considering a)"), `detail` holds what a
    page shows when asked for more.
    """

    class Verb(models.TextChoices):
        IMPORTED = "imported", _("imported")
        REPLACED = "replaced", _("imported again, changed")
        CORRECTED = "corrected", _("corrected the redline of")
        PINNED = "pinned", _("moved to another row")
        SPLIT = "split", _("gave a row of its own to")
        JOINED = "joined", _("joined rows of")
        RELEASED = "released", _("let go")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrew from publication")
        DECIDED = "decided", _("decided on")
        UNDONE = "undone", _("took back the decision on")
        MARKED = "marked", _("marked")
        SNAPSHOT = "snapshot", _("kept the draft")
        COMMENTED = "commented", _("commented on")
        REWORDED = "reworded", _("changed a comment on")
        SETTLED = "settled", _("resolved a comment on")
        REOPENED = "reopened", _("reopened a comment on")
        SHARED = "shared", _("made a comment public on")
        EDITED = "edited", _("edited the text in force")
        PACKED = "packed", _("put into a meeting pack")

    resolution = models.ForeignKey("Resolution", models.PROTECT, related_name="records")
    comparison = models.ForeignKey("Comparison", models.SET_NULL, null=True, related_name="records")
    verb = models.CharField(_("verb"), max_length=12, choices=Verb)
    object = models.CharField(_("object"), max_length=300)
    detail = models.JSONField(_("detail"), default=dict, blank=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("record")
        verbose_name_plural = _("records")
        indexes = (models.Index(fields=("resolution", "-id"), name="record_of_resolution"),)

    def __str__(self) -> str:
        return f"{self.by or '–'} {self.verb} {self.object}"
