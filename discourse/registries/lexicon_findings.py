"""What `lexicon_check` finds about a pattern, and in what a near miss differs from it."""

from __future__ import annotations

from discourse.registries.registry import Code, Registry

__all__ = ["LEXICON_FINDINGS", "NEAR_MISS_CHANGES"]

_SOURCE = "this library"

# In the order in which the findings of one pattern are listed.
LEXICON_FINDINGS = Registry(
    "findings about a lexicon",
    Code(
        name="family_never_found",
        label="no pattern of the family has a mention",
        source=_SOURCE,
    ),
    Code(name="found", label="the pattern has mentions", source=_SOURCE),
    Code(name="never_found", label="the pattern fits nowhere", source=_SOURCE),
    Code(
        name="another_pattern_wins",
        label="wherever the pattern fits, another one of its family is taken",
        source=_SOURCE,
    ),
    Code(
        name="unanchored",
        label="a short wording without a full one beside it, which is not counted",
        source=_SOURCE,
    ),
    Code(
        name="cancelled",
        label="the pattern fits, and a `not` of its family cancels the mention",
        source=_SOURCE,
    ),
    Code(
        name="claimed_by_two_families",
        label="a mention that overlaps a mention of another family",
        source=_SOURCE,
    ),
    Code(
        name="near_misses_left_out",
        label="so many wordings that not all near misses were looked for",
        source=_SOURCE,
    ),
    Code(
        name="near_miss",
        label="a wording that nearly fits the pattern and is no mention of the family",
        source=_SOURCE,
    ),
    Code(name="unused_not", label="a `not` that cancels no mention", source=_SOURCE),
    Code(
        name="unused_slot",
        label="a named set of words that no mention has a word of",
        source=_SOURCE,
    ),
    Code(
        name="language_not_written",
        label="a language of the lexicon that no document is in",
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
