"""What the groups propose, as runs, and what people corrected in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from proposals.core.model import Cell, Clause, Column, Document, Kind, Run, State
from proposals.models.fields import KINDS, LANGUAGES, RunsField

STATES = [(state.value, state.value) for state in State]


class Proposal(models.Model):
    """One group's proposal: a column. One that was announced and never came has no clauses."""

    comparison = models.ForeignKey(
        "proposals.Comparison", models.CASCADE, related_name="proposals"
    )
    group = models.ForeignKey("proposals.Group", models.PROTECT, related_name="proposals")
    document = models.CharField(_("document"), max_length=100, blank=True)
    code = models.CharField(_("code"), max_length=60, blank=True)
    action = models.CharField(_("action"), max_length=10, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="en")
    position = models.PositiveSmallIntegerField(default=0)
    source = models.ForeignKey(
        "proposals.SourceDocument", models.SET_NULL, null=True, blank=True, related_name="proposals"
    )

    class Meta:
        ordering = ("comparison", "position")
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.UniqueConstraint(fields=["comparison", "group"], name="one_proposal_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.document or self.code}".strip()

    def column(self, clauses: tuple[Clause, ...]) -> Column:
        """The proposal as the core knows it, with the clauses it is given."""
        body = Document(clauses=clauses, language=self.language)
        return Column(self.group.code, body, self.document, self.code, self.action)


class ProposedClause(models.Model):
    """One clause of a proposal and the cell it fills. `html` is the cell, rendered on write.

    `is_pinned`: a person put it in its row, and no alignment may move it.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="clauses")
    row = models.ForeignKey("proposals.Row", models.CASCADE, related_name="cells")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=KINDS)
    section = models.TextField(blank=True)
    level = models.PositiveSmallIntegerField(default=0)
    label = RunsField()
    text = RunsField()
    source = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=STATES, default=State.UNCHANGED.value)
    moved_section = models.TextField(blank=True)
    moved_label = models.CharField(max_length=30, blank=True)
    is_moved = models.BooleanField(default=False)
    confidence = models.FloatField(default=1.0)
    is_pinned = models.BooleanField(default=False)
    html = models.TextField(blank=True)

    class Meta:
        ordering = ("proposal", "position")
        verbose_name = _("proposed clause")
        verbose_name_plural = _("proposed clauses")
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "position"],
                name="one_proposed_clause_a_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["proposal", "row"],
                name="one_cell_a_row_and_proposal",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal} {self.section} {self.position}"

    def core(self) -> Clause:
        label: tuple[Run, ...] = self.label
        return Clause(Kind(self.kind), self.section, label, self.text, self.level, self.source)

    def cell(self) -> Cell:
        moved = (self.moved_section, self.moved_label) if self.is_moved else None
        return Cell(self.core(), State(self.state), moved, self.confidence)


class Correction(models.Model):
    """A person's word on a recovered redline. Never changed, never deleted.

    It is applied again at each import in which the same group's clause still has the
    same `text` (all its words, marks aside); `is_orphan` where it no longer has.
    """

    comparison = models.ForeignKey(
        "proposals.Comparison", models.CASCADE, related_name="corrections"
    )
    group = models.ForeignKey("proposals.Group", models.PROTECT, related_name="+")
    text = models.TextField()
    before = RunsField()
    after = RunsField()
    reason = models.TextField(blank=True)
    is_orphan = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("made_at", "pk")
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return f"{self.group}: {self.text[:40]}"
