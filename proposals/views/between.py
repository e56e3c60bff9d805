"""Any two columns of a resolution against each other, by the table of all.

Anybody may see what is published; selectors find nothing else for a visitor.
"""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_safe

from proposals.core.writing.html import fill, phrase
from proposals.core.writing.html_table import View, join
from proposals.middleware import shows
from proposals.selectors.between import BASE, DRAFT, BetweenPage, between_page
from proposals.templatetags.redline import said


@require_safe
def between(request: HttpRequest, number: str) -> HttpResponse:
    """Two texts, the second redlined against the first. The same for every reader."""
    a, b, meeting = (request.GET.get(name, "") for name in ("a", "b", "meeting"))
    try:
        found = between_page(request.user, number, a, b, meeting)
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    substantive = "substantive" in request.GET
    joined = join(found.rows, View((found.b.key,), substantive=substantive))
    chosen = {"meeting": found.head.meeting_code, "a": found.b.key, "b": found.a.key}
    context = {
        "head": found.head,
        "found": found,
        "choices": [(key, name_of(key)) for key in found.choices],
        "a_name": name_of(found.a.key),
        "b_name": name_of(found.b.key),
        "swapped": "?" + urlencode(chosen | ({"substantive": "1"} if substantive else {})),
        "nav": said(joined.nav),
        "body": said(_words(joined.body, found)),
        "mode": "clean" if request.GET.get("mode") == "clean" else "redline",
        "hide": "hide" in request.GET,
        "full": "full" in request.GET,
        "spoken": "spoken" in request.GET,
        "substantive": substantive,
        "tab": "compare",
        "compared": True,
    }
    return shows(render(request, "between.html", context), found.resolution)


def name_of(key: str) -> str:
    """What people call a text: a group by its code."""
    return {BASE: _("In force"), DRAFT: _("Draft")}.get(key, key)


def _words(body: str, found: BetweenPage) -> str:
    """What only two columns have to say; all else stays for the table's own words."""

    def say(name: str, value: str) -> str:
        match name:
            case "only_in":
                return escape(_("only in: %(column)s") % {"column": name_of(value)})
            case "same_text":
                return escape(_("the same text"))
            case "changed":
                differ, total = value.split("/")
                words = _("%(differ)s of %(total)s clauses differ")
                return escape(words % {"differ": differ, "total": total})
            case "unchanged":
                # Lazy: a language's form for "one clause" may do without the number.
                some = ngettext_lazy(
                    "Show %d clause that reads the same", "Show %d clauses that read the same"
                )
                return escape(some % int(value))
        return phrase(name, value)

    return fill(body, say)
