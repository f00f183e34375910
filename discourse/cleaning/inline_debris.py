"""Debris inside the running text, to be marked and left in the counts.

It is credits, runs in another script, fragments of sentences, and stops and commas that
close nothing.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from discourse.cleaning.credits import propose_inline_credits
from discourse.cleaning.text_blocks import Page, Proposal
from discourse.text import script_of

__all__ = ["propose_inline_debris"]

_FRAGMENT = re.compile(
    r"[.!?] ([a-zà-ÿ][a-zà-ÿ'’-]*(?: [\w'’-]+){0,2}\.)(?=\s+[A-ZÀ-Þ“\"(]|\s*\Z|\s*\n)"
)
_STRAY_PUNCTUATION = (
    re.compile(r"[.,;:](?: +[.,;:](?![.,;:\w]| ?\.)|(?<=[,;:])[,;:.]+)"),
    re.compile(r" \.(?=\s|\Z)(?! *\.)"),
    re.compile(r" ,(?=\s|\Z)"),
)
_BEFORE_PUNCTUATION = re.compile(r"[\w)”\"’]")
_ABBREVIATION = re.compile(
    r"\b(?:etc|vs|no|nos|inc|ltd|co|corp|dept|st|ave|gen|gov|sen|rep|fig|vol|art|para|approx|est|ibid|cf|al|mr|mrs|ms|dr|prof|jan|feb|mar"
    r"|apr|jun|jul|aug|sept|sep|oct|nov|dec|e\.?g|i\.?e|a\.?m|p\.?m|viz|sec|ch|pp|p|op|cit|hon|rev|jr|sr|messrs|per cent|pct)[.]$",
    re.IGNORECASE,
)

COMMON_SCRIPT = "common"  # characters that texts in every script have
MIN_UNSPACED_LETTERS = 4  # of a run in a script without blanks between words
MIN_SPACED_LETTERS = 10  # of a run in another script
# A shorter run of Latin letters is a name or abbreviation. All scripts have them.
MIN_LATIN_WORDS = 3
MAX_ABBREVIATION_LENGTH = 12  # characters, with the word before it
_NAMES_OF_ONE_SCRIPT = 2  # its own, and that of characters that every script has
_EAST_ASIAN = "east asian"
_SCRIPTS_OF_EAST_ASIA = frozenset({"han", "hiragana", "katakana", "hangul", "bopomofo"})
_UNSPACED_SCRIPTS = frozenset({_EAST_ASIAN, "thai", "lao", "khmer", "myanmar"})


def propose_inline_debris(page: Page) -> list[Proposal]:
    """Return what is to be marked inside the running text of a page."""
    return [
        *propose_inline_credits(page),
        *_propose_script_runs(page.raw),
        *_propose_fragments(page.raw),
        *_propose_stray_punctuation(page.raw),
    ]


# --------------------------------------------------------------------------------------
# Runs in another script


@dataclass(frozen=True, eq=False)
class _ScriptsOfText:
    """The script of each character of a text.

    Attributes
    ----------
    names : tuple of str
        The scripts; the first is `COMMON_SCRIPT`.
    numbers : int16 array
        The number of the script of each character, in `names`.
    main : str
        The script that most letters have.
    """

    names: tuple[str, ...]
    numbers: np.ndarray
    main: str


def _propose_script_runs(raw: str) -> list[Proposal]:
    """Return proposals of the runs in another script than most letters of the text.

    A run is letters of one script, with any common characters between them.
    """
    if raw.isascii():
        return []
    scripts = _find_scripts(raw)
    if len(scripts.names) <= _NAMES_OF_ONE_SCRIPT:
        return []
    letters = scripts.numbers.nonzero()[0]
    script_changes = np.diff(scripts.numbers[letters]) != 0
    run_starts = script_changes.nonzero()[0] + 1
    if not len(run_starts):
        return []
    first_letters = np.concatenate([[0], run_starts])
    end_letters = np.append(run_starts, len(letters))
    starts = letters[first_letters].tolist()
    ends = (letters[end_letters - 1] + 1).tolist()
    letter_counts = (end_letters - first_letters).tolist()
    main_name = _describe_script(scripts.main)
    proposals = []
    for run_start, run_end, letter_count in zip(
        starts, ends, letter_counts, strict=True
    ):
        script = scripts.names[scripts.numbers[run_start]]
        if script == scripts.main:
            continue
        if _is_long_run(script, letter_count, raw[run_start:run_end]):
            name = _describe_script(script)
            reason = f"{name} in a text mostly in {main_name}: left untranslated?"
            proposals.append(Proposal(run_start, run_end, "script-run", reason))
    return proposals


def _find_scripts(raw: str) -> _ScriptsOfText:
    """Return the scripts of a text; the script is looked up once for each character."""
    code_points = np.frombuffer(raw.encode("utf-32-le"), dtype=np.uint32)
    counts = np.bincount(code_points)
    characters = counts.nonzero()[0]
    script_of_character = [_script_of(code) for code in characters.tolist()]
    letters_of_script: Counter[str] = Counter()
    counts_of_characters = counts[characters].tolist()
    for script, count in zip(script_of_character, counts_of_characters, strict=True):
        letters_of_script[script] += count
    del letters_of_script[COMMON_SCRIPT]
    by_name = sorted(letters_of_script)
    # Of scripts with as many letters, the last by name is taken.
    main = max(
        reversed(by_name), key=letters_of_script.__getitem__, default=COMMON_SCRIPT
    )
    names = (COMMON_SCRIPT, *by_name)
    number_of_script = {name: number for number, name in enumerate(names)}
    numbers = [number_of_script[script] for script in script_of_character]
    number_of_character = np.zeros(len(counts), dtype=np.int16)
    number_of_character[characters] = numbers
    return _ScriptsOfText(
        names=names,
        numbers=number_of_character[code_points],
        main=main,
    )


@functools.cache
def _script_of(code_point: int) -> str:
    """Return the script of a character; those of East Asia count as one."""
    character = chr(code_point)
    script = script_of(character.lower())
    if script in _SCRIPTS_OF_EAST_ASIA:
        return _EAST_ASIAN
    return script


def _is_long_run(script: str, letter_count: int, text: str) -> bool:
    """Return whether a run in another script is more than a name or abbreviation."""
    if script == "latin" and len(text.split()) < MIN_LATIN_WORDS:
        return False
    if script in _UNSPACED_SCRIPTS:
        return letter_count >= MIN_UNSPACED_LETTERS
    return letter_count >= MIN_SPACED_LETTERS


def _describe_script(script: str) -> str:
    """Return the name of a script as the reason of a proposal has it."""
    if script == _EAST_ASIAN:
        return "Chinese, Japanese or Korean characters"
    return f"{script.capitalize()} letters"


# --------------------------------------------------------------------------------------
# Fragments and punctuation


def _propose_fragments(raw: str) -> list[Proposal]:
    """Return proposals of a few words in lower case between two full stops.

    The first stop must end a sentence, not an abbreviation.
    """
    reason = (
        "a few words in lower case between two full stops: the rest of a sentence that"
        " was lost"
    )
    proposals = []
    for match in _FRAGMENT.finditer(raw):
        stop = match.start()
        start = max(stop - MAX_ABBREVIATION_LENGTH, 0)
        text_before = raw[start:stop]
        word_before = text_before.split(" ")[-1]
        if _ABBREVIATION.search(raw[start : stop + 1]) or "." in word_before:
            continue
        if text_before[-1:].isalpha():
            proposals.append(Proposal(match.start(1), match.end(1), "orphan", reason))
    return proposals


def _propose_stray_punctuation(raw: str) -> list[Proposal]:
    """Return proposals of the stops and commas that close nothing."""
    reason = "punctuation that closes nothing"
    proposals = []
    for pattern in _STRAY_PUNCTUATION:
        for match in pattern.finditer(raw):
            start = match.start()
            if start == 0 or not _BEFORE_PUNCTUATION.match(raw, start - 1):
                continue
            if raw[start] == " ":
                start += 1
            proposals.append(Proposal(start, match.end(), "stray", reason))
    return proposals
