"""The message catalogues: gathered from the source, brought up to date, compiled.

`make messages` runs this as a program. It needs no GNU gettext: templates are turned into
Python by Django, as `makemessages` does, and Babel reads that.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import django
from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
LOCALES = ROOT / "locale"
LANGUAGES = ("ar", "es", "fr", "ru", "zh_Hans")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
DOMAIN = "LC_MESSAGES/django"
# A date or a name that nobody wrote would make each run a change of the catalogue.
BORN = datetime(2026, 1, 1, tzinfo=UTC)
UNSTEADY = re.compile(
    rb'\A(?:#.*\n)+|^"(?:Project-|Report-|POT-|PO-|Last-|Language-T|Generated).*\n', re.M
)


def source() -> Catalog:
    """Every message of the code and the templates, with the places where it stands."""
    catalog = Catalog(domain="django", fuzzy=False)
    for path in sorted([*ROOT.glob("proposals/**/*.py"), *ROOT.glob("wtsa/*.py")]):
        _gather(catalog, path, path.read_text())
    for path in sorted(ROOT.glob("templates/**/*.html")):
        _gather(catalog, path, _python(path))
    return catalog


def _python(path: Path) -> str:
    """A template's messages as calls, one a line: all else is blotted out by Django."""
    return "\n".join(_calls(templatize(path.read_text(), origin=str(path))))


def _calls(blotted: str) -> Iterator[str]:
    """The calls alone; what was blotted out is no Python."""
    string = r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*\""""
    call = re.compile(rf"""\b(?:n?p?gettext|_)\((?:[^()'"]|{string})*\)""")
    for line in blotted.splitlines():
        yield "; ".join(match[0] for match in call.finditer(line))


def _gather(catalog: Catalog, path: Path, python: str) -> None:
    name = path.relative_to(ROOT).as_posix()
    for line, message, comments, context in extract(
        "python", io.BytesIO(python.encode()), KEYWORDS, options={"encoding": "utf-8"}
    ):
        catalog.add(message, None, [(name, line)], auto_comments=comments, context=context)


def stored(language: str) -> Catalog:
    """A language's catalogue as it stands."""
    with (LOCALES / language / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=language, domain="django")


def compiled(catalog: Catalog) -> bytes:
    file = io.BytesIO()
    catalog.creation_date = catalog.revision_date = BORN
    write_mo(file, catalog)
    return file.getvalue()


def update(language: str) -> int:
    """Bring one catalogue up to date, and compile it; gives how many messages wait."""
    folder = LOCALES / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "django.po"
    catalog = stored(language) if path.exists() else Catalog(locale=language, domain="django")
    # A guess at a changed message would be shown as if somebody had meant it.
    catalog.update(source(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    file = io.BytesIO()
    write_po(file, catalog, no_location=True, sort_output=True, width=96)
    path.write_bytes(UNSTEADY.sub(b"", file.getvalue()).lstrip())
    path.with_suffix(".mo").write_bytes(compiled(stored(language)))
    return sum(not all(_strings(message)) for message in catalog if message.id)


def _strings(message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


if __name__ == "__main__":
    django.setup()
    for code in sys.argv[1:] or LANGUAGES:
        sys.stdout.write(f"{code}: {update(code)} messages to translate\n")
