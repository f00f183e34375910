"""Sentence ends that programs miss or invent, on passages labelled by a reader.

Run by hand, in an environment that also has segtok, nltk and spacy::

    python tests/benchmarks/sentence_ends.py FOLDER

FOLDER holds the source texts (see ``tests/text/sentence_ends.md``); Punkt is trained on
the documents of the passages. Without FOLDER only the library is measured.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sentence_passages import SOURCES, read_documents

from discourse.spans import extend_past_closing_marks
from discourse.text import STOP, tokenise

LABELS = Path(__file__).parents[1] / "text" / "sentence_ends.jsonl"
CHINESE = "prc_government_work_reports_zh_2008_2025"
DRAWS = 10_000
SEED = 0
_NOT_IN_WORDS = re.compile(r"[\W_]*")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True)
class Passage:
    """A passage and its true sentence ends, as offsets into its text."""

    source: str
    document: str
    paragraphs: str
    text: str
    ends: tuple[int, ...]


# A splitter returns the offsets in a passage where its sentences end.
Splitter = Callable[[Passage], Iterable[int]]


@dataclass(frozen=True)
class Errors:
    """How many true ends the passages have, and which were missed or invented.

    Attributes
    ----------
    true, missed, false : int arrays, shape (passages,)
    """

    true: np.ndarray
    missed: np.ndarray
    false: np.ndarray

    def line(self, name: str) -> str:
        """Return the rates per 1,000 true ends; a bootstrap over passages."""
        errors = self.missed + self.false
        rng = np.random.default_rng(SEED)
        drawn = rng.integers(0, len(errors), (DRAWS, len(errors)))
        rates = 1000 * errors[drawn].sum(axis=1) / self.true[drawn].sum(axis=1)
        low, high = np.quantile(rates, [0.025, 0.975])
        true = int(self.true.sum())
        missed = int(self.missed.sum())
        false = int(self.false.sum())
        rate = 1000 * (missed + false) / true
        counts = f"{true:6}{missed:8}{false:7}"
        return f"{name:24}{counts}{rate:9.1f}  {low:.1f}-{high:.1f}"


def read_passages(path: Path = LABELS) -> list[Passage]:
    """Return the labelled passages."""
    passages = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        passage = Passage(
            source=row["source"],
            document=row["document"],
            paragraphs=row["paragraphs"],
            text=row["text"],
            ends=tuple(row["ends"]),
        )
        passages.append(passage)
    return passages


def scored_ends(text: str, ends: Iterable[int]) -> set[int]:
    """Return ends as numbers of letters and digits before them.

    So it does not matter whether a blank or a bracket belongs to the sentence before.
    Ends with a blank line before the next word are left out.
    """
    is_counted = [char.isalnum() for char in text]
    counts = np.append(0, np.cumsum(is_counted))
    scored = set()
    for end in ends:
        stretch = _NOT_IN_WORDS.match(text, end)
        assert stretch is not None
        is_last = counts[end] == counts[-1]
        if not is_last and not _BLANK_LINE.search(stretch.group()):
            scored.add(int(counts[end]))
    return scored


def measure(passages: list[Passage], splitter: Splitter) -> Errors:
    """Return the errors of a splitter in each passage."""
    true, missed, false = [], [], []
    for passage in passages:
        labelled = scored_ends(passage.text, passage.ends)
        found = scored_ends(passage.text, splitter(passage))
        true.append(len(labelled))
        missed.append(len(labelled - found))
        false.append(len(found - labelled))
    return Errors(np.array(true), np.array(missed), np.array(false))


def split_with_library(passage: Passage) -> Iterable[int]:
    """Return where the token stream has a stop or a stronger break."""
    stream, _ = tokenise([passage.text], [passage.paragraphs])
    starts_sentence = np.flatnonzero(stream.gap[1:] >= STOP) + 1
    ends = stream.end[starts_sentence - 1].astype(np.int64)
    sources = np.zeros(len(ends), dtype=np.int64)
    past_marks: list[int] = extend_past_closing_marks(
        [passage.text], sources, ends
    ).tolist()
    return past_marks


def ends_of_sentences(text: str, sentences: Iterable[str]) -> list[int]:
    """Return where sentences end that follow each other in `text`."""
    position = 0
    ends = []
    for sentence in sentences:
        stripped = sentence.strip()
        if stripped:
            position = text.index(stripped, position) + len(stripped)
            ends.append(position)
    return ends


def split_with_segtok(passage: Passage) -> Iterable[int]:
    """Return the ends that segtok finds."""
    from segtok.segmenter import split_multi, split_single

    split = split_single if passage.paragraphs == "line" else split_multi
    return ends_of_sentences(passage.text, split(passage.text))


def punkt_splitter(texts: Iterable[str]) -> Splitter:
    """Return NLTK's Punkt, trained on `texts` without supervision."""
    from nltk.tokenize.punkt import PunktSentenceTokenizer, PunktTrainer

    trainer = PunktTrainer()
    for text in texts:
        trainer.train(text, finalize=False)
    trainer.finalize_training()
    tokenizer = PunktSentenceTokenizer(trainer.get_params())

    def split(passage: Passage) -> Iterable[int]:
        return [end for _, end in tokenizer.span_tokenize(passage.text)]

    return split


def spacy_splitter() -> Splitter:
    """Return spaCy's splitter by rules, the sentencizer."""
    import spacy

    pipelines = {name: spacy.blank(name) for name in ("en", "zh")}
    for pipeline in pipelines.values():
        pipeline.add_pipe("sentencizer")

    def split(passage: Passage) -> Iterable[int]:
        language = "zh" if passage.source == CHINESE else "en"
        sentences = pipelines[language](passage.text).sents
        texts = [str(sentence) for sentence in sentences]
        return ends_of_sentences(passage.text, texts)

    return split


def source_texts(folder: Path, passages: list[Passage]) -> list[str]:
    """Return the documents that the passages were drawn from."""
    wanted = {passage.document for passage in passages}
    texts = []
    for source in SOURCES:
        for name, text in read_documents(folder / source.file, source.key):
            if name in wanted:
                texts.append(text)
    return texts


def main() -> None:
    """Print one line for each splitter, in English and in Chinese."""
    passages = read_passages()
    splitters: dict[str, Splitter] = {"discourse": split_with_library}
    if len(sys.argv) > 1:
        texts = source_texts(Path(sys.argv[1]), passages)
        splitters["segtok"] = split_with_segtok
        splitters["Punkt, trained here"] = punkt_splitter(texts)
        splitters["spaCy sentencizer"] = spacy_splitter()
    chinese = [passage for passage in passages if passage.source == CHINESE]
    english = [passage for passage in passages if passage.source != CHINESE]
    parts = {"all": passages, "English": english, "Chinese": chinese}
    for part, part_passages in parts.items():
        sys.stdout.write(
            f"{part:24}{'true':>6}{'missed':>8}{'false':>7}{'per 1000':>9}\n"
        )
        for name, splitter in splitters.items():
            errors = measure(part_passages, splitter)
            sys.stdout.write(errors.line(name) + "\n")


if __name__ == "__main__":
    main()
