"""The draft as a document to write: its clauses, and a comment for each reason given."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from proposals.core.model import Document, Kind, accept, equal
from proposals.core.writing.docx import Comment
from proposals.models import Comparison
from proposals.permissions import Visitor
from proposals.selectors.drafting import Draft, kept_draft
from proposals.selectors.resolution import find_comparison

_MARK = re.compile(r"\[\^[^\]\s]*\]")


@dataclass(frozen=True, slots=True)
class ExportedDraft:
    """`comments` go by a clause's place in the document, from 0."""

    document: Document
    comments: dict[int, list[Comment]]
    head: str
    name: str  # of a file, without its ending


def export_draft(user: Visitor, slug: str, meeting: str = "") -> ExportedDraft:
    """Raises Comparison.DoesNotExist."""
    return exported_draft(find_comparison(user, slug, meeting))


def exported_draft(comparison: Comparison) -> ExportedDraft:
    """The draft of a comparison that was found already."""
    draft = kept_draft(comparison)
    clauses = [one for one in draft.clauses if one.clause.runs]
    reasons: defaultdict[str, list[Comment]] = defaultdict(list)
    for one in draft.decisions:
        if one.reason:
            when = one.at.isoformat(timespec="seconds")
            reasons[one.row].append(Comment(f"{one}: {one.reason}", str(one.by or ""), when))
    base = comparison.base
    return ExportedDraft(
        document=Document(
            tuple(one.clause for one in clauses),
            base.language,
            base.resolution.number,
            base.name,
            _title(draft, base.title),
        ),
        comments={at: reasons[one.uid] for at, one in enumerate(clauses) if one.uid in reasons},
        head=_head(comparison),
        name=f"Resolution-{base.resolution.slug}-{comparison.meeting.code}-draft",
    )


def _title(draft: Draft, otherwise: str) -> str:
    """The title as it reads, in one line and without footnote marks."""
    titles = [one.text for one in draft.clauses if one.clause.kind is Kind.TITLE]
    return " ".join(_MARK.sub("", titles[1]).split()) if len(titles) > 1 else otherwise


def _head(comparison: Comparison) -> str:
    resolution = comparison.base.resolution
    return f"{comparison.meeting.code} · Resolution {resolution.number} · consolidated draft"


def without_changes(document: Document) -> Document:
    """The draft as it reads: every change accepted, clauses that say nothing left out."""
    clauses = (
        replace(clause, label=equal(accept(clause.label)), text=equal(accept(clause.text)))
        for clause in document.clauses
    )
    return replace(document, clauses=tuple(clause for clause in clauses if clause.runs))
