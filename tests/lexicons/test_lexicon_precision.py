"""The script that draws, scores and compares labelled mentions, and the labelled files."""

from __future__ import annotations

import importlib.util
import json
import lzma
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

import discourse as dc

LABELS = Path(__file__).parent / "labels"
CONTEXTS = LABELS / "contexts" / "un-speeches.csv"
FIRST_DRAW = LABELS / "un-speeches-first-draw.csv"
TEXTS = {
    "a": "A new era of mutual trust. A new era. Mutual trust and a win-win outcome.",
    "b": "Another new era; and one\nnew era more. Mutual trust.",
}
FAMILIES = {
    "new_era": [{"p": "new era", "id": "era", "status": "standard"}],
    "trust": [{"p": "mutual trust", "id": "trust", "status": "variant"}],
    "win_win": [{"p": "win-win", "id": "win", "status": "standard"}],
}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    path = Path(__file__).parents[1] / "benchmarks" / "lexicon_precision.py"
    spec = importlib.util.spec_from_file_location("lexicon_precision", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def corpus() -> dc.Corpus:
    return dc.Corpus.from_texts(TEXTS)


@pytest.fixture
def lexicon() -> dc.Lexicon:
    return dc.Lexicon.read(FAMILIES)


@pytest.fixture
def mentions(corpus: dc.Corpus, lexicon: dc.Lexicon) -> pd.DataFrame:
    return dc.mentions(corpus, lexicon)


def labelled(mentions: pd.DataFrame, gloss: str, formula: str) -> pd.DataFrame:
    """The mentions with one letter a label: y or n."""
    words = {"y": "yes", "n": "no"}
    columns = ["family", "pattern", "doc", "start", "end", "surface"]
    return mentions[columns].assign(
        gloss=[words[letter] for letter in gloss],
        formula=[words[letter] for letter in formula],
        remark="",
    )


# --- draw


@pytest.mark.parametrize(
    ("available", "total", "expected"),
    [
        ({"b": 9, "a": 9}, 6, {"a": 3, "b": 3}),
        ({"b": 9, "a": 9, "c": 9}, 7, {"a": 3, "b": 2, "c": 2}),
        ({"a": 1, "b": 9, "c": 9}, 9, {"a": 1, "b": 4, "c": 4}),
        ({"a": 1, "b": 3, "c": 90}, 20, {"a": 1, "b": 3, "c": 16}),
        ({"a": 1, "b": 2}, 20, {"a": 1, "b": 2}),
        ({"a": 4}, 0, {"a": 0}),
    ],
)
def test_families_give_the_same_number_and_others_what_small_ones_lack(
    script: ModuleType,
    available: dict[str, int],
    total: int,
    expected: dict[str, int],
) -> None:
    sizes = script.sizes_of_samples(pd.Series(available), total)
    assert sizes.to_dict() == expected


def test_the_same_seed_draws_the_same_mentions(
    script: ModuleType, mentions: pd.DataFrame
) -> None:
    first = script.draw(mentions, size=5, seed=1)
    assert list(first.columns) == script.COLUMNS
    assert first["family"].tolist() == [
        "new_era",
        "new_era",
        "trust",
        "trust",
        "win_win",
    ]
    assert (first[["gloss", "formula", "remark"]] == "").all(axis=None)
    pd.testing.assert_frame_equal(first, script.draw(mentions, size=5, seed=1))
    draws = [script.draw(mentions, size=5, seed=seed) for seed in range(8)]
    starts = {tuple(draw["start"]) for draw in draws}
    assert len(starts) > 1


def test_families_can_be_left_out_and_a_draw_can_be_empty(
    script: ModuleType, mentions: pd.DataFrame
) -> None:
    drawn = script.draw(mentions, size=9, seed=1, without=["trust", "new_era"])
    assert drawn["family"].tolist() == ["win_win"]
    everything = list(FAMILIES)
    nothing = script.draw(mentions, size=9, seed=1, without=everything)
    assert list(nothing.columns) == script.COLUMNS
    assert nothing.empty


def test_a_drawn_mention_has_its_context_in_a_line(
    script: ModuleType, mentions: pd.DataFrame, corpus: dc.Corpus
) -> None:
    drawn = script.draw(mentions, size=99, seed=1, without=["trust", "win_win"])
    drawn = script.add_contexts(drawn, corpus, 12)
    assert drawn["before"].tolist() == ["A", "al trust. A", "Another", "ra; and one"]
    assert drawn["after"].tolist() == [
        "of mutual t",
        ". Mutual tru",
        "; and one ne",
        "more. Mutua",
    ]


def test_contexts_are_whole_words_as_they_stand(
    script: ModuleType, mentions: pd.DataFrame
) -> None:
    places = pd.concat([mentions, mentions]).sample(frac=1, random_state=1)
    texts = {doc: f"{'x' * 61} {text} {'y' * 61}" for doc, text in TEXTS.items()}
    shifted = places.assign(start=places["start"] + 62, end=places["end"] + 62)
    table = script.contexts_of(shifted, dc.Corpus.from_texts(texts))
    assert list(table.columns) == ["doc", "start", "end", "before", "after"]
    assert len(table) == len(mentions)
    first = table.iloc[0]
    assert first["before"] == "A "
    assert first["after"] == " of mutual trust. A new era. Mutual trust and a win-win"
    with_line_end = table[table["doc"] == "b"].iloc[1]
    assert with_line_end["before"] == "Another new era; and one\n"


# --- score


def test_a_score_has_all_families_large_families_and_statuses(
    script: ModuleType, mentions: pd.DataFrame, lexicon: dc.Lexicon
) -> None:
    order = mentions.sort_values(["family", "doc", "start"])
    assert order["family"].tolist() == ["new_era"] * 4 + ["trust"] * 3 + ["win_win"]
    labels = labelled(order, "yyyn" + "ynn" + "y", "ynnn" + "nnn" + "y")
    table = script.score(labels, lexicon, least=3).set_index("of")
    assert table.index.tolist() == [
        "all families",
        "family new_era",
        "family trust",
        "status standard",
        "status variant",
    ]
    assert table["labelled"].tolist() == [8, 4, 3, 5, 3]
    assert table["right"].tolist() == [5, 3, 1, 4, 1]
    assert table["precision"].tolist() == [5 / 8, 3 / 4, 1 / 3, 4 / 5, 1 / 3]
    assert table["formula"].tolist() == [2, 1, 0, 2, 0]
    assert table["formula_share"].tolist() == [2 / 8, 1 / 4, 0, 2 / 5, 0]
    # Clopper and Pearson for 5 of 8, from their tables.
    assert table.loc["all families", "low"] == pytest.approx(0.2449, abs=5e-5)
    assert table.loc["all families", "high"] == pytest.approx(0.9148, abs=5e-5)
    assert set(table["interval"]) == {"clopper_pearson"}


def test_a_pattern_that_is_gone_has_a_status_of_its_own(
    script: ModuleType, mentions: pd.DataFrame, lexicon: dc.Lexicon
) -> None:
    labels = labelled(mentions, "y" * 8, "n" * 8).assign(pattern="gone")
    table = script.score(labels, lexicon)
    assert table["of"].tolist() == ["all families", f"status {script.GONE}"]


def test_no_label_has_no_score(
    script: ModuleType, mentions: pd.DataFrame, lexicon: dc.Lexicon
) -> None:
    nothing = labelled(mentions.head(0), "", "")
    with pytest.raises(ValueError, match="no labelled mention"):
        script.score(nothing, lexicon)


# --- compare


def test_right_mentions_that_are_lost_are_listed(
    script: ModuleType, corpus: dc.Corpus, mentions: pd.DataFrame
) -> None:
    labels = labelled(mentions, "y" * 8, "n" * 8)
    assert script.compare(labels, mentions).empty
    # Longer and shorter hits overlap; another family in the same place does not count.
    patterns = {
        "new_era": ["another new era", "new era of"],
        "trust": ["mutual"],
        "other": ["win-win"],
    }
    today = dc.mentions(corpus, dc.Lexicon.read(patterns))
    lost = script.compare(labels, today)
    assert lost["surface"].tolist() == ["new era", "win-win", "new era"]
    assert lost["doc"].tolist() == ["a", "a", "b"]
    assert script.compare(labels.assign(gloss="no"), today).empty
    told = script.describe_comparison(labels, lost)
    assert told.startswith("3 of 8 mentions labelled right are lost (37.5%):\n")
    assert "win-win" in told


def test_mentions_that_only_touch_do_not_overlap(
    script: ModuleType, mentions: pd.DataFrame
) -> None:
    labels = labelled(mentions.head(1), "y", "n")
    shifted = mentions.head(1).copy()
    shifted["start"] = shifted["end"]
    shifted["end"] = shifted["end"] + 5
    assert len(script.compare(labels, shifted)) == 1


# --- the whole script


def test_the_script_draws_scores_and_compares(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    speeches = tmp_path / "speeches.jsonl"
    rows = []
    for name, text in TEXTS.items():
        rows.append(json.dumps({"id": name, "text": text}) + "\n")
    speeches.write_text("".join(rows), encoding="utf-8")
    out = tmp_path / "drawn.csv"
    places = ["--speeches", str(speeches), "--out", str(out)]
    assert script.main(["draw", *places, "--size", "4", "--seed", "2"]) == 0
    drawn = pd.read_csv(out, dtype=str, keep_default_na=False)
    assert list(drawn.columns) == [*script.COLUMNS, "before", "after"]
    with pytest.raises(ValueError, match=r"drawn\.csv, mention 1: a label is neither"):
        script.main(["score", str(out)])
    drawn = drawn.assign(gloss="yes", formula="no")
    drawn.to_csv(out, index=False, lineterminator="\n")
    assert script.main(["score", str(out)]) == 0
    assert "all families" in capsys.readouterr().out
    assert script.main(["compare", str(out), "--speeches", str(speeches)]) == 0
    told = capsys.readouterr().out
    assert told == "0 of 4 mentions labelled right are lost (0.0%)\n"


def test_a_labelled_file_without_a_column_is_refused(
    script: ModuleType, tmp_path: Path
) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("family,doc\na,b\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"labels\.csv lacks the columns .*'gloss'"):
        script.read_labels(path)


# --- the labelled files


def labelled_files() -> list[Path]:
    return sorted(LABELS.glob("*.csv"))


@pytest.mark.parametrize("path", labelled_files(), ids=lambda path: path.stem)
def test_a_labelled_file_is_well_formed(script: ModuleType, path: Path) -> None:
    labels = script.read_labels(path)  # refuses a label that is neither yes nor no
    assert list(labels.columns) == script.COLUMNS
    assert (labels["end"] - labels["start"] == labels["surface"].str.len()).all()
    assert not labels.duplicated(["family", "doc", "start", "end"]).any()
    readme = (LABELS / "README.md").read_text(encoding="utf-8")
    assert f"`{path.name}`" in readme


def test_the_first_draw_says_what_wrong_mentions_mean(script: ModuleType) -> None:
    labels = script.read_labels(FIRST_DRAW)
    assert len(labels) == 250
    assert "community_shared_future" not in set(labels["family"])
    wrong = labels["gloss"] == "no"
    assert (labels.loc[wrong, "remark"] != "").all()
    assert (labels.loc[wrong, "formula"] == "no").all()


def test_labelled_mentions_stand_in_the_speeches(
    script: ModuleType, shared: Path
) -> None:
    speeches = shared / "data" / "ungdc_dev_1990_2024.jsonl.xz"
    if not speeches.exists():
        pytest.skip(f"needs {speeches.name} in shared/data, which is not here")
    texts = {}
    with lzma.open(speeches, "rt", encoding="utf-8") as lines:
        for line in lines:
            speech = json.loads(line)
            texts[speech["id"]] = speech["text"]
    contexts = pd.read_csv(CONTEXTS, dtype=str, keep_default_na=False)
    for row in contexts.astype({"start": int, "end": int}).itertuples():
        text = texts[row.doc]
        assert text[: row.start].endswith(row.before), row
        assert text[row.end :].startswith(row.after), row
    for path in labelled_files():
        for row in script.read_labels(path).itertuples():
            assert texts[row.doc][row.start : row.end] == row.surface, (path.name, row)
