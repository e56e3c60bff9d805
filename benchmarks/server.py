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
from pathlib import Path
from typing import Any
from urllib.request import urlopen

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


def application() -> Any:
    """What gunicorn serves here: the product, and `/ok/`."""
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse
    from django.urls import path

    served = get_wsgi_application()
    import wtsa.urls

    wtsa.urls.urlpatterns.insert(0, path("ok/", lambda request: HttpResponse("ok")))
    return served


@contextmanager
def serving(**environment: str) -> Iterator[str]:
    """A server with one worker, until the block ends; its address."""
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
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _wait(port: int, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            urlopen(f"http://127.0.0.1:{port}/ok/", timeout=seconds).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def rates(urls: list[str], rounds: int = 12, seconds: int = 1) -> list[float]:
    """Requests per second of each address: the best of many short rounds, taken in turns.

    What else the machine does takes from every round; the best is the one least disturbed.
    """
    for url in urls:
        _wrk(url, seconds)
    taken = [[_wrk(url, seconds) for url in urls] for _ in range(rounds)]
    return [max(counts) for counts in zip(*taken, strict=True)]


def _wrk(url: str, seconds: int) -> float:
    done = subprocess.run(
        ["wrk", "-t1", "-c4", f"-d{seconds}", "-H", "Accept-Encoding: gzip", url],
        capture_output=True,
        text=True,
        check=True,
    )
    if "Non-2xx" in done.stdout:
        raise RuntimeError(f"{url} answered with an error:\n{done.stdout}")
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", done.stdout)[0])
