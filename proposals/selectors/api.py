"""What the JSON API says: the same as the pages, to the same visitors."""

from __future__ import annotations

from typing import Any

from proposals.core.writing.json import runs_json
from proposals.models import Comparison, Decision, Snapshot
from proposals.models.runs import unpack
from proposals.permissions import Visitor
from proposals.selectors.annotating import Filters, Said, Thread, comments_page
from proposals.selectors.drafting import Draft, in_force, kept_draft
from proposals.selectors.meetings import ResolutionCard, meetings
from proposals.selectors.meetings import in_force as texts_in_force
from proposals.selectors.resolution import find_comparison

Data = dict[str, Any]


def meetings_data(user: Visitor) -> Data:
    """The meetings, the latest first, each with its resolutions' numbers."""
    return {
        "meetings": [
            {
                "code": one.code,
                "name": one.name,
                "published": one.published,
                "resolutions": [card.number for card in one.resolutions],
            }
            for one in meetings(user)
        ]
    }


def resolutions_data(user: Visitor) -> Data:
    """Every resolution, once for each meeting that it is before; "" is none."""
    before = [(one.code, card) for one in meetings(user) for card in one.resolutions]
    others = [("", card) for card in texts_in_force(user)]
    return {"resolutions": [_resolution(code, card) for code, card in (*before, *others)]}


def _resolution(meeting: str, card: ResolutionCard) -> Data:
    return {
        "number": card.number,
        "meeting": meeting,
        "title": card.title,
        "base": card.base,
        "language": card.language,
        "groups": list(card.groups),
        "announced": list(card.announced),
        "changed": card.changed,
    }


def draft_data(user: Visitor, slug: str, meeting: str = "") -> Data:
    """The consolidated draft against the text in force. Raises Comparison.DoesNotExist."""
    comparison = find_comparison(user, slug, meeting)
    draft = kept_draft(comparison)
    return {**_about(comparison), "clauses": _clauses(draft)}


def _about(comparison: Comparison) -> Data:
    base = comparison.base
    return {
        "number": base.resolution.slug,
        "meeting": comparison.meeting.code,
        "base": base.name,
        "language": base.language,
    }


def _clauses(draft: Draft) -> list[Data]:
    return [
        {
            "row": one.uid,
            "kind": one.clause.kind.value,
            "section": one.clause.section,
            "level": one.clause.level,
            "label": runs_json(one.clause.label),
            "text": runs_json(one.clause.text),
            "status": one.status.value,
            "open": len(one.undecided),
        }
        for one in draft.clauses
    ]


def decisions_data(user: Visitor, slug: str, meeting: str = "") -> Data:
    """Every decision in the order it was taken. Raises Comparison.DoesNotExist."""
    comparison = find_comparison(user, slug, meeting)
    taken = list(comparison.decisions.select_related("by").order_by("pk"))
    effective = {one.pk for one in in_force(taken)}
    decisions = [_decision(one, one.pk in effective) for one in taken]
    return {**_about(comparison), "decisions": decisions}


def _decision(one: Decision, in_force: bool) -> Data:
    return {
        "id": one.pk,
        "row": one.row,
        "span": one.span,
        "choice": one.choice,
        "group": one.group,
        "text": one.text,
        "status": one.status,
        "reason": one.reason,
        "undoes": one.undoes_id,
        "in_force": in_force,
        "by": str(one.by or ""),
        "at": one.at.isoformat(timespec="seconds"),
    }


def snapshots_data(user: Visitor, slug: str, meeting: str = "") -> Data:
    """The drafts that were kept, in that order, without their text.

    Raises Comparison.DoesNotExist.
    """
    comparison = find_comparison(user, slug, meeting)
    kept = comparison.snapshots.select_related("by").defer("clauses").order_by("pk")
    return {**_about(comparison), "snapshots": [_snapshot(one) for one in kept]}


def snapshot_data(user: Visitor, slug: str, meeting: str = "", name: str = "") -> Data:
    """A kept draft against the text in force of its time, clause by clause.

    Raises Comparison.DoesNotExist, Snapshot.DoesNotExist.
    """
    comparison = find_comparison(user, slug, meeting)
    one = comparison.snapshots.select_related("by").get(name=name)
    clauses = [
        {
            "row": clause["uid"],
            "kind": clause["kind"],
            "section": clause["section"],
            "level": clause["level"],
            "label": runs_json(unpack(clause["label"])),
            "text": runs_json(unpack(clause["text"])),
        }
        for clause in one.clauses
    ]
    return {**_about(comparison), **_snapshot(one), "clauses": clauses}


def _snapshot(one: Snapshot) -> Data:
    return {
        "name": one.name,
        "note": one.note,
        "decision": one.decision_id,
        "by": str(one.by or ""),
        "at": one.at.isoformat(timespec="seconds"),
    }


def annotations_data(user: Visitor, slug: str, meeting: str = "") -> Data:
    """The comments that the visitor may read, by thread. Raises Comparison.DoesNotExist."""
    comparison = find_comparison(user, slug, meeting)
    threads = comments_page(user, slug, Filters(), comparison.meeting.code).threads
    return {**_about(comparison), "annotations": [_thread(one) for one in threads]}


def _thread(one: Thread) -> Data:
    return {
        **_said(one.first),
        "row": one.row,
        "place": one.place,
        "group": one.group,
        "quote": one.quote,
        "lost": one.lost,
        "visibility": one.visibility,
        "mentions": list(one.mentions),
        "resolved": one.resolved,
        "resolved_by": one.resolved_by,
        "answers": [_said(answer) for answer in one.answers],
    }


def _said(one: Said) -> Data:
    at = one.at.isoformat(timespec="seconds")
    return {"id": one.id, "by": one.who, "at": at, "text": one.text}
