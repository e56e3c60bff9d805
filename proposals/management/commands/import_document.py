"""`manage.py import_document`: a file into the store, or what would be stored of it."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from proposals.core.result import Refused
from proposals.core.writing.json import reading_json
from proposals.services.import_document import Imported, import_document


class Command(BaseCommand):
    help = "Import a text in force, a proposal, or a side-by-side table (.docx, .txt or .xml)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--as",
            dest="as_",
            choices=["base", "proposal", "table", "text"],
            help="overrule what the file looks like; text: plain paragraphs, with --dry-run",
        )
        parser.add_argument("--meeting", default="", help="as in WTSA-20")
        parser.add_argument("--resolution", default="", help="as in 44 or PP-71")
        parser.add_argument("--group", default="", help="who proposes, as in ATU")
        parser.add_argument("--dry-run", action="store_true", help="store nothing")
        parser.add_argument("--json", action="store_true", help="say what was read as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            imported = import_document(
                data=read_up_to_limit(path),
                name=path.name,
                as_=options["as_"],
                meeting=options["meeting"],
                resolution=options["resolution"],
                group=options["group"],
                dry_run=options["dry_run"],
            )
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}", returncode=2) from None
        except Refused as refused:
            raise CommandError(f"{path}: {' '.join(str(refused).split())}", returncode=2) from None
        if options["json"]:
            reading = imported.reading
            warnings = [str(warning) for warning in imported.warnings]
            found = reading_json(reading.kind, reading.language, reading.columns, warnings)
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            self.say(imported, options["dry_run"])

    def say(self, imported: Imported, dry_run: bool) -> None:
        reading = imported.reading
        what = ", ".join(
            f"{column.group or column.document or 'text'} ({len(column.body.clauses)} clauses)"
            for column in reading.columns
        )
        done = "imported" if imported.changed else "nothing changed"
        self.stdout.write(f"{'read' if dry_run else done}: {reading.kind}: {what}")
        for warning in imported.warnings:
            self.stdout.write(f"  {warning}")
        for lost in imported.lost:
            self.stdout.write(f"  lost: {lost}")


def read_up_to_limit(path: Path) -> bytes:
    """A file's bytes; of one that is too large, enough for it to be refused."""
    with path.open("rb") as file:
        return file.read(settings.UPLOAD_LIMIT + 1)
