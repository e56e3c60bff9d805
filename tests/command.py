"""Running a command that writes bytes to the standard output."""

import sys
from io import BytesIO, TextIOWrapper

from django.core.management import call_command


def command(name, *args, **options):
    """What `manage.py name` writes, as bytes."""
    out = TextIOWrapper(BytesIO())
    before, sys.stdout = sys.stdout, out
    try:
        call_command(name, *args, **options)
    finally:
        sys.stdout = before
    return out.buffer.getvalue()
