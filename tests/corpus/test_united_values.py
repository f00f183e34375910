"""Corpus.unite: several names of one group made one, checked and logged."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from discourse import tables
from discourse.corpus import Corpus
from discourse.errors import ColumnError, DiscourseError, MetadataError, OptionError

TEXTS = {"a": "One belt.", "b": "One road.", "c": "Two roads.", "d": "No road."}
COUNTRIES = ["Argentina", "Argentine Republic", "ARGENTINA", "Chile"]


@pytest.fixture
def corpus() -> Corpus:
    columns = {
        "doc": list(TEXTS),
        "country": COUNTRIES,
        "year": [2019, 2020, 2020, 2021],
        "paper": ["Times", "The Times", "Times", ""],
    }
    return Corpus.from_texts(TEXTS, pd.DataFrame(columns))


def proposals(**changes: Any) -> pd.DataFrame:
    """A table as near_names makes it, with some columns changed; None drops one."""
    columns = {
        "column": "country",
        "value": ["ARGENTINA", "Argentine Republic"],
        "documents": [1, 1],
        "proposed": "Argentina",
        "documents_proposed": 1,
        "rule": ["letters", "country"],
        "reason": ["Only capitals differ.", "Both name Argentina (ARG)."],
        "similarity": [1.0, 0.6],
    }
    table = pd.DataFrame(columns | changes)
    return table.drop(columns=[name for name, cell in changes.items() if cell is None])


def test_each_value_gets_the_name_proposed(corpus: Corpus) -> None:
    united = corpus.unite(proposals())
    assert united.documents["country"].tolist() == ["Argentina"] * 3 + ["Chile"]
    assert united.groups("country")[1] == ("Argentina", "Chile")
    assert len(united.where(country="Argentina")) == 3
    # The corpus itself, the texts and the other columns stay as they are.
    assert corpus.documents["country"].tolist() == COUNTRIES
    assert united.texts == corpus.texts
    assert united.sha256 == corpus.sha256
    assert united.fingerprint != corpus.fingerprint
    others = ["doc", "year", "paper"]
    pd.testing.assert_frame_equal(united.documents[others], corpus.documents[others])


def test_each_decision_is_in_the_log(corpus: Corpus) -> None:
    log = corpus.unite(proposals()).log
    assert tables.kind_of(log) == "log"
    cells = ["step", "action", "column", "value", "proposed", "documents", "rule"]
    assert log[cells].to_numpy().tolist() == [
        [1, "unite", "country", "ARGENTINA", "Argentina", 1, "letters"],
        [1, "unite", "country", "Argentine Republic", "Argentina", 1, "country"],
    ]
    assert log["reason"].tolist() == proposals()["reason"].tolist()
    assert corpus.log.empty


def test_the_log_holds_masks_and_names_in_their_order(
    corpus: Corpus, tmp_path: Path
) -> None:
    span = pd.DataFrame({"doc": ["a"], "start": [0], "end": [3]})
    decided = corpus.mask(span).unite(proposals()).unmask()
    log = decided.log
    assert log["step"].tolist() == [1, 2, 2, 3]
    assert log["action"].tolist() == ["mask", "unite", "unite", "unmask"]
    assert log["documents"].tolist() == [0, 1, 1, 0]
    for row in log.to_dict("records"):
        text = corpus.raw.get(row["doc"], "")
        assert text[row["start"] : row["end"]] == row["surface"]
    path = tmp_path / "log.csv"
    tables.save(log, path)
    loaded = tables.load(path)
    pd.testing.assert_frame_equal(pd.DataFrame(loaded), pd.DataFrame(log))


def test_a_log_of_an_earlier_version_has_no_names() -> None:
    saved = Path(__file__).parents[1] / "tables" / "saved_by_0_1_0" / "log.csv"
    log = tables.load(saved)
    assert set(log["value"]) == {""}
    assert set(log["documents"]) == {0}


def test_rows_that_were_dropped_are_not_accepted(corpus: Corpus) -> None:
    united = corpus.unite(proposals().head(1))
    countries = ["Argentina", "Argentine Republic", "Argentina", "Chile"]
    assert united.documents["country"].tolist() == countries
    again = united.unite(proposals().tail(1))
    assert again.documents["country"].tolist() == ["Argentina"] * 3 + ["Chile"]
    assert again.log["step"].tolist() == [1, 2]


def test_a_name_written_by_hand_is_taken(corpus: Corpus) -> None:
    table = proposals(proposed=["Republic of Argentina", "Argentina"])
    countries = corpus.unite(table).documents["country"].tolist()
    assert countries == ["Argentina", "Argentina", "Republic of Argentina", "Chile"]


@pytest.mark.parametrize(
    "names",
    [
        {"ARGENTINA": "Argentina", "Argentine Republic": "Argentina"},
        pd.DataFrame(
            {"value": ["ARGENTINA", "Argentine Republic"], "proposed": "Argentina"}
        ),
    ],
)
def test_a_dict_or_a_short_table_needs_the_column(corpus: Corpus, names: Any) -> None:
    united = corpus.unite(names, column="country")
    assert united.documents["country"].tolist() == ["Argentina"] * 3 + ["Chile"]
    with pytest.raises(OptionError, match="column='country'"):
        corpus.unite(names)


def test_two_columns_may_be_in_one_table(corpus: Corpus) -> None:
    other = proposals(column="paper", value="The Times", proposed="Times").head(1)
    united = corpus.unite(pd.concat([proposals(), other], ignore_index=True))
    assert united.documents["paper"].tolist() == ["Times", "Times", "Times", ""]
    assert len(united.log) == 3


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"Chile": "Chile"},
        proposals().head(0),
        proposals(value="Argentina", documents=None),
    ],
)
def test_where_nothing_changes_the_corpus_is_the_same(
    corpus: Corpus, table: Any
) -> None:
    assert corpus.unite(table, column="country") is corpus


def test_a_row_that_comes_twice_is_decided_once(corpus: Corpus) -> None:
    table = pd.concat([proposals(), proposals()], ignore_index=True)
    assert len(corpus.unite(table).log) == 2


def test_counts_of_the_united_group_are_those_of_all_its_documents(
    corpus: Corpus,
) -> None:
    assert len(corpus.stream) == 8  # computed before, so that it would be in the cache
    united = corpus.unite(proposals())
    codes, groups = united.groups("country")
    assert groups[codes[0]] == groups[codes[1]] == groups[codes[2]] == "Argentina"
    assert len(united.stream) == 8


@pytest.mark.parametrize(
    ("table", "column", "error", "words"),
    [
        ({"Peru": "Perú"}, "country", MetadataError, "'Peru' is nowhere"),
        ({"Argentinia": "X"}, "country", MetadataError, "Did you mean 'Argentina'"),
        ({"Chile": ""}, "country", MetadataError, "no name there"),
        ({"Chile": None}, "country", MetadataError, "no name there"),
        ({"Chile": " "}, "country", MetadataError, "no name there"),
        ({"Chile": "C"}, "cuontry", ColumnError, "Did you mean 'country'"),
        ({"a": "b"}, "doc", ColumnError, "ids"),
        ({"2019": "2020"}, "year", ColumnError, "int64"),
        ({"Chile": "C"}, None, OptionError, "column='country'"),
        (["Chile"], "country", OptionError, "a list"),
        (None, None, OptionError, "None"),
        (pd.DataFrame({"value": ["Chile"]}), None, OptionError, "without proposed"),
        (proposals(documents=[1, 7]), None, MetadataError, "row 1.*another corpus"),
        (proposals(value=["Chile", "Peru"]), None, MetadataError, "row 1.*'Peru'"),
        (proposals(proposed=["x", None]), None, MetadataError, "row 1.*no name there"),
        (proposals(column="paper"), None, MetadataError, "nowhere in the column"),
        (proposals(), "paper", OptionError, "row 0.*leave column= out"),
        (
            proposals(value="Chile", proposed=["C", "D"]),
            None,
            MetadataError,
            "row 0 makes it 'C'",
        ),
        (
            {"ARGENTINA": "Chile", "Chile": "Peru"},
            "country",
            MetadataError,
            "Write the last name in both",
        ),
        (
            {"ARGENTINA": "Chile", "Chile": "ARGENTINA"},
            "country",
            MetadataError,
            "Write the last name in both",
        ),
    ],
)
def test_what_cannot_be_accepted_is_refused_with_advice(
    corpus: Corpus, table: Any, column: str | None, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words) as caught:
        corpus.unite(table, column=column)
    assert isinstance(caught.value, DiscourseError)


def test_the_advice_to_drop_the_column_documents_works(corpus: Corpus) -> None:
    table = proposals(documents=[9, 9])
    with pytest.raises(MetadataError, match="drop its column documents"):
        corpus.unite(table)
    united = corpus.unite(table.drop(columns="documents"))
    assert united.documents["country"].tolist()[:3] == ["Argentina"] * 3


def test_any_mapping_is_a_dict(corpus: Corpus) -> None:
    class Names(Mapping[str, str]):
        def __getitem__(self, name: str) -> str:
            return {"ARGENTINA": "Argentina"}[name]

        def __iter__(self):
            return iter(["ARGENTINA"])

        def __len__(self) -> int:
            return 1

    united = corpus.unite(Names(), column="country")
    assert united.documents["country"].tolist()[2] == "Argentina"


def test_ordered_values_keep_their_order() -> None:
    order = ["pre", "Pre ", "war", "post", "Post-"]
    values = pd.Categorical(["Post-", "war", "pre", "Pre "], order, ordered=True)
    table = pd.DataFrame({"doc": list(TEXTS), "phase": values})
    corpus = Corpus.from_texts(TEXTS, table)
    names = {"Post-": "post", "pre": "before"}
    united = corpus.unite(names, column="phase")
    groups = [group for group in united.groups("phase")[1] if group != "Pre"]
    assert groups == ["before", "war", "post"]
    assert united.log["value"].tolist() == list(names)


def test_documents_without_a_value_stay_without() -> None:
    countries = ["China", "P.R. China", None, ""]
    table = pd.DataFrame({"doc": list(TEXTS), "country": countries})
    corpus = Corpus.from_texts(TEXTS, table)
    united = corpus.unite({"P.R. China": "China"}, column="country")
    assert united.groups("country")[1] == ("(no value)", "China")
    assert united.groups("country")[0].tolist() == [1, 1, 0, 0]
