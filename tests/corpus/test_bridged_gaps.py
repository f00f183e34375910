"""Bridges: what stands before the first word after one, and what is found over one."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import kwic, mentions, ngrams
from discourse.corpus import Corpus, join
from discourse.text import (
    ADJACENT,
    BLANK,
    COMMA,
    HYPHEN,
    MASK,
    PARAGRAPH,
    QUOTE,
    SPACED_HYPHEN,
    STOP,
    STOP_LOWER,
)


def rows_of(raw: str, doc: str = "a", **surfaces: str) -> pd.DataFrame:
    """Spans of a text by action: each is the only place of its surface."""
    rows = []
    for action, surface in surfaces.items():
        assert raw.count(surface) == 1
        start = raw.index(surface)
        rows.append((doc, start, start + len(surface), surface, action))
    return pd.DataFrame(rows, columns=["doc", "start", "end", "surface", "action"])


def bridged(raw: str, surface: str = "[X y]", mode: str = "blank") -> Corpus:
    corpus = Corpus.from_texts({"a": raw}, paragraphs=mode)  # type: ignore[arg-type]
    return corpus.mask(rows_of(raw, bridge=surface))


def words_of(corpus: Corpus) -> list[str]:
    stream = corpus.stream
    return [stream.vocabulary[word_id] for word_id in stream.ids.tolist()]


@pytest.mark.parametrize("mode", ["line", "blank"])
@pytest.mark.parametrize(
    ("raw", "gap"),
    [
        ("the [X y] future", BLANK),
        ("the[X y]future", BLANK),
        ("the[X y] future", BLANK),
        ("the\n[X y]\nfuture", BLANK),
        ("the\n\n[X y]\n\n\x0cFuture", BLANK),
        ("the, [X y] future", COMMA),
        ("the [X y], future", COMMA),
        ("“the” [X y] future", QUOTE),
        ("win-\n[X y]\nwin", SPACED_HYPHEN),
        ("win -[X y] win", SPACED_HYPHEN),
        ("community. [X y] fate", STOP_LOWER),
        ("community.\n\n[X y]\n\nfate", STOP_LOWER),
        ("community. [X y] Fate", STOP),
        ("community [X y]. Fate", STOP),
        ("community.[X y]Fate", STOP),
        ("Mr. [X y] Fate", BLANK),
        ("Mr.\n\n[X y]\n\nFate", BLANK),
        ("community.\n\n[X y]\nFate", PARAGRAPH),
        ("community.\n[X y]\n\nFate", PARAGRAPH),
        ("community?”\n\n[X y]\n\n“Fate", PARAGRAPH),
        ("a\n\n* * *\n[X y]\nb", PARAGRAPH),
        ("人类[X y]命运", ADJACENT),
        ("人类\n[X y]\n命运", BLANK),
        ("人类。\n[X y] 命运", STOP),
    ],
)
def test_the_gap_is_that_of_the_text_without_the_bridge(
    raw: str, gap: int, mode: str
) -> None:
    corpus = bridged(raw, mode=mode)
    after = raw.index("[X y]")
    starts = corpus.stream.start.tolist()
    first_after = next(at for at, start in enumerate(starts) if start > after)
    found = int(corpus.stream.gap[first_after])
    if mode == "line" and gap == STOP and "\n" in raw:
        gap = PARAGRAPH  # each line is a paragraph
    assert found == gap


def test_a_stop_at_the_end_of_a_wrapped_page_ends_the_sentence_only() -> None:
    assert bridged("It ends.\n[X y]\nNext").stream.gap.tolist()[2:] == [STOP]


def test_a_hyphen_that_nothing_divides_stays_one() -> None:
    raw = "the win-[X y]win deal"
    assert bridged(raw).stream.gap.tolist()[2] in (HYPHEN, SPACED_HYPHEN)


@pytest.mark.parametrize(
    ("raw", "mask"),
    [
        ("the [X y] (Z) future", "(Z)"),
        ("the (Z) [X y] future", "(Z)"),
        ("the *[X y] future", "*"),
        ("the [X y]; future", ";"),
        ("the [X y] future", "X"),
    ],
)
def test_a_mask_beside_a_bridge_is_a_break(raw: str, mask: str) -> None:
    corpus = bridged(raw).mask(rows_of(raw, mask=mask))
    assert words_of(corpus) == ["the", "future"]
    assert corpus.stream.gap.tolist() == [PARAGRAPH, MASK]


def test_two_bridges_with_blanks_between_are_read_over_as_one() -> None:
    raw = "the\n\n12\n\n\x0cHEAD\n\nfuture"
    corpus = Corpus.from_texts({"a": raw}, paragraphs="line")
    rows = pd.concat([rows_of(raw, bridge="12"), rows_of(raw, bridge="HEAD")])
    assert corpus.mask(rows).stream.gap.tolist() == [PARAGRAPH, BLANK]


def test_a_bridge_over_a_part_of_a_word_takes_the_word() -> None:
    raw = "a shared future"
    corpus = Corpus.from_texts({"a": raw}).mask(rows_of(raw, bridge="are"))
    assert words_of(corpus) == ["a", "future"]
    assert corpus.stream.gap.tolist() == [PARAGRAPH, BLANK]


def test_a_bridge_at_either_end_of_a_document_leaves_what_is_between() -> None:
    raw = "[X] the future (Z)"
    corpus = Corpus.from_texts({"a": raw, "b": "One"})
    rows = pd.concat([rows_of(raw, bridge="[X]"), rows_of(raw, bridge="(Z)")])
    stream = corpus.mask(rows).stream
    assert stream.gap.tolist() == [PARAGRAPH, BLANK, PARAGRAPH]
    assert stream.bounds.tolist() == [0, 2, 3]


RAW = "We build a\n\n12\n\nWHITE PAPER\n\nshared future of peace. It is good. A shared future.\n"


def test_a_phrase_over_a_bridge_has_the_whole_stretch_as_its_surface() -> None:
    corpus = bridged(RAW, "12\n\nWHITE PAPER")
    table = mentions(corpus, {"f": ["a shared future"]})
    assert table["surface"].tolist() == [
        "a\n\n12\n\nWHITE PAPER\n\nshared future",
        "A shared future",
    ]
    for row in table.itertuples():
        assert RAW[row.start : row.end] == row.surface
    lines = kwic(corpus, "a shared future", width=2)
    assert lines["surface"].tolist() == table["surface"].tolist()
    assert lines["left"].tolist()[0] == "We build "
    grams = ngrams(corpus, n=3, min_count=2)
    assert grams["term"].tolist() == ["a shared future"]
    over = kwic(corpus, "future of", width=3)
    assert over["left"].tolist() == ["build a 12 WHITE PAPER shared "]


def test_the_context_of_a_hit_goes_on_over_a_bridge_and_stops_before_one() -> None:
    raw = "One two[X y]three four"
    lines = kwic(bridged(raw), "one", width=1)
    assert lines["right"].tolist() == [" two"]
    lines = kwic(bridged(raw), "one", width=2)
    assert lines["right"].tolist() == [" two[X y]three"]


def test_a_paragraph_and_a_sentence_that_go_on_over_a_bridge_are_one_segment() -> None:
    corpus = bridged(RAW, "12\n\nWHITE PAPER")
    paragraphs = corpus.segment("paragraph")
    assert paragraphs.texts == (RAW.strip(),)
    assert words_of(paragraphs) == words_of(corpus)
    sentences = corpus.segment("sentence")
    assert len(sentences) == 3
    assert sentences.texts[0] == RAW[: RAW.index(" It is")]
    assert words_of(sentences) == words_of(corpus)
    windows = corpus.segment("window", size=4)
    assert windows.texts[0] == "We build a\n\n12\n\nWHITE PAPER\n\nshared"
    assert words_of(windows) == words_of(corpus)
    found = mentions(sentences, {"f": ["a shared future"]})
    assert len(found) == 2
    # A mask is none of this: it divides.
    masked = Corpus.from_texts({"a": RAW}, paragraphs="blank")
    masked = masked.mask(rows_of(RAW, mask="12\n\nWHITE PAPER"))
    assert len(masked.segment("paragraph")) == 4


def test_a_bridge_works_in_parts_and_joined_corpora() -> None:
    corpus = Corpus.from_texts({"b": "Else [X y].", "a": RAW}, paragraphs="blank")
    corpus = corpus.mask(rows_of(RAW, bridge="12\n\nWHITE PAPER"))
    part = corpus.where(doc="a")
    assert len(mentions(part, {"f": ["a shared future"]})) == 2
    both = join(Corpus.from_texts({"z": "A shared future"}), part)
    assert len(mentions(both, {"f": ["a shared future"]})) == 3
    middle = RAW.index("12")
    voice = pd.DataFrame(
        {"doc": ["a", "a"], "start": [0, middle + 10], "end": [middle, len(RAW)]}
    )
    halves = corpus.split(voice.assign(label="v"))
    assert len(mentions(halves, {"f": ["a shared future"]})) == 2


def test_masks_log_and_fingerprint_tell_a_bridge_from_a_mask() -> None:
    corpus = Corpus.from_texts({"a": RAW})
    bridge = corpus.mask(rows_of(RAW, bridge="12"))
    mask = corpus.mask(rows_of(RAW, mask="12"))
    assert bridge.masks["action"].tolist() == ["bridge"]
    assert mask.masks["action"].tolist() == ["mask"]
    assert bridge.log["action"].tolist() == ["bridge"]
    prints = {corpus.fingerprint, bridge.fingerprint, mask.fingerprint}
    assert len(prints) == 3
    # The table of masks says all that is needed to lay them again.
    assert corpus.mask(bridge.masks).fingerprint == bridge.fingerprint
    assert bridge["a"].masks["action"].tolist() == ["bridge"]
    assert ">12</span>" in bridge["a"]._repr_html_()


def test_unmask_lifts_all_or_the_rows_given() -> None:
    rows = pd.concat([rows_of(RAW, bridge="12"), rows_of(RAW, mask="WHITE")])
    corpus = Corpus.from_texts({"a": RAW})
    masked = corpus.mask(rows)
    assert masked.unmask().fingerprint == corpus.fingerprint
    without_bridge = masked.unmask(rows_of(RAW, bridge="12"))
    assert without_bridge.masks["action"].tolist() == ["mask"]
    assert without_bridge.log["action"].tolist() == ["bridge", "mask", "unmask"]
    without_mask = masked.unmask(rows_of(RAW, mask="WHITE"))
    assert without_mask.masks["action"].tolist() == ["bridge"]


# --------------------------------------------------------------------------------------
# Any text

CHARACTERS = st.sampled_from([*"aB,. -’\n\x0c人。é", "e\u0301", "\u00ad", "12", " ab "])
TEXTS = st.lists(CHARACTERS, max_size=30).map("".join)


@st.composite
def texts_with_credits(draw: st.DrawFn) -> tuple[str, str]:
    """A text with credits in brackets, and the text without them.

    A credit stands between two words, with one blank before it: without the two, the
    text around them is as it was.
    """
    words = st.sampled_from(
        ["a", "Belt", "road,", "and", "end.", "Mr.", "win-win", "人"]
    )
    credit = st.sampled_from([" [X]", " (y z)", ""])
    raw = plain = draw(words)
    for _ in range(draw(st.integers(0, 12))):
        word = draw(words)
        raw += f"{draw(credit)} {word}"
        plain += f" {word}"
    return raw, plain


@given(texts_with_credits())
def test_a_text_with_bridges_is_counted_as_the_text_without_them(
    texts: tuple[str, str],
) -> None:
    raw, plain = texts
    spans = []
    for opening, closing in (("[", "]"), ("(", ")")):
        start = raw.find(opening)
        while start >= 0:
            end = raw.index(closing, start) + 1
            spans.append(("a", start, end, "bridge"))
            start = raw.find(opening, end)
    rows = pd.DataFrame(spans, columns=["doc", "start", "end", "action"])
    rows = rows.astype({"start": "int64", "end": "int64"})
    corpus = Corpus.from_texts({"a": raw}, paragraphs="line").mask(rows)
    reference = Corpus.from_texts({"a": plain}, paragraphs="line")
    assert words_of(corpus) == words_of(reference)
    assert corpus.stream.gap.tolist() == reference.stream.gap.tolist()
    found = ngrams(corpus, n=(1, 3)).drop(columns="note")
    expected = ngrams(reference, n=(1, 3)).drop(columns="note")
    pd.testing.assert_frame_equal(
        pd.DataFrame(found).sort_values("term", ignore_index=True),
        pd.DataFrame(expected).sort_values("term", ignore_index=True),
    )


@st.composite
def spans_of_any_text(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]]]:
    raw = draw(st.one_of(TEXTS, st.text(max_size=25)))
    if any("\ud800" <= char <= "\udfff" for char in raw):
        raw = ""
    places = st.integers(0, len(raw))
    found = []
    for _ in range(draw(st.integers(0, 4)) if raw else 0):
        start, end = sorted((draw(places), draw(places)))
        if start < end:
            found.append((start, end, draw(st.sampled_from(["mask", "bridge"]))))
    return raw, found


def dividers(raw: str) -> list[tuple[int, int, str]]:
    """Every hyphen and line end that a join can cover."""
    found = []
    for start, char in enumerate(raw):
        if char != "-" or not start or raw[start - 1].isspace():
            continue
        end = start + 1
        while end < len(raw) and raw[end].isspace():
            end += 1
        if any(mark in raw[start:end] for mark in "\n\x0c"):
            found.append((start, end, "join"))
    return found


@given(spans_of_any_text(), st.sampled_from(["line", "blank", "auto"]), st.booleans())
def test_spans_hold_their_surface_whatever_is_masked_bridged_and_joined(
    texts: tuple[str, list[tuple[int, int, str]]], mode: str, with_joins: bool
) -> None:
    raw, spans = texts
    if with_joins:
        spans = spans + dividers(raw)
    corpus = Corpus.from_texts(
        {"a": raw, "b": "A b"},
        paragraphs=mode,  # type: ignore[arg-type]
    )
    rows = [("a", *span) for span in spans]
    table = pd.DataFrame(rows, columns=["doc", "start", "end", "action"])
    masked = corpus.mask(table.astype({"start": "int64", "end": "int64"}))
    stream = masked.stream
    assert list(stream.vocabulary) == sorted(stream.vocabulary)
    first, end = stream.bounds.tolist()[:2]
    starts, ends = stream.start[first:end], stream.end[first:end]
    assert (starts < ends).all()
    assert (ends[:-1] <= starts[1:]).all()
    # No word that is left out is counted.
    left_out = set()
    for start, end, action in spans:
        if action != "join":
            left_out.update(range(start, end))
    raw_end = corpus.stream.bounds.tolist()[1]
    raw_starts = corpus.stream.start[:raw_end].tolist()
    raw_ends = corpus.stream.end[:raw_end].tolist()
    for start, end in zip(raw_starts, raw_ends, strict=True):
        if left_out & set(range(start, end)):
            assert start not in starts.tolist()
    for word in ("a", "b", "人"):
        lines = kwic(masked, word, width=2)
        for line in lines.itertuples():
            assert masked.raw[line.doc][line.start : line.end] == line.surface
    found = mentions(masked, {"f": ["a* <2> *", "b*", "人"]})
    for hit in found.itertuples():
        assert masked.raw[hit.doc][hit.start : hit.end] == hit.surface
    sentences = masked.segment("sentence")
    assert len(sentences.stream) == len(stream)
    assert masked.unmask().fingerprint == corpus.fingerprint
