"""Akoma Ntoso as `writing.akn` writes it, read back without loss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from proposals.core.model import Clause, Column, Document, Kind, Op, Run, Runs
from proposals.core.result import Refused

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
OWN = "{urn:x-wtsa-proposals:akn:1}"
_OPS = {f"{AKN}ins": Op.INSERT, f"{AKN}del": Op.DELETE, f"{AKN}inline": Op.EQUAL}


@dataclass(frozen=True, slots=True)
class Collection:
    """A comparison: the text in force, and each column.

    `rows` holds, for the base and then for each column, the row's id of every clause.
    """

    base: Document
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


def is_akn(data: bytes) -> bool:
    """Whether a file looks like Akoma Ntoso: XML, and the standard's name near its beginning."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"<") and AKN[1:-1].encode() in start


def holds_comparison(data: bytes) -> bool:
    """Whether it is a documentCollection, as a comparison is. Raises Refused."""
    return _root(data).find(f"{AKN}documentCollection") is not None


def read_akn_column(data: bytes) -> Column:
    """One document with whose it is, as far as it says so. Raises Refused."""
    statement = _root(data).find(f"{AKN}statement")
    if statement is None:
        raise Refused("It holds no statement: it is no resolution in Akoma Ntoso.")
    return _column(statement)


def read_akn(data: bytes) -> Document:
    """A resolution, a proposal or a draft. Raises Refused."""
    return read_akn_column(data).body


def read_akn_comparison(data: bytes) -> Collection:
    """A comparison; its base comes first. Raises Refused."""
    found = _root(data).findall(
        f"{AKN}documentCollection/{AKN}collectionBody/{AKN}component/{AKN}statement"
    )
    if not found:
        raise Refused("It holds no documentCollection: it is no comparison in Akoma Ntoso.")
    base, *columns = map(_column, found)
    rows = tuple(
        tuple(one.get(f"{OWN}row", "") for one in _marked(statement)) for statement in found
    )
    return Collection(base.body, tuple(columns), rows)


def _root(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refused(f"It is no XML: {error.msg}.") from None
    if root.tag != f"{AKN}akomaNtoso":
        raise Refused("It is not Akoma Ntoso 3.0.")
    return root


def _column(statement: etree._Element) -> Column:
    said = statement.find(f"{AKN}meta/{AKN}proprietary/{OWN}document")
    if said is None:
        raise Refused("It does not say which resolution it is.")
    body = Document(
        tuple(_clauses(statement)),
        said.get("language", "en"),
        said.get("number", ""),
        said.get("revision", ""),
        said.get("title", ""),
    )
    names = ("document", "code", "action")
    return Column(said.get("group", ""), body, *(said.get(name, "") for name in names))


def _marked(statement: etree._Element) -> Iterator[etree._Element]:
    """The elements that are clauses; a footnote comes after the clause that cites it."""
    return (one for one in statement.iter() if one.get(f"{OWN}kind") is not None)


def _clauses(statement: etree._Element) -> Iterator[Clause]:
    section = ""
    for element in _marked(statement):
        section = element.get(f"{OWN}section", section)
        try:
            kind = Kind(element.get(f"{OWN}kind", ""))
            level, source = (int(element.get(f"{OWN}{name}", "0")) for name in ("level", "source"))
        except ValueError as error:
            raise Refused(f"Clause {element.get('eId')}: {error}.") from None
        label, text = _parts(element)
        yield Clause(
            kind,
            section,
            _runs(label) if label is not None else (),
            _runs(text) if text is not None else (),
            level,
            source,
            element.get(f"{OWN}uid", ""),
        )


def _parts(element: etree._Element) -> tuple[etree._Element | None, etree._Element | None]:
    """Where a clause's label and its text stand."""
    text: etree._Element | None = element
    if element.tag in (f"{AKN}recital", f"{AKN}authorialNote"):
        text = element.find(f"{AKN}p")
    elif element.tag == f"{AKN}paragraph":
        text = element.find(f"{AKN}content/{AKN}p")
    label = element.find(f"{AKN}num")
    if label is None and text is not None:
        label = text.find(f"{AKN}inline[@name='num']")
    return label, text


def _runs(element: etree._Element) -> Runs:
    runs: list[Run] = []
    plain = element.text or ""
    for child in element:
        if child.tag in _OPS and child.get("name") != "num":
            if plain:
                runs.append(Run(Op.EQUAL, plain))
            about = (child.get(f"{OWN}{name}", "") for name in ("author", "date", "why"))
            runs.append(Run(_OPS[child.tag], _inside(child), *about))
            plain = ""
        else:
            plain += _sign(child)
        plain += child.tail or ""
    return (*runs, Run(Op.EQUAL, plain)) if plain else tuple(runs)


def _inside(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        parts += [_sign(child), child.tail or ""]
    return "".join(parts)


def _sign(element: etree._Element) -> str:
    """What an element within a text stands for: a line break, or a footnote's mark."""
    if element.tag == f"{AKN}eol":
        return "\n"
    if element.tag == f"{AKN}authorialNote" and element.get(f"{OWN}loose") is None:
        return f"[^{element.get('marker', '')}]"
    return ""
