"""The table in a browser.

300 clauses × 8 columns in Debian's Chromium, from a server on the same machine, each visit with an
empty cache. A key's time is from the keystroke to the frame that shows what it did. Script counts
as used if a reader's first minute runs it: modes, filters, keys, a column hidden.
"""

from __future__ import annotations

import gzip
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import server
from benchmarks.serving import PAGE, Row, page

CLAUSES, COLUMNS = 300, 8
VISITS, KEYS = 5, 20
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

# What the browser itself says of a visit.
SEEN = """() => new Promise((done) => {
  let shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => setTimeout(() => done({
    paint: performance.getEntriesByName("first-paint")[0].startTime,
    weight: ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
      .reduce((sum, entry) => sum + entry.transferSize, 0),
    shift,
  }), 300));
})"""
# How long until a key's work is on the screen.
PRESS = """(key) => new Promise((done) => {
  const start = performance.now();
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const channel = new MessageChannel();
  channel.port1.onmessage = () => done(performance.now() - start);
  requestAnimationFrame(() => channel.port2.postMessage(0));
})"""


def rows() -> Iterator[Row]:
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder:
        server.prepare(Path(folder))
        server.fill(CLAUSES, COLUMNS)
        with server.serving() as served, sync_playwright() as playwright:
            address = served.address + PAGE
            size = len(gzip.decompress(page(address)))
            yield ("the page before compression", f"{size // 1000} KB", "below 1 MB", size < 1e6)
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=FLAGS
            )
            yield from _visits(browser, address)
            yield from _keys(browser, address)
            yield _unused(browser, address)
            browser.close()


def _visits(browser: Any, address: str) -> Iterator[Row]:
    seen = []
    for _ in range(VISITS):
        tab = _tab(browser, address)
        seen.append(tab.evaluate(SEEN))
        tab.context.close()
    paint = median(each["paint"] for each in seen)
    shift = max(each["shift"] for each in seen)
    yield ("first paint", f"{paint:.0f} ms", "below 1 s", paint < 1000)
    yield ("sent in all: page, styles, scripts", f"{seen[0]['weight'] // 1000} KB", "", None)
    yield ("layout shift", f"{shift:.3f}", "below 0.01", shift < 0.01)


def _keys(browser: Any, address: str) -> Iterator[Row]:
    tab = _tab(browser, address)
    for keys, what in (("jk", "j or k: a clause on"), ("np", "n or p: a change on")):
        times = [tab.evaluate(PRESS, key) for key in keys[0] * KEYS + keys[1] * KEYS]
        middle, worst = median(times), max(times)
        yield (what, f"{middle:.0f} ms, at worst {worst:.0f} ms", "below 50 ms", middle < 50)
    tab.context.close()


def _unused(browser: Any, address: str) -> Row:
    """The share of the scripts' characters that a reader's first minute never runs."""
    tab = _tab(browser, "about:blank")
    session = tab.context.new_cdp_session(tab)
    session.send("Profiler.enable")
    session.send("Profiler.startPreciseCoverage", {"callCount": True, "detailed": True})
    tab.goto(address)
    for key in "njpk":
        tab.keyboard.press(key)
    tab.get_by_role("radio", name="Clean").check()
    tab.get_by_label("Hide unchanged").check()
    with tab.expect_response(lambda answer: "col=" in answer.url):
        tab.locator("input[name=col]").first.uncheck()
    used = unused = 0
    for script in session.send("Profiler.takePreciseCoverage")["result"]:
        if "/static/" not in script["url"] or "htmx" in script["url"]:
            continue
        source = tab.request.get(script["url"]).text()
        idle = bytearray(len(source))
        for function in script["functions"]:
            for part in function["ranges"]:
                mark = part["count"] == 0
                start, stop = part["startOffset"], part["endOffset"]
                idle[start:stop] = bytes([mark]) * (stop - start)
        used, unused = used + len(source) - sum(idle), unused + sum(idle)
    tab.context.close()
    share = unused / (used + unused)
    return ("our own scripts: never run", f"{share:.0%} of {(used + unused) // 1000} KB", "", None)


def _tab(browser: Any, address: str) -> Any:
    tab = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    tab.goto(address, wait_until="load")
    return tab
