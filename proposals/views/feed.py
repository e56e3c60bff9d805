"""What changed, as a feed (Atom, RFC 4287): for whoever wants to be told."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from hashlib import blake2b

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.http import http_date
from django.utils.translation import get_language, get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from proposals.models import Record
from proposals.selectors.feed import Changes, Entry, meeting_changes, resolution_changes

Verb = Record.Verb
TITLES: dict[str, str | Promise] = {
    Verb.IMPORTED: gettext_lazy("Imported: %(object)s"),
    Verb.REPLACED: gettext_lazy("Imported again, changed: %(object)s"),
    Verb.EDITED: gettext_lazy("Text in force edited: %(object)s"),
    Verb.DECIDED: gettext_lazy("Decided on %(object)s: %(what)s"),
    Verb.UNDONE: gettext_lazy("Decision on %(object)s taken back"),
    Verb.MARKED: gettext_lazy("%(object)s marked: %(what)s"),
    Verb.SNAPSHOT: gettext_lazy("Draft kept as %(object)s"),
    Verb.COMMENTED: gettext_lazy("Comment on %(object)s"),
    Verb.REWORDED: gettext_lazy("Comment on %(object)s changed"),
    Verb.SETTLED: gettext_lazy("Comment on %(object)s resolved"),
    Verb.REOPENED: gettext_lazy("Comment on %(object)s reopened"),
    Verb.SHARED: gettext_lazy("Comment on %(object)s shown to everybody"),
}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NAMED = "2026"  # the year in which feeds got their names
# XML has no way to write these.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@require_safe
def of_resolution(request: HttpRequest, number: str) -> HttpResponse:
    """The changes of one resolution before a meeting."""
    try:
        head, changes = resolution_changes(number, request.GET.get("meeting", ""))
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    title = _("Resolution %(number)s: changes") % {"number": head.number}
    page = reverse("record", kwargs={"number": head.number}) + head.query
    name = f"/resolutions/{head.number}/{head.meeting_code}"
    return _feed(request, changes, f"{title} · {head.meeting_code}", head.title, page, name)


@require_safe
def of_meeting(request: HttpRequest, code: str) -> HttpResponse:
    """The changes of all resolutions before a meeting."""
    try:
        meeting, changes = meeting_changes(code)
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    title = _("%(meeting)s: changes") % {"meeting": meeting.code}
    name = f"/meetings/{meeting.code}"
    return _feed(request, changes, title, meeting.name, reverse("meetings"), name, several=True)


def _feed(
    request: HttpRequest,
    changes: Changes,
    title: str,
    subtitle: str,
    page: str,
    name: str,
    *,
    several: bool = False,
) -> HttpResponse:
    """The feed, or 304 for who has it already. `several`: its entries say which resolution."""
    told = "\n".join((request.build_absolute_uri(), get_language() or "", changes.state))
    etag = f'"{blake2b(told.encode(), digest_size=16).hexdigest()}"'
    modified = int(changes.at.timestamp()) if changes.at else None
    response = get_conditional_response(request, etag, modified)
    if response is None:
        feed = _Feed(
            title=title,
            subtitle=subtitle,
            description="",
            link=request.build_absolute_uri(page),
            feed_url=request.build_absolute_uri(),
            feed_guid=_tag(request, NAMED, name),
            language=get_language(),
            author_name=_("WTSA proposals"),
        )
        for entry in changes.entries():
            _add(feed, request, entry, several=several)
        content = feed.writeString("utf-8")
        response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    response["ETag"] = etag
    if modified is not None:
        response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = "no-cache"  # keep it, and ask each time whether it still holds
    return response


class _Feed(Atom1Feed):
    """Django's, which would say of an empty feed that it changed just now."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else EPOCH


def _add(feed: Atom1Feed, request: HttpRequest, entry: Entry, *, several: bool) -> None:
    line, head = entry.line, entry.head
    title = _title(entry)
    if several:
        title = _("Resolution %(number)s: %(title)s") % {"number": head.number, "title": title}
    more = [(words,) for words in (line.text, line.reason) if words]
    feed.add_item(
        title=_written(title),
        link=request.build_absolute_uri(_address(entry)),
        description=_written(format_html_join("", '<p dir="auto">{}</p>', more)),
        author_name=_written(line.by) or None,
        unique_id=_tag(request, f"{line.at:%Y-%m-%d}", f"/record/{line.id}"),
        pubdate=line.at,
        updateddate=line.at,
        categories=[line.kind],
    )


def _title(entry: Entry) -> str:
    """What happened, in words. What a document says keeps its direction in the reader's."""
    line = entry.line
    what = line.object or _("Title and opening")
    if get_language_bidi():
        what = f"\u2068{what}\u2069"
    return str(TITLES[line.verb_name]) % {"object": what, "what": line.what}


def _address(entry: Entry) -> str:
    """The page on which the reader sees it."""
    line, number = entry.line, {"number": entry.head.number}
    comment = f"#comment-{line.comment}" if line.comment else ""
    if line.row:
        place = comment or ("#draft" if line.kind == "decisions" else "")
        return reverse("clause", kwargs={**number, "uid": line.row}) + entry.head.query + place
    if line.verb_name == Verb.SNAPSHOT:
        return reverse("snapshot", kwargs={**number, "name": line.object}) + entry.head.query
    page = "comments" if comment else "draft" if line.kind == "decisions" else "compare"
    return reverse(page, kwargs=number) + entry.head.query + comment


def _tag(request: HttpRequest, date: str, what: str) -> str:
    """A name that stays, whatever becomes of the page (RFC 4151)."""
    return f"tag:{request.get_host().partition(':')[0].lower()},{date}:{what}"


def _written(text: str) -> str:
    return UNWRITABLE.sub("", text)
