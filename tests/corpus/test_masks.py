"""Masks, segments and parts of a corpus: which words are left and what stands between them, in every arrangement.

The gap before a word is that of the raw text, but for the first word of a document and where something was left out.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
import pytest

from discourse.corpus import Corpus, join
from discourse.text import MASK, PARAGRAPH


@dataclass(frozen=True)
class Word:
    """A word of a raw text, or of a document, and the class of the gap before it."""

    start: int
    end: int
    gap: int


def words_of(corpus: Corpus) -> dict[str, list[Word]]:
    """The words of each document, as the stream has them."""
    stream = corpus.stream
    cells = zip(
        stream.start.tolist(), stream.end.tolist(), stream.gap.tolist(), strict=True
    )
    every = [Word(*row) for row in cells]
    bounds = itertools.pairwise(stream.bounds.tolist())
    pairs = zip(corpus.names, bounds, strict=True)
    return {doc: every[low:high] for doc, (low, high) in pairs}


def left(words: Iterable[Word], masks: Iterable[tuple[int, int]]) -> list[Word]:
    """The words of a document that no mask touches, each with what stands before it then."""
    hidden = {place for start, end in masks for place in range(start, end)}
    found: list[Word] = []
    skipped = False
    for word in words:
        if hidden & set(range(word.start, word.end)):
            skipped = True
            continue
        between = range(found[-1].end, word.start) if found else ()
        gap = word.gap
        if not found:
            gap = PARAGRAPH
        elif skipped or hidden & set(between):
            gap = MASK
        found.append(Word(word.start, word.end, gap))
        skipped = False
    return found


def runs(bits: Sequence[int]) -> list[tuple[int, int]]:
    """The stretches of places that are set."""
    found = []
    for is_set, group in itertools.groupby(enumerate(bits), lambda pair: pair[1]):
        places = [place for place, _ in group]
        if is_set:
            found.append((places[0], places[-1] + 1))
    return found


def table_of(masks: dict[str, list[tuple[int, int]]]) -> pd.DataFrame:
    rows = [(doc, *span) for doc, spans in masks.items() for span in spans]
    return pd.DataFrame(rows, columns=["doc", "start", "end"])


RAWS = ["a, b. C-d", "一二。 Ab", "a * b\nc", "“a” – b", "ab cd\n\n!"]


def every_mask(raw: str) -> tuple[Corpus, dict[str, list[tuple[int, int]]]]:
    """A document for every set of characters of a text, and the spans that mask just these."""
    sets = itertools.product((0, 1), repeat=len(raw))
    masks = {f"d{number:04}": runs(bits) for number, bits in enumerate(sets)}
    return Corpus.from_texts(dict.fromkeys(masks, raw), paragraphs="line"), masks


@pytest.mark.parametrize("raw", RAWS)
def test_what_every_arrangement_of_masks_leaves(raw: str) -> None:
    corpus, masks = every_mask(raw)
    plain = words_of(corpus)
    expected = {doc: left(plain[doc], masks[doc]) for doc in corpus.names}
    masked = corpus.mask(table_of(masks))
    assert words_of(masked) == expected
    # The same from a part of the corpus, documents without a mask among them, and from one joined to another.
    for keep in (["d0000"], list(masks)[::3], list(masks)[-5:]):
        part = words_of(masked.where(doc=keep))
        assert part == {doc: expected[doc] for doc in keep}
        later = corpus.where(doc=keep).mask(table_of({doc: masks[doc] for doc in keep}))
        assert words_of(later) == part
    other = Corpus.from_texts({"x": raw})
    assert words_of(join(other, masked)) == words_of(other) | expected
    assert words_of(masked.unmask()) == plain


def test_masks_laid_one_after_the_other_are_masks_laid_together() -> None:
    raw = "One, two. Three"
    spans = [(0, 1), (3, 4), (3, 5), (5, 8), (8, 9), (9, 10), (10, 15), (2, 11)]
    names = [f"{a}-{b}" for a in range(len(spans)) for b in range(len(spans))]
    corpus = Corpus.from_texts(dict.fromkeys(names, raw))
    pairs = dict(zip(names, itertools.product(spans, repeat=2), strict=True))
    one, two = ({doc: [pair[at]] for doc, pair in pairs.items()} for at in (0, 1))
    masked = corpus.mask(table_of(one)).mask(table_of(two))
    plain = words_of(corpus)
    assert words_of(masked) == {doc: left(plain[doc], pairs[doc]) for doc in names}
    back = masked.unmask(table_of(two))
    kept = {
        doc: left(plain[doc], [] if spans[0] == spans[1] else outside(*spans))
        for doc, spans in pairs.items()
    }
    assert words_of(back) == kept


def outside(mask: tuple[int, int], gone: tuple[int, int]) -> list[tuple[int, int]]:
    """What is left of a mask when another was taken away."""
    places = [
        place in range(*mask) and place not in range(*gone) for place in range(20)
    ]
    return runs(places)


# ---------------------------------------------------------------------------------------------------------------------
# Segments


LONG = "Mr. A is. B, c\nD * e. (f) g “h.” I\n\nj k; l"


def begins_paragraph(word: Word) -> bool:
    return word.gap == PARAGRAPH


def begins_sentence(word: Word) -> bool:
    return word.gap >= 7


def divided(words: list[Word], begins: Callable[[Word], bool]) -> list[list[Word]]:
    """The words of each paragraph or sentence of a text."""
    found: list[list[Word]] = []
    for word in words:
        if not found or begins(word):
            found.append([])
        found[-1].append(word)
    return found


@pytest.mark.parametrize(
    ("unit", "begins"),
    [("paragraph", begins_paragraph), ("sentence", begins_sentence)],
)
def test_segments_hold_the_words_of_the_raw_text_that_are_not_masked(
    unit: str, begins: Callable[[Word], bool]
) -> None:
    starts = range(0, len(LONG), 2)
    masks = {
        f"{at}+{size}": [(at, min(at + size, len(LONG)))]
        for at in starts
        for size in (1, 4, 9)
    }
    corpus = Corpus.from_texts(dict.fromkeys(masks, LONG), paragraphs="line")
    parts = divided(words_of(corpus)["0+1"], begins)
    expected = {
        f"{doc}#{number}": left(part, masks[doc])
        for doc in masks
        for number, part in enumerate(parts, 1)
    }
    masked = corpus.mask(table_of(masks))
    segments = masked.segment(unit)  # type: ignore[arg-type]
    assert words_of(segments) == expected
    assert words_of(corpus.segment(unit).mask(segments.masks)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
def test_windows_hold_so_many_words_that_are_not_masked(size: int) -> None:
    starts = range(0, len(LONG), 3)
    masks = {f"{at}": [(at, min(at + 5, len(LONG)))] for at in starts}
    corpus = Corpus.from_texts(dict.fromkeys(masks, LONG) | {"empty": ""})
    masked = corpus.mask(table_of(masks))
    whole = words_of(masked)
    expected = {}
    for doc, words in whole.items():
        for number, at in enumerate(range(0, len(words), size), 1):
            first = Word(words[at].start, words[at].end, PARAGRAPH)
            expected[f"{doc}#{number}"] = [first, *words[at + 1 : at + size]]
    windows = masked.segment("window", size=size)
    assert words_of(windows) == expected
    positions = [int(name.split("#")[1]) for name in expected]
    assert windows.documents["position"].tolist() == positions


def test_the_texts_of_segments_have_their_marks() -> None:
    corpus = Corpus.from_texts({"x": LONG, "y": "", "z": "— k"}, paragraphs="line")
    assert corpus.segment("paragraph").texts == (
        "Mr. A is. B, c",
        "D * e. (f) g “h.” I",
        "j k; l",
        "k",
    )
    assert corpus.segment("sentence").texts == (
        "Mr. A is.",
        "B, c",
        "D * e. (f) g “h.”",
        "I",
        "j k; l",
        "k",
    )
    assert corpus.segment("window", size=4).texts == (
        "Mr. A is. B",
        "c\nD * e. (f",
        "g “h.” I\n\nj",
        "k; l",
        "k",
    )


def test_every_way_to_divide_a_text_by_a_layer() -> None:
    raw = "a, b. C d"
    places = [(0, 1), (1, 2), (3, 4), (5, 7), (8, 9)]
    ways = list(itertools.product(["", "x", "y"], repeat=len(places)))
    names = ["".join(label or "_" for label in way) for way in ways]
    corpus = Corpus.from_texts(dict.fromkeys(names, raw))
    words = words_of(corpus)[names[0]]
    rows, expected = [], {}
    for doc, way in zip(names, ways, strict=True):
        labels = [""] * len(raw)
        for (start, end), label in zip(places, way, strict=True):
            if label:
                rows.append((doc, start, end, label))
                labels[start:end] = [label] * (end - start)
        for label in dict.fromkeys(labels):
            own = [labels[word.start] == label for word in words]
            expected[f"{doc}#{label}"] = part_of(words, own)
    parted = corpus.split(pd.DataFrame(rows, columns=["doc", "start", "end", "label"]))
    assert words_of(parted) == expected
    assert parted.documents["label"].tolist() == [doc.split("#")[1] for doc in expected]
    part = {doc: some for doc, some in expected.items() if doc.endswith("x")}
    assert words_of(parted.where(label="x")) == part


def part_of(words: list[Word], own: list[bool]) -> list[Word]:
    """The words of one part of a text: a break where words of another part were between."""
    found: list[Word] = []
    before = False
    for word, is_own in zip(words, own, strict=True):
        if is_own:
            gap = (word.gap if before else MASK) if found else PARAGRAPH
            found.append(Word(word.start, word.end, gap))
        before = is_own
    return found


def test_a_document_that_is_a_part_of_its_only_text_holds_just_that() -> None:
    corpus = Corpus.from_texts({"x": "a b"})
    layer = pd.DataFrame({"doc": ["x"], "start": [0], "end": [1], "label": ["s"]})
    parted = corpus.split(layer)
    for label, start in (("s", 0), ("", 2)):
        part = parted.where(label=label)
        assert words_of(part) == {f"x#{label}": [Word(start, start + 1, PARAGRAPH)]}
    swapped = Corpus.from_texts({"x": "a", "y": "b"}).where(doc=["y"])
    assert swapped.stream.ids.tolist() == [1]


def test_texts_and_extents_of_documents_in_several_pieces() -> None:
    raw = "one two three four five six"
    corpus = Corpus.from_texts({"w": "zero", "x": raw})
    rows = [("x", 0, 3, "s"), ("x", 8, 13, "s"), ("x", 24, 27, "s"), ("x", 4, 7, "t")]
    table = pd.DataFrame(rows, columns=["doc", "start", "end", "label"])
    parted = corpus.split(table)
    assert parted.names == ("w#", "x#s", "x#", "x#t")
    assert parted.texts == ("zero", "one\nthree\nsix", " \n \n four five ", "two")
    extents = [array.tolist() for array in parted.extents]
    assert extents == [[0, 0, 3, 4], [4, 27, 24, 7]]
    windows = parted.where(label="s").segment("window", size=2)
    assert windows.names == ("x#s#1", "x#s#2")
    assert windows.texts == ("one\nthree", "six")
    assert windows.stream.gap.tolist() == [PARAGRAPH, MASK, PARAGRAPH]
