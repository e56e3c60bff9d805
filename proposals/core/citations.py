"""The citation grammar: other texts that a text cites, in the six languages.

`Resolution 123 (Rev. Busan, 2014) of the Plenipotentiary Conference`, `Decision 12`,
`Recommendation ITU-T A.1`, `第123号决议（2014年，釜山，修订版）` (DOMAIN.md, Citations).
Only the form is known here: what is in force is for dated data to say, see
checks/citations.py. References inside a text ("resolves 4") are in `references`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

# Who adopts the texts that resolutions cite, as each language names it.
_CONFERENCES = {
    "WTSA": (
        r"WTSA|World Telecommunication Standardization Assembly"
        r"|AMNT|Assemblée mondiale de normalisation des télécommunications"
        r"|Asamblea Mundial de Normalización de las Telecomunicaciones"
        r"|ВАСЭ|Всемирн\w+ ассамбле\w+ по стандартизации электросвязи"
        r"|(?:ال|لل)جمعية العالمية لتقييس الاتصالات|世界电信标准化全会"
    ),
    "PP": (
        r"PP|Plenipotentiary Conference|Conférence de plénipotentiaires"
        r"|Conferencia de Plenipotenciarios|ПК|Полномочн\w+ конференци\w+"
        r"|ل?مؤتمر المندوبين المفوضين|全权代表大会"
    ),
    "WTDC": (
        r"WTDC|World Telecommunication Development Conference"
        r"|CMDT|Conférence mondiale de développement des télécommunications"
        r"|Conferencia Mundial de Desarrollo de las Telecomunicaciones"
        r"|ВКРЭ|Всемирн\w+ конференци\w+ по развитию электросвязи"
        r"|(?:ال|لل)مؤتمر العالمي لتنمية الاتصالات|世界电信发展大会"
    ),
    "WRC": (
        r"WRC|World Radiocommunication Conference"
        r"|CMR|Conférence mondiale des radiocommunications"
        r"|Conferencia Mundial de Radiocomunicaciones"
        r"|ВКР|Всемирн\w+ конференци\w+ радиосвязи"
        r"|(?:ال|لل)مؤتمر العالمي للاتصالات الراديوية|世界无线电通信大会"
    ),
    "ITU-R": (
        r"(?:ITU|UIT|МСЭ)-?R|Radiocommunication Assembly"
        r"|Assemblée des radiocommunications|Asamblea de Radiocomunicaciones"
        r"|Ассамбле\w+ радиосвязи|(?:ال|لل)?جمعية الاتصالات الراديوية|无线电通信全会"
    ),
    "ITU-T": r"(?:ITU|UIT)-?T|МСЭ-?[TТ]",
    "ITU-D": r"(?:ITU|UIT)-?D|МСЭ-?D",
    "Council": r"Council|Conseil|Consejo|Совет(?:а|ом|у|е)?|(?:ال|لل)مجلس|مجلس الاتحاد|理事会",
    "": (  # the one that is speaking
        r"this (?:assembly|conference)|la présente (?:Assemblée|Conférence)"
        r"|la presente (?:Asamblea|Conferencia)|настоящей (?:Ассамблеи|Конференции)"
        r"|ل?هذه الجمعية|ل?هذا المؤتمر|本届?全会|本届?大会"
    ),
}
_KINDS = {
    "Resolution": (
        r"R[eé]solutions?|Resoluci(?:ón|ones)|Резолюци(?:ями|ях|ям|ей|[яиюй])"
        r"|[وفبكل]?(?:ال|لل?)?قرار(?:ات|ين|ان)?|决议"
    ),
    "Decision": (
        r"D[eé]cisions?|Decisi(?:ón|ones)|Acuerdos?|Решени(?:ями|ях|ям|ем|[еяюй])"
        r"|[وفبكل]?(?:ال|لل?)?مقرر(?:ات|ين|ان)?|决定"
    ),
    "Recommendation": (
        r"Recomm[ae]ndations?|Recomendaci(?:ón|ones)|Рекомендаци(?:ями|ях|ям|ей|[яиюй])"
        r"|[وفبكل]?(?:ال|لل?)?توصي(?:ات|تين|تان|ة)|建议书?"
    ),
    "Opinion": r"Opinions?|Avis|Opini(?:ón|ones)|Ruego|Мнени[еяю]|الرأي|意见",
}
# Heads after which a list of numbers can follow: Resolutions 71 and 123.
_MANY = re.compile(r"(?:s|[яию]|[йхм]|ات|ين|ان)$", re.IGNORECASE)

_CONFERENCE = "|".join(_CONFERENCES.values())
# White space, bounded: a hostile file has 20,000 spaces where one is meant.
_S = r"\s{0,3}"
_GAP = r"[\s\u200e\u200f]{0,3}"
_NUMBER = (
    r"(?:[0-9]{1,4}(?:-[0-9]{1,2})?(?![0-9]|[.,][0-9])|[A-Z]\.[0-9]+(?:\.[0-9]+)*(?:-[0-9]+)?)"
)
_YEAR = r"(?:19|20)[0-9]{2}"
_REVISED = r"Rev(?:ised)?|Rév(?:isée?)?|Пересм|المراج[^\s)]*(?:\s+في(?=\s))?"
_PLACE = r"[^\W\d_][^()\[\];,،\d]{0,40}?"
_MODIFIED = r"modified|amended|modifiée?|modificada|измененн\w+|изм\.|المعدّ?ل\w*|修正|修改"
# Every bracket that can date a citation; loose, so that slips are found and named.
_DATE = (
    rf"\({_S}(?:"
    rf"(?P<radio>(?P<radiorev>Rev\.?{_S})?(?:WRC|CMR|ВКР|ПК|PP|WTDC|WTSA)-(?P<radioyear>{_YEAR}|[0-9]{{2}})){_S}\)"
    rf"|(?P<council>(?:C(?P<session>[0-9]{{2}}))?[\s,]{{0,3}}(?:(?P<modified>{_MODIFIED})"
    rf"[\s,]{{0,3}}(?:en\s|в\s)?(?:C?(?P<councilyear>{_YEAR}|[0-9]{{2}})))?)(?<=[0-9]){_S}(?:г\.?{_S})?\)"
    rf"|(?:(?P<rev>{_REVISED})\b)?(?P<dot>\.?)(?P<space>[\s:]{{0,3}})(?P<place>{_PLACE})?"
    rf"(?P<comma>[\s,،]{{0,3}})(?P<year>{_YEAR})(?:{_S}г\.?|{_S}год\w*)?(?P<rest>[^()]{{0,40}}?\))?"
    r")"
)
_CHINESE_DATE = (
    rf"[(（]{_S}(?P<zyear>{_YEAR}){_S}年[,，、]?{_S}(?P<zplace>[^\s()（），,]{{1,12}})?"
    rf"{_S}(?:[,，、]{_S}(?P<zrev>修订版?))?{_S}[)）]"
)
_HEAD = re.compile(
    rf"(?<!\w)(?P<kind>{'|'.join(_KINDS.values())})\s+(?:(?P<inside>{_CONFERENCE})\s+)?(?=[0-9A-Z])",
    re.IGNORECASE,
)
# "WTSA Resolution 1", "WTSA-16 Resolution 2", "ITU-T Recommendation A.1"
_BEFORE = re.compile(
    r"(?<!\w)(?P<before>WTSA|PP|WTDC|WRC|Council|(?:ITU|UIT)-?[TRD]|Plenipotentiary Conference)"
    r"(?:-[0-9]{2})?\s+\Z"
)
_REACH = 40  # characters before a head in which its conference can stand
_ITEM = re.compile(rf"(?P<number>{_NUMBER})(?P<date>{_GAP}{_DATE})?", re.IGNORECASE)
_TAIL = re.compile(
    r",?\s+(?:(?:adopted |approved )?(?:of|by|from)|de|del|du|des|adoptée par|الصادر(?:ة)? عن)?"
    rf"{_S}(?:the |ITU |l['’]|la |el )*(?P<after>{_CONFERENCE})(?!\w)",
    re.IGNORECASE,
)
_DIGIT = re.compile("[0-9]")
_JOINT = re.compile(
    rf"{_S}[,،;]?{_S}(?:\b(?:and|or|et|ou|y|e|o|и|или)\b|و)?{_S}(?=[0-9A-Z])", re.IGNORECASE
)
_CHINESE = re.compile(
    rf"(?:(?P<zconf>{_CONFERENCE})(?:有关)?)?第{_S}(?P<znumber>[0-9]{{1,4}}(?:-[0-9]+)?){_S}号"
    rf"(?P<zkind>决议|决定|意见)(?P<zdate>{_S}{_CHINESE_DATE})?"
    rf"|(?P<zsector>(?:ITU|国际电联)-?[TRD]){_S}(?P<zrec>[A-Z]\.[0-9.]+(?:-[0-9]+)?){_S}建议书"
)
_BETWEEN = re.compile(
    rf"{_S}[,;،]?{_S}(?:(?:and|as well as|et|y|и|و|和|及|以及){_S})?(?:the |la |les |el )?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Citation:
    """One text cited, and where: text[start:end], its date in text[date_start:date_end].

    `conference` is WTSA, PP, WTDC, WRC, Council or a Sector (ITU-T, ITU-R, ITU-D), ""
    where the text does not say. `kind` is the English word. `year` is None and `place`
    "" where the citation names no revision; `place` is as the language spells it.
    `defect` says in a few words what is wrong with the form, "" for nothing.
    """

    kind: str
    number: str
    conference: str = ""
    place: str = ""
    year: int | None = None
    revised: bool = False
    start: int = 0
    end: int = 0
    date_start: int = 0
    date_end: int = 0
    defect: str = ""

    @property
    def is_dated(self) -> bool:
        return self.date_end > self.date_start

    @property
    def name(self) -> str:
        """As a person would write it in English: "Resolution 123 (Rev. Busan, 2014)"."""
        if self.year is None:
            return f"{self.kind} {self.number}"
        revised = "Rev. " if self.revised else ""
        if self.conference == "Council" and not self.place:
            revised = "modified " if self.revised else ""
        place = f"{self.place}, " if self.place else ""
        return f"{self.kind} {self.number} ({revised}{place}{self.year})"


@lru_cache(maxsize=4096)
def find(text: str, own: str = "WTSA") -> tuple[Citation, ...]:
    """The citations of a text, in order. "This assembly" is the conference `own`.

    In "Resolution 71 (…) and Resolution 123 (…) of the Plenipotentiary Conference" and
    in "Resolutions 71 and 123" the conference is said once and holds for both.
    """
    if not _DIGIT.search(text):
        return ()
    plain = text.replace("\u2011", "-").replace("\u2010", "-")
    found = list(_alphabetic(plain, own))
    if "第" in text or "建议书" in text:
        found = sorted([*found, *_chinese(plain, own)], key=lambda citation: citation.start)
    for index in range(len(found) - 2, -1, -1):
        this, following = found[index], found[index + 1]
        between = plain[this.end : following.start]
        if (
            not this.conference
            and this.kind == following.kind
            and _BETWEEN.fullmatch(between)
            and between
        ):
            found[index] = replace(this, conference=following.conference)
    return tuple(found)


def _alphabetic(text: str, own: str) -> Iterator[Citation]:
    taken = 0
    for head in _HEAD.finditer(text):
        if head.start() < taken:
            continue
        start, at = head.start(), head.end()
        before = _BEFORE.search(text, max(start - _REACH, taken), start)
        if before:
            start = before.start()
        conference = _conference(before["before"] if before else head["inside"], own)
        while item := _ITEM.match(text, at):
            dated = _dated(item)
            at = taken = item.end() if dated.is_dated else item.end("number")
            citation = replace(
                dated,
                kind=_kind(head["kind"]),
                number=item["number"].upper(),
                start=start,
            )
            tail = _TAIL.match(text, at)
            if tail and not conference:
                taken = tail.end()
                citation = replace(citation, conference=_conference(tail["after"], own))
            elif conference:
                citation = replace(citation, conference=conference)
            yield replace(citation, end=taken)
            joint = _JOINT.match(text, taken)
            if not joint or joint.end() == taken or not _MANY.search(head["kind"]):
                break
            start = at = joint.end()


def _dated(item: re.Match[str]) -> Citation:
    """A citation with the date of one item, without a head yet."""
    citation = Citation(kind="", number="")
    if not item["date"] or (item["place"] or "")[:1].islower():
        return citation  # "(see also the report of 2010)" dates nothing
    start = item.start("date") + item["date"].index("(")
    citation = replace(citation, date_start=start, date_end=item.end("date"))
    if item["radio"]:
        conference = re.sub(r"CMR|ВКР|WRC", "WRC", re.split(r"[\s.]+|-", item["radio"])[-2])
        return replace(
            citation,
            conference=conference,
            year=_full_year(item["radioyear"]),
            revised=bool(item["radiorev"]),
        )
    if item["council"]:
        year = item["councilyear"] or item["session"]
        return replace(
            citation,
            conference="Council",
            year=_full_year(year),
            revised=bool(item["modified"]),
        )
    return replace(
        citation,
        place=" ".join((item["place"] or "").split()),
        year=int(item["year"]),
        revised=bool(item["rev"]),
        defect=_defect(item),
    )


def _defect(item: re.Match[str]) -> str:
    """What is wrong with the form of a date in brackets."""
    if item["rest"] is None:
        return "the bracket is not closed"
    if item["rest"].strip() != ")":
        return "more than a place and a year in the brackets"
    if not item["place"]:
        return "no place" if item["rev"] else ""
    if item["rev"] and item["rev"].isalpha() and item["rev"][0].isascii() and not item["dot"]:
        return "no full stop after “Rev”"
    if item["rev"] and not item["space"]:
        return "no space after “Rev.”"
    if not re.fullmatch(r"[,،]\s", item["comma"]):
        return "place and year are not parted by one comma"
    return ""


def _chinese(text: str, own: str) -> Iterator[Citation]:
    for match in _CHINESE.finditer(text):
        if match["zrec"]:
            number, kind, conference = (
                match["zrec"],
                "Recommendation",
                f"ITU-{match['zsector'][-1]}",
            )
        else:
            number, kind = match["znumber"], _kind(match["zkind"])
            conference = _conference(match["zconf"], own)
        dated = bool(match["zdate"])
        yield Citation(
            kind=kind,
            number=number,
            conference=conference,
            place=match["zplace"] or "",
            year=int(match["zyear"]) if dated else None,
            revised=bool(match["zrev"]),
            start=match.start(),
            end=match.end(),
            date_start=match.end() - len(match["zdate"].lstrip()) if dated else 0,
            date_end=match.end() if dated else 0,
        )


def _kind(word: str) -> str:
    return next(kind for kind, words in _KINDS.items() if re.fullmatch(words, word, re.IGNORECASE))


def _conference(words: str | None, own: str) -> str:
    if not words:
        return ""
    plain = " ".join(words.split())
    return next(
        (code or own)
        for code, names in _CONFERENCES.items()
        if re.fullmatch(names, plain, re.IGNORECASE)
    )


def _full_year(digits: str) -> int:
    """07 -> 2007, 95 -> 1995: the first radio conference so numbered was WRC-95."""
    year = int(digits)
    return year if year > 99 else year + (1900 if year >= 90 else 2000)


_ENTRY = (
    rf"(?:{_PLACE}[\s,،]{{0,3}}{_YEAR}(?:{_S}г\.?)?"
    rf"|{_YEAR}{_S}年{_S}[,，、]{_S}[^\s()（），,；;]{{1,12}})"
)
_HISTORY = re.compile(rf"[(（]{_S}{_ENTRY}(?:{_S}[;:；,]{_S}{_ENTRY})*{_S}[)）]")
_OPENING = re.compile(
    rf"{_S}(?:The |L['’]|La |إن )?(?:{_CONFERENCE})[^()（）]{{0,70}}?"
    rf"(?P<date>{_GAP}(?:\([^()]{{0,60}}{_YEAR}[^()]{{0,6}}\)|（{_YEAR}年[^（）]{{0,30}}）))[,，،]?{_S}",
    re.IGNORECASE,
)


def is_history(text: str) -> bool:
    """Whether a text is a history line: (Florianópolis, 2004; Johannesburg, 2008)."""
    return _HISTORY.fullmatch(text.strip()) is not None


def opening_date(text: str) -> tuple[int, int] | None:
    """Where the opening line dates itself: The … Assembly (Hammamet, 2016), None if it is none."""
    match = _OPENING.fullmatch(text.replace("\u2011", "-"))
    return (match.start("date"), match.end("date")) if match else None
