"""`manage.py export_comparison`: the table of a resolution, or two of its revisions."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError

from proposals import selectors
from proposals.management.output import write
from proposals.permissions import OPERATOR
from proposals.selectors.exporting import narrowed
from proposals.services.sheets import SHEETS
from proposals.services.writing_out import COMPARISON_FORMATS, LAYOUTS, Shape, comparison_bytes


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
        parser.add_argument(
            "--groups", default="", help="the columns in their order, as in ATU,RCC; else all"
        )
        parser.add_argument("--by", choices=LAYOUTS, default="", help="what a row is")
        bases = parser.add_mutually_exclusive_group()
        bases.add_argument(
            "--base", action="store_true", default=None, help="with the text in force first"
        )
        bases.add_argument("--no-base", dest="base", action="store_false", help="without it")
        parser.add_argument("--draft", action="store_true", help="with the draft last")
        parser.add_argument("--sheet", choices=SHEETS, default="rows", help="which, for CSV")
        parser.add_argument("--output", default="-", help="a file; “-” is the standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            exported = self.find(options)
        except ObjectDoesNotExist as error:
            raise CommandError(str(error), returncode=2) from None
        shape = Shape(options["by"], options["base"], options["sheet"])
        write(comparison_bytes(exported, options["format"], shape), options["output"])

    def find(self, options: dict[str, Any]) -> selectors.Exported:
        number, old, new = options["resolution"], options["old"], options["new"]
        if bool(old) != bool(new):
            raise CommandError("--from and --to go together.", returncode=2)
        if old:
            return selectors.export_revisions(OPERATOR, number, old, new)
        exported = selectors.export_comparison(
            OPERATOR, number, options["meeting"], draft=options["draft"]
        )
        return self.narrow(exported, options["groups"])

    def narrow(self, exported: selectors.Exported, groups: str) -> selectors.Exported:
        names = {group.casefold(): group for group in exported.groups}
        asked = [name.strip() for name in groups.split(",") if name.strip()]
        unknown = [name for name in asked if name.casefold() not in names]
        if unknown:
            known = ", ".join(exported.groups)
            raise CommandError(
                f"There is no column “{unknown[0]}”; there are {known}.", returncode=2
            )
        return narrowed(exported, list(dict.fromkeys(names[one.casefold()] for one in asked)))
