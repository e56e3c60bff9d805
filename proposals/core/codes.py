"""What proposals and their files are called: codes, document names, groups (DOMAIN.md).

A code is SOURCE/DOCUMENT[A addendum][R revision]/sequence. The source itself can
hold slashes (B/CAN/CLM/USA/7/2), so a code is read from the right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CODE = re.compile(
    r"(?P<sources>[^\s/]+(?:/[^\s/]+)*)"
    r"/(?P<document>\d{1,5})(?:A(?P<addendum>\d{1,3}))?(?:R(?P<revision>\d{1,3}))?"
    r"/(?P<sequence>\d{1,4})",
    re.I,
)
# T17-WTSA.20-C-0035!A8!MSW-E: study period, conference, series, number, parts, language.
_FILE = re.compile(
    r"T\d\d-[\w.]+-(?P<series>[A-Z]{1,3})-(?P<number>\d{4})"
    r"(?:!(?P<parts>[AR]\d+(?:-[AR]\d+)*))?!MSW-(?P<language>[ACEFRS])\b"
)
_LANGUAGES = {"A": "ar", "C": "zh", "E": "en", "F": "fr", "R": "ru", "S": "es"}

# Source in codes, name in tables, and how the group names itself, in lower case.
GROUPS = (
    ("AFCP", "ATU", ("african telecommunication", "african common proposal")),
    ("ARB", "AST", ("arab states", "league of arab")),
    ("ACP", "APT", ("asia-pacific telecommunity", "asia pacific telecommunity")),
    ("EUR", "CEPT", ("european conference of postal", "european common proposal")),
    ("IAP", "CITEL", ("inter-american telecommunication", "inter-american proposal")),
    ("RCC", "RCC", ("regional commonwealth in the field",)),
)
_GROUP_WORDS = re.compile(
    r"(?<![A-Za-z])(?:"
    + "|".join(sorted({word for source, name, _ in GROUPS for word in (source, name)}))
    + r")(?![A-Za-z])"
)
_BY_WORD = {word: name for source, name, _ in GROUPS for word in (source, name)}


@dataclass(frozen=True, slots=True)
class Code:
    """A proposal's code, taken apart. `addendum` and `revision` are 0 where it names none."""

    sources: tuple[str, ...]
    document: int
    sequence: int
    addendum: int = 0
    revision: int = 0

    @property
    def source(self) -> str:
        return "/".join(self.sources)

    @property
    def group(self) -> str:
        """The name of the group in tables (ATU for AFCP); the source, where it is no group."""
        return _BY_WORD.get(self.source.upper(), self.source)


@dataclass(frozen=True, slots=True)
class FileName:
    """What ITU's name of a document's file says: `document` as in "C-0035-A8"."""

    document: str
    language: str


def parse(text: str) -> Code | None:
    """A code such as AFCP/35A8/1; None for what is none."""
    match = _CODE.fullmatch(text.strip())
    if match is None:
        return None
    return Code(
        sources=tuple(match["sources"].split("/")),
        document=int(match["document"]),
        sequence=int(match["sequence"]),
        addendum=int(match["addendum"] or 0),
        revision=int(match["revision"] or 0),
    )


def parse_file(name: str) -> FileName | None:
    """What a file's name says, if it is one of ITU's."""
    match = _FILE.search(name)
    if match is None:
        return None
    parts = f"-{match['parts']}" if match["parts"] else ""
    return FileName(f"{match['series']}-{match['number']}{parts}", _LANGUAGES[match["language"]])


def group_named(text: str) -> str:
    """The one group that a text names, as tables do (ATU); "" for none or several."""
    lowered = text.lower()
    found = {name for _, name, titles in GROUPS if any(title in lowered for title in titles)}
    found |= {_BY_WORD[word] for word in _GROUP_WORDS.findall(text.replace("_", " "))}
    return found.pop() if len(found) == 1 else ""
