"""`make bench`: run every benchmark, print its table, write docs/benchmarks.md.

Each module here has `rows()`, which yields (what, measured, goal, met) as text, `met` being
None where there is no goal to meet. A row compares within one run, so that a slow or busy
machine changes the times and not the ratios. `python -m benchmarks align` runs one module and
writes nothing.
"""

import os
import platform
import sys
from collections.abc import Iterator
from importlib import import_module, metadata
from pathlib import Path

PEERS = ["django", "gunicorn", "lxml", "rapidfuzz", "numpy", "collatex", "cydifflib"]
HERE = Path(__file__).parent
REPORT = HERE.parent / "docs" / "benchmarks.md"
MET = {True: "met", False: "**missed**", None: ""}


def modules() -> list[str]:
    """Every module here that measures something."""
    names = sorted(file.stem for file in HERE.glob("[a-z]*.py"))
    return [name for name in names if hasattr(import_module(f"benchmarks.{name}"), "rows")]


def table(name: str) -> Iterator[str]:
    """One module's results as Markdown, line by line as they are measured."""
    module = import_module(f"benchmarks.{name}")
    title, _, about = (module.__doc__ or name).strip().partition("\n")
    yield f"## {title.rstrip('.')}"
    yield ""
    if about.strip():
        yield about.strip()
        yield ""
    yield "| what | measured | goal | |"
    yield "|---|---|---|---|"
    for what, measured, goal, met in module.rows():
        yield f"| {what} | {measured} | {goal} | {MET[met]} |"
    yield ""


def heading() -> str:
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in PEERS)
    return (
        "# Benchmarks\n\n"
        "Written by `make bench`. Each table compares within one run: the ratios carry over to "
        "another machine, the times do not.\n\n"
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {versions}.\n"
    )


def main() -> None:
    chosen = sys.argv[1:] or modules()
    lines = [heading()]
    for name in chosen:
        for line in table(name):
            print(line, flush=True)
            lines.append(line)
    if not sys.argv[1:]:
        REPORT.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
