"""A slow and obvious matcher, against which the fast one is tested.

It walks the tree of a pattern and the tokens side by side and tries everything. It knows
nothing of the compiler in ``discourse.phrases``: it was written from the table at the head
of that module alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from discourse.corpus import Corpus
from discourse.text import (
    ADJACENT,
    BLANK,
    COMMA,
    HYPHEN,
    PARAGRAPH,
    QUOTE,
    SPACED_HYPHEN,
    STOP_LOWER,
)

# A slow and obvious matcher: it walks a pattern's tree and the tokens side by side and tries everything. It knows
# nothing of the compiler in discourse.phrases; the table at the head of that module is all it was written from.
Node = tuple[
    object, ...
]  # ("text", "ab*") ("blank",) ("hyphen",) ("stray",) ("gap", 2, "!" or ",") ("mark", ",") ("all"|"any"|"maybe", *nodes)


FOLLOWED = {ADJACENT, BLANK, QUOTE}


HYPHENED = FOLLOWED | {HYPHEN, SPACED_HYPHEN}


def pattern_of_tree(node: Node) -> str:
    """The pattern of a tree."""
    what, *rest = node
    if what in ("text", "mark"):
        return str(rest[0])
    if what == "gap":
        return f"<{rest[0]}{rest[1]}>"
    if what == "all":
        return "".join(pattern_of_tree(part) for part in rest)  # type: ignore[arg-type]
    if what == "any":
        return f"({'|'.join(pattern_of_tree(part) for part in rest)})"  # type: ignore[arg-type]
    if what == "maybe":
        return f"({pattern_of_tree(rest[0])})?"  # type: ignore[arg-type]
    return {"blank": " ", "hyphen": "-", "stray": "~"}[str(what)]


@dataclass(frozen=True)
class MatchState:
    """How far a match has come: letters of a token, signs read since, words skipped in gaps."""

    token: int
    letters: int
    signs: tuple[Node, ...] = ()
    skipped: int = 0
    begun: bool = False


class ReferenceMatcher:
    """Finds where a tree of a pattern occurs, by trying every token."""

    def __init__(self, corpus: Corpus) -> None:
        stream = corpus.stream
        self.words = [stream.vocabulary[number] for number in stream.ids.tolist()]
        self.gap = stream.gap.tolist()
        raw = [corpus.raw[corpus.names[number]] for number in stream.document.tolist()]
        pairs_and_matcher = zip(
            raw, [0, *stream.end.tolist()], stream.start.tolist(), strict=False
        )
        self.between = [
            text[end:start] if gap < PARAGRAPH else ""
            for (text, end, start), gap in zip(pairs_and_matcher, self.gap, strict=True)
        ]

    def places(self, tree: Node) -> set[tuple[int, int, int]]:
        found = set()
        for first in range(len(self.words)):
            for here in self.walk(tree, MatchState(first, 0)):
                if here.letters == len(self.words[here.token]) and here.begun:
                    found.add((first, here.token + 1, here.skipped))
        return found

    def walk(self, node: Node, here: MatchState) -> Iterator[MatchState]:
        what, *rest = node
        if what == "text":
            yield from self.spell(str(rest[0]), here)
        elif what == "all":
            yield from self.one_by_one(rest, here)  # type: ignore[arg-type]
        elif what == "any":
            for part in rest:
                yield from self.walk(part, here)  # type: ignore[arg-type]
        elif what == "maybe":
            yield here
            yield from self.walk(rest[0], here)  # type: ignore[arg-type]
        else:
            yield MatchState(
                here.token, here.letters, (*here.signs, node), here.skipped, here.begun
            )

    def one_by_one(
        self, nodes: Sequence[Node], here: MatchState
    ) -> Iterator[MatchState]:
        if not nodes:
            yield here
            return
        for then in self.walk(nodes[0], here):
            yield from self.one_by_one(nodes[1:], then)

    def spell(self, text: str, here: MatchState) -> Iterator[MatchState]:
        if not text:
            yield here
            return
        for then in self.move(here):
            word = self.words[then.token]
            if text[0] == "*":
                ends = range(then.letters, len(word) + 1)
            else:
                ends = range(
                    then.letters + 1,
                    then.letters
                    + 1
                    + (word[then.letters : then.letters + 1] == text[0]),
                )
            for end in ends:
                yield from self.spell(
                    text[1:], MatchState(then.token, end, (), then.skipped, True)
                )

    def move(self, here: MatchState) -> Iterator[MatchState]:
        """To where the next letter must stand."""
        if not here.begun or not here.signs:
            yield here
            return
        word, kinds = self.words[here.token], [sign[0] for sign in here.signs]
        joins = "hyphen" in kinds and "mark" not in kinds
        if joins and word[here.letters : here.letters + 1] == "-":
            yield MatchState(here.token, here.letters + 1, (), here.skipped, True)
        if here.letters < len(word):
            return
        gap = next((sign for sign in here.signs if sign[0] == "gap"), ("gap", 0, ""))
        for skip in range(int(str(gap[1])) + 1):
            over = range(here.token + 1, here.token + 2 + skip)
            if over[-1] < len(self.words) and self.follows(
                kinds, str(gap[2]), over, here.signs
            ):
                yield MatchState(over[-1], 0, (), here.skipped + skip, True)

    def follows(
        self, kinds: list[object], uncrossed: str, over: range, signs: tuple[Node, ...]
    ) -> bool:
        gaps = [self.gap[token] for token in over]
        if "stray" in kinds:
            side = (
                -1
                if "gap" not in kinds or kinds.index("stray") > kinds.index("gap")
                else 0
            )
            if gaps.pop(side) != STOP_LOWER:
                return False
        if "gap" in kinds:
            limit = {"": PARAGRAPH, "!": STOP_LOWER, ",": COMMA}[uncrossed]
            return all(gap < limit for gap in gaps)
        if "mark" in kinds:
            mark = "".join(
                "-" if sign[0] == "hyphen" else str(sign[1])
                for sign in signs
                if sign[0] in ("hyphen", "mark")
            )
            return (
                gaps[0] < PARAGRAPH
                and "".join(
                    char for char in self.between[over[0]] if char not in " \n“”'\""
                )
                == mark
            )
        return all(gap in (HYPHENED if "hyphen" in kinds else FOLLOWED) for gap in gaps)


def choose_hits(
    found: list[set[tuple[int, int, int]]], against: list[set[tuple[int, int, int]]]
) -> list[tuple[int, int, int]]:
    """First, last and phrase of the hits that count, by the rules at the head of discourse.matching."""
    stops = [(first, last) for rows in against for first, last, _ in rows]
    every: list[tuple[int, int, int, int]] = []
    for number, rows in enumerate(found):
        rows = {
            row
            for row in rows
            if not any(row[0] < last and first < row[1] for first, last in stops)
        }
        for side in (0, 1):
            rows = {
                row
                for row in rows
                if row[2] == min(other[2] for other in rows if other[side] == row[side])
            }
        every += [
            (-(last - first - skipped), skipped, first, number, last)
            for first, last, skipped in rows
        ]  # type: ignore[misc]
    taken: list[tuple[int, int, int]] = []
    for _, _, first, number, last in sorted(every):  # type: ignore[misc]
        if all(last <= low or high <= first for low, high, _ in taken):
            taken.append((first, last, number))
    return sorted(taken)
