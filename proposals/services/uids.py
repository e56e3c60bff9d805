"""Short ids for clauses and rows: from what they say, so that the same store, made anew,
has the same addresses; kept ever after, whatever the text becomes.
"""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Container
from hashlib import blake2b
from itertools import count


def uid(taken: Container[str], *parts: str) -> str:
    """Eight letters and digits that `taken` does not hold yet."""
    for attempt in count():
        seed = "\n".join((*parts, str(attempt)))
        made = b32encode(blake2b(seed.encode(), digest_size=5).digest()).decode().lower()
        if made not in taken:
            return made
    raise AssertionError
