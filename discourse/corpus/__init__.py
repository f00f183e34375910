"""The Corpus: documents with metadata, raw text, layers of spans, and tokens.

A Corpus is frozen. Its methods return another Corpus over the same raw texts, and
nothing is thrown away: masked text is only left out of the token stream. Every offset
counts characters of the raw text, also in a paragraph that is a document of its own.

Modules of this folder: ``_corpus`` (the Corpus), ``_document`` (one document of it),
``_join`` (two corpora as one), ``raw_texts`` (raw texts, and the ranges of them that
make up documents), ``han_options`` (how Han text is read), ``mask_layers`` (masks,
bridges and joins), ``masking`` (which tokens they leave), ``span_marks`` (which tokens
spans touch), ``bridged_gaps`` (what stands between two words over a bridge),
``divided_words`` (words joined at line ends), ``segmentation`` (paragraphs, sentences,
windows, parts by label), ``metadata``, ``input_checks`` (texts and metadata given in
memory), ``span_checks`` (spans that a scholar gives, and the log), ``reading_notes``
(what looks odd in the texts), ``united_values`` (names of one group made one),
``corpus_argument`` (what every verb takes first), ``representation`` (how a corpus is
shown), ``cache`` (values that are computed once).
"""

from discourse.corpus._corpus import Corpus
from discourse.corpus._document import Document
from discourse.corpus._join import join
from discourse.corpus.corpus_argument import as_corpus

__all__ = ["Corpus", "Document", "as_corpus", "join"]
