"""Any well-formed spelling of a story says the same."""

from proposals.core.reading.docx import read_paragraphs
from tests.core.reading.docx.build import after, dele, ins, p, pack, parts, r, read


def test_content_controls_links_and_tags_are_only_wrapping():
    inside = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('a')}</w:sdtContent></w:sdt>"
    inside += f"<w:hyperlink>{r('b')}</w:hyperlink><w:smartTag>{r('c')}</w:smartTag>"
    inside += f'<w:fldSimple w:instr="DATE">{r("d")}</w:fldSimple>'
    assert after(read(p(inside))) == ["abcd"]


def test_strict_files_and_other_prefixes_say_the_same():
    plain = parts(p(r("that ") + dele("a") + ins(r("b"))))
    document = str(plain["word/document.xml"])
    strict = document.replace(
        "schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml"
    )
    other = document.replace("<w:", "<x:").replace("</w:", "</x:").replace(" w:", " x:")
    other = other.replace("xmlns:w=", "xmlns:x=")
    expected = read_paragraphs(pack(plain)).value
    for text in (strict, other, '<?xml version="1.0" encoding="UTF-16"?>' + document):
        data = text.encode("utf-16") if "UTF-16" in text else text.encode()
        assert read_paragraphs(pack(plain | {"word/document.xml": data})).value == expected
