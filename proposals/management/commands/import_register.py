"""`manage.py import_register`: what proposals cite, from a CSV file into the register."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from proposals.core.result import Refused
from proposals.services.edit_register import NEEDED, import_register


class Command(BaseCommand):
    help = f"Add the editions of cited texts in a CSV file with the columns {', '.join(NEEDED)}."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            done = import_register(data=path.read_bytes())
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}", returncode=2) from None
        except Refused as refused:
            raise CommandError(f"{path}: {refused}", returncode=2) from None
        self.stdout.write(
            f"{done.added} added, {done.changed} changed, {done.unchanged} as they were"
        )
