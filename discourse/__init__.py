"""Compare how official language travels.

Which formula, in which wording, how often, where in the text, in whose mouth, beside which other texts::

    import discourse as dc

The three laws
--------------
1. **Methods of a corpus give a Corpus; verbs give a table; ``plot.x`` draws the table that verb ``x`` made.**
   A table is a plain pandas DataFrame, one observation a row.
2. **A chart reads columns by their names and nothing else.** So a table that was saved, sent to a colleague,
   loaded with ``load`` and plotted gives the same picture, byte for byte.
3. **Nothing changes in place, and the same inputs give the same bytes.** A corpus that was masked is another
   corpus; the texts are never touched, and every number resolves to places in them: ``raw[start:end] == surface``.

The exceptions to the first law: ``read`` and ``join`` make a Corpus; ``show`` and ``save`` present; ``pipe`` gives
what it leads to; ``topics`` gives two tables, ``terms`` and ``documents`` (``plot.topics`` takes ``topics.terms``).

The six tasks
-------------
1. *Read, look, clean.* ``read`` · ``Corpus`` · ``positions`` · ``timeline`` · ``debris``, then ``corpus.mask(...)`` ·
   ``mask_changes`` (what a mask did to a table) · ``join`` (two corpora side by side)
2. *Formulas, listed beforehand.* ``Lexicon`` · ``Phrase`` · ``mentions`` · ``frequencies`` · ``variants`` · ``search_comparison`` ·
   ``kwic`` (the words around them)
3. *Phrases nobody listed.* ``ngrams`` · ``recurring`` · ``coverage`` · ``draft_lexicon`` (a lexicon to edit from what was found)
4. *How like each other the texts are.* ``similarity`` · ``similarity_order`` · ``shared_features`` · ``shared_passages`` ·
   ``passage_families``
5. *What sets them apart, and what they are about.* ``keyness`` · ``keyness_profiles`` · ``dispersion`` ·
   ``diversity`` · ``collocates`` · ``collocate_network`` · ``distinctive`` · ``topics`` · ``topic_paragraphs`` ·
   ``topic_groups`` · ``topic_quality``
6. *Show and keep.* ``plot`` · ``show`` · ``save`` · ``load``

Beside the verbs, by import: ``discourse.measures`` (the statistics, for counts of your own) and ``discourse.registries``
(the names of all there is to choose from: measures, schemes, rules, formats, lists; each with its source).

Every error this library raises on purpose is a ``DiscourseError`` and says what came, what was expected, what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING as _TYPE_CHECKING

__all__ = [
    "Corpus",
    "DiscourseError",
    "Lexicon",
    "Phrase",
    "collocate_network",
    "collocates",
    "coverage",
    "debris",
    "dispersion",
    "distinctive",
    "diversity",
    "draft_lexicon",
    "frequencies",
    "join",
    "keyness",
    "keyness_profiles",
    "kwic",
    "load",
    "mask_changes",
    "mentions",
    "ngrams",
    "passage_families",
    "plot",
    "positions",
    "read",
    "recurring",
    "save",
    "search_comparison",
    "shared_features",
    "shared_passages",
    "show",
    "similarity",
    "similarity_order",
    "timeline",
    "topic_groups",
    "topic_paragraphs",
    "topic_quality",
    "topics",
    "variants",
]

__version__ = "0.1.0"

_ROOMS = {
    "Corpus": "corpus",
    "DiscourseError": "errors",
    "Lexicon": "lexicons",
    "Phrase": "phrases",
    "collocate_network": "collocation",
    "collocates": "collocation",
    "coverage": "phraseology",
    "debris": "cleaning",
    "dispersion": "contrast",
    "distinctive": "contrast",
    "diversity": "lexical_diversity",
    "draft_lexicon": "phraseology",
    "frequencies": "formulas",
    "join": "corpus",
    "keyness": "contrast",
    "keyness_profiles": "contrast",
    "kwic": "concordance",
    "load": "tables",
    "mask_changes": "mask_effects",
    "mentions": "formulas",
    "ngrams": "phraseology",
    "passage_families": "text_reuse",
    "plot": "plot",
    "positions": "formulas",
    "read": "reading",
    "recurring": "phraseology",
    "save": "style",
    "search_comparison": "formulas",
    "shared_features": "document_similarity",
    "shared_passages": "text_reuse",
    "show": "tables",
    "similarity": "document_similarity",
    "similarity_order": "document_similarity",
    "timeline": "formulas",
    "topic_groups": "topic_models",
    "topic_paragraphs": "topic_models",
    "topic_quality": "topic_models",
    "topics": "topic_models",
    "variants": "formulas",
}

if _TYPE_CHECKING:
    from discourse import plot
    from discourse.cleaning import debris
    from discourse.collocation import collocate_network, collocates
    from discourse.concordance import kwic
    from discourse.contrast import dispersion, distinctive, keyness, keyness_profiles
    from discourse.corpus import Corpus, join
    from discourse.document_similarity import (
        shared_features,
        similarity,
        similarity_order,
    )
    from discourse.errors import DiscourseError
    from discourse.formulas import (
        frequencies,
        mentions,
        positions,
        search_comparison,
        timeline,
        variants,
    )
    from discourse.lexical_diversity import diversity
    from discourse.lexicons import Lexicon
    from discourse.mask_effects import mask_changes
    from discourse.phraseology import coverage, draft_lexicon, ngrams, recurring
    from discourse.phrases import Phrase
    from discourse.reading import read
    from discourse.style import save
    from discourse.tables import load, show
    from discourse.text_reuse import passage_families, shared_passages
    from discourse.topic_models import (
        topic_groups,
        topic_paragraphs,
        topic_quality,
        topics,
    )
else:

    def __getattr__(name: str) -> object:
        # A name is fetched from its room on first use: to import pandas, scikit-learn, NLTK and matplotlib takes
        # seconds, and few notebooks need them all.
        from importlib import import_module

        if name not in _ROOMS:
            from discourse.validation import suggest

            raise AttributeError(f"discourse has no {name!r}.{suggest(name, __all__)}")
        room = import_module(f"discourse.{_ROOMS[name]}")
        found = room if name == _ROOMS[name] else getattr(room, name)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    return list(__all__)
