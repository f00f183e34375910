"""Every public function refuses what it does not take, whatever that is."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import discourse
from discourse.corpus import Corpus
from discourse.errors import DiscourseError

TEXTS = {
    "d0": "The belt and road brings peace, and peace to all nations of the world.",
    "d1": "We build peace. The belt and road is a road of peace and of trade.",
    "d2": "Trade and peace, peace and trade for all nations.",
    "d3": "The world wants peace, and the belt and road.",
}
DOCUMENTS = pd.DataFrame(
    {
        "doc": list(TEXTS),
        "year": [2019, 2020, 2019, 2020],
        "date": ["2019-01-01", "2020-01-01", "2019-02-01", "2020-02-01"],
    }
)
CORPUS = Corpus.from_texts(TEXTS, DOCUMENTS)
FORMULAS = discourse.Lexicon.read({"bri": ["belt and road"], "peace": ["peace"]})
KEYNESS = discourse.keyness(CORPUS, by="year", target="2019", min_count=1)
NGRAMS = discourse.ngrams(CORPUS, n=2)
PASSAGES = discourse.shared_passages(CORPUS)
SURROGATE = "\ud800"
LONG = "x" * 3_000

NO_CORPUS: list[object] = ["x", None, [CORPUS], 3, pd.NA, pd.DataFrame(), Corpus]
ODD_VALUES: dict[str, object] = {
    "NA": pd.NA,
    "NaT": pd.NaT,
    "array": np.array([1, 2]),
    "array of one": np.array(3),
    "numpy integer": np.int64(3),
    "lone surrogate": SURROGATE,
    "list of lone surrogates": [SURROGATE],
    "dict": {"a": [SURROGATE]},
    "dict with an odd key": {SURROGATE: ["a"]},
    "long": LONG,
    "list of long": [LONG] * 3,
    "NaN": float("nan"),
    "infinity": float("inf"),
    "-1": -1,
    "large": 10**30,
    "pair of large": (10**30, 10**30),
    "thousands of digits": 10**5_000,
    "bytes": b"x",
    "table": pd.DataFrame({"a": [1]}),
    "list of NA": [pd.NA],
    "pair with NA": (pd.NA, 1),
    "arrays": [np.array([1, 2]), np.array([3])],
    "object": object(),
}


@dataclass(frozen=True)
class Call:
    """A public function with arguments that it takes."""

    arguments: tuple[Any, ...]
    options: Mapping[str, Any] = field(default_factory=dict)


CALLS: dict[str, Call] = {
    "collocate_network": Call((CORPUS, "peace")),
    "collocates": Call((CORPUS, "peace")),
    "coverage": Call((CORPUS,)),
    "debris": Call((CORPUS,)),
    "dispersion": Call((CORPUS, FORMULAS)),
    "distinctive": Call((CORPUS,)),
    "diversity": Call((CORPUS,)),
    "document_frequencies": Call((CORPUS,)),
    "draft_lexicon": Call((NGRAMS, "draft.toml")),
    "duplicates": Call((CORPUS,)),
    "frequencies": Call((CORPUS, FORMULAS)),
    "join": Call((CORPUS, Corpus.from_texts({"z": "Peace."}))),
    "keyness": Call((CORPUS,), {"by": "year", "target": "2019"}),
    "keyness_profiles": Call((KEYNESS, KEYNESS)),
    "kwic": Call((CORPUS, "peace")),
    "lexicon_check": Call((CORPUS, FORMULAS)),
    "load": Call(("ngrams.csv",)),
    "mask_changes": Call((CORPUS, discourse.ngrams)),
    "mentions": Call((CORPUS, FORMULAS)),
    "near_names": Call((CORPUS, "year")),
    "ngrams": Call((CORPUS,)),
    "passage_families": Call((PASSAGES,)),
    "positions": Call((CORPUS, FORMULAS)),
    "preview_split": Call(("speeches.txt",), {"split": "TEXT *"}),
    "recurring": Call((CORPUS,)),
    "save": Call((NGRAMS, "ngrams")),
    "search_comparison": Call((CORPUS, FORMULAS)),
    "shared_features": Call((CORPUS, "d0", "d1")),
    "shared_passages": Call((CORPUS,)),
    "show": Call((NGRAMS,)),
    "similarity": Call((CORPUS,)),
    "similarity_order": Call((CORPUS,)),
    "timeline": Call((CORPUS, FORMULAS)),
    "topic_groups": Call((CORPUS,), {"by": "year", "k": 2}),
    "topic_paragraphs": Call((CORPUS,), {"k": 2}),
    "topic_quality": Call((CORPUS,), {"k": (2, 3), "runs": 2}),
    "topics": Call((CORPUS,), {"k": 2}),
    "variants": Call((CORPUS, FORMULAS)),
}
# These have tests of their own: `read` in tests/reading, the classes in their rooms.
ELSEWHERE = {"Corpus", "DiscourseError", "Lexicon", "Phrase", "plot", "read"}


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    discourse.tables.save(NGRAMS, "ngrams.csv")
    Path("speeches.txt").write_text("TEXT 1\nPeace.\n", encoding="utf-8")


def fault_of(function: Callable[..., object], call: Call) -> str:
    """Return what is wrong with the answer of a function; "" if nothing is."""
    try:
        function(*call.arguments, **call.options)
    except DiscourseError as fault:
        message = str(fault)
        if SURROGATE in message or LONG[:300] in message:
            return f"a message with the whole value: {message[:200]!a}"
    except Exception as fault:  # noqa: BLE001 - whatever else comes is the fault
        return f"{type(fault).__name__}: {str(fault)[:100]!a}"
    return ""


def with_odd_value(call: Call, function: object, value: object) -> Iterator[Call]:
    """Yield the call with each of its parameters, one after the other, odd."""
    parameters = inspect.signature(function).parameters.values()  # type: ignore[arg-type]
    for position, parameter in enumerate(parameters):
        if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
            continue
        if position < len(call.arguments):
            arguments = list(call.arguments)
            arguments[position] = value
            yield Call(tuple(arguments), call.options)
        else:
            yield Call(call.arguments, {**call.options, parameter.name: value})


def test_every_public_function_is_tried() -> None:
    assert set(CALLS) | ELSEWHERE == set(discourse.__all__)


@pytest.mark.parametrize("name", CALLS)
def test_odd_arguments_are_refused_in_words(name: str) -> None:
    function = getattr(discourse, name)
    call = CALLS[name]
    faults = {}
    for what, value in ODD_VALUES.items():
        for odd_call in with_odd_value(call, function, value):
            fault = fault_of(function, odd_call)
            if fault:
                faults[f"{what} in {list(odd_call.options)}"] = fault
    assert not faults


@pytest.mark.parametrize(
    "name", [name for name, call in CALLS.items() if call.arguments[0] is CORPUS]
)
def test_what_is_no_corpus_is_refused(name: str) -> None:
    function = getattr(discourse, name)
    call = CALLS[name]
    for value in NO_CORPUS:
        with pytest.raises(DiscourseError, match=r"Corpus|corpora"):
            function(value, *call.arguments[1:], **call.options)


@pytest.mark.parametrize("what", ODD_VALUES)
def test_odd_arguments_of_a_corpus_are_refused_in_words(what: str) -> None:
    value = ODD_VALUES[what]
    texts = {"a": "Peace."}
    functions: dict[str, Callable[[], object]] = {
        "corpus[...]": lambda: CORPUS[value],  # type: ignore[index]
        "pipe": lambda: CORPUS.pipe(value),  # type: ignore[arg-type]
        "chinese_words": lambda: Corpus.from_texts(texts, chinese_words=value),  # type: ignore[arg-type]
    }
    # As text these are names of columns and of files, which have tests of their own.
    if not isinstance(value, str | bytes):
        functions["text"] = lambda: discourse.read(texts, text=value)  # type: ignore[arg-type]
        functions["metadata"] = lambda: discourse.read(texts, metadata=value)  # type: ignore[arg-type]
    faults = {
        name: fault_of(function, Call(())) for name, function in functions.items()
    }
    assert not any(faults.values()), faults
