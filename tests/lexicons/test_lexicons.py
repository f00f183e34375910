"""Lexicons: read from every source, every fault named, and written so that they read back the same."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse import tables
from discourse.corpus import Corpus
from discourse.errors import LexiconError, PatternError, WriteError
from discourse.formulas import mentions
from discourse.lexicons import STATUSES, Lexicon, as_lexicon
from discourse.phraseology import draft_lexicon
from discourse.phrases import Phrase

FAMILIES = [
    "community_shared_future",
    "csf_domain",
    "community_other",
    "belt_and_road",
    "silk_road_economic_belt",
    "gdi",
    "gsi",
    "gci",
    "ggi",
    "global_initiatives_collective",
    "chinese_modernization",
    "great_rejuvenation",
    "strategic_partnership",
    "core_interests",
    "mutual_trust",
    "mutual_benefit",
    "win_win",
    "new_era",
    "xi_thought",
    "two_establishes",
    "two_upholds",
    "good_neighbourliness",
    "amity_sincerity_mutual_benefit_inclusiveness",
    "three_forces",
    "development_path",
    "un_sco_multilateralism",
    "shanghai_spirit",
    "golden_thirty_years",
    "people_to_people",
    "new_type_international_relations",
    "peaceful_development",
    "new_security_concept",
    "heads_of_state_consensus",
    "strategic_guidance",
    "fairness_justice",
    "non_interference",
    "positive_energy",
    "high_quality_development",
    "weal_and_woe",
    "changes_unseen",
    "common_values",
    "cold_war_mentality",
]


@pytest.fixture(scope="module")
def bundled() -> Lexicon:
    return Lexicon.read("chinese-diplomacy")


# ---------------------------------------------------------------------------------------------------------------------
# The bundled lexicon


def test_the_bundled_lexicon_has_every_family(bundled: Lexicon) -> None:
    assert len(FAMILIES) == 42
    assert set(FAMILIES) <= set(bundled.names)
    assert len(set(bundled.names)) == len(bundled.names) == len(bundled) >= 42


def test_the_bundled_lexicon_is_documented_throughout(bundled: Lexicon) -> None:
    for family in bundled.families:
        assert family.gloss, family.name
        assert family.zh, family.name
        assert family.used[:4].isdigit(), family.name
        assert family.confidence, family.name
        assert family.plain, family.name
        assert {phrase.status for phrase in family.phrases} <= set(STATUSES)
        assert all(phrase.id not in ("True", "") for phrase in family.phrases), (
            family.name
        )
    statuses = {phrase.status for phrase in bundled["community_shared_future"].phrases}
    assert statuses == {"standard", "variant", "garbled", "clipped", "allusive"}
    assert [
        phrase.id
        for phrase in bundled["belt_and_road"].phrases
        if phrase.case == "upper"
    ] == ["abbr"]


def test_what_the_bundled_families_are_and_are_not(bundled: Lexicon) -> None:
    texts = {
        "one": "B&R, BRI and OBOR. One Belt, One Road and one belt one road. Bri is a town; a seat belt and road safety.",
        "two": "China's modernization of the army; China's own modernisation. Two sets of rules, the Two Sets.",
        "three": "The international community and the business community. The community. Destiny awaits.",
    }
    ledger = mentions(Corpus.from_texts(texts), bundled)
    assert ledger[["family", "surface"]].to_numpy().tolist() == [
        ["belt_and_road", "B&R"],
        ["belt_and_road", "BRI"],
        ["belt_and_road", "OBOR"],
        ["belt_and_road", "One Belt, One Road"],
        ["belt_and_road", "one belt one road"],
        ["chinese_modernization", "China's own modernisation"],
        ["two_establishes", "Two Sets"],
    ]


# ---------------------------------------------------------------------------------------------------------------------
# Reading

TOML = """
title = "Mine"
[slots]
country = "(laos|kazakhstan)"
[families."win-win"]
gloss = "cooperation \\"all win\\""
zh = ["合作共赢"]
used = { from = 2000, note = "about" }
plain = "win-win"
patterns = ["win-win", { id = "all", p = "all-win", status = "variant", years = "2013-", strict = false, case = "capital", note = "rare" }]
not = ["no win-win"]
[families."win-win".levels]
bilateral = ["@country"]
[families.b]
used = 2013-09-07
patterns = ["belt and road"]
"""


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def same(one: Lexicon, two: Lexicon) -> None:
    assert one.families == two.families
    assert one.sha256 == two.sha256
    phrases = [
        [
            phrase
            for f in lexicon.families
            for phrase in (
                *f.phrases,
                *f.exclude,
                *(p for _, cues in f.levels for p in cues),
            )
        ]
        for lexicon in (one, two)
    ]
    assert [phrase.shapes for phrase in phrases[0]] == [
        phrase.shapes for phrase in phrases[1]
    ]


def test_a_toml_file(tmp_path: Path) -> None:
    for name, head in (("a.toml", ""), ("B.TOML", "\ufeff")):
        lexicon = Lexicon.read(file(tmp_path, name, head + TOML))
        family = lexicon["win-win"]
        assert lexicon.names == ("win-win", "b")
        assert lexicon.source == name
        assert [
            (p.id, p.status, p.years, p.strict, p.case) for p in family.phrases
        ] == [
            ("win-win", "standard", "", True, "any"),
            ("all", "variant", "2013-", False, "capital"),
            ("合作共赢", "standard", "", True, "any"),
        ]
        assert (family.gloss, family.zh, family.used, family.used_note) == (
            'cooperation "all win"',
            ("合作共赢",),
            "2000",
            "about",
        )
        assert [p.pattern for p in family.exclude] == ["no win-win"]
        assert family.levels[0][0] == "bilateral"
        assert lexicon["b"].used == "2013-09-07"
        assert repr(lexicon).splitlines() == [
            f"<Lexicon: 2 families, 3 patterns; {name}>",
            "family   label                  wordings  years  original  examples",
            'win-win  cooperation "all win"         2  2000–  合作共赢  win-win · all-win',
            "b                                      1  2013–            belt and road",
        ]


def test_a_csv_file(tmp_path: Path) -> None:
    content = (
        "\ufeffFamily, pattern ,id,status,strict,not,gloss\r\n"
        'w,"amity, sincerity",as,variant,no,,kind\r\n'
        "w,win-win,ww,,YES,,\r\n"
        "\r\n,,,,,,\r\n"
        "w,,,,,no win-win,\r\n"
        "路,命运共同体\u2028,,,,,\r\n"
    )
    lexicon = Lexicon.read(file(tmp_path, "mine.CSV", content))
    assert lexicon.names == ("w", "路")
    assert [(p.id, p.pattern, p.status, p.strict) for p in lexicon["w"].phrases] == [
        ("as", "amity, sincerity", "variant", False),
        ("ww", "win-win", "standard", True),
    ]
    assert [p.pattern for p in lexicon["w"].exclude] == ["no win-win"]
    assert lexicon["w"].gloss == "kind"


def test_a_dict_in_each_of_its_shapes() -> None:
    short = Lexicon.read({"w": ["win-win", "all-win"]})
    same(short, Lexicon.read({"w": ("win-win", "all-win")}))
    same(short, Lexicon.read({"families": {"w": ["win-win", "all-win"]}}))
    assert Lexicon.read({"w": "win-win"}).names == ("w",)
    with_slots = Lexicon.read(
        {
            "slots": {"X": "(a|b)"},
            "families": {"w": {"patterns": ["@x c"], "zh": "共赢"}},
        }
    )
    assert with_slots["w"].zh == ("共赢",)
    assert len(with_slots["w"].phrases[0].shapes[0].words[0] or ()) == 2


def test_what_counts_as_a_lexicon(tmp_path: Path, bundled: Lexicon) -> None:
    path = file(tmp_path, "mine.toml", TOML)
    assert as_lexicon(bundled) is bundled
    assert as_lexicon("chinese-diplomacy").names == bundled.names
    assert as_lexicon(str(path)).names == ("win-win", "b")
    assert as_lexicon({"w": ["a"]}).names == ("w",)
    phrase = Phrase(
        "@x b",
        id="mine",
        status="variant",
        years="2013",
        strict=False,
        case="capital",
        slots={"x": "(a|c)"},
    )
    lexicon = as_lexicon(phrase)
    assert lexicon.families[0].phrases == (phrase,)
    assert lexicon.families[0].phrases[0].shapes == phrase.shapes
    assert lexicon.only("@x b").without().names == ("@x b",)
    assert lexicon.sha256 != as_lexicon("b").sha256
    same(lexicon, Lexicon.read(lexicon.write(tmp_path / "phrase.toml")))
    assert as_lexicon("b").join({"w": ["a"]}).names == ("b", "w")


# ---------------------------------------------------------------------------------------------------------------------
# Faults, each with the file, the family, the pattern and the column

HEAD = "[families.w]\n"
FAULTS: dict[str, tuple[str, list[str]]] = {
    "no TOML": ("[families.w\n", ["no TOML", "line 1"]),
    "twice": (HEAD + 'patterns = ["a"]\n' + HEAD + 'patterns = ["b"]\n', ["no TOML"]),
    "unknown at the top": ("[w]\npatterns = ['a']\n", ["'w' is not known at the top", "[families.w]"]),
    "no families": ("title = 'x'\n", ["has no families"]),
    "families not a table": ("families = ['a']\n", ["has no families"]),
    "array of tables": ("[[families]]\nname = 'w'\n", ["has no families"]),
    "slots not a table": ("slots = ['a']\n[families.w]\npatterns = ['a']\n", ["slots are"]),
    "slot not text": ("[slots]\nx = 5\n[families.w]\npatterns = ['a']\n", ["slots are"]),
    "slot name": ("[slots]\n'central-asia' = 'a'\n[families.w]\npatterns = ['a']\n", ["'central-asia'", "underscores"]),
    "family not a table": ("[families]\nw = 5\n", ["family 'w'", "list of patterns or a table"]),
    "unknown key": (HEAD + "patern = ['a']\n", ["family 'w'", "'patern' is not known", "Did you mean 'patterns'"]),
    "no patterns": (HEAD + "gloss = 'x'\n", ["family 'w'", "at least one pattern"]),
    "empty patterns": (HEAD + "patterns = []\n", ["family 'w'", "at least one pattern"]),
    "patterns not a list": (HEAD + "patterns = 'a'\n", ["family 'w'", "at least one pattern"]),
    "pattern not text": (HEAD + "patterns = ['a', 5]\n", ["family 'w', pattern 2", "a pattern is text"]),
    "pattern without p": (HEAD + "patterns = [{ id = 'a' }]\n", ["family 'w', pattern 1", "with p ="]),
    "unclosed group": (HEAD + "patterns = ['a', 'win (win']\n", ["family 'w', pattern 2", "column 5:", "not closed"]),
    "empty pattern": (HEAD + "patterns = ['']\n", ["family 'w', pattern 1", "at least one word"]),
    "unknown key of a pattern": (HEAD + "patterns = [{ p = 'a', sttus = 'x' }]\n", ["pattern 1", "Did you mean 'status'"]),
    "status": (HEAD + "patterns = [{ p = 'a', status = 'standrad' }]\n", ["pattern 1", "status is 'standrad'", "Did you mean 'standard'"]),
    "case": (HEAD + "patterns = [{ p = 'a', case = 'UPPER' }]\n", ["pattern 1", "case is 'UPPER'"]),
    "strict": (HEAD + "patterns = [{ p = 'a', strict = 'no' }]\n", ["pattern 1", "strict is 'no'", "true or false"]),
    "id not text": (HEAD + "patterns = [{ p = 'a', id = true }]\n", ["pattern 1", "id is text", "True"]),
    "duplicate id": (HEAD + "patterns = [{ p = 'a', id = 'x' }, { p = 'b', id = 'x' }]\n", ["family 'w'", "two patterns have the id 'x'"]),
    "same pattern twice": (HEAD + "patterns = ['a', 'a']\n", ["two patterns have the id 'a'"]),
    "unknown slot": (HEAD + "patterns = ['a @contry']\n", ["pattern 1", "column 3:", "no slot is called 'contry'"]),
    "circular slot": ("[slots]\na = '@b'\nb = '@a'\n" + HEAD + "patterns = ['@a']\n", ["pattern 1", "slot 'b'", "stands for itself"]),
    "bad slot": ("[slots]\na = 'x ('\n" + HEAD + "patterns = ['@a']\n", ["pattern 1", "slot 'a'", "column 3:"]),
    "fault in not": (HEAD + "patterns = ['a']\nnot = ['b', '(']\n", ["family 'w', not 2", "not closed"]),
    "not is no list": (HEAD + "patterns = ['a']\nnot = 'b'\n", ["family 'w', not must be a list"]),
    "fault in a level": (HEAD + "patterns = ['a']\n[families.w.levels]\nx = ['b', '<']\n", ["level 'x' 2", "column 1:"]),
    "levels no table": (HEAD + "patterns = ['a']\nlevels = ['x']\n", ["levels are a table"]),
    "date": (HEAD + "patterns = ['a']\nused = '2013/09'\n", ["family 'w'", "'2013/09'", "YYYY-MM"]),
    "month": (HEAD + "patterns = ['a']\nused = '2013-13'\n", ["'2013-13'"]),
    "day": (HEAD + "patterns = ['a']\nused = '2013-02-30'\n", ["'2013-02-30'"]),
    "time": (HEAD + "patterns = ['a']\nused = 2013-02-03T10:00:00\n", ["YYYY-MM"]),
    "misspelt date": (HEAD + "patterns = ['a']\nused = { form = 2013 }\n", ["used", "Did you mean 'from'"]),
    "gloss not text": (HEAD + "patterns = ['a']\ngloss = 5\n", ["family 'w'", "gloss is text"]),
    "zh not text": (HEAD + "patterns = ['a']\nzh = [1]\n", ["family 'w'", "an original is text"]),
    "no name": ("[families.'']\npatterns = ['a']\n", ["a family is called ''"]),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_of_a_toml_file_is_named(name: str, tmp_path: Path) -> None:
    content, said = FAULTS[name]
    with pytest.raises(LexiconError) as caught:
        Lexicon.read(file(tmp_path, "mine.toml", content))
    for word in ["mine.toml", *said]:
        assert word in str(caught.value)


CSV_FAULTS: dict[str, tuple[str | bytes, list[str]]] = {
    "empty": ("", ["lacks the column 'family'"]),
    "no pattern column": ("family,id\nw,x\n", ["lacks the column 'pattern'"]),
    "semicolons": (
        "family;patern\nw;a\n",
        ["lacks the column 'pattern' or 'patterns' (it has family, patern)"],
    ),
    "unknown column": (
        "family,pattern,statuss\nw,a,variant\n",
        ["'statuss'", "Did you mean 'status'"],
    ),
    "column twice": ("family,pattern,pattern\nw,a,b\n", ["'pattern' twice"]),
    "short row": (
        "family,pattern,id\nw,a,x\nw,b\n",
        ["line 3", "2 cells came, 3 were expected"],
    ),
    "long row": (
        "family,pattern\nw,amity, sincerity\n",
        ["line 2", "3 cells came", "comma"],
    ),
    "quotation mark not closed": (
        'family,pattern\nw,"a\nw,b\n',
        ["line 2", "quotation mark opens here"],
    ),
    "no family": ("family,pattern\n,a\n", ["line 2", "no family is named"]),
    "no pattern": (
        "family,pattern,status\nw,,variant\n",
        ["line 2", "status without a pattern"],
    ),
    "family without patterns": (
        "family,pattern\nw,\n",
        ["family 'w'", "at least one pattern"],
    ),
    "strict": (
        "family,pattern,strict\nw,a,maybe\n",
        ["line 2", "'maybe'", "true or false"],
    ),
    "status": (
        "family,pattern,status\nw,a,standrad\n",
        ["family 'w', pattern 1", "standrad"],
    ),
    "pattern": ("family,pattern\nw,a (\n", ["family 'w', pattern 1", "column 3:"]),
    "no rows": ("family,pattern\n", ["has no families"]),
    "encoding": (b"family,pattern\nw,caf\xe9\n", ["byte 20", "UTF-8"]),
    "huge cell": (
        f"family,pattern\nw,{'a' * 200_000}\n",
        ["family 'w', pattern 1", "very long"],
    ),
}


@pytest.mark.parametrize("name", CSV_FAULTS)
def test_every_fault_of_a_csv_file_is_named(name: str, tmp_path: Path) -> None:
    content, said = CSV_FAULTS[name]
    with pytest.raises(LexiconError) as caught:
        Lexicon.read(file(tmp_path, "mine.csv", content))
    for word in ["mine.csv", *said]:
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "chinese-diplomcy",
            ["'chinese-diplomcy' is no lexicon", "Did you mean 'chinese-diplomacy'"],
        ),
        (
            "win-win",
            ["'win-win' is no lexicon", "For a phrase, write Phrase('win-win')."],
        ),
        (["win-win", "b"], ["Write {'win-win': ['win-win', 'b']}"]),
        ("nowhere.toml", ["nowhere.toml could not be opened"]),
        ("nowhere.csv", ["nowhere.csv could not be opened"]),
        (Path(), ["is no lexicon"]),
        (None, ["what came is None"]),
        (["win-win"], ["what came is ['win-win']"]),
        ({}, ["no families"]),
        ({"w": None}, ["family 'w'"]),
        ({"w": []}, ["family 'w'", "at least one pattern"]),
        ({1: ["a"]}, ["a family is called 1"]),
        ({"families": {"w": ["a"]}, "slotz": {}}, ["'slotz' is not known"]),
    ],
)
def test_what_is_no_lexicon(source: Any, said: list[str]) -> None:
    with pytest.raises(LexiconError) as caught:
        Lexicon.read(source)
    for word in said:
        assert word in str(caught.value)


@pytest.mark.parametrize(
    "given_",
    [
        "lexicon.xlsx",
        "mylex.txt",
        "my-lexicon.json",
        "list of terms.docx",
        "/tmp",
        "./words",
        "../words",
        "~/words",
        "C:/x",
    ],
)
def test_the_name_of_a_file_is_no_phrase(given_: str) -> None:
    with pytest.raises(
        LexiconError, match=r"is no lexicon; expected a \.toml or \.csv file"
    ) as caught:
        as_lexicon(given_)
    assert "For a phrase" not in str(caught.value)
    for name in ("MINE.TOML", "Mine.Csv"):
        with pytest.raises(LexiconError, match="could not be opened"):
            as_lexicon(name)


@pytest.mark.parametrize(
    "given_", ["b&r", "and/or", "u.s.-china", "vol. 1", "@x", "txt", "win-win/all-win"]
)
def test_a_phrase_with_signs_is_no_file(given_: str) -> None:
    if given_ == "@x":
        with pytest.raises(PatternError, match="no slot"):
            as_lexicon(given_)
    else:
        assert as_lexicon(given_).names == (given_,)


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        (["win-win", "all-win"], "Write {'win-win': ['win-win', 'all-win']}"),
        (None, "a phrase such as 'win-win'"),
        (3, "what came is 3"),
        ([], "what came is []"),
    ],
)
def test_what_is_neither_lexicon_nor_phrase_is_refused_with_what_to_write(
    given_: Any, said: str
) -> None:
    with pytest.raises(LexiconError) as caught:
        as_lexicon(given_)
    assert said in str(caught.value)


def test_a_lexicon_is_written_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lexicon = Lexicon.read({"w": ["win-win"]})
    monkeypatch.chdir(tmp_path)
    assert Lexicon.read(lexicon.write("here.toml")).names == ("w",)
    for path, said in (
        (tmp_path, "is a folder; expected the name of a file"),
        (tmp_path / "nowhere" / "w.toml", "there is no folder"),
        (None, "path=None: the name of a file"),
        ("", "path='': the name of a file"),
        (tmp_path / ("w" * 300 + ".toml"), "could not be written"),
    ):
        with pytest.raises(WriteError, match=said):
            lexicon.write(path)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        ({"w": ["win-win"]}, "{'w': ['win-win']}"),
        ("chinese-diplomacy", "'chinese-diplomacy'"),
        (["win-win"], "['win-win']"),
        (("win-win",), "('win-win',)"),
        (None, "None"),
        ({"w": ["win-win"] * 50}, "'win-win…"),
    ],
)
def test_a_lexicon_called_directly_says_how_to_read_one(
    given_: Any, shown: str
) -> None:
    with pytest.raises(LexiconError, match=r"Write Lexicon\.read\(\.\.\.\)") as caught:
        Lexicon(given_)
    assert shown in str(caught.value)
    assert len(str(caught.value)) < 250


def test_a_lexicon_error_carries_the_position() -> None:
    with pytest.raises(LexiconError) as caught:
        Lexicon.read({"w": ["win (win"]})
    assert caught.value.position == 4
    assert isinstance(caught.value, PatternError)


# ---------------------------------------------------------------------------------------------------------------------
# Writing

# Control characters that are no blanks are refused, in tests/lexicons/test_lexicon_options.py.
characters_without_controls = st.characters(
    exclude_categories=["Cs", "Cc"], include_characters="\t\n\x0b\x0c\r\x1c\x1f\x85"
)
hostile = st.one_of(
    st.text(characters_without_controls, max_size=12),
    st.sampled_from(
        [
            '"',
            "\\",
            "\n",
            "\x1f",
            "\x85",
            "'''",
            '"""',
            "#",
            "= x",
            "]",
            "null",
            "命运",
            "\u2028",
        ]
    ),
)
family_names = hostile.filter(lambda name: bool(name.strip()))
patterns = st.sampled_from(
    [
        "win-win",
        "a <2> b",
        "b&r",
        "命运共同体",
        "@x c",
        "community~fate",
        'say “peace” \\(now\\) please "',
        "x\ty",
    ]
)


originals = st.sampled_from(
    [
        "",
        " ",
        "共赢",
        "共建“一带一路”",
        "共同、综合、合作、可持续的安全观。",
        "(a|b)*",
        "a <2> b@c~d?",
    ]
)


@settings(max_examples=80)
@given(
    st.dictionaries(
        family_names,
        st.fixed_dictionaries(
            {"patterns": st.lists(patterns, min_size=1, unique=True)},
            optional={
                "gloss": hostile,
                "zh": st.lists(originals, max_size=3),
                "used": st.sampled_from(["", "2013", "2013-09", "2013-09-07"]),
                "confidence": hostile,
                "not": st.lists(patterns, max_size=2),
                "levels": st.dictionaries(
                    hostile, st.lists(patterns, max_size=2), max_size=2
                ),
            },
        ),
        min_size=1,
        max_size=3,
    )
)
def test_a_lexicon_written_reads_back_equal(
    tmp_path_factory: pytest.TempPathFactory, families: dict[str, Any]
) -> None:
    path = tmp_path_factory.getbasetemp() / "written.toml"
    lexicon = Lexicon.read({"slots": {"x": "(y|z)"}, "families": families})
    assert lexicon.write(path) == path
    again = Lexicon.read(path)
    same(lexicon, again)
    bytes_ = path.read_bytes()
    assert again.write(path).read_bytes() == bytes_
    assert b"\r\n" not in bytes_


def test_the_bundled_lexicon_and_a_csv_read_back_equal(
    tmp_path: Path, bundled: Lexicon
) -> None:
    same(bundled, Lexicon.read(bundled.write(tmp_path / "a.toml")))
    mine = Lexicon.read(
        file(
            tmp_path,
            "mine.csv",
            "family,pattern,strict,status\nw,win-win,no,clipped\nw,all-win,,\n",
        )
    )
    same(mine, Lexicon.read(mine.write(tmp_path / "b.toml")))
    mine = Lexicon.read(file(tmp_path, "c.toml", TOML))
    same(mine, Lexicon.read(mine.write(tmp_path / "d.toml")))


# ---------------------------------------------------------------------------------------------------------------------
# Parts and wholes


def test_only_and_without_keep_the_order_of_the_lexicon(
    bundled: Lexicon, tmp_path: Path
) -> None:
    two = bundled.only("win_win", "belt_and_road")
    assert two.names == ("belt_and_road", "win_win")
    assert bundled.without(*two.names).names == tuple(
        name for name in bundled.names if name not in two.names
    )
    same(two, Lexicon.read(two.write(tmp_path / "two.toml")))
    with pytest.raises(LexiconError, match="Did you mean 'win_win'"):
        bundled.only("win_wim")
    with pytest.raises(LexiconError, match="no family 'q'"):
        bundled.without("q")
    with pytest.raises(LexiconError, match="no family 'q'"):
        bundled["q"]


def test_join_adds_families_and_refuses_to_mix_them_up(
    bundled: Lexicon, tmp_path: Path
) -> None:
    more = bundled.only("win_win").join({"mine": ["sea change"]})
    assert more.names == ("win_win", "mine")
    same(more, Lexicon.read(more.write(tmp_path / "more.toml")))
    with pytest.raises(LexiconError, match="'win_win' is in both"):
        more.join(bundled)
    one = Lexicon.read({"slots": {"x": "a", "z": "c"}, "families": {"one": ["@x"]}})
    two = Lexicon.read({"slots": {"x": "b"}, "families": {"two": ["@x"]}})
    with pytest.raises(LexiconError, match="slot 'x'"):
        one.join(two)
    three = Lexicon.read({"slots": {"x": "a", "y": "b"}, "families": {"three": ["@y"]}})
    same(one.join(three), Lexicon.read(one.join(three).write(tmp_path / "three.toml")))


def test_the_table_of_a_lexicon(bundled: Lexicon) -> None:
    table = bundled.table()
    assert list(table.columns) == list(tables.KINDS["lexicon"])
    assert len(table) == sum(len(family.phrases) for family in bundled.families)
    row = table[table["pattern"] == "clipped"].iloc[0]
    assert (row["family"], row["status"], row["strict"], row["wording"]) == (
        "community_shared_future",
        "clipped",
        False,
        "common destiny",
    )
    assert len(bundled.only().table()) == 0


def test_a_lexicon_cannot_be_changed(bundled: Lexicon) -> None:
    with pytest.raises(AttributeError):
        bundled.families = ()  # type: ignore[misc]
    source = {"w": {"patterns": ["a"]}}
    lexicon = Lexicon.read(source)
    before = lexicon.sha256
    source["w"]["patterns"].append("b")
    source["v"] = {"patterns": ["c"]}
    assert lexicon.sha256 == before
    assert lexicon.names == ("w",)


def test_the_hash_says_whether_the_content_is_the_same() -> None:
    assert (
        Lexicon.read({"w": ["a"]}).sha256
        == Lexicon.read({"families": {"w": ["a"]}}).sha256
    )
    assert Lexicon.read({"w": ["a"]}).sha256 != Lexicon.read({"w": ["b"]}).sha256
    assert Lexicon.read({"w": ["a"]}).sha256 != Lexicon.read({"v": ["a"]}).sha256


def test_every_bundled_family_says_what_a_plain_search_looks_for() -> None:
    content = Lexicon.read("chinese-diplomacy").content["families"]
    assert [name for name, family in content.items() if not family.get("plain")] == []


@pytest.mark.parametrize(
    "content",
    [
        "x = " + "[" * 5_000,
        "x = " + "[" * 5_000 + "]" * 5_000,
        "[families.w]\npatterns = " + "[" * 5_000 + "]" * 5_000,
        "x = " + "{a = " * 5_000 + "1" + "}" * 5_000,
        "x = " + "[{a = " * 2_500,
        "[families.w]\npatterns = ['a']\nlabel = " + "9" * 5_000,
        "[families.w]\npatterns = ['a']\nused = 2023-02-30",
        "[families.w]\npatterns = ['a']\nlabel = 1e400",
        "[families." + ".".join("a" * 5_000) + "]\npatterns = ['a']",
        "[families.w]\npatterns = ['" + "(" * 5_000 + "']",
    ],
)
def test_a_damaged_toml_file_is_a_lexicon_error(content: str, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(content)
    with pytest.raises(LexiconError) as caught:
        Lexicon.read(tmp_path / "a.toml")
    assert str(caught.value).startswith("a.toml")
    assert len(str(caught.value)) < 2_000


@pytest.mark.parametrize(
    "content",
    ["family,pattern\n" + '"' * 5_001, "family,pattern\na," + '"' * 5_001, "\0" * 50],
)
def test_a_damaged_csv_file_is_a_lexicon_error(content: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(content)
    with pytest.raises(LexiconError, match=r"^a\.csv"):
        Lexicon.read(tmp_path / "a.csv")


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices of Unix")
@pytest.mark.parametrize("ending", ["toml", "csv"])
def test_a_pipe_a_device_or_a_folder_is_no_lexicon(ending: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / f"pipe.{ending}")
    (tmp_path / f"zero.{ending}").symlink_to("/dev/zero")
    (tmp_path / f"folder.{ending}").mkdir()
    with (tmp_path / f"large.{ending}").open("wb") as file:
        file.truncate(3_000_000_000)
    for name, reason in {
        "pipe": "it is a pipe, socket or device",
        "zero": "it is a pipe, socket or device",
        "folder": "it is a folder",
        "large": "it has 3,000,000,000 bytes, more than 50,000,000",
        "a\0b": r"\(U\+0000\)",
        "a\ud800b": r"\(U\+D800\)",
    }.items():
        with pytest.raises(LexiconError, match=f"could not be opened: .*{reason}"):
            Lexicon.read(tmp_path / f"{name}.{ending}")
        with pytest.raises(LexiconError, match=f"could not be opened: .*{reason}"):
            as_lexicon(str(tmp_path / f"{name}.{ending}"))


def test_the_guard_against_formulas_is_taken_off_the_cells_of_a_csv_file(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.csv").write_text(
        "family,pattern,label,gloss\n'@w,win-win,'=1,\nx,a,-b,'tis\n"
    )
    lexicon = Lexicon.read(tmp_path / "a.csv")
    assert lexicon.names == ("@w", "x")
    assert [family.label for family in lexicon] == ["=1", "-b"]
    assert lexicon["x"].gloss == "'tis"


def circular_dict() -> dict[str, Any]:
    content: dict[str, Any] = {}
    content["w"] = {"patterns": ["a"], "levels": content}
    return content


def deep_list() -> list[Any]:
    content: list[Any] = []
    for _ in range(50_000):
        content = [content]
    return content


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (circular_dict(), "a dict: brackets are nested too deeply"),
        ({"w": deep_list()}, "a dict: brackets are nested too deeply"),
        ({"slots": deep_list(), "families": {"w": ["a"]}}, "nested too deeply"),
        ({"\ud800": ["a"]}, r"a dict: '\\ud800' has U\+D800, half of a character"),
        ({"w": ["a\udfffb"]}, r"a dict: family 'w': 'a\\udfffb' has U\+DFFF"),
        ({"w": {"patterns": ["a"], "gloss": "\ud800"}}, r"family 'w'.*U\+D800"),
        ({"w": {"patterns": ["a"], "zh": ["一", "\udc00"]}}, r"family 'w'.*U\+DC00"),
        ({"w": {"patterns": ["a"], "levels": {"\ud800": ["b"]}}}, r"U\+D800"),
        ({"slots": {"s": "\ud800"}, "families": {"w": ["a"]}}, r"U\+D800"),
        ({"families": {"w": ["a"]}, 1: 2}, "'1' is not known at the top"),
        ({"w": 10**5_000}, "family 'w' must be a list of patterns or a table"),
        ({"w": {"patterns": ["a"], "label": 10**5_000}}, "label is text"),
        ({"w": {"patterns": [10**5_000]}}, "a pattern is text"),
        ({"w": {"patterns": ["a"], "used": 10**5_000}}, "used from"),
        ({"w": {"patterns": ["a"], 10**5_000: 1}}, "is not known"),
        ({10**5_000: ["a"]}, "a family is called"),
    ],
)
def test_a_dict_that_no_file_could_hold_is_a_lexicon_error(
    content: dict[Any, Any], message: str
) -> None:
    with pytest.raises(LexiconError, match=message) as caught:
        Lexicon.read(content)
    assert str(caught.value).encode()
    with pytest.raises(LexiconError):
        Lexicon.read({"w": ["win-win"]}).join(content)


@pytest.mark.parametrize(
    "name", ["l.csv", "l.json", "l.txt", "l", "l.toml.txt", "L.TML", "l.", ".csv"]
)
def test_a_lexicon_is_not_written_to_a_name_it_cannot_be_read_from(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lexicon = Lexicon.read({"w": ["win-win"]})
    phrases = pd.DataFrame({"term": ["win-win"], "count": [2], "documents": [2]})
    for write in (lexicon.write, lambda path: draft_lexicon(phrases, path)):
        with pytest.raises(WriteError, match=r"Write '.*'\.$") as caught:
            write(name)
        assert not list(tmp_path.iterdir())
        # The name that is proposed can be written and read.
        proposed_name = str(caught.value).rpartition("Write '")[2].rstrip(".'")
        written = write(proposed_name)
        assert Lexicon.read(written).families[0].phrases[0].pattern == "win-win"
        written.unlink()
