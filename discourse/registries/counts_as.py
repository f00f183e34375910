"""What a mention counts as: the formula itself, or a phrase of the common language."""

from __future__ import annotations

from discourse.registries.registry import Code, Registry

__all__ = ["COUNTS_AS"]

_SOURCE = "see discourse.lexicons"

COUNTS_AS = Registry(
    "what mentions count as",
    Code(
        name="formula",
        label="the formula: its words are hardly used otherwise",
        source=_SOURCE,
    ),
    Code(
        name="phrase",
        label="a common phrase: its words are used without the formula too",
        source=_SOURCE,
    ),
)
