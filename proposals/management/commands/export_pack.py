"""`manage.py export_pack`: every file of a meeting in one ZIP."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from proposals.core.result import Refused
from proposals.models import Meeting, PackFile
from proposals.services.pack import Entry, log_pack, plan, write_zip, written


class Command(BaseCommand):
    help = "Write all comparisons and drafts of a meeting into one ZIP, and say how far it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--meeting", required=True, help="as in WTSA-20")
        parser.add_argument("--output", required=True, help="a file, as in WTSA-20.zip")
        parser.add_argument(
            "--published", action="store_true", help="only what is published, for everybody"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 1 where a file could not be written: the others are there all the same."""
        try:
            meeting = Meeting.objects.get(code__iexact=options["meeting"])
            files = plan(meeting, published_only=options["published"])
        except (Meeting.DoesNotExist, Refused) as error:
            raise CommandError(str(error), returncode=2) from None
        output = Path(options["output"])
        entries: list[Entry] = []
        part = output.with_name(f"{output.name}.part")  # so that no half of a pack looks whole
        try:
            with part.open("wb") as out:
                write_zip(out, meeting, entries, self.write_all(files, entries))
            part.replace(output)
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}", returncode=2) from None
        finally:
            part.unlink(missing_ok=True)
        with transaction.atomic():
            log_pack(meeting, [one.comparison_id for one in files], None)
        failed = sum(bool(one.error) for one in entries)
        self.stdout.write(f"{output}: {len(files) - failed} files, {output.stat().st_size} bytes")
        if failed:
            raise CommandError(f"{failed} of {len(files)} files could not be written.")

    def write_all(self, files: list[PackFile], entries: list[Entry]) -> Iterator[tuple[str, bytes]]:
        for number, file in enumerate(files, 1):
            data, error = written(file)
            digest = sha256(data).hexdigest() if data else ""
            entries.append(Entry(file.path, file.get_what_display(), len(data), digest, error))
            said = f"could not be written: {error}" if error else f"{len(data)} bytes"
            self.stdout.write(f"{number}/{len(files)} {file.path}: {said}")
            if data:
                yield file.path, data
