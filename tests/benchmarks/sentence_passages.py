"""Draw the passages in which sentence ends are labelled by a reader.

``python sentence_passages.py FOLDER`` prints one JSON object a line: where a passage
comes from, where it starts, and its text. The labels are put in by hand. FOLDER holds
the source texts as JSON Lines, one document a line, compressed with xz.
"""

from __future__ import annotations

import json
import lzma
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SEED = 20281


@dataclass(frozen=True)
class Source:
    """A collection, and how many passages of how many characters are drawn from it."""

    file: str
    passages: int
    characters: int
    key: str


SOURCES = (
    Source("ungdc_dev_1990_2024.jsonl.xz", 20, 800, "id"),
    Source("whitehouse_china_centralasia_2021_2024.jsonl.xz", 24, 700, "doc_id"),
    Source("sotu.jsonl.xz", 14, 800, "doc_id"),
    Source("federalist.jsonl.xz", 8, 900, "doc_id"),
    Source("irish_budgets_2008_2012.jsonl.xz", 12, 700, "doc_id"),
    Source("prc_government_work_reports_zh_2008_2025.jsonl.xz", 8, 250, "doc_id"),
    Source("civilcode_ca1851-match.txt", 1, 900, ""),
    Source("civilcode_ny1850-match.txt", 1, 900, ""),
)


def read_documents(path: Path, key: str) -> list[tuple[str, str]]:
    """Return the name and the text of each document of a file."""
    if path.suffix == ".txt":
        return [(path.stem, path.read_text(encoding="utf-8"))]
    documents = []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            documents.append((row[key], row["text"]))
    return documents


def draw_passages(folder: Path) -> list[dict[str, object]]:
    """Return passages from documents drawn without replacement, at random places.

    A passage begins and ends at a blank, wherever in a sentence that is.
    """
    passages: list[dict[str, object]] = []
    for number, source in enumerate(SOURCES):
        rng = np.random.default_rng([SEED, number])
        documents = read_documents(folder / source.file, source.key)
        long_enough = [
            document for document in documents if len(document[1]) > source.characters
        ]
        drawn = rng.choice(len(long_enough), source.passages, replace=False)
        for index in drawn:
            name, text = long_enough[index]
            start = int(rng.integers(0, len(text) - source.characters))
            end = start + source.characters
            while start > 0 and not text[start - 1].isspace():
                start -= 1
            while end < len(text) and not text[end].isspace():
                end += 1
            passages.append(
                {
                    "source": source.file.split(".")[0],
                    "document": name,
                    "start": start,
                    "text": text[start:end],
                }
            )
    return passages


def main() -> None:
    """Print the passages."""
    for passage in draw_passages(Path(sys.argv[1])):
        sys.stdout.write(json.dumps(passage, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
