"""The Corpus: documents with metadata, their raw text, the spans laid over them, and their tokens.

A Corpus is frozen. Its methods give another Corpus over the same raw texts, and nothing is thrown away: a masked
stretch is only left out of the token stream, and every offset counts characters of the raw text, in a paragraph
taken as a document as well.

Modules of this folder: ``_corpus`` (the Corpus), ``_document`` (one document of it),
``_join`` (two corpora as one), ``raw_texts`` (raw texts, and the ranges of them that make
up documents), ``masking`` (which tokens a mask removes), ``segmentation`` (paragraphs,
sentences, windows, parts by label), ``metadata``, ``input_checks`` (texts and metadata
given in memory), ``span_checks`` (masks and their log), ``reading_notes`` (what looks odd
in the texts), ``representation`` (how a corpus is shown), ``cache`` (what is made once).
"""

from discourse.corpus._corpus import Corpus, as_corpus
from discourse.corpus._document import Document
from discourse.corpus._join import join

__all__ = ["Corpus", "Document", "as_corpus", "join"]
