"""The product under gunicorn on 127.0.0.1, and a site of its own for it to serve.

`site` makes an empty store in a temporary folder and points the settings at it; `serving` runs
the server that README.md recommends, with one page more: `/ok/`, a view that answers "ok".
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from benchmarks.synthetic import sample

SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "wtsa.settings",
    "DEBUG": "false",
    "HTTPS": "false",
    "SECRET_KEY": "of a site that lives for one benchmark",
    "LOG_LEVEL": "ERROR",
}


def prepare(folder: Path) -> None:
    """Set Django up in this process, with production's settings and an empty store."""
    os.environ.update(
        SETTINGS,
        DATABASE_URL=f"sqlite:///{folder}/db.sqlite3",
        MEDIA_ROOT=str(folder / "media"),
        STATIC_ROOT=str(folder / "static"),
    )
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def fill(clauses: int, columns: int) -> None:
    """A published comparison: Resolution 44 of an invented assembly."""
    from proposals.models import Comparison, Group, Meeting, Proposal, Resolution
    from proposals.services.align_comparison import align_comparison
    from proposals.services.store_revision import store_revision

    made = sample(clauses, columns)
    meeting = Meeting.objects.create(
        code="WTSA-B", conference="WTSA", name="Bench", place="Here", year=2024, published=True
    )
    resolution = Resolution.objects.create(number="44")
    text = store_revision(resolution=resolution, document=made.base).revision
    comparison = Comparison.objects.create(meeting=meeting, base=text, published=True)
    bodies = {
        Proposal.objects.create(
            comparison=comparison,
            group=Group.objects.get_or_create(code=column.group)[0],
            position=position,
        ).pk: column.body
        for position, column in enumerate(made.columns)
    }
    align_comparison(comparison=comparison, bodies=bodies)


def application() -> Any:
    """What gunicorn serves here: the product, and `/ok/`."""
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse
    from django.urls import path

    served = get_wsgi_application()
    import wtsa.urls

    wtsa.urls.urlpatterns.insert(0, path("ok/", lambda request: HttpResponse("ok")))
    return served


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, and the process of its one worker."""

    address: str
    worker: int

    def cpu(self) -> float:
        """Seconds of processor time that the worker has used."""
        fields = Path(f"/proc/{self.worker}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(**environment: str) -> Iterator[Server]:
    """A server with one worker, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        f"{sys.executable} -m gunicorn benchmarks.server:application() --workers 1 "
        f"--bind 127.0.0.1:{port} --log-level error".split(),
        env=os.environ | environment,
    )
    try:
        _wait(port)
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text()
        yield Server(f"http://127.0.0.1:{port}", int(children.split()[0]))
    finally:
        server.terminate()
        server.wait()


def _wait(port: int, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            urlopen(f"http://127.0.0.1:{port}/ok/", timeout=seconds).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def rates(asked: list[tuple[Server, str]], rounds: int = 5, seconds: int = 2) -> list[float]:
    """Requests that each page's worker answers in a second of its processor time.

    wrk asks for the pages in turns. On a machine with nothing else to do this is what wrk
    counts; on a busy one it leaves out the time in which the worker had to wait.
    """
    answered, used = [0] * len(asked), [0.0] * len(asked)
    for _ in range(rounds):
        for at, (server, page) in enumerate(asked):
            before = server.cpu()
            answered[at] += _wrk(server.address + page, seconds)
            used[at] += server.cpu() - before
    return [count / cpu for count, cpu in zip(answered, used, strict=True)]


def _wrk(url: str, seconds: int) -> int:
    """How many requests were answered."""
    done = subprocess.run(
        ["wrk", "-t1", "-c4", f"-d{seconds}", "-H", "Accept-Encoding: gzip", url],
        capture_output=True,
        text=True,
        check=True,
    )
    if "Non-2xx" in done.stdout:
        raise RuntimeError(f"{url} answered with an error:\n{done.stdout}")
    return int(re.findall(r"(\d+) requests in", done.stdout)[0])
