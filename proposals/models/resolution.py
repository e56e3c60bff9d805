"""Resolutions, their revisions, and the in-force clauses."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from proposals.core.model import Clause as CoreClause
from proposals.core.model import Document, Kind, equal
from proposals.models.fields import KINDS, LANGUAGES, new_uid
from proposals.models.meeting import Conference


class Resolution(models.Model):
    """A resolution through all its revisions; numbers repeat between conferences.

    `version` grows with every write that any page about the resolution can show: it
    is what caches, ETags and two writers at once go by.
    """

    conference = models.CharField(
        _("conference"), max_length=10, choices=Conference, default=Conference.WTSA
    )
    number = models.CharField(_("number"), max_length=10)
    slug = models.SlugField(max_length=30, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        ordering = ("conference", "number")
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        constraints = [
            models.UniqueConstraint(fields=["conference", "number"], name="one_resolution_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.conference} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        plain = self.conference == Conference.WTSA
        self.slug = self.number if plain else f"{self.conference}-{self.number}"
        super().save(*args, **kwargs)


class Revision(models.Model):
    """One adopted text: `name` is "Rev. Hammamet, 2016", or "Hammamet, 2016" at first adoption.

    `is_inferred`: nobody gave the text, the columns of a table gave it together.
    """

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="revisions")
    name = models.CharField(_("name"), max_length=100)
    place = models.CharField(_("place"), max_length=100, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    title = models.TextField(_("title"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="en")
    is_inferred = models.BooleanField(_("recovered from the columns"), default=False)
    source = models.ForeignKey(
        "proposals.SourceDocument", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ("resolution", "-year", "name")
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "name", "language"], name="one_text_a_revision_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.resolution} ({self.name})"

    def document(self) -> Document:
        """The in-force text as the core knows it."""
        return Document(
            clauses=tuple(clause.core() for clause in self.clauses.all()),
            language=self.language,
            number=self.resolution.number,
            revision=self.name,
            title=self.title,
        )


class Clause(models.Model):
    """One clause of an adopted text; `uid` never changes."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="clauses")
    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    position = models.PositiveIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=10, choices=KINDS, default=Kind.ITEM.value)
    section = models.TextField(_("section"), blank=True)
    level = models.PositiveSmallIntegerField(_("level"), default=0)
    label = models.CharField(_("label"), max_length=30, blank=True)
    text = models.TextField(_("text"), blank=True)
    source = models.PositiveIntegerField(default=0, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ("revision", "position")
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        constraints = [
            # Deferred, so that clauses can change places in one save.
            models.UniqueConstraint(
                fields=["revision", "position"],
                name="one_clause_a_position",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.label}".strip() or self.text[:40]

    def core(self) -> CoreClause:
        return CoreClause(
            kind=Kind(self.kind),
            section=self.section,
            label=equal(self.label),
            text=equal(self.text),
            level=self.level,
            source=self.source,
            uid=self.uid,
        )
