"""Files in: dropped, looked at, and imported or thrown away by the person who sent them.

For editors, the secretariat and administrators; each sees only the files they sent.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from proposals.core.result import Refused
from proposals.core.writing.html_table import View, join
from proposals.models import StagedFile
from proposals.permissions import can_import
from proposals.selectors.aligning import Seen, seen
from proposals.services.import_document import Imported
from proposals.services.stage import Preview, choose, confirm, discard, opened, previews, stage
from proposals.templatetags.redline import said
from proposals.views.doors import only
from proposals.views.import_forms import ChoiceForm, DropForm, group_codes


@only(can_import)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Drop files; below, what importing those that wait would do."""
    form = DropForm(request.POST or None, request.FILES or None)
    refused = []
    if request.method == "POST" and form.is_valid():
        refused = _staged(request, form.cleaned_data)
        if request.headers.get("X-Requested-With"):  # our script sends one file at a time
            return JsonResponse({"refused": refused[0][1] if refused else ""})
        if not refused:
            return redirect("import")
    found = previews(files=opened(_who(request)))
    context = {
        "form": form,
        "refused": refused,
        "previews": [_card(one) for one in found],
        "ready": sum(one.imported is not None for one in found),
        "groups": group_codes(),
    }
    return render(request, "import.html", context, status=422 if refused or form.errors else 200)


def _who(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _staged(request: HttpRequest, sent: dict[str, Any]) -> list[tuple[str, str]]:
    """Keep the files that can be read; the names of the others, each with its reason."""
    refused = []
    for file in sent["files"]:
        try:
            stage(data=_data(file), name=file.name, meeting=sent["meeting"], by=_who(request))
        except Refused as reason:
            refused.append((file.name, str(reason)))
    return refused


def _data(file: UploadedFile) -> bytes:
    """A file that is too large is refused by its reader, and need not be in memory for that."""
    return file.read(settings.UPLOAD_LIMIT + 1)


def _card(preview: Preview) -> dict[str, Any]:
    file = preview.file.staged
    chosen = {name: getattr(file, name) for name in ("kind", "meeting", "resolution", "group")}
    imported = preview.imported
    parts = (imported, *imported.others) if imported else ()
    return {
        "preview": preview,
        "staged": file,
        "reading": preview.file.reading,
        "parts": parts,
        "compared": [one for one in parts if one.comparison is not None],
        "choice": ChoiceForm(initial=chosen, prefix=f"f{file.pk}"),
    }


@only(can_import)
@require_POST
def import_all(request: HttpRequest) -> HttpResponse:
    """Import every file that can be, or throw all away."""
    if "discard" in request.POST:
        for file in opened(_who(request)):
            discard(staged=file.staged)
        return redirect("import")
    for file in opened(_who(request)):
        _confirmed(request, file.staged)
    return redirect("documents")


def _confirmed(request: HttpRequest, file: StagedFile) -> Imported | None:
    """Import, and say how it went."""
    try:
        done = confirm(staged=file)
    except Refused as refused:
        messages.error(request, f"{file.name}: {refused}")
        return None
    assert done.imported is not None
    words = (
        _("%(name)s was imported.") if done.imported.changed else _("%(name)s: nothing changed.")
    )
    messages.success(request, words % {"name": file.name})
    for sentence in done.undone:
        messages.warning(request, sentence)
    return done.imported


@only(can_import)
@require_http_methods(["GET", "HEAD", "POST"])
def staged(request: HttpRequest, pk: int) -> HttpResponse:
    """One file that waits: what importing it would do, and the table with its columns."""
    file = get_object_or_404(StagedFile, pk=pk, by=_who(request))
    if request.method == "POST":
        return _told(request, file)
    found = previews(files=opened(file.by), look=_look, only=pk)
    if not found:
        return redirect("import")
    card = _card(found[0])
    pairs = zip(found[0].seen or (), card["compared"], strict=True)
    tables = [_table(one, imported, file) for one, imported in pairs]
    context = {
        "card": card,
        "staged": file,
        "tables": tables,
        "groups": group_codes(),
        "last_step": file.steps[-1]["name"] if file.steps else "",
    }
    return render(request, "import_preview.html", context)


def _told(request: HttpRequest, file: StagedFile) -> HttpResponse:
    """Import the file, throw it away, or note what was said of it."""
    match request.POST.get("do"):
        case "import":
            done = _confirmed(request, file)
            if done is None:
                return redirect("staged", pk=file.pk)
            return (
                redirect("document", pk=done.document.pk) if done.document else redirect("import")
            )
        case "discard":
            discard(staged=file)
            messages.success(request, _("%(name)s was thrown away.") % {"name": file.name})
        case "choose":
            form = ChoiceForm(request.POST, prefix=f"f{file.pk}")
            if form.is_valid():
                choose(staged=file, **form.cleaned_data)
            for sentences in form.errors.values():
                messages.error(request, " ".join(map(str, sentences)))
            if "preview" in request.POST:
                return redirect("staged", pk=file.pk)
    return redirect("import")


def _look(imported: Imported) -> list[Seen]:
    """The tables, read while the import is in the store."""
    return [seen(one.comparison) for one in (imported, *imported.others) if one.comparison]


def _table(found: Seen, imported: Imported, file: StagedFile) -> dict[str, Any]:
    """The columns that came with the file, beside the text in force."""
    new = [column["group"] for column in imported.report.get("columns", ())]
    joined = join(found.rows, View(tuple(new), pages=False))
    heads = [column for column in found.columns if column.group in new]
    return {
        "seen": found,
        "heads": sorted(heads, key=lambda head: new.index(head.group)),
        "width": len(new) + 1,
        "body": said(joined.body),
        "imported": imported,
        "file": file,
    }
