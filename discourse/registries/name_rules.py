"""Rules by which `near_names` proposes that two values are names of one group."""

from __future__ import annotations

from discourse.registries.registry import Code, Registry

__all__ = ["NAME_RULES"]

# From the surest rule to the least sure.
NAME_RULES = Registry(
    "rules for names of one group",
    Code(
        name="letters",
        label="the same letters, but for capitals, accents, blanks and punctuation",
        source="this library; case folding and NFKD of the Unicode Standard",
    ),
    Code(
        name="words",
        label="the same words, but for their order at a comma, the article, short "
        "forms and British spelling",
        source="this library, after the fingerprint keys of OpenRefine",
    ),
    Code(
        name="country",
        label="two names or codes of one country or territory",
        source="discourse/data/country_names.csv: ISO 3166 and the terminology of the "
        "United Nations",
    ),
    Code(
        name="initials",
        label="the initials of the other name",
        source="this library",
    ),
    Code(
        name="spelling",
        label="one letter of a long word is other, missing, doubled or exchanged",
        source="edit distance of Damerau (1964), of one edit inside a word",
    ),
)
