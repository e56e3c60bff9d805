"""Serving the comparison page.

120 clauses × 4 columns under gunicorn with one worker, asked by wrk on 127.0.0.1 over four
connections, beside a view of the same server that answers "ok". Counted are requests in a second of
the worker's processor time, so that what else the machine does changes little. "Not cached" is the
same page from a server whose cache forgets everything: each request reads the table from the store,
says its phrases in the reader's language and compresses it.
"""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

from benchmarks import server

CLAUSES, COLUMNS = 120, 4
PAGE = "/resolutions/44/compare/"
Row = tuple[str, str, str, bool | None]


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        server.prepare(Path(folder))
        server.fill(CLAUSES, COLUMNS)
        with server.serving() as kept, server.serving(CACHE_URL="dummycache://") as anew:
            sent = page(kept.address + PAGE)
            yield (
                "the page",
                f"{len(gzip.decompress(sent)) // 1000} KB, {len(sent) // 1000} KB compressed",
                "",
                None,
            )
            ok, cached, missed = server.rates([(kept, "/ok/"), (kept, PAGE), (anew, PAGE)])
    yield ("a view that answers “ok”", f"{ok:,.0f} requests/s", "", None)
    yield _share("the page, cached", cached, "of “ok”", ok, 0.85)
    yield _share("the page, not cached", missed, "of the cached one", cached, 0.20)


def _share(what: str, rate: float, of: str, whole: float, goal: float) -> Row:
    share = rate / whole
    return (
        what,
        f"{rate:,.0f} requests/s, {share:.0%} {of}",
        f"at least {goal:.0%} {of}",
        share >= goal,
    )


def page(url: str) -> bytes:
    with urlopen(Request(url, headers={"Accept-Encoding": "gzip"})) as answer:
        return bytes(answer.read())
