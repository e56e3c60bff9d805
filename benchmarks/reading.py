"""Reading Word.

A proposal of our own with tracked changes, as long as one to change Resolution 44, its XML
spelled as Word saves it (revision ids on every paragraph, a language on every run, as in ITU's
own files), and a hundred times as long. It is held against what no reader can do without:
unpacking document.xml and parsing it with lxml into a tree. The bare spelling, which our own
writer uses, has half the markup to the same text. Memory is that of a process of its own, over
what it held before.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from docx_revisions import RevisionDocument
from lxml import etree

from proposals import samples
from proposals.core.reading.docx import Limits, read_paragraphs

SAMPLE = Path(samples.__file__).parent / "word" / "901-atu.docx"
MAIN = "word/document.xml"
TIMES = 100
SAMPLES_AS_LONG_AS_RESOLUTION_44 = 4
LIMITS = Limits(tags=10**7, paragraphs=10**6)
PARAGRAPH = (
    '<w:p w:rsidR="008968B6" w:rsidRPr="008968B6" w:rsidRDefault="005569CA" w:rsidP="008968B6">'
)
RUN = '<w:r w:rsidRPr="008968B6"><w:rPr><w:lang w:val="en-GB"/></w:rPr>'
Row = tuple[str, str, str, bool | None]


def rows() -> Iterator[Row]:
    """The figures, as `benchmarks.__main__` wants them."""
    bare = repeated(SAMPLE.read_bytes(), SAMPLES_AS_LONG_AS_RESOLUTION_44)
    real = as_word_saves_it(bare)
    ours, raw, alone = measured(real, 20)
    yield (
        f"a proposal, {len(main_part(real)) // 1024} KB of XML, beside unpacking and parsing it",
        f"{ours * 1000:.2f} ms, {ours / raw:.2f} ×",
        "at most 1.5 ×",
        ours <= 1.5 * raw,
    )
    yield "the same, beside parsing alone", f"{ours / alone:.2f} ×", "", None
    sparse, sparse_raw, _ = measured(bare, 20)
    size = len(main_part(bare)) // 1024
    yield f"the same in bare XML, {size} KB", f"{sparse / sparse_raw:.2f} ×", "", None
    theirs = fastest(lambda: by_docx_revisions(real), 10)
    yield (
        "docx-revisions, both texts of every paragraph",
        f"{theirs * 1000:.1f} ms, {theirs / ours:.1f} ×",
        "at least 3 ×",
        theirs >= 3 * ours,
    )
    long = repeated(real, TIMES)
    ours, raw, alone = measured(long, 1)
    yield (
        f"{TIMES} times as long, {len(main_part(long)) // 2**20} MB, beside unpacking and parsing",
        f"{ours:.2f} s, {ours / raw:.2f} ×",
        "at most 2.5 ×",
        ours <= 2.5 * raw,
    )
    yield "the same, beside parsing alone", f"{ours / alone:.2f} ×", "", None
    more = memory_of(long)
    yield "the same, memory over the start", f"{more} MB", "below 50 MB", more < 50


def measured(data: bytes, times: int) -> tuple[float, float, float]:
    """Seconds for: reading; unpacking and parsing; parsing alone. Three rounds, the fastest."""
    main = main_part(data)
    each: list[Callable[[], object]] = [
        lambda: read_paragraphs(data, LIMITS),
        lambda: etree.fromstring(main_part(data)),
        lambda: etree.fromstring(main),
    ]
    best = [float("inf")] * len(each)
    for _ in range(3):
        for place, run in enumerate(each):
            best[place] = min(best[place], fastest(run, times))
    return best[0], best[1], best[2]


def fastest(run: Callable[[], object], times: int) -> float:
    """The fastest of several runs in seconds of the processor."""
    seconds = float("inf")
    for _ in range(times):
        start = time.process_time()
        run()
        seconds = min(seconds, time.process_time() - start)
    return seconds


def main_part(data: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read(MAIN)


def as_word_saves_it(data: bytes) -> bytes:
    """The same document with the markup that Word puts around every run."""
    text = main_part(data).decode().replace("<w:p>", PARAGRAPH).replace("<w:r>", RUN)
    return with_main(data, text.replace("</w:rPr><w:rPr>", ""))


def repeated(data: bytes, times: int) -> bytes:
    """The same document with its body `times` times over."""
    text = main_part(data).decode()
    match = re.fullmatch(r"(?s)(.*?<w:body>)(.*?)(<w:sectPr.*)", text)
    assert match is not None
    return with_main(data, match[1] + match[2] * times + match[3])


def with_main(data: bytes, text: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = text.encode() if name == MAIN else old.read(name)
            new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def by_docx_revisions(data: bytes) -> object:
    found = RevisionDocument(io.BytesIO(data)).all_paragraphs
    return [(paragraph.accepted_text, paragraph.original_text) for paragraph in found]


def memory_of(data: bytes) -> int:
    """MB that reading adds to a process which has the file's bytes already."""
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(data)
        file.flush()
        command = [sys.executable, "-m", "benchmarks.reading", file.name]
        return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def memory(line: str) -> int:
    """MB that this process holds ("VmRSS") or has held at most ("VmHWM"), as Linux says."""
    status = Path("/proc/self/status").read_text()
    return int(status.split(f"{line}:")[1].split()[0]) // 1024


if __name__ == "__main__":
    given = Path(sys.argv[1]).read_bytes()
    start = memory("VmRSS")
    read_paragraphs(given, LIMITS)
    print(memory("VmHWM") - start)
