"""Han text in words: each word once, offsets of the raw text, the same words anywhere."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
import rjieba
from hypothesis import given
from hypothesis import strategies as st

from discourse.errors import MissingExtraError
from discourse.lexicons import Lexicon
from discourse.registries import BUNDLED_LEXICONS
from discourse.text import MASK, TokenStream, is_han_word, merge_han_words, tokenise
from discourse.text.han_words import bundled_words

FORMULAS = "推动构建人类命运共同体，共建一带一路。"


def words_of(*texts: str, words: tuple[str, ...] = ()) -> list[str]:
    stream = merge_han_words(stream_of(*texts), words)
    return [stream.vocabulary[number] for number in stream.ids.tolist()]


def stream_of(*texts: str) -> TokenStream:
    stream, _ = tokenise(texts, ["auto"] * len(texts))
    return stream


def test_the_formulas_of_the_bundled_lexicon_are_one_word_each() -> None:
    assert words_of(FORMULAS) == [
        "推动",
        "构建",
        "人类命运共同体",
        "共建",
        "一带一路",
    ]


def test_the_words_of_the_caller_are_one_word_each() -> None:
    assert "丝路基金" not in words_of("设立丝路基金。")
    assert "丝路基金" in words_of("设立丝路基金。", words=("丝路基金",))


def test_the_dictionary_of_the_package_is_not_changed() -> None:
    words_of("设立丝路基金。", words=("丝路基金",))
    assert not rjieba.has_word("丝路基金")
    assert not rjieba.has_word("人类命运共同体")


def test_tokens_that_are_not_han_stay() -> None:
    assert words_of("2023年，WTO 和 win-win 合作。かな") == [
        "2023",
        "年",
        "wto",
        "和",
        "win-win",
        "合作",
        "か",
        "な",
    ]


@pytest.mark.parametrize("sign", [" ", "，", "“", "\n\n", "-", "a"])
def test_a_word_never_runs_over_a_gap(sign: str) -> None:
    assert "一带一路" not in words_of(f"一带{sign}一路")


def test_a_word_never_runs_over_a_mask_or_out_of_a_document() -> None:
    stream = stream_of("一带一路")
    gap = stream.gap.copy()
    gap[2] = MASK
    masked = TokenStream(
        stream.ids, stream.start, stream.end, gap, stream.bounds, stream.vocabulary
    )
    merged = merge_han_words(masked, ())
    assert len(merged) == 2
    assert merged.gap[1] == MASK
    assert merge_han_words(stream_of("一带", "一路"), ()).bounds.tolist() == [0, 1, 2]


def test_a_text_has_the_same_words_wherever_it_stands() -> None:
    alone = words_of(FORMULAS)
    assert words_of("各位代表：", FORMULAS, "", "谢谢。")[2:-1] == alone


def test_words_do_not_depend_on_the_hash_seed() -> None:
    script = (
        "from discourse.text import merge_han_words, tokenise\n"
        f"stream, _ = tokenise([{FORMULAS!r}], ['auto'])\n"
        "words = merge_han_words(stream, ('共建一', '带一路', '构建人类'))\n"
        "print([words.vocabulary[number] for number in words.ids])\n"
    )
    outputs = set()
    for seed in ("0", "1", "2"):
        result = subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        )
        outputs.add(result.stdout)
    assert len(outputs) == 1


def test_a_mark_on_a_character_keeps_its_place() -> None:
    text = "一\ufe00带一路好"
    stream = merge_han_words(stream_of(text), ())
    surfaces = [
        text[start:end] for start, end in zip(stream.start, stream.end, strict=True)
    ]
    assert "".join(surfaces) == text
    assert surfaces[0] == "一\ufe00带一路"


@given(
    st.lists(
        st.text(st.sampled_from("一带一路共建〇々𠮷㐂﨎 a1，。\ufe00か-\n")), max_size=4
    )
)
def test_words_cover_the_same_characters_in_order(texts: list[str]) -> None:
    characters = stream_of(*texts)
    merged = merge_han_words(characters, ())
    assert merged.bounds[-1] == len(merged)
    assert list(merged.vocabulary) == sorted(set(merged.vocabulary))
    starts = set(zip(characters.document, characters.start, strict=True))
    assert set(zip(merged.document, merged.start, strict=True)) <= starts
    spelling = "".join(characters.vocabulary[number] for number in characters.ids)
    assert "".join(merged.vocabulary[number] for number in merged.ids) == spelling


def test_bundled_words_are_words() -> None:
    assert {"一带一路", "人类命运共同体", "高质量发展"} <= bundled_words()
    assert all(map(is_han_word, bundled_words()))


@pytest.mark.parametrize("name", BUNDLED_LEXICONS)
def test_the_chinese_originals_of_each_bundled_lexicon_are_words(name: str) -> None:
    originals = []
    for family in Lexicon.read(name):
        originals += family.zh
    words = set(filter(is_han_word, originals))
    assert words
    assert words <= bundled_words()


def test_an_original_may_be_a_text_a_list_or_a_table(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "discourse" / "data"
    folder.mkdir(parents=True)
    families = """
        [families.a]
        zh = "可持续发展目标"
        [families.b]
        original = "千年发展目标"
        [families.c]
        original = ["一带一路", "win-win"]
        [families.d]
        original = { zh = "双赢", ja = ["四字熟語"] }
    """
    for name in BUNDLED_LEXICONS:
        (folder / f"{name}.toml").write_text(families, encoding="utf-8")
    monkeypatch.setattr(resources, "files", lambda package: tmp_path / package)
    # The function under the cache, as the cache outlives the test.
    assert bundled_words.__wrapped__() == {
        "可持续发展目标",
        "千年发展目标",
        "一带一路",
        "双赢",
    }


@pytest.mark.parametrize("word", ["", "路", "共、建", "a路", "“一带”", "かな"])
def test_what_is_no_han_word(word: str) -> None:
    assert not is_han_word(word)


def test_without_the_package_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"discourse-analysis\[zh\]"):
        words_of(FORMULAS)
