"""ITU's paragraph styles: their ids and names, in a look of our own.

The ids are the ones that ITU's own files use (DOMAIN.md, "Anatomy"), so that a
file of ours can be pasted into theirs and takes on the look it has there.
Each row: id, name, what it is based on, paragraph and run properties.
"""

from __future__ import annotations

from proposals.core.model import Clause, Kind, accept, reject
from proposals.core.writing.docx.markup import is_rtl

_TITLE = '<w:b/><w:sz w:val="28"/>'
_TAB_STOPS = (794, 1191, 1588, 1985)
_CLEARED = "".join(f'<w:tab w:val="clear" w:pos="{at}"/>' for at in _TAB_STOPS)
_NO_TABS = f"<w:tabs>{_CLEARED}</w:tabs>"
_CENTRE = '<w:jc w:val="center"/>'
_KEEP = "<w:keepNext/><w:keepLines/>"


def _before(points: int) -> str:
    return f'<w:spacing w:before="{points * 20}"/>'


def _indent(left: int, hanging: int) -> str:
    return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'


# fmt: off
_STYLES = (
    ("Proposal", "Proposal", "Normal", _KEEP + _before(12), "<w:b/>"),
    ("Reasons", "Reasons", "Normal", "", ""),
    ("ResNo", "Res_No", "Normal", _KEEP + _before(24) + _CENTRE, '<w:caps/><w:sz w:val="28"/>'),
    ("Restitle", "Res_title", "Normal", _KEEP + _before(12) + _CENTRE, _TITLE),
    ("Resref", "Res_ref", "Normal", _KEEP + _before(6) + _CENTRE, "<w:i/>"),
    ("Normalaftertitle", "Normal_after_title", "Normal", _before(18), ""),
    ("Call", "Call", "Normal", _KEEP + _before(12) + '<w:ind w:left="794"/>', "<w:i/>"),
    ("enumlev1", "enumlev1", "Normal", _before(4) + _indent(794, 794), ""),
    ("enumlev2", "enumlev2", "enumlev1", _indent(1191, 397), ""),
    ("enumlev3", "enumlev3", "enumlev2", _indent(1588, 397), ""),
    ("AnnexNo", "Annex_No", "Normal", _KEEP + _before(24) + _CENTRE, '<w:caps/><w:sz w:val="28"/>'),
    ("Annextitle", "Annex_title", "Normal", _KEEP + _before(12) + _CENTRE, _TITLE),
    ("Headingb", "Heading_b", "Normal", _KEEP + _before(8), "<w:b/>"),
    ("FootnoteText", "footnote text", "Normal", _indent(255, 255), '<w:sz w:val="18"/>'),
    ("Header", "header", "Normal", _NO_TABS, '<w:sz w:val="18"/>'),
    ("Tablehead", "Table_head", "Normal", _KEEP + _before(4) + _CENTRE, "<w:b/>"),
)
# fmt: on
_FONTS = {"ar": 'w:cs="Traditional Arabic"', "zh": 'w:eastAsia="SimSun"'}
_LANGUAGES = {
    "en": 'w:val="en-GB"',
    "fr": 'w:val="fr-FR"',
    "es": 'w:val="es-ES"',
    "ru": 'w:val="ru-RU"',
    "ar": 'w:val="en-GB" w:bidi="ar-SA"',
    "zh": 'w:val="en-GB" w:eastAsia="zh-CN"',
}


def styles(language: str, size: int) -> str:
    """styles.xml for a document in this language; `size` of the type in half-points."""
    known = language[:2]
    fonts = _FONTS.get(known, 'w:cs="Times New Roman"')
    tongue = _LANGUAGES.get(known, _LANGUAGES["en"])
    rows = "".join(_style(*row) for row in _STYLES)
    tabs = "".join(f'<w:tab w:val="left" w:pos="{at}"/>' for at in _TAB_STOPS)
    return (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" {fonts}/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size + 4 if is_rtl(language) else size}"/>'
        f"<w:lang {tongue}/>"
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:qFormat/><w:pPr><w:tabs>{tabs}</w:tabs>{_before(6)}</w:pPr></w:style>"
        f'{rows}<w:style w:type="character" w:styleId="FootnoteReference">'
        '<w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        "</w:style></w:styles>"
    )


def _style(id_: str, name: str, based: str, paragraph: str, run: str) -> str:
    # Complex scripts take their own bold, italic and size (ECMA-376 17.3.2.2, .17, .39).
    both = run.replace("<w:b/>", "<w:b/><w:bCs/>").replace("<w:i/>", "<w:i/><w:iCs/>")
    return (
        f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{both}</w:rPr></w:style>"
    )


_BY_KIND = {
    Kind.PROPOSAL: "Proposal",
    Kind.HISTORY: "Resref",
    Kind.OPENING: "Normalaftertitle",
    Kind.HEADING: "Call",
    Kind.FOOTNOTE: "FootnoteText",
}
_ANNEX_NUMBER = ("annex", "anexo", "приложение", "الملحق", "附件")


_TITLE_KIND, _ANNEX, _ITEM, _TEXT = Kind.TITLE, Kind.ANNEX, Kind.ITEM, Kind.TEXT


def style_of(clause: Clause) -> str:
    """The id of the style that ITU gives such a paragraph."""
    kind = clause.kind
    if kind is _ITEM:  # first, since most are
        return f"enumlev{min(clause.level - 1, 3)}" if clause.level > 1 else "Normal"
    if kind is _TITLE_KIND:
        return "ResNo" if clause.level == 1 else "Restitle"
    if kind is _ANNEX:
        if clause.label:
            return "Headingb"
        text = (reject(clause.text) or accept(clause.text)).lower()
        return "AnnexNo" if text.startswith(_ANNEX_NUMBER) else "Annextitle"
    if kind is _TEXT and (accept(clause.text) or "").startswith("Reasons:"):
        return "Reasons"
    return _BY_KIND.get(kind, "Normal")
