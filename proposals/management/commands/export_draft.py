"""`manage.py export_draft`: a resolution's consolidated draft."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError

from proposals.management.output import write
from proposals.permissions import OPERATOR
from proposals.selectors.draft_export import export_draft
from proposals.services.writing_out import DRAFT_FORMATS, draft_bytes


class Command(BaseCommand):
    help = "Write a resolution's consolidated draft, with its changes or clean."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("resolution", help="as in 44 or PP-71")
        parser.add_argument("--meeting", default="", help="as in WTSA-20; else the latest")
        parser.add_argument("--format", choices=DRAFT_FORMATS, default="docx")
        parser.add_argument("--output", default="-", help="a file; “-” is the standard output")
        ways = parser.add_mutually_exclusive_group()
        ways.add_argument(
            "--changes", action="store_true", default=True, help="against the text in force"
        )
        ways.add_argument("--clean", dest="changes", action="store_false", help="as it reads")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            draft = export_draft(OPERATOR, options["resolution"], options["meeting"])
        except ObjectDoesNotExist as error:
            raise CommandError(str(error), returncode=2) from None
        write(draft_bytes(draft, options["format"], changes=options["changes"]), options["output"])
