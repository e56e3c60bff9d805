"""One column alone, as a clean text with numbered lines, to be read out.

Anybody may see what is published; selectors find nothing else for a visitor.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from proposals.middleware import shows
from proposals.selectors.reading_out import reading_page
from proposals.views.between import name_of

SIZES = range(1, 7)  # of the letters, smallest first: see read.css
USUAL = 2


@require_safe
def read(request: HttpRequest, number: str, group: str) -> HttpResponse:
    """A text alone; its changes are marked where that is asked. The same for every reader."""
    try:
        found = reading_page(request.user, number, group, request.GET.get("meeting", ""))
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    asked = request.GET.get("size", "")
    size = int(asked) if asked in map(str, SIZES) else USUAL
    marked = "marked" in request.GET
    context = {
        "head": found.head,
        "found": found,
        "name": name_of(found.key),
        "choices": [(key, name_of(key)) for key in found.choices],
        "size": size,
        "marked": marked,
        "here": _query(found.head.meeting_code, size, marked),
        "clean": _query(found.head.meeting_code, size, False),
        "with_marks": _query(found.head.meeting_code, size, True),
        "smaller": _query(found.head.meeting_code, size - 1, marked) if size > SIZES[0] else "",
        "larger": _query(found.head.meeting_code, size + 1, marked) if size < SIZES[-1] else "",
        "tab": "compare",
        "compared": True,
    }
    return shows(render(request, "read.html", context), found.resolution)


def _query(meeting: str, size: int, marked: bool) -> str:
    asked = {"meeting": meeting}
    if size != USUAL:
        asked["size"] = str(size)
    if marked:
        asked["marked"] = "1"
    return "?" + urlencode(asked)
