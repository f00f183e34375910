"""The labelled mentions in their contexts: what a lexicon must find, also without the speeches."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import discourse as dc

LABELS = Path(__file__).parent / "labels"
CONTEXTS = LABELS / "contexts" / "un-speeches.csv"
PLACE = ["doc", "start", "end"]
LEXICONS = {
    "un-speeches-first-draw": "chinese-diplomacy",
    "un-speeches-second-draw": "chinese-diplomacy",
    "un-speeches-third-draw": "chinese-diplomacy",
    "un-speeches-shared-future": "chinese-diplomacy",
    "un-speeches-un-resolutions": "un-resolutions",
}


def read_csv(path: Path) -> pd.DataFrame:
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    return table.astype({"start": int, "end": int})


def labelled_contexts(name: str) -> pd.DataFrame:
    """The labels of a file, each with the text before and after its place."""
    labels = read_csv(LABELS / f"{name}.csv")
    return labels.merge(read_csv(CONTEXTS), on=PLACE, how="left", validate="m:1")


def is_found(
    labels: pd.DataFrame, lexicon: dc.Lexicon, *, unanchored: bool
) -> pd.Series:
    """Whether a mention of the same family overlaps each labelled one in its context."""
    whole = labels["before"] + labels["surface"] + labels["after"]
    # The lines of the speeches are wrapped, which a short text does not show.
    texts = {str(number): text for number, text in whole.items()}
    corpus = dc.Corpus.from_texts(texts, paragraphs="blank")
    table = dc.mentions(corpus, lexicon, unanchored=unanchored)
    found = []
    for number, row in labels.iterrows():
        start = len(row["before"])
        end = start + len(row["surface"])
        is_it = (table["doc"] == str(number)) & (table["family"] == row["family"])
        is_it &= (table["start"] < end) & (table["end"] > start)
        found.append(bool(is_it.any()))
    return pd.Series(found, index=labels.index)


def test_each_labelled_place_has_its_context_once() -> None:
    files = {path.stem for path in LABELS.glob("*.csv")}
    assert files == set(LEXICONS)
    contexts = read_csv(CONTEXTS)
    assert not contexts.duplicated(PLACE).any()
    for name in LEXICONS:
        assert labelled_contexts(name)["before"].notna().all(), name
    assert CONTEXTS.stat().st_size < 300_000


@pytest.mark.parametrize(("name", "lexicon_name"), LEXICONS.items())
def test_what_is_labelled_right_is_found(name: str, lexicon_name: str) -> None:
    labels = labelled_contexts(name)
    right = labels[labels["gloss"] == "yes"]
    # The full wording that an anchored one needs may stand far away in the speech.
    kept = is_found(right, dc.Lexicon.read(lexicon_name), unanchored=True)
    lost = right.loc[~kept, ["family", "surface"]]
    assert kept.mean() >= 0.95, lost.to_string()


@pytest.mark.parametrize(
    "name",
    [
        "un-speeches-first-draw",
        "un-speeches-shared-future",
        "un-speeches-un-resolutions",
    ],
)
def test_what_a_lexicon_was_mended_for_is_not_found(name: str) -> None:
    labels = labelled_contexts(name)
    wrong = labels[labels["gloss"] == "no"]
    assert len(wrong) >= 2
    kept = is_found(wrong, dc.Lexicon.read(LEXICONS[name]), unanchored=False)
    assert wrong.loc[kept, ["family", "surface"]].to_numpy().tolist() == []


def test_of_another_lexicon_nothing_is_found() -> None:
    labels = labelled_contexts("un-speeches-first-draw").head(40)
    nothing = dc.Lexicon.read({"belt_and_road": ["no such words"]})
    assert not is_found(labels, nothing, unanchored=True).any()
