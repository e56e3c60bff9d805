"""What people say about a clause, and which delegation they speak for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from proposals.core.search import bare, fold

from .folded import Searchable
from .meeting import Group
from .record import AppendOnly


class Delegation(models.Model):
    """The group that an account speaks for: it sees that group's private notes."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="delegation", verbose_name=_("user")
    )
    group = models.ForeignKey(
        Group, models.PROTECT, related_name="delegations", verbose_name=_("group")
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ("group", "user")
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")

    def __str__(self) -> str:
        return f"{self.user}: {self.group}"


class Annotation(Searchable):
    """A comment on a clause, or (with `thread`) an answer to one.

    `row` is the row's address and `place` what it was called, so that a comment outlives
    every import. `group` names the cell it is about, "" the clause as a whole; `quote` the
    selected words with `before` and `after` (`core.anchor`). `text` is as it was typed:
    whoever shows it cleans it. An answer has the thread's place and visibility. `author` and
    `imported` are set on one that came out of a Word file: who wrote it there, and what it is
    known by when the file comes again.
    """

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("everybody")
        SECRETARIAT = "secretariat", _("the secretariat")
        GROUP = "group", _("your group")

    FOLDED_FROM = frozenset({"text"})

    comparison = models.ForeignKey("Comparison", models.PROTECT, related_name="annotations")
    row = models.CharField(max_length=12)
    place = models.CharField(max_length=300, blank=True)
    group = models.CharField(max_length=60, blank=True)
    quote = models.TextField(blank=True)
    before = models.CharField(max_length=64, blank=True)
    after = models.CharField(max_length=64, blank=True)
    thread = models.ForeignKey("self", models.CASCADE, null=True, related_name="answers")
    visibility = models.CharField(
        _("seen by"), max_length=11, choices=Visibility, default=Visibility.PUBLIC
    )
    private_to = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+")
    mentions = models.ManyToManyField(Group, related_name="+", blank=True)
    text = models.TextField(_("text"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("time"), default=timezone.now)
    author = models.CharField(max_length=200, blank=True)
    imported = models.CharField(max_length=64, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = (models.Index(fields=("comparison", "row"), name="annotation_of_row"),)
        constraints = (
            models.UniqueConstraint(
                fields=("comparison", "imported"),
                name="annotation_imported_once",
                condition=~models.Q(imported=""),
            ),
            models.CheckConstraint(
                name="annotation_private_to_whom",
                condition=models.Q(visibility="group", private_to__isnull=False)
                | (~models.Q(visibility="group") & models.Q(private_to=None)),
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]

    def folded_text(self) -> str:
        return fold(bare(self.text))

    @property
    def who(self) -> str:
        return self.author or str(self.by or "")


class Wording(AppendOnly):
    """What a comment said before its author changed it; `at` is when it was changed."""

    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="earlier")
    text = models.TextField()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("earlier wording")
        verbose_name_plural = _("earlier wordings")

    def __str__(self) -> str:
        return self.text[:60]
