"""`manage.py export_comparison`: the table of a resolution, or two of its revisions."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError

from proposals import selectors
from proposals.management.output import write
from proposals.permissions import OPERATOR
from proposals.services.writing_out import COMPARISON_FORMATS, comparison_bytes


class Command(BaseCommand):
    help = "Write the comparison of a resolution's proposals, or of two of its revisions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("resolution", help="as in 44 or PP-71")
        parser.add_argument("--meeting", default="", help="as in WTSA-20; else the latest")
        parser.add_argument(
            "--from", dest="old", default="", help="a revision, as in “Rev. Dubai, 2012”"
        )
        parser.add_argument("--to", dest="new", default="", help="the revision to compare it with")
        parser.add_argument("--format", choices=COMPARISON_FORMATS, default="json")
        parser.add_argument("--output", default="-", help="a file; “-” is the standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            exported = self.find(options)
        except ObjectDoesNotExist as error:
            raise CommandError(str(error), returncode=2) from None
        write(comparison_bytes(exported, options["format"]), options["output"])

    def find(self, options: dict[str, Any]) -> selectors.Exported:
        number, old, new = options["resolution"], options["old"], options["new"]
        if bool(old) != bool(new):
            raise CommandError("--from and --to go together.", returncode=2)
        if old:
            return selectors.export_revisions(OPERATOR, number, old, new)
        return selectors.export_comparison(OPERATOR, number, options["meeting"])
