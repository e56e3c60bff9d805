"""Hostile and wrong files: each is refused with one sentence, or read without harm."""

import io
import zipfile

import pytest

from proposals.core.reading.docx import Limits, read_paragraphs
from proposals.core.result import Refused
from tests.core.reading.docx.build import NAMESPACES, WORD, after, p, pack, part, parts, r

PLAIN = parts(p(r("text")))
LIMITS = Limits(
    file_bytes=100_000, parts=20, part_bytes=500_000, total_bytes=800_000, ratio_from=50_000
)


def refusal(data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(Refused) as refused:
        read_paragraphs(data, limits)
    message = str(refused.value)
    assert "\n" not in message
    assert len(message) < 250
    return message


def body(inside: str) -> bytes:
    return pack(parts(inside))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"{\\rtf1 text}", "Rich Text"),
        (b"<!DOCTYPE html><p>text", "HTML"),
        (b'<?xml version="1.0"?><a/>', "XML"),
        (b"plain text", "not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word format (.doc)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "encrypted with a password",
        ),
        (pack({"mimetype": "application/vnd.oasis.opendocument.text"}), "OpenDocument"),
        (pack({"mimetype": "application/epub+zip"}), "e-book"),
        (pack({"a.txt": "a"}), "zip archive"),
        (pack({"a.docx": pack(PLAIN)}), "another archive"),
        (pack(PLAIN)[:-40], "damaged"),
        (pack(PLAIN)[:150], "damaged"),
    ],
)
def test_what_is_no_word_file_is_called_by_its_name(data: bytes, word: str):
    assert word in refusal(data)


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "Excel"),
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint"),
        ("text/plain", "text/plain"),
    ],
)
def test_a_main_part_of_another_type_is_refused(kind: str, word: str):
    types = str(PLAIN["[Content_Types].xml"]).replace(WORD, kind)
    assert word in refusal(pack(PLAIN | {"[Content_Types].xml": types}))


def test_macros_are_ignored_and_said_so():
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    types = str(PLAIN["[Content_Types].xml"]).replace(WORD, kind)
    result = read_paragraphs(
        pack(PLAIN | {"[Content_Types].xml": types, "word/vbaProject.bin": b"x"})
    )
    assert after(result.value) == ["text"]
    assert any("macros" in warning.message for warning in result.warnings)


@pytest.mark.parametrize("name", ["../evil.xml", "/evil.xml", "a\\..\\evil.xml", "C:evil.xml"])
def test_a_part_that_leads_out_of_the_file_is_refused(name: str):
    assert "leads out" in refusal(pack(PLAIN | {name: "x"}))


def test_a_part_that_is_there_twice_is_refused():
    assert "twice" in refusal(pack(PLAIN | {"word/Document.xml": "<evil/>"}))


def test_an_archive_inside_is_refused_but_an_embedded_one_is_left_alone():
    assert "another archive" in refusal(pack(PLAIN | {"word/more.zip": pack(PLAIN)}))
    result = read_paragraphs(pack(PLAIN | {"word/embeddings/table.xlsx": pack(PLAIN)}))
    assert after(result.value) == ["text"]
    assert any("embedded" in warning.message for warning in result.warnings)


def test_a_missing_main_part_is_refused():
    without = {name: text for name, text in PLAIN.items() if name != "word/document.xml"}
    assert "missing" in refusal(pack(without))
    assert "no main document" in refusal(pack(without | {"_rels/.rels": part("a", "")}))


def test_a_related_part_that_is_missing_is_said():
    whole = parts(p(r("text")), styles="")
    del whole["word/styles.xml"]
    result = read_paragraphs(pack(whole))
    assert any("styles" in warning.message for warning in result.warnings)


def test_the_main_part_is_where_the_relationship_says():
    moved = {name.replace("word/document", "word/other"): text for name, text in PLAIN.items()}
    for name in ("[Content_Types].xml", "_rels/.rels"):
        moved[name] = str(moved[name]).replace("word/document", "word/other")
    assert after(read_paragraphs(pack(moved)).value) == ["text"]


def test_nothing_outside_the_file_is_fetched():
    rels = str(PLAIN["word/_rels/document.xml.rels"]).replace(
        "></Relationships>",
        '><Relationship Id="x" TargetMode="External" Target="http://192.0.2.1/a.docx" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/subDocument"/>'
        "</Relationships>",
    )
    result = read_paragraphs(pack(PLAIN | {"word/_rels/document.xml.rels": rels}))
    assert any("not fetched" in warning.message for warning in result.warnings)


@pytest.mark.parametrize(
    "document",
    [
        f'<!DOCTYPE w:document [<!ENTITY a "b">]>{PLAIN["word/document.xml"]!s}',
        f'<!DOCTYPE w:document SYSTEM "file:///etc/passwd">{PLAIN["word/document.xml"]!s}',
    ],
)
def test_document_types_and_entities_are_refused(document: str):
    assert "DTD" in refusal(pack(PLAIN | {"word/document.xml": document}))
    assert "DTD" in refusal(pack(PLAIN | {"_rels/.rels": document}))


@pytest.mark.parametrize(
    "document",
    [
        part("document", f"<w:body>{p(r('a &unknown; b'))}</w:body>"),
        part("document", f"<w:body>{p(r('a &#1; b'))}</w:body>"),
        part("document", "<w:body><w:p><w:r><w:t>a\x01b</w:t></w:r></w:p></w:body>"),
        part("document", "<w:body><w:p><w:r><w:t>a</w:t></w:r></w:body>"),
        f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>a",
        "no XML",
        "",
    ],
)
def test_broken_xml_is_refused(document: str):
    assert "XML" in refusal(pack(PLAIN | {"word/document.xml": document}))


def test_broken_xml_of_the_package_itself_is_refused():
    assert "broken" in refusal(pack(PLAIN | {"[Content_Types].xml": "<Types"}))


def test_what_is_too_large_is_refused():
    assert "too large" in refusal(pack(PLAIN) + bytes(100_000))
    assert "parts" in refusal(pack(PLAIN | {f"a{n}.xml": "a" for n in range(30)}))
    assert "zip bomb" in refusal(body(" " * 400_000))
    assert "zip bomb" in refusal(body(" " * 600_000))
    assert "runs of text" in refusal(body(p(r("a") * 10_000)), Limits(tags=5_000))
    assert "paragraphs" in refusal(body(p(r("a")) * 200), Limits(paragraphs=100))


def test_a_size_that_lies_is_found_out():
    data = bytearray(pack(PLAIN | {"word/document.xml": " " * 100_000}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    lying = bytes(data).replace(size, (700).to_bytes(4, "little"))
    assert refusal(lying)


@pytest.mark.parametrize(
    ("opened", "closed"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ('<w:p><w:ins w:id="1">', "</w:ins></w:p>"),
        ("<w:p><w:txbxContent>", "</w:txbxContent></w:p>"),
    ],
)
def test_deep_nesting_is_refused(opened: str, closed: str):
    assert "deep" in refusal(body(opened * 500 + p(r("a")) + closed * 500))


def test_the_limits_leave_a_real_document_alone():
    found = read_paragraphs(body(p(r("that the Union")) * 3_000)).value
    assert len(found.paragraphs) == 3_000
