"""Search. Anybody may ask; selectors find nothing but what the visitor may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from proposals.core.search import LONGEST, MOST
from proposals.models.resolution import LANGUAGES
from proposals.selectors.search import Kind, search_page
from proposals.selectors.search_scope import Asked

KINDS = {
    Kind.IN_FORCE: gettext_lazy("In force"),
    Kind.PROPOSALS: gettext_lazy("Proposals"),
    Kind.COMMENTS: gettext_lazy("Comments"),
}
NARROWED = ("group", "meeting", "resolution", "language")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What stands in any text: all of its state is in the query string."""
    said = {name: request.GET.get(name, "").replace("\0", "") for name in ("q", "kind", *NARROWED)}
    text, kind = said["q"], said["kind"] if said["kind"] in set(Kind) else ""
    number = request.GET.get("page", "1")
    page = search_page(
        request.user,
        text,
        kind,
        Asked(**{name: said[name] for name in NARROWED}),
        int(number) if number.isdecimal() and len(number) < 6 else 1,
    )
    names = {code: name for code, name in LANGUAGES if code in page.choices.languages}
    context = {
        "page": page,
        "text": text[:LONGEST],
        "kind": kind,
        "kinds": [(one.value, name, page.counts[one.value]) for one, name in KINDS.items()],
        "all": sum(page.counts.values()),
        "languages": names,
        "longest": LONGEST,
        "most_words": MOST,
        "before": page.number - 1,
        "after": page.number + 1,
    }
    return render(request, "search.html", context)
