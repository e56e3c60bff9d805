"""The record of a resolution, to be read and to be taken along as CSV."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from proposals.core.writing.csv import write_lines
from proposals.selectors.recording import Filters, record_page, whole_record
from proposals.views.deciding import find
from proposals.views.fresh import visit

KINDS = (
    ("imports", gettext_lazy("imports")),
    ("alignment", gettext_lazy("corrections of the table")),
    ("decisions", gettext_lazy("decisions")),
    ("drafts", gettext_lazy("kept drafts")),
    ("comments", gettext_lazy("comments")),
    ("publication", gettext_lazy("publication")),
)


@require_safe
def record(request: HttpRequest, number: str) -> HttpResponse:
    """Who did what to this resolution, the latest first; with `format=csv` as a file."""
    filters, meeting = _filters(request.GET), request.GET.get("meeting", "")
    asked = request.GET.get("page", "1")
    try:
        if request.GET.get("format") == "csv":
            return _csv(request, number, filters, meeting)
        page = record_page(
            request.user, number, filters, meeting, int(asked) if asked.isdecimal() else 1
        )
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "head": page.head,
        "page": page,
        "fresh": visit(request, find(request, number)),
        "kinds": KINDS,
        "query": query.urlencode(),
        "before": page.number - 1,
        "after": page.number + 1,
        "tab": "record",
        "compared": True,
    }
    return render(request, "record.html", context)


def _filters(asked: QueryDict) -> Filters:
    return Filters(
        kind=asked.get("kind", ""),
        by=asked.get("by", ""),
        search=asked.get("q", "").replace("\0", "").strip(),
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
    )


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _csv(request: HttpRequest, number: str, filters: Filters, meeting: str) -> HttpResponse:
    head, lines = whole_record(request.user, number, filters, meeting)
    names = [_("time"), _("who"), _("did"), _("to"), _("what"), _("text"), _("reason")]
    rows = (
        [
            line.at.isoformat(timespec="seconds"),
            line.by,
            line.verb,
            line.object,
            line.what,
            line.text,
            line.reason,
        ]
        for line in lines
    )
    response = HttpResponse(write_lines([names, *rows]), content_type="text/csv; charset=utf-8")
    name = f"record-{head.number}-{head.meeting_code}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
