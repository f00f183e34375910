"""One formula in English and in its original language: mentions and rates."""

from __future__ import annotations

import pandas as pd
import pytest

from discourse.corpus import Corpus
from discourse.errors import LexiconError
from discourse.formulas import (
    frequencies,
    mentions,
    search_comparison,
    timeline,
    variants,
)
from discourse.lexicons import Lexicon

LEXICON = {
    "language": "en",
    "families": {
        "future": {
            "patterns": ["community with a shared future", "shared destiny"],
            "zh": ["命运共同体", "人类命运共同体"],
        },
        "road": {"patterns": ["belt and road"], "original": ["共建“一带一路”"]},
        "english": {"patterns": ["new era"]},
    },
}
ENGLISH = "A community with a shared future, and the Belt and Road, in a new era."
CHINESE = "推动构建人类命运共同体，共建一带一路。命运共同体。"


def test_originals_are_mentions_in_their_language() -> None:
    corpus = Corpus.from_texts({"en": ENGLISH, "zh": CHINESE})
    table = mentions(corpus, LEXICON)
    rows = table[["doc", "surface", "family", "language"]].to_numpy().tolist()
    assert rows == [
        ["en", "community with a shared future", "future", "en"],
        ["en", "Belt and Road", "road", "en"],
        ["en", "new era", "english", "en"],
        ["zh", "人类命运共同体", "future", "zh"],
        ["zh", "共建一带一路", "road", "zh"],
        ["zh", "命运共同体", "future", "zh"],
    ]
    for row in table.itertuples():
        assert corpus.raw[row.doc][row.start : row.end] == row.surface


def test_a_rate_refers_to_the_words_of_its_language() -> None:
    corpus = Corpus.from_texts({"en": ENGLISH, "zh": CHINESE})
    table = frequencies(corpus, LEXICON).set_index(["family", "language"])
    assert table["count"].to_dict() == {
        ("future", "en"): 1,
        ("future", "zh"): 2,
        ("road", "en"): 1,
        ("road", "zh"): 1,
        ("english", "en"): 1,
    }
    english_words = 15
    characters = sum(char.isalpha() for char in CHINESE)
    assert table["words"].tolist() == [english_words, characters] * 2 + [english_words]
    assert table["of_documents"].tolist() == [1, 1, 1, 1, 2]


def test_each_language_has_a_row_for_every_group() -> None:
    corpus = Corpus.from_texts({"en": ENGLISH, "zh": CHINESE})
    table = frequencies(corpus, LEXICON, by="doc")
    rows = table[["family", "language", "group", "count"]].to_numpy().tolist()
    assert rows == [
        ["future", "en", "en", 1],
        ["future", "en", "zh", 0],
        ["future", "zh", "en", 0],
        ["future", "zh", "zh", 2],
        ["road", "en", "en", 1],
        ["road", "en", "zh", 0],
        ["road", "zh", "en", 0],
        ["road", "zh", "zh", 1],
        ["english", "en", "en", 1],
        ["english", "en", "zh", 0],
    ]
    # No word of a language is no zero: its rate is missing.
    assert table["rate"].isna().tolist() == [False, True, True, False] * 2 + [
        False,
        True,
    ]


def test_a_caption_in_chinese_adds_no_rows_but_a_mention_does() -> None:
    caption = Corpus.from_texts({"a": f"{ENGLISH} {ENGLISH} 和平"})
    assert set(frequencies(caption, LEXICON)["language"]) == {"en"}
    mention = Corpus.from_texts({"a": f"{ENGLISH * 5} 命运共同体"})
    table = frequencies(mention, LEXICON)
    chinese = table[table["language"] == "zh"]
    assert chinese["family"].tolist() == ["future"]
    assert chinese["count"].tolist() == [1]


def test_counts_are_numbers_of_rows_of_mentions() -> None:
    corpus = Corpus.from_texts({"en": ENGLISH, "zh": CHINESE, "x": "", "n": "1 2 3"})
    for by in (None, "doc"):
        counts = frequencies(corpus, LEXICON, by=by)
        assert counts["count"].sum() == len(mentions(corpus, LEXICON))


def test_variants_by_language() -> None:
    corpus = Corpus.from_texts({"en": ENGLISH, "zh": CHINESE})
    table = variants(corpus, LEXICON, by=None, facet="language")
    future = table[table["family"] == "future"]
    assert future["value"].tolist() == ["en", "zh"]
    assert future["count"].tolist() == [1, 2]


@pytest.mark.parametrize(
    ("original", "language", "text"),
    [
        ("和而不同", "zh", "和而不同"),
        ({"fr": "ne laisser personne de côté"}, "fr", "Ne laisser personne de côté !"),
        ({"ru": ["никого не оставить"]}, "ru", "Никого не оставить позади."),
        (
            {"zh": ["共同、综合、合作、可持续的安全观"]},
            "zh",
            "共同、综合、合作、可持续的安全观。",
        ),
        (["“三股势力”。"], "zh", "打击三股势力"),
        (["rule (of) law*"], "", "the rule (of) law*"),
    ],
)
def test_an_original_is_plain_text_in_any_language(
    original: object, language: str, text: str
) -> None:
    lexicon = {"f": {"patterns": ["never so"], "original": original}}
    table = mentions(Corpus.from_texts({"a": text}), lexicon)
    assert table["language"].tolist() == [language]


def test_an_original_that_is_a_pattern_too_counts_once() -> None:
    pattern = {"p": "一带一路", "id": "road", "status": "variant"}
    lexicon = Lexicon.read({"f": {"patterns": [pattern], "zh": ["一带一路"]}})
    table = mentions(Corpus.from_texts({"a": "一带一路"}), lexicon)
    assert table["pattern"].tolist() == ["road"]
    assert table["language"].tolist() == ["zh"]


@pytest.mark.parametrize("original", [5, ["a", 5], {"fr": [None]}, "…"])
def test_an_original_that_cannot_be_looked_for_is_refused(original: object) -> None:
    with pytest.raises(LexiconError, match=r"family .f..*original"):
        Lexicon.read({"f": {"patterns": ["a"], "original": original}})


def test_languages_of_lexicon_family_and_pattern() -> None:
    lexicon = Lexicon.read(
        {
            "language": "fr",
            "families": {
                "f": {
                    "patterns": ["avenir partagé", {"p": "futuro", "language": "es"}]
                },
                "g": {"language": "it", "patterns": ["pace"]},
                "h": {"patterns": ["和平"]},
            },
        }
    )
    table = lexicon.table()
    assert table["language"].tolist() == ["fr", "es", "it", "zh"]
    joined = lexicon.join({"x": ["peace"]}).table()
    assert joined["language"].tolist() == ["fr", "es", "it", "zh", ""]


def test_counts_as_is_told_with_each_mention_and_count() -> None:
    lexicon = {
        "named": {"patterns": ["belt and road"]},
        "common": {"patterns": ["new era"], "counts_as": "phrase"},
    }
    corpus = Corpus.from_texts({"a": ENGLISH})
    assert mentions(corpus, lexicon)["counts_as"].tolist() == ["formula", "phrase"]
    assert frequencies(corpus, lexicon)["counts_as"].tolist() == ["formula", "phrase"]
    with pytest.raises(LexiconError, match="counts_as is 'words'; expected one of"):
        Lexicon.read({"f": {"patterns": ["a"], "counts_as": "words"}})


def test_a_family_in_one_row_of_a_csv_file(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "mine.csv"
    path.write_text(
        "family,label,patterns,original,used,used_note,counts_as,levels,not\n"
        "future,Shared future,community with a shared future; shared destiny,"
        "命运共同体; 人类命运共同体,2012,at the congress,phrase,"
        "mankind: mankind|humanity; Asia: asia|asian,shared destiny hotel; no shared destiny\n",
        encoding="utf-8",
    )
    family = Lexicon.read(path)["future"]
    assert [phrase.pattern for phrase in family.phrases[:2]] == [
        "community with a shared future",
        "shared destiny",
    ]
    assert family.zh == ("命运共同体", "人类命运共同体")
    assert (family.label, family.used, family.used_note) == (
        "Shared future",
        "2012",
        "at the congress",
    )
    assert family.counts_as == "phrase"
    assert [level for level, _ in family.levels] == ["mankind", "Asia"]
    assert [phrase.pattern for phrase in family.exclude] == [
        "shared destiny hotel",
        "no shared destiny",
    ]
    again = Lexicon.read(Lexicon.read(path).write(path.with_suffix(".toml")))["future"]
    assert again == family


def test_levels_of_a_csv_cell_are_checked(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "mine.csv"
    path.write_text("family,patterns,levels\nw,a,mankind\n", encoding="utf-8")
    with pytest.raises(
        LexiconError, match="line 2: levels='mankind'; write LEVEL: CUE"
    ):
        Lexicon.read(path)


FOUR_LANGUAGES = {
    "language": "en",
    "families": {
        "behind": {
            "patterns": ["leave no one behind"],
            "original": {
                "fr": "ne laisser personne de côté",
                "es": "no dejar a nadie atrás",
                "ru": "главы VII Устава",
            },
        }
    },
}


def test_languages_in_one_script_are_told_apart_by_function_words() -> None:
    texts = {
        "en": "We must leave no one behind, and this is what we are here for with you.",
        "fr": "Nous devons ne laisser personne de côté, et c'est pour cela que nous sommes là.",
        "code": "Kwa hivyo tunasema tena.",
    }
    table = frequencies(Corpus.from_texts(texts), FOUR_LANGUAGES)
    columns = ["language", "count", "of_documents"]
    # A text in an unknown language is counted for the first.
    assert table[columns].to_numpy().tolist() == [["en", 1, 2], ["fr", 1, 1]]
    english = frequencies(Corpus.from_texts({"en": texts["en"]}), FOUR_LANGUAGES)
    assert english[columns].to_numpy().tolist() == [["en", 1, 1]]


def test_a_mention_in_a_language_that_no_document_is_in_has_a_row() -> None:
    text = (
        "They say «ne laisser personne de côté», and we leave no one behind with them."
    )
    table = frequencies(Corpus.from_texts({"a": text}), FOUR_LANGUAGES)
    assert table[["language", "count"]].to_numpy().tolist() == [["en", 1], ["fr", 1]]


def test_a_launch_and_a_search_tell_phrases_from_formulas() -> None:
    lexicon = {"era": {"patterns": ["new era"], "counts_as": "phrase", "used": "2017"}}
    table = pd.DataFrame({"doc": ["a"], "date": ["1995"]})
    corpus = Corpus.from_texts({"a": ENGLISH}, table)
    uses = timeline(corpus, lexicon)
    assert uses[["kind", "counts_as"]].to_numpy().tolist() == [
        ["document", ""],
        ["launch", "phrase"],
        ["first use before launch", "phrase"],
    ]
    assert set(search_comparison(corpus, lexicon)["counts_as"]) == {"phrase"}


def test_the_words_of_a_language_are_those_of_its_documents() -> None:
    texts = {
        "en1": "We must leave no one behind, and this is what we are here for with you.",
        "en2": "They are here for what we have done, and it is not the end of this.",
        "fr": "Nous devons ne laisser personne de côté, et c'est pour cela que nous sommes là.",
        "zh": "我们的工作和你们的工作是一样的。",
    }
    corpus = Corpus.from_texts(texts)
    whole = frequencies(corpus, FOUR_LANGUAGES).set_index("language")
    assert whole.index.tolist() == ["en", "fr"]
    parts = frequencies(corpus, FOUR_LANGUAGES, by="doc")
    words = parts.groupby("language")["words"].sum()
    assert whole["words"].to_dict() == words.to_dict()
    assert whole.loc["fr", "words"] == 15
    assert whole.loc["en", "words"] == 32
    assert whole.loc["fr", "rate"] == pytest.approx(1000 / 15)
    # A Chinese text could not have the formula in English.
    assert whole["of_documents"].tolist() == [2, 1]


def test_a_japanese_text_is_not_chinese() -> None:
    texts = {
        "zh": "推动构建人类命运共同体，共建一带一路。",
        "ja": "これは日本の文章であり、共栄のための一つの道です。",
    }
    originals = {"zh": ["命运共同体"], "ja": ["共栄"]}
    lexicon = {"f": {"patterns": ["never so"], "original": originals}}
    table = frequencies(Corpus.from_texts(texts), lexicon, by="doc")
    shown = table[table["words"] > 0]
    assert shown[["language", "group", "count"]].to_numpy().tolist() == [
        ["zh", "zh", 1],
        ["ja", "ja", 1],
    ]


def test_texts_without_letters_are_counted_for_the_first_language() -> None:
    corpus = Corpus.from_texts(
        {"en": ENGLISH, "zh": CHINESE, "figures": "1 2 3", "none": ""}
    )
    table = frequencies(corpus, LEXICON)
    assert table["of_documents"].tolist() == [3, 1, 3, 1, 4]
