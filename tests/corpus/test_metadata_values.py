"""What a value of the metadata is, however it was stored; groups; where."""

import datetime
import decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import discourse
from discourse import read
from discourse.corpus import Corpus, join
from discourse.corpus.metadata_oddities import near_same_labels
from discourse.corpus.metadata_values import (
    column_as_text,
    normalise_column,
    present_values,
    value_as_text,
)
from discourse.errors import ColumnError, MetadataError, OptionError
from discourse.tables import order_naturally

NA = pd.NA


def corpus_of(**columns: object) -> Corpus:
    """Return a corpus with a document for each value of the columns."""
    table = pd.DataFrame(columns)
    docs = [f"d{number}" for number in range(1, len(table) + 1)]
    texts = {doc: f"win-win {doc}" for doc in docs}
    return Corpus.from_texts(texts, table.assign(doc=docs))


def groups_of(values: object) -> tuple[str, ...]:
    return corpus_of(column=values).groups("column")[1]


# ---------------------------------------------------------------------------------------------------------------------
# What a column becomes

DAY = pd.Timestamp("2020-01-01")
COLUMNS: list[tuple[object, str, list[str]]] = [
    ([2019, 2020, None], "Int64", ["2019", "2020", ""]),
    ([2019.0, 2020.0], "int64", ["2019", "2020"]),
    (pd.array([2019, None], dtype="Int64"), "Int64", ["2019", ""]),
    (pd.array([2019, 2020], dtype="Int64"), "int64", ["2019", "2020"]),
    (np.array([1, 2], dtype="uint8"), "int64", ["1", "2"]),
    (np.array([1.1, 2.5], dtype="float32"), "float64", ["1.1", "2.5"]),
    ([0.5, 2.0, None], "float64", ["0.5", "2", ""]),
    ([float("inf"), 1.0], "float64", ["inf", "1"]),
    ([-0.0, 1.0], "int64", ["0", "1"]),
    ([2019, "", NA, float("nan")], "Int64", ["2019", "", "", ""]),
    ([2019, "(no value)"], "Int64", ["2019", ""]),
    ([2019, "2019", 2019.0], "text", ["2019", "2019", "2019"]),
    ([decimal.Decimal("2019"), None], "Int64", ["2019", ""]),
    ([decimal.Decimal("1.50"), 2], "float64", ["1.5", "2"]),
    (pd.array([2**53 + 1, None], "Int64"), "Int64", ["9007199254740993", ""]),
    ([2**70, 1], "text", ["1180591620717411303424", "1"]),
    ([True, False], "bool", ["True", "False"]),
    ([True, None], "text", ["True", ""]),
    (pd.array([True, None], dtype="boolean"), "text", ["True", ""]),
    (pd.array([True, False], dtype="boolean"), "bool", ["True", "False"]),
    ([np.True_, False], "bool", ["True", "False"]),
    ([True, 1], "text", ["True", "1"]),
    ([datetime.date(2020, 1, 31), None], "text", ["2020-01-31", ""]),
    ([datetime.date(1, 1, 1), "x"], "text", ["0001-01-01", "x"]),
    (["China ", "\u3000China\xa0", "\u200bChina\ufeff "], "text", ["China"] * 3),
    (["Co\u0302te", "Côte"], "text", ["Côte", "Côte"]),
    (["nan", "NA", "None", "  ", "\xa0"], "text", ["nan", "NA", "None", "", ""]),
    ([None, pd.NaT, NA], "text", ["", "", ""]),
    (pd.Categorical(["b", None, "a"]), "text", ["b", "", "a"]),
    (pd.period_range("2020-05", periods=2, freq="M"), "text", ["2020-05", "2020-06"]),
]


@pytest.mark.parametrize(("values", "dtype", "texts"), COLUMNS)
def test_a_column_has_one_meaning_however_it_was_stored(
    values: object, dtype: str, texts: list[str]
) -> None:
    column = corpus_of(column=values).documents["column"]
    assert column_as_text(column).tolist() == texts
    if dtype == "text":
        assert column.tolist() == texts
    else:
        assert str(column.dtype) == dtype


@pytest.mark.parametrize(("values", "dtype", "texts"), COLUMNS)
def test_what_is_normal_does_not_change(
    values: object, dtype: str, texts: list[str]
) -> None:
    column = normalise_column(pd.Series(values)).values
    again = normalise_column(column)
    pd.testing.assert_series_equal(again.values, column)
    assert (again.trimmed, again.composed) == (0, 0)


def test_date_times_keep_their_type_and_are_written_as_dates() -> None:
    moments = pd.to_datetime(["2020-01-01 00:00", "2020-01-01 23:30", None])
    corpus = corpus_of(naive=moments, zoned=moments.tz_localize("Asia/Shanghai"))
    documents = corpus.documents
    assert documents["naive"].dtype.kind == "M"
    assert documents["naive"][1] == pd.Timestamp("2020-01-01 23:30")
    for name in ("naive", "zoned"):
        # The date is the one written, whatever the time zone.
        assert corpus.groups(name)[1] == ("(no value)", "2020-01-01")


def test_date_times_of_several_zones_are_dates_as_text() -> None:
    values = [DAY.tz_localize("Asia/Shanghai"), DAY.tz_localize("UTC"), DAY]
    corpus = corpus_of(moment=pd.Series(values, dtype=object))
    assert corpus.documents["moment"].tolist() == ["2020-01-01"] * 3


@given(
    st.lists(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.dates()
        | st.datetimes()
        | st.decimals()
        | st.text(max_size=5),
        max_size=6,
    )
)
def test_any_values_become_a_column_that_is_normal(values: list[object]) -> None:
    given_ = pd.Series(values, dtype=object)
    column = normalise_column(given_).values
    texts = column_as_text(column).tolist()
    assert len(texts) == len(values)
    assert column_as_text(normalise_column(column).values).tolist() == texts
    # Whatever the type, what is missing is missing, and nothing else is.
    missing = [value_as_text(value) == "" for value in values]
    assert [text == "" for text in texts] == missing
    assert set(present_values(column)) == set(texts)


@given(st.lists(st.text(max_size=6) | st.from_regex(r"[0-9]{1,4}"), max_size=8))
def test_natural_order_depends_on_nothing_but_the_texts(texts: list[str]) -> None:
    assert sorted(order_naturally(texts)) == sorted(texts)
    assert order_naturally(texts) == order_naturally(texts[::-1])


# ---------------------------------------------------------------------------------------------------------------------
# Groups, and their order

ORDERS: list[tuple[object, tuple[str, ...]]] = [
    ([2020, None, 2019], ("(no value)", "2019", "2020")),
    ([10, 9, 1, 12], ("1", "9", "10", "12")),
    ([0.5, -1.5, 10.0], ("-1.5", "0.5", "10")),
    (["10", "9", "-1", "1.5"], ("-1", "1.5", "9", "10")),
    (["Session 10", "Session 9"], ("Session 9", "Session 10")),
    (["v1.10", "v1.9"], ("v1.9", "v1.10")),
    (["第10届", "第9届"], ("第9届", "第10届")),
    (["beta", "Alpha", "alpha"], ("Alpha", "alpha", "beta")),
    (["7" * 5000, "8", "x"], ("8", "7" * 5000, "x")),
    (["b", "", "a"], ("(no value)", "a", "b")),
    (["b", "(no value)"], ("(no value)", "b")),
    ([True, False], ("False", "True")),
    ([True, None, False], ("(no value)", "False", "True")),
    (pd.to_datetime(["2020-01-02", "1999-12-31"]), ("1999-12-31", "2020-01-02")),
    (
        pd.Categorical(["post", "pre", None], ["pre", "post"], ordered=True),
        ("(no value)", "pre", "post"),
    ),
    (
        pd.Categorical(["x ", "x", "b"], ["x", "b", "x ", "unused"], ordered=True),
        ("x", "b"),
    ),
    (pd.Categorical([2, 10, 1], [10, 2, 1], ordered=True), ("10", "2", "1")),
    (pd.Categorical(["10", "9"]), ("9", "10")),
]


@pytest.mark.parametrize(("values", "names"), ORDERS)
def test_groups_come_in_the_order_of_their_type(
    values: object, names: tuple[str, ...]
) -> None:
    assert groups_of(values) == names


def test_months_are_in_numeric_order() -> None:
    months = list(range(1, 13))
    for values in (months, list(map(str, months)), [*map(float, months)]):
        assert groups_of(values) == tuple(map(str, months))


def test_documents_keep_their_order_as_groups() -> None:
    corpus = Corpus.from_texts({"b": "x", "a 10": "y", "a 9": "z"})
    assert corpus.groups("doc")[1] == ("b", "a 10", "a 9")


def test_no_division_is_no_missing_value() -> None:
    corpus = corpus_of(country=[None, "China"])
    assert corpus.groups(None)[1] == ("",)
    assert corpus.groups("country")[1] == ("(no value)", "China")


# ---------------------------------------------------------------------------------------------------------------------
# Through every door

TABLE = pd.DataFrame(
    {
        "doc": ["a", "b", "c"],
        "year": [2019, 2020, None],
        "day": pd.to_datetime(["2020-01-01", "2020-01-02", None]),
        "phase": pd.Categorical(["post", "pre", None], ["pre", "post"], ordered=True),
        "country": ["China", "China ", None],
    }
)
TEXTS = {"a": "win-win", "b": "a win-win", "c": "peace"}


def through_from_texts(folder: Path) -> Corpus:
    return Corpus.from_texts(TEXTS, TABLE)


def through_assign(folder: Path) -> Corpus:
    columns = {name: TABLE[name] for name in TABLE.columns if name != "doc"}
    return Corpus.from_texts(TEXTS).assign(**columns)


def through_assign_by_id(folder: Path) -> Corpus:
    by_id = TABLE.set_index("doc")
    return Corpus.from_texts(TEXTS).assign(**{name: by_id[name] for name in by_id})


def through_a_frame(folder: Path) -> Corpus:
    return read(TABLE.assign(text=list(TEXTS.values())))


def through_parquet(folder: Path) -> Corpus:
    path = folder / "t.parquet"
    TABLE.assign(text=list(TEXTS.values())).to_parquet(path)
    return read(path)


def through_metadata(folder: Path) -> Corpus:
    for doc, text in TEXTS.items():
        (folder / f"{doc}.txt").write_text(text, encoding="utf-8")
    return read(folder, metadata=TABLE)


def through_join(folder: Path) -> Corpus:
    corpus = Corpus.from_texts(TEXTS, TABLE)
    return join(corpus.where(doc=["a", "c"]), corpus.where(doc="b"))


def through_segments(folder: Path) -> Corpus:
    return Corpus.from_texts(TEXTS, TABLE).segment("paragraph")


DOORS = [
    through_from_texts,
    through_assign,
    through_assign_by_id,
    through_a_frame,
    through_parquet,
    through_metadata,
    through_join,
    through_segments,
]


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_metadata_mean_the_same_through_every_door(
    door: object, tmp_path: Path
) -> None:
    corpus = door(tmp_path)  # type: ignore[operator]
    assert corpus.groups("year")[1] == ("(no value)", "2019", "2020")
    assert corpus.groups("day")[1] == ("(no value)", "2020-01-01", "2020-01-02")
    assert corpus.groups("phase")[1] == ("(no value)", "pre", "post")
    assert corpus.groups("country")[1] == ("(no value)", "China")
    for year in (2020, "2020", 2020.0, np.int64(2020), "2020.0", [2020]):
        assert len(corpus.where(year=year)) == 1
    for day in ("2020-01-01", datetime.date(2020, 1, 1), DAY, np.datetime64(DAY)):
        assert len(corpus.where(day=day)) == 1
    noticed = corpus.suspected
    blanks = noticed[noticed["source"] == "metadata: country"]
    assert blanks["kind"].tolist() == ["blanks"]
    assert blanks["count"].tolist() == [1]


def test_a_column_that_is_replaced_is_noticed_anew() -> None:
    corpus = corpus_of(country=["China ", "Laos"])
    assert corpus.suspected["kind"].tolist() == ["blanks"]
    assert corpus.assign(country="China").suspected.empty
    twice = corpus.assign(country=["a ", " b"], other=["x ", "y"])
    assert twice.suspected["count"].tolist() == [2, 1]


def test_text_that_was_composed_is_noticed() -> None:
    corpus = corpus_of(country=["Co\u0302te", "Côte"])
    assert corpus.suspected["kind"].tolist() == ["composed letters"]


def test_the_fingerprint_is_that_of_what_values_mean() -> None:
    years = [[2019, None], [2019.0, float("nan")], pd.array([2019, None], "Int64")]
    prints = {corpus_of(year=values).fingerprint for values in years}
    assert len(prints) == 1
    assert corpus_of(year=[2020, None]).fingerprint not in prints


# ---------------------------------------------------------------------------------------------------------------------
# where


def test_values_are_found_by_what_they_mean() -> None:
    corpus = corpus_of(
        year=[2019, 2020, None],
        share=[0.5, 2.0, None],
        flag=[True, None, False],
        held=["true", "FALSE", ""],
        text=["2019", "x ", None],
    )
    names = ("d1", "d2", "d3")
    for condition, expected in (
        ({"year": [2019, "2020"]}, names[:2]),
        ({"year": {2019.0}}, names[:1]),
        ({"year": pd.Series([2019, 2020])}, names[:2]),
        ({"share": 2}, names[1:2]),
        ({"share": "0.50"}, names[:1]),
        ({"flag": True}, names[:1]),
        ({"flag": "False"}, names[2:]),
        ({"held": True}, names[:1]),
        ({"held": np.False_}, names[1:2]),
        ({"text": 2019.0}, names[:1]),
        ({"text": " x"}, names[1:2]),
        ({"year": [None, 2019]}, (names[0], names[2])),
    ):
        assert corpus.where(**condition).names == expected
    for missing in (None, "", "(no value)", float("nan"), NA, pd.NaT, " "):
        for name in ("year", "share", "text"):
            assert corpus.where(**{name: missing}).names == ("d3",)


REFUSED = [
    ({"country": "China"}, "'China'.*'CHN', 'KAZ'.*Did you mean 'CHN'"),
    ({"country": "Kazakhstan"}, "Did you mean 'KAZ'"),
    ({"country": ["CHN", "KAX"]}, "'KAX'.*Did you mean 'KAZ'"),
    ({"country": "zzz"}, r"expected one of 'CHN', 'KAZ'\.$"),
    ({"country": None}, "every document has a value"),
    ({"year": 2018}, "expected one of '2019', '2020'"),
    ({"year": "MMXIX"}, "expected one of '2019', '2020'"),
    ({"flag": "yes"}, "expected one of 'False', 'True'"),
    ({"day": "2020-01-03"}, "expected one of '2020-01-01', '2020-01-02'"),
    ({"doc": "d9"}, "no document is called 'd9'.*'d1', 'd2'"),
    ({"doc": ["d1", "x"]}, "no document is called 'x'"),
    ({"contry": "CHN"}, "Did you mean 'country'"),
]


@pytest.mark.parametrize(("condition", "message"), REFUSED)
def test_a_value_that_no_document_has_is_an_error(
    condition: dict[str, object], message: str
) -> None:
    corpus = corpus_of(
        country=["CHN", "KAZ"],
        year=[2019, 2020],
        flag=[True, False],
        day=pd.to_datetime(["2020-01-01", "2020-01-02"]),
    )
    with pytest.raises(ColumnError, match=message):
        corpus.where(**condition)


def test_an_error_names_the_first_values_and_counts_the_others() -> None:
    corpus = corpus_of(session=[f"Session {number}" for number in range(1, 31)])
    with pytest.raises(ColumnError, match="'Session 8' and 22 more"):
        corpus.where(session="xyz")


def test_an_error_shows_long_values_by_their_beginning() -> None:
    corpus = corpus_of(remark=["9" * 5000, "x" * 5000])
    with pytest.raises(ColumnError) as error:
        corpus.where(remark="y")
    assert len(str(error.value)) < 1000


def test_a_number_finds_the_text_that_means_it() -> None:
    corpus = corpus_of(year=["2019.0", "2020.0", "?"], session=["07", "7", "8"])
    assert corpus.where(year=2019).names == ("d1",)
    assert corpus.where(session=7).names == ("d2",)
    with pytest.raises(ColumnError, match=r"Did you mean '2019\.0'"):
        corpus.where(year="2019")


def test_a_condition_on_a_column_with_a_gap_is_not_true_of_the_gap() -> None:
    corpus = corpus_of(year=[2019, 2020, None], size=[1.5, None, 2.5])
    assert corpus.where(lambda documents: documents["year"] > 2019).names == ("d2",)
    assert corpus.where(lambda documents: documents["size"] > 2).names == ("d3",)
    assert corpus.where(corpus.documents["year"] == 2019).names == ("d1",)
    assert corpus.where(corpus.documents["year"].isna()).names == ("d3",)
    decades = corpus.assign(decade=lambda documents: documents["year"] // 10 * 10)
    assert decades.groups("decade")[1] == ("(no value)", "2010", "2020")


def test_an_empty_corpus_on_purpose_stays_possible() -> None:
    corpus = corpus_of(country=["CHN", "KAZ"])
    empty = corpus.where(lambda documents: documents["country"] == "LAO")
    assert len(empty) == len(corpus.where([False, False])) == 0  # type: ignore[arg-type]
    assert len(empty.where(country="CHN")) == 0
    assert len(corpus.where(doc=[])) == 0


@pytest.mark.parametrize(
    "values",
    [[], {}, (), set(), pd.Series([], dtype="str"), np.array([]), iter(())],
    ids=["list", "dict", "tuple", "set", "series", "array", "iterator"],
)
def test_a_list_of_no_values_is_refused_by_name(values: object) -> None:
    corpus = corpus_of(country=["CHN", "KAZ"], year=[2019, None])
    for name in ("country", "year"):
        with pytest.raises(
            OptionError, match=rf"where\({name}=.*no value came"
        ) as error:
            corpus.where(**{name: values})
    line = str(error.value).partition("condition: ")[2].removesuffix(".")
    assert len(eval(line, {"corpus": corpus})) == 0


# ---------------------------------------------------------------------------------------------------------------------
# Whole numbers that a program wrote as floats

POINT_ZERO = [
    (["2019.0", "2020.0", ""], ["2019", "2020", ""], 2),
    (["2019.0", None, " 2020.0 "], ["2019", "", "2020"], 2),
    (["-5.0", "0.0", "12.0"], ["-5", "0", "12"], 3),
    (["-0.0", "1.0"], ["0", "1"], 2),
    ([2019, "2020.0"], ["2019", "2020"], 1),
    (["1.0", "2.0"], ["1", "2"], 2),
    (["1.0", "2.1"], ["1.0", "2.1"], 0),
    (["1.0", "1.0.1"], ["1.0", "1.0.1"], 0),
    (["2019.0", "2020"], ["2019", "2020"], 1),
    (["2019.0", "NA"], ["2019", "NA"], 1),
    (["2019.0", "unknown"], ["2019.0", "unknown"], 0),
    (["07.0", "08.0"], ["07.0", "08.0"], 0),
    (["2019.00", "2020.00"], ["2019", "2020"], 2),
    ([True, "1.0"], ["True", "1.0"], 0),
    ([1.5, "1.0"], ["1.5", "1.0"], 0),
    (["٣.0"], ["٣.0"], 0),
    (["", None], ["", ""], 0),
]


@pytest.mark.parametrize(("values", "texts", "count"), POINT_ZERO)
def test_a_column_of_whole_floats_is_one_of_whole_numbers(
    values: list[object], texts: list[str], count: int
) -> None:
    corpus = corpus_of(column=pd.Series(values, dtype="object"))
    assert corpus.documents["column"].tolist() == texts
    rows = corpus.suspected[corpus.suspected["kind"] == "whole numbers"]
    assert rows["count"].sum() == count
    assert all("'column'" in reason for reason in rows["reason"])
    assert all("'v1.0'" in remedy for remedy in rows["mend"])


def test_whole_floats_of_a_csv_file_are_found_as_years(tmp_path: Path) -> None:
    path = tmp_path / "speeches.csv"
    frame = pd.DataFrame(
        {"doc": list("abc"), "text": "Peace.", "year": [2019, 2020, None]}
    )
    frame.to_csv(path, index=False)
    assert "2019.0" in path.read_text()
    corpus = read(path)
    assert corpus.groups("year")[1] == ("(no value)", "2019", "2020")
    for year in (2019, 2019.0, "2019", "2019.0", np.int64(2019)):
        assert corpus.where(year=year).names == ("a",)
    others = corpus_of(year=[2019, 2020, 2020])
    for joined in (join(corpus, others), join(others, corpus)):
        assert joined.groups("year")[1] == ("(no value)", "2019", "2020")
        assert len(joined.where(year=2020)) == 3
        assert joined.suspected["kind"].tolist().count("whole numbers") == 1


def test_categories_without_documents_tell_that_values_are_no_whole_numbers() -> None:
    order = ["1.0", "2.0", "2.1"]
    values = pd.Categorical(["1.0", "2.0"], order, ordered=True)
    corpus = corpus_of(version=values)
    assert corpus.groups("version")[1] == ("1.0", "2.0")
    assert corpus.suspected.empty
    years = corpus_of(year=pd.Categorical(["2.0", "1.0"], order[:2], ordered=True))
    assert years.groups("year")[1] == ("1", "2")
    assert years.suspected["kind"].tolist() == ["whole numbers"]


def test_what_joining_makes_of_a_column_is_noticed() -> None:
    versions = corpus_of(version=["1.0", "2.1"]).where(version="1.0")
    assert versions.suspected.empty
    other = Corpus.from_texts({"z": "Peace."})
    assert join(versions, other).suspected["kind"].tolist() == ["whole numbers"]


# ---------------------------------------------------------------------------------------------------------------------
# Floats of 32 bits, and bytes

FLOATS = [0.1, 0.2, 16777.217]
SHORT_FLOATS = {
    "numpy": pd.Series(FLOATS, dtype="float32"),
    "pandas": pd.Series(FLOATS, dtype="Float32"),
    "arrow": pd.Series(FLOATS, dtype="float32[pyarrow]"),
    "objects": pd.Series([np.float32(value) for value in FLOATS], dtype="object"),
}


@pytest.mark.parametrize("values", SHORT_FLOATS.values(), ids=list(SHORT_FLOATS))
def test_floats_of_32_bits_are_as_short_as_they_are(
    values: pd.Series, tmp_path: Path
) -> None:
    expected = ("0.1", "0.2", "16777.217")
    assert groups_of(values) == expected
    assert corpus_of(a=[1, 2, 3]).assign(v=values).groups("v")[1] == expected
    frame = pd.DataFrame({"doc": list("abc"), "text": "Peace.", "v": values})
    corpora = [
        read(frame),
        read({"a": "x", "b": "y", "c": "z"}, metadata=frame.drop(columns="text")),
    ]
    if values.dtype != "object":
        frame.to_parquet(tmp_path / "table.parquet")
        corpora.append(read(tmp_path / "table.parquet"))
    for corpus in corpora:
        assert corpus.groups("v")[1] == expected
        for value in (0.1, np.float32(0.1), "0.1"):
            assert corpus.where(v=value).names == ("a",)
        joined = join(corpus, Corpus.from_texts({"z": "Peace."}))
        assert joined.groups("v")[1] == ("(no value)", *expected)


def test_a_gap_among_floats_of_32_bits_stays_a_gap() -> None:
    for dtype in ("float32", "Float32", "float32[pyarrow]"):
        assert groups_of(pd.Series([0.1, None], dtype=dtype)) == ("(no value)", "0.1")
        assert groups_of(pd.Series([3, None], dtype=dtype)) == ("(no value)", "3")


@pytest.mark.parametrize("value", [b"a", b"\xff", bytearray(b"a"), memoryview(b"a")])
def test_bytes_are_no_value(value: object, tmp_path: Path) -> None:
    corpus = corpus_of(v=["a", "b"])
    frame = pd.DataFrame(
        {"doc": ["a"], "text": ["x"], "v": pd.Series([value], dtype="object")}
    )
    calls = [
        lambda: corpus_of(v=pd.Series(["x", value], dtype="object")),
        lambda: corpus.assign(v=value),
        lambda: corpus.assign(v=["x", value]),
        lambda: corpus.assign(v={"d1": "x", "d2": value}),
        lambda: corpus.where(v=value),
        lambda: corpus.where(v=["a", value]),
        lambda: read(frame),
    ]
    if isinstance(value, bytes):
        frame.to_parquet(tmp_path / "table.parquet")
        calls.append(lambda: read(tmp_path / "table.parquet"))
    for call in calls:
        with pytest.raises(MetadataError, match=r"(column 'v'|where\(v=).* bytes"):
            call()


# ---------------------------------------------------------------------------------------------------------------------
# Names of columns


@pytest.mark.parametrize("name", ["", " ", "\u3000", "\u200b"])
def test_a_column_needs_a_name(name: str) -> None:
    corpus = corpus_of(a=[1, 2])
    with pytest.raises(MetadataError, match="as the name of a column"):
        corpus.assign(**{name: 1})
    with pytest.raises(MetadataError, match="column 1 has no name"):
        corpus_of(**{name: [1, 2]})
    with pytest.raises(MetadataError, match="column 3 has no name"):
        read(pd.DataFrame({"doc": ["a"], "text": ["x"], name: [1]}))


@pytest.mark.parametrize("name", [" v ", "v\u3000", "\tv", "v\u200b"])
def test_blanks_at_the_ends_of_the_name_of_a_column(name: str, tmp_path: Path) -> None:
    corpus = corpus_of(a=[1, 2])
    with pytest.raises(MetadataError, match=r"blanks at its ends; write 'v'\."):
        corpus.assign(**{name: 1})
    assert corpus_of(**{name: [1, 2]}).groups("v")[1] == ("1", "2")
    frame = pd.DataFrame({"doc": ["a"], "text": ["x"], name: [1]})
    frame.to_parquet(tmp_path / "table.parquet")
    frame.to_csv(tmp_path / "table.csv", index=False)
    for source in (frame, tmp_path / "table.parquet", tmp_path / "table.csv"):
        assert list(read(source).documents.columns) == ["doc", "v"]
    with pytest.raises(MetadataError, match="'v'"):
        read(frame.assign(v=2))
    with pytest.raises(MetadataError, match="'v'"):
        corpus_of(**{name: [1, 2], "v": [1, 2]})


def test_a_table_is_no_column() -> None:
    corpus = corpus_of(a=[1, 2])
    table = pd.DataFrame({"p": [1, 2], "q": [3, 4]})
    for values in (table, table[["p"]], lambda _: table, table.to_numpy()):
        with pytest.raises(
            MetadataError, match=r"'w' came as .*of the shape \(2, [12]\)"
        ):
            corpus.assign(w=values)
    assert corpus.assign(w=table["p"]).groups("w")[1] == ("1", "2")


# ---------------------------------------------------------------------------------------------------------------------
# Labels that are nearly the same, and ids

NEAR_SAME = [
    (["China", "CHINA"], True),
    (["Cote d'Ivoire", "Côte d’Ivoire"], True),
    (["Viet Nam", "Vietnam"], True),
    (["10 %", "10"], False),
    (["party-readout", "Party readout"], True),
    (["Ｃｈｉｎａ", "China"], True),
    (["China", "China "], False),  # one group
    (["China", "Chile"], False),
    (["2020-1-11", "2020-11-1"], False),
    (["1.5", "15"], False),
    (["कि", "की"], False),  # vowels, not accents
    (["人类", "人類"], False),
    (["-", "?"], False),
]


@pytest.mark.parametrize(("labels", "are_near"), NEAR_SAME)
def test_labels_that_are_nearly_the_same_are_noticed(
    labels: list[str], are_near: bool
) -> None:
    corpus = corpus_of(label_of_party=labels)
    kinds = corpus.suspected["kind"].tolist()
    assert ("near-same labels" in kinds) == are_near
    # They stay apart, or are one because of the rules of a value.
    assert len(corpus.groups("label_of_party")[1]) == len(
        {value_as_text(label) for label in labels}
    )


def test_the_remedy_for_similar_labels_can_be_followed() -> None:
    labels = ["China", "CHINA", "China", "Laos", "laos", "Laos"]
    for name in ("country", "the country", "class"):
        corpus = corpus_of(**{name: labels})
        row = corpus.suspected.iloc[0]
        assert row["source"] == f"metadata: {name}"
        assert row["count"] == 4
        unite, propose = row["mend"].split(". ")
        united = eval(unite.removeprefix("If they mean the same: "), {"corpus": corpus})
        assert united.groups(name)[1] == ("China", "Laos")
        assert united.suspected.empty
        names = {"corpus": corpus, "discourse": discourse}
        proposals = eval(propose.removesuffix(" proposes more."), names)
        assert proposals["value"].tolist() == ["CHINA", "laos"]


def test_ids_and_categories_are_no_labels() -> None:
    order = pd.CategoricalDtype(["a", "A"], ordered=True)
    table = pd.DataFrame({"doc": ["x"], "parent": ["A"]})
    assert near_same_labels(pd.concat([table, table.assign(parent="a")])).empty
    assert corpus_of(phase=pd.Series(["a", "A"], dtype=order)).suspected.empty


def test_similar_labels_are_those_of_the_documents_that_are_here() -> None:
    corpus = corpus_of(country=["China", "CHINA", "Laos"])
    assert corpus.where(country=["China", "Laos"]).suspected.empty
    joined = join(corpus.where(doc="d1"), corpus.where(doc="d2"))
    assert joined.suspected["kind"].tolist() == ["near-same labels"]


def test_blanks_at_the_ends_of_ids_make_no_difference() -> None:
    for ids in ((" a ", "a"), ("a\xa0", "A"), ("\u200ba", "a")):
        with pytest.raises(MetadataError, match="blanks at their ends"):
            Corpus.from_texts(dict.fromkeys(ids, "x"))
    corpus = Corpus.from_texts({" a ": "x", "b": "y"})
    assert corpus.raw[" a "] == "x"
    assert corpus.where(doc=" a ").names == (" a ",)
    assert corpus.where(doc=["b ", " a "]).names == (" a ", "b")
    assert corpus.suspected["source"].tolist() == ["metadata: doc"]
    table = pd.DataFrame({"id": [" a ", "a"], "text": ["x", "y"]})
    with pytest.raises(MetadataError, match="blanks at their ends"):
        read(table)


# ---------------------------------------------------------------------------------------------------------------------
# join

JOINED: list[tuple[object, object, tuple[str, ...]]] = [
    ([2019], [2019.0], ("2019",)),
    ([2019], ["2019"], ("2019",)),
    ([2019, None], ["2020 "], ("(no value)", "2019", "2020")),
    ([9], [10.5], ("9", "10.5")),
    ([True], [None], ("(no value)", "True")),
    ([DAY], ["2020-01-01"], ("2020-01-01",)),
    ([DAY], [datetime.date(2020, 1, 2)], ("2020-01-01", "2020-01-02")),
]


@pytest.mark.parametrize(("first", "second", "names"), JOINED)
def test_values_that_are_equal_as_written_are_one_after_joining(
    first: object, second: object, names: tuple[str, ...]
) -> None:
    one = corpus_of(value=first)
    two = corpus_of(value=second)
    renamed = Corpus.from_texts(
        {f"e{number}": text for number, text in enumerate(two.texts)},
        two.documents.assign(doc=[f"e{number}" for number in range(len(two))]),
    )
    assert join(one, renamed).groups("value")[1] == names


def test_a_corpus_without_the_column_has_no_value_of_it() -> None:
    joined = join(corpus_of(year=[2019]), Corpus.from_texts({"x": "y"}))
    assert str(joined.documents["year"].dtype) == "Int64"
    assert joined.groups("year")[1] == ("(no value)", "2019")


def test_an_array_without_dimensions_is_one_value() -> None:
    corpus = Corpus.from_texts({"a": "x", "b": "y"})
    corpus = corpus.assign(year=np.array(2020))
    assert corpus.documents["year"].tolist() == [2020, 2020]
    assert corpus.where(year=np.array(2020)).names == ("a", "b")


@pytest.mark.parametrize(
    ("years", "groups"),
    [
        (["2019.0", "2020"], ("2019", "2020")),
        (["2019.00", "2019"], ("2019",)),
        (["2019.0", "NaN"], ("2019", "NaN")),
        (["2019.0", "2020.5"], ("2019.0", "2020.5")),
        (["2019.0", "n.d."], ("2019.0", "n.d.")),
        (["2019", "2020"], ("2019", "2020")),
    ],
)
def test_whole_numbers_written_as_floats_are_one_with_others(
    years: list[str], groups: tuple[str, ...]
) -> None:
    texts = {"a": "x", "b": "y"}
    corpus = Corpus.from_texts(texts, pd.DataFrame({"doc": list(texts), "year": years}))
    assert corpus.groups("year")[1] == groups


def test_words_for_a_missing_value_are_noticed_and_the_advice_works() -> None:
    texts = {"a": "x", "b": "y", "c": "z"}
    table = pd.DataFrame({"doc": list(texts), "year": ["2019", "NA", "#N/A"]})
    corpus = Corpus.from_texts(texts, table)
    row = corpus.suspected.query("kind == 'missing values'").iloc[0]
    assert (row["source"], row["count"]) == ("metadata: year", 2)
    assert "'#N/A', 'NA'" in row["reason"]
    proposal = "corpus.unite({'#N/A': '(no value)', 'NA': '(no value)'}, column='year')"
    assert proposal in row["mend"]
    names = {"#N/A": "(no value)", "NA": "(no value)"}
    united = corpus.unite(names, column="year")
    assert united.groups("year")[1] == ("(no value)", "2019")
    assert "missing values" not in united.suspected["kind"].tolist()


def test_the_column_to_unite_is_a_name() -> None:
    corpus = Corpus.from_texts({"a": "x"}).assign(v="y")
    for column in (pd.NA, np.array(["v"]), 3):
        with pytest.raises(OptionError, match="name of a column"):
            corpus.unite({"y": "z"}, column=column)  # type: ignore[arg-type]
