"""Make the bundled list of document frequencies from the speeches of the UN General Debate.

    python tests/benchmarks/background_list.py                # ten seconds; writes the list
    python tests/benchmarks/background_list.py --speeches FILE --out FILE

The list has each word of three speeches or more, sorted by code point: in how many of the speeches it is, and how many
speeches there are. Words are the library's own. `discourse/data/background/un-general-debate.md` says where the
speeches are from. Run it again when the tokeniser changes; a test compares the bytes.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import lzma
from pathlib import Path

import discourse as dc

HERE = Path(__file__).resolve().parent
SPEECHES = HERE.parents[2] / "shared" / "data" / "ungdc_dev_1990_2024.jsonl.xz"
LIST = HERE.parents[1] / "discourse" / "data" / "background" / "un-general-debate.csv"
MIN_SPEECHES = 3  # a rarer word is often a slip, and half of all words are rarer


def read_speeches(path: Path) -> dc.Corpus:
    """The speeches as a corpus."""
    texts = {}
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            speech = json.loads(line)
            texts[speech["id"]] = speech["text"]
    return dc.Corpus.from_texts(texts)


def list_of(corpus: dc.Corpus) -> bytes:
    """The bytes of the list."""
    table = dc.document_frequencies(corpus, min_documents=MIN_SPEECHES)
    columns = table[["term", "documents", "of_documents"]]
    content = io.StringIO()
    writer = csv.writer(content, lineterminator="\n")
    writer.writerow(columns.columns)
    writer.writerows(columns.sort_values("term").itertuples(index=False))
    return content.getvalue().encode("utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speeches", type=Path, default=SPEECHES)
    parser.add_argument("--out", type=Path, default=LIST)
    options = parser.parse_args()
    options.out.write_bytes(list_of(read_speeches(options.speeches)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
