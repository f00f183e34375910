"""What `lexicon_check` finds about a pattern, and in what a near miss differs from it."""

from __future__ import annotations

from discourse.registries.registry import Code, Registry

__all__ = ["LEXICON_FINDINGS", "NEAR_MISS_CHANGES"]

_SOURCE = "this library"

# In the order in which the findings of one pattern are listed. The labels are also the
# table in the docstring of `lexicon_check`.
LEXICON_FINDINGS = Registry(
    "findings about a lexicon",
    Code(
        name="family_never_found",
        label="no pattern of the family has a mention",
        source=_SOURCE,
    ),
    Code(
        name="found",
        label="the pattern has `count` mentions in `documents` documents",
        source=_SOURCE,
    ),
    Code(
        name="never_found",
        label="the pattern fits nowhere; the note says whether its words occur",
        source=_SOURCE,
    ),
    Code(
        name="another_pattern_wins",
        label=(
            "wherever the pattern fits, another one of its family is taken, "
            "because it is full and this one is short, or because it has more "
            "words"
        ),
        source=_SOURCE,
    ),
    Code(
        name="unanchored",
        label=(
            "`count` places are not counted, because the wording is short and "
            "no full wording of the formula is beside it"
        ),
        source=_SOURCE,
    ),
    Code(
        name="cancelled",
        label="a ``not`` of the family cancels `count` places",
        source=_SOURCE,
    ),
    Code(
        name="claimed_by_two_families",
        label="`count` mentions overlap a mention of `other_family`",
        source=_SOURCE,
    ),
    Code(
        name="near_misses_left_out",
        label=(
            "not all near misses of the pattern were looked for, because that "
            "would cost too much"
        ),
        source=_SOURCE,
    ),
    Code(
        name="near_miss",
        label="the wording nearly fits, and is no mention of the family",
        source=_SOURCE,
    ),
    Code(
        name="unused_not",
        label="this ``not`` cancels nothing",
        source=_SOURCE,
    ),
    Code(
        name="unused_slot",
        label="no pattern names this ``@slot``, or no mention has a word of it",
        source=_SOURCE,
    ),
    Code(
        name="language_not_written",
        label=(
            "no document is in this language, whose code is `pattern`; its "
            "patterns without a mention are not listed"
        ),
        source=_SOURCE,
    ),
)

# From the smallest change to the largest.
NEAR_MISS_CHANGES = Registry(
    "changes of a near miss",
    Code(name="case", label="other capital letters", source=_SOURCE),
    Code(
        name="ending",
        label="another ending or spelling of a word",
        source="this library; endings and spellings of English",
    ),
    Code(
        name="hyphen",
        label="words joined, divided, or with a hyphen between",
        source=_SOURCE,
    ),
    Code(
        name="punctuation",
        label="other punctuation between two words, or the end of a sentence",
        source=_SOURCE,
    ),
    Code(name="word_less", label="a function word less", source=_SOURCE),
    Code(name="word_more", label="a word more between two others", source=_SOURCE),
    Code(name="word_replaced", label="a word in place of another", source=_SOURCE),
)
