"""Every line that is proposed for a column of dates is run on that column."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.corpus import Corpus
from discourse.errors import ColumnError, OptionError
from discourse.formulas import timeline
from discourse.formulas.written_dates import iso_date

nan = float("nan")


def corpus_with(column: list[Any], name: str = "date") -> Corpus:
    docs = [f"d{number}" for number in range(len(column))]
    documents = pd.DataFrame({"doc": docs, name: column})
    return Corpus.from_texts(dict.fromkeys(docs, "win-win"), documents)


def dates_of(corpus: Corpus, name: str = "date") -> list[str]:
    table = timeline(corpus, "win-win", date=name)
    return table.loc[table["kind"] == "document", "date"].tolist()


def message_about(corpus: Corpus, name: str = "date") -> str:
    with pytest.raises(ColumnError, match="is no date; expected YYYY") as caught:
        dates_of(corpus, name)
    return str(caught.value)


def proposed_lines(message: str) -> list[str]:
    """The lines of code in a message, as they stand there."""
    return re.findall(r"[Tt]ry (corpus\.assign\(.*?\))(?=;|\.$)", message)


def dates_by(line: str, corpus: Corpus, name: str = "date") -> list[str]:
    return dates_of(eval(line, {"corpus": corpus, "pandas": pd}), name)


ISO_DATE_TIMES = {
    "2020-05-03T08:00:00Z": "2020-05-03",
    "2020-06-01T09:00:00Z": "2020-06-01",
    "2020-05-03T23:59:59+08:00": "2020-05-03",
    "2020-05-03T00:30:00-0500": "2020-05-03",
    "2020-05-03 08:00": "2020-05-03",
    "2020-05-03 08:00:00.123456": "2020-05-03",
    "2023-02-01T10:00:00": "2023-02-01",
    "2019.0": "2019",
    "2020-05": "2020-05",
    "2020": "2020",
}


def test_iso_date_times_are_dates() -> None:
    assert dates_of(corpus_with(list(ISO_DATE_TIMES))) == list(ISO_DATE_TIMES.values())


@pytest.mark.parametrize(
    "text",
    ["2020-05-03T25:00", "2020-02-30T08:00", "2020-05T08:00", "2020-05-03T", "T08:00"],
)
def test_what_is_on_no_calendar_or_clock_is_no_date(text: str) -> None:
    assert iso_date(text) is None


# The cells of a column, and its dates by the line that is proposed.
COLUMNS: list[tuple[list[Any], list[str]]] = [
    (["May 2020", "June 2020"], ["2020-05", "2020-06"]),
    (["05/03/2020", "06/13/2020"], ["2020-05-03", "2020-06-13"]),
    (["03/05/2020", "13/06/2020"], ["2020-05-03", "2020-06-13"]),
    (["03/05/2020", "", "13/06/2020", None], ["2020-05-03", "", "2020-06-13", ""]),
    (["05/05/2020"], ["2020-05-05"]),
    (["2020年5月3日"], ["2020-05-03"]),
    (["2020年5月", "2020年11月"], ["2020-05", "2020-11"]),
    (["2020年"], ["2020"]),
    (["2023/2/1"], ["2023-02-01"]),
    (["2023/2"], ["2023-02"]),
    (["2023-2", "2023-11"], ["2023-02", "2023-11"]),
    (["3 May 2020", "13 June 2020"], ["2020-05-03", "2020-06-13"]),
    (["May 3, 2020", ""], ["2020-05-03", ""]),
    (["MAY 2020"], ["2020-05"]),
    (["3-May-2020"], ["2020-05-03"]),
    (["Sep 2020", "May 2021"], ["2020-09", "2021-05"]),
    (["Sept. 2020", "Jan. 2021"], ["2020-09", "2021-01"]),
    (["Sept 2020", "May 2020"], ["2020-09", "2020-05"]),
    (["3rd May 2020", "1st June 2020"], ["2020-05-03", "2020-06-01"]),
    (["20200503", "20210101"], ["2020-05-03", "2021-01-01"]),
    ([20200503, 20210101], ["2020-05-03", "2021-01-01"]),
    ([20200503.0, nan], ["2020-05-03", ""]),
    (["2020.05.03"], ["2020-05-03"]),
    (["03.05.2020", "4.6.2021"], ["2020-05-03", "2021-06-04"]),
    (["03-05-2020", "14-05-2020"], ["2020-05-03", "2020-05-14"]),
    (["05/2020", "12/2021"], ["2020-05", "2021-12"]),
    (["3 мая 2020", "1 января 2021"], ["2020-05-03", "2021-01-01"]),
    (["3 мая 2020 г.", "1 марта 2021 г."], ["2020-05-03", "2021-03-01"]),
    (["май 2020"], ["2020-05"]),
    (["1er mai 2020", "3 août 2020"], ["2020-05-01", "2020-08-03"]),
    (["févr. 2021", "mars 2021"], ["2021-02", "2021-03"]),
    (["3 de mayo de 2020", "4 de junio de 2021"], ["2020-05-03", "2021-06-04"]),
    (["3 de maio de 2020"], ["2020-05-03"]),
    (["3. Mai 2020", "13. März 2021"], ["2020-05-03", "2021-03-13"]),
    (["2020-05-03 8:00", "2020-05-04 9:30"], ["2020-05-03", "2020-05-04"]),
    (["05/13/2020 08:00 AM", "05/03/2020 9:00 PM"], ["2020-05-13", "2020-05-03"]),
    (["2020-05-03", "3 May 2020"], ["2020-05-03", "2020-05-03"]),
    (["3 May 2020", "May 4, 2020", "2021"], ["2020-05-03", "2020-05-04", "2021"]),
    (["1 января 2021 г.", "3 мая 2020"], ["2021-01-01", "2020-05-03"]),
    (["Sunday, 3 May 2020"], ["2020-05-03"]),
    (["Sunday, 3 May 2020", "Monday, 1 June 2020"], ["2020-05-03", "2020-06-01"]),
    (
        ["Mon, 01 Jun 2020 09:00:00 GMT", "Tue, 02 Jun 2020 23:59:59 +0800"],
        ["2020-06-01", "2020-06-02"],
    ),
    (["Sunday, May 3, 2020", "Friday, May 1, 2020"], ["2020-05-03", "2020-05-01"]),
    (["Sunday May 3, 2020 at 10:00"], ["2020-05-03"]),
    (["Sun May  3 10:00:00 2020"], ["2020-05-03"]),
    (["Sun May 03 10:00:00 +0000 2020", ""], ["2020-05-03", ""]),
    (["Sun, 2020-05-03", "2020-05-04"], ["2020-05-03", "2020-05-04"]),
    (["3 May 2020 (Sunday)", "4 May 2020 (Monday)"], ["2020-05-03", "2020-05-04"]),
    (["2020年5月3日 星期日", "2020年5月4日（周一）"], ["2020-05-03", "2020-05-04"]),
    (["2020年5月3日(日)"], ["2020-05-03"]),
    # The day of the week says which number is the day.
    (["Sun, 05/03/2020", "Mon, 05/04/2020"], ["2020-05-03", "2020-05-04"]),
    (["Sunday 03/05/2020", "04/05/2020"], ["2020-05-03", "2020-05-04"]),
    (["03/05/2020 (Sunday)"], ["2020-05-03"]),
    (
        [f"2020/5/{day} ({name})" for day, name in enumerate("金土日月火水木金土", 1)],
        [f"2020-05-{day:02}" for day in range(1, 10)],
    ),
    (["2020년 5월 3일 일요일"], ["2020-05-03"]),
    (["воскресенье, 3 мая 2020 г."], ["2020-05-03"]),
    (["Sonntag, den 3. Mai 2020"], ["2020-05-03"]),
    (["mardi 5 mai 2020", "mar. 3 mars 2020"], ["2020-05-05", "2020-03-03"]),
    (["mar 3 2020"], ["2020-03-03"]),
    (["le 3 mai 2020"], ["2020-05-03"]),
    (["segunda-feira, 1 de junho de 2020"], ["2020-06-01"]),
    (["44317", "44318"], ["2021-05-01", "2021-05-02"]),
    (["44317", ""], ["2021-05-01", ""]),
    ([44317, 44318], ["2021-05-01", "2021-05-02"]),
    ([44317.5, nan], ["2021-05-01", ""]),
]


@pytest.mark.parametrize(("column", "dates"), COLUMNS, ids=lambda value: str(value[0]))
@pytest.mark.parametrize("name", ["date", "held on", "class"])
def test_the_line_that_is_proposed_is_true(
    column: list[Any], dates: list[str], name: str
) -> None:
    corpus = corpus_with(column, name)
    message = message_about(corpus, name)
    (line,) = proposed_lines(message)
    assert message.endswith(f"Try {line}.")
    assert dates_by(line, corpus, name) == dates


def test_a_wrong_day_of_the_week_decides_nothing() -> None:
    message = message_about(corpus_with(["Monday, 03/05/2020", "Sun, 03/05/2020"]))
    assert len(proposed_lines(message)) == 2


def test_two_lines_are_proposed_where_either_number_may_be_the_day() -> None:
    corpus = corpus_with(["03/05/2020", "04/06/2020", "05/05/2020"])
    message = message_about(corpus)
    assert "In '03/05/2020' either number may be the day" in message
    day_first, month_first = proposed_lines(message)
    assert dates_by(day_first, corpus) == ["2020-05-03", "2020-06-04", "2020-05-05"]
    assert dates_by(month_first, corpus) == ["2020-03-05", "2020-04-06", "2020-05-05"]


@pytest.mark.parametrize(
    ("column", "words"),
    [
        (["May 2020", "unknown"], "'unknown' is one that no form of date fits"),
        (["13/06/2020", "06/13/2020"], "The day comes first in '13/06/2020', but the"),
        (
            ["31/02/2020", "01/01/2020"],
            "'31/02/2020' is on no calendar: the days of February 2020 go from 1 to 29",
        ),
        (["2020-02-30"], "'2020-02-30' is on no calendar: the days of February 2020"),
        (["2019-02-29T08:00"], "the days of February 2019 go from 1 to 28"),
        (["31 April 2020", "May 2020"], "the days of April 2020 go from 1 to 30"),
        (["2020-13-01"], "'2020-13-01' is on no calendar: there is no month 13"),
        (["2020年13月"], "there is no month 13"),
        (["13/14/2020"], "neither 14 nor 13 is a month"),
        (["2020-05-00"], "the days of May 2020 go from 1 to 31"),
        (["0000-05-01"], "there is no year 0"),
        (["-0500", "1999"], "'-0500' is a year before the common era"),
        (["-44", "14"], "'-44' is a year before the common era"),
        ([-500, 1999], "'-500' is a year before the common era"),
        (["−0500"], "'−0500' is a year before the common era"),
        (["500 BC", "1999"], "'500 BC' is a year before the common era"),
        (["公元前500年"], "is a year before the common era"),
        (["2020-", "2019"], "'2020-' is one that no form of date fits"),
        (["03/05/20"], "'03/05/20' has a year of two digits, and nothing says"),
        (["5/3/20", "3 May 2020"], "'5/3/20' has a year of two digits"),
        (["Sunday, 3 May 20"], "has a year of two digits"),
        (["3-May-20 10:00"], "has a year of two digits"),
        (["May-20"], "'May-20' has a number that may be a day or a year"),
        (["3-May"], "'3-May' has no year"),
        (["Spring 2020"], ""),
        (["c. 2020"], ""),
        (["2020?"], ""),
        (["2020-2021"], ""),
        (["２０２０年"], ""),
        (["1588464000"], ""),
        (["200503"], ""),
        (
            [*(f"{day} May 2020" for day in range(1, 10)), "June 1, 2020"],
            "written in several forms ('1 May 2020', 'June 1, 2020')",
        ),
    ],
    ids=str,
)
def test_no_line_is_proposed_where_none_is_true(column: list[Any], words: str) -> None:
    message = message_about(corpus_with(column))
    assert words in message
    assert not proposed_lines(message)
    assert "corpus.assign" not in message


WRITTEN = st.one_of(
    st.from_regex(r"\A[0-9]{1,4}[/. -][0-9]{1,2}[/. -][0-9]{1,4}\Z"),
    st.from_regex(r"\A[0-9]{0,2} ?(May|June|mai|мая|Sept\.) ?[0-9]{2,4}\Z"),
    st.from_regex(r"\A[0-9]{4}年([0-9]{1,2}月([0-9]{1,2}日)?)?\Z"),
    st.sampled_from(["", "2020", "2020-05-03", "44317", "2020-05-03T08:00:00Z"]),
)


@given(st.lists(WRITTEN, min_size=1, max_size=5))
def test_no_line_ever_fails(column: list[str]) -> None:
    corpus = corpus_with(column)
    try:
        dates_of(corpus)
    except ColumnError as fault:
        for line in proposed_lines(str(fault)):
            dates = dates_by(line, corpus)
            assert [bool(date) for date in dates] == [bool(cell) for cell in column]


def test_the_columns_that_hold_dates_are_named() -> None:
    documents = pd.DataFrame(
        {
            "doc": ["a", "b"],
            "session": [45, 46],
            "year": [1990, 1991],
            "held": ["1990-09-24", ""],
            "country": ["CHN", "KAZ"],
            "number": ["0001", "0002"],
        }
    )
    corpus = Corpus.from_texts({"a": "win-win", "b": "x"}, documents)
    with pytest.raises(ColumnError, match="'held', 'year' hold dates") as caught:
        timeline(corpus, "win-win")
    (option,) = re.findall(r"Write date='(.*)'\.$", str(caught.value))
    assert timeline(corpus, "win-win", date=option)["date"].tolist()[0] == "1990-09-24"
    without = corpus_with([1990], "year")
    with pytest.raises(ColumnError, match=r"'year' holds dates\. Write date='year'\."):
        timeline(without, "win-win")
    with pytest.raises(ColumnError, match="expected one name"):
        timeline(corpus_with(["x"], "place"), "win-win")


@pytest.mark.parametrize("since", [2013, "2013-05-03T08:00:00Z"])
def test_the_date_that_is_proposed_for_since_is_one(since: object) -> None:
    corpus = corpus_with(["2020"])
    with pytest.raises(OptionError) as caught:
        timeline(corpus, "win-win", since=since)  # type: ignore[arg-type]
    (option,) = re.findall(r"Write since='(.*)'\.$", str(caught.value))
    assert timeline(corpus, "win-win", since=option) is not None


@pytest.mark.parametrize(
    ("name", "cells", "date"),
    [
        ("日期", ["2023年6月12日", "2023年6月13日"], "2023-06-12"),
        ("held on", ["Mon, 12 Jun 2023 10:00:00 GMT", ""], "2023-06-12"),
        ("when", ["June 2023", "2024"], "2023-06"),
    ],
)
def test_a_column_of_dates_in_another_form_is_named_with_its_line(
    name: str, cells: list[str], date: str
) -> None:
    documents = {"doc": ["a", "b"], "place": ["x", "y"], "n": [1, 2], name: cells}
    corpus = Corpus.from_texts({"a": "win-win", "b": "x"}, pd.DataFrame(documents))
    with pytest.raises(ColumnError, match="dates that are not in ISO form") as caught:
        timeline(corpus, "win-win")
    message = str(caught.value)
    (line,) = re.findall(r"Try (corpus\.assign\(.*\))\. Then", message)
    (option,) = re.findall(r"Then write date='(.*)'\.$", message)
    assert option == name
    assert dates_by(line, corpus, option)[0] == date
