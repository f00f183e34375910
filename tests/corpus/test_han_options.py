"""A corpus that counts Han text in words: its view, its options, its fingerprint."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pandas as pd
import pytest

import discourse as dc
from discourse.corpus import Corpus, join
from discourse.errors import MissingExtraError, OptionError
from discourse.lexicons import Lexicon
from discourse.reading import read

TEXTS = {"a": "推动构建人类命运共同体，共建一带一路。", "b": "设立丝路基金。"}


def corpus_in_words() -> Corpus:
    return Corpus.from_texts(TEXTS, chinese_words=True)


def words_of(corpus: Corpus) -> list[str]:
    stream = corpus.in_words.stream
    return [stream.vocabulary[number] for number in stream.ids.tolist()]


def test_without_the_option_there_is_no_other_corpus() -> None:
    corpus = Corpus.from_texts(TEXTS)
    assert corpus.in_words is corpus
    assert corpus.in_characters is corpus


def test_the_corpus_in_words_is_made_once() -> None:
    corpus = corpus_in_words()
    assert corpus.in_words is corpus.in_words
    assert corpus.in_words.in_words is corpus.in_words
    assert corpus.in_words.in_characters is corpus


def test_the_token_stream_has_characters_in_any_case() -> None:
    with_words = corpus_in_words().stream
    without_words = Corpus.from_texts(TEXTS).stream
    assert with_words.ids.tolist() == without_words.ids.tolist()
    assert repr(corpus_in_words()) == repr(Corpus.from_texts(TEXTS))


def test_a_selection_or_a_segment_in_words_stays_in_words() -> None:
    corpus = corpus_in_words().in_words
    assert words_of(corpus.where(doc="b"))[0] == "设立"
    assert words_of(corpus.segment("sentence"))[2] == "人类命运共同体"
    assert len(corpus.where(doc="b").in_characters.stream) == 6


def test_a_mask_divides_a_word() -> None:
    corpus = Corpus.from_texts({"a": "一带一路"}, chinese_words=True)
    mask = pd.DataFrame({"doc": ["a"], "start": [1], "end": [2]})
    assert words_of(corpus) == ["一带一路"]
    assert words_of(corpus.mask(mask))[0] == "一"
    assert words_of(corpus.mask(mask).unmask()) == ["一带一路"]


def test_words_and_a_lexicon_name_what_stays_whole() -> None:
    lexicon = Lexicon.read({"fund": ["丝路(基金|银行)", "silk road fund"]})
    assert lexicon.chinese_words == ("丝路基金", "丝路银行")
    for chinese_words in (["丝路基金"], iter(["丝路基金"]), lexicon):
        corpus = Corpus.from_texts(TEXTS, chinese_words=chinese_words)
        assert words_of(corpus)[-1] == "丝路基金"
    assert words_of(corpus_in_words())[-1] != "丝路基金"


def test_the_originals_of_a_lexicon_stay_whole() -> None:
    family = {"patterns": ["silk road fund"], "zh": ["丝路基金", "“丝路”基金"]}
    lexicon = Lexicon.read({"families": {"fund": family}})
    assert lexicon.chinese_words == ("丝路基金",)


@pytest.mark.parametrize(
    ("chinese_words", "message"),
    [
        ("一带一路", "expected True, False, a list"),
        (1, "expected True, False, a list"),
        (None, "expected True, False, a list"),
        (["路"], "'路' is no word"),
        (["belt"], "'belt' is no word"),
        ([3], "3 is no word"),
    ],
)
def test_what_is_no_list_of_words_is_refused(
    chinese_words: object, message: str
) -> None:
    with pytest.raises(OptionError, match=message):
        Corpus.from_texts(TEXTS, chinese_words=chinese_words)  # type: ignore[arg-type]


def test_the_error_of_a_missing_package_comes_when_the_corpus_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"discourse-analysis\[zh\]"):
        corpus_in_words()
    assert len(Corpus.from_texts(TEXTS)) == 2


def test_the_fingerprint_depends_on_the_option() -> None:
    corpora = [
        Corpus.from_texts(TEXTS),
        corpus_in_words(),
        Corpus.from_texts(TEXTS, chinese_words=["丝路基金"]),
    ]
    fingerprints = {corpus.fingerprint for corpus in corpora}
    assert len(fingerprints) == 3
    assert corpus_in_words().fingerprint in fingerprints


def test_corpora_with_different_options_are_not_joined() -> None:
    other = Corpus.from_texts({"c": "一带一路"})
    with pytest.raises(OptionError, match="chinese_words="):
        join(corpus_in_words(), other)
    others = Corpus.from_texts({"c": "一带一路"}, chinese_words=True)
    assert words_of(join(corpus_in_words(), others))[-1] == "一带一路"


def test_read_takes_the_option(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    corpus = read(tmp_path, chinese_words=["丝路基金"])
    assert words_of(corpus)[-1] == "丝路基金"
    assert words_of(read(tmp_path))[-1] == "金"
    with pytest.raises(OptionError, match="chinese_words"):
        read(tmp_path, chinese_words="x")  # type: ignore[arg-type]


TRADITIONAL = {"a": "推動構建人類命運共同體，共建「一帶一路」。"}


def test_traditional_and_simplified_phrases_find_traditional_text() -> None:
    corpus = Corpus.from_texts(TRADITIONAL, traditional_as_simplified=True)
    for pattern in ("人类命运共同体", "人類命運共同體", "命* 運 共同體"):
        table = dc.mentions(corpus, pattern)
        assert len(table) == 1, pattern
        start, end = table.loc[0, ["start", "end"]]
        assert corpus.raw["a"][start:end] == table.loc[0, "surface"]
    assert dc.mentions(corpus, "人类命运共同体")["surface"].tolist() == [
        "人類命運共同體"
    ]
    assert len(dc.mentions(Corpus.from_texts(TRADITIONAL), "人类命运共同体")) == 0


def test_words_and_both_forms_of_writing_go_together() -> None:
    corpus = Corpus.from_texts(
        TRADITIONAL,
        chinese_words=["共建一帶"],
        traditional_as_simplified=True,
    )
    assert {"人类命运共同体", "一带一路"} <= set(words_of(corpus))
    assert corpus.han_options.words == ("共建一带",)


def test_the_form_of_writing_is_part_of_the_fingerprint_and_of_join() -> None:
    corpus = Corpus.from_texts(TRADITIONAL, traditional_as_simplified=True)
    other = Corpus.from_texts(TRADITIONAL)
    assert corpus.fingerprint != other.fingerprint
    with pytest.raises(OptionError, match="traditional_as_simplified="):
        join(corpus, Corpus.from_texts({"b": "類"}))


def test_the_option_is_a_truth_value() -> None:
    with pytest.raises(OptionError, match="traditional_as_simplified"):
        Corpus.from_texts(TRADITIONAL, traditional_as_simplified="yes")  # type: ignore[arg-type]


def test_read_takes_the_form_of_writing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TRADITIONAL["a"], encoding="utf-8")
    corpus = read(tmp_path, traditional_as_simplified=True)
    assert len(dc.mentions(corpus, "一带一路")) == 1
    assert "traditional characters" not in set(corpus.suspected["kind"])
    assert "traditional characters" in set(read(tmp_path).suspected["kind"])
