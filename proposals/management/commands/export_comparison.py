"""`manage.py export_comparison`: the table of a resolution, or two of its revisions."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError

from proposals import selectors
from proposals.core.writing.critic import comparison_critic
from proposals.core.writing.csv import comparison_csv
from proposals.core.writing.json import Heading, comparison_json
from proposals.permissions import OPERATOR

FORMATS = ("json", "csv", "critic")


class Command(BaseCommand):
    help = "Write the comparison of a resolution's proposals, or of two of its revisions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("resolution", help="as in 44 or PP-71")
        parser.add_argument("--meeting", default="", help="as in WTSA-20; else the latest")
        parser.add_argument(
            "--from", dest="old", default="", help="a revision, as in “Rev. Dubai, 2012”"
        )
        parser.add_argument("--to", dest="new", default="", help="the revision to compare it with")
        parser.add_argument("--format", choices=FORMATS, default="json")
        parser.add_argument("--output", default="-", help="a file; “-” is the standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            exported = self.find(options)
        except ObjectDoesNotExist as error:
            raise CommandError(str(error), returncode=2) from None
        text = written(exported, options["format"])
        if options["output"] == "-":
            self.stdout.write(text, ending="")
            return
        try:
            Path(options["output"]).write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            raise CommandError(f"{options['output']}: {error.strerror}", returncode=2) from None

    def find(self, options: dict[str, Any]) -> selectors.Exported:
        number, old, new = options["resolution"], options["old"], options["new"]
        if bool(old) != bool(new):
            raise CommandError("--from and --to go together.", returncode=2)
        if old:
            return selectors.export_revisions(OPERATOR, number, old, new)
        return selectors.export_comparison(OPERATOR, number, options["meeting"])


def written(exported: selectors.Exported, format_: str) -> str:
    """The export as text in one of FORMATS."""
    table = exported.table
    if format_ == "csv":
        return comparison_csv(table.columns, table.rows, table.uids)
    if format_ == "critic":
        return comparison_critic(table.columns, table.rows)
    heading = Heading(exported.conference, exported.number, exported.base, exported.title)
    found = comparison_json(heading, table.columns, table.rows, table.uids)
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
