"""What a person typed, made safe to show. The only module that imports bleach (ADR 10).

Text that came out of a document never passes through here: it is data, and is escaped.
"""

from __future__ import annotations

import bleach

TAGS = frozenset("a b blockquote br code del em i ins li ol p strong ul".split())
ATTRIBUTES = {"a": ["href", "title"]}
PROTOCOLS = frozenset(("http", "https", "mailto"))


def clean(markup: str) -> str:
    """Markup with nothing in it but plain emphasis, lists and links."""
    return str(
        bleach.clean(markup, tags=TAGS, attributes=ATTRIBUTES, protocols=PROTOCOLS, strip=True)
    )


def plain(text: str) -> str:
    """One line of text a person typed: no control characters, white space made single."""
    printable = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(printable.split())
