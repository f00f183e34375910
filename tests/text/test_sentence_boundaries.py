"""Where sentences end: rule by rule, and on passages labelled by a reader."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_tokenizer import gaps

from discourse.spans import extend_past_closing_marks
from discourse.text import COMMA, STOP, STOP_LOWER, tokenise

LABELS = Path(__file__).parent / "sentence_ends.jsonl"


def sentences(raw: str) -> list[str]:
    """The words between two sentence ends, with the marks that close them."""
    stream, _ = tokenise([raw], ["blank"])
    starts = np.flatnonzero(stream.gap >= STOP)
    last_words = np.append(starts[1:], len(stream)) - 1
    source = np.zeros(len(starts), dtype=np.int64)
    ends = stream.end[last_words].astype(np.int64)
    ends = extend_past_closing_marks([raw], source, ends)
    begins = [0, *ends[:-1].tolist()]
    spans = zip(begins, ends.tolist(), strict=True)
    return [raw[begin:end].strip() for begin, end in spans]


@pytest.mark.parametrize(
    "raw",
    [
        # What the field writes.
        "Some states, e.g. China and Laos, agree.",
        "We, i.e. China, agree.",
        "GA Res. 76/6 was adopted.",
        "It fell on Jan. 5 and in Nov. 2020.",
        "He holds a Ph.D. from Fudan.",
        "He has read Vol. III of it.",
        "See Art. IV and Art. I, para. 5, of Doc. A/72/5 and Suppl. No. 4.",
        "It ended in the U.S. Then he left.",
        "Amb. Li met H.E. The President, Rep. Doe and Gov. Gen. Wood.",
        "The trade of ca. 5,000 tons, approx. Half of it, went on.",
        "My right hon. Friend spoke.",
        "Roe v. Wade, 410 U.S. 113 (1973), and Fed. R. Civ. P. 12 with 28 U.S.C. § 1.",
        "United States v. Doe, 5 F.3d 12, 14 (9th Cir. 1999).",
        "It lies in Richmond, Va. Beach, they say.",
        # Initials and names of companies.
        "J. S. Mill and Albert I. Jones wrote to J.S. Mill.",
        "Apple Inc. CEO Tim Cook and Puller, Jr. Veterans met Pitt & Co. at noon.",
        "It went (to Apple Inc.) The same day, on.",
        # Lower case.
        "She works at Yahoo! in the accounting department.",
        "She turned to him, “This is great.” she said.",
        "They had tea, cakes, etc. and left.",
        # Ellipses.
        "I wasn’t really ... well, the thing is . . . I didn’t mean it.",
        "The laws will appear less complex. . . .”",
        # Items.
        "1. The Council decides.",
        "IV. The Council decides.",
        "A. The Council decides.",
        "Article 5. The Council decides.",
        "1.) The Council decides.",
        # Dots without a blank.
        "See A/72/PV.11 and PV.Add, LL.M and No.2.",
        "At 5 a.m. Mr. Smith went to the bank.",
    ],
)
def test_one_sentence(raw: str) -> None:
    assert sentences(raw) == [raw]


@pytest.mark.parametrize(
    "parts",
    [
        ("So did I.", "Then he left."),
        ("I live in the U.S.", "How about you?"),
        ("I live in the “U.S.”", "The others do not."),
        ("He left at 6 P.M.", "Mr. Smith went too."),
        ("Let us ask Jane and co.", "They should know."),
        ("It is in the annex, para. 5.", "The rest follows."),
        ("He said no.", "I did not."),
        ("Was it true? No.", "I did not think so.")[1:],
        ("It is Plan B.", "His people worked."),
        ("It was World War I.", "Germany lost."),
        ("He moved to Richmond, VA.", "Prior to that he taught."),
        ("It was in May.", "Economic growth went on."),
        ("It sat there.", "5 people saw it."),
        ("They had tea, cakes, etc.", "Then they left."),
        ("He bought it.", "iPhone sales rose."),
        ("She has $100.00.", "It is in her bag."),
        ("Hello!!", "Long time no see."),
        ("I never meant that....", "She left the store."),
        ("It ends here . . . .", "Next sentence."),
        ("Why ?", "Because."),
        ("Hello world.", "Today is Tuesday."),
        ("First sentence.[1]", "Second sentence.³", "Third.†", "Fourth."),
        ("It went to single men.1", "Both methods failed.”3", "We saw it."),
        ("It ends.", "(a) Nothing in this order; (b) all of it."),
        ("It ends.", "b. The second item."),
        ("It ends.", "2. The second item.", "C. The third."),
        ("He asked “Why?”", "She left."),
        ("It was in 2030.", "In 2031 it ended."),
    ],
)
def test_sentences(parts: tuple[str, ...]) -> None:
    assert sentences(" ".join(parts)) == list(parts)


def test_sentences_without_blanks() -> None:
    assert sentences("Hello world.Today it is.") == ["Hello world.", "Today it is."]
    assert sentences("“如此。”他们（共同）说。“我们”来了。（是。）《书》好！") == [
        "“如此。”",
        "他们（共同）说。",
        "“我们”来了。",
        "（是。）",
        "《书》好！",
    ]


def test_what_a_stop_is_if_it_ends_no_sentence() -> None:
    assert gaps("community. fate") == [STOP_LOWER]
    assert gaps("community... fate") == [COMMA]
    # The number of a note follows a break, but no sentence end.
    assert gaps("men.1 Both") == [STOP_LOWER, STOP]


def test_the_word_before_a_document_is_none_of_its_own() -> None:
    texts = ["Article", "I. The end. V. The rest"]
    stream, _ = tokenise(texts, ["blank", "blank"])
    alone, _ = tokenise(texts[1:], ["blank"])
    assert stream.gap[1:].tolist() == alone.gap.tolist()


WORDS = st.sampled_from(
    ["Mr", "Res", "U.S.", "no", "I", "The", "12", "he", "Vol", "e.g."]
)
MARKS = st.sampled_from([" ", ". ", ".", "? ", "... ", ".) ", ", ", ".\n\n", ".[1] "])
TEXTS = st.lists(st.tuples(WORDS, MARKS), min_size=1, max_size=9).map(
    lambda pairs: "".join(word + mark for word, mark in pairs)
)


@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_sentences_of_a_text_do_not_depend_on_other_texts(texts: list[str]) -> None:
    together, _ = tokenise(texts, ["blank"] * len(texts))
    alone = [tokenise([raw], ["blank"])[0].gap for raw in texts]
    assert together.gap.tolist() == np.concatenate(alone).tolist()


@given(TEXTS)
def test_a_stop_never_makes_two_sentences_of_more_than_the_text(raw: str) -> None:
    parts = sentences(raw)
    words = [char for char in raw if char.isalnum()]
    assert [char for part in parts for char in part if char.isalnum()] == words


def test_labelled_passages_of_unseen_texts() -> None:
    """Inside a paragraph no end is missed and none is false."""
    rows = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    assert len(rows) == 88
    assert sum(len(row["ends"]) for row in rows) == 538
    for row in rows:
        raw = row["text"]
        stream, _ = tokenise([raw], [row["paragraphs"]])
        starts = np.flatnonzero(stream.gap == STOP)
        found = {int(stream.start[start]) for start in starts}
        labelled, paragraphs = set(), set()
        for end in row["ends"]:
            after = stream.start[stream.start >= end]
            labelled.update(after[:1].tolist())
        for start in np.flatnonzero(stream.gap > STOP):
            paragraphs.add(int(stream.start[start]))
        assert found == labelled - paragraphs, row["document"]
