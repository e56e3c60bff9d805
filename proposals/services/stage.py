"""Files between their upload and a person's word: kept, shown, imported or thrown away.

A preview does what the import would do and takes it all back, so that both are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from proposals.core.result import Refused
from proposals.models import Comparison, StagedFile
from proposals.services import places
from proposals.services.import_document import Imported, read_file, store
from proposals.services.originals import Originals, all_or_nothing
from proposals.services.put_right import Step, take
from proposals.services.reading import Kind, Reading

KEPT = timedelta(days=2)  # a file that nobody confirms is thrown away

Look = Callable[[Imported], Any]


@dataclass(frozen=True, slots=True)
class Opened:
    """A staged file, and what it says; `refusal` where what was said of it makes no sense."""

    staged: StagedFile
    data: bytes
    reading: Reading | None
    refusal: str = ""

    @property
    def order(self) -> tuple[int, int]:
        """Texts in force before tables before proposals, each in the order they came."""
        kinds = (Kind.BASE, Kind.TABLE, Kind.PROPOSAL)
        return kinds.index(self.reading.kind) if self.reading else 0, self.staged.pk

    @property
    def is_base(self) -> bool:
        return self.reading is not None and self.reading.kind is Kind.BASE

    @property
    def numbers(self) -> set[str]:
        """The resolutions it is about."""
        if self.staged.resolution or self.reading is None:
            return {self.staged.resolution}
        return {one.body.number for one in self.reading.columns}


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing a staged file would do. `refusal`: why it would not be imported.

    `first` names the staged texts in force that have to be imported before it; `undone`
    says which corrections of the alignment found no place; `seen` is what a caller read
    from the store while everything was in it.
    """

    file: Opened
    imported: Imported | None = None
    refusal: str = ""
    first: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    seen: Any = None


def stage(*, data: bytes, name: str, meeting: str = "", by: User) -> StagedFile:
    """Keep a file until its sender confirms it. Raises Refused, and then keeps nothing.

    `meeting` counts where the file itself does not say for which it is.
    """
    reading = read_file(data, name)
    digest = sha256(data).hexdigest()
    staged = StagedFile.objects.filter(by=by, sha256=digest).first()
    if staged is None:
        staged = StagedFile(by=by, sha256=digest, size=len(data), name=PurePath(name).name[-255:])
        staged.file.save(f"{digest[:32]}.bin", ContentFile(data), save=False)
    staged.meeting = "" if places.meeting_of(reading.columns, name) else meeting
    staged.save()
    return staged


def opened(by: User) -> list[Opened]:
    """A person's files in the order in which they are imported; what is too old is gone."""
    for old in StagedFile.objects.filter(at__lt=timezone.now() - KEPT):
        discard(staged=old)
    return sorted(map(_open, StagedFile.objects.filter(by=by)), key=lambda one: one.order)


def _open(staged: StagedFile) -> Opened:
    with staged.file.open("rb") as file:
        data = bytes(file.read())
    kind = staged.kind or None
    try:
        reading = read_file(data, staged.name, kind, staged.meeting, staged.resolution)
    except Refused as refused:
        return Opened(staged, data, None, str(refused))
    return Opened(staged, data, reading)


@transaction.atomic
def discard(*, staged: StagedFile) -> None:
    file = staged.file
    staged.delete()
    transaction.on_commit(lambda: file.storage.delete(str(file.name)))


def choose(*, staged: StagedFile, **said: Any) -> None:
    """What a person says of a file that does not say it itself, or wrongly."""
    for name, value in said.items():
        setattr(staged, name, value)
    staged.save()


def previews(*, files: Sequence[Opened], look: Look | None = None, only: int = 0) -> list[Preview]:
    """What importing each of the files would do, or `only` one of them; nothing is stored.

    Texts in force among them count as imported for those that come after.
    """
    found: list[Preview] = []
    with _taken_back() as originals:
        bases: list[Opened] = []
        for file in files:
            wanted = only in (0, file.staged.pk)
            if not (wanted or file.is_base):
                continue
            first = tuple(one.staged.name for one in bases if one.numbers & file.numbers)
            try:
                with transaction.atomic():
                    imported, undone = _bring(file, originals)
                    if wanted:
                        seen = look(imported) if look else None
                        found.append(Preview(file, imported, "", first, undone, seen))
                    if not file.is_base:
                        raise _TakenBack
                    if imported.changed:
                        bases.append(file)
            except _TakenBack:
                pass
            except Refused as refused:
                if wanted:
                    found.append(Preview(file, None, str(refused), first))
    return found


def confirm(*, staged: StagedFile) -> Preview:
    """Import a file, after the texts in force among the same person's that it needs.

    Raises Refused, and then everything is as before.
    """
    files = opened(staged.by)
    file = next(one for one in files if one.staged == staged)
    needed = [one for one in files if one.is_base and one.numbers & file.numbers]
    with all_or_nothing() as originals:
        for one in needed if not file.is_base else ():
            if _bring(one, originals)[0].changed:
                discard(staged=one.staged)
        imported, undone = _bring(file, originals)
        discard(staged=staged)
    return Preview(file, imported, undone=undone)


def _bring(file: Opened, originals: Originals) -> tuple[Imported, tuple[str, ...]]:
    """Import, and put the alignment right as its sender did in the preview."""
    staged = file.staged
    if file.reading is None:
        raise Refused(file.refusal)
    imported = store(
        file.reading,
        data=file.data,
        name=staged.name,
        meeting=staged.meeting or places.meeting_of(file.reading.columns, staged.name),
        resolution=staged.resolution,
        group=staged.group,
        by=staged.by,
        originals=originals,
    )
    undone = []
    for step in staged.steps:
        try:
            take(part_of(imported, step["resolution"]), Step(**step), staged.by)
        except Refused as refused:
            undone.append(f"{step['name']}: {refused}")
    return imported, tuple(undone)


def part_of(imported: Imported, resolution: str) -> Comparison:
    """What an import did to one of the resolutions it is about. Raises Refused."""
    for one in (imported, *imported.others):
        if one.comparison is not None and one.comparison.base.resolution.slug == resolution:
            return one.comparison
    raise Refused("The file is no longer about that resolution.")


class _TakenBack(Exception):
    """Never leaves this module."""


@contextmanager
def _taken_back() -> Iterator[Originals]:
    """A transaction that always fails: what is done in it is seen in it, and then gone."""
    try:
        with transaction.atomic():
            yield Originals(kept=False)
            raise _TakenBack
    except _TakenBack:
        pass
