"""The Corpus: documents with metadata, their raw text, the spans laid over them, and their tokens.

A Corpus is frozen. Its methods give another Corpus over the same raw texts, and nothing is thrown away: a masked
stretch is only left out of the token stream, and every offset counts characters of the raw text, in a paragraph
taken as a document as well.

Rooms of this folder: ``shelf`` (raw texts and the stretches that make up documents), ``taking`` (what is given,
checked), ``choosing`` (metadata), ``deciding`` (masks and their log), ``dividing`` (segments), ``noticing`` (what looks
odd), ``telling`` (what a corpus says of itself), ``cache`` (what is made once and kept), ``core`` (the Corpus),
``joining`` (two corpora in one).
"""

from discourse.corpus._corpus import Corpus, as_corpus
from discourse.corpus._document import Document
from discourse.corpus._join import join

__all__ = ["Corpus", "Document", "as_corpus", "join"]
