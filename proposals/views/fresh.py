"""What is new to a reader since they last looked: for the table's marks, and done with."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from proposals.models import Comparison
from proposals.permissions import is_signed_in
from proposals.selectors.fresh import Fresh, News, fresh
from proposals.services.look import have_seen, look
from proposals.views.deciding import find
from proposals.views.doors import only, person


def visit(request: HttpRequest, comparison: Comparison) -> Fresh | None:
    """What is new on a page to its reader, who thereby goes on with their visit."""
    if not isinstance(request.user, User):
        return None
    found = fresh(request.user, comparison)
    look(user=request.user, comparison=comparison)
    return found


@only(is_signed_in)
@never_cache
@require_GET
def marks(request: HttpRequest, number: str) -> HttpResponse:
    """What the table marks as new: asked for apart, so that the table is the same for all.

    That the table asks is what makes a visit of it.
    """
    comparison, reader = find(request, number), person(request)
    found = fresh(reader, comparison)
    look(user=reader, comparison=comparison, shown=found.until if found else None)
    if found is None:
        return JsonResponse({"said": _("From now on, what is new is marked here."), "rows": {}})
    rows = {
        uid: {"said": words(news), "groups": list(news.groups)} for uid, news in found.rows.items()
    }
    return JsonResponse({"said": sentence(found), "until": found.until, "rows": rows})


@only(is_signed_in)
@require_POST
def seen(request: HttpRequest, number: str) -> HttpResponse:
    """The reader has seen all up to a line of the record; without one, all that there is."""
    comparison, reader = find(request, number), person(request)
    asked = request.POST.get("until", "")
    known = fresh(reader, comparison)
    until = int(asked) if asked.isdecimal() else known.until if known else 0
    have_seen(user=reader, comparison=comparison, until=until)
    query = QueryDict(request.POST.get("query", ""), mutable=True)
    query.pop("new", None)
    query["meeting"] = comparison.meeting.code
    return redirect(f"{reverse('compare', kwargs={'number': number})}?{query.urlencode()}")


def sentence(found: Fresh) -> str:
    """How many clauses are new, and since when."""
    when = date_format(localtime(found.since), "SHORT_DATETIME_FORMAT")
    if not found.rows:
        return _("Nothing is new since %(when)s") % {"when": when}
    said = ngettext(
        "%(many)s clause is new since %(when)s",
        "%(many)s clauses are new since %(when)s",
        found.count,
    )
    return said % {"many": found.count, "when": when}


def words(news: News) -> str:
    """What of a clause is new."""
    said = []
    if news.groups:
        said.append(_("new text: %(groups)s") % {"groups": ", ".join(news.groups)})
    if news.decisions:
        said.append(_("new decision"))
    if news.comments:
        said.append(_("new comment"))
    return " · ".join(said)
