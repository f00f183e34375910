"""What a table counts: words, characters, dictionary forms or formulas."""

from __future__ import annotations

from discourse.registries.registry import Code, Registry

__all__ = ["TOKEN_UNITS"]

_SOURCE = "see discourse.text"

TOKEN_UNITS = Registry(
    "units of tokens",
    Code(name="word", label="words", source=_SOURCE),
    Code(
        name="han_word",
        label="words, those of Chinese text found by a segmenter",
        source="rjieba; see discourse.text.han_words",
    ),
    Code(
        name="han_character",
        label="words, and each Chinese character by itself",
        source=_SOURCE,
    ),
    Code(name="character", label="characters", source=_SOURCE),
    Code(name="lemma", label="dictionary forms", source="simplemma"),
    Code(name="formula", label="formulas of a lexicon", source="discourse.lexicons"),
)
