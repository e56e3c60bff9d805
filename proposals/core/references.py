"""References inside a text: "resolves 4", "considering e)", "clause 9.2.1 of Resolution 1".

Headings are free text, so a reference names its section by a heading's words or by
its first words ("resolves further 2"). `citations` finds the texts that are cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from proposals.core import citations
from proposals.core.citations import Citation

# Headings that every resolution may have, for texts whose sections are not at hand.
_USUAL = (
    "resolves further|resolves|considering further|considering also|considering"
    "|recognizing further|recognizing also|recognizing|noting further|noting also|noting"
    "|recalling|bearing in mind|taking into account|instructs|further instructs|invites"
    "|décide|considérant|reconnaissant|notant|rappelant|charge|invite"
    "|resuelve|considerando|reconociendo|observando|recordando|encarga|invita"
    "|решает|учитывая|признавая|отмечая|напоминая|поручает|предлагает"
    "|يقرر|تقرر|إذ تضع في اعتبارها|إذ تدرك|إذ تلاحظ|做出决议|考虑到|认识到|注意到|忆及|责成"
).split("|")
_S = r"\s{0,3}"  # bounded, as in citations
_SUFFIX = r"(?:bis|ter|quater|quinquies)"
_NUMBER = rf"[1-9][0-9]?(?:\.[0-9]+)*{_SUFFIX}?(?![\w%]|[-‐‑./][0-9])"
_LETTER = rf"\(?[a-zа-яء-ي]{{1,2}}{_SUFFIX}?\)(?:{_SUFFIX}\b)?"
_SUB = r"(?:\s?\(?(?:[ivx]{1,5}|[a-z])\))?"
_LABEL = rf"(?:{_NUMBER}|{_LETTER}){_SUB}"
_JOINT = rf"{_S}(?:,|(?:,{_S})?\b(?:and|or|to|et|ou|à|y|o|a|и|или|по)\b|و|和|至|[-–]){_S}"
# What can come after a number that is a label: "resolves 2 meetings" is none.
_AFTER = (
    rf"(?={_S}(?:[^\w\s(]|$)|\s+(?:of|and|or|above|below|to|in|is|are|as|by|for|which|shall|should"
    r"|et|ou|de|du|des|ci-dessus|ci-après|del|y|supra|anterior|выше|ниже|настоящ\w+|и)\b"
    rf"|{_S}[\u0600-\u06ff\u4e00-\u9fff])"
)
_SPACE = rf"(?:\s+|(?<=[\u4e00-\u9fff]){_S})"
_POINT = r"(?:points?|puntos?|пункт\w*|[وفبكل]?(?:ال|لل)?فقرة)"
_OF = rf"{_S}[«“\"]?{_S}(?:du|de la|de l['’]|del|de|раздела|من|of)?{_S}[«“\"]?{_S}"
_CLAUSE = r"(?:clauses?|§§?|cláusulas?)"
_WHOSE = re.compile(rf"{_S}(?:above|below)?{_S}(?:of|de|du|del|من|к)?{_S}(?:the |la |l['’]|el )?")
_BEFORE = re.compile(r"[\s,]{0,3}(?:in its |in |its |, under )?")


@dataclass(frozen=True, slots=True)
class Reference:
    """One clause referred to: `section` as printed, `label` bare ("4", "e", "9.2.1").

    `sub` is the label under it ("i"), "" for none. The reference is text[start:end], its
    label text[label_start:label_end]. `cited` is the other text whose clause is meant,
    None for the text that is speaking.
    """

    section: str
    label: str
    sub: str = ""
    start: int = 0
    end: int = 0
    label_start: int = 0
    label_end: int = 0
    cited: Citation | None = None


@lru_cache(maxsize=4096)
def find(text: str, sections: tuple[str, ...] = ()) -> tuple[Reference, ...]:
    """The references of a text, in order; `sections` are the headings it can name."""
    if not _POSSIBLE.search(text):
        return ()
    cited = citations.find(text)
    return tuple(
        reference
        for match in _pattern(sections).finditer(text)
        for reference in _read(match, _cited(text, match, cited))
    )


_POSSIBLE = re.compile(r"[0-9]|\w\)")


def bare(label: str) -> str:
    """A label as references are compared by: "a)" and "(a)" are a, "1bis" is 1bis."""
    return "".join(label.split()).strip("().–").replace(")", "").lower()


@lru_cache(maxsize=256)
def _pattern(sections: tuple[str, ...]) -> re.Pattern[str]:
    named = sorted({" ".join(section.split()) for section in sections if section.strip()}, key=len)
    heading = "|".join([*map(_opening_words, reversed(named)), *map(_exact, _USUAL)])
    labels = rf"{_LABEL}(?:{_JOINT}{_LABEL})*"
    return re.compile(
        rf"(?:(?<!\w)|(?<=[\u4e00-\u9fff]))(?:(?P<section>{heading}|{_CLAUSE}){_SPACE}(?P<labels>{labels}){_AFTER}"
        rf"|{_POINT}{_S}(?P<point>{labels}){_OF}(?P<within>{heading})(?!\w))",
        re.IGNORECASE,
    )


def _exact(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))


def _opening_words(heading: str) -> str:
    """A heading, or as many of its first words as are there."""
    words = [re.escape(word) for word in heading.split()]
    pattern = ""
    for word in reversed(words[1:]):
        pattern = rf"(?:\s+{word}{pattern})?"
    return rf"{words[0]}{pattern}"


_EACH = re.compile(rf"(?P<label>{_NUMBER}|{_LETTER})(?P<sub>{_SUB})")


def _read(match: re.Match[str], cited: Citation | None) -> Iterator[Reference]:
    group = "labels" if match["labels"] else "point"
    section = " ".join((match["section"] or match["within"]).split())
    for each in _EACH.finditer(match.string, *match.span(group)):
        yield Reference(
            section=section,
            label=bare(each["label"]),
            sub=bare(each["sub"]),
            start=match.start(),
            end=match.end(),
            label_start=each.start("label"),
            label_end=each.end("label"),
            cited=cited,
        )


def _cited(text: str, match: re.Match[str], cited: Iterable[Citation]) -> Citation | None:
    """The cited text whose clause a reference means, right after or right before it."""
    whose = _WHOSE.match(text, match.end())
    following = whose.end() if whose else match.end()
    for citation in cited:
        if citation.start == following:
            return citation
        if citation.end <= match.start() and _BEFORE.fullmatch(text[citation.end : match.start()]):
            return citation
    return None
