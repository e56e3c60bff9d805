"""Files to take away: the draft, the table, one group's proposal. Who sees it may take it."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from proposals import selectors
from proposals.selectors.draft_export import export_draft
from proposals.services.writing_out import (
    COLUMN_FORMATS,
    COMPARISON_FORMATS,
    DRAFT_FORMATS,
    ENDINGS,
    TYPES,
    column_bytes,
    comparison_bytes,
    draft_bytes,
)


@require_safe
def draft_file(request: HttpRequest, number: str, format_: str) -> HttpResponse:
    if format_ not in DRAFT_FORMATS:
        raise Http404
    try:
        draft = export_draft(request.user, number, request.GET.get("meeting", ""))
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    clean = "clean" in request.GET
    name = f"{draft.name}-clean" if clean else draft.name
    return _file(draft_bytes(draft, format_, changes=not clean), name, format_)


@require_safe
def comparison_file(request: HttpRequest, number: str, format_: str) -> HttpResponse:
    if format_ not in COMPARISON_FORMATS:
        raise Http404
    exported = _exported(request, number)
    name = f"Resolution-{number}-side-by-side"
    return _file(comparison_bytes(exported, format_), name, format_)


@require_safe
def proposal_file(request: HttpRequest, number: str, group: str, format_: str) -> HttpResponse:
    """One group's proposal, its changes tracked."""
    if format_ not in COLUMN_FORMATS:
        raise Http404
    columns = {column.group: column for column in _exported(request, number).table.columns}
    if group not in columns or columns[group].is_empty:
        raise Http404(f"{group} has no document here.")
    name = "-".join(("Resolution", number, *group.split("/")))
    return _file(column_bytes(columns[group], format_), name, format_)


def _exported(request: HttpRequest, number: str) -> selectors.Exported:
    try:
        return selectors.export_comparison(request.user, number, request.GET.get("meeting", ""))
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error


def _file(data: bytes, name: str, format_: str) -> HttpResponse:
    response = HttpResponse(data, content_type=TYPES[format_])
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{name}.{ENDINGS.get(format_, format_)}"
    )
    # An exported page is opened from a disk, but may be looked at here first: it runs nothing.
    response["X-Content-Type-Options"] = "nosniff"
    return response
