"""The package around the text: parts, relationships, page, and a zip of fixed bytes.

A skeleton of our own, so that nothing of another author's template (its name, its
macros, its language) comes along. Parts and relationships: ECMA-376 Part 2, and
Part 1 clause 11.3 for those of a word-processing document.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from proposals.core.writing.docx.markup import attribute, is_rtl, plain
from proposals.core.writing.docx.styles import styles

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = f'xmlns:w="{_W}" xmlns:r="{_OFFICE}"'

# Names of the part, its relationship and its content type follow one pattern.
_PARTS = ("styles", "settings", "footnotes", "numbering", "comments", "header")
_PAGE_OF = {
    "en": "Page {} of {}",
    "fr": "Page {} sur {}",
    "es": "Página {} de {}",
    "ru": "Стр. {} из {}",
    "ar": "صفحة {} من {}",
    "zh": "第 {} 页，共 {} 页",
}


@dataclass(frozen=True, slots=True)
class Page:
    """The paper, in twentieths of a point (ECMA-376 17.6.13)."""

    width: int = 11907
    height: int = 16840
    margin: int = 1134
    size: int = 22  # of the type, in half-points

    @property
    def inner(self) -> int:
        return self.width - 2 * self.margin

    @property
    def section(self) -> str:
        turned = ' w:orient="landscape"' if self.width > self.height else ""
        sides = "".join(f' w:{side}="{self.margin}"' for side in ("top", "right", "bottom", "left"))
        return (
            '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
            f'<w:pgSz w:w="{self.width}" w:h="{self.height}"{turned}/>'
            f'<w:pgMar{sides} w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
        )


PORTRAIT = Page()
LANDSCAPE = Page(16840, 11907, 720, 18)


def pack(
    body: str,
    *,
    language: str,
    page: Page = PORTRAIT,
    header: str = "",
    title: str = "",
    footnotes: str = "",
    numbering: str = "",
    comments: str = "",
) -> bytes:
    """A .docx of these stories; the same arguments always give the same bytes."""
    parts = {
        "document": f"<w:document {NAMESPACES}><w:body>{body}{page.section}</w:body></w:document>",
        "styles": styles(language, page.size),
        "settings": _settings(tracked="<w:ins " in body or "<w:del " in body),
        "footnotes": _footnotes(footnotes),
        "numbering": _story("numbering", numbering) if numbering else "",
        "comments": _story("comments", comments) if comments else "",
        "header": _header(header, language, page.inner),
    }
    related = [name for name in _PARTS if parts[name]]
    files = {
        "[Content_Types].xml": _content_types(related),
        "_rels/.rels": _relationships(
            [
                ("document", f"{_OFFICE}/officeDocument", "word/document.xml"),
                ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ]
        ),
        "docProps/core.xml": _core(title, language),
        "word/document.xml": parts["document"],
        "word/_rels/document.xml.rels": _relationships(
            [(name, f"{_OFFICE}/{name}", f"{name}.xml") for name in related]
        ),
        **{f"word/{name}.xml": parts[name] for name in related},
    }
    return _zip(files)


def _zip(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            # A fixed date and system: samples must not change when nothing changed.
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, (_HEAD + text).encode())
    return out.getvalue()


def _story(name: str, inner: str) -> str:
    return f"<w:{name} {NAMESPACES}>{inner}</w:{name}>"


def _relationships(rows: list[tuple[str, str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"/>' for id_, kind, target in rows
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _content_types(related: list[str]) -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    package = "application/vnd.openxmlformats-package"
    parts = [("document", "document.main"), *((name, name) for name in related)]
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{word}.{kind}+xml"/>'
        for name, kind in parts
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{package}.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{package}.core-properties+xml"/>'
        f"{overrides}</Types>"
    )


def _core(title: str, language: str) -> str:
    dublin = "http://purl.org/dc/elements/1.1/"
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="{dublin}">'
        f"<dc:title>{plain(title)}</dc:title><dc:language>{attribute(language)}</dc:language>"
        "</cp:coreProperties>"
    )


def _settings(tracked: bool) -> str:
    # Tracking stays on in a file that has changes: the next editor's count too.
    return _story(
        "settings",
        ("<w:trackRevisions/>" if tracked else "")
        + '<w:defaultTabStop w:val="720"/>'
        + '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        + '<w:compat><w:compatSetting w:name="compatibilityMode" '
        + 'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
    )


def _footnotes(inner: str) -> str:
    # The two separators are notes of their own (ECMA-376 17.11.3, 17.11.23).
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{id_}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
        f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
        for id_, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return _story("footnotes", separators + inner)


def _header(text: str, language: str, width: int) -> str:
    rtl = is_rtl(language)
    props = "<w:rPr><w:rtl/></w:rPr>" if rtl else ""

    def run(text: str) -> str:
        return f'<w:r>{props}<w:t xml:space="preserve">{plain(text)}</w:t></w:r>' if text else ""

    def field(name: str) -> str:
        return f'<w:fldSimple w:instr=" {name} ">{run("1")}</w:fldSimple>'

    before, between, after = map(run, _PAGE_OF.get(language[:2], _PAGE_OF["en"]).split("{}"))
    pages = before + field("PAGE") + between + field("NUMPAGES") + after
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>{"<w:bidi/>" if rtl else ""}'
    return (
        f'<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/>{tab}</w:pPr>'
        f"{run(text)}<w:r><w:tab/></w:r>{pages}</w:p></w:hdr>"
    )
