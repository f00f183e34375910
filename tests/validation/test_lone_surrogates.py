"""What is no character is refused by name, wherever text comes in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import discourse as dc
from discourse import tables
from discourse.corpus import Corpus
from discourse.errors import (
    DiscourseError,
    LexiconError,
    MetadataError,
    OptionError,
    PatternError,
    ReadError,
    SpanError,
    TableError,
)
from discourse.validation import check_characters, name_surrogate

HALF = "a\ud800b"
CORPUS = Corpus.from_texts(
    {"a": "One belt, one road; win-win.", "b": "One belt, one road."},
    documents=pd.DataFrame({"doc": ["a", "b"], "place": ["x", "y"]}),
)


def objects(*values: object) -> pd.Series:
    return pd.Series(values, dtype="object")


def with_metadata(columns: list[str], *rows: list[object]) -> Corpus:
    index = pd.Index(columns, dtype="object")
    documents = pd.DataFrame(rows, columns=index, dtype="object")
    return Corpus.from_texts({"a": "x", "b": "y"}, documents=documents)


def mask_with_label() -> Corpus:
    spans = pd.DataFrame({"doc": ["a"], "start": [0], "end": [1]})
    return CORPUS.mask(spans.assign(label=objects(HALF)))


REFUSED: dict[str, tuple[type[DiscourseError], Callable[[], Any]]] = {
    "an id": (MetadataError, lambda: Corpus.from_texts({HALF: "x"})),
    "a text": (ReadError, lambda: Corpus.from_texts({"a": HALF})),
    "a value of metadata": (
        MetadataError,
        lambda: with_metadata(["doc", "x"], ["a", HALF], ["b", 1]),
    ),
    "a column of metadata": (
        MetadataError,
        lambda: with_metadata(["doc", HALF], ["a", "x"], ["b", "y"]),
    ),
    "one value assigned": (MetadataError, lambda: CORPUS.assign(x=HALF)),
    "values assigned": (MetadataError, lambda: CORPUS.assign(x=["x", HALF])),
    "values by id": (MetadataError, lambda: CORPUS.assign(x={"a": HALF, "b": 1})),
    "an assigned column": (MetadataError, lambda: CORPUS.assign(**{HALF: 1})),
    "a value looked for": (OptionError, lambda: CORPUS.where(place=HALF)),
    "values looked for": (OptionError, lambda: CORPUS.where(place=["x", HALF])),
    "an id looked for": (OptionError, lambda: CORPUS.where(doc=HALF)),
    "names of corpora": (
        OptionError,
        lambda: dc.join(CORPUS, CORPUS, names=(HALF, "b")),
    ),
    "a label of a span": (SpanError, mask_with_label),
    "stop words": (OptionError, lambda: dc.ngrams(CORPUS, stop=["the", HALF])),
    "stop words as text": (OptionError, lambda: dc.ngrams(CORPUS, stop=f"en+{HALF},")),
    "a name of a stop list": (OptionError, lambda: dc.ngrams(CORPUS, stop=HALF)),
    "stop words of keyness": (
        OptionError,
        lambda: dc.keyness(CORPUS, by="doc", target="a", stop=[HALF]),
    ),
    "a background": (
        TableError,
        lambda: dc.distinctive(
            CORPUS,
            background=pd.DataFrame(
                {"term": objects(HALF), "documents": [1], "of_documents": [2]}
            ),
        ),
    ),
    "Chinese words": (
        OptionError,
        lambda: Corpus.from_texts({"a": "x"}, chinese_words=[HALF]),
    ),
    "a family": (LexiconError, lambda: dc.Lexicon.read({HALF: ["x"]})),
    "a pattern": (PatternError, lambda: dc.Phrase(HALF)),
    "the id of a pattern": (OptionError, lambda: dc.Phrase("x", id=HALF)),
    "a slot": (OptionError, lambda: dc.Phrase("x", slots={"s": HALF})),
    "a cell of a table": (
        TableError,
        lambda: tables.make(
            "search_comparison",
            {"family": [HALF], "group": "", "search": "plain", "count": 1},
        ),
    ),
    "a cell of a chart": (
        TableError,
        lambda: dc.plot.search_comparison(
            pd.DataFrame(
                {
                    "family": objects(HALF),
                    "group": "",
                    "search": "plain string",
                    "count": [1],
                }
            )
        ),
    ),
}


@pytest.mark.parametrize(("error", "call"), REFUSED.values(), ids=REFUSED)
def test_half_of_a_character_is_refused_by_name(
    error: type[DiscourseError], call: Callable[[], Any]
) -> None:
    with pytest.raises(error) as caught:
        call()
    message = str(caught.value)
    assert "U+D800" in message or r"\ud800" in message
    assert message.encode()


# A name of something that is not there is answered by its escape.
NAMED: dict[str, Callable[[], Any]] = {
    "by": lambda: dc.diversity(CORPUS, by=HALF),
    "a column": lambda: CORPUS.where(**{HALF: "x"}),
    "a document": lambda: CORPUS[HALF],
    "a unit": lambda: CORPUS.segment(HALF),  # type: ignore[arg-type]
    "a measure": lambda: dc.similarity(CORPUS, measure=HALF),
    "a date": lambda: dc.timeline(CORPUS, "one belt", date=HALF),
    "a target": lambda: dc.keyness(CORPUS, by="doc", target=HALF),
    "a node": lambda: dc.collocates(CORPUS, HALF),
    "a lexicon": lambda: dc.Lexicon.read(HALF),
    "a lexicon file": lambda: dc.Lexicon.read(f"{HALF}.toml"),
    "a table": lambda: dc.load(f"{HALF}.csv"),
    "a text": lambda: dc.read(HALF),
    "a name": lambda: dc.save(pd.DataFrame({"a": [1]}), HALF),
}


@pytest.mark.parametrize("call", NAMED.values(), ids=NAMED)
def test_a_message_that_quotes_it_can_be_written(call: Callable[[], Any]) -> None:
    with pytest.raises(DiscourseError) as caught:
        call()
    message = str(caught.value)
    assert message.encode()
    assert r"\ud800" in message or "U+D800" in message


@pytest.mark.parametrize("name", ["a\0", "a\ud800"])
def test_a_path_that_cannot_be_is_refused_by_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    table = pd.DataFrame({"a": ["x"]})
    draft = pd.DataFrame({"term": ["x"], "count": [1], "documents": [1]})
    lexicon = dc.Lexicon.read({"w": ["x"]})
    calls: list[Callable[[], Any]] = [
        lambda: dc.load(f"{name}.csv"),
        lambda: dc.Lexicon.read(f"{name}.toml"),
        lambda: dc.Lexicon.read(f"{name}.csv"),
        lambda: dc.frequencies(CORPUS, f"{name}.toml"),
        lambda: dc.ngrams(CORPUS, stop=f"en+{name}.txt"),
        lambda: dc.distinctive(CORPUS, background=f"{name}.csv"),
        lambda: dc.save(table, "x", folder=name),
        lambda: tables.save(table, name),
        lambda: lexicon.write(name),
        lambda: dc.draft_lexicon(draft, name),
    ]
    for call in calls:
        with pytest.raises(DiscourseError, match=r"U\+(0000|D800)") as caught:
            call()
        assert str(caught.value).encode()
    assert not list(tmp_path.iterdir())


def test_only_lone_surrogates_are_refused() -> None:
    for text in ("命运", "😀", "\ufffe", "\uffff", "\0", "\ufdd0", ""):
        assert name_surrogate(text) == ""
        check_characters("x", [text, 1, None])
    assert name_surrogate("x\udfff") == "U+DFFF"
