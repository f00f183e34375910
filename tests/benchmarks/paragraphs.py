"""Are paragraphs found, however the lines of a text are wrapped?

Texts whose paragraphs are known are wrapped in the ways that real files are, read with paragraphs="auto", and the
paragraph ends found are compared with the known ones.

    python tests/benchmarks/paragraphs.py                     # some minutes; prints one row a way
    python tests/benchmarks/paragraphs.py --documents 20      # at most so many documents of each source
    python tests/benchmarks/paragraphs.py --by-source         # one row a way and source

Columns: way, documents, boundaries (known paragraph ends inside documents), precision (of the ends found, how many are
known), recall (of the known ends, how many are found), wrapped (documents read as wrapped). A document's first
paragraph begins with it and is not counted.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from discourse.text import PARAGRAPH, tokenise

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[2] / "shared" / "data"
LINE_SOURCES = ("ungdc_dev_1990_2024", "federalist", "irish_budgets_2008_2012")
BLOCK_SOURCES = ("sotu", "whitehouse_china_centralasia_2021_2024")
CHINESE = "prc_government_work_reports_zh_2008_2025"
CLOSING = ".!?:;…。！？：；\"”’')）]*"
MIN_PARAGRAPHS = 5
MIN_CLOSED = 0.9  # of the paragraphs of a document, so that its lines are paragraphs
MIN_CHARACTERS = 150  # in the median paragraph of a document in Latin letters
NARROW = 0.55  # the width of a narrow letter or a blank
JUNK = re.compile(r"<<<|===|>>>|Public domain|本作品|注：|[\W\d_]*$")
Wrap = Callable[[list[str], int], str]


@dataclass(frozen=True)
class Known:
    """A text as its known paragraphs, none of which holds a line end."""

    source: str
    paragraphs: list[str]


@dataclass(frozen=True)
class Way:
    """A way to wrap texts: its name, the widths of lines, and what writes a text."""

    name: str
    widths: tuple[int, ...]
    write: Wrap
    chinese: bool = False


# --------------------------------------------------------------------------------------
# Texts with known paragraphs


def known_texts(data: Path) -> Iterator[Known]:
    """Texts of five English sources, and the Chinese reports."""
    for source in (*LINE_SOURCES, *BLOCK_SOURCES, CHINESE):
        mark = r"\n" if source in LINE_SOURCES else r"\n\s*\n"
        with lzma.open(data / f"{source}.jsonl.xz", "rt", encoding="utf-8") as file:
            for line in file:
                paragraphs = divide(json.loads(line)["text"], mark, source)
                if is_known(paragraphs, source):
                    yield Known(source, paragraphs)


def divide(text: str, mark: str, source: str) -> list[str]:
    """The paragraphs between marks, without signs of the edition, mended where a page divides a sentence."""
    paragraphs: list[str] = []
    for block in re.split(mark, text.replace("\u200b", "")):
        words = block.split()
        paragraph = ("" if source == CHINESE else " ").join(words)
        if JUNK.match(paragraph):
            continue
        if paragraphs and paragraph[0].islower() and paragraphs[-1][-1] not in CLOSING:
            paragraphs[-1] += " " + paragraph
        else:
            paragraphs.append(paragraph)
    return paragraphs


def is_known(paragraphs: list[str], source: str) -> bool:
    """Whether the blocks of a document are paragraphs for sure: most are closed, and long."""
    if len(paragraphs) < MIN_PARAGRAPHS:
        return False
    if source == CHINESE:
        return True
    closed = [paragraph[-1] in CLOSING for paragraph in paragraphs]
    lengths = [len(paragraph) for paragraph in paragraphs]
    return bool(np.mean(closed) >= MIN_CLOSED and np.median(lengths) >= MIN_CHARACTERS)


# --------------------------------------------------------------------------------------
# Ways to wrap them


def fill(paragraph: str, width: int, first: str = "", other: str = "") -> list[str]:
    """The lines of a paragraph; Chinese is cut anywhere but before a stop or comma."""
    if re.search(r"[\u4e00-\u9fff]{4}", paragraph):
        return fill_chinese(first + paragraph, width)
    return textwrap.wrap(
        paragraph,
        width,
        initial_indent=first,
        subsequent_indent=other,
        break_long_words=False,
    )


def fill_chinese(paragraph: str, width: int) -> list[str]:
    """Lines of `width` characters; the last one goes over if a stop or comma would begin the next."""
    lines = []
    while len(paragraph) > width:
        end = width - 1 if paragraph[width] in "。，、；：！？”）》" else width
        lines.append(paragraph[:end])
        paragraph = paragraph[end:]
    return [*lines, paragraph]


def wrap(between: str, *, first: str = "", other: str = "", end: str = "\n") -> Wrap:
    """Write lines that end in `end`, and `between` in addition after a paragraph."""

    def write(paragraphs: list[str], width: int) -> str:
        blocks = [end.join(fill(text, width, first, other)) for text in paragraphs]
        return (end + between).join(blocks)

    return write


def unwrapped(between: str) -> Wrap:
    return lambda paragraphs, _: between.join(paragraphs)


def changed(write: Wrap, change: Callable[[str, int], str]) -> Wrap:
    return lambda paragraphs, width: change(write(paragraphs, width), width)


def paged(mark: str) -> Callable[[str, int], str]:
    """Put a page break after every 40th line end, in or between paragraphs."""

    def change(text: str, _: int) -> str:
        lines = text.split("\n")
        pages = [lines[first : first + 40] for first in range(0, len(lines), 40)]
        return mark.join("\n".join(page) for page in pages)

    return change


def trail(text: str, _: int) -> str:
    """Add blanks, as many as come, to every other line."""
    lines = text.split("\n")
    return "\n".join(
        line + " " * (number % 7) if number % 2 else line
        for number, line in enumerate(lines)
    )


def justify(text: str, width: int) -> str:
    """Spread the blanks of each line that is followed by another one of its paragraph."""
    lines = text.split("\n")
    for number, line in enumerate(lines[:-1]):
        words = line.split(" ")
        missing = width - len(line)
        if 0 < missing <= 12 and len(words) > 1 and lines[number + 1]:
            for place in range(missing):
                words[place % (len(words) - 1)] += " "
            lines[number] = " ".join(words)
    return "\n".join(lines)


def in_proportional_font(between: str, first: str = "", end: str = "\n") -> Wrap:
    """Lines as long as a printed column is wide: the number of letters on them differs."""

    def write(paragraphs: list[str], width: int) -> str:
        blocks = []
        for paragraph in paragraphs:
            lines, room = [first], width - 2 * len(first) * NARROW
            for word in paragraph.split():
                size = sum(map(letter_width, word)) + NARROW
                if size > room and lines[-1].strip():
                    lines.append("")
                    room = float(width)
                lines[-1] += word if not lines[-1].strip() else f" {word}"
                room -= size
            blocks.append(end.join(lines))
        return (end + between).join(blocks)

    return write


def letter_width(letter: str) -> float:
    """The width of a letter in a book face, where that of most small letters is 1."""
    if letter in "ijlt.,:;'’f ()r":
        return NARROW
    return 1.5 if letter in "mwMW—" or letter.isupper() else 1.0


BLANK, NONE = wrap("\n"), wrap("")
DOUBLE = wrap("\n", end="\n\n")
WAYS = (
    Way("1 wrapped at 72, blank line between", (72,), BLANK),
    Way("2 wrapped at 60 or 100, blank line between", (60, 100), BLANK),
    Way("3 first line indented by 4", (72,), wrap("", first="    ")),
    Way("3 first line indented by 2", (65,), wrap("", first="  ")),
    Way("3 first line indented by a tab", (72,), wrap("", first="\t")),
    Way("4 not wrapped, a line each", (0,), unwrapped("\n")),
    Way("5 not wrapped, blank line between", (0,), unwrapped("\n\n")),
    Way("6 hanging indent", (72,), wrap("", other="    ")),
    Way("6 hanging indent, blank line between", (72,), wrap("\n", other="    ")),
    Way("6 all indented", (72,), wrap("\n", first=" " * 8, other=" " * 8)),
    Way("6 all indented, more at first", (72,), wrap("", first=" " * 8, other="    ")),
    Way("7 double, two blank lines between", (72,), DOUBLE),
    Way("7 double, one blank line between", (72,), wrap("", end="\n\n")),
    Way("7 double, first line indented", (72,), wrap("", end="\n\n", first="    ")),
    Way("8 no sign, 72", (72,), NONE),
    Way("8 no sign, 60 or 100", (60, 100), NONE),
    Way("1 CR LF", (72,), changed(BLANK, lambda text, _: text.replace("\n", "\r\n"))),
    Way("7 CR LF", (72,), changed(DOUBLE, lambda text, _: text.replace("\n", "\r\n"))),
    Way("8 CR LF", (72,), changed(NONE, lambda text, _: text.replace("\n", "\r\n"))),
    Way("1 pages, LF FF", (72,), changed(BLANK, paged("\n\f"))),
    Way("1 pages, FF", (72,), changed(BLANK, paged("\f"))),
    Way("1 pages, LF FF LF", (72,), changed(BLANK, paged("\n\f\n"))),
    Way("1 pages, LF LF FF", (72,), changed(BLANK, paged("\n\n\f"))),
    Way("3 pages, LF FF", (72,), changed(wrap("", first="    "), paged("\n\f"))),
    Way("7 pages, LF FF", (72,), changed(DOUBLE, paged("\n\f"))),
    Way("8 pages, LF FF", (72,), changed(NONE, paged("\n\f"))),
    Way("1 trailing blanks", (72,), changed(BLANK, trail)),
    Way("7 trailing blanks", (72,), changed(DOUBLE, trail)),
    Way("8 trailing blanks", (72,), changed(NONE, trail)),
    Way("1 justified", (72,), changed(BLANK, justify)),
    Way("3 justified", (72,), changed(wrap("", first="    "), justify)),
    Way("1 printed column", (60,), in_proportional_font("\n")),
    Way("3 printed column", (60,), in_proportional_font("", "    ")),
    Way("7 printed column", (60,), in_proportional_font("\n", end="\n\n")),
    Way("8 printed column", (60,), in_proportional_font("")),
    Way("1 Chinese, 30 to 40", (30, 35, 40), BLANK, chinese=True),
    Way("3 Chinese", (30, 35, 40), wrap("", first="\u3000\u3000"), chinese=True),
    Way("4 Chinese", (0,), unwrapped("\n"), chinese=True),
    Way("5 Chinese", (0,), unwrapped("\n\n"), chinese=True),
    Way("7 Chinese, two blank lines between", (35,), DOUBLE, chinese=True),
    Way("7 Chinese, one", (35,), wrap("", end="\n\n"), chinese=True),
    Way("8 Chinese", (30, 35, 40), NONE, chinese=True),
)


# --------------------------------------------------------------------------------------
# What is found


@dataclass
class Score:
    """How many paragraph ends are known, found, and both."""

    documents: int = 0
    known: int = 0
    found: int = 0
    right: int = 0
    wrapped: int = 0

    def row(self, name: str) -> str:
        precision = self.right / max(self.found, 1)
        recall = self.right / max(self.known, 1)
        return (
            f"{name:44} {self.documents:5} {self.known:7} {precision:6.3f} {recall:6.3f}"
            f" {self.wrapped:5}"
        )


def score(text: str, paragraphs: list[str], total: Score) -> None:
    """Compare the paragraphs found in `text` with the known ones, which lie in it in order."""
    stream, modes = tokenise([text], ["auto"])
    visible = np.array([not char.isspace() for char in text], dtype=bool)
    places = np.flatnonzero(visible)
    sizes = [len("".join(paragraph.split())) for paragraph in paragraphs]
    first_visible = np.cumsum([0, *sizes[:-1]])
    first_token = np.searchsorted(stream.start, places[first_visible])
    known = set(first_token[first_token < len(stream)].tolist()) - {0}
    found = set(np.flatnonzero(stream.gap == PARAGRAPH).tolist()) - {0}
    total.documents += 1
    total.known += len(known)
    total.found += len(found)
    total.right += len(known & found)
    total.wrapped += modes != ("line",)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--documents", type=int, default=80)
    parser.add_argument("--by-source", action="store_true")
    parser.add_argument("--way", default="")
    options = parser.parse_args()
    of_source: Counter[str] = Counter()
    texts = []
    for known in known_texts(options.data):
        of_source[known.source] += 1
        if of_source[known.source] <= options.documents:
            texts.append(known)
    sys.stdout.write(f"{'way':44} documents boundaries precision recall wrapped\n")
    for way in WAYS:
        if not way.name.startswith(options.way):
            continue
        totals: dict[str, Score] = {}
        for number, known in enumerate(texts):
            if way.chinese != (known.source == CHINESE):
                continue
            width = way.widths[number % len(way.widths)]
            text = way.write(known.paragraphs, width)
            source = known.source if options.by_source else ""
            total = totals.setdefault(source, Score())
            score(text, known.paragraphs, total)
        for source, total in totals.items():
            sys.stdout.write(total.row(f"{way.name} {source[:12]}") + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
