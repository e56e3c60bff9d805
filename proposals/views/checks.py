"""What a secretary would point out in each proposal and in the draft.

Anybody may see what is published; selectors find nothing else for a visitor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from proposals.core.checks import Severity
from proposals.permissions import can_administer
from proposals.selectors.checks import ChecksPage, Filters, checks_page
from proposals.views.between import name_of

Words = str | Promise

CHECKS: dict[str, Words] = {
    "labels": _("Numbers and punctuation"),
    "cross_references": _("Cross-references"),
    "citations": _("Citations"),
    "silent_edits": _("Edits that are not tracked"),
    "action": _("Action of the proposal"),
    "reuse": _("Text of other resolutions"),
}
SEVERITIES: dict[str, Words] = {
    Severity.ERROR: _("error"),
    Severity.WARNING: _("warning"),
    Severity.NOTE: _("note"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter: how much there is of it, and the address with it chosen."""

    words: Words
    count: int
    query: str
    chosen: bool


@require_safe
def checks(request: HttpRequest, number: str) -> HttpResponse:
    """Every finding, narrowed by kind, column and severity."""
    filters = Filters(*(request.GET.get(name, "") for name in ("check", "column", "severity")))
    try:
        page = checks_page(request.user, number, filters, request.GET.get("meeting", ""))
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    columns = {key: name_of(key) for key in page.by_column}
    context = {
        "head": page.head,
        "page": page,
        "lines": [
            (one, SEVERITIES[one.finding.severity], name_of(one.column), CHECKS[one.finding.check])
            for one in page.found
        ],
        "facets": [
            (_("Kind"), _choices(page, "check", CHECKS, page.by_check)),
            (_("Text"), _choices(page, "column", columns, page.by_column)),
            (_("Severity"), _choices(page, "severity", SEVERITIES, page.by_severity)),
        ],
        "everything": page.head.query,
        "narrowed": any(asdict(filters).values()),
        "may_register": can_administer(request.user),
        "tab": "checks",
        "compared": True,
    }
    return render(request, "checks.html", context)


def _choices(
    page: ChecksPage, name: str, words: Mapping[str, Words], counts: Mapping[str, int]
) -> Iterable[Choice]:
    """The values that there are; choosing the chosen one again lets it go."""
    asked = asdict(page.filters)
    return [
        Choice(
            words[value],
            counts[value],
            _query(page, asked | {name: "" if asked[name] == value else value}),
            asked[name] == value,
        )
        for value in words
        if counts.get(value)
    ]


def _query(page: ChecksPage, asked: Mapping[str, str]) -> str:
    pairs = {"meeting": page.head.meeting_code, **asked}
    return "?" + urlencode({key: value for key, value in pairs.items() if value})
