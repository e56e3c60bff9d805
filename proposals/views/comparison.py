"""The comparison of a resolution's proposals, and of two of its revisions.

Anybody may see what is published; selectors find nothing else for a visitor.
"""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from proposals import selectors
from proposals.core.writing.html_table import join
from proposals.middleware import shows
from proposals.views.page import MODES, is_whole, table, view_of
from proposals.views.state import State


@require_safe
def compare(request: HttpRequest, number: str) -> HttpResponse:
    """The table. The same for every reader who asks for the same state of it."""
    try:
        found = selectors.comparison_page(request.user, number, request.GET.get("meeting", ""))
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    state = State.read(request.GET, [column.group for column in found.columns])
    view = view_of(state, found.columns)
    joined = found.joined
    if not is_whole(view, found.columns):
        joined = join(selectors.table_rows(found.comparison), view)
    names = {"base_name": _("In force"), "base_note": found.head.base}
    page = table(joined, found.columns, state, **names)
    context = {
        "head": found.head,
        "page": page,
        "state": state,
        "tab": "compare",
        "compared": True,
        "warnings": found.warnings,
        "may_correct": found.may_edit,
    }
    return shows(render(request, "compare.html", context), found.resolution)


@require_safe
def revisions(request: HttpRequest, number: str) -> HttpResponse:
    """Two texts of one resolution by the same table; the last two, if none are named."""
    old, new = (request.GET.get(name, "") for name in ("from", "to"))
    try:
        found = selectors.revisions_page(request.user, number, old, new)
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    state = State.read(request.GET, [column.group for column in found.columns])
    modes = [mode for mode in MODES if mode[0] != "submitted"]
    joined = join(found.rows, view_of(state, found.columns, pages=False))
    page = table(joined, found.columns, state, base_name=found.old, modes=modes)
    context = {
        "head": found.head,
        "page": page,
        "state": state,
        "tab": "revisions",
        "compared": is_compared(request, number),
        "revisions": found,
    }
    return shows(render(request, "compare.html", context), found.resolution)


def is_compared(request: HttpRequest, number: str) -> bool:
    """Whether there is a comparison that this visitor may see."""
    try:
        selectors.find_comparison(request.user, number)
    except ObjectDoesNotExist:
        return False
    return True
