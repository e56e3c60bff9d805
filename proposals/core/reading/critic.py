"""Runs as a person types them: `kept {--deleted--}{++inserted++} kept` (CriticMarkup).

The form in which an editor puts a recovered redline right, with nothing but a keyboard.
"""

from __future__ import annotations

import re

from proposals.core.model import Op, Run, Runs
from proposals.core.result import Refused

_MARK = re.compile(r"\{--(.*?)--\}|\{\+\+(.*?)\+\+\}", re.DOTALL)
_LOOSE = ("{--", "--}", "{++", "++}")


def read_runs(text: str) -> Runs:
    """The runs of a marked text; Refused where a mark is open or stands in another."""
    runs: list[Run] = []
    place = 0
    for match in _MARK.finditer(text):
        runs.append(Run(Op.EQUAL, text[place : match.start()]))
        runs.append(Run(Op.DELETE, match[1]) if match[1] else Run(Op.INSERT, match[2] or ""))
        place = match.end()
    runs.append(Run(Op.EQUAL, text[place:]))
    for run in runs:
        for mark in _LOOSE:
            if mark in run.text:
                raise Refused(f"“{mark}” has no partner in “{run.text.strip()[:40]}”.")
    return tuple(run for run in runs if run.text)


def write_runs(runs: Runs) -> str:
    """The runs as a person can type them; who changed what, and why, is left out."""
    form = {Op.EQUAL: "%s", Op.DELETE: "{--%s--}", Op.INSERT: "{++%s++}"}
    return "".join(form[run.op] % run.text for run in runs)
