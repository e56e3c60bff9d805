"""PDF, laid out once: a page that was printed before is taken from where it is kept.

A file is named by what it was made from, so it can never be out of date: a new version of a
resolution makes another page, and the old file is thrown away when nobody has asked for it
within the time. Laying out takes seconds, and all processes share the files.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from hashlib import blake2b
from importlib import metadata

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from proposals.core.writing.pdf import page_pdf

FOLDER = "printed"
KEPT = timedelta(days=3)


def printed(page: str) -> bytes:
    """The PDF of a page. Raises OSError where Pango is not installed."""
    name = f"{FOLDER}/{_digest(page)}.pdf"
    # What cannot be read, or written, is no reason to send nothing.
    with suppress(OSError), default_storage.open(name) as file:
        return bytes(file.read())
    data = page_pdf(page)
    with suppress(OSError):
        tidy()
        default_storage.save(name, ContentFile(data))
    return data


def _digest(page: str) -> str:
    made_by = metadata.version("weasyprint")
    return blake2b(f"{made_by}\n{page}".encode(), digest_size=16).hexdigest()


def tidy() -> None:
    """Throw away what has been kept for longer than its time."""
    if not default_storage.exists(FOLDER):
        return
    oldest = timezone.now() - KEPT
    for name in default_storage.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        with suppress(FileNotFoundError):  # another process was quicker
            if default_storage.get_modified_time(path) < oldest:
                default_storage.delete(path)
