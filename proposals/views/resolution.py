"""A resolution's overview: where the groups agree, where they differ, what changes where.

Anybody may see what is published; selectors find nothing else for a visitor.
"""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from proposals import selectors
from proposals.middleware import shows
from proposals.selectors.overview import overview as overview_of


@require_safe
def overview(request: HttpRequest, number: str) -> HttpResponse:
    try:
        found = selectors.comparison_page(request.user, number, request.GET.get("meeting", ""))
    except ObjectDoesNotExist:
        return text(request, number)
    groups = [column.group for column in found.columns if not column.empty]
    by_ease = request.GET.get("sort") == "ease"
    context = {
        "head": found.head,
        "overview": overview_of(found.comparison, groups, by_ease=by_ease),
        "by_ease": by_ease,
        "changes": found.changes,
        "columns": found.columns,
        "tab": "overview",
        "compared": True,
        "warnings": found.warnings,
    }
    return shows(render(request, "overview.html", context), found.resolution)


def text(request: HttpRequest, number: str) -> HttpResponse:
    """A resolution without proposals: its text in force."""
    try:
        found = selectors.text_page(request.user, number)
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    context = {"head": found.head, "clauses": found.clauses, "tab": "overview"}
    return shows(render(request, "text.html", context), found.resolution)
