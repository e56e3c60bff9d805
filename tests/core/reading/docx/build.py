"""Small Word files for tests, made of the XML that a test is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from proposals.core.model import accept, reject
from proposals.core.reading.docx import Limits, Part, Word, read_paragraphs

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
NAMESPACES = f'xmlns:w="{W}" xmlns:mc="{MC}"'
KINDS = ("styles", "numbering", "footnotes", "endnotes", "comments", "commentsExtended")


def part(name: str, inside: str) -> str:
    return f"<w:{name} {NAMESPACES}>{inside}</w:{name}>"


def parts(body: str, **others: str) -> dict[str, str | bytes]:
    """All parts of a file with this body; `others` are related parts by their kind."""
    related = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in others
    )
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="main" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f"{related}</Relationships>",
    }
    for kind, inside in others.items():
        found[f"word/{kind}.xml"] = inside if inside.startswith("<?xml") else part(kind, inside)
    return found


def pack(files: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx(body: str, **others: str) -> bytes:
    return pack(parts(body, **others))


def read(body: str, *, has_marks: bool = True, **others: str) -> Word:
    return read_paragraphs(docx(body, **others), Limits(), has_marks=has_marks).value


def p(inside: str = "", *, style: str = "", mark: str = "", numbering: str = "") -> str:
    """A paragraph; `mark` is "ins" or "del", `numbering` "list/level"."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbering:
        number, _, level = numbering.partition("/")
        at = f'<w:ilvl w:val="{level}"/>' if level else ""
        properties += f'<w:numPr>{at}<w:numId w:val="{number}"/></w:numPr>'
    if mark:
        properties += f"<w:rPr>{empty(mark)}</w:rPr>"
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def r(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def ins(inside: str, author: str = "Ann", date: str = "2021-01-02T03:04:05Z") -> str:
    return f'<w:ins w:id="1" w:author="{author}" w:date="{date}">{inside}</w:ins>'


def dele(text: str, author: str = "Bob") -> str:
    return f'<w:del w:id="2" w:author="{author}">{r(text, "delText")}</w:del>'


def empty(tag: str, author: str = "Ann") -> str:
    return f'<w:{tag} w:id="3" w:author="{author}"/>'


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    inside = "".join(
        cell if cell.startswith("<w:tc>") else f"<w:tc>{cell}</w:tc>" for cell in cells
    )
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inside}</w:tr>"


def after(word: Word, part: Part | None = None) -> list[str]:
    """The paragraphs with every change accepted, empty ones left out."""
    found = (accept(one.text) for one in word.paragraphs if part in (None, one.part))
    return [text for text in found if text]


def before(word: Word, part: Part | None = None) -> list[str]:
    """The paragraphs with every change rejected, empty ones left out."""
    found = (reject(one.text) for one in word.paragraphs if part in (None, one.part))
    return [text for text in found if text]
