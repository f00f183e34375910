"""Copies of documents: which are found, which is kept, and what a corpus does with them."""

from __future__ import annotations

import random
import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import discourse as dc
from discourse import tables
from discourse.corpus import Corpus
from discourse.errors import OptionError
from discourse.tables import KINDS
from discourse.text_reuse import duplicates

SYLLABLES = ["ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we"]
ROADS = "The Belt and Road links the ports of the coast. "


def words_of(seed: int, count: int) -> list[str]:
    """Made-up words, other ones for each seed."""
    rng = random.Random(seed)
    return ["".join(rng.choices(SYLLABLES, k=3)) for _ in range(count)]


def text_of(seed: int, *, paragraphs: int = 6, words: int = 40) -> str:
    """A text of so many paragraphs."""
    parts = []
    for number in range(paragraphs):
        sentence = " ".join(words_of(100 * seed + number, words))
        parts.append(f"{sentence.capitalize()}.")
    return "\n\n".join(parts)


def change(text: str, *, seed: int, share: float = 0.1) -> str:
    """The text with a share of its words changed at random."""
    rng = random.Random(seed)
    words = text.split(" ")
    places = rng.sample(range(len(words)), round(share * len(words)))
    for place in places:
        words[place] = f"other{rng.randrange(10**6):06}"
    return " ".join(words).replace("0", "o")


def near_copy(text: str, *, seed: int = 1) -> str:
    """Another headline, a paragraph dropped and a tenth of the words changed."""
    paragraphs = text.split("\n\n")
    del paragraphs[2]
    return "\n\n".join(
        ["A HEADLINE OF ITS OWN", change("\n\n".join(paragraphs), seed=seed)]
    )


def groups_of(table: pd.DataFrame) -> list[set[str]]:
    return [set(rows["doc"]) for _, rows in table.groupby("copy_group")]


# ---------------------------------------------------------------------------------------
# What is found


def test_a_report_with_another_headline_a_paragraph_less_and_other_words_is_one_group() -> (
    None
):
    report = ROADS + text_of(1)
    texts = {"agency": report, "other": text_of(2), "paper": near_copy(report)}
    corpus = Corpus.from_texts(texts)
    table = duplicates(corpus)
    assert table["doc"].tolist() == ["agency", "paper"]
    assert table["kept"].tolist() == [True, False]
    assert table["kind"].tolist() == ["kept text", "nearly same text"]
    assert set(table["rule"]) == {"first"}
    share = table["share"][1]
    assert 0.8 < share < 0.95
    assert table["reason"][0].startswith("Kept as the first of 2 documents")
    assert f"{100 * share:.0f} %" in table["reason"][1]
    assert "'agency'" in table["reason"][1]

    masked = corpus.mask(table)
    changes = dc.mask_changes(masked, dc.frequencies, "belt and road")
    counts = changes[changes["column"] == "count"]
    assert counts[["before", "after"]].to_numpy().tolist() == [[2, 1]]
    assert masked["paper"].words == 0
    assert masked["agency"].words == corpus["agency"].words
    log = masked.log.set_index("doc")
    assert log.loc["paper", "action"] == "mask"
    assert log.loc["paper", "reason"] == table["reason"][1]


def test_near_copies_of_every_length_are_found() -> None:
    texts = {}
    for seed in range(60):
        text = text_of(seed, paragraphs=4 + seed % 5, words=15 + seed)
        texts[f"{seed}"] = text
        texts[f"{seed} copy"] = near_copy(text, seed=seed)
    table = duplicates(Corpus.from_texts(texts))
    expected = [{f"{seed}", f"{seed} copy"} for seed in range(60)]
    assert groups_of(table) == expected


def test_a_note_of_forty_words_with_four_changed_is_found() -> None:
    note = " ".join(words_of(5, 40))
    texts = {"a": note, "b": change(note, seed=3), "c": " ".join(words_of(6, 40))}
    assert groups_of(duplicates(Corpus.from_texts(texts))) == [{"a", "b"}]


def test_the_same_words_are_one_text_whatever_their_capitals_and_layout() -> None:
    texts = {"a": "The road, and\nthe belt.", "b": "THE ROAD AND THE BELT"}
    table = duplicates(Corpus.from_texts(texts))
    assert table["kind"].tolist() == ["kept text", "same text"]
    assert table["share"].tolist() == [1, 1]


def test_chinese_texts_are_compared_in_characters() -> None:
    rng = random.Random(4)
    characters = [chr(rng.randrange(0x4E00, 0x5E00)) for _ in range(400)]
    changed = list(characters)
    for place in rng.sample(range(400), 40):
        changed[place] = "变"
    texts = {"a": "".join(characters), "b": "".join(changed), "c": "共建一带一路" * 60}
    table = duplicates(Corpus.from_texts(texts))
    assert groups_of(table) == [{"a", "b"}]
    assert table["words"].tolist() == [400, 400]
    assert table["share"][1] == pytest.approx(0.9, abs=0.01)


def test_documents_without_words_and_single_texts_are_in_no_group() -> None:
    table = duplicates(Corpus.from_texts({"a": "", "b": " ", "c": "one word"}))
    assert table.empty
    assert list(table.columns) == list(KINDS["duplicates"])
    assert duplicates(Corpus.from_texts({})).empty


def test_masked_text_is_not_compared() -> None:
    advert = text_of(7)
    texts = {"a": f"{text_of(8)}\n{advert}", "b": f"{text_of(9)}\n{advert}"}
    corpus = Corpus.from_texts(texts)
    starts = [text.index(advert) for text in texts.values()]
    ends = [len(text) for text in texts.values()]
    spans = pd.DataFrame({"doc": ["a", "b"], "start": starts, "end": ends})
    assert duplicates(corpus.mask(spans)).empty
    same = Corpus.from_texts({"a": texts["a"], "b": text_of(8)})
    table = duplicates(same.mask(spans[:1]))
    assert table["kind"].tolist() == ["kept text", "same text"]


# ---------------------------------------------------------------------------------------
# What is no copy


def test_a_text_that_quotes_another_at_length_is_no_copy() -> None:
    quoted = text_of(10, paragraphs=3)
    texts = {"a": f"{text_of(11)}\n\n{quoted}", "b": f"{text_of(12)}\n\n{quoted}"}
    assert duplicates(Corpus.from_texts(texts)).empty


def test_an_excerpt_shorter_than_a_third_is_no_copy() -> None:
    whole = text_of(13, paragraphs=10)
    paragraphs = whole.split("\n\n")
    short = Corpus.from_texts({"a": whole, "b": "\n\n".join(paragraphs[:3])})
    long = Corpus.from_texts({"a": whole, "b": "\n\n".join(paragraphs[:4])})
    assert duplicates(short).empty
    assert len(duplicates(long)) == 2


def notice(year: int, country: str) -> str:
    return (
        f"{text_of(14, paragraphs=2)}\n\nThe measures against {country} are to go on "
        f"in the year {year}, as they did before. {text_of(15, paragraphs=2)}"
    )


def test_the_same_notice_of_another_year_is_no_copy() -> None:
    texts = {"a": notice(2021, "Ruritania"), "b": notice(2022, "Ruritania")}
    assert duplicates(Corpus.from_texts(texts)).empty


def test_another_date_line_makes_no_other_text() -> None:
    text = text_of(16)
    texts = {"a": f"12 March 2021. {text}", "b": f"3 April 2022. {text}"}
    assert len(duplicates(Corpus.from_texts(texts))) == 2


def meeting(first: str, second: str, day: str) -> str:
    return (
        f"The press office of the ministry gives notice that the minister will receive "
        f"the ambassador of {first} on {day} in the great hall of the house, and that "
        f"he will afterwards see Mr {second} and his family in private for tea."
    )


def test_two_short_notices_of_one_form_are_no_copies() -> None:
    texts = {
        "a": meeting("Norway", "Hansen", "Monday"),
        "b": meeting("Peru", "Garcia", "Friday"),
        "c": meeting("Norway", "Hansen", "Monday").replace("great", "large"),
    }
    assert groups_of(duplicates(Corpus.from_texts(texts))) == [{"a", "c"}]


def test_a_text_with_long_passages_of_its_own_is_no_copy() -> None:
    paragraphs = text_of(17, paragraphs=8).split("\n\n")
    own = list(paragraphs)
    own[3] = text_of(18, paragraphs=1)
    own[6] = text_of(19, paragraphs=1)
    texts = {"a": "\n\n".join(paragraphs), "b": "\n\n".join(own)}
    assert duplicates(Corpus.from_texts(texts)).empty


def test_texts_that_begin_in_other_ways_are_no_copies() -> None:
    shared = " ".join(words_of(23, 180))
    beginnings = [" ".join(words_of(seed, 60)) for seed in (24, 25)]
    texts = {"a": f"{beginnings[0]} {shared}", "b": f"{beginnings[1]} {shared}"}
    assert duplicates(Corpus.from_texts(texts)).empty
    # A headline is as long as this.
    headlines = [" ".join(words_of(seed, 15)) for seed in (24, 25)]
    texts = {"a": f"{headlines[0]} {shared}", "b": f"{headlines[1]} {shared}"}
    assert len(duplicates(Corpus.from_texts(texts))) == 2


def test_a_copy_without_a_passage_may_be_the_longer_text_by_its_headline() -> None:
    words = words_of(26, 66)
    headline = words_of(27, 12)
    copy = [*headline, *words[:30], *words[40:]]
    assert len(copy) > len(words)
    texts = {"a": " ".join(words), "b": " ".join(copy)}
    table = duplicates(Corpus.from_texts(texts)).set_index("doc")
    assert table.loc["b", "kind"] == "nearly same text"
    assert table.loc["b", "share"] == pytest.approx(56 / 66)


def test_every_copy_is_like_the_one_that_is_kept() -> None:
    words = words_of(20, 300)
    others = words_of(21, 300)
    # Each text has other words at the places of one tenth more than the text before.
    texts = {}
    for step in range(8):
        mixed = list(words)
        for place in range(300):
            if place % 10 < step:
                mixed[place] = others[place]
        texts[f"{step}"] = " ".join(mixed)
    table = duplicates(Corpus.from_texts(texts))
    assert (table["share"] >= 0.65).all()
    assert "7" not in set(table.loc[table["kept_doc"] == "0", "doc"])


# ---------------------------------------------------------------------------------------
# Which one is kept


def dated_corpus() -> Corpus:
    text = text_of(22)
    texts = {"a": change(text, seed=1), "b": text, "c": f"{text} The end."}
    metadata = pd.DataFrame(
        {
            "doc": list("abc"),
            "date": [None, "2021-03-02", "2021-03-01"],
            "source": ["Times", None, "Post"],
            "rank": [10, 9, 11],
        }
    )
    return Corpus.from_texts(texts, metadata)


@pytest.mark.parametrize(
    ("keep", "kept"), [("first", "a"), ("longest", "c"), ("date", "c"), ("rank", "b")]
)
def test_the_document_that_is_kept_is_chosen_by_the_rule(keep: str, kept: str) -> None:
    table = duplicates(dated_corpus(), keep=keep)
    assert table.loc[table["kept"], "doc"].tolist() == [kept]
    assert table["doc"][0] == kept
    assert set(table["kept_doc"]) == {kept}
    assert set(table["rule"]) == {keep}
    assert table.loc[table["kept"], "action"].tolist() == ["mark"]
    assert set(table.loc[~table["kept"], "action"]) == {"mask"}


def test_date_and_source_stand_beside_each_document() -> None:
    table = duplicates(dated_corpus()).set_index("doc")
    assert table.loc[list("abc"), "date"].tolist() == ["", "2021-03-02", "2021-03-01"]
    assert table.loc[list("abc"), "source"].tolist() == ["Times", "", "Post"]
    without = duplicates(Corpus.from_texts({"a": "one", "b": "one"}))
    assert without["date"].tolist() == without["source"].tolist() == ["", ""]


def test_what_is_no_way_to_keep_is_refused() -> None:
    with pytest.raises(OptionError, match=r"keep='dat'.*Did you mean 'date'"):
        duplicates(dated_corpus(), keep="dat")
    with pytest.raises(OptionError, match="min_share"):
        duplicates(dated_corpus(), min_share=0.2)


def test_a_higher_share_finds_fewer() -> None:
    assert len(duplicates(dated_corpus(), min_share=0.8)) == 3
    assert groups_of(duplicates(dated_corpus(), min_share=0.95)) == [{"b", "c"}]


# ---------------------------------------------------------------------------------------
# What a corpus does with it


def test_the_documents_can_be_dropped_instead() -> None:
    corpus = dated_corpus()
    table = duplicates(corpus)
    copies = table.loc[~table["kept"], "doc"]
    rest = corpus.where(lambda documents: ~documents["doc"].isin(copies))
    assert rest.names == ("a",)


def test_a_table_that_was_saved_masks_the_same(tmp_path) -> None:  # type: ignore[no-untyped-def]
    corpus = dated_corpus()
    table = duplicates(corpus)
    path = tables.save(table, tmp_path / "duplicates.csv")
    loaded = tables.load(path, kind="duplicates")
    assert corpus.mask(loaded).masks.equals(corpus.mask(table).masks)


def test_the_extent_of_a_segment_is_its_paragraph() -> None:
    paragraph = " ".join(words_of(23, 30))
    text = f"{paragraph}.\n\n{text_of(24, paragraphs=2)}\n\n{paragraph}."
    paragraphs = Corpus.from_texts({"a": text}).segment("paragraph")
    table = duplicates(paragraphs)
    assert len(table) == 2
    for row in table.itertuples():
        assert paragraphs.raw[row.doc][row.start : row.end].strip() == f"{paragraph}."


def test_documents_that_overlap_are_only_marked() -> None:
    text = "yes we can. no we cannot. yes we can. no you must."
    spans = pd.DataFrame(
        {
            "doc": ["a", "a", "a", "b"],
            "start": [0, 12, 26, 0],
            "end": [11, 25, 37, 23],
            "label": ["x", "y", "x", "z"],
        }
    )
    corpus = Corpus.from_texts({"a": text, "b": "yes we can. yes we can."})
    parts = corpus.split(spans)
    table = duplicates(parts, keep="longest").set_index("doc")
    assert {"a#x", "b#z"} <= set(table.index)
    assert table.loc["a#x", "action"] == "mark"
    assert table.loc["b#z", "action"] == "mask"


# ---------------------------------------------------------------------------------------
# Laws


@given(st.lists(st.sampled_from(["a b c", "a b c d", "x y", ""]), max_size=8))
def test_each_document_is_in_one_group_at_most(texts: list[str]) -> None:
    corpus = Corpus.from_texts({f"{i}": text for i, text in enumerate(texts)})
    table = duplicates(corpus)
    assert table["doc"].is_unique
    assert (table.groupby("copy_group")["kept"].sum() == 1).all()
    for text in set(filter(None, texts)):
        if texts.count(text) > 1:
            same = {f"{i}" for i, other in enumerate(texts) if other == text}
            assert any(same <= group for group in groups_of(table))


def test_the_order_of_the_documents_changes_no_group() -> None:
    texts = {f"{seed}": text_of(seed) for seed in range(5)}
    texts |= {f"{seed} copy": near_copy(texts[f"{seed}"]) for seed in range(5)}
    names = list(texts)
    random.Random(1).shuffle(names)
    shuffled = Corpus.from_texts({name: texts[name] for name in names})
    groups = groups_of(duplicates(shuffled))
    expected = groups_of(duplicates(Corpus.from_texts(texts)))
    assert sorted(map(sorted, groups)) == sorted(map(sorted, expected))


def test_many_copies_of_one_text_are_one_group_in_little_time() -> None:
    text = text_of(25, paragraphs=2)
    texts = {f"{number}": text for number in range(2000)}
    for number in range(300):
        texts[f"near {number}"] = change(text, seed=number)
    corpus = Corpus.from_texts(texts)
    assert len(corpus.stream)
    start = time.process_time()
    table = duplicates(corpus)
    assert time.process_time() - start < 10
    assert len(table) == 2300
    assert set(table["copy_group"]) == {1}


def test_many_texts_of_one_form_take_little_time() -> None:
    frame = " ".join(words_of(26, 12))
    texts = {}
    for number in range(300):
        own = " ".join(words_of(1000 + number, 20))
        texts[f"{number}"] = f"{frame} {own}"
    corpus = Corpus.from_texts(texts)
    assert len(corpus.stream)
    start = time.process_time()
    assert duplicates(corpus).empty
    assert time.process_time() - start < 20
