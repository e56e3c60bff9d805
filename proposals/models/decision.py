"""What the drafting group decided, and the drafts it gave a name. Rows are only added."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from proposals.core import draft as core

from .record import AppendOnly


class Decision(AppendOnly):
    """One decision on a clause or on a span of its words (`core.draft`).

    `row` is the row's address, so that a decision outlives every import. `span` is
    [start, stop] in base units, None for the whole clause; `about` is what those words
    and their readings were ({"base", "readings": [[text, [groups]]]}), by which a later
    import is told from the text that was decided on. `undoes` names the decision that
    this one takes back; `status` is set on a row that says how far the clause is.
    """

    class Choice(models.TextChoices):
        ADOPT = core.Choice.ADOPT.value, _("adopted")
        KEEP = core.Choice.KEEP.value, _("kept as in force")
        WRITE = core.Choice.WRITE.value, _("written")
        DELETE = core.Choice.DELETE.value, _("deleted")
        BRACKET = core.Choice.BRACKET.value, _("bracketed")
        DEFER = core.Choice.DEFER.value, _("deferred")
        UNDO = "undo", _("taken back")
        STATUS = "status", _("marked")

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        AD_REF = "ad-ref", _("agreed ad referendum")
        AGREED = "agreed", _("agreed")
        RESERVED = "reserved", _("reserved")

    comparison = models.ForeignKey(
        "Comparison", models.PROTECT, related_name="decisions", verbose_name=_("comparison")
    )
    row = models.CharField(_("row"), max_length=12)
    span = models.JSONField(_("span"), null=True, default=None)
    choice = models.CharField(_("choice"), max_length=7, choices=Choice)
    group = models.CharField(_("group"), max_length=60, blank=True)
    text = models.TextField(_("text"), blank=True)
    status = models.CharField(_("status"), max_length=8, choices=Status, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    about = models.JSONField(_("about"), default=dict)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="undone_by", verbose_name=_("takes back")
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = (models.Index(fields=("comparison", "row", "id"), name="decision_of_row"),)
        constraints = (
            models.CheckConstraint(
                name="decision_undo_names_what",
                condition=models.Q(choice="undo", undoes__isnull=False)
                | (~models.Q(choice="undo") & models.Q(undoes=None)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_choice_display()} {self.group}".strip()

    def core(self) -> core.Decision:
        """The decision as the fold knows it; not for `undo` and `status`."""
        return core.Decision(
            row=self.row,
            choice=core.Choice(self.choice),
            span=(self.span[0], self.span[1]) if self.span else None,
            group=self.group,
            text=self.text,
            author=str(self.by or ""),
            date=self.at.isoformat(timespec="seconds"),
        )


class Snapshot(AppendOnly):
    """A draft as it stood under a name ("DT/12 Rev.1"): it never changes.

    `clauses` is a list of {"uid", "kind", "section", "level", "label", "text"} with runs
    as in `models.runs`; `decision` the last decision it holds.
    """

    comparison = models.ForeignKey("Comparison", models.PROTECT, related_name="snapshots")
    name = models.CharField(_("name"), max_length=60)
    note = models.CharField(_("note"), max_length=300, blank=True)
    clauses = models.JSONField()
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        constraints = (
            models.UniqueConstraint(fields=("comparison", "name"), name="snapshot_name_unique"),
        )

    def __str__(self) -> str:
        return self.name


class Unsent(models.Model):
    """What somebody has typed on a clause and not sent yet: kept when the browser closes."""

    comparison = models.ForeignKey("Comparison", models.CASCADE, related_name="+")
    row = models.CharField(max_length=12)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("comparison", "row", "by"), name="unsent_text_unique"),
        )

    def __str__(self) -> str:
        return f"{self.by}: {self.text[:40]}"


class Presence(models.Model):
    """Who has a clause open to decide on it: told to the others, never a lock."""

    comparison = models.ForeignKey("Comparison", models.CASCADE, related_name="+")
    row = models.CharField(max_length=12)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("comparison", "by"), name="presence_unique"),
        )

    def __str__(self) -> str:
        return f"{self.by} {self.row}"


class Floor(models.Model):
    """The clause that the secretariat shows to everyone who follows; "" while it shows none."""

    comparison = models.OneToOneField("Comparison", models.CASCADE, related_name="floor")
    row = models.CharField(max_length=12, blank=True)

    def __str__(self) -> str:
        return self.row
