"""Lexicons in CSV files: what divides a cell, what two rows may say, and each fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from discourse.corpus import Corpus
from discourse.errors import LexiconError
from discourse.formulas import mentions
from discourse.lexicons import Family, Lexicon


def read(folder: Path, content: str) -> Lexicon:
    path = folder / "mine.csv"
    path.write_text(content, encoding="utf-8")
    return Lexicon.read(path)


def originals_of(family: Family) -> list[tuple[str, str]]:
    return [(phrase.id, phrase.language) for phrase in family.originals]


@pytest.mark.parametrize("sign", [";", "；"])
def test_both_semicolons_divide_a_cell(sign: str, tmp_path: Path) -> None:
    colon = "：" if sign == "；" else ":"
    row = f"w,win win{sign}all win,共赢{sign}双赢,no win{sign}win none,a{colon}x|y{sign}b{colon}z"
    lexicon = read(tmp_path, f"family,patterns,original,not,levels\n{row}\n")
    family = lexicon["w"]
    assert [phrase.pattern for phrase in family.phrases[:2]] == ["win win", "all win"]
    assert originals_of(family) == [("共赢", "zh"), ("双赢", "zh")]
    assert [phrase.pattern for phrase in family.exclude] == ["no win", "win none"]
    levels = [(name, [cue.pattern for cue in cues]) for name, cues in family.levels]
    assert levels == [("a", ["x|y"]), ("b", ["z"])]
    ledger = mentions(Corpus.from_texts({"a": "共赢，双赢。"}), lexicon)
    assert ledger["surface"].tolist() == ["共赢", "双赢"]


def test_a_backslash_takes_a_semicolon_its_meaning(tmp_path: Path) -> None:
    lexicon = read(
        tmp_path,
        "family,patterns,original,not,levels\n"
        r'w,a\; b;c d,和\；平;共赢,e\; f,"x\: y: g\, h|i"'
        "\n",
    )
    family = lexicon["w"]
    assert originals_of(family) == [("和；平", "zh"), ("共赢", "zh")]
    assert [name for name, _ in family.levels] == ["x: y"]
    text = "We a; b and c d. And e; f. But a b. 和；平"
    ledger = mentions(Corpus.from_texts({"a": text}), lexicon)
    assert ledger["surface"].tolist() == ["a; b", "c d", "和；平"]
    one = read(tmp_path, "family,pattern\nw,a\\; b\n")
    ledger = mentions(Corpus.from_texts({"a": text}), one)
    assert ledger["surface"].tolist() == ["a; b"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("fr: gagnant-gagnant", [("gagnant-gagnant", "fr")]),
        (
            "fr: gagnant-gagnant; zh: 共赢",
            [("gagnant-gagnant", "fr"), ("共赢", "zh")],
        ),
        ("zh：共赢", [("共赢", "zh")]),
        ("FR-ca: a b; German: c d", [("a b", "fr"), ("c d", "de")]),
        # A language holds up to the next one, but for Han characters.
        ("fr: a b; c d; 共赢; ja: 共栄", [("a b", "fr"), ("c d", "fr"), ("共赢", "zh"), ("共栄", "ja")]),
        ("Note: a b", [("Note: a b", "")]),
        (r"fr\: a b", [("fr: a b", "")]),
        ("Wille zum Leben", [("Wille zum Leben", "")]),
    ],
)  # fmt: skip
def test_an_original_may_say_its_language(
    cell: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    lexicon = read(tmp_path, f"family,patterns,original\nw,win-win,{cell}\n")
    assert originals_of(lexicon["w"]) == expected
    again = Lexicon.read(lexicon.write(tmp_path / "again.toml"))
    assert originals_of(again["w"]) == expected


def test_facts_may_stand_in_any_row_and_be_repeated(tmp_path: Path) -> None:
    family = read(
        tmp_path,
        "family,pattern,label,used,used_note,counts_as,levels\n"
        "w,a b,A,,,,x: y\n"
        "w,c d,A,2013,,phrase,x: y\n"
        "w,e f,,2013,in May,,\n",
    )["w"]
    assert (family.label, family.used, family.used_note) == ("A", "2013", "in May")
    assert family.counts_as == "phrase"
    assert [[cue.pattern for cue in cues] for _, cues in family.levels] == [["y"]]


@pytest.mark.parametrize(
    ("column", "first", "second"),
    [
        ("label", "A", "B"),
        ("used", "2013", "2015"),
        ("used_note", "x", "y"),
        ("counts_as", "phrase", "formula"),
        ("gloss", "A", "B"),
    ],
)
def test_rows_that_contradict_each_other_are_refused(
    column: str, first: str, second: str, tmp_path: Path
) -> None:
    content = f"family,pattern,{column}\nw,a b,{first}\nw,c d,\nw,e f,{second}\n"
    message = (
        rf"^mine\.csv, line 4: {column} is '{second}', and '{first}' in line 2 of the "
        r"same family; write it once, or the same in both rows\.$"
    )
    with pytest.raises(LexiconError, match=message):
        read(tmp_path, content)
    # Two families may say two things.
    read(tmp_path, content.replace("\nw,e", "\nv,e"))


def test_empty_columns_and_cells_of_a_spreadsheet_are_passed_over(
    tmp_path: Path,
) -> None:
    lexicon = read(tmp_path, "family,patterns,,\nw,win win,,\nv,a b,,,,\n")
    assert lexicon.names == ("w", "v")
    with pytest.raises(LexiconError, match="line 2: the cell 'x' is in a column with"):
        read(tmp_path, "family,patterns,,\nw,win win,x,\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        # Two signs that divide in one level, or a comma between cues.
        ("family,pattern,levels\nw,a,x: y: z\n", r"line 2: levels='x: y: z'; write LEVEL: CUE\|CUE"),
        ('family,pattern,levels\nw,a,"x: y, z"\n', "levels='x: y, z'; write LEVEL"),
        ("family,pattern,levels\nw,a,x：y、z\n", "write LEVEL"),
        # The number of cells.
        ("family;label;patterns\nw;l;a;b\n", "4 cells came, 3 were expected; put a cell that holds a semicolon in quotation marks"),
        ("family;label;patterns\nw;l\n", "2 cells came, 3 were expected; write a semicolon for each empty cell too"),
        ("family\tpatterns\nw\ta\tb\n", "holds a tab"),
        # Nothing to count.
        ("family,patterns\n", r"^mine\.csv has no families: no row below its header"),
        ("family,patterns,label\nv,a,\nw,,l\n", r"^mine\.csv, line 3: family 'w' needs at least one pattern; fill the column 'patterns'"),
        # Columns by other names.
        ("family,phrase\nw,a\n", r"lacks the column 'pattern' or 'patterns' .* Call 'phrase' 'pattern'\.$"),
        ("name,pattern\nw,a\n", r"lacks the column 'family' .* Call 'name' 'family'\.$"),
        ("family,pattern,lang\nw,a,fr\n", r"column 'lang' that is not known.* Call 'lang' 'language'\.$"),
        # Several patterns in the column of one.
        ("family,pattern\nw,win win; all win\n", r"line 2: pattern='win win; all win' has a semicolon; call the column 'patterns'"),
        ("family,pattern\nw,共赢；双赢\n", "has a semicolon"),
        # Languages.
        ("family,pattern,language\nw,a,Englsh\n", "family 'w', pattern 1: language is 'Englsh'.* Did you mean 'English'"),
        ("family,pattern,original\nw,a,cn: 共赢\n", "line 2, original: language is 'cn'; expected a code"),
        ("family,pattern,original\nw,a,fr: b\nw,c,d\n", "line 3: the original 'd' has no language.*as in 'fr: d'"),
        ("family,pattern,language,original\nw,a,en,Wille\n", "the original 'Wille' has no language.*'de: ...' in a cell"),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_what_to_write(
    content: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(LexiconError, match=message):
        read(tmp_path, content)
