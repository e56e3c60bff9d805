"""The files that were imported, and what their readers had to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from proposals.core.result import Warning
from proposals.models import SourceDocument
from proposals.permissions import Visitor, can_import


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """An imported file. `current`: a column or a text in force stands on it now."""

    id: int
    name: str
    kind: str
    resolution: str
    meeting: str
    size: int
    sha256: str
    imported_by: str
    imported_at: datetime
    current: bool
    warnings: tuple[Warning, ...]
    groups: tuple[str, ...]
    report: dict[str, object]


def documents(user: Visitor, slug: str = "") -> tuple[DocumentCard, ...]:
    """The imported files, the latest first; none for who may not import."""
    if not can_import(user):
        return ()
    found = SourceDocument.objects.select_related(
        "resolution", "meeting", "imported_by"
    ).prefetch_related("proposals__group", "revisions")
    if slug:
        found = found.filter(resolution__slug__iexact=slug)
    return tuple(_card(one) for one in found)


def document(user: Visitor, pk: int) -> DocumentCard:
    """One imported file with its report. Raises SourceDocument.DoesNotExist."""
    if not can_import(user):
        raise SourceDocument.DoesNotExist
    return _card(
        SourceDocument.objects.select_related("resolution", "meeting", "imported_by")
        .prefetch_related("proposals__group", "revisions")
        .get(pk=pk)
    )


def _card(one: SourceDocument) -> DocumentCard:
    return DocumentCard(
        id=one.pk,
        name=one.name,
        kind=one.get_kind_display(),
        resolution=one.resolution.slug,
        meeting=one.meeting.code if one.meeting else "",
        size=one.size,
        sha256=one.sha256,
        imported_by=str(one.imported_by or ""),
        imported_at=one.imported_at,
        current=bool(one.proposals.all() or one.revisions.all()),
        warnings=tuple(
            Warning(message, source, column) for source, column, message in one.warnings
        ),
        groups=tuple(proposal.group.code for proposal in one.proposals.all()),
        report=one.report,
    )
