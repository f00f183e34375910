"""Compare how official language travels.

The library counts formulas and their wordings, finds phrases that recur, compares
documents, and shows each result as a table and as a chart::

    import discourse as dc

The three laws
--------------
1. **Methods of a corpus give a Corpus. Verbs give a table. ``plot.x`` draws the table
   that verb ``x`` made.** A table is a plain pandas DataFrame with one row for each
   observation.
2. **A chart reads columns by their names and nothing else.** A table that was saved,
   sent to a colleague and loaded with ``load`` gives the same picture, byte for byte.
3. **Nothing changes in place, and the same inputs give the same bytes.** A masked
   corpus is another corpus. The texts are never changed, and every number can be
   traced to places in them: ``raw[start:end] == surface``.

The exceptions to the first law: ``read`` and ``join`` make a Corpus. ``show`` and
``save`` present a result. ``pipe`` gives what its function gives. ``draft_lexicon``
writes a file and gives its path. ``topics`` gives two tables, ``terms`` and
``documents``; ``plot.topics`` takes them together.

The six tasks
-------------
1. *Read, look, clean.* ``read`` · ``preview_split`` (the texts that a file of many
   texts would be divided into) · ``Corpus`` · ``positions`` · ``timeline`` ·
   ``debris`` and ``duplicates``, then ``corpus.mask(...)`` · ``mask_changes`` (what a
   mask changed in a table) · ``near_names``, then ``corpus.unite(...)`` (several
   spellings of one name) · ``join`` (two corpora as one)
2. *Formulas of a lexicon.* ``Lexicon`` · ``Phrase`` · ``lexicon_check`` (what the
   lexicon finds, never finds and nearly finds) · ``mentions`` · ``frequencies`` ·
   ``variants`` · ``search_comparison`` · ``kwic`` (the words around each mention)
3. *Phrases that nobody listed.* ``ngrams`` · ``recurring`` · ``coverage`` ·
   ``draft_lexicon`` (a first lexicon made of recurring phrases)
4. *Similarity of documents.* ``similarity`` · ``similarity_order`` ·
   ``shared_features`` · ``shared_passages`` · ``passage_families``
5. *Contrast and topics.* ``keyness`` · ``keyness_profiles`` · ``dispersion`` ·
   ``diversity`` · ``collocates`` · ``collocate_network`` · ``distinctive`` ·
   ``document_frequencies`` (the background of another corpus) · ``topics`` ·
   ``topic_paragraphs`` · ``topic_groups`` · ``topic_quality``
6. *Show and keep.* ``plot`` · ``show`` · ``save`` · ``load``

Two modules are imported by name: ``discourse.measures`` (the statistics, for counts of
your own) and ``discourse.registries`` (everything there is to choose from: measures,
weighting schemes, rules, formats and lists, each with its source).

Glossary
--------
One idea has one word, in names, columns, messages and prose.

background
    Documents outside the corpus that say how rare a term is.
break
    A place that no phrase crosses: the end of a sentence or of a paragraph,
    or a masked stretch.
collocate
    A word that occurs near a phrase (the *node*).
corpus
    Documents in a fixed order, with their metadata.
debris
    Text that is not the document's own, such as menus and repeated titles.
document
    One text. A paragraph, a sentence or a window can be a document after
    ``corpus.segment``.
family
    All wordings of one formula in a lexicon.
formula
    A fixed expression of official language, such as "community with a shared future".
gap
    The text between two tokens.
group
    The documents with the same value of a metadata column (``by=``). Those without a
    value are the group ``(no value)``.
keyness
    How much more often a term occurs in one group than in another.
lexicon
    Families of phrases, listed beforehand.
mask
    A span that takes no part in counting. The text itself stays.
measure
    A statistic with a name, a formula and a source.
mention
    One place where a formula occurs.
n-gram
    A sequence of n tokens.
near miss
    A place that nearly fits a pattern and is no mention of its family.
passage
    A stretch of text that two documents share.
pattern
    The written form of a phrase in a lexicon.
phrase
    A pattern over words.
raw text
    The text of a file as it was read. All offsets count its characters.
span
    A stretch of raw text, from ``start`` up to but without ``end``.
surface
    The characters of a span.
table, kind
    A DataFrame with the columns of one *kind*. ``discourse.tables.KINDS`` lists them.
term
    What is counted: a word, an n-gram or a phrase.
token
    One occurrence of a word. A *type* is the word itself.
variant
    One wording of a formula.
verb
    A function that takes a corpus and gives a table.

Where a verb lives
------------------
A room is a folder or a file of this package, named for a field of study. The verb,
chart or class ``x`` of a folder is in ``ROOM/_x.py``: ``keyness`` in
``contrast/_keyness.py``, its chart in ``plot/_keyness.py``. A room with one verb is a
file: ``kwic`` in ``concordance.py``, ``diversity`` in ``lexical_diversity.py``,
``mask_changes`` in ``mask_effects.py``. The other files of a folder hold what its verbs
share. ``README.md`` has a map of all rooms.

Every error that this library raises on purpose is a ``DiscourseError``. Its message
says what came, what was expected and what to do. A call that takes longer than two
seconds shows a bar; ``progress=False`` hides it.
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
    "document_frequencies",
    "draft_lexicon",
    "duplicates",
    "frequencies",
    "join",
    "keyness",
    "keyness_profiles",
    "kwic",
    "lexicon_check",
    "load",
    "mask_changes",
    "mentions",
    "near_names",
    "ngrams",
    "passage_families",
    "plot",
    "positions",
    "preview_split",
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
    "document_frequencies": "contrast",
    "draft_lexicon": "phraseology",
    "duplicates": "text_reuse",
    "frequencies": "formulas",
    "join": "corpus",
    "keyness": "contrast",
    "keyness_profiles": "contrast",
    "kwic": "concordance",
    "lexicon_check": "formulas",
    "load": "tables",
    "mask_changes": "mask_effects",
    "mentions": "formulas",
    "near_names": "name_matching",
    "ngrams": "phraseology",
    "passage_families": "text_reuse",
    "plot": "plot",
    "positions": "formulas",
    "preview_split": "reading",
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
    from discourse.contrast import (
        dispersion,
        distinctive,
        document_frequencies,
        keyness,
        keyness_profiles,
    )
    from discourse.corpus import Corpus, join
    from discourse.document_similarity import (
        shared_features,
        similarity,
        similarity_order,
    )
    from discourse.errors import DiscourseError
    from discourse.formulas import (
        frequencies,
        lexicon_check,
        mentions,
        positions,
        search_comparison,
        timeline,
        variants,
    )
    from discourse.lexical_diversity import diversity
    from discourse.lexicons import Lexicon
    from discourse.mask_effects import mask_changes
    from discourse.name_matching import near_names
    from discourse.phraseology import coverage, draft_lexicon, ngrams, recurring
    from discourse.phrases import Phrase
    from discourse.reading import preview_split, read
    from discourse.style import save
    from discourse.tables import load, show
    from discourse.text_reuse import duplicates, passage_families, shared_passages
    from discourse.topic_models import (
        topic_groups,
        topic_paragraphs,
        topic_quality,
        topics,
    )
else:

    def __getattr__(name: str) -> object:
        # A name is fetched from its room on first use. To import pandas, scikit-learn,
        # NLTK and matplotlib takes seconds, and few notebooks need them all.
        from importlib import import_module

        if name not in _ROOMS:
            from discourse.validation import suggest

            raise AttributeError(f"discourse has no {name!r}.{suggest(name, __all__)}")
        room = import_module(f"discourse.{_ROOMS[name]}")
        # `plot` is itself a room; every other name is a part of one.
        public_object = room if name == _ROOMS[name] else getattr(room, name)
        # Python does not call this function again for a name that the module has.
        globals()[name] = public_object
        return public_object


def __dir__() -> list[str]:
    return list(__all__)
