"""A background: where it is read from, what is refused, and what it knows of terms."""

from __future__ import annotations

import json
import lzma
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

import discourse
from discourse import tables
from discourse.contrast import document_frequencies
from discourse.corpus import Corpus
from discourse.counting.background import (
    Background,
    TermRarity,
    bound_by_words,
    look_up,
    look_up_words,
    read_background,
)
from discourse.counting.document_term_matrix import count_terms
from discourse.counting.tfidf import FUNCTIONS, WITH_BACKGROUND, choose_scheme, weigh
from discourse.errors import OptionError, TableError
from discourse.registries import BACKGROUND_LISTS

DATA = Path(discourse.__file__).parent / "data" / "background"

PRESS = Corpus.from_texts(
    {"a": "the Belt and the road", "b": "the sea", "c": "the road", "d": ""}
)


def table_of(**columns: Any) -> pd.DataFrame:
    usual = {"term": ["belt", "road"], "documents": [2, 40], "of_documents": 100}
    return pd.DataFrame(usual | columns)


def contents(background: Background) -> dict[str, Any]:
    """What tables are weighed by: everything but the name."""
    return {
        "terms": dict(background.documents_by_term),
        "of_documents": background.of_documents,
    }


def test_corpus_table_and_file_give_one_background(tmp_path: Path) -> None:
    table = document_frequencies(PRESS)
    tables.save(table, tmp_path / "press.csv")
    from_corpus = read_background(PRESS)
    # The empty document has no words, and an idf does not count it.
    assert contents(from_corpus) == {
        "terms": {"the": 3, "road": 2, "and": 1, "belt": 1, "sea": 1},
        "of_documents": 3,
    }
    assert contents(read_background(table)) == contents(from_corpus)
    assert contents(read_background(tmp_path / "press.csv")) == contents(from_corpus)
    assert contents(read_background(str(tmp_path / "press.csv"))) == contents(
        from_corpus
    )
    assert read_background(tmp_path / "press.csv").name == "press.csv"
    assert read_background(from_corpus) is from_corpus


def test_masked_text_is_not_in_a_background() -> None:
    corpus = Corpus.from_texts({"a": "belt road", "b": "sea"})
    masked = corpus.mask(pd.DataFrame({"doc": ["a"], "start": [0], "end": [4]}))
    assert dict(read_background(masked).documents_by_term) == {"road": 1, "sea": 1}


def test_a_corpus_is_counted_in_terms_of_the_length_asked_for() -> None:
    background = read_background(PRESS, n=(1, 2))
    assert background.documents_by_term["the road"] == 2
    assert background.documents_by_term["road"] == 2


def test_terms_of_a_table_are_folded_as_words_are() -> None:
    background = read_background(table_of(term=["Belt  and Road", "CHINA’S"]))
    assert list(background.documents_by_term) == ["belt and road", "china's"]


def test_terms_of_characters_keep_the_blanks_that_a_verb_counted() -> None:
    table = document_frequencies(Corpus.from_texts({"a": "a belt"}), n="3 characters")
    background = read_background(table)
    assert list(background.documents_by_term) == table["term"].tolist()
    assert any(term.startswith(" ") for term in background.documents_by_term)


def test_words_that_pandas_takes_for_missing_are_words_in_a_file(
    tmp_path: Path,
) -> None:
    path = tmp_path / "words.csv"
    path.write_text("term,documents,of_documents\nnull,1,9\nNA,2,9\n", "utf-8")
    assert dict(read_background(path).documents_by_term) == {"null": 1, "na": 2}
    with pytest.raises(TableError, match="keep_default_na=False"):
        read_background(pd.read_csv(path))


@pytest.mark.parametrize(
    ("table", "error", "message"),
    [
        (table_of()[["term", "documents"]], TableError, "no column 'of_documents'"),
        (table_of()[["documents", "of_documents"]], TableError, "no column 'term'"),
        (table_of(documents=[-1, 3]), OptionError, "-1 documents for 'belt'"),
        (table_of(documents=[2, 101]), OptionError, "more than its 100 documents"),
        (table_of(of_documents=[100, 90]), TableError, "2 different values"),
        (table_of(of_documents=0, documents=0), OptionError, "of_documents=0"),
        (table_of(documents=[1.5, 3]), TableError, "1.5 is no number of documents"),
        (table_of(documents=["2", "3"]), TableError, "row 1, column 'documents': '2'"),
        (table_of(documents=[2, np.nan]), TableError, "nan is no number"),
        (table_of(of_documents=10**30), TableError, "whole number, up to 2**53"),
        (table_of(of_documents=2**53 + 1), TableError, "whole number, up to 2**53"),
        (table_of(documents=[2, np.inf]), TableError, "inf is no number"),
        (table_of(token_unit=[["word"]] * 2), TableError, "['word'] is no unit"),
        (table_of(token_unit="words"), TableError, "'words' is no unit"),
        (table_of(token_unit=["word", "lemma"]), TableError, "terms of two units"),
        (
            pd.concat([table_of(), table_of()[["documents"]]], axis=1),
            TableError,
            "the column 'documents' twice",
        ),
        (table_of(term=["belt", "Belt"]), TableError, "the term 'belt' twice"),
        (table_of(term=["belt", " "]), TableError, "row 2: ' ' is no term"),
        (table_of().iloc[:0], OptionError, "has no terms"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(
    table: pd.DataFrame, error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as caught:
        read_background(table)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("background", "message"),
    [
        ("un-general-debat", "Did you mean 'un-general-debate'?"),
        ("nowhere/press.csv", "background='nowhere/press.csv' is no bundled list"),
        (42, "an int came; expected a Corpus"),
        (["belt"], "a list came; expected a Corpus"),
        (Corpus.from_texts({"a": ""}), "has no terms"),
    ],
)
def test_what_is_no_background_is_refused(background: Any, message: str) -> None:
    with pytest.raises(OptionError) as caught:
        read_background(background)
    assert message in str(caught.value)


def test_a_background_has_no_more_documents_than_a_float_can_count() -> None:
    largest = Background("press", {"belt": 2}, of_documents=2**53)
    assert look_up(count_terms(PRESS), largest).of_documents == 2**53
    for documents in (2**53 + 1, 10**30, 10**6000):
        with pytest.raises(OptionError, match=r"up to 2\*\*53"):
            Background("press", {"belt": 2}, of_documents=documents)


# Looking up ---------------------------------------------------------------------------


def test_a_term_that_the_background_lacks_is_in_none_of_its_documents() -> None:
    counts = count_terms(Corpus.from_texts({"a": "the belt of the sky"}))
    rarity = look_up(counts, read_background(PRESS))
    assert dict(zip(counts.spell(), rarity.documents.tolist(), strict=True)) == {
        "belt": 1,
        "of": 0,
        "sky": 0,
        "the": 3,
    }
    assert rarity.columns == {
        "background": "corpus",
        "background_documents": 3,
        "background_unknown": 2,
    }
    assert str(rarity.note) == (
        "2 of 4 terms not in the background: taken as in none of its documents"
    )
    known = look_up(count_terms(PRESS), read_background(PRESS))
    assert known.unknown == 0
    assert known.note is None


def test_a_background_without_terms_of_a_length_is_refused() -> None:
    corpus = Corpus.from_texts({"a": "the belt"})
    with pytest.raises(OptionError, match="none of the 1 term of 2 words"):
        look_up(count_terms(corpus, n=(1, 2)), read_background(table_of()))
    with pytest.raises(OptionError, match="none of the 1 term of 1 word"):
        look_up(
            count_terms(Corpus.from_texts({"a": "пояс"})), read_background(table_of())
        )
    empty = look_up(
        count_terms(Corpus.from_texts({"a": ""})), read_background(table_of())
    )
    assert empty.unknown == 0


@pytest.mark.parametrize("unit", ["character", "lemma", "formula"])
def test_a_background_of_another_unit_is_refused(unit: str) -> None:
    counts = count_terms(PRESS)
    background = read_background(table_of(token_unit=unit))
    assert background.token_unit == unit
    with pytest.raises(OptionError, match=f"token_unit='{unit}'.* words; expected"):
        look_up(counts, background)
    with pytest.raises(OptionError, match=f"token_unit='{unit}'"):
        look_up_words(["belt"], background)
    for agreeing in ("", np.nan, "word", "han_word", "han_character"):
        table = table_of(token_unit=agreeing)
        assert look_up(counts, read_background(table)).unknown == 3


def test_chinese_words_and_characters_are_two_units() -> None:
    in_characters = Background("press", {"和": 2}, 9, token_unit="han_character")
    in_words = Background("press", {"和": 2}, 9, token_unit="han_word")
    with pytest.raises(OptionError, match="found by a segmenter"):
        look_up_words(["和", "和平"], in_characters)
    characters = list("和平发展合作共赢我们")
    with pytest.raises(OptionError, match="each Chinese character by itself"):
        look_up_words(characters, in_words)
    assert look_up_words(characters, in_characters).unknown == 9
    # So few words may all have one character.
    assert look_up_words(characters[:3], in_words).unknown == 2


def test_a_term_in_a_script_that_the_background_lacks_is_not_weighed() -> None:
    corpus = Corpus.from_texts({"a": "the belt (пояс) of 2013", "b": "пояс, 中"})
    counts = count_terms(corpus)
    rarity = look_up(counts, read_background(PRESS))
    weights = weigh(counts.matrix, "log-idf", rarity=rarity).sum(axis=0)
    weight = dict(zip(counts.spell(), weights.tolist(), strict=True))
    assert [term for term in weight if not weight[term]] == ["пояс", "中"]
    # A number is in no script: it is rare.
    assert weight["2013"] == weight["of"] > weight["belt"] > 0
    assert list(map(str, rarity.remarks)) == [
        "2 of 4 terms not in the background: taken as in none of its documents",
        "2 terms in a script the background lacks: not weighed",
    ]
    assert rarity.select(np.array([1, 0, 0, 1, 1, 0], dtype=bool)).unweighed.size == 1
    words = look_up_words(["belt", "пояс"], read_background(PRESS))
    assert [str(note) for note in words.remarks] == [
        "1 word of these phrases in a script the background lacks: not weighed"
    ]
    phrases = bound_by_words(count_terms(corpus, n=2), read_background(PRESS))
    assert len(phrases.unweighed) == 3


def test_a_few_foreign_words_give_a_background_no_script() -> None:
    words = {f"w{number}": 1 for number in range(2_000)}
    assert Background("press", words | {"пояс": 1, "1": 1}, 9).scripts == {"latin"}
    assert Background("press", {"belt": 1, "пояс": 1}, 9).scripts == {
        "latin",
        "cyrillic",
    }


def test_a_background_that_knows_hardly_any_word_is_refused() -> None:
    words = [f"w{chr(97 + number)}" for number in range(11)]
    press = Background("press", {"wa": 1, "2013": 3}, 9)
    assert look_up_words(words[:10], press).unknown == 9
    with pytest.raises(OptionError, match="has only 1 of 11 words with letters"):
        look_up_words(words, press)
    numbers = Corpus.from_texts({"a": "пояс 2013"})
    with pytest.raises(OptionError, match="has none of the 1 term of 1 word"):
        look_up(count_terms(numbers), press)
    chinese = Corpus.from_texts({"a": "wa 2013 中, 国, 道, 亚, 和, 平, 发, 展, 合, 作"})
    with pytest.raises(OptionError, match=r"10 of 11 words .* a script that the"):
        look_up(count_terms(chinese.in_characters), press)


@pytest.mark.parametrize("name", BACKGROUND_LISTS)
def test_chinese_reports_are_refused_by_a_list_of_english(
    shared: Path, name: str
) -> None:
    path = shared / "data" / "prc_government_work_reports_zh_2008_2025.jsonl.xz"
    if not path.exists():
        pytest.skip(f"needs {path.name} in shared/data, which is not here")
    texts = pd.read_json(path, lines=True)["text"].head(2).tolist()
    counts = count_terms(Corpus.from_texts(dict(zip("ab", texts, strict=True))))
    with pytest.raises(OptionError, match="in a script that the background"):
        look_up(counts, read_background(name))


def test_the_idf_is_that_of_the_background() -> None:
    matrix = csr_array(np.array([[1, 3, 0], [1, 0, 0]]))
    rarity = TermRarity("press", np.array([60, 0, 7]), 100)
    weights = weigh(matrix, "log-idf", rarity=rarity).toarray()
    assert np.allclose(
        weights,
        [
            [np.log(2) * np.log(101 / 60.5), np.log(4) * np.log(101 / 0.5), 0],
            [np.log(2) * np.log(101 / 60.5), 0, 0],
        ],
        rtol=0,
        atol=1e-12,
    )


def test_a_scheme_takes_a_background_if_its_idf_has_a_value_without_documents() -> None:
    matrix = csr_array(np.array([[1, 3], [1, 2]]))
    unknown = TermRarity("press", np.array([60, 0]), 100)
    known = TermRarity("press", np.array([60, 30]), 100)
    for scheme in FUNCTIONS:
        if scheme in WITH_BACKGROUND:
            weights = weigh(matrix, scheme, rarity=unknown).toarray()
            assert np.isfinite(weights).all(), scheme
            assert (weights != weigh(matrix, scheme, rarity=known).toarray()).any()
        else:
            with pytest.raises(OptionError, match="takes no background"):
                weigh(matrix, scheme, rarity=unknown)
    with pytest.raises(OptionError, match="Did you mean 'log-idf'"):
        choose_scheme("logidf", "sklearn", has_background=True)


# The bundled lists --------------------------------------------------------------------


def test_each_bundled_list_has_a_file_a_note_and_an_entry() -> None:
    assert {path.stem for path in DATA.glob("*.csv")} == set(BACKGROUND_LISTS)
    assert {path.stem for path in DATA.glob("*.md")} == set(BACKGROUND_LISTS)
    for name, entry in BACKGROUND_LISTS.items():
        background = read_background(name)
        assert background.name == name
        assert read_background(name) is background  # read once
        assert (DATA / f"{name}.csv").stat().st_size < 500_000
        note = (DATA / f"{name}.md").read_text(encoding="utf-8")
        assert entry.licence in note
        assert f"{len(background.documents_by_term):,}" in note
        assert f"{background.of_documents:,}" in note


def test_the_list_of_speeches_knows_what_is_common_and_what_is_rare() -> None:
    background = read_background("un-general-debate")
    documents = background.documents_by_term
    assert background.of_documents == 3806
    assert len(documents) == 24_311
    assert documents["the"] > 3_800
    assert documents["peace"] > 3_500
    assert documents["jinping"] == 12
    assert "jianchao" not in documents
    assert min(documents.values()) == 3


def made_by_the_script(root: Path, speeches: Path, folder: Path) -> bytes:
    script = root / "tests" / "benchmarks" / "background_list.py"
    made = folder / "made.csv"
    options = ["--speeches", str(speeches), "--out", str(made)]
    subprocess.run([sys.executable, str(script), *options], cwd=root, check=True)
    return made.read_bytes()


def test_the_script_makes_the_list_byte_for_byte(
    shared: Path, root: Path, tmp_path: Path
) -> None:
    speeches = shared / "data" / "ungdc_dev_1990_2024.jsonl.xz"
    if not speeches.exists():
        pytest.skip(f"needs {speeches.name} in shared/data, which is not here")
    made = made_by_the_script(root, speeches, tmp_path)
    assert made == (DATA / "un-general-debate.csv").read_bytes()


def test_the_script_leaves_rare_words_out_and_sorts_by_code_point(
    root: Path, tmp_path: Path
) -> None:
    texts = ["Peace, 1,000 é", "peace 1,000 é", "Peace 1,000 é war", "war"]
    lines = []
    for number, text in enumerate(texts):
        speech = {"id": str(number), "text": text}
        lines.append(json.dumps(speech) + "\n")
    path = tmp_path / "speeches.jsonl.xz"
    path.write_bytes(lzma.compress("".join(lines).encode("utf-8")))
    made = made_by_the_script(root, path, tmp_path).decode("utf-8")
    assert made.splitlines() == [
        "term,documents,of_documents",
        '"1,000",3,4',
        "peace,3,4",
        "é,3,4",
    ]
