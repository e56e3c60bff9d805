"""The files as they came: kept once, by their SHA-256, and never after a refusal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePath

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from proposals.core.reading.akn import is_akn
from proposals.core.result import Warning
from proposals.models import Meeting, Resolution, SourceDocument


@dataclass(slots=True)
class Originals:
    """The files written in one transaction; none where it is known to be taken back."""

    kept: bool = True
    written: list[str] = field(default_factory=list)

    def keep(
        self,
        data: bytes,
        name: str,
        *,
        kind: str,
        resolution: Resolution,
        meeting: Meeting | None,
        warnings: tuple[Warning, ...],
        report: dict[str, object],
        by: User | None,
    ) -> SourceDocument:
        """Store a file and what is known of it; the same bytes are written once."""
        digest = sha256(data).hexdigest()
        document = SourceDocument(
            resolution=resolution,
            meeting=meeting,
            kind=kind,
            name=PurePath(name).name[-255:],
            sha256=digest,
            size=len(data),
            imported_by=by,
            warnings=[[w.source, w.column, w.message] for w in warnings],
            report=report,
        )
        path = SourceDocument.objects.filter(sha256=digest).values_list("file", flat=True).first()
        if path or not self.kept:
            document.file.name = path or ""
        else:
            # The name on the disk is ours; the one it came with is only ever shown.
            word, xml = data.startswith(b"PK"), is_akn(data)
            suffix = ".docx" if word else ".xml" if xml else ".txt"
            document.file.save(f"{digest[:32]}{suffix}", ContentFile(data), save=False)
            self.written.append(str(document.file.name))
        document.save()
        return document


@contextmanager
def all_or_nothing() -> Iterator[Originals]:
    """A transaction; where it fails, the files that were written in it go too."""
    originals = Originals()
    try:
        with transaction.atomic():
            yield originals
    except BaseException:
        for path in originals.written:
            default_storage.delete(path)
        raise


def read_original(document: SourceDocument) -> bytes:
    with document.file.open("rb") as file:
        return bytes(file.read())
