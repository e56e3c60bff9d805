"""The demo's first afternoon: what was said and decided on Resolution 901, by the services.

Its words are ours, like the samples'. A clause is named by its section and label.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User

from proposals.models import Annotation, Comparison, Decision
from proposals.permissions import DELEGATE, EDITOR, SECRETARIAT, may_show
from proposals.selectors.drafting import fold_draft
from proposals.services import bulk
from proposals.services.annotate import annotate, answer, settle
from proposals.services.decide import Wish, decide, decide_many, mark, take_back
from proposals.services.snapshot import take_snapshot

RESOLUTION = "901"
Visibility = Annotation.Visibility
Choice = Decision.Choice
FURTHER = "resolves further"
DIRECTOR = "instructs the Director of the Telecommunication Standardization Bureau"


@dataclass(frozen=True, slots=True)
class Desk:
    """Who speaks, and about which comparison."""

    comparison: Comparison
    delegate: User
    editor: User
    secretariat: User

    def row(self, section: str, label: str) -> str:
        """The address of a clause in force."""
        rows = self.comparison.rows.filter(base__section=section, base__label=label)
        return rows.values_list("uid", flat=True).order_by("position")[0]

    def decide(self, where: tuple[str, str], choice: str, **more: str) -> Decision:
        row = self.row(*where)
        last = self.comparison.decisions.filter(row=row).order_by("-pk").first()
        return decide(
            comparison=self.comparison,
            wish=Wish(row, choice, **more),  # type: ignore[arg-type]
            seen=last.pk if last else 0,
            by=self.secretariat,
        )


def negotiate(comparison: Comparison) -> bool:
    """Let the demo's people talk and decide.

    Not where somebody has decided already, or has taken the delegate's word away.
    """
    people = {user.username: user for user in User.objects.filter(username__in=ROLES)}
    desk = Desk(comparison, *(people[role] for role in ROLES))
    spoken = {Visibility.PUBLIC, Visibility.GROUP} <= {*may_show(desk.delegate, comparison.meeting)}
    if comparison.decisions.exists() or not spoken:
        return False
    say(desk)
    agree(desk)
    argue(desk)
    take_snapshot(
        comparison=comparison,
        name="DT/1",
        note="After the first meeting of the drafting group",
        by=desk.secretariat,
    )
    return True


ROLES = (DELEGATE, EDITOR, SECRETARIAT)


def say(desk: Desk) -> None:
    """Comments of every kind: of a delegation, among the secretariat, answered, resolved."""
    asked = annotate(
        comparison=desk.comparison,
        row=desk.row("considering", "b)"),
        group="ATU",
        quote="from a developing country",
        text="Travel weighs most on teams that come from far. We could live with “in particular”.",
        mentions=["RCC"],
        by=desk.delegate,
    )
    answer(thread=asked, text="Noted for the drafting group on Tuesday.", by=desk.secretariat)
    annotate(
        comparison=desk.comparison,
        row=desk.row(FURTHER, "1"),
        group="ATU",
        text="If two events are too many, one in a developing country is what matters to us.",
        visibility=Visibility.GROUP,
        by=desk.delegate,
    )
    annotate(
        comparison=desk.comparison,
        row=desk.row("recalling", "c)"),
        text="The Council may have renumbered this since: please check before the plenary.",
        visibility=Visibility.SECRETARIAT,
        by=desk.editor,
    )
    settled = annotate(
        comparison=desk.comparison,
        row=desk.row("resolves", "3"),
        text="Does the secretariat have the means to ask every owner every two years?",
        mentions=["ATU", "CITEL"],
        by=desk.editor,
    )
    answer(thread=settled, text="Yes, the letter goes out by itself.", by=desk.secretariat)
    settle(thread=settled, resolved=True, by=desk.editor)


def agree(desk: Desk) -> None:
    """What nobody disputes is decided at once."""
    decide_many(
        comparison=desk.comparison,
        wishes=bulk.unanimous(fold_draft(desk.comparison)),
        by=desk.secretariat,
    )
    decide_many(
        comparison=desk.comparison,
        wishes=bulk.citations(fold_draft(desk.comparison)),
        by=desk.secretariat,
    )


def argue(desk: Desk) -> None:
    """The rest one by one; much of it stays open, as after any first meeting."""
    desk.decide(("considering", "b)"), Choice.BRACKET, reason="ATU and RCC will consult")
    desk.decide(
        (FURTHER, "1"),
        Choice.WRITE,
        text=(
            "to hold one trial event in each study period, wherever possible in a developing "
            "country, in connection with a meeting of the Telecommunication Standardization "
            "Advisory Group (TSAG);"
        ),
        reason="proposed by the chair, to bring two events and one together",
    )
    months = desk.decide((FURTHER, "2"), Choice.ADOPT, group="ATU")
    take_back(
        comparison=desk.comparison,
        decision=months.pk,
        by=desk.secretariat,
        reason="CITEL asked to come back to it",
    )
    desk.decide((DIRECTOR, "4"), Choice.DEFER, reason="waits for the budget")
    mark(
        comparison=desk.comparison,
        row=desk.row(FURTHER, "1"),
        status=Decision.Status.AD_REF,
        by=desk.secretariat,
    )
    mark(
        comparison=desk.comparison,
        row=desk.row("considering", "b)"),
        status=Decision.Status.RESERVED,
        group="RCC",
        by=desk.secretariat,
    )
