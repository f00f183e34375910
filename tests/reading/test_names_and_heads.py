"""Metadata where it stands: in the names of files and folders, and in the heads of texts."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import frequencies
from discourse.corpus import Corpus
from discourse.corpus.reading_notes import Oddity
from discourse.errors import OptionError
from discourse.reading import read
from discourse.reading.file_name_fields import check_name_pattern
from discourse.reading.text_heads import TextHead, find_head

UN_PATTERN = "{country}_{session}_{year}"


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write_texts(*names: str, text: str = "One belt, one road.") -> None:
    for number, name in enumerate(names):
        path = Path("texts") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"{text} {number}".encode())


def columns_of(corpus: Corpus) -> dict[str, list[object]]:
    return corpus.documents.drop(columns="doc").to_dict("list")


def suspicions(corpus: Corpus, kind: str) -> list[str]:
    table = corpus.suspected
    return table.loc[table["kind"] == kind, "reason"].tolist()


# Names ---------------------------------------------------------------------------------


def test_the_layout_of_the_un_corpus() -> None:
    write_texts(
        "Session 45 - 1990/CHN_45_1990.txt", "Session 46 - 1991/USA_46_1991.txt"
    )
    corpus = read("texts", names=UN_PATTERN)
    assert columns_of(corpus) == {
        "country": ["CHN", "USA"],
        "session": ["45", "46"],
        "year": ["1990", "1991"],
        "folder": ["Session 45 - 1990", "Session 46 - 1991"],
    }
    assert corpus.suspected.empty
    assert len(corpus.where(country="CHN")) == 1


@pytest.mark.parametrize(
    ("pattern", "name", "values"),
    [
        ("{country}-{year}", "CHN-1990", {"country": "CHN", "year": "1990"}),
        ("{country}_{year}.txt", "CHN_007", {"country": "CHN", "year": "007"}),
        ("speech {n} of {who}", "speech 03 of Wang Yi", {"n": "03", "who": "Wang Yi"}),
        ("{country}_{}_{year}", "CHN_45_1990", {"country": "CHN", "year": "1990"}),
        ("{*}_{year}", "CHN_1990", {"year": "1990"}),
        ("{country}/{year}", "un/China/1990", {"country": "China", "year": "1990"}),
        ("./{country}/{year}", "China/1990", {"country": "China", "year": "1990"}),
        ("{country}\\{year}", "China/1990", {"country": "China", "year": "1990"}),
        (
            "Session {session} - {year}/{country}_{session}_{year}",
            "Session 45 - 1990/CHN_45_1990",
            {"session": "45", "year": "1990", "country": "CHN"},
        ),
        ("{c}/{c}_{y}", "a_b/a_b_1990", {"c": "a_b", "y": "1990"}),
        ("{caf\u00e9}_{y}", "a_1", {"caf\u00e9": "a", "y": "1"}),
        ("\u00e9_{y}", "e\u0301_1", {"y": "1"}),
        ("{国家}（{年}）", "中国（1990）", {"国家": "中国", "年": "1990"}),
        ("{date}{}", None, {}),
        ("UN-{year}", "NATO-1990", None),
        ("{country}/{year}", "1990", None),
        ("{country}_{year}", "_1990", None),
        ("{country}_{year}", "CHN_", None),
        ("{y}/{y}_{c}", "1990/1991_CHN", None),
        ("{c}_{y}", "China/1990", None),
    ],
)
def test_what_a_name_says(
    pattern: str, name: str | None, values: dict[str, str] | None
) -> None:
    if name is None:
        with pytest.raises(OptionError, match="side by side"):
            check_name_pattern(pattern)
        return
    fields = check_name_pattern(pattern).match(name)
    assert (None if fields is None else fields.values) == values


def test_a_name_that_fits_in_two_ways_is_read_by_the_rule_and_named() -> None:
    write_texts("a_b_speech.txt", "c_2020.txt")
    corpus = read("texts", names="{x}_{y}")
    assert columns_of(corpus) == {"x": ["a", "c"], "y": ["b_speech", "2020"]}
    (reason,) = suspicions(corpus, "name")
    assert "in several ways: a_b_speech.txt (x 'a' or 'a_b')" in reason


def test_a_name_is_divided_so_that_most_fields_are_numbers() -> None:
    write_texts("United_States_45_1990.txt", "CHN_46_1991.txt", "Viet_Nam_47_1992.txt")
    corpus = read("texts", names=UN_PATTERN)
    assert columns_of(corpus) == {
        "country": ["CHN", "United_States", "Viet_Nam"],
        "session": ["46", "45", "47"],
        "year": ["1991", "1990", "1992"],
    }
    assert suspicions(corpus, "name") == []


def test_a_name_of_many_separators_is_divided_at_once() -> None:
    name = "a_" * 100 + "b"
    fields = check_name_pattern("{x}_{y}_{z}").match(name)
    assert fields is not None
    assert fields.values == {"x": "a", "y": "a", "z": "a_" * 98 + "b"}


def test_a_name_that_does_not_fit_is_kept_and_named() -> None:
    write_texts("CHN_45_1990.txt", "notes.txt")
    corpus = read("texts", names=UN_PATTERN)
    assert corpus.names == ("CHN_45_1990", "notes")
    assert corpus.documents["country"].tolist() == ["CHN", ""]
    named = corpus.suspected.query("kind == 'name'")
    assert named["source"].tolist() == ["notes.txt"]
    assert "names='{country}_{session}_{year}'" in named["reason"].iloc[0]
    groups = frequencies(corpus, {"road": ["road"]}, by="country")["group"]
    assert sorted(set(groups)) in (["", "CHN"], ["(no value)", "CHN"])


def test_at_most_ten_names_are_listed_in_one_row() -> None:
    write_texts("CHN_45_1990.txt", *(f"notes{number:02}.txt" for number in range(13)))
    suspected = read("texts", names=UN_PATTERN).suspected
    assert suspected[["source", "kind", "count"]].values.tolist() == [
        ["texts", "name", 13]
    ]
    assert "notes00.txt" in suspected["reason"].iloc[0]
    assert "notes09.txt and 3 more" in suspected["reason"].iloc[0]


def test_if_no_name_fits_the_proposal_works() -> None:
    write_texts("CHN-45-1990.txt", "USA-46-1991.txt")
    with pytest.raises(OptionError) as caught:
        read("texts", names=UN_PATTERN)
    message = str(caught.value)
    assert message.startswith(
        "names='{country}_{session}_{year}': none of the 2 names fits"
    )
    assert "'country_session_year'" in message
    proposal = message.rpartition("names='")[2].partition("'")[0]
    assert read("texts", names=proposal).documents["year"].tolist() == ["1990", "1991"]


def test_if_no_name_fits_and_none_is_like_it_only_a_right_name_is_shown() -> None:
    write_texts("notes.txt")
    with pytest.raises(OptionError, match=r"'country_session_year'\.$"):
        read("texts", names=UN_PATTERN)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("", "no field"),
        ("country_year", "no field"),
        ("{}", "no field"),
        ("{a}{b}", "side by side"),
        ("{a", "brace"),
        ("a}_{b}", "brace"),
        ("{{a}}_{b}", "brace"),
        ("{year:d}_{b}", "a name only"),
        ("{doc}_{b}", "a column of that name"),
        ("{Text}_{b}", "a column of that name"),
        ("{a/b}_{c}", "slash"),
        ("{a}_{A}", "capitals"),
        ("{a\n}_{b\tc}", "cannot be printed"),
        ("{\ud800}_{b}", "cannot be printed"),
        ("{a}_" * 60 + "x", "200 characters"),
        (7, "fields in braces"),
        (["{a}"], "fields in braces"),
    ],
)
def test_a_wrong_pattern_is_answered_with_a_right_one(
    pattern: object, words: str
) -> None:
    write_texts("CHN_45_1990.txt")
    with pytest.raises(OptionError, match=words) as caught:
        read("texts", names=pattern)  # type: ignore[arg-type]
    assert str(caught.value).startswith("names=")
    example = str(caught.value).rpartition("names='")[2].partition("'")[0]
    assert read("texts", names=example).documents["session"].tolist() == ["45"]


def test_a_name_made_to_take_long_does_not() -> None:
    pattern = check_name_pattern("_".join(["{a}", "{b}", "{c}", "{d}", "{e}", "{a}"]))
    assert pattern.match("_" * 250 + "x") is None


def test_the_table_has_precedence_and_a_difference_is_named() -> None:
    write_texts("CHN_1990.txt", "KAZ_1991.txt", "USA_1992.txt")
    Path("texts/metadata.csv").write_text(
        "doc,Country,note\nCHN_1990,CHN,x\nKAZ_1991,Kazakhstan,\nUSA_1992,,z\n"
    )
    corpus = read("texts", names="{country}_{year}")
    assert columns_of(corpus) == {
        "Country": ["CHN", "Kazakhstan", "USA"],
        "note": ["x", "", "z"],
        "year": ["1990", "1991", "1992"],
    }
    (reason,) = suspicions(corpus, "metadata")
    assert "KAZ_1991.txt ('Kazakhstan' came before 'KAZ' of the name" in reason


def test_equal_values_of_another_type_are_no_difference() -> None:
    write_texts("CHN_1990.txt", "KAZ_1991.txt")
    table = pd.DataFrame({"doc": ["CHN_1990", "KAZ_1991"], "year": [1990, 1991]})
    corpus = read("texts", metadata=table, names="{country}_{year}")
    assert corpus.documents["year"].dtype == "int64"
    assert corpus.suspected.empty


def test_names_of_a_single_file_and_of_rows() -> None:
    write_texts("CHN_1990.txt")
    assert columns_of(read("texts/CHN_1990.txt", names="{country}_{year}")) == {
        "country": ["CHN"],
        "year": ["1990"],
    }
    table = pd.DataFrame({"doc": ["CHN_1990.txt"], "text": ["One belt."]})
    assert read(table, names="{country}_{year}").documents["year"].tolist() == ["1990"]


def test_folders_above_count_only_if_no_text_is_in_as_many() -> None:
    write_texts("china/2019.txt", "china/2020.txt")
    for path in (
        "texts/china",
        "texts/china/*.txt",
        ["texts/china/2019.txt", "texts/china/2020.txt"],
        "texts",
    ):
        rows = read(path, names="{country}/{year}").documents
        assert rows["country"].tolist() == ["china", "china"]
        assert rows["year"].tolist() == ["2019", "2020"]
    single = read("texts/china/2019.txt", names="{country}/{year}").documents
    assert single["country"].tolist() == ["china"]
    write_texts("2021.txt")
    rows = read("texts", names="{country}/{year}").documents
    assert rows["country"].tolist() == ["", "china", "china"]
    with pytest.raises(OptionError, match="such as 'china/2019'; it fits"):
        read("texts/china", names="UN {country}/{year}")


# Folders -------------------------------------------------------------------------------


def test_folders_are_a_column_only_where_there_are_folders() -> None:
    write_texts("top.txt", "china/a.txt", "china/early/b.txt")
    corpus = read("texts")
    assert columns_of(corpus) == {"folder": ["china", "china/early", ""]}
    assert columns_of(read("texts/china/early")) == {}


def test_ids_with_a_slash_are_no_folders() -> None:
    assert columns_of(read({"china/a": "One."})) == {}
    assert columns_of(read(pd.DataFrame({"doc": ["c/a"], "text": ["One."]}))) == {}


def test_a_column_of_the_table_keeps_its_name() -> None:
    write_texts("china/a.txt")
    Path("texts/metadata.csv").write_text("doc,Folder\nchina/a,blue\n")
    assert columns_of(read("texts")) == {"Folder": ["blue"]}


# Heads ---------------------------------------------------------------------------------

HEADS = {
    "Title: A visit\nDate: 2023-06-12\n\n": {"title": "A visit", "date": "2023-06-12"},
    "Title: A visit\r\nDate: 2023-06-12\r\n\r\n": {
        "title": "A visit",
        "date": "2023-06-12",
    },
    "\nTitle: A visit\n\n": {"title": "A visit"},
    "TITLE: A visit\n  to Kazakhstan\nDate Published: 2023\n\n": {
        "title": "A visit to Kazakhstan",
        "date_published": "2023",
    },
    "Speaker: Wang Yi\nCountry: China\n\n": {"speaker": "Wang Yi", "country": "China"},
    "Speaker: Wang Yi\n\n": {"speaker": "Wang Yi"},
    "Country: China\n\n": {"country": "China"},
    "Note: a\nURL: https://mfa.example/x\n\n": {
        "note": "a",
        "url": "https://mfa.example/x",
    },
    "Author: A. B.\nAuthor: C. D.\nDate: 1 May 2020\n\n": {
        "author": "A. B.; C. D.",
        "date": "1 May 2020",
    },
    "Titre : La visite\nAuteur : X Y\n\n": {"titre": "La visite", "auteur": "X Y"},
    "Anne\u0301e : 1990\n\n": {"ann\u00e9e": "1990"},
    "Título: La visita\nFecha: 12/06/2023\n\n": {
        "título": "La visita",
        "fecha": "12/06/2023",
    },
    "Заголовок: Визит\nДата: 12.06.2023\n\n": {
        "заголовок": "Визит",
        "дата": "12.06.2023",
    },
    "标题：访问\n日期：2023年6月12日\n来源:新华社\n\n": {
        "标题": "访问",
        "日期": "2023年6月12日",
        "来源": "新华社",
    },
    "العنوان: زيارة\n\n": {"العنوان": "زيارة"},
    "Title: A visit\n-----\n": {"title": "A visit"},
    "**Title:** A visit\n**Date**: 2023-06-12\n\n": {
        "title": "A visit",
        "date": "2023-06-12",
    },
    "**Title:** A visit\\\n__Date:__ 1 May 2023  \n*Author* : X Y\n\n": {
        "title": "A visit",
        "date": "1 May 2023",
        "author": "X Y",
    },
    "**标题：** 访问\n**来源**：新华社\n\n": {"标题": "访问", "来源": "新华社"},
    "---\n  title: A visit\n  tags:\n    - a\n    - b\n---\n": {
        "title": "A visit",
        "tags": "a; b",
    },
    '+++\ntitle = "A visit"\ndate = 2023-06-12\ndraft = false\n+++\n': {
        "title": "A visit",
        "date": "2023-06-12",
        "draft": "false",
    },
    "+++\n# a\ntags = ['a', 'b']\nyear = 2023\n[who]\nname = 'X'\n+++\r\n": {
        "tags": "a; b",
        "year": "2023",
        "who": "name: X",
    },
    "Title: A visit\n\nDate: 1 May\nPlace: Rome\n\nSource: Xinhua\n\n": {
        "title": "A visit",
        "date": "1 May",
        "place": "Rome",
        "source": "Xinhua",
    },
    "Title: x\nText: y\nDoc: 3\n\n": {"title": "x", "head_text": "y", "head_doc": "3"},
    "---\ntitle: A visit\ndate: 2023-06-12\n---\n": {
        "title": "A visit",
        "date": "2023-06-12",
    },
    "---\r\ntitle: A: visit\r\nurl: https://a.example/#x\r\n---\r\n": {
        "title": "A: visit",
        "url": "https://a.example/#x",
    },
    "title:\tA visit\nDOCUMENT SYMBOL: A/78/PV.5\n\n": {
        "title": "A visit",
        "document_symbol": "A/78/PV.5",
    },
    "From: a\nTo: b\nSubject: c\nDate: 1 May 2020\n\n": {
        "from": "a",
        "to": "b",
        "subject": "c",
        "date": "1 May 2020",
    },
    "---\nspeaker: 'It''s he' # so\nx: \"a\\tb\\u4e2d\"\n...\n": {
        "speaker": "It's he",
        "x": "a\tb中",
    },
    "---\ntags: [a, \"b, c\", 'd']\nwho:\n- X\n- Y # z\nnone:\nnull_: ~\n---\n": {
        "tags": "a; b, c; d",
        "who": "X; Y",
        "none": "",
        "null_": "",
    },
    "---\na: >\n  one\n  two\n\n  three\nb: |-\n  one\n  two\nc: one\n  two\n---\n": {
        "a": "one two\nthree",
        "b": "one\ntwo",
        "c": "one two",
    },
    "---\n# comment\nauthor:\n  name: X\n  mail: y\nplace: {a: b}\n---\n": {
        "author": "name: X, mail: y",
        "place": "{a: b}",
    },
}


@pytest.mark.parametrize("head", HEADS)
def test_a_head_is_read_and_masked(head: str) -> None:
    text = f"{head}One belt, one road.".lstrip("\ufeff")
    Path("a.txt").write_bytes(text.encode())
    corpus = read("a.txt")
    assert corpus.documents.drop(columns="doc").iloc[0].to_dict() == HEADS[head]
    assert corpus.raw["a"] == text
    assert corpus["a"].words == 4
    (row,) = corpus.log.to_dict("records")
    assert (row["action"], row["kind"]) == ("mask", "head")
    assert "read as metadata" in row["reason"]
    assert text[row["start"] : row["end"]] == row["surface"]
    assert row["surface"] == head.strip().lstrip("\ufeff")
    assert not suspicions(corpus, "head")
    plain = read("a.txt", heads=False)
    assert list(plain.documents.columns) == ["doc"]
    assert plain.masks.empty
    assert plain["a"].words > 4


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "One belt, one road.",
        "Moderator: Welcome.\n\nSpeaker: Thank you.",
        "Moderator: Welcome.\nSpeaker: Thank you.\n\nModerator: Please.",
        "Speaker: Good morning\n\nSpeaker: And good night",
        "Speaker: Welcome everybody\n\nThey sat down.",
        "Author: Why do you ask?\n\nReader: I do not know.",
        "Note: This text begins with a note.\n\nIt goes on.",
        "Subject: the war.\n\nIt goes on.",
        "Question: What is new?\nAnswer: Nothing.\n\n",
        "Q: Why?\nA: So.\n\n",
        "Xi Jinping: Thank you.\nPutin: Thank you.\n\n",
        "City: Growth and Planning\n\nText",
        "Subject: Climate Change\n\nText",
        "Place: Rome\nCity: it grows.\n\nText",
        "10:30 The meeting began.\n\n",
        "https://mfa.example/x\n\nText",
        "Dear friends: welcome to Beijing\n\nText",
        "Title: it has no blank line\nThe text begins.",
        "---\n\nA text between two lines.\n\n---\nAnother.",
        "---\n---\nText",
        "----\ntitle: x\n----\nText",
        "+++\n\nA text between two lines.\n\n+++\nAnother.",
        "**Moderator:** Welcome.\n**Speaker:** Thank you.\n\nText",
        "**A heading: with a colon**\n\nText",
        "主持人：欢迎大家。\n记者：谢谢。\n\n正文",
    ],
)
def test_a_text_without_a_head_is_left(text: str) -> None:
    assert find_head(text) is None
    corpus = read(pd.DataFrame({"text": [text]}))
    assert corpus.masks.empty


@pytest.mark.parametrize("blanks", ["", "\n" * 10, "\ufeff", "\u3000\n" * 200])
@pytest.mark.parametrize("key", ["Title", "标题"])
def test_a_head_is_found_behind_blanks(blanks: str, key: str) -> None:
    fields = f"{key}: {'The visit ' * 30}\nDate: 2023-06-12\n"
    heads = (
        fields,
        f"---\ntitle: x{' ' * 90}\n---\n",
        f"+++{' ' * 90}\ntitle = 'x'\n+++\n",
    )
    for head in heads:
        found = find_head(f"{blanks}{head}\nThe visit began.")
        assert isinstance(found, TextHead)
        assert found.columns


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Title: A\nDate: 2023\nThe text begins at once.", "has another form"),
        ("Title: A\nDate: 2023\n", "no blank line"),
        ("Date: 2023\nModerator: Welcome to you all.\n\nx", "as in a dialogue"),
        ("Title: A\nNote: " + "x" * 2000 + "\n\nx", "as long as a paragraph"),
        ("---\ntitle: x\n\nText", "no line '---'"),
        ("---\ntitle: x\nbroken\n---\nText", "line 2 of it"),
        ("---\ntitle: x\ntitle: y\n---\nText", "occurs twice"),
        ("---\n\ttitle: x\n---\nText", "line 1 of it begins with a tab"),
        ("---\ntitle: x\n\tdate: 2023\n---\nText", "line 2 of it begins with a tab"),
        ("---\ntitle: x\n  date: 2023\n---\nText", "line 2 of it is indented"),
        ('+++\ntitle = "x"\n\nText', "no line '+++' ends it"),
        ("+++\ntitle = x\n+++\nText", "it is not valid TOML"),
        ("+++\na = " + "[" * 3000 + "\n+++\nText", "TOML front matter"),
        ("+++\na = " + "9" * 5000 + "\n+++\nText", "a value that cannot be read"),
    ],
)
def test_what_looks_like_a_head_and_is_left_is_named(text: str, words: str) -> None:
    Path("a.txt").write_bytes(text.encode())
    corpus = read("a.txt")
    assert list(corpus.documents.columns) == ["doc"]
    assert corpus.masks.empty
    (reason,) = suspicions(corpus, "head")
    assert words in reason


@pytest.mark.parametrize(
    "text",
    [
        "Title: A\nDate: 2023\n|The text begins at once.",
        "Title: A\nDate: 2023\n|",
        "Date: 2023\n|Moderator: Welcome to you all.\n\nx",
        "Title: A\nDate: 1 May\n|Note: " + "x" * 2000 + "\n\nx",
    ],
)
def test_the_blank_line_that_is_proposed_helps(text: str) -> None:
    odd = find_head(text.replace("|", ""))
    assert isinstance(odd, Oddity)
    assert "put a blank line" in odd.remedy
    head = find_head(text.replace("|", "\n"))
    assert isinstance(head, TextHead)
    assert head.end == text.index("|") - 1


HEAD_OF_NARROW_LINES = (
    "---\ndraft: yes it is one\nyear: 2019 or later\nnum: one thousand\n"
    "n: nothing at all\nt: nothing at all\nu: nothing at all\n---\n"
)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (HEAD_OF_NARROW_LINES, "narrow lines"),
        ("Title: A &amp; B\nNote: one<br>two\n\n", "entities"),
        ("Title: A &amp; B\nNote: one<br>two\n\n", "html"),
        ("Title: co-\n  operation and co-\n  existence\n\n", "divided words"),
        ("标题：构建人类命运共同体理念\n来源：新华社\n\n", "unsegmented"),
        ("Title: Сhinа\nDate: 2020\n\n", "letters of two scripts"),
    ],
)
def test_a_head_that_is_masked_makes_no_suspicion_of_the_text(
    head: str, kind: str
) -> None:
    body = "Peace is what we all want. We work for it."
    Path("a.txt").write_bytes((head + body).encode())
    assert read("a.txt").suspected.empty
    # Without the head as metadata, the same lines are a part of the text.
    kinds = read("a.txt", heads=False).suspected["kind"].tolist()
    assert kind in kinds


def test_a_text_that_is_a_head_only_has_no_word() -> None:
    Path("a.txt").write_bytes(b"---\ntitle: A visit\n---\n")
    assert read("a.txt").suspected["kind"].tolist() == ["empty"]


def test_damaged_letters_are_named_in_a_head_too() -> None:
    Path("a.txt").write_bytes("Title: Caf\ufffd\n\nPeace.".encode())
    assert read("a.txt").suspected["kind"].tolist() == ["replacement"]


def test_columns_come_from_table_names_folders_and_heads_in_this_order() -> None:
    write_texts(
        "china/CHN_1990.txt", text="Title: x\nYear: 1991\nPlace: Beijing\n\nRoad"
    )
    write_texts("india/IND_1992.txt", text="Author: A B\nDate: 1 May 1992\n\nRoad")
    Path("texts/metadata.csv").write_text(
        "doc,medium\nchina/CHN_1990,human\nindia/IND_1992,human\n"
    )
    corpus = read("texts", names="{country}_{year}")
    assert columns_of(corpus) == {
        "medium": ["human", "human"],
        "country": ["CHN", "IND"],
        "year": ["1990", "1992"],
        "folder": ["china", "india"],
        "title": ["x", ""],
        "place": ["Beijing", ""],
        "author": ["", "A B"],
        "date": ["", "1 May 1992"],
    }
    (reason,) = suspicions(corpus, "metadata")
    assert "china/CHN_1990.txt ('1990' came before '1991' of the head" in reason


def test_a_mark_of_the_byte_order_is_no_part_of_a_head() -> None:
    corpus = read({"a": "\ufeffTitle: A visit\n\nOne belt."})
    assert corpus.documents["title"].tolist() == ["A visit"]


def test_cells_of_tables_have_no_heads() -> None:
    corpus = read(pd.DataFrame({"text": ["Title: x\n\nText"]}))
    assert list(corpus.documents.columns) == ["doc"]


def test_the_seeds_have_no_head(seeds: Path) -> None:
    corpus = read(seeds)
    assert corpus.masks.empty
    for text in corpus.raw.values():
        assert find_head(text) is None


def test_a_head_of_a_thousand_lines_does_not_take_long() -> None:
    assert not isinstance(find_head("Title: x\n" * 100_000), TextHead)
    assert not isinstance(find_head("a b " * 100_000 + ":"), TextHead)


PIECES = st.sampled_from(
    [
        "---\n", "...\n", "Title", "date", ": ", "：", "\n", "\r\n", "\n\n", "- a", "[a, b]",
        '"x', "'", "|", ">", "  ", "\t", "2023", "Speaker", "\x0c", "\u2028", "#", "{", "\\u",
        "author:\n", "日期", "e\u0301", "One belt.", "~", "&a", "\ufeff",
    ]
)  # fmt: skip


@given(text=st.lists(PIECES, max_size=14).map("".join))
def test_whatever_a_text_begins_with(text: str) -> None:
    corpus = read({"a": text})
    assert corpus.raw["a"] == text
    plain = read({"a": text}, heads=False)
    for row in corpus.log.itertuples():
        assert text[row.start : row.end] == row.surface
        assert len(corpus.stream) <= len(plain.stream)
    head = find_head(text)
    is_head = isinstance(head, TextHead)
    assert len(corpus.masks) == is_head
    columns = corpus.documents.columns.drop("doc").tolist()
    assert columns == (list(head.columns) if isinstance(head, TextHead) else [])


@pytest.mark.parametrize(("sign", "code"), [("\ud800", "U+D800"), ("\0", "U+0000")])
def test_a_sign_that_is_no_character_is_named_by_its_code(sign: str, code: str) -> None:
    with pytest.raises(OptionError, match=re.escape(code)):
        check_name_pattern(f"{{{sign}}}_{{year}}")


def test_a_year_of_pandas_and_one_of_a_name_are_the_same() -> None:
    write_texts("A_1990.txt", "B_1990.txt")
    Path("texts/metadata.csv").write_text("doc,year\nA_1990,1990.0\nB_1990,\n")
    corpus = read("texts", names="{country}_{year}")
    assert corpus.groups("year")[1] == ("1990",)
    assert len(corpus.where(year=1990)) == 2
    assert "metadata" not in corpus.suspected["kind"].tolist()


def test_a_table_names_texts_in_folders_without_the_folder() -> None:
    write_texts("x/a.txt", "y/b.txt")
    Path("texts/metadata.csv").write_text("doc,year\na.txt,1990\nb,1991\n")
    assert read("texts").documents["year"].tolist() == ["1990", "1991"]
