"""The first page. Anybody may see it; what is not published, only the staff."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from proposals import selectors


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    context = {
        "meetings": selectors.meetings(request.user),
        "others": selectors.in_force(request.user),
    }
    return render(request, "meetings.html", context)
