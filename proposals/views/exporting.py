"""Files to take away: the draft, the table, one group's proposal. Who sees it may take it.

The table comes as the page shows it: its address takes the page's own query (columns in their
order, filters, what is hidden), and says besides how it is laid out: `by` a clause or a section,
`draft`, and for CSV which `sheet`.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from proposals import selectors
from proposals.core.writing.html_table import HEADINGS, View, is_changed
from proposals.models import Comparison
from proposals.selectors.draft_export import export_draft
from proposals.selectors.exporting import clean, narrowed
from proposals.selectors.filtering import kept
from proposals.services.sheets import SHEETS
from proposals.services.writing_out import (
    COLUMN_FORMATS,
    COMPARISON_FORMATS,
    DRAFT_FORMATS,
    ENDINGS,
    LAYOUTS,
    TYPES,
    Shape,
    column_bytes,
    comparison_bytes,
    draft_bytes,
)
from proposals.views.state import State


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
    found = _exported(request, number, draft="draft" in request.GET)
    state = State.read(request.GET, found.groups)
    table = narrowed(found, _order(state, found), _only(request, state, found))
    if state.mode == "clean":
        table = clean(table)
    shape, name = _shape(request), f"Resolution-{number}-side-by-side"
    if shape.sheet != SHEETS[0] and format_ == "csv":
        name = f"Resolution-{number}-{shape.sheet}"
    return _file(comparison_bytes(table, format_, shape), name, format_)


def _shape(request: HttpRequest) -> Shape:
    """The layout that was asked for; what is unknown is left out, never an error."""
    by, sheet = request.GET.get("by", ""), request.GET.get("sheet", "")
    base = True if "base" in request.GET else False if "nobase" in request.GET else None
    return Shape(by if by in LAYOUTS else "", base, sheet if sheet in SHEETS else SHEETS[0])


def _order(state: State, found: selectors.Exported) -> tuple[str, ...]:
    """The columns that were chosen, or pinned before the others; none: as they are stored.

    Who chose all that hold a document chose nothing: what is announced stays announced.
    """
    held = tuple(column.group for column in found.table.columns if not column.is_empty)
    order = state.order(held)
    return () if order == held else order


def _only(request: HttpRequest, state: State, found: selectors.Exported) -> frozenset[str] | None:
    """The rows that the page shows to this reader; None: all of them."""
    comparison = found.comparison
    assert comparison is not None
    only = kept(request.user, comparison, state.filters)
    if not state.hide or only is not None:  # the page, too, hides nothing of what was filtered
        return only
    return frozenset(_changed(comparison, state, found.groups))


def _changed(comparison: Comparison, state: State, groups: tuple[str, ...]) -> Iterable[str]:
    """The rows that a shown column changes, in substance where that is asked."""
    view = View(state.order(groups), substantive=state.substantive)
    rows = selectors.table_rows(comparison.pk)
    return (row.uid for row in rows if row.kind not in HEADINGS and is_changed(row, view))


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


def _exported(request: HttpRequest, number: str, *, draft: bool = False) -> selectors.Exported:
    meeting = request.GET.get("meeting", "")
    try:
        return selectors.export_comparison(request.user, number, meeting, draft=draft)
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
