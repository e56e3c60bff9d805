"""Where a command writes: a file, or the standard output."""

from __future__ import annotations

import sys
from pathlib import Path

from django.core.management.base import CommandError


def write(data: bytes, output: str) -> None:
    """Raises CommandError where the file cannot be written."""
    if output == "-":
        sys.stdout.buffer.write(data)
        return
    try:
        Path(output).write_bytes(data)
    except OSError as error:
        raise CommandError(f"{output}: {error.strerror}", returncode=2) from None
