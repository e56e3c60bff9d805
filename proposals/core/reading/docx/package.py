"""The zip around a Word file, opened as if its sender were hostile.

A .docx is an Open Packaging Conventions package (ECMA-376 Part 2): parts in a zip,
each with a content type, tied together by relationships. Nothing is unpacked to
disk, nothing outside the file is ever fetched, an archive inside it is never
opened, and no part is inflated beyond what `Limits` allows. Whatever is refused is
refused with one sentence for the person who sent it.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO
from urllib.parse import unquote

from lxml import etree

from proposals.core.reading.docx.kinds import ENCRYPTED, not_a_zip, other_zip
from proposals.core.reading.docx.markup import DOCTYPE, has_doctype
from proposals.core.result import Refused, Warning

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How large and how deep a Word file may be before it is refused unread."""

    file_bytes: int = 50 * MEGABYTE
    parts: int = 4_000
    part_bytes: int = 100 * MEGABYTE  # one part, inflated
    total_bytes: int = 300 * MEGABYTE  # all parts, inflated
    ratio: int = 400  # inflated to packed, for parts of more than ratio_from bytes
    ratio_from: int = 10 * MEGABYTE
    tags: int = 600_000  # tags that matter, in one part: about two a run of text
    paragraphs: int = 60_000  # notes included
    depth: int = 64  # tables, text boxes and changes inside each other


_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)
_DOCUMENT = "/officeDocument"
_WORD_TYPES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": "",
    "application/vnd.ms-word.document.macroEnabled.main+xml": "macros",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": "macros",
}
_ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".tar", ".docx", ".docm", ".jar")


class Package:
    """An opened Word file: its main part and the parts related to it."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        if len(data) > limits.file_bytes:
            raise Refused(
                f"the file is too large: {len(data) // MEGABYTE} MB,"
                f" at most {limits.file_bytes // MEGABYTE} MB are read"
            )
        if (reason := not_a_zip(data)) is not None:
            raise Refused(reason)
        self.limits = limits
        self.warnings: list[Warning] = []
        with _broken_zip():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._parts = self._checked()
        self.main = self._main_part()
        self._related = self._relationships(self.main)

    def _checked(self) -> dict[str, zipfile.ZipInfo]:
        """The parts by name in lower case: part names ignore case (Part 2, 6.2.2.3)."""
        limits, infos = self.limits, self._zip.infolist()
        if len(infos) > limits.parts:
            raise Refused(f"the file holds {len(infos)} parts, at most {limits.parts} are read")
        parts: dict[str, zipfile.ZipInfo] = {}
        total = 0
        for info in infos:
            name = info.orig_filename
            if info.is_dir():
                continue
            if _is_astray(name):
                raise Refused(f"a part has a name that leads out of the file: {name[:80]!r}")
            key = name.lower()
            if key in parts:
                raise Refused(f"the file holds the part {name[:80]!r} twice")
            if info.flag_bits & 1:
                raise Refused(ENCRYPTED)
            total += info.file_size
            self._check_size(info, total)
            if key.endswith(_ARCHIVES) and "/embeddings/" not in key:
                raise Refused(f"the file holds another archive: {name[:80]!r}")
            parts[key] = info
        if any("/embeddings/" in key for key in parts):
            self.warnings.append(Warning("files embedded in the document are not read"))
        if "[content_types].xml" not in parts:
            raise Refused(other_zip(self._zip, parts))
        return parts

    def _check_size(self, info: zipfile.ZipInfo, total: int) -> None:
        limits = self.limits
        if info.file_size > limits.part_bytes or total > limits.total_bytes:
            raise Refused("the file unpacks to far more than a document holds (a zip bomb?)")
        packed = max(info.compress_size, 1)
        if info.file_size > limits.ratio_from and info.file_size > limits.ratio * packed:
            raise Refused(
                f"the part {info.filename[:80]!r} unpacks to {info.file_size // packed} times"
                " its size (a zip bomb?)"
            )

    def _main_part(self) -> str:
        """The main part, wherever the package's relationship says it is (Part 1, 11.3.10)."""
        targets = self._relationships("")
        if not targets.get(_DOCUMENT):
            raise Refused("the file has no main document: it is damaged or no Word file")
        main = _resolved(targets[_DOCUMENT][0])
        if main.lower() not in self._parts:
            raise Refused(f"the file's main document is missing: {main[:80]!r}")
        kind = self._content_type(main)
        if kind not in _WORD_TYPES:
            raise Refused(_wrong_type(kind))
        if _WORD_TYPES[kind]:
            self.warnings.append(Warning("the file holds macros; they are ignored"))
        return main

    def _content_type(self, part: str) -> str:
        """A part's content type: its own, else that of its extension (Part 2, 7.2.3)."""
        extension = part.rpartition(".")[2].lower()
        kind = ""
        for entry in self._tree("[Content_Types].xml"):
            if entry.tag.endswith("}Override"):
                if entry.get("PartName", "").lower() == f"/{part}".lower():
                    return entry.get("ContentType", "")
            elif entry.get("Extension", "").lower() == extension:
                kind = entry.get("ContentType", "")
        return kind

    def _relationships(self, source: str) -> dict[str, list[str]]:
        """Targets of a part's relationships, by the last step of their type.

        The last step is the same in Transitional and Strict files. External targets
        are never followed; those that would pull content in are reported.
        """
        folder, name = posixpath.split(source)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        targets: dict[str, list[str]] = {}
        if rels.lower() not in self._parts:
            return targets
        for entry in self._tree(rels):
            kind = "/" + entry.get("Type", "").rpartition("/")[2]
            target = entry.get("Target", "")
            if entry.get("TargetMode") == "External":
                if kind in ("/subDocument", "/aFChunk", "/frame", "/oleObject"):
                    self.warnings.append(
                        Warning(f"content outside the file is not fetched: {target[:120]}")
                    )
                continue
            targets.setdefault(kind, []).append(posixpath.join("/", folder, unquote(target)))
        return targets

    def related(self, kind: str) -> str | None:
        """The main part's first related part of a kind ("styles"), if it is there."""
        for target in map(_resolved, self._related.get(f"/{kind}", ())):
            if target.lower() in self._parts:
                return target
        if self._related.get(f"/{kind}"):
            self.warnings.append(Warning(f"the part with the {kind} is missing"))
        return None

    @contextmanager
    def opened(self, part: str) -> Iterator[IO[bytes]]:
        """A part's bytes as a stream; inflating stops at the size the zip declares."""
        with _broken_zip(), self._zip.open(self._parts[part.lower()]) as stream:
            yield stream

    def _tree(self, part: str) -> etree._Element:
        """A small part of the package itself, parsed whole."""
        with self.opened(part) as stream:
            data = stream.read(4 * MEGABYTE)
        try:
            root = etree.fromstring(data, _PARSER)
        except etree.XMLSyntaxError:
            raise Refused(f"the part {part!r} is broken: its XML cannot be read") from None
        if has_doctype(root):
            raise Refused(DOCTYPE)
        return root


def _resolved(target: str) -> str:
    """A target as the name of a part."""
    return posixpath.normpath(target).lstrip("/")


def _is_astray(name: str) -> bool:
    """Whether a name in the zip would lead out of the package (Part 2, 6.2.2)."""
    return (
        name.startswith(("/", "\\"))
        or "\\" in name
        or "\0" in name
        or name[1:2] == ":"
        or ".." in name.split("/")
    )


def _wrong_type(kind: str) -> str:
    if "spreadsheetml" in kind:
        return "the file is an Excel workbook, not a Word document"
    if "presentationml" in kind:
        return "the file is a PowerPoint presentation, not a Word document"
    return f"the file's main part is not a Word document but {kind[:100]!r}"


@contextmanager
def _broken_zip() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Refused(f"the file is damaged: it cannot be unpacked ({error})") from None
    except (RuntimeError, OSError, ValueError, UnicodeError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(f"the file is damaged: it cannot be unpacked ({error})") from None
