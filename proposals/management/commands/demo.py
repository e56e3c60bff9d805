"""`manage.py demo`: a finished comparison to look at, and an account of every role.

Everything in it is ours (`proposals.samples`): an assembly that never met, three
resolutions, proposals of six groups, and what was said and decided on the first of them.
Running it again changes nothing.
"""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError

from proposals import permissions
from proposals.management.negotiation import RESOLUTION, negotiate
from proposals.models import Comparison, Delegation, Meeting, Record, SourceDocument
from proposals.models import Group as Proponent
from proposals.samples.make import TABLE
from proposals.samples.sources import FOLDER, load, names, proposals
from proposals.services.import_document import import_document
from proposals.services.record import record

MEETING = "WTSA-D1"
DELEGATION = "ATU"  # for which the delegate's account speaks
ROLES = (
    permissions.DELEGATE,
    permissions.EDITOR,
    permissions.SECRETARIAT,
    permissions.ADMINISTRATOR,
)


class Command(BaseCommand):
    help = "Create the demonstration: a meeting, its proposals, and an account of every role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--force", action="store_true", help="on a server too, with passwords made by chance"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEBUG or options["force"]):
            raise CommandError("The demo is for development (DEBUG=true); --force makes it anyway.")
        said = accounts()
        secretariat = User.objects.get(username=permissions.SECRETARIAT)
        assembly = meeting()
        for path, name, resolution in documents():
            send(path, name, resolution, assembly, secretariat)
        publish(assembly, secretariat)
        negotiate(Comparison.objects.get(meeting=assembly, base__resolution__number=RESOLUTION))
        for line in said:
            self.stdout.write(line)


def meeting() -> Meeting:
    found, _ = Meeting.objects.get_or_create(
        code=MEETING,
        defaults={
            "conference": "WTSA",
            "name": "Demonstration assembly (Nova Vale, 2024)",
            "place": "Nova Vale",
            "year": 2024,
            "starts": date(2024, 9, 2),
            "ends": date(2024, 9, 11),
            "published": True,
            "delegates_comment": True,
        },
    )
    return found


def documents() -> list[tuple[Path, str, str]]:
    """Every file of the demo: where it is, the name it came under, its resolution.

    The texts in force come first; then the secretariat's table, which announces a group
    that sent nothing; then the groups' own files, whose changes are tracked.
    """
    found = []
    for resolution in sorted({name[:3] for name in names()}):
        texts = [load(name) for name in names() if name.startswith(resolution)]
        in_force = sorted(
            (text for text in texts if not text.is_proposal),
            key=lambda text: text.name,
            reverse=True,
        )
        for text in in_force:
            said = f"Resolution {resolution} ({text.body.revision})"
            found.append((FOLDER / "word" / f"{text.name}.docx", f"{said}.docx", resolution))
        if TABLE.startswith(resolution):
            found.append((FOLDER / f"{TABLE}.txt", f"{TABLE}.txt", resolution))
        for sent in proposals(resolution):
            path = FOLDER / "word" / f"{sent.name}.docx"
            found.append((path, f"{sent.column.document}.docx", resolution))
    return found


def send(path: Path, name: str, resolution: str, meeting: Meeting, by: User) -> None:
    """Import a file, unless it has been: what came after it would be put back."""
    data = path.read_bytes()
    if SourceDocument.objects.filter(sha256=sha256(data).hexdigest()).exists():
        return
    import_document(data=data, name=name, meeting=meeting.code, resolution=resolution, by=by)


def publish(meeting: Meeting, by: User) -> None:
    for comparison in Comparison.objects.filter(meeting=meeting, published=False):
        comparison.published = True
        comparison.save()
        record(
            resolution=comparison.base.resolution,
            comparison=comparison,
            verb=Record.Verb.PUBLISHED,
            name=str(comparison),
            by=by,
        )


def accounts() -> list[str]:
    """Make an account of every role, and say how to sign in to those that are new.

    In development the password is the name, so it can be said every time.
    """
    said = []
    for role in ROLES:
        user, is_new = User.objects.get_or_create(
            username=role, defaults={"is_staff": role in permissions.STAFF}
        )
        password = role if settings.DEBUG else secrets.token_urlsafe(12)
        if is_new:
            user.set_password(password)
            user.save()
            user.groups.add(Group.objects.get(name=role))
            if role == permissions.DELEGATE:
                spoken_for = Proponent.objects.get(code=DELEGATION)
                Delegation.objects.create(user=user, group=spoken_for)
        if is_new or settings.DEBUG:
            said.append(f"Sign in as {role} with the password {password}")
    return said
