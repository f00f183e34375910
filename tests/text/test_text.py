"""Tokens, their offsets and the gaps between them, against a slow and obvious tokeniser and by hand."""

from __future__ import annotations

import itertools
import json
import lzma
import re
import sys
import unicodedata
from pathlib import Path
from statistics import median
from unittest import mock

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spelt_words import spelt

from discourse import text
from discourse.text import (
    ADJACENT,
    BLANK,
    COMMA,
    HYPHEN,
    PARAGRAPH,
    QUOTE,
    SPACED_HYPHEN,
    STOP,
    STOP_LOWER,
    TokenStream,
    tokenise,
)

# ---------------------------------------------------------------------------------------------------------------------
# A slow and obvious tokeniser: one character at a time, written from the table at the head of discourse.text

QUOTES = set('"“”„‟«»‹›‘‚‛「」『』〝〞＂`´')
TITLES = {
    "mr",
    "mrs",
    "ms",
    "mx",
    "dr",
    "prof",
    "st",
    "messrs",
    "gen",
    "col",
    "maj",
    "capt",
    "lt",
    "sgt",
    "sen",
    "rep",
    "gov",
    "hon",
    "rev",
    "mt",
    "ft",
    "vs",
    "cf",
    "al",
}
NUMBERED = {
    "no",
    "nos",
    "art",
    "arts",
    "vol",
    "vols",
    "p",
    "pp",
    "fig",
    "figs",
    "ch",
    "chap",
    "para",
    "paras",
    "sec",
    "app",
    "par",
}


def what(char: str) -> str:
    """What kind of character this is, in words."""
    for chars, name in (
        ("\n\r\x0b\x0c\x85\u2028\u2029", "line end"),
        ("'’＇", "apostrophe"),
        ("-\u2010\u2011", "hyphen"),
        ("\u2012\u2013\u2014\u2015\u2212", "dash"),
        (".", "dot"),
        ("!?…。！？．｡‽؟।॥", "stop"),
        ("々〇", "single"),
    ):
        if char in chars:
            return name
    if char in QUOTES:
        return "quote"
    code, category = ord(char), unicodedata.category(char)
    if category[0] == "L" and (0x3041 <= code <= 0x30FF or 0x31F0 <= code <= 0x31FF):
        return "single"
    if category[0] == "L" and (
        0x3400 <= code <= 0x4DBF or 0x4E00 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF
    ):
        return "single"
    if 0x20000 <= code < 0x3FFFE:
        return "single"
    if category == "Cf" and char != "\u200b":
        return "nothing"
    if category == "Ll":
        return "small letter"
    return {"L": "letter", "M": "mark", "N": "digit", "Z": "blank", "C": "blank"}.get(
        category[0], "other"
    )


RUNNING = {"letter", "small letter", "digit"}


def kinds(raw: str) -> list[str]:
    """Kind of each character, a mark taking that of what it stands on."""
    found: list[str] = []
    base = "other"
    for place, char in enumerate(raw):
        kind = what(char)
        if char == "\n" and place and raw[place - 1] == "\r":
            kind = "blank"
        if kind == "mark":
            kind = f"{base} mark" if base in RUNNING | {"single"} else "other"
        elif kind != "nothing":
            base = kind
        found.append(kind)
    return found


def tokens_of(raw: str) -> list[tuple[int, int]]:
    kind = kinds(raw)
    seen = [place for place in range(len(raw)) if kind[place] != "nothing"]
    spans: list[list[int]] = []
    after = ""  # kind of the token that may go on: "running", "single" or ""
    for number, place in enumerate(seen):
        now = kind[place]
        then = kind[seen[number + 1]] if number + 1 < len(seen) else "blank"
        if (now in RUNNING and after == "running") or now.endswith(" mark"):
            spans[-1][1] = place + 1
        elif now in RUNNING or now == "single":
            spans.append([place, place + 1])
            after = "single" if now == "single" else "running"
        elif now in ("apostrophe", "hyphen") and after == "running" and then in RUNNING:
            spans[-1][1] = place + 1
        else:
            after = ""
    return [(start, end) for start, end in spans]


def gaps_of(raw: str, mode: str) -> tuple[list[int], bool]:
    """Class of the gap before each token, and whether the lines are wrapped."""
    kind, spans = kinds(raw), tokens_of(raw)
    between = [(0, spans[0][0])] if spans else []
    between += [(a[1], b[0]) for a, b in itertools.pairwise(spans)]
    ends = [place for place, name in enumerate(kind) if name == "line end"]
    single: list[tuple[int, int, int]] = []  # gap, line length, indent
    for number, (low, high) in enumerate(between):
        inside = [place for place in ends if low <= place < high]
        if number and len(inside) == 1:
            begin = max((place for place in ends if place < inside[0]), default=-1) + 1
            single.append((number, inside[0] - begin, high - inside[0] - 1))
    wrapped = mode == "blank" or (
        mode == "auto" and looks_wrapped(kind, spans, between, single)
    )
    classes = [
        class_of(raw, kind, spans, number, low, high)
        for number, (low, high) in enumerate(between)
    ]
    for number, (low, high) in enumerate(between):
        lines = sum(low <= place < high for place in ends)
        if number == 0 or lines >= 2 or (lines == 1 and not wrapped):
            classes[number] = PARAGRAPH
    if wrapped and single:
        usual_length, usual_indent = (
            median(row[1] for row in single),
            median(row[2] for row in single),
        )
        for number, length, indent in single:
            low, high = between[number]
            closed = any(name in ("dot", "stop") for name in kind[low:high])
            if kind[high] != "small letter" and (
                (closed and length < 0.7 * usual_length) or indent > usual_indent + 1
            ):
                classes[number] = PARAGRAPH
    return classes, wrapped


def looks_wrapped(
    kind: list[str],
    spans: list[tuple[int, int]],
    between: list[tuple[int, int]],
    single: list[tuple[int, int, int]],
) -> bool:
    middle = []
    for number, length, _ in single:
        low, high = between[number]
        han = kind[high] == "single" and kind[low - 1].startswith("single")
        if not any(name in ("dot", "stop") for name in kind[low:high]) and (
            kind[high] == "small letter" or han
        ):
            middle.append((length, kind[high] == "single"))
    if not single or len(middle) / len(single) < 0.3:
        return False
    typical, long = np.quantile([length for length, _ in middle], [0.5, 0.9])
    han = sum(is_han for _, is_han in middle) > len(middle) / 2
    return bool(typical >= (12 if han else 35) and long <= 1.6 * typical)


def comma_follows(raw: str, kind: list[str], low: int, high: int) -> bool:
    """A stop ends no sentence when a comma follows it, quotation marks and closing brackets aside."""
    stop = next(place for place in range(low, high) if kind[place] in ("dot", "stop"))
    for place in range(stop + 1, high):
        if (
            kind[place] not in ("quote", "apostrophe", "nothing")
            and unicodedata.category(raw[place]) != "Pe"
        ):
            return raw[place] in ",，、﹐､،"
    return False


def class_of(
    raw: str,
    kind: list[str],
    spans: list[tuple[int, int]],
    number: int,
    low: int,
    high: int,
) -> int:
    held = [name for name in kind[low:high] if name != "nothing"]
    hyphens = sum(name in ("hyphen", "dash") for name in held)
    blank = "blank" in held or "line end" in held
    found = BLANK if blank else ADJACENT
    if "quote" in held or "apostrophe" in held:
        found = QUOTE
    if hyphens:
        found = SPACED_HYPHEN if blank else HYPHEN
    if hyphens > 1 or "other" in held:
        found = COMMA
    stops = [name for name in held if name in ("dot", "stop")]
    if not stops or not number:
        return found
    if len(stops) == 1 and comma_follows(raw, kind, low, high):
        return COMMA
    word = text.word_identity(raw[slice(*spans[number - 1])])
    before, after = kind[spans[number - 1][0]], kind[high]
    if stops == ["dot"]:
        figure = kind[spans[number - 1][1] - 1].startswith("digit") and after == "digit"
        if held == ["dot"] and (len(word) == 1 or figure):
            return COMMA
        initial = len(word) == 1 and before == "letter" and word != "i"
        if held != ["dot"] and (
            initial or word in TITLES or (word in NUMBERED and after == "digit")
        ):
            return found
    return STOP_LOWER if len(stops) == 1 and after == "small letter" else STOP


# ---------------------------------------------------------------------------------------------------------------------
# Texts

PIECES = [
    "a", "I", "the", "The", "U", "S", "mr", "Mr", "no", "al", "3", "30", "2030", "é", "e\u0301", "E\u0301", "Ä", "ß",
    "İ", "I\u0307", "ﬁ", "中", "国", "が", "か\u3099", "𠀀", "नि", "र\u200d्य", "한글", "💐", "❤\ufe0f", "🏳\ufe0f\u200d🌈", "≠", "=\u0338",
    "\u0301", " ", "  ", "\u00a0", "\u3000", "\t", "\n", "\n\n", "\r\n", "\r", "\u2028", "\x0c", "\x00", "\ufeff",
    ".", "..", "…", "!", "。", ",", "，", "、", ".,", ".”,", ";", "(", ")", "&", "_", "'", "’", "“", "”", "\"", "「", "-", "--", "‑", "–", "—", "−",
    "\u00ad", "\u200d", "\u200b", "\u202e", "\u2060", "community of human destiny and of all that lives ",
    "命运共同体命运共同体命运共",
]  # fmt: skip
pieced = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
wild = st.one_of(pieced, st.text(max_size=60))
lined = st.lists(pieced, max_size=8).map("\n".join)
modes = st.sampled_from(["auto", "line", "blank"])


def one(raw: str, mode: str = "auto") -> TokenStream:
    return tokenise([raw], [mode])[0]  # type: ignore[list-item]


def words(raw: str, mode: str = "auto") -> list[str]:
    stream = one(raw, mode)
    return [stream.vocabulary[number] for number in stream.ids]


def gaps(raw: str, mode: str = "auto") -> list[int]:
    """Gap classes but the first."""
    return one(raw, mode).gap.tolist()[1:]


def rows(stream: TokenStream, document: int) -> list[tuple[str, int, int, int]]:
    low, high = stream.bounds[document : document + 2]
    cells = (
        stream.ids[low:high],
        stream.start[low:high],
        stream.end[low:high],
        stream.gap[low:high],
    )
    return [
        (stream.vocabulary[number], *rest)
        for number, *rest in zip(*map(np.ndarray.tolist, cells), strict=True)
    ]


# ---------------------------------------------------------------------------------------------------------------------
# Offsets


@settings(max_examples=200)
@given(wild, modes)
@example("", "auto")
@example("\ud7ff\uffff\U0010ffff", "auto")
def test_every_token_is_where_it_says(raw: str, mode: str) -> None:
    stream = one(raw, mode)
    at, rebuilt = 0, ""
    for number, start, end in zip(
        stream.ids.tolist(), stream.start.tolist(), stream.end.tolist(), strict=True
    ):
        assert 0 <= at <= start < end <= len(raw)
        assert text.word_identity(raw[start:end]) == stream.vocabulary[number]
        rebuilt += raw[at:start] + raw[start:end]
        at = end
    assert rebuilt + raw[at:] == raw
    assert not {what(char) for char in re.sub(r"\s", "", raw[at:])} & {
        "letter",
        "small letter",
        "digit",
        "single",
    }
    assert stream.vocabulary == tuple(sorted(set(stream.vocabulary)))
    assert stream.bounds.tolist() == [0, len(stream)]
    if len(stream):
        assert stream.gap[0] == PARAGRAPH
        assert stream.gap.max() <= PARAGRAPH


@settings(max_examples=300)
@given(wild, modes)
def test_words_and_gaps_are_those_of_the_obvious_tokeniser(raw: str, mode: str) -> None:
    stream, decided = tokenise([raw], [mode])  # type: ignore[list-item]
    assert list(
        zip(stream.start.tolist(), stream.end.tolist(), strict=True)
    ) == tokens_of(raw)
    classes, wrapped = gaps_of(raw, mode)
    assert decided == ("blank" if wrapped else "line",)
    assert stream.gap.tolist() == classes


LINES = st.lists(
    st.tuples(
        st.sampled_from(["", " ", "    ", "The ", "the ", "- ", "人类", "Mr. "]),
        st.integers(0, 9),
        st.sampled_from(["shared future and ", "peace ", "命运共同体", "U.S. "]),
        st.sampled_from(["", ".", ",", ". ", "!", "。", "-"]),
        st.sampled_from(["\n", "\n", "\n", "\r\n", "\n\n", " \n", "\r"]),
    ).map(lambda line: line[0] + line[1] * line[2] + line[3] + line[4]),
    max_size=12,
).map("".join)


@settings(max_examples=200)
@given(LINES, modes)
def test_paragraphs_of_wrapped_and_unwrapped_lines_are_those_of_the_obvious_tokeniser(
    raw: str, mode: str
) -> None:
    stream, decided = tokenise([raw], [mode])  # type: ignore[list-item]
    classes, wrapped = gaps_of(raw, mode)
    assert decided == ("blank" if wrapped else "line",)
    assert stream.gap.tolist() == classes


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.one_of(wild, lined, LINES), modes), max_size=5),
    st.sampled_from([1, 2, 7, 40, 1 << 20]),
)
def test_texts_together_are_each_text_alone(
    texts: list[tuple[str, str]], chunk: int
) -> None:
    with mock.patch.object(sys.modules["discourse.text.tokenizer"], "CHUNK", chunk):
        stream, decided = tokenise(
            [raw for raw, _ in texts], [mode for _, mode in texts]
        )  # type: ignore[misc]
    assert len(stream.bounds) == len(texts) + 1
    for number, (raw, mode) in enumerate(texts):
        alone, mode_alone = tokenise([raw], [mode])  # type: ignore[list-item]
        assert rows(stream, number) == rows(alone, 0)
        assert decided[number] == mode_alone[0]
    assert stream.vocabulary == tuple(
        sorted({word for raw, mode in texts for word in words(raw, mode)})
    )


@settings(max_examples=200)
@given(wild)
def test_composed_and_decomposed_text_give_the_same_words_and_gaps(raw: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, raw) for form in ("NFC", "NFD"))
    assert words(composed) == words(decomposed)
    assert gaps(composed, "line") == gaps(decomposed, "line")


def test_every_character_that_decomposes_gives_the_same_words() -> None:
    chars = [
        chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000
    ]
    chars = [
        char
        for char in chars
        if unicodedata.normalize("NFC", char) != unicodedata.normalize("NFD", char)
    ]
    assert len(chars) > 12_000
    for frame in ("a{}b", " {} ", "{}2", "{}'s", "中{}中"):
        texts = [
            [unicodedata.normalize(form, frame.format(char)) for char in chars]
            for form in ("NFC", "NFD")
        ]
        one_, two = (tokenise(some, ["line"] * len(some))[0] for some in texts)
        assert one_.vocabulary == two.vocabulary
        for name in ("ids", "gap", "bounds"):
            assert np.array_equal(getattr(one_, name), getattr(two, name)), (
                frame,
                name,
            )


def test_every_character_is_of_the_kind_of_the_obvious_tokeniser() -> None:
    named = {
        "line end": "blank",
        "dash": "hyphen",
        "letter": "word",
        "small letter": "word",
        "digit": "word",
        "mark": "word",
        "dot": "other",
        "stop": "other",
    }
    edges = [0x20000, 0x2FFFF, 0x30000, 0x3FFFD, 0x3FFFE, 0x3FFFF, 0xE0001, 0xE01EF]
    for code in [*range(0xD800), *range(0xE000, 0x20000), *edges, 0xF0000, 0x10FFFF]:
        kind = what(chr(code))
        assert text.character_class(chr(code)) == named.get(kind, kind), hex(code)


def test_every_character_folds_to_its_small_letter_or_its_plain_form() -> None:
    plain = dict.fromkeys("’＇‘‛ʼ", "'") | dict.fromkeys("“”„‟«»＂", '"')
    plain |= dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015", "-") | {"İ": "i"}
    for code in [*range(0xD800), *range(0xE000, 0x20000), 0xE0001, 0x10FFFF]:
        char = chr(code)
        small = char.lower() if len(char.lower()) == 1 else char
        blank = what(char) == "blank"
        assert text.fold(char) == (" " if blank else plain.get(char, small)), hex(code)


FRAMES = [
    "x{}y",
    "x{} Y",
    "x {}y",
    "x. {}y",
    "x{}, Y",
    "x.{}, Y",
    "3.{}",
    "No. {}",
    "x\n{}y",
    "中{}文",
]


def test_every_character_stands_between_words_as_the_obvious_tokeniser_says() -> None:
    letters = [char for char in map(chr, range(0x180, 0x2FFF)) if char.isalpha()]
    signs = [char for char in map(chr, range(0x3100)) if not char.isalpha()]
    chars = [
        *map(chr, range(0x180)),
        *letters[::9],
        *signs[::3],
        *"。，、．｡！？｝）：＿",
    ]
    raws = [frame.format(char) for char in dict.fromkeys(chars) for frame in FRAMES]
    stream, _ = tokenise(raws, ["line"] * len(raws))
    for number, raw in enumerate(raws):
        found = rows(stream, number)
        assert [(row[1], row[2]) for row in found] == tokens_of(raw), repr(raw)
        assert [row[3] for row in found] == gaps_of(raw, "line")[0], repr(raw)


def test_a_text_longer_than_a_chunk_is_not_cut() -> None:
    raw = "shared-future " * 200
    with mock.patch.object(sys.modules["discourse.text.tokenizer"], "CHUNK", 5):
        assert tokenise(["x", raw, "y"], ["auto"] * 3)[0].bounds.tolist() == [
            0,
            1,
            201,
            202,
        ]


def test_a_token_of_300_000_letters_is_one() -> None:
    assert one("a" * 300_000 + " b").end.tolist() == [300_000, 300_002]


def test_nothing_at_all() -> None:
    stream, decided = tokenise([], [])
    assert (len(stream), stream.bounds.tolist(), stream.vocabulary, decided) == (
        0,
        [0],
        (),
        (),
    )
    stream, decided = tokenise(["", "—", "a", "\n"], ["auto"] * 4)
    assert (stream.bounds.tolist(), decided) == ([0, 0, 0, 1, 1], ("line",) * 4)
    for texts in ([], ["", "—"], ["a"], ["路"]):
        stream = tokenise(texts, ["auto"] * len(texts))[0]
        arrays = stream.ids, stream.start, stream.end, stream.gap, stream.bounds
        dtypes = [np.int32, np.int32, np.int32, np.uint8, np.int64]
        assert [array.dtype for array in arrays] == dtypes
        assert stream.document.dtype == np.int32


def test_the_arrays_of_a_stream_cannot_be_written_to() -> None:
    stream = one("One belt, one road")
    for name in ("ids", "start", "end", "gap", "bounds", "document", "scripts"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(stream, name)[0] = 0
    with pytest.raises(AttributeError):
        stream.ids = stream.ids  # type: ignore[misc]


def test_a_stream_tells_the_document_the_number_and_the_script_of_words() -> None:
    raws = ["One belt", "", "—", "路 one дорога 2030", "belt"]
    stream = tokenise(raws, ["auto"] * len(raws))[0]
    assert stream.vocabulary == ("2030", "belt", "one", "дорога", "路")
    assert stream.document.tolist() == [0, 0, 3, 3, 3, 3, 4]
    assert stream.ids.tolist() == [2, 1, 4, 2, 3, 0, 1]
    assert stream.lookup == {"2030": 0, "belt": 1, "one": 2, "дорога": 3, "路": 4}
    scripts = ["common", "latin", "latin", "cyrillic", "han"]
    assert stream.scripts.tolist() == scripts
    assert len(stream) == 7


@settings(max_examples=100)
@given(
    st.lists(st.lists(st.booleans(), max_size=9), min_size=1, max_size=3),
    st.integers(0, 5),
)
def test_what_stands_around_words_ends_at_a_mask_and_at_the_document(
    documents: list[list[bool]], width: int
) -> None:
    """`documents` says of each word whether a mask stands before it."""
    masked = [mask for document in documents for mask in document]
    bounds = np.cumsum([0, *map(len, documents)])
    stream = TokenStream(
        np.zeros(len(masked), dtype=np.int32),
        np.arange(len(masked), dtype=np.int32) * 2,
        np.arange(len(masked), dtype=np.int32) * 2 + 1,
        np.where(masked, text.MASK, BLANK).astype(np.uint8),
        bounds.astype(np.int64),
        ("a",),
    )
    edges = {*bounds.tolist(), *(at for at, mask in enumerate(masked) if mask)}
    first, last, low, high = [], [], [], []
    for a in range(len(masked)):
        for b in range(a + 1, len(masked) + 1):
            if not edges & set(range(a + 1, b)):
                before = [at for at in edges if at <= a]
                after = [at for at in edges if at >= b]
                first.append(a)
                last.append(b)
                low.append(max(a - width, *before, 0))
                high.append(min(b + width, *after, len(masked)))
    cells = np.array(first, dtype=np.int64), np.array(last, dtype=np.int64)
    found = stream.widen_ranges(*cells, width)
    assert [array.tolist() for array in found] == [low, high]


def test_what_stands_around_words_over_a_mask() -> None:
    stream = one("a b c d e f")
    gap = stream.gap.copy()
    gap[[2, 4]] = text.MASK
    masked = TokenStream(
        stream.ids, stream.start, stream.end, gap, stream.bounds, ("a",)
    )
    low, high = masked.widen_ranges(np.array([1, 3, 1]), np.array([3, 4, 5]), 9)
    assert (low.tolist(), high.tolist()) == ([0, 2, 0], [3, 4, 5])


# ---------------------------------------------------------------------------------------------------------------------
# Folding, identity, script


@given(st.text())
def test_folding_keeps_every_offset(raw: str) -> None:
    folded = text.fold(raw)
    assert len(folded) == len(raw)
    assert text.fold(folded) == folded
    assert [text.fold(char) for char in raw] == list(folded)
    assert (
        text.word_identity(text.word_identity(raw)) == text.word_identity(raw)
        or "\u0307" in raw
    )


@pytest.mark.parametrize(
    ("word", "same"),
    [
        ("China’s", "china's"),
        ("China＇s", "china's"),
        ("coopération", "coope\u0301ration"),
        ("Coopération", "COOPE\u0301RATION"),
        ("co\u00adoperation", "cooperation"),
        ("win\u2011win", "win-win"),
        ("win\u2010WIN", "win-win"),
        ("oﬃce", "office"),
        ("İstanbul", "istanbul"),
        ("I\u0307stanbul", "istanbul"),
        ("\u212bngström", "ångström"),
        ("می\u200cخواهم", "میخواهم"),
    ],
)
def test_words_that_are_one_word(word: str, same: str) -> None:
    assert text.word_identity(word) == text.word_identity(same)
    assert words(word) == words(same) == [text.word_identity(word)]


@pytest.mark.parametrize(
    ("word", "script"),
    [
        ("road", "latin"), ("état", "latin"), ("ＢＲＩ", "latin"), ("路", "han"), ("々", "han"), ("путь", "cyrillic"),
        ("2030", "common"), ("طريق", "arabic"), ("길", "hangul"), ("が", "hiragana"), ("g20", "latin"), ("①", "common"),
    ],
)  # fmt: skip
def test_scripts(word: str, script: str) -> None:
    assert text.script_of(text.word_identity(word)) == script


@pytest.mark.parametrize(
    ("char", "kind"),
    [("a", "word"), ("\u0301", "word"), ("7", "word"), ("路", "single"), ("’", "apostrophe"), ("-", "hyphen"),
     ("—", "hyphen"), ("“", "quote"), ("\n", "blank"), ("\u00a0", "blank"), ("\u200d", "nothing"), (".", "other")],
)  # fmt: skip
def test_what_the_tokeniser_takes_a_character_for(char: str, kind: str) -> None:
    assert text.character_class(char) == kind


# ---------------------------------------------------------------------------------------------------------------------
# Words written down again


WORDS = [
    "belt",
    "win-win",
    "путь",
    "2030",
    "命",
    "运",
    "々",
    "ツ",
    "が",
    "한글",
    "*",
    "é",
    "co₂",
]


@given(st.lists(st.lists(st.sampled_from(range(len(WORDS))), max_size=6), max_size=8))
def test_words_are_spelt_as_a_reader_would(grams: list[list[int]]) -> None:
    expected = [spelt([WORDS[number] for number in gram]) for gram in grams]
    width = max(map(len, grams), default=0)
    rows = np.array(
        [gram + [-1] * (width - len(gram)) for gram in grams], dtype=np.int32
    ).reshape(len(grams), width)
    assert text.spell_sequences(rows, WORDS) == expected
    assert [text.spell_sequences(gram, WORDS)[0] for gram in grams] == expected
    assert text.spell_sequences(rows, WORDS, blanks=False) == [
        "".join(WORDS[number] for number in gram) for gram in grams
    ]


def test_an_open_place_is_shown_as_a_star() -> None:
    rows = [[4, text.SLOT, 5], [0, text.SLOT, 4], [0, 4, text.SLOT]]
    assert text.spell_sequences(rows, WORDS) == ["命 * 运", "belt * 命", "belt 命 *"]
    assert text.spell_sequences(np.empty((0, 3), dtype=np.int32), WORDS) == []
    assert text.spell_sequences([], WORDS) == [""]


# ---------------------------------------------------------------------------------------------------------------------
# By hand: words


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("China’s and China's", ["china's", "and", "china's"]),
        ("the countries’ peoples", ["the", "countries", "peoples"]),
        ("‘good’ ’tis rock’n’roll", ["good", "tis", "rock'n'roll"]),
        ("win-win win - win win -win", ["win-win", "win", "win", "win", "win"]),
        ("people-to-people--and", ["people-to-people", "and"]),
        ("know—the 2013–2023 a−b", ["know", "the", "2013", "2023", "a", "b"]),
        ("Belt\u00a0and\u202fRoad", ["belt", "and", "road"]),
        (
            "co\u00ad\u00adop \u202aXi\u202c's win\u200e-\u200ewin",
            ["coop", "xi's", "win-win"],
        ),
        ("a\u200bb", ["a", "b"]),
        ("中—中The sub -natural", ["中", "中", "the", "sub", "natural"]),
        ("第20届", ["第", "20", "届"]),
        ("か\u3099a", ["が", "a"]),
        ("I ❤\ufe0f peace 👩🏽‍🚀 🇨🇳", ["i", "peace"]),
        ("a =\u0338 b, \u0301c", ["a", "b", "c"]),
        ("नमस्ते र\u200d्य", ["नमस्ते", "र्य"]),
        ("U.S. 3.5 1,432 CO₂ B&R", ["u", "s", "3", "5", "1", "432", "co₂", "b", "r"]),
        ("a_b x@y.org <b>bold</b>", ["a", "b", "x", "y", "org", "b", "bold", "b"]),
        ("\ufeffChina\x00Daily", ["china", "daily"]),
    ],
)
def test_words_by_hand(raw: str, expected: list[str]) -> None:
    assert words(raw) == expected


# ---------------------------------------------------------------------------------------------------------------------
# By hand: gaps


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("good neighbour", BLANK),
        ("good\u00a0\t neighbour", BLANK),
        ("good “neighbour", QUOTE),
        ("Road” initiative", QUOTE),
        ("countries’ peoples", QUOTE),
        ("good -neighborly", SPACED_HYPHEN),
        ("good - neighborly", SPACED_HYPHEN),
        ("know—the", HYPHEN),
        ("know — the", SPACED_HYPHEN),
        ("know--the", COMMA),
        ("amity, sincerity", COMMA),
        ("this (that", COMMA),
        ("peace 😀 peace", COMMA),
        ("this; that", COMMA),
        ("一带", ADJACENT),
        ("中The", ADJACENT),
        ("一，带", COMMA),
        ("community. fate", STOP_LOWER),
        ("community. Destiny", STOP),
        ("community.” fate", STOP_LOWER),
        ("community... fate", STOP),
        ("community? fate", STOP_LOWER),
        ("共。同", STOP),
        ("Mr. Xi", BLANK),
        ("Mr. “Xi", QUOTE),
        ("Mr. (Xi", COMMA),
        ("Mrs Xi", BLANK),
        ("J. Smith", BLANK),
        ("É. Zola", BLANK),
        ("E\u0301. Zola", BLANK),
        ("J., and", COMMA),
        ("U.S", COMMA),
        ("3.5", COMMA),
        ("in 2030. In", STOP),
        ("No. 5", BLANK),
        ("said no. Then", STOP),
        ("do I. Then", STOP),
        ("et al. Then", BLANK),
        ("etc., and", COMMA),
        ("etc., The", COMMA),
        ("i.e., the", COMMA),
        ("Jr., the", COMMA),
        ("et al., the", COMMA),
        ("No. 5 of", BLANK),
        ("asked “Why?”, and", COMMA),
        ("(ibid.), page", COMMA),
        ("(“etc.”), The", COMMA),
        ("and so on…, but", COMMA),
        ("等。，和", COMMA),
        ("fate. , The", STOP),
        ("fate, . the", STOP_LOWER),
        ("fate.—, the", STOP_LOWER),
        ("fate; etc.; and", STOP_LOWER),
        ("fate..., but", STOP),
        ("etc.,\nThe", PARAGRAPH),
    ],
)
def test_gaps_by_hand(raw: str, expected: int) -> None:
    assert gaps(raw)[-1] == expected


# ---------------------------------------------------------------------------------------------------------------------
# By hand: paragraphs

WRAPPED = """The General Assembly met again in the autumn of the year, and the
delegates spoke of a community with a shared future for mankind, of human
rights, and of the peace that the peoples of the world have wanted for so
long a time. Then they went home.
On the next day it was the turn of the small island states, which spoke of
the sea and of its rise, and of the promises that had been made to them in
the years before.

    A third paragraph was indented, and a blank line stood before it, so that
nobody could take it for anything else than the beginning of a new thought."""


def paragraphs_of(raw: str, mode: str = "auto") -> list[str]:
    """First words of the paragraphs."""
    stream = one(raw, mode)
    return [stream.vocabulary[number] for number in stream.ids[stream.gap == PARAGRAPH]]


def test_wrapped_lines_are_joined_and_a_short_last_line_ends_a_paragraph() -> None:
    assert tokenise([WRAPPED], ["auto"])[1] == ("blank",)
    assert paragraphs_of(WRAPPED) == ["the", "on", "a"]
    assert paragraphs_of(WRAPPED.replace("\n", "\r\n")) == ["the", "on", "a"]
    assert len(paragraphs_of(WRAPPED, "line")) == 9
    crossing = [gap for word, _, _, gap in rows(one(WRAPPED), 0) if word == "rights"]
    assert crossing == [BLANK]


def test_an_indent_in_wrapped_lines_begins_a_paragraph() -> None:
    raw = WRAPPED.replace("\n\n    A third", "\n    A third")
    assert paragraphs_of(raw) == ["the", "on", "a"]


def test_lines_that_are_paragraphs_stay_so() -> None:
    lines = [
        "China and Kazakhstan are good neighbours, and their trade has grown by half in the past five years.",
        "“We welcome this,” said the minister, who had come to Beijing for the talks and stayed for the week.",
        "The two sides agreed to meet again. They named no day.",
    ]
    assert tokenise(["\n".join(lines)], ["auto"])[1] == ("line",)
    assert paragraphs_of("\n".join(lines)) == ["china", "we", "the"]


def test_a_list_of_short_lower_case_lines_is_not_wrapped_text() -> None:
    assert paragraphs_of("we want:\npeace\nfood and water\nwork for all\nrights\n") == [
        "we",
        "peace",
        "food",
        "work",
        "rights",
    ]


def test_a_poem_is_not_wrapped_text() -> None:
    raw = "The sea is calm to-night,\nthe tide is full,\nthe moon lies fair\nupon the straits;"
    assert tokenise([raw], ["auto"])[1] == ("line",)


def lines_of(*lengths: int, word: str = "a") -> str:
    """Lines of one word each, in small letters, as long as asked for."""
    return "\n".join(word * length for length in lengths)


def is_wrapped(raw: str) -> bool:
    return tokenise([raw], ["auto"])[1] == ("blank",)


def test_how_long_wrapped_lines_are() -> None:
    assert is_wrapped(lines_of(*[35] * 9))
    assert not is_wrapped(lines_of(*[34] * 9))
    assert is_wrapped(lines_of(*[12] * 9, word="路"))
    assert not is_wrapped(lines_of(*[11] * 9, word="路"))
    # As many line ends before a small letter as before a Han character: the lines must be as long as Latin ones.
    for count, wrapped in ((4, False), (5, True)):
        raw = lines_of(*[20] * 5) + "\n\n" + lines_of(*[20] * (count + 1), word="路")
        assert is_wrapped(raw) == wrapped


def test_how_alike_in_length_wrapped_lines_are() -> None:
    # Of eleven line ends the median is the sixth, and nine in ten are no longer than the tenth.
    assert is_wrapped(lines_of(*[40] * 9, 64, 64, 40))
    assert not is_wrapped(lines_of(*[40] * 9, 65, 65, 40))
    assert is_wrapped(lines_of(*[40] * 10, 99, 40))
    assert is_wrapped(lines_of(*[30] * 5, 40, *[44] * 5, 40))
    assert not is_wrapped(lines_of(*[34] * 6, *[44] * 5, 40))


def test_how_many_line_ends_of_wrapped_text_are_mid_sentence() -> None:
    small, capital, closed = "a" * 40, "A" * 40, "a" * 39 + "."
    assert is_wrapped("\n".join([*[small] * 4, *[capital] * 7]))
    assert not is_wrapped("\n".join([*[small] * 3, *[capital] * 8]))
    assert is_wrapped("\n".join([*[closed] * 7, *[small] * 4]))
    assert not is_wrapped("\n".join([*[closed] * 8, *[small] * 3]))
    # Blank lines do not count, nor do the lines of another document.
    assert is_wrapped("\n\n".join([*[capital] * 20, lines_of(40, 40)]))
    raws = [capital, lines_of(40, 40), "", "\n".join([capital] * 9), "a"]
    assert tokenise(raws, ["auto"] * 5)[1] == ("line", "blank", "line", "line", "line")


@pytest.mark.parametrize(
    ("end", "length", "start", "ends"),
    [
        (".", 27, "A", True),
        (".", 28, "A", False),
        ("!", 27, "A", True),
        (".", 27, "a", False),
        ("", 27, "A", False),
        (",", 27, "A", False),
        ("", 40, " A", False),
        ("", 40, "  A", True),
        ("", 40, "  a", False),
        ("", 40, "    a", False),
    ],
)
def test_what_ends_a_paragraph_in_wrapped_lines(
    end: str, length: int, start: str, ends: bool
) -> None:
    """A short line that closes a sentence, or an indent; and no small letter after it."""
    short = "a" * (length - len(end)) + end
    usual = lines_of(*[40] * 6)
    raw = "\n".join([usual, short, start + "b" * 39, usual])
    for before in ([], ["", "Some other text.\nWith lines of its own"]):
        raws = [*before, raw]
        stream = tokenise(raws, ["blank"] * len(raws))[0]
        gaps_ = [row[3] for row in rows(stream, len(before))]
        assert (gaps_[7] == PARAGRAPH) == ends
        assert gaps_.count(PARAGRAPH) == 1 + ends


def test_wrapped_chinese_is_joined() -> None:
    raw = "各位代表现在我代表国务院向大会报告\n政府工作请予审议并请全国政协各位委\n员提出意见过去一年我国发展面临多重\n挑战"
    assert tokenise([raw], ["auto"])[1] == ("blank",)
    assert set(gaps(raw)) == {ADJACENT, BLANK}


def test_a_line_set_to_end_paragraphs_or_not_is_obeyed() -> None:
    raw = "good\nneighbours\n\nand\u2028friends\x0bhere"
    assert gaps(raw, "line") == [PARAGRAPH] * 4
    assert gaps(raw, "blank") == [BLANK, PARAGRAPH, BLANK, BLANK]


def test_human_rights_across_line_ends_are_found_in_speeches(shared: Path) -> None:
    speeches = []
    with lzma.open(
        shared / "data" / "ungdc_dev_1990_2024.jsonl.xz", "rt", encoding="utf-8"
    ) as file:
        for line in itertools.islice(file, 180, 480):
            speeches.append(json.loads(line)["text"])
    stream, decided = tokenise(speeches, ["auto"] * len(speeches))
    assert decided.count("blank") > 0.9 * len(speeches)
    human, rights = stream.lookup["human"], stream.lookup["rights"]
    found = (
        (stream.ids[:-1] == human)
        & (stream.ids[1:] == rights)
        & (stream.gap[1:] == BLANK)
    )
    pattern = re.compile(
        r"(?<![\w'’-])human([^\S\n]*\n?[^\S\n]*)rights(?![\w-])", re.IGNORECASE
    )
    obvious = [match[1] for raw in speeches for match in pattern.finditer(raw)]
    assert sum("\n" in blank for blank in obvious) > 50
    assert int(found.sum()) == len(obvious)


def test_a_text_before_does_not_lengthen_the_first_line() -> None:
    alone = "It was done.\n" + WRAPPED
    before = "a line without an end " * 20
    stream, decided = tokenise([before, alone], ["auto", "auto"])
    assert decided == ("line", "blank")
    assert rows(stream, 1) == rows(one(alone), 0)
    assert paragraphs_of(alone)[:2] == ["it", "the"]


def test_lines_of_very_unlike_length_are_not_wrapped() -> None:
    short, long = (
        "a line of some forty letters and no more",
        "and one that goes on " * 6,
    )
    ragged = "\n".join([short] * 6 + [long] * 2)
    assert tokenise([ragged], ["auto"])[1] == ("line",)
    assert tokenise(["\n".join([short] * 8)], ["auto"])[1] == ("blank",)
