"""`manage.py demo`: a finished comparison to look at, and an account of every role.

Everything in it is ours (`proposals.samples`): an assembly that never met, three
resolutions, proposals of six groups. Running it again changes nothing.
"""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError

from proposals import permissions
from proposals.models import Meeting

MEETING = "WTSA-D1"
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
        for line in accounts():
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
        },
    )
    return found


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
        if is_new or settings.DEBUG:
            said.append(f"Sign in as {role} with the password {password}")
    return said
