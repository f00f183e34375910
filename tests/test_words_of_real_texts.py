"""Words as real texts have them: each kind of trouble, and the count that is right."""

from __future__ import annotations

import pandas as pd
import pytest

import discourse as dc
from discourse.corpus import Corpus


def corpus_of(text: str, **options: object) -> Corpus:
    return Corpus.from_texts({"a": text}, **options)  # type: ignore[arg-type]


def surfaces(text: str, pattern: str, **options: object) -> list[str]:
    """Where a phrase occurs, after a look at the raw text."""
    corpus = corpus_of(text, **options)
    table = dc.mentions(corpus, {"it": pattern})
    for row in table.itertuples():
        assert corpus.raw["a"][row.start : row.end] == row.surface
    return table["surface"].tolist()


def words_of(text: str) -> list[str]:
    return dc.ngrams(corpus_of(text), n=1, min_count=1)["term"].tolist()


def sentences_of(text: str) -> list[str]:
    return list(corpus_of(text).segment("sentence").texts)


@pytest.mark.parametrize(
    ("text", "pattern", "found"),
    [
        ("China´s rise", "china's", ["China´s"]),
        ("China`s rise", "china's", ["China`s"]),
        ("in Xi′an", "xi'an", ["Xi′an"]),
        ("in O‘zbekiston", "oʻzbekiston", ["O‘zbekiston"]),
        ("the ´new era´ (quotation)", "the new era", ["the ´new era"]),
        ("Ｂｅｌｔ　ａｎｄ　Ｒｏａｄ", "belt and road", ["Ｂｅｌｔ　ａｎｄ　Ｒｏａｄ"]),
        ("２０３０年", "2030 年", ["２０３０年"]),
        ("⼈类命运共同体", "人类命运共同体", ["⼈类命运共同体"]),
        ("⻓期", "长期", ["⻓期"]),
        ("ﾊﾞﾙﾄ", "バルト", ["ﾊﾞﾙﾄ"]),
        ("a win－win result", "win-win", ["win－win"]),
        ("a future³ for mankind", "future for mankind", ["future³ for mankind"]),
        ("a future† for mankind", "future for mankind", ["future† for mankind"]),
        ("Road[12] Initiative", "road initiative", ["Road[12] Initiative"]),
        ("Road [12, 13] Initiative", "road initiative", ["Road [12, 13] Initiative"]),
        ("governance⁴⁵ system", "governance system", ["governance⁴⁵ system"]),
        ("a future³, ⁴ for us", "future for", ["future³, ⁴ for"]),
        ("a future[1]–[3] for us", "future for", ["future[1]–[3] for"]),
        ("a future** for us", "future for", ["future** for"]),
        ("it stands in¹ the world", "in the", ["in¹ the"]),
        ("5 km² of it", "km²", ["km²"]),
        ("5 km² of it", "km of", []),
        ("Be\u200blt", "belt", ["Be\u200blt"]),
        ("Be\ufe0flt", "belt", ["Be\ufe0flt"]),
        ("of all Man\u00ad\nkind", "mankind", ["Man\u00ad\nkind"]),
        ("ΟΔΟΣ, οδος", "οδός", []),
        ("ΟΔΟΣ, οδος", "οδος", ["ΟΔΟΣ", "οδος"]),
        ("the U.S. and the U.S", "u.s.", ["U.S.", "U.S"]),
        ("cost 5,000 dollars", "5,000 dollars", ["5,000 dollars"]),
    ],
)
def test_phrases(text: str, pattern: str, found: list[str]) -> None:
    assert surfaces(text, pattern) == found


def test_abbreviations_and_figures_are_one_word() -> None:
    text = "We, i.e. China, agree. The F.B.I. left. I stay."
    assert dc.frequencies(corpus_of(text), "i")["count"].tolist() == [1]
    assert {"i.e.", "f.b.i."} <= set(words_of(text))
    assert {"5,000", "1.5"} <= set(words_of("5,000 · 1.5 percent"))


def test_an_address_is_one_word_and_can_be_masked() -> None:
    text = "see https://www.ministry.example/eng/wjb/zzjg.html?x=1 and peace"
    corpus = corpus_of(text)
    proposed = dc.debris(corpus)
    assert proposed["surface"].tolist() == text.split()[1:2]
    before, after = (
        dc.frequencies(one, "peace")[["count", "words"]].to_numpy().tolist()
        for one in (corpus, corpus.mask(proposed))
    )
    assert (before, after) == ([[1, 4]], [[1, 3]])


@pytest.mark.parametrize(
    "sentence",
    [
        "Some states, e.g. China and Laos, agree.",
        "GA Res. 76/6 was adopted.",
        "They met on Jan. 5 and Nov. 2020 in Beijing.",
        "He holds a Ph.D. from Fudan.",
        "We read Vol. III of it.",
        "It is in Art. IV of the Charter.",
        "Amb. Zhang Jun spoke, i.e. he agreed.",
        "The UN Sec.-Gen. spoke to the Rt. Hon. Li.",
        "Vice-Pres. Harris met Li.",
        "It ended in the U.S. Then he left.",
    ],
)
def test_one_sentence(sentence: str) -> None:
    assert sentences_of(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("First sentence.[1] Second sentence.", ["First sentence.[1]", "Second sentence."]),
        ("First sentence.³ Second sentence.", ["First sentence.³", "Second sentence."]),
        ("He left.³,⁴ She came.", ["He left.³,⁴", "She came."]),
        ("我们来了．他走了．", ["我们来了．", "他走了．"]),
        ("So did I. Then he left.", ["So did I.", "Then he left."]),
        ("他说：“我们同意。”会议结束。", ["他说：“我们同意。”", "会议结束。"]),
        ("（他同意。）会议结束。", ["（他同意。）", "会议结束。"]),
    ],
)  # fmt: skip
def test_two_sentences(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences


def test_words_of_two_scripts_and_traditional_characters_are_suspected() -> None:
    texts = {"doc": ["a", "b"], "text": ["The Bеlt and Road", "人類命運共同體"]}
    suspected = dc.read(pd.DataFrame(texts)).suspected
    reasons = " ".join(suspected["reason"])
    assert "letters of two scripts in one word" in reasons
    assert "traditional characters" in suspected["kind"].tolist()


def test_a_traditional_phrase_in_a_long_text_and_control_characters() -> None:
    simplified = "中国发展经济社会。各国人民同心协力，建设持久和平的世界。" * 20
    texts = {
        "doc": ["a", "b", "c"],
        "text": [f"{simplified}人類命運共同體", simplified, "The Be\x02lt"],
    }
    suspected = dc.read(pd.DataFrame(texts)).suspected.set_index("kind")["source"]
    assert suspected["traditional characters"].endswith("a")
    assert suspected["control characters"].endswith("c")


def test_a_credit_inside_a_phrase_is_bridged() -> None:
    corpus = corpus_of("a [photo: Xinhua] shared future for all of us")
    proposed = dc.debris(corpus)
    assert proposed["surface"].tolist() == ["[photo: Xinhua]"]
    hits = dc.mentions(corpus.mask(proposed), {"it": "a shared future"})
    assert hits["surface"].tolist() == ["a [photo: Xinhua] shared future"]


def test_a_menu_between_two_paragraphs_is_a_break() -> None:
    text = "They build a\n\nHome | News | Video\n\nshared future for all."
    corpus = corpus_of(text)
    start = text.index("Home")
    menu = pd.DataFrame({"doc": ["a"], "start": [start], "end": [start + 19]})
    assert dc.mentions(corpus.mask(menu), {"it": "a shared future"}).empty


def test_phrases_go_on_over_page_heads() -> None:
    body = "The countries of the region work together and build a community with a"
    page = "shared future, and they trade with each other every year, and build a community with a"
    text = body
    for number in range(1, 4):
        text += f"\n\n{number}\n\n\fWHITE PAPER OF THE MINISTRY\n\n{page}"
    text += "\n\n4\n\n\fWHITE PAPER OF THE MINISTRY\n\nshared future."
    corpus = corpus_of(text)
    phrase = {"it": "community with a shared future"}
    assert dc.mentions(corpus, phrase).empty
    masked = corpus.mask(dc.debris(corpus))
    hits = dc.mentions(masked, phrase)
    assert len(hits) == 4
    for row in hits.itertuples():
        assert text[row.start : row.end] == row.surface
        assert "WHITE PAPER" in row.surface


def test_a_page_head_does_not_join_two_sentences() -> None:
    page = "We build the road together with all of the neighbours and we trade there."
    text = ""
    for number in range(1, 5):
        text += f"{page}\n\n{number}\n\n\fWHITE PAPER OF THE MINISTRY\n\n"
    text += page
    corpus = corpus_of(text)
    masked = corpus.mask(dc.debris(corpus))
    assert not masked.masks.empty
    assert dc.mentions(masked, {"it": "trade there we build"}).empty


def test_a_blank_line_after_every_wrapped_line() -> None:
    sentence = (
        "The two sides agreed to deepen their cooperation in trade and in transport, "
        "to respect the choices of each people, and to meet again before the year ends. "
    )
    paragraphs = [sentence * 3, sentence * 2 + "They said so.", sentence * 4]
    wrapped = []
    for paragraph in paragraphs:
        line = ""
        for word in paragraph.split():
            if len(line) + 1 + len(word) > 72:
                wrapped.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        wrapped.append(line)
    found = corpus_of("\n\n".join(wrapped)).segment("paragraph").texts
    assert [" ".join(text.split()) for text in found] == [
        paragraph.strip() for paragraph in paragraphs
    ]


FORMULAS = "推动构建人类命运共同体，共建一带一路。"


def test_chinese_words() -> None:
    lexicon = {"future": "人类命运共同体", "road": "一带一路"}
    characters = corpus_of(FORMULAS)
    words = corpus_of(FORMULAS, chinese_words=lexicon.values())
    counts = dc.ngrams(words, n=1, min_count=1).set_index("term")["count"]
    assert (counts["人类命运共同体"], counts["一带一路"]) == (1, 1)
    for by in (None, "doc"):
        one, two = (
            dc.frequencies(corpus, lexicon, by=by) for corpus in (characters, words)
        )
        pd.testing.assert_frame_equal(one, two)
        assert one["count"].tolist() == [1, 1]


def test_chinese_words_go_on_over_a_wrapped_line_and_a_page_head() -> None:
    text = "我们推动共建一带\n一路倡议，构建人类命运\n\n12\n\n\f白皮书\n\n共同体。"
    corpus = corpus_of(text, chinese_words=True, paragraphs="blank")
    start, end = text.index("12"), text.index("书") + 1
    head = {"doc": ["a"], "start": [start], "end": [end], "action": ["bridge"]}
    terms = dc.ngrams(corpus.mask(pd.DataFrame(head)), n=1, min_count=1)["term"]
    assert {"一带一路", "人类命运共同体"} <= set(terms)
    traditional = corpus_of("推動構建人類命運共同體", chinese_words=True)
    assert "人類命運共同體" in dc.ngrams(traditional, n=1, min_count=1)["term"].tolist()


def test_traditional_and_simplified_characters_as_one() -> None:
    options = {"traditional_as_simplified": True}
    assert surfaces("人類命運共同體", "人类命运共同体", **options) == ["人類命運共同體"]
    assert surfaces("人类命运共同体", "人類命運共同體", **options) == ["人类命运共同体"]
