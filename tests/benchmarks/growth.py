"""How time and memory of every verb grow with the corpus.

``python tests/benchmarks/growth.py`` prints a table: for each verb and each size of the
corpus the CPU seconds, the rows of the table, and the most memory that the process had.
The last columns say what the last doubling of the corpus multiplies the seconds and the
rows by. Each number is from a process of its own, which has read the corpus and found its
words before the clock starts, except for `read`.

The seconds are those of the program itself, and behind the plus sign those of the
operating system. Most of the latter go to memory that the process has not had before. In
a virtual machine they depend on what ran there before, so the growth is that of the
former.

``--texts FILE`` takes speeches from JSON Lines, one document a line, with the keys
text, country and year, compressed with xz or not. A larger corpus is filled up with
documents whose sentences are drawn from the file by seed. Such documents repeat each
other, and speeches do not: so where one size is of speeches and the next one has drawn
documents, more passages, repeated lines and rows grow than the corpus does. With
``--drawn`` the documents of every size are drawn ones. Without a file all sentences are
made up of drawn words.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import discourse as dc

SEED = 20291
SIZES = (500_000, 1_000_000, 2_000_000, 4_000_000, 8_000_000)
WORDS_OF_DOCUMENT = 2_200
# Of the vocabulary that made-up sentences have.
MADE_UP_WORDS = 60_000
WORDS_OF_SENTENCE = 24
SECONDS = 400
# A verb whose time is multiplied by more than this when the corpus doubles is marked.
STEEP = 2.2
LONG = 0.3  # seconds; in less time the growth is mostly chance
# Columns that the numbers of one size take.
WIDTH = 33

LEXICON = "chinese-diplomacy"
NODE = "development"


def many_words(corpus: dc.Corpus) -> pd.DataFrame:
    """Return a table with a row for each word and each pair of words."""
    return dc.ngrams(corpus, n=(1, 2), min_count=1)


def key_words(corpus: dc.Corpus, by: str = "half") -> pd.DataFrame:
    """Return the key words of one group of the corpus."""
    target = str(corpus.documents[by].iloc[0])
    return dc.keyness(corpus, by=by, target=target)


@dataclass(frozen=True)
class Task:
    """A call that is measured, and what it is given that is made before."""

    call: Callable[..., object]
    given: Callable[[dc.Corpus], object] | None = None


def save_words(corpus: dc.Corpus) -> None:
    """Save a large table, so that it can be loaded."""
    dc.save(many_words(corpus), "words", folder=".")


def mask_debris(corpus: dc.Corpus) -> dc.Corpus:
    """Return the corpus without what the rules for debris propose."""
    return corpus.mask(dc.debris(corpus))


def two_ids(corpus: dc.Corpus) -> list[str]:
    """Return the names of the first two documents."""
    names: list[str] = corpus.documents["doc"].head(2).tolist()
    return names


TASKS: dict[str, Task] = {
    "collocate_network": Task(lambda corpus: dc.collocate_network(corpus, NODE)),
    "collocates": Task(lambda corpus: dc.collocates(corpus, NODE)),
    "collocates by country": Task(
        lambda corpus: dc.collocates(corpus, NODE, by="country")
    ),
    "coverage": Task(dc.coverage),
    "coverage by country": Task(lambda corpus: dc.coverage(corpus, by="country")),
    "debris": Task(dc.debris),
    "dispersion": Task(lambda corpus: dc.dispersion(corpus, 1)),
    "dispersion by half": Task(lambda corpus: dc.dispersion(corpus, 1, by="half")),
    "distinctive": Task(dc.distinctive),
    "diversity": Task(dc.diversity),
    "diversity by country": Task(lambda corpus: dc.diversity(corpus, by="country")),
    "document_frequencies": Task(dc.document_frequencies),
    "draft_lexicon": Task(
        lambda corpus, table: dc.draft_lexicon(table.head(1000), "draft.toml"),
        given=dc.recurring,
    ),
    "duplicates": Task(dc.duplicates),
    "frequencies": Task(lambda corpus: dc.frequencies(corpus, LEXICON, by="country")),
    "frequencies, bootstrap": Task(
        lambda corpus: dc.frequencies(corpus, LEXICON, interval="bootstrap")
    ),
    "join": Task(
        lambda corpus, other: dc.join(corpus, other),
        given=lambda corpus: dc.Corpus.from_texts({"other": "Peace and progress."}),
    ),
    "keyness": Task(key_words),
    "keyness of one country": Task(lambda corpus: key_words(corpus, by="country")),
    "keyness of formulas": Task(
        lambda corpus: dc.keyness(corpus, by="half", target="first", of=LEXICON)
    ),
    "keyness_profiles": Task(
        lambda corpus, table: dc.keyness_profiles(table, table), given=key_words
    ),
    "kwic": Task(lambda corpus: dc.kwic(corpus, NODE)),
    "lexicon_check": Task(lambda corpus: dc.lexicon_check(corpus, LEXICON)),
    "load": Task(
        lambda corpus, _: dc.load("words.csv"),
        given=save_words,
    ),
    "mask": Task(
        lambda corpus, spans: corpus.mask(spans).stream,
        given=dc.debris,
    ),
    "mask_changes": Task(
        lambda corpus, _: dc.mask_changes(_, dc.ngrams, n=1),
        given=mask_debris,
    ),
    "mentions": Task(lambda corpus: dc.mentions(corpus, LEXICON)),
    "near_names": Task(lambda corpus: dc.near_names(corpus, "country")),
    "ngrams": Task(lambda corpus: dc.ngrams(corpus, min_count=5)),
    "ngrams by country": Task(
        lambda corpus: dc.ngrams(corpus, n=2, min_count=5, by="country")
    ),
    "passage_families": Task(dc.passage_families),
    "passage_families of a table": Task(
        lambda corpus, table: dc.passage_families(table), given=dc.shared_passages
    ),
    "positions": Task(lambda corpus: dc.positions(corpus, LEXICON)),
    "recurring": Task(dc.recurring),
    "sample": Task(lambda corpus: corpus.sample(len(corpus) // 2, rng=0).stream),
    "save": Task(
        lambda corpus, table: dc.save(table, "words", folder="."), given=many_words
    ),
    "search_comparison": Task(lambda corpus: dc.search_comparison(corpus, LEXICON)),
    "segment": Task(lambda corpus: corpus.segment("sentence").stream),
    "shared_features": Task(
        lambda corpus, ids: dc.shared_features(corpus, *ids), given=two_ids
    ),
    "shared_passages": Task(dc.shared_passages),
    "shared_passages of two documents": Task(
        lambda corpus, ids: dc.shared_passages(corpus, of=ids), given=two_ids
    ),
    "show": Task(lambda corpus, table: dc.show(table)._repr_html_(), given=many_words),
    "similarity": Task(lambda corpus: dc.similarity(corpus, top=10)),
    "similarity_order": Task(
        lambda corpus, some: dc.similarity_order(some),
        given=lambda corpus: corpus.sample(min(100, len(corpus)), rng=0),
    ),
    "timeline": Task(lambda corpus: dc.timeline(corpus, LEXICON, date="year")),
    "topic_groups": Task(lambda corpus: dc.topic_groups(corpus, by="half", k=10)),
    "topic_paragraphs": Task(lambda corpus: dc.topic_paragraphs(corpus, k=10)),
    "topics": Task(lambda corpus: dc.topics(corpus, k=10)),
    "topics of documents": Task(
        lambda corpus: dc.topics(corpus, k=10, unit="document")
    ),
    "variants": Task(lambda corpus: dc.variants(corpus, LEXICON)),
    "where": Task(lambda corpus: corpus.where(half="first").stream),
}


def read_speeches(path: Path) -> list[dict[str, Any]]:
    """Return the documents of a file of JSON Lines."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def made_up_sentences(rng: np.random.Generator, count: int) -> list[str]:
    """Return sentences of words that are drawn as often as words of a language are."""
    ranks = np.arange(1, MADE_UP_WORDS + 1)
    shares = 1.0 / (ranks + 2.7)
    sentences = []
    lengths = rng.poisson(WORDS_OF_SENTENCE, count) + 1
    numbers = rng.choice(MADE_UP_WORDS, lengths.sum(), p=shares / shares.sum())
    letters = np.array(list("etaoinshrdlu"))
    names = ["".join(letters[[int(d, 16) % 12 for d in f"{n:x}"]]) for n in ranks]
    for words in np.split(numbers, np.cumsum(lengths)[:-1]):
        sentence = " ".join(names[number] for number in words)
        sentences.append(sentence.capitalize() + ".")
    return sentences


def drawn_documents(
    rng: np.random.Generator, sentences: list[str]
) -> Iterator[dict[str, Any]]:
    """Yield documents of sentences that are drawn, without an end."""
    number = 0
    while True:
        words = 0
        chosen = []
        while words < WORDS_OF_DOCUMENT:
            sentence = sentences[rng.integers(len(sentences))]
            chosen.append(sentence)
            words += len(sentence.split())
        paragraphs = [" ".join(chosen[at : at + 5]) for at in range(0, len(chosen), 5)]
        yield {
            "text": "\n\n".join(paragraphs),
            "country": f"Country {number % 150}",
            "year": 1990 + number % 35,
        }
        number += 1


def documents_of_size(
    speeches: list[dict[str, Any]], words: int, *, all_drawn: bool
) -> Iterator[dict[str, Any]]:
    """Yield documents until they have so many words: speeches, then drawn ones."""
    rng = np.random.default_rng(SEED)
    count = 0
    for place in rng.permutation(0 if all_drawn else len(speeches)):
        if count >= words:
            return
        yield speeches[place]
        count += len(speeches[place]["text"].split())
    if count >= words:
        return
    if speeches:
        sentences = []
        for speech in speeches:
            sentences += [f"{part}." for part in speech["text"].split(". ")]
    else:
        sentences = made_up_sentences(rng, 50_000)
    for document in drawn_documents(rng, sentences):
        yield document
        count += len(document["text"].split())
        if count >= words:
            return


def write_corpus(
    speeches: list[dict[str, Any]], words: int, path: Path, *, all_drawn: bool = False
) -> None:
    """Write the table of a corpus of so many words."""
    documents = pd.DataFrame(documents_of_size(speeches, words, all_drawn=all_drawn))
    table = documents[["text", "country", "year"]].copy()
    table["id"] = [f"d{number}" for number in range(len(table))]
    table["half"] = np.where(np.arange(len(table)) % 2, "second", "first")
    table.to_parquet(path)


def peak_of_process() -> float:
    """Return the most memory that this process had, in megabytes.

    On Linux `getrusage` counts what the parent had when it started this process.
    """
    status = Path("/proc/self/status")
    if status.exists():
        peak = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
        if peak is not None:
            return int(peak[1]) / 1024
    peak_of_resource = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # In bytes on macOS, in kilobytes elsewhere.
    return peak_of_resource / (1024**2 if sys.platform == "darwin" else 1024)


def measure(name: str, path: Path) -> dict[str, float]:
    """Return the CPU seconds, the rows and the memory, in megabytes, of one call."""
    frame = pd.read_parquet(path)
    # What is imported on first need is no cost of the call.
    few = dc.read(frame.head(60))
    task = TASKS.get(name, Task(lambda corpus: None))
    given = () if task.given is None else (task.given(few),)
    task.call(few, *given)
    start = resource.getrusage(resource.RUSAGE_SELF)
    if name == "read":
        result: object = dc.read(frame)
        result.stream  # type: ignore[attr-defined]  # noqa: B018 - found on first need
    else:
        corpus = dc.read(frame)
        corpus.stream  # noqa: B018
        given = () if task.given is None else (task.given(corpus),)
        start = resource.getrusage(resource.RUSAGE_SELF)
        result = task.call(corpus, *given)
    end = resource.getrusage(resource.RUSAGE_SELF)
    rows = len(result) if isinstance(result, pd.DataFrame) else 0
    return {
        "seconds": end.ru_utime - start.ru_utime,
        "system": end.ru_stime - start.ru_stime,
        "rows": rows,
        "peak": peak_of_process(),
    }


def measure_apart(name: str, path: Path) -> dict[str, float] | None:
    """Return what a process of its own measures; None if it takes too long."""
    script = str(Path(__file__).resolve())
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run(
                [sys.executable, script, "--task", name, "--corpus", str(path)],
                capture_output=True,
                text=True,
                cwd=folder,
                timeout=SECONDS,
            )
        except subprocess.TimeoutExpired:
            return None
    if done.returncode:
        sys.stderr.write(f"{name}: {done.stderr.strip()[-300:]}\n")
        return None
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def describe_growth(name: str, path_of_size: dict[int, Path]) -> str:
    """Return the line of the table for one verb."""
    cells = [f"{name:24}"]
    measured_of_size = {}
    for size, path in path_of_size.items():
        measured = measure_apart(name, path)
        if measured is None:
            cells.append(f"{'-':>{WIDTH}}")
            break
        measured_of_size[size] = measured
        cells.append(
            f"{measured['seconds']:7.2f} +{measured['system']:5.2f} s "
            f"{measured['rows']:8.0f} {measured['peak']:5.0f} MB"
        )
    if len(measured_of_size) < 2:
        return "  ".join(cells)
    *_, before, last = measured_of_size.values()
    *_, size_before, last_size = measured_of_size
    doublings = math.log2(last_size / size_before)
    growth = growth_by_doubling(before["seconds"], last["seconds"], doublings)
    row_growth = growth_by_doubling(before["rows"], last["rows"], doublings)
    is_steep = growth > STEEP and last["seconds"] > LONG
    mark = " steep" if is_steep else ""
    return "  ".join([*cells, f"x{growth:.2f}, rows x{row_growth:.2f}{mark}"])


def growth_by_doubling(before: float, after: float, doublings: float) -> float:
    """Return what each doubling multiplies a number by; 1 if it was nothing before."""
    return float((after / before) ** (1 / doublings)) if before else 1.0


def main() -> None:
    """Measure one task, or print the table of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verbs", nargs="*", help="those to measure; all by default")
    parser.add_argument("--texts", type=Path, help="speeches as JSON Lines")
    parser.add_argument("--drawn", action="store_true", help="only drawn documents")
    parser.add_argument("--sizes", type=float, nargs="+", default=SIZES)
    parser.add_argument("--task", help=argparse.SUPPRESS)
    parser.add_argument("--corpus", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task:
        sys.stdout.write(json.dumps(measure(options.task, options.corpus)))
        return
    speeches = read_speeches(options.texts) if options.texts else []
    with tempfile.TemporaryDirectory() as folder:
        path_of_size = {}
        for size in sorted(int(size) for size in options.sizes):
            path_of_size[size] = Path(folder) / f"{size}.parquet"
            path = path_of_size[size]
            write_corpus(speeches, size, path, all_drawn=options.drawn)
        heads = [f"{f'{size / 1e6:g}M words':>{WIDTH}}" for size in path_of_size]
        sys.stdout.write("  ".join([f"{'':24}", *heads, "by doubling"]) + "\n")
        for name in options.verbs or ["read", *TASKS]:
            line = describe_growth(name, path_of_size)
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
