"""The first page, and the page of a meeting. Anybody sees what is published; the staff, all."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from proposals import selectors
from proposals.models import Meeting
from proposals.selectors.meeting import meeting_page


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    context = {
        "meetings": selectors.meetings(request.user),
        "others": selectors.in_force(request.user),
    }
    return render(request, "meetings.html", context)


@require_safe
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    """How far a meeting's resolutions are; `?sort=left` puts what is most to do first."""
    try:
        found = meeting_page(request.user, code)
    except Meeting.DoesNotExist as error:
        raise Http404(str(error)) from error
    resolutions = found.meeting.resolutions
    by_left = request.GET.get("sort") == "left"
    if by_left:
        settled = tuple(one for one in resolutions if one not in found.next)
        resolutions = (*found.next, *settled)
    context = {
        "page": found,
        "meeting": found.meeting,
        "progress": found.meeting.progress,
        "resolutions": [(one, found.fresh.get(one.comparison, 0)) for one in resolutions],
        "by_left": by_left,
    }
    return render(request, "meeting.html", context)
