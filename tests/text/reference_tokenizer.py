"""A slow and obvious tokeniser, against which the tokeniser is tested.

One character at a time, written from the table at the head of discourse.text.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass
from statistics import median

import numpy as np
from hypothesis import strategies as st
from reference_sentences import sentence_classes

from discourse import text
from discourse.text import (
    ADJACENT,
    BLANK,
    COMMA,
    HYPHEN,
    QUOTE,
    SPACED_HYPHEN,
    TokenStream,
    dotted_abbreviations,
    tokenise,
)
from discourse.text.compatibility_forms import plain_form

QUOTES = set('"“”„‟«»‹›‚「」『』〝〞')
LIKE_APOSTROPHES = "‘‛`´′ʹʻʼˈ՚ꞌ"
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
INVISIBLE = {0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x3164, 0xFFA0, 0xFFFE}
INVISIBLE |= {*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xFFF0, 0xFFF9)}
INVISIBLE |= set(range(0xE0100, 0xE01F0))
UNITS = {"km", "hm", "cm", "dm", "mm", "nm", "μm", "ft", "in", "yd", "mi"}


def kind_name(char: str) -> str:
    """What kind of character this is, in words."""
    if ord(char) in INVISIBLE:
        return "nothing"
    char = plain_form(char)
    if ord(char) in INVISIBLE:
        return "nothing"
    for chars, name in (
        ("\n\r\x0b\x0c\x85\u2028\u2029", "line end"),
        ("'’", "apostrophe"),
        (LIKE_APOSTROPHES, "like an apostrophe"),
        (SUPERSCRIPTS + "⁽⁾†‡", "note call"),
        ("-\u2010\u2011", "hyphen"),
        ("\u2012\u2013\u2014\u2015\u2212", "dash"),
        (".", "dot"),
        ("!?…。‽؟।॥", "stop"),
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
    if category == "Cf":
        return "nothing"
    if category == "Ll":
        return "small letter"
    return {"L": "letter", "M": "mark", "N": "digit", "Z": "blank", "C": "blank"}.get(
        category[0], "other"
    )


RUNNING = {"letter", "small letter", "digit"}


def base_name(kind: str) -> str:
    return kind.removesuffix(" mark")


def kinds(raw: str) -> list[str]:
    """Kind of each character, note calls and line ends inside a word included."""
    found = [kind_name(char) for char in raw]
    for place, char in enumerate(raw):
        if char == "\n" and raw[:place].endswith("\r"):
            found[place] = "blank"
    for match in re.finditer(
        "(?<=[^\\W\\d_])[\u00ad\ufffe][ \\t]*(?:\\r\\n|\\n|\\r)[ \\t]*(?=[^\\W\\d_])",
        raw,
    ):
        for place in range(*match.span()):
            found[place] = "nothing"
    for place, char in enumerate(raw):
        if char in SUPERSCRIPTS:
            before = re.search(f"[{SUPERSCRIPTS}]*\\Z", raw[:place]).start()  # type: ignore[union-attr]
            low = before
            while low and found[low - 1] in RUNNING | {"mark", "single"}:
                low -= 1
            base = raw[low:before]
            if base.isdigit():
                is_exponent = len(base) <= 2
            else:
                is_letter = base.isalpha() and len(base) == 1
                is_letter = is_letter and found[low] != "single"
                is_exponent = is_letter or base.lower() in UNITS
                is_exponent = is_exponent and raw[before] in "²³"
            if is_exponent:
                found[place] = "digit"
    words = RUNNING | {"mark", "single"}
    follows = words | {"dot", "stop", "quote", "apostrophe"}
    for match in re.finditer(r"(?<!\*)\*{1,3}(?!\*)", raw):
        start, end = match.span()
        closes = start and (
            found[start - 1] in follows or raw[start - 1] in ",、،٫٬，､)]}）］"
        )
        if closes and (found[end : end + 1] or ["blank"])[0] not in words:
            found[start:end] = ["note call"] * (end - start)
    for match in re.finditer(
        r"[\[［]\s?(?:(?:note|n|fn)\.?\s?|\^)?\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20}\s?[\]］]",
        raw,
        re.IGNORECASE,
    ):
        for place in range(*match.span()):
            found[place] = "note call"
    calls = [place for place, kind in enumerate(found) if kind == "note call"]
    for one, two in itertools.pairwise(calls):
        if re.fullmatch("[,;，、⁻–-] ?", raw[one + 1 : two]):
            found[one + 1 : two] = ["note call"] * (two - one - 1)
    base = "other"
    for place, kind in enumerate(found):
        if kind == "mark":
            found[place] = f"{base} mark" if base in RUNNING | {"single"} else "other"
        elif kind != "nothing":
            base = kind
    return found


def inner_places(raw: str, kind: list[str]) -> set[int]:
    """Places of the punctuation that belongs to figures, abbreviations, addresses.

    A hyphen beside an abbreviation becomes a dash, which joins nothing.
    """
    seen = [
        place
        for place in range(len(raw))
        if kind[place] != "nothing" and not kind[place].endswith(" mark")
    ]
    signs = {"small letter": "l", "letter": "U", "digit": "d", "dot": "."}
    shape = "".join(
        "," if raw[place] in ",，٫٬،" else signs.get(kind[place], " ") for place in seen
    )
    shape = f"  {shape}  "
    figures = {match.start() - 2 for match in re.finditer("(?<=d)[.,](?=d)", shape)}
    inner = figures | abbreviation_dots(shape)
    folded = "".join(text.fold(raw[place]) for place in seen)
    listed = dotted_abbreviations.LISTED_ABBREVIATION.pattern
    for match in re.finditer(rf"(?<!\w)(?:{listed})(?:\.(?!\w)|(?![\w.]))", folded):
        inner |= {place for place in range(*match.span()) if folded[place] == "."}
    places = {seen[place] for place in inner}
    for place in inner - figures:
        for beside in (place - 2, place + 1):
            if 0 <= beside < len(seen) and kind[seen[beside]] == "hyphen":
                kind[seen[beside]] = "dash"
    for start, end in text.find_addresses(raw):
        places |= set(range(start, end))
    return places


def abbreviation_dots(shape: str) -> set[int]:
    """Dots of single letters: U capital, l small, d digit, two blanks around all."""
    dots: set[int] = set()
    for start, sign in enumerate(shape):
        if sign not in "Ul" or shape[start - 1] in "Uld":
            continue
        chain = []
        place = start
        while shape[place] in "Ul" and shape[place + 1] == ".":
            chain.append(place + 1)
            place += 2
        after = shape[place]
        if after in "Ul" and chain and shape[place + 1] not in "Uld":
            # A last letter without a dot.
            same = after == shape[place - 2]
            dots |= set(chain if same else chain[:-1])
        elif after in "Uld":
            dots |= set(chain[:-1])
        elif len(chain) > 1:
            dots |= set(chain)
    return {dot - 2 for dot in dots}


def tokens_of(raw: str) -> list[tuple[int, int]]:
    kind = kinds(raw)
    for place in inner_places(raw, kind):
        if base_name(kind[place]) not in RUNNING:
            kind[place] = "letter"
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
        elif (
            now in ("apostrophe", "hyphen") and after == "running" and then in RUNNING
        ) or (
            now == "like an apostrophe"
            and after == "running"
            and base_name(kind[seen[number - 1]]) in ("letter", "small letter")
            and then in ("letter", "small letter")
        ):
            spans[-1][1] = place + 1
        else:
            after = ""
    return [(start, end) for start, end in spans]


@dataclass(frozen=True)
class Line:
    """A line end between two words: the gap, the line before it and the one after."""

    gap: int
    count: int
    length: int
    needed: int
    indent: int
    margin: int
    mid: bool
    closed: bool
    lower: bool
    han: bool
    item: bool


def gaps_of(raw: str, mode: str) -> tuple[list[int], str]:
    """Class of the gap before each token, and what ends a paragraph."""
    kind, spans = kinds(raw), tokens_of(raw)
    written = [kind_name(char) for char in raw]
    for place, char in enumerate(raw):
        if char == "\n" and raw[:place].endswith("\r"):
            written[place] = "blank"
    joined = page_breaks(raw, written)
    kind = ["blank" if place in joined else name for place, name in enumerate(kind)]
    ends = [
        place
        for place, name in enumerate(written)
        if name == "line end" and place not in joined
    ]
    between = [(0, spans[0][0])] if spans else []
    between += [(a[1], b[0]) for a, b in itertools.pairwise(spans)]
    lines = []
    for number, (low, high) in enumerate(between):
        inside = [place for place in range(low, high) if kind[place] == "line end"]
        if number and inside:
            lines.append(line_at(raw, kind, ends, inside, spans, number))
    spacing = {"line": 0, "blank": 1, "double": 2}.get(mode)
    usual = int(median([line.count for line in lines if line.mid] or [0]))
    if mode == "double":
        spacing = max(usual, 2)
    if spacing is None:
        spacing = int(looks_wrapped([line for line in lines if line.count == 1]))
        chosen = [line for line in lines if line.count == usual]
        if usual >= 2 and 2 * len(chosen) > len(lines) and looks_double(chosen):
            spacing = usual
    classes = [class_without_stop(kind, low, high) for low, high in between]
    ends_paragraph = [number == 0 for number in range(len(between))]
    wrapped = [line for line in lines if line.count <= spacing]
    for line in lines:
        if line not in wrapped or ends_wrapped_paragraph(line, wrapped):
            ends_paragraph[line.gap] = True
    classes = sentence_classes(raw, kind, spans, classes, ends_paragraph)
    return classes, ("line", "blank", "double")[min(spacing, 2)]


def page_breaks(raw: str, kind: list[str]) -> set[int]:
    """Places of the line ends that count as blanks beside a form feed."""
    inside_sentence = ("letter", "digit", "small letter", "hyphen")
    joined: set[int] = set()
    for place in range(len(raw)):
        if raw[place] != "\f":
            continue
        low, high = place, place
        while low >= 0 and kind[low] in ("blank", "line end", "nothing"):
            low -= 1
        while high < len(raw) and kind[high] in ("blank", "line end", "nothing"):
            high += 1
        if (
            low >= 0
            and high < len(raw)
            and kind[high] == "small letter"
            and (kind[low] in inside_sentence or raw[low] in ",，、﹐､،٫٬")
        ):
            ends = [end for end in range(low, high) if kind[end] == "line end"]
            joined |= set(ends[:-1])
    for place in range(len(raw)):
        if raw[place] != "\f":
            continue
        before = place - 1
        if raw[:place].endswith("\r\n"):
            before -= 1
        if before >= 0 and kind[before] == "line end" and before not in joined:
            joined.add(before)
    for place in range(len(raw)):
        after = kind[place + 1] if place + 1 < len(raw) else "line end"
        if raw[place] == "\f" and after == "line end" and place + 1 not in joined:
            joined.add(place)
    return joined


def line_at(
    raw: str,
    kind: list[str],
    ends: list[int],
    inside: list[int],
    spans: list[tuple[int, int]],
    number: int,
) -> Line:
    low, high = spans[number - 1][1], spans[number][0]
    start = max((place for place in ends if place < inside[0]), default=-1) + 1
    stop = inside[0]
    while kind[stop - 1] == "blank":
        stop -= 1
    text_start = next_start = inside[-1] + 1
    while kind[text_start] == "blank":
        text_start += 1
    margin = start
    while kind[margin] == "blank":
        margin += 1
    word_end = spans[number][1]
    han = kind[high] == "single"
    while not han and word_end < len(raw):
        is_blank = kind[word_end] == "blank" and raw[word_end] not in "\xa0\u2007\u202f"
        if is_blank or base_name(kind[word_end]) in ("line end", "single"):
            break
        word_end += 1
    lower = kind[high] == "small letter"
    closed = any(name in ("dot", "stop") for name in kind[low:high])
    between_han = han and kind[low - 1].startswith("single")
    marked = text_start + 1 < high and kind[text_start + 1] == "blank"
    return Line(
        gap=number,
        count=len(inside),
        length=stop - start,
        needed=stop - start + (not han) + word_end - text_start,
        indent=text_start - next_start,
        margin=margin - start,
        mid=(lower or between_han) and not closed,
        closed=closed,
        lower=lower,
        han=han,
        item=marked and kind[text_start] != "dash",
    )


def quantile(values: list[int], share: float) -> float:
    return float(np.quantile(values, share)) if values else 0.0


def looks_wrapped(lines: list[Line]) -> bool:
    middle = [line for line in lines if line.mid]
    if not middle:
        return False
    open_ = [line for line in lines if not line.closed]
    full = quantile([line.needed for line in open_], 0.1)
    are_full = full >= 0.95 * quantile([line.length for line in open_], 0.9)
    if len(middle) < 0.3 * len(lines) and not (
        are_full and len(open_) >= 5 and len(middle) >= 0.1 * len(lines)
    ):
        return False
    typical, long = np.quantile([line.length for line in middle], [0.5, 0.9])
    han = sum(line.han for line in middle) > len(middle) / 2
    return bool(typical >= (12 if han else 35) and long <= 1.6 * typical)


def looks_double(lines: list[Line]) -> bool:
    middle = [line for line in lines if line.mid]
    full = quantile([line.needed for line in middle], 0.2)
    long = quantile([line.length for line in middle], 0.9)
    return looks_wrapped(lines) and len(middle) >= 3 and full >= 0.9 * long


def ends_wrapped_paragraph(line: Line, lines: list[Line]) -> bool:
    """Whether a line end of wrapped text ends a paragraph, `lines` being all of these."""
    if line.lower:
        return False
    middle = [other for other in lines if other.mid]
    needed = [other.needed for other in middle]
    full = [width for width in needed if width >= 0.85 * quantile(needed, 0.5)]
    full_width = int(quantile(full, 0.02))
    widest = quantile([other.length for other in middle], 0.98)
    indent = quantile([other.indent for other in middle or lines], 0.5)

    def has_room(other: Line) -> bool:
        return other.needed < full_width and other.needed <= np.ceil(widest)

    by_one = [
        other
        for other in lines
        if 0 < abs(other.indent - indent) <= 1 and not other.lower
    ]
    tabs = 2 * sum(map(has_room, by_one)) > len(by_one)
    change = abs(line.indent - indent)
    short = line.length < 0.7 * quantile([other.length for other in lines], 0.5)
    exact = len(middle) >= 5 and full_width >= 0.95 * widest
    return (
        (line.closed and (short or has_room(line)))
        or (exact and has_room(line))
        or line.item
        or (change > 1 and not (line.indent < indent and line.indent == line.margin))
        or (change > 0 and tabs)
    )


def class_without_stop(kind: list[str], low: int, high: int) -> int:
    held = [name for name in kind[low:high] if name not in ("nothing", "note call")]
    hyphens = sum(name in ("hyphen", "dash") for name in held)
    blank = "blank" in held or "line end" in held
    found = BLANK if blank else ADJACENT
    if {"quote", "apostrophe", "like an apostrophe"} & set(held):
        found = QUOTE
    if hyphens:
        found = SPACED_HYPHEN if blank else HYPHEN
    if hyphens > 1 or "other" in held:
        found = COMMA
    return found


PIECES = [
    "a", "I", "the", "The", "U", "S", "mr", "Mr", "no", "al", "3", "30", "2030", "é", "e\u0301", "E\u0301", "Ä", "ß",
    "İ", "I\u0307", "ﬁ", "中", "国", "が", "か\u3099", "𠀀", "नि", "र\u200d्य", "한글", "💐", "❤\ufe0f", "🏳\ufe0f\u200d🌈", "≠", "=\u0338",
    "\u0301", " ", "  ", "\u00a0", "\u3000", "\t", "\n", "\n\n", "\r\n", "\r", "\u2028", "\x0c", "\x00", "\ufeff",
    ".", "..", "…", "!", "。", ",", "，", "、", ".,", ".”,", ";", "(", ")", "&", "_", "'", "’", "“", "”", "\"", "「", "-", "--", "‑", "–", "—", "−",
    "St", "Res", "Vol", "Jan", "co", "Inc", "etc", "b", "v", "III", "Article", "This", "12", "1999", ". ", ". ", "... ", " ... ", ".) ", "(", "iPhone",
    "5,000", "1.5", "U.S.", "e.g.", "p.m.", "Ph.D.", "km²", "³", "[12]", "†", "*", "´", "′", "‘", "\u00ad\n", "Ｂ", "－", "ﾊﾞ", "⼈", "\ufe0f", "https://un.org/a",
    "\u00ad", "\u200d", "\u200b", "\u202e", "\u2060", "community of human destiny and of all that lives ",
    "命运共同体命运共同体命运共",
]  # fmt: skip


pieced = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


wild = st.one_of(pieced, st.text(max_size=60))


lined = st.lists(pieced, max_size=8).map("\n".join)


modes = st.sampled_from(["auto", "line", "blank", "double"])


def tokenise_one(raw: str, mode: str = "auto") -> TokenStream:
    return tokenise([raw], [mode])[0]  # type: ignore[list-item]


def words(raw: str, mode: str = "auto") -> list[str]:
    stream = tokenise_one(raw, mode)
    return [stream.vocabulary[number] for number in stream.ids]


def gaps(raw: str, mode: str = "auto") -> list[int]:
    """Gap classes but the first."""
    return tokenise_one(raw, mode).gap.tolist()[1:]


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
