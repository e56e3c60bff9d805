"""What an Akoma Ntoso document says of itself: its names (FRBR), and where it changes.

IRIs as in AKN4UN: `/akn/un/statement/deliberation/{actor}/{date}/{number}/{lang}@{date}`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from lxml import etree

from proposals.core.model import Column, Document

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
OWN = "{urn:x-wtsa-proposals:akn:1}"

_EDITOR = "#editor"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_UNKNOWN = "0001"  # the schema asks for a date; a text need not say one
_LANGUAGES = {"en": "eng", "fr": "fra", "es": "spa", "ru": "rus", "ar": "ara", "zh": "zho"}
# What no XML file can hold (XML 1.0, 2.2).
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Text without the characters that XML has no way to write."""
    return _FORBIDDEN.sub("", text)


def meta(
    document: Document,
    *,
    column: Column | None = None,
    mods: Sequence[tuple[str, str]] = (),
    work: str = "",
) -> etree._Element:
    """The `<meta>` of a document; `mods` are the kinds and ids of its changed clauses."""
    found = etree.Element(f"{AKN}meta")
    found.append(_identification(document, column, work))
    if mods:
        changes = _sub(_sub(found, "analysis", source=_EDITOR), "passiveModifications")
        for number, (kind, id_) in enumerate(mods, 1):
            mod = _sub(changes, "textualMod", type=kind, eId=f"{id_}__mod_{number}")
            _sub(mod, "source", href=_EDITOR)
            _sub(mod, "destination", href=f"#{id_}")
    references = _sub(found, "references", source=_EDITOR)
    editor = {"eId": "editor", "href": "/akn/ontology/organization/un/itu", "showAs": "ITU"}
    if column is not None:
        editor["eId"] = f"editor_{_slug(column.group)}"
    elif work:
        editor["eId"] = "editor_all"
    _sub(references, "TLCOrganization", **editor)
    own = etree.SubElement(_sub(found, "proprietary", source=_EDITOR), f"{OWN}document")
    said = {
        "language": document.language,
        "number": document.number,
        "revision": document.revision,
        "title": document.title,
    }
    if column is not None:
        said |= {
            "group": column.group,
            "document": column.document,
            "code": column.code,
            "action": column.action,
        }
    for name, value in said.items():
        own.set(name, clean(value))
    return found


def _identification(document: Document, column: Column | None, work: str) -> etree._Element:
    year = _YEAR.search(document.revision)
    date = f"{year[0] if year else _UNKNOWN}-01-01"
    number = _slug(document.number) or "nn"
    iri = f"/akn/un/statement/deliberation/itu-wtsa/{date}/{number}{work}"
    if column is not None:
        iri += f"/{_slug(column.group) or 'proposal'}"
    language = _LANGUAGES.get(document.language[:2], "und")
    expression = f"{iri}/{language}@{date}"
    found = etree.Element(f"{AKN}identification", {"source": _EDITOR})
    for level, address in (
        ("Work", iri),
        ("Expression", expression),
        ("Manifestation", f"{expression}.xml"),
    ):
        part = _sub(found, f"FRBR{level}")
        _sub(part, "FRBRthis", value=f"{address}/!main")
        _sub(part, "FRBRuri", value=address)
        _sub(part, "FRBRdate", date=date, name="year of adoption")
        _sub(part, "FRBRauthor", href="/akn/ontology/organization/un/itu")
        if level == "Work":
            _sub(part, "FRBRcountry", value="un")
            _sub(part, "FRBRnumber", value=clean(document.number))
            _sub(part, "FRBRname", value=clean(document.title))
        elif level == "Expression":
            _sub(part, "FRBRlanguage", language=language)
    return found


def _slug(text: str) -> str:
    return quote(re.sub(r"[^\w.-]+", "-", clean(text).lower()).strip("-"))


def _sub(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{AKN}{tag}", attributes)
