"""What a file is when it is no Word document, told by its first bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Collection

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 2.3.4.4
ENCRYPTED = "the file is encrypted with a password: save it without one and try again"
_MAGIC = (
    (b"%PDF", "the file is a PDF"),
    (b"\x89PNG", "the file is a picture (PNG)"),
    (b"\xff\xd8\xff", "the file is a picture (JPEG)"),
    (b"GIF8", "the file is a picture (GIF)"),
    (b"{\\rtf", "the file is in Rich Text Format (RTF)"),
    (b"7z\xbc\xaf", "the file is a 7z archive"),
    (b"Rar!", "the file is a RAR archive"),
    (b"\x1f\x8b", "the file is a gzip archive"),
)
_SAVE_AS = "not a Word document: save it as .docx and try again"
_DOTS = {"opendocument": "an OpenDocument file (ODT)", "epub": "an e-book (EPUB)"}


def not_a_zip(data: bytes) -> str | None:
    """Why bytes are no .docx, as a sentence; None where they begin like a zip."""
    if data[:4] == b"PK\x03\x04":
        return None
    if not data:
        return "the file is empty"
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            return ENCRYPTED
        return "the file is in the old Word format (.doc): save it as .docx and try again"
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return f"{name}, {_SAVE_AS}"
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return f"the file is a web page (HTML), {_SAVE_AS}"
    if start.startswith(b"<?xml"):
        return f"the file is XML, {_SAVE_AS}"
    return f"the file is {_SAVE_AS}"


def other_zip(archive: zipfile.ZipFile, parts: Collection[str]) -> str:
    """What a zip without content types is, as a sentence."""
    if "mimetype" in parts:
        with archive.open("mimetype") as stream:
            kind = stream.read(100).decode("ascii", "replace")
        for word, name in _DOTS.items():
            if word in kind:
                return f"the file is {name}, {_SAVE_AS}"
    return "the file is a zip archive, not a Word document: send the document itself"
