"""Meeting packs: all files of a meeting in one ZIP, written one by one, outside any one request.

Each step writes one file and says so in the store, so what is shown of the progress is what is
there; nothing runs that nobody watches, and a restart loses at most the file at hand. A step
claims its file in one statement: several processes, or two windows, share the work. What cannot
be written is named with its reason, and the rest is made all the same.
"""

from __future__ import annotations

import logging
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from html import escape
from typing import IO

from django.contrib.auth.models import User
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from proposals.core.result import Refused
from proposals.models import Comparison, Meeting, Pack, PackFile, Record
from proposals.selectors.draft_export import exported_draft
from proposals.selectors.exporting import exported
from proposals.services.record import record
from proposals.services.writing_out import comparison_bytes, draft_bytes

KEPT = timedelta(days=7)  # then a pack is thrown away
PATIENCE = timedelta(minutes=5)  # for so long nobody else takes up a file that is being written

What, State = PackFile.What, PackFile.State
WANTED = (
    (What.COMPARISON, "docx", "side-by-side"),
    (What.COMPARISON, "pdf", "side-by-side"),
    (What.COMPARISON, "html", "side-by-side"),
    (What.DRAFT, "docx", "draft"),
    (What.CLEAN, "docx", "draft-clean"),
    (What.DRAFT, "pdf", "draft"),
)
PACKED = (".docx", ".pdf")  # what is compressed already
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a pack as its index names it; `error` where it could not be written."""

    path: str
    what: str
    size: int = 0
    sha256: str = ""
    error: str = ""


# -- what goes in ---------------------------------------------------------------------------


def plan(meeting: Meeting, *, published_only: bool = True) -> list[PackFile]:
    """The files of a meeting's pack, none of them stored. Raises Refused where there are none."""
    found = meeting.comparisons.select_related("meeting", "base__resolution")
    found = found.defer("joined_nav", "joined_body")
    if published_only:
        found = found.filter(published=True)
    comparisons = sorted(found, key=_order)
    if not comparisons:
        raise Refused(_("There is nothing to pack: no resolution of this meeting is there."))
    slugs = [one.base.resolution.slug for one in comparisons]
    return [
        PackFile(
            position=at * len(WANTED) + place,
            comparison=one,
            what=what,
            format=format_,
            path=f"{(name := _name(one, slugs))}/{name}-{ending}.{format_}",
        )
        for at, one in enumerate(comparisons)
        for place, (what, format_, ending) in enumerate(WANTED)
    ]


def _order(one: Comparison) -> tuple[str, int, str, str]:
    resolution, base = one.base.resolution, one.base
    digits = "".join(filter(str.isdigit, resolution.number))
    return resolution.conference, int(digits or 0), resolution.number, f"{base.language}{base.pk}"


def _name(one: Comparison, slugs: Sequence[str]) -> str:
    """A folder's name; the language tells comparisons of one resolution apart."""
    slug = one.base.resolution.slug
    more = f"-{one.base.language}-{one.base.pk}" if slugs.count(slug) > 1 else ""
    return f"Resolution-{slug}{more}"


def content(file: PackFile) -> bytes:
    """Write one file of a pack, in the language of the moment."""
    if file.what == What.COMPARISON:
        return comparison_bytes(exported(file.comparison), file.format)
    return draft_bytes(
        exported_draft(file.comparison), file.format, changes=file.what == What.DRAFT
    )


def written(file: PackFile) -> tuple[bytes, str]:
    """A file's bytes, or none and why not: one that cannot be written stops no other."""
    try:
        return content(file), ""
    except OSError as error:  # Pango, or a font, is not there
        log.warning("%s cannot be written: %s", file.path, error)
        return b"", str(error)[:500]
    except Exception as error:
        log.exception("%s cannot be written", file.path)
        return b"", f"{type(error).__name__}: {error}"[:500]


# -- a pack that is made step by step -------------------------------------------------------


@transaction.atomic
def start(*, meeting: Meeting, published_only: bool, by: User) -> Pack:
    """A pack that waits for its steps; the same person's unfinished one, if there is one.

    Raises Refused where there is nothing to pack.
    """
    tidy()
    asked = Pack.objects.filter(meeting=meeting, published_only=published_only, by=by, file="")
    if (unfinished := asked.first()) is not None:
        return unfinished
    files = plan(meeting, published_only=published_only)
    pack = Pack.objects.create(
        meeting=meeting, published_only=published_only, by=by, language=get_language() or "en"
    )
    for file in files:
        file.pack = pack
    PackFile.objects.bulk_create(files)
    return pack


def step(pack: Pack) -> None:
    """Write the next file; after the last, join them. Nothing, where others are at work on it."""
    with override(pack.language):
        file = _claimed(pack)
        if file is not None:
            _write(file)
        elif not pack.files.filter(state__in=(State.WAITING, State.WRITING)).exists():
            _join(pack)


def _claimed(pack: Pack) -> PackFile | None:
    """The next file, for this process alone."""
    now = timezone.now()
    free = Q(state=State.WAITING) | Q(state=State.WRITING, since__lt=now - PATIENCE)
    for file in pack.files.filter(free).order_by("position"):
        again = file.state == State.WRITING
        if again and file.error:  # it has brought down two processes
            said = _("It was begun twice and never finished.")
            pack.files.filter(free, pk=file.pk).update(state=State.FAILED, error=said)
            continue
        claim = {"state": State.WRITING, "since": now, "error": "again" if again else ""}
        if pack.files.filter(free, pk=file.pk).update(**claim):
            return (
                pack.files.filter(pk=file.pk)
                .select_related("comparison__meeting", "comparison__base__resolution")
                .get()
            )
    return None


def _write(file: PackFile) -> None:
    data, error = written(file)
    file.state, file.error = (State.FAILED, error) if error else (State.DONE, "")
    if data:
        file.size, file.sha256 = len(data), sha256(data).hexdigest()
        file.file.save(f"{file.pack_id}-{file.position}.part", ContentFile(data), save=False)
    held = PackFile.objects.filter(pk=file.pk, state=State.WRITING, since=file.since).update(
        state=file.state,
        error=file.error,
        size=file.size,
        sha256=file.sha256,
        file=str(file.file.name or ""),
    )
    if not held and data:  # the pack was thrown away meanwhile, or another was quicker
        file.file.storage.delete(str(file.file.name))


def _join(pack: Pack) -> None:
    """Make the ZIP of what was written, once; what it was made of is then thrown away."""
    now = timezone.now()
    free = Q(since=None) | Q(since__lt=now - PATIENCE)
    if not Pack.objects.filter(free, pk=pack.pk, file="").update(since=now):
        return
    files = list(pack.files.order_by("position"))
    entries = [
        Entry(one.path, one.get_what_display(), one.size, one.sha256, one.error) for one in files
    ]
    with tempfile.TemporaryFile() as out:
        write_zip(out, pack.meeting, entries, (_parts(one) for one in files if one.file))
        pack.size = out.tell()
        pack.file.save(f"{pack.meeting.code}-{pack.pk}.zip", File(out), save=False)
    with transaction.atomic():
        pack.save(update_fields=("file", "size"))
        log_pack(pack.meeting, [one.comparison_id for one in files], pack.by)
    for one in files:
        _forget(one)
    pack.files.update(file="")


def _parts(file: PackFile) -> tuple[str, bytes]:
    with file.file.open("rb") as part:
        return file.path, bytes(part.read())


def _forget(file: PackFile) -> None:
    if file.file:
        with suppress(OSError):
            file.file.storage.delete(str(file.file.name))


@transaction.atomic
def discard(*, pack: Pack) -> None:
    """Throw a pack away with all its files."""
    files = list(pack.files.exclude(file=""))
    storage, name = pack.file.storage, str(pack.file.name or "")
    pack.delete()

    def forget() -> None:
        for one in files:
            _forget(one)
        if name:
            storage.delete(name)

    transaction.on_commit(forget)


def tidy() -> None:
    """Throw away the packs that nobody can want any more."""
    for old in Pack.objects.filter(at__lt=timezone.now() - KEPT):
        discard(pack=old)


def log_pack(meeting: Meeting, comparisons: Sequence[int], by: User | None) -> None:
    """In the record of each resolution: who took it along in a pack."""
    found = Comparison.objects.filter(pk__in=set(comparisons)).select_related("base__resolution")
    for one in found.order_by("base__resolution"):
        record(
            resolution=one.base.resolution,
            comparison=one,
            verb=Record.Verb.PACKED,
            name=str(one),
            by=by,
            file=f"{meeting.code}.zip",
        )


# -- the ZIP --------------------------------------------------------------------------------


def write_zip(
    out: IO[bytes], meeting: Meeting, entries: Sequence[Entry], files: Iterator[tuple[str, bytes]]
) -> None:
    """The files, with an index to read and checksums for `sha256sum --check`."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files:
            archive.writestr(path, data, zipfile.ZIP_STORED if path.endswith(PACKED) else None)
        # Some of the entries are only known for good when all files have been read.
        archive.writestr("index.html", index_page(meeting, entries))
        sums = "".join(f"{one.sha256}  {one.path}\n" for one in entries if one.sha256)
        archive.writestr("SHA256SUMS", sums)


def index_page(meeting: Meeting, entries: Sequence[Entry]) -> str:
    """What is in a pack, as a page that needs nothing else."""
    language = get_language() or "en"
    title = _("Pack of %(meeting)s") % {"meeting": meeting.name or meeting.code}
    made = _("Made on %(time)s.") % {"time": timezone.localtime().isoformat(" ", "minutes")}
    heads = (_("File"), _("What"), _("Bytes"), "SHA-256")
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    return (
        f'<!doctype html><html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">'
        f'<head><meta charset="utf-8"><title>{escape(title)}</title><style>'
        "body { font: 11pt/1.5 sans-serif; margin: 2rem } th, td { text-align: start;"
        " padding: .2em 1em .2em 0; vertical-align: top } code { font-size: 8pt;"
        " overflow-wrap: anywhere }</style></head>"
        f"<body><main><h1>{escape(title)}</h1><p>{escape(made)}</p><table><thead><tr>{head}</tr>"
        f"</thead><tbody>{''.join(map(_line, entries))}</tbody></table></main></body></html>\n"
    )


def _line(one: Entry) -> str:
    path, what = escape(one.path), escape(one.what)
    if one.error:
        why = escape(_("could not be written: %(why)s") % {"why": one.error})
        return f'<tr><td><bdi>{path}</bdi></td><td>{what}</td><td colspan="2">{why}</td></tr>'
    return (
        f'<tr><td><a href="{path}"><bdi>{path}</bdi></a></td><td>{what}</td>'
        f"<td>{one.size}</td><td><code>{one.sha256}</code></td></tr>"
    )
