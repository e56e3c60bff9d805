"""A comparison and its table.

Foreign keys that begin a unique constraint have no index of their own.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from proposals.core import draft
from proposals.core import model as core
from proposals.core.accord import Accord
from proposals.core.search import fold_runs

from .folded import Searchable
from .resolution import KINDS, LANGUAGES
from .runs import unpack


class Comparison(models.Model):
    """A text in force and what a meeting's groups propose to make of it."""

    meeting = models.ForeignKey("Meeting", models.PROTECT, related_name="comparisons")
    base = models.ForeignKey("Revision", models.PROTECT, related_name="comparisons")
    published = models.BooleanField(
        _("published"), default=True, help_text=_("anonymous visitors see it, if its meeting is")
    )
    # The table of all columns, joined when it was last aligned (`core.writing.html_table.Joined`).
    joined_nav = models.TextField(blank=True, editable=False)
    joined_body = models.TextField(blank=True, editable=False)
    changes = models.JSONField(default=dict, editable=False)  # how many, by group

    class Meta:
        ordering = ("meeting", "base")
        verbose_name = _("comparison")
        verbose_name_plural = _("comparisons")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "base"), name="comparison_base_unique"),
        )

    def __str__(self) -> str:
        return f"{self.meeting}: {self.base}"


class Proposal(models.Model):
    """One group's column. Announced, with no document yet, it has no clauses."""

    comparison = models.ForeignKey(
        Comparison, models.CASCADE, related_name="proposals", db_index=False
    )
    group = models.ForeignKey("Group", models.PROTECT, related_name="proposals")
    position = models.PositiveSmallIntegerField(_("position"))
    document = models.CharField(
        _("document"), max_length=200, blank=True, help_text=_("as in “C-035 ATU Add08”")
    )
    code = models.CharField(_("code"), max_length=100, blank=True)
    action = models.CharField(_("action"), max_length=10, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGES, default="en")
    source = models.ForeignKey(
        "SourceDocument", models.PROTECT, null=True, related_name="proposals"
    )

    class Meta:
        ordering = ("comparison", "position")
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = (
            models.UniqueConstraint(fields=("comparison", "group"), name="proposal_group_unique"),
        )

    def __str__(self) -> str:
        return f"{self.comparison}, {self.group}"


class Row(models.Model):
    """A line of the table: a clause of the base, or a new one.

    `uid` is what addresses name; it outlives a corrected import. `head` and `html` are
    the rendered label and base cell. `agreement` is how far the groups agree on it, by what
    they propose (`core.accord`); `status` how far its clause of the draft is, by what was
    decided (`core.draft.Status`; a proposal's own line has none). Both follow from the rest.
    """

    class Agreement(models.TextChoices):
        NOBODY = Accord.NOBODY.value, _("changed by nobody")
        UNANIMOUS = Accord.UNANIMOUS.value, _("agreed word for word")
        NEARLY = Accord.NEARLY.value, _("nearly agreed")
        SINGLE = Accord.SINGLE.value, _("by one group alone")
        CONFLICT = Accord.CONFLICT.value, _("in conflict")
        COMPETING = Accord.COMPETING.value, _("competing new clauses")

    class Status(models.TextChoices):
        UNTOUCHED = draft.Status.UNTOUCHED.value, _("not to be decided")
        OPEN = draft.Status.OPEN.value, _("open")
        DEFERRED = draft.Status.DEFERRED.value, _("deferred")
        BRACKETED = draft.Status.BRACKETED.value, _("in brackets")
        DECIDED = draft.Status.DECIDED.value, _("decided")

    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="rows", db_index=False)
    uid = models.CharField(max_length=12)
    position = models.IntegerField()
    # A clause that a table stands on cannot be deleted.
    base = models.ForeignKey("Clause", models.PROTECT, null=True, related_name="rows")
    kind = models.CharField(max_length=10, choices=KINDS)
    section = models.TextField(blank=True)
    rival = models.PositiveSmallIntegerField(default=0)
    agreement = models.CharField(max_length=9, choices=Agreement, default=Agreement.NOBODY)
    status = models.CharField(max_length=9, choices=Status, default=Status.UNTOUCHED)
    head = models.TextField(blank=True)
    html = models.TextField(blank=True)

    class Meta:
        ordering = ("comparison", "position")
        verbose_name = _("row")
        verbose_name_plural = _("rows")
        constraints = (
            models.UniqueConstraint(fields=("comparison", "uid"), name="row_uid_unique"),
            models.UniqueConstraint(fields=("comparison", "position"), name="row_position_unique"),
            models.UniqueConstraint(fields=("comparison", "base"), name="row_base_unique"),
        )

    def __str__(self) -> str:
        return self.uid


class ProposedClause(Searchable):
    """One clause of a proposal, in its row: a cell of the table.

    `label_runs` and `text_runs` are the document's own (`models.runs`). `cell_runs` is
    `[label, text]` leading from the row's base where the own runs do not: edits that the
    file did not track. `position` is its place in the document; a clause that a clean
    text merely lacks has none, and no runs of its own. `version` grows with each change
    by a person: who changes an older one is told so.
    """

    class State(models.TextChoices):
        UNCHANGED = "unchanged", _("unchanged")
        CHANGED = "changed", _("changed")
        INSERTED = "inserted", _("inserted")
        DELETED = "deleted", _("deleted")

    FOLDED_FROM = frozenset({"text_runs", "cell_runs"})

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="clauses", db_index=False)
    row = models.ForeignKey(Row, models.PROTECT, related_name="cells")
    position = models.IntegerField(null=True)
    kind = models.CharField(max_length=10, choices=KINDS)
    section = models.TextField(blank=True)
    level = models.PositiveSmallIntegerField(default=0)
    label_runs = models.JSONField(default=list)
    text_runs = models.JSONField(default=list)
    cell_runs = models.JSONField(null=True, default=None)
    source = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State)
    moved_from = models.JSONField(null=True, default=None)  # [section, label]
    confidence = models.FloatField(default=1.0)
    version = models.PositiveIntegerField(default=1)
    corrected = models.BooleanField(default=False)  # a person put its redline right
    pinned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    pinned_at = models.DateTimeField(null=True)
    html = models.TextField(blank=True)
    letter = models.CharField(max_length=1, blank=True)  # the state as the table's CSS names it
    changes = models.PositiveSmallIntegerField(default=0)
    classes = models.JSONField(default=dict)  # how many changes of each `core.substance.Class`
    reading = models.CharField(max_length=24, blank=True)  # what of a row shares it says the same

    class Meta:
        ordering = ("proposal", "position")
        verbose_name = _("proposed clause")
        verbose_name_plural = _("proposed clauses")
        constraints = (
            models.UniqueConstraint(
                fields=("proposal", "position"), name="proposed_position_unique"
            ),
            models.UniqueConstraint(fields=("proposal", "row"), name="proposed_row_unique"),
            models.CheckConstraint(
                name="proposed_confidence_is_a_share",
                condition=models.Q(confidence__gte=0, confidence__lte=1),
            ),
        )

    def __str__(self) -> str:
        return core.everything(self.to_core().runs)[:60]

    @property
    def pinned(self) -> bool:
        return self.pinned_at is not None

    def folded_text(self) -> str:
        """Of the cell: what it says, and what it changes."""
        return fold_runs(unpack(self.cell_runs[1] if self.cell_runs else self.text_runs))

    def to_core(self) -> core.Clause:
        """The clause as its document has it."""
        return core.Clause(
            core.Kind(self.kind),
            self.section,
            unpack(self.label_runs),
            unpack(self.text_runs),
            self.level,
            self.source,
        )

    def as_cell(self) -> core.Clause:
        """The clause as a change of its row's base."""
        label, text = self.cell_runs or (self.label_runs, self.text_runs)
        return core.Clause(
            core.Kind(self.kind),
            self.section,
            unpack(label),
            unpack(text),
            self.level,
            self.source,
        )
