"""What tells the parts of a resolution apart, in the six languages.

Word files carry the anatomy in paragraph styles (`STYLES`); where a text has none,
the words themselves do. Patterns are case-insensitive and take NBSP for a space.
The stems of headings are those of ITU resolutions: a verb phrase, often with an
addressee, is free text (DOMAIN.md, anatomy 6), so only its beginning is known.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from proposals.core import words


class Part(Enum):
    """A paragraph's part in the resolution, as its style or its words give it."""

    PROPOSAL = auto()
    NUMBER = auto()
    TITLE = auto()
    HISTORY = auto()
    OPENING = auto()
    HEADING = auto()
    ANNEX = auto()
    FOOTNOTE = auto()
    REASONS = auto()
    BODY = auto()


# Style names as ITU templates spell them, lower case, letters and digits only.
STYLES = {
    "proposal": Part.PROPOSAL,
    "resno": Part.NUMBER,
    "restitle": Part.TITLE,
    "resref": Part.HISTORY,
    "call": Part.HEADING,
    "sectionno": Part.HEADING,
    "sectiontitle": Part.HEADING,
    "heading1": Part.HEADING,
    "heading2": Part.HEADING,
    "heading3": Part.HEADING,
    "annexno": Part.ANNEX,
    "annextitle": Part.ANNEX,
    "annexref": Part.ANNEX,
    "appendixno": Part.ANNEX,
    "appendixtitle": Part.ANNEX,
    "headingb": Part.ANNEX,
    "headingi": Part.ANNEX,
    "footnotetext": Part.FOOTNOTE,
    "endnotetext": Part.FOOTNOTE,
    "reasons": Part.REASONS,
    "enumlev1": Part.BODY,
    "enumlev2": Part.BODY,
    "enumlev3": Part.BODY,
}

ACTIONS = r"\(MOD\)|MOD|ADD|SUP|NOC"
_DRAFT = "draft|new|revised|projet|de|nouvelle|proyecto|nueva|проект|новой|новая|مشروع"
_RESOLUTION = "r[eé]solution|resoluci[oó]n|резолюция|القرار|قرار"

# "MOD", "MOD<tab>AFCP/35A8/1"; the code's source can hold slashes (B/CAN/CLM/1).
PROPOSAL = re.compile(rf"(?P<action>{ACTIONS})(?:\s+(?P<code>\S+/\S+))?")
# "RESOLUTION 44 (Rev. Hammamet, 2016)", "MOD  RESOLUTION 44 (…", "第44号决议（…）".
NUMBER = re.compile(
    rf"(?:(?P<action>{ACTIONS})\s+)?(?:(?:{_DRAFT})\s+){{0,4}}"
    rf"(?:(?:{_RESOLUTION})\s+(?P<number>\[[^\]]*\]|[\w./+-]+)|第(?P<nummer>\d+)号决议)"
    r"\s*(?:[(（](?P<revision>.*?)[)）])?\s*\d*(?:\[\^\S+\])*",
    re.I,
)
HISTORY = re.compile(r"[(（].*\d{4}.*[)）][\s,.;]*(?:\[\^\S+\])*")
# "The World Telecommunication Standardization Assembly (Dubai, 2012),"
OPENING = re.compile(r"(?![(（]).{3,200}[(（][^()（）]*\d{4}[^()（）]*[)）]\s*[,،，:：]?")
ANNEX = re.compile(
    r"(?:annexe?|anexo|appendix|appendice|ap[eé]ndice|attachment|приложение|дополнение"
    r"|الملحق|ملحق|التذييل|附件|附录)\b[^.;]{0,160}",
    re.I,
)
# "Programme 1: Laboratories", where its label is numbered by Word or lost.
PROGRAMME = re.compile(r"(?:programme|programa|программа|البرنامج|计划)\s*\d{1,2}\b.{0,200}", re.I)
REASONS = re.compile(r"(?:reasons|motifs|motivos|основания|الأسباب|理由)\s*[:：].*", re.I | re.S)

_STEMS = {
    "en": """accept acknowledg adopt affirm agree also alarmed anxious appeal appreciat approv
        authoriz aware bear call certain charg commend concern confirm congratulat conscious
        consider convinc decid declar deem deplor desir determin draw emphasi empower encourag
        endors express find further guided having hoping in_accordance in_view instruct
        invit keep mindful not(?:es|ing)\\b observ pledg pursuant reaffirm reali[sz]
        recall recogni[sz] recommend reiterat remind request requir resolv review solicit stress
        strongly support taking thank turn underlin underscor urg welcom""",
    "fr": """accueill adopte affirm appel appréci appui approuv autoris ayant charg confirm
        conscient\\b consciente consid[ée]r constat convaincu d[ée]cid d[ée]clar d[ée]sireu
        demand donne encourag en_outre estim exhort exprim f[ée]licit gard insist invit
        not(?:e|ant) observ pr[ée]occup pri(?:e|ant)\\b rappel r[ée]affirm recommand reconna
        remerci r[ée]sou soulign sach sugg tenant vu\\b""",
    "es": """acepta acoge acuerd advirt afirm agradec alienta anima aprueba apel autoriz
        conscien consider convencid decid declar deseos destac encarg encomi exhort expres
        habida habiendo hace insist instru inst(?:a|ando)\\b invit observ pide preocup reafirm
        recomend reconoc record resuelv ruega solicit subray tenien tom[ao]""",
    "ru": """в_дальнейшем выража высоко_оцени далее желая заявляет имея настоятельно
        напомина обращает одобр осознава отдавая отмеча побужд подтвержда подчеркива поощря
        поруча постановля предлага признава признате призыва принима просит приветств
        рассмотре реком реша ссылаясь считая также убежде уполномоч учитыва""",
    "ar": """و?إذ\\b و?تقرر و?يقرر و?تكلف و?يكلف و?تدعو و?يدعو و?تشجع و?يشجع و?تحث و?يحث
        و?تطلب و?يطلب و?توصي و?تناشد و?تأذن و?تؤكد""",
    "zh": """考虑 认识 注意 忆及 铭记 顾及 承认 意识 回顾 强调 欢迎 重申 确认 做出决议 作出决议
        决议 决定 责成 请 邀请 鼓励 呼吁 要求 敦促 进一步 还 亦 授权 建议""",
}
_HEADING = re.compile(
    "|".join(stem.replace("_", r"\s+") for stems in _STEMS.values() for stem in stems.split()),
    re.I,
)
_END = re.compile(r"[.,;:،؛。，；：、]\s*(?:\[\^\S+\])*\s*$")
LONGEST_HEADING = 400  # characters; Resolution 44's longest has 210


def style_part(style: str) -> Part | None:
    """The part that a paragraph style names; None for Normal and unknown styles."""
    name = "".join(filter(str.isalnum, style)).lower()
    if name.startswith(("figure", "table", "note")):
        return Part.BODY
    return Part.OPENING if name.startswith("normalaftertitle") else STYLES.get(name)


def ends(text: str) -> bool:
    """Whether a text ends with punctuation: an item does, a heading does not."""
    return _END.search(text) is not None


def leads(text: str) -> bool:
    """Whether a text introduces what follows: it ends with a colon."""
    return text.rstrip().endswith((":", "："))


def is_heading(text: str) -> bool:
    """Whether an unlabelled text reads as a heading: a known verb, no full end."""
    return _HEADING.match(text) is not None and not ends(text) and len(text) <= LONGEST_HEADING


_COMMON = {
    "en": {"the", "of", "and", "to", "that", "in", "for", "on"},
    "fr": {"le", "la", "les", "des", "et", "que", "du", "aux", "dans"},
    "es": {"el", "los", "las", "del", "y", "que", "en", "para", "por"},
}
_SCRIPTS = (
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)


def language_of(text: str) -> str:
    """The language of a text, by its script and its commonest words; "en" if unsure.

    The first pages tell: the rest of a long text is not looked at.
    """
    text = text[:20_000]
    letters = sum(map(str.isalpha, text))
    for language, script in _SCRIPTS:
        if len(script.findall(text)) * 3 > letters:
            return language
    found = [token.lower() for token in words.tokens(text)]
    counts = {code: sum(map(common.__contains__, found)) for code, common in _COMMON.items()}
    return max(counts, key=lambda code: counts[code])
