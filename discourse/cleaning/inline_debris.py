"""Traces inside running text, to mark and leave in the counts: credits, untranslated runs, fragments, stray stops."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import numpy as np

from discourse.cleaning.credits import credits_inside
from discourse.cleaning.text_blocks import Page, Proposal
from discourse.text import script_of

__all__ = ["traces"]

_FRAGMENT = re.compile(
    r"[.!?] ([a-zà-ÿ][a-zà-ÿ'’-]*(?: [\w'’-]+){0,2}\.)(?=\s+[A-ZÀ-Þ“\"(]|\s*\Z|\s*\n)"
)
_STRAY = (
    re.compile(r"[.,;:](?: +[.,;:](?![.,;:\w]| ?\.)|(?<=[,;:])[,;:.]+)"),
    re.compile(r" \.(?=\s|\Z)(?! *\.)"),
    re.compile(r" ,(?=\s|\Z)"),
)
_BEFORE_STRAY = re.compile(r"[\w)”\"’]")
_SHORT = re.compile(
    r"\b(?:etc|vs|no|nos|inc|ltd|co|corp|dept|st|ave|gen|gov|sen|rep|fig|vol|art|para|approx|est|ibid|cf|al|mr|mrs|ms|dr|prof|jan|feb|mar"
    r"|apr|jun|jul|aug|sept|sep|oct|nov|dec|e\.?g|i\.?e|a\.?m|p\.?m|viz|sec|ch|pp|p|op|cit|hon|rev|jr|sr|messrs|per cent|pct)[.]$",
    re.IGNORECASE,
)

_LETTERS = 4  # of a script without blanks; of others as a run of words
_WORD_LETTERS = 10
_LATIN_WORDS = 3
_EAST = "east asian"
_UNSPACED = frozenset({_EAST, "thai", "lao", "khmer", "myanmar"})
_EAST_ASIAN = frozenset({"han", "hiragana", "katakana", "hangul", "bopomofo"})


def traces(page: Page) -> list[Proposal]:
    """Propose what to mark inside the running text of `page`."""
    return [
        *credits_inside(page),
        *_foreign(page.raw),
        *_fragments(page.raw),
        *_stray(page.raw),
    ]


@functools.cache
def _script(code: int) -> str:
    found = script_of(chr(code).lower())
    return _EAST if found in _EAST_ASIAN else found


def _foreign(raw: str) -> Iterator[Proposal]:
    """Runs in another script than most of the document."""
    if raw.isascii():
        return
    codes = np.frombuffer(raw.encode("utf-32-le"), dtype=np.uint32)
    names, counts = np.unique(codes, return_counts=True)
    scripts = [_script(code) for code in names.tolist()]
    known = sorted(set(scripts) - {"common"})
    if len(known) < 2:
        return
    totals = {
        name: sum(n for n, s in zip(counts.tolist(), scripts, strict=True) if s == name)
        for name in known
    }
    main = max(known, key=lambda name: (totals[name], name))
    number = {name: place for place, name in enumerate(["common", *known])}
    kinds = np.array([number[name] for name in scripts], dtype=np.int16)[
        np.searchsorted(names, codes)
    ]
    letters = (kinds > 0).nonzero()[0]
    edges = (np.diff(kinds[letters]) != 0).nonzero()[0] + 1
    firsts = np.concatenate([[0], edges])
    lasts = np.concatenate([edges, [len(letters)]])
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        name = known[kinds[letters[first]] - 1]
        start, end = int(letters[first]), int(letters[last - 1]) + 1
        if name != main and _is_run(name, last - first, raw[start:end]):
            reason = (
                f"{_spelt(name)} in a text mostly in {_spelt(main)}: left untranslated?"
            )
            yield Proposal(start, end, "script-run", reason)


def _is_run(name: str, letters: int, text: str) -> bool:
    if name == "latin" and len(text.split()) < _LATIN_WORDS:
        return False  # a name or an abbreviation is at home in every script
    return letters >= (_LETTERS if name in _UNSPACED else _WORD_LETTERS)


def _spelt(name: str) -> str:
    return (
        "Chinese, Japanese or Korean characters"
        if name == _EAST
        else f"{name.capitalize()} letters"
    )


def _fragments(raw: str) -> Iterator[Proposal]:
    reason = "a few words in lower case between two full stops: the rest of a sentence that was lost"
    for match in _FRAGMENT.finditer(raw):
        before = raw[max(match.start() - 12, 0) : match.start() + 1]
        if (
            _SHORT.search(before)
            or "." in before[:-1].split(" ")[-1]
            or not before[-2:-1].isalpha()
        ):
            continue
        yield Proposal(match.start(1), match.end(1), "orphan", reason)


def _stray(raw: str) -> Iterator[Proposal]:
    for pattern in _STRAY:
        for match in pattern.finditer(raw):
            if match.start() and _BEFORE_STRAY.match(raw, match.start() - 1):
                start = match.start() + (raw[match.start()] == " ")
                yield Proposal(
                    start,
                    match.end(),
                    "stray",
                    "punctuation that closes nothing",
                )
