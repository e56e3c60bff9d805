"""Make the Word files and the side-by-side table from the samples' sources.

`python -m proposals.samples.make` writes them anew; the same sources give the same
bytes, so that a commit shows a sample only when it says something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from proposals.core.model import Clause, Column, Kind, everything
from proposals.core.writing.docx import Look, write_proposal, write_resolution, write_table
from proposals.core.writing.layout import by_section, head
from proposals.samples.sources import FOLDER, Source, load, names, proposals

TABLE = "901-side-by-side"
# Announced, but its column is empty; and one that came as Word only, too late for the table.
ANNOUNCED = Column("AST", action="MOD")
LATE = "CEPT"


def table_columns() -> list[Column]:
    """The columns of the side-by-side table of Resolution 901: the key to its text."""
    sent = [source.column for source in proposals("901") if source.column.group != LATE]
    return [ANNOUNCED, *sent]


def word(source: Source) -> bytes:
    """One sample as .docx: a proposal's changes are tracked."""
    look = Look.PLAIN if source.is_plain else Look.ITU
    if source.is_proposal:
        return write_proposal(source.column, look=look, is_numbered=source.is_numbered)
    body = source.body
    return write_resolution(body, header=f"{body.number} ({body.revision})", look=look)


def flat_table(columns: Sequence[Column], title: str) -> str:
    """The side-by-side table as Word exports it to text: every mark of a change is lost.

    Each cell begins with a tab and each row ends with an empty line; a footnote stands
    inline, with the number Word gives it; no-break hyphens are gone (DOMAIN.md, "The
    side-by-side table, flattened").
    """
    ids = count(1)
    heads = [head(column, number) for number, column in enumerate(columns, 1)]
    rows = [[_flat_cell(clauses, ids) for clauses in row] for row in by_section(columns)]
    blocks = ["".join(f"\t{cell}\n" for cell in row) for row in [heads, *rows]]
    return f" {title}\n\n" + "\n".join(blocks)


def flat(source: Source) -> str:
    """One sample as Word exports it to text, its changes without their marks."""
    return _flat_cell(source.body.clauses, count(1)) + "\n"


def files() -> dict[Path, bytes]:
    """Every file that is made, by where it is kept."""
    made = {FOLDER / "word" / f"{name}.docx": word(load(name)) for name in names()}
    columns = table_columns()
    title = "Resolution 901 proposals side-by-side"
    made[FOLDER / "word" / f"{TABLE}.docx"] = write_table(columns, title=title)
    made[FOLDER / f"{TABLE}.txt"] = flat_table(columns, title).encode()
    return made


def main() -> None:
    for path, data in files().items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)


def _flat_cell(clauses: Sequence[Clause], ids: count[int]) -> str:
    lines: list[str] = []
    for clause in clauses:
        if clause.kind is Kind.FOOTNOTE:
            lines[-1] = _with_footnote(lines[-1], clause, next(ids))
            continue
        label, text = everything(clause.label), everything(clause.text)
        lines.append(f"{label}\t{text}" if label else text)
    return "\n".join(lines).replace("\u2011", "")


def _with_footnote(line: str, note: Clause, id_: int) -> str:
    mark, text = everything(note.label), everything(note.text)
    cited = re.sub(re.escape(f"[^{mark}]"), f"[footnoteRef:{id_}]{mark} ", line)
    return f"{cited} [{id_}: {mark} \t{text} ] "


if __name__ == "__main__":
    main()
