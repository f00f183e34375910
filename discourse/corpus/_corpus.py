"""The class Corpus."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Concatenate, NoReturn, ParamSpec, TypeVar

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus._document import Document, iterate_documents
from discourse.corpus.cache import CORPUS_PARTS, Cache, CorpusPart, Key, cached
from discourse.corpus.document_parts import check_parts
from discourse.corpus.han_options import ChineseWords, HanOptions, check_han_options
from discourse.corpus.input_checks import (
    check_layer_name,
    check_metadata,
    check_paragraph_modes,
    check_reading_table,
    check_sources,
    check_texts,
    refuse_document,
)
from discourse.corpus.mask_layers import (
    MaskLayers,
    add_masks,
    lift_masks,
    masks_among,
    masks_by_document,
    tables_of_masks,
)
from discourse.corpus.masking import unmasked_stream
from discourse.corpus.metadata import (
    assign_columns,
    document_labels,
    group_documents,
    matching_documents,
    metadata_as_text,
    normalise_metadata,
)
from discourse.corpus.raw_texts import (
    RawTextByDocument,
    RawTexts,
    TextRanges,
    fingerprint_of,
    spans_by_document,
    spans_by_source,
    texts_of_documents,
)
from discourse.corpus.reading_report import ReadingReport
from discourse.corpus.representation import (
    OFFERED_ATTRIBUTES,
    corpus_html,
    counts_in_summary,
    missing_attribute,
    summary_line,
)
from discourse.corpus.segmentation import (
    Segments,
    Unit,
    segment_documents,
    segment_metadata,
    split_documents,
)
from discourse.corpus.span_checks import (
    MASK_ACTIONS,
    actions_of,
    add_to_log,
    check_joins,
    check_label_column,
    check_spans,
    find_layer,
    rules_and_reasons,
)
from discourse.corpus.united_values import NameMethods
from discourse.errors import OptionError
from discourse.settings import WORDS_IN_WINDOW
from discourse.text import ParagraphMode, TokenStream, merge_han_words
from discourse.validation import (
    check_option,
    check_whole_number,
    find_name,
    options_by_name,
    random_generator,
    show_value,
)

__all__ = ["Corpus"]

P = ParamSpec("P")
T = TypeVar("T")

# The same corpus with other tokens.
IN_WORDS: Key[Corpus] = Key("in_words")
IN_CHARACTERS: Key[Corpus] = Key("in_characters")


@dataclass(frozen=True, eq=False, repr=False)
class Corpus(NameMethods, ReadingReport):
    """Documents in a fixed order, with metadata, raw text, spans and tokens.

    :func:`discourse.read` makes a Corpus of files, and :meth:`from_texts` makes one of
    texts in memory.

    ``len(corpus)`` is the number of documents, and ``for document in corpus`` goes
    through them. ``corpus["004"]`` is the document (a :class:`Document`) with the id
    ``004``, or the only one whose id begins with ``004``. ``"004" in corpus`` says
    whether there is one.

    Attributes
    ----------
    names : tuple of str
        Ids of the documents, in order.
    labels : tuple of str
        What charts call them: the metadata column ``label``, or else ``title``, or else
        the id, shortened so that no two look alike.
    documents : pandas.DataFrame
        One row for each document: ``doc`` and its metadata. It is a copy, so a change
        of it does not change the corpus.
    raw : mapping of str to str
        The raw text behind each document. For every span in every table
        ``raw[doc][start:end] == surface``.
    stream : discourse.text.TokenStream
        The tokens that are not masked. Each Han character is a token.
    masks : pandas.DataFrame
        The masked spans (kind "masks": doc, start, end, label, action). The action
        tells a mask, which is a break, from a bridge and a join (see :meth:`mask`).
    layers : mapping of str to pandas.DataFrame
        The layers of spans over the text, by name (kind "spans").
    files : pandas.DataFrame
        The files that the texts came from, and what was done to each (kind "files").
    log, refused, suspected : pandas.DataFrame
        What was decided, what could not be read, and what looks odd in the texts of
        these documents.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> corpus = Corpus.from_texts({"000_17": "One belt.", "001_0e": "One road."})
    >>> len(corpus), "001" in corpus, corpus["001"].text
    (2, True, 'One road.')
    >>> corpus["00"]
    Traceback (most recent call last):
    discourse.errors.OptionError: '00' is the beginning of 2 ids: ...
    """

    _raw_texts: RawTexts
    _metadata: pd.DataFrame
    _ranges: TextRanges
    # By name; columns source, start, end, label. The layers "mask", "bridge" and "join"
    # hold the spans of these actions.
    _layers: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    _log: pd.DataFrame = field(default_factory=lambda: tables.make("log", {}))
    _refused: pd.DataFrame = field(default_factory=lambda: tables.make("refused", {}))
    _suspected: pd.DataFrame = field(
        default_factory=lambda: tables.make("suspected", {})
    )
    _files: pd.DataFrame = field(default_factory=lambda: tables.make("files", {}))
    _cache: Cache = field(default_factory=Cache)  # it never changes a result
    # Whether the tokens are words of Han text: see `in_words`.
    _has_han_words: bool = False

    # -- make a Corpus -----------------------------------------------------------------

    @classmethod
    def from_texts(
        cls,
        texts: Mapping[str, str],
        documents: pd.DataFrame | None = None,
        *,
        paragraphs: ParagraphMode | Mapping[str, ParagraphMode] = "auto",
        chinese_words: ChineseWords = False,
        traditional_as_simplified: bool = False,
        refused: pd.DataFrame | None = None,
        suspected: pd.DataFrame | None = None,
        files: pd.DataFrame | None = None,
        sources: Mapping[str, str] | None = None,
        parts: pd.DataFrame | None = None,
    ) -> Corpus:
        """Return a Corpus of texts in memory, as they are; `read` also reads heads.

        Parameters
        ----------
        texts : mapping of str to str
            Raw text by document id. The documents have the order of the mapping.
        documents : pandas.DataFrame, optional
            Metadata: a column ``doc`` with the same ids in the same order, and any
            other columns.
        paragraphs : {'auto', 'line', 'blank', 'double'} or mapping, optional
            What ends a paragraph: 'line' is every line end. 'blank' is a blank line,
            since lines are wrapped. 'double' is more than one blank line, since one
            stands between any two lines. In wrapped lines an indent, and a line with
            room for the next word, end a paragraph, too. With 'auto' the lengths and
            ends of the lines decide for each document. A mapping gives one of these by
            id.
        chinese_words : bool, iterable of str or Lexicon, optional
            Count Chinese text in words, not in characters, wherever words are counted.
            Give True, or words that must stay whole (a Lexicon stands for its Chinese
            originals and patterns). The words of the bundled lexicon, such as 一带一路,
            stay whole in any case. Phrases are matched and rates are taken on
            characters all the same. It needs the extra ``zh``.
        traditional_as_simplified : bool
            Read a traditional character and its simplified form as one, in texts and
            in phrases: 類 counts as 类. The raw text and every offset stay as they are,
            but terms are written in simplified characters. It needs the extra ``zh``.
        refused, suspected, files : pandas.DataFrame, optional
            What reading found (kinds "refused", "suspected" and "files").
        sources : mapping of str to str, optional
            The name of the source of each text in `suspected` and `files`, by id. By
            default it is the id itself.
        parts : pandas.DataFrame, optional
            Documents that are parts of texts, such as the articles of one file: the
            columns ``doc``, ``text`` (the id of the text), ``start`` and ``end``. The
            ids of `documents` are then those of the column ``doc``, and those of
            `paragraphs` and `sources` are the ids of texts. By default each text is a
            document.

        Raises
        ------
        OptionError
            `texts` is no mapping of ids to texts, or `paragraphs` or `sources` has an
            id of no text, or `chinese_words` has what is no Chinese word, or `parts`
            is no such table.
        SpanError
            A part lies outside its text.
        TableError
            `refused`, `suspected` or `files` is no table of its kind.
        MissingExtraError
            `chinese_words` or `traditional_as_simplified` needs a package that is not
            installed.
        MetadataError
            An id is missing, or two ids differ only in capitals, accents or blanks at
            their ends, or the ids of `documents` are not those of `texts`.
        """
        text_of_id = check_texts(texts)
        text_ids = list(text_of_id)
        document_parts = check_parts(parts, text_of_id)
        metadata = normalise_metadata(check_metadata(documents, document_parts.names))
        paragraph_modes = check_paragraph_modes(paragraphs, text_ids)
        han_options = check_han_options(chinese_words, traditional_as_simplified)
        source_names = check_sources(sources, text_ids)
        suspected_table = check_reading_table(suspected, "suspected")
        return cls(
            RawTexts(
                tuple(text_of_id.values()), paragraph_modes, source_names, han_options
            ),
            metadata.table,
            document_parts.ranges,
            _refused=check_reading_table(refused, "refused"),
            _suspected=metadata.add_to(suspected_table),
            _files=check_reading_table(files, "files"),
        )

    def _with(
        self, *, changed_parts: tuple[CorpusPart, ...] = CORPUS_PARTS, **changes: Any
    ) -> Corpus:
        """Return a copy with other attributes, without what `changed_parts` make wrong.

        Cached values that are derived from one of the `changed_parts` are dropped.
        """
        cache = self._cache.without(changed_parts)
        return replace(self, _cache=cache, **changes)

    # -- what a Corpus holds -----------------------------------------------------------

    @functools.cached_property
    def names(self) -> tuple[str, ...]:
        """Ids of the documents, in order."""
        ids = self._metadata["doc"]
        return tuple(ids.tolist())

    @functools.cached_property
    def labels(self) -> tuple[str, ...]:
        """What charts call the documents, in order: short, and no two alike."""
        return document_labels(self._metadata)

    @functools.cached_property
    def label_of(self) -> Mapping[str, str]:
        """The label of each document, by its id."""
        labels = dict(zip(self.names, self.labels, strict=True))
        return MappingProxyType(labels)

    def group_label_of(self, by: str | None) -> Mapping[str, str]:
        """Return the label of each group if the groups are documents, else nothing."""
        return self.label_of if by == "doc" else {}

    @property
    def documents(self) -> pd.DataFrame:
        """One row for each document: ``doc`` and its metadata."""
        return self._metadata.copy()

    @property
    def log(self) -> pd.DataFrame:
        """What was decided, one row for each span or name (kind "log")."""
        return self._log.copy()

    @property
    def masks(self) -> pd.DataFrame:
        """The masked spans of these documents (kind "masks")."""
        return masks_by_document(self._layers, self._ranges, self.names)

    @property
    def layers(self) -> Mapping[str, pd.DataFrame]:
        """The spans over these documents, by name of the layer (kind "spans")."""
        layers = {}
        ranges = self._ranges
        for name, spans in self._layers.items():
            layers[name] = spans_by_document(spans, ranges, self.names)
        return MappingProxyType(layers)

    @functools.cached_property
    def sources(self) -> np.ndarray:
        """The number of each document's raw text (int64; -1 if there is none)."""
        ranges = self._ranges
        document_count = len(self)
        sources = np.full(document_count, -1, dtype=np.int64)
        sources[ranges.document] = ranges.source
        return sources

    @functools.cached_property
    def raw(self) -> Mapping[str, str]:
        """The raw text behind each document."""
        return RawTextByDocument.of(self._raw_texts, self.names, self.sources)

    @functools.cached_property
    def texts(self) -> tuple[str, ...]:
        """The text of each document.

        The text of a segment is its own part of the raw text. If it has several parts,
        each begins on a new line.
        """
        document_count = len(self)
        ranges = self._ranges
        return texts_of_documents(self._raw_texts, ranges, document_count)

    @property
    def sha256(self) -> dict[str, str]:
        """SHA-256 of the raw text behind each document, as UTF-8."""
        digests = self._raw_texts.sha256
        return self._by_document(digests)

    @property
    def fingerprint(self) -> str:
        """One SHA-256 of all that can change a count.

        It covers the texts, how Chinese text is read, the ranges of the documents in
        the texts, the metadata and the masks.
        """
        metadata = metadata_as_text(self._metadata)
        tables_that_count = [metadata, *tables_of_masks(self.masks)]
        return fingerprint_of(
            self._raw_texts, self._ranges, self.sources, tables_that_count
        )

    @property
    def paragraphs(self) -> dict[str, str]:
        """What ends a paragraph in each document: 'line', 'blank' or 'double'."""
        ends = self._raw_texts.paragraph_ends
        return self._by_document(ends)

    def _by_document(self, values: Sequence[T]) -> dict[str, T]:
        """Return values, one for each raw text, by the id of its document."""
        text_numbers = self.sources.tolist()
        values_in_order = [values[number] for number in text_numbers]
        return dict(zip(self.names, values_in_order, strict=True))

    @functools.cached_property
    def stream(self) -> TokenStream:
        """The tokens that are not masked."""
        document_count = len(self)
        layers = MaskLayers.of(self._layers)
        ranges = self._ranges
        stream = unmasked_stream(self._raw_texts, ranges, layers, document_count)
        han_words = self._raw_texts.han.words
        if self._has_han_words and han_words is not None:
            return merge_han_words(stream, han_words, list(self.raw.values()))
        return stream

    @property
    def raw_stream(self) -> TokenStream:
        """The tokens of the raw texts, masked or not, in single Han characters.

        Its documents are the raw texts, by the numbers of :attr:`sources`.
        """
        return self._raw_texts.stream

    @property
    def in_words(self) -> Corpus:
        """The same corpus with words of Han text as tokens, for verbs that count words.

        It is this corpus itself if no segmenter is on (``chinese_words=False``).
        """
        if self._has_han_words or self._raw_texts.han.words is None:
            return self

        def make() -> Corpus:
            # Its own cache, because what is computed from its tokens differs.
            view = replace(self, _has_han_words=True, _cache=Cache())
            view._cache.keep(IN_CHARACTERS, self)
            return view

        return cached(self, IN_WORDS, make)

    @property
    def in_characters(self) -> Corpus:
        """The same corpus with single Han characters as tokens, as phrases are matched."""
        if not self._has_han_words:
            return self

        def make() -> Corpus:
            return replace(self, _has_han_words=False, _cache=Cache())

        return cached(self, IN_CHARACTERS, make)

    @property
    def han_options(self) -> HanOptions:
        """How Han text is read: in words or not, and in which form of writing."""
        return self._raw_texts.han

    @property
    def extents(self) -> tuple[np.ndarray, np.ndarray]:
        """Start and end (half-open) of each document in its raw text.

        For a document that is no segment they are 0 and the length of the text.
        """
        return self._ranges.extents

    def groups(self, by: str | None) -> tuple[np.ndarray, tuple[str, ...]]:
        """Return the group of each document and the names of the groups.

        The group of a document is a number (int64, shape (documents,)): the position of
        its name among the names of the groups, from 0. With ``by=None`` all documents
        are in one group, ``""``. With ``by="doc"`` each document is a group, in the
        order of the documents. Otherwise `by` is a metadata column, and the names are
        its values as text, in the order of their type: numbers by size, dates by time,
        ordered categories as they are, and text naturally ("Session 9" before
        "Session 10"). Documents without a value are the first group, ``(no value)``.
        """
        return group_documents(self._metadata, by)

    def __len__(self) -> int:
        return len(self._metadata)

    def __iter__(self) -> Iterator[Document]:
        """Yield the documents, in their order."""
        return iterate_documents(
            self._metadata,
            texts=self.texts,
            word_counts=np.diff(self.stream.bounds).tolist(),
            masks=self.masks,
            ranges=self._ranges,
        )

    def __getitem__(self, doc: object) -> Document:
        """Return the document with this id, or with the only id that begins with it."""
        name = self._find_id(doc)
        if name is None:
            refuse_document(doc, self.names)
        # A Corpus of this document alone, so that iteration makes no other Document.
        number = self.names.index(name)
        return next(iter(self._select_documents(np.array([number], dtype=np.int64))))

    def _find_id(self, doc: object) -> str | None:
        """Return the id that `doc` means, or None.

        It may be an id, a label, or the beginning of exactly one id.
        """
        if isinstance(doc, str) and doc in self.names:
            return doc  # labels take time to make, and are not needed
        return find_name(doc, self.names, self.labels)

    def __contains__(self, doc: object) -> bool:
        """Whether `doc` is one of these documents, or identifies one of them.

        An id or a label identifies a document, and so does the beginning of exactly
        one id or label.
        """
        if isinstance(doc, Document):
            return doc.id in self.names and self[doc.id].text == doc.text
        try:
            return self._find_id(doc) is not None
        except OptionError:
            return False

    def __dir__(self) -> list[str]:
        return list(OFFERED_ATTRIBUTES)

    if not TYPE_CHECKING:  # else a type checker would accept every attribute

        def __getattr__(self, name: str) -> NoReturn:
            if hasattr(type(self), name):
                # A property raised an AttributeError: show that one.
                return object.__getattribute__(self, name)
            raise AttributeError(missing_attribute(name, OFFERED_ATTRIBUTES))

    def __repr__(self) -> str:
        line = self._summary()
        return f"<Corpus: {line}>"

    def _summary(self) -> str:
        """Return one line on what the corpus holds, for its representations."""
        counts = counts_in_summary(
            paragraph_ends=list(self.paragraphs.values()),
            masks=self.masks,
            refused_count=len(self._refused),
            suspected_count=len(self.suspected),
        )
        return summary_line(self._metadata, len(self.stream), counts)

    def _repr_html_(self) -> str:
        line = self._summary()
        word_counts = np.diff(self.stream.bounds)
        return corpus_html(line, self._metadata, word_counts.tolist())

    # -- make a Corpus from a Corpus ---------------------------------------------------

    def where(
        self,
        which: pd.Series | Callable[[pd.DataFrame], Any] | None = None,
        /,
        **columns: object,
    ) -> Corpus:
        """Return a Corpus of the documents that meet all conditions.

        Parameters
        ----------
        which : boolean Series or callable, optional
            One value for each document, or a function of :attr:`documents` that returns
            these values.
        **columns : value or list of values
            Metadata that a document must have: ``where(country="China")``,
            ``where(year=[2022, 2023])``. Values are compared by what they mean: 2022,
            ``"2022"`` and 2022.0 are one year, and a date is the same as text, as a
            date or as a date-time. ``None``, ``""`` and ``"(no value)"`` are the
            documents without a value. In place of an id of ``doc`` you may write the
            beginning of exactly one id: ``where(doc="004")``.

        Raises
        ------
        ColumnError
            There is no such column, or no document has one of the values.
        MetadataError
            A value is bytes.
        OptionError
            Two or more ids begin with the text given for ``doc``, or a list of values
            is empty. `which` and an empty list of ids may leave no document.

        Examples
        --------
        >>> from discourse.corpus import Corpus
        >>> years = pd.DataFrame({"doc": ["a", "b", "c"], "year": [2019, 2020, None]})
        >>> corpus = Corpus.from_texts({"a": "one", "b": "two", "c": "three"}, years)
        >>> corpus.where(year=2020).names, corpus.where(year="2020.0").names
        (('b',), ('b',))
        >>> corpus.where(year=None).names
        ('c',)
        """
        numbers = matching_documents(self._metadata, which, columns)
        return self._select_documents(numbers)

    def _select_documents(self, numbers: np.ndarray) -> Corpus:
        """Return a Corpus of the documents with these numbers, in the order given."""
        return replace(
            self,
            _metadata=self._metadata.iloc[numbers].reset_index(drop=True),
            _ranges=self._ranges.select_documents(numbers),
            # What was computed for all documents can be filtered for these.
            _cache=Cache(larger_cache=self._cache, selected_documents=numbers),
        )

    def assign(self, **columns: Any) -> Corpus:
        """Return a Corpus with columns of the metadata added or replaced.

        ``corpus.assign(decade=lambda documents: documents["year"].str[:3] + "0s")``

        Parameters
        ----------
        **columns : value, list, dict, Series or callable
            The values of a column may be one of these:

            - one value for all documents;
            - a list with one value for each document, in their order;
            - a dict or a Series by id of document, which may have more ids than these;
            - a Series with the index of :attr:`documents`;
            - a function of :attr:`documents`.

            They are kept as all metadata are: whole numbers as int64 (Int64 if one is
            missing), dates and ordered categories as they are, anything else as text
            in its composed form (NFC) without blanks at its ends, and without ".0" if
            all texts are whole numbers with it.

        Raises
        ------
        MetadataError
            A name is "doc", is empty or has blanks at its ends. Or the values are no
            column: a table, a Series with any other index, bytes, a set (it has no
            order), too few or too many, or none for one of the ids.
        """
        metadata = assign_columns(self._metadata, columns)
        return self._with(
            changed_parts=("metadata",),
            _metadata=metadata.table,
            _suspected=metadata.add_to(self._suspected),
        )

    @options_by_name
    def sample(self, n: int, *, rng: int | np.random.Generator = 0) -> Corpus:
        """Return a Corpus of `n` random documents, drawn without replacement.

        They keep their order.
        """
        size = check_whole_number(
            "n", n, 0, maximum=len(self), hint=", since there are no more documents"
        )
        drawn_numbers = random_generator(rng).choice(
            len(self), size=size, replace=False
        )
        return self._select_documents(np.sort(drawn_numbers))

    @options_by_name
    def segment(self, unit: Unit, *, size: int = WORDS_IN_WINDOW) -> Corpus:
        """Return a Corpus whose documents are the segments of these documents.

        Parameters
        ----------
        unit : {'paragraph', 'sentence', 'window'}
            What becomes a document.
        size : int
            Number of words in a window.

        Returns
        -------
        Corpus
            The ids are ``parent#1``, ``parent#2`` and so on. Each segment has the
            metadata of its parent and three more columns: ``parent``, ``unit`` and
            ``position`` (from 1). If the parent already has a column of that name, this
            column is renamed to ``outer_parent``, ``outer_unit`` or ``outer_position``.
            A document without words has no segments.
        """
        check_option("unit", unit, ("paragraph", "sentence", "window"))
        size = check_whole_number(
            "size", size, hint=": a window holds at least one word"
        )
        layers = MaskLayers.of(self._layers)
        segments = segment_documents(self._raw_texts, self._ranges, layers, unit, size)
        return self._with_segments(segments, unit)

    def _with_segments(self, segments: Segments, unit: str) -> Corpus:
        """Return a Corpus whose documents are segments of these documents."""
        return self._with(
            _metadata=segment_metadata(self._metadata, segments, unit),
            _ranges=segments.ranges,
        )

    def lay(self, name: str, spans: pd.DataFrame) -> Corpus:
        """Return a Corpus with a new layer of spans, which :meth:`split` can use.

        Parameters
        ----------
        name : str
            Name of the layer, not empty. A layer of this name is replaced.
        spans : pandas.DataFrame
            Columns doc, start, end and label.
        """
        # The whole raw text, of a segment too.
        extents = {doc: (0, len(text)) for doc, text in self.raw.items()}
        document_spans = check_spans(spans, "label", self.raw, extents)
        raw_text_spans = spans_by_source(document_spans, self.names, self.sources)
        # The layers called "mask", "bridge" and "join" decide which tokens there are.
        changed_parts: tuple[CorpusPart, ...] = (
            CORPUS_PARTS if name in MASK_ACTIONS else ("layers",)
        )
        layers = {**self._layers, check_layer_name(name): raw_text_spans}
        return self._with(changed_parts=changed_parts, _layers=layers)

    @options_by_name
    def split(self, layer: str | pd.DataFrame, *, by: str = "label") -> Corpus:
        """Return a Corpus in which each document is divided by a layer of spans.

        All text of a document that has the same label becomes one document.

        Parameters
        ----------
        layer : str or pandas.DataFrame
            Name of a layer of this corpus (see :meth:`lay`), or a table with doc,
            start, end and the column `by`.
        by : str
            Column that holds the labels. Text that no span covers has the label ``""``.

        Returns
        -------
        Corpus
            The ids are ``parent#label``. Each document has the metadata of its parent
            and four more columns: ``parent``, ``unit`` (= `by`), ``position`` and
            ``label``. If the parent already has a column of that name, this column is
            renamed to ``outer_parent`` and so on.

        Raises
        ------
        SpanError
            A span lies outside its document, or two spans with different labels
            overlap.
        """
        if isinstance(layer, str):
            spans = find_layer(self._layers, layer)
        else:
            document_spans = self._check_spans(layer, by)
            check_label_column(layer, by)
            spans = spans_by_source(document_spans, self.names, self.sources)
        return self._with_segments(split_documents(self._ranges, spans), by)

    def mask(self, spans: pd.DataFrame) -> Corpus:
        """Return a Corpus in which spans of text are left out of every count.

        The column ``action`` of `spans` says what is done with each row. Without such a
        column, all rows are masked.

        ======  ========================================================================
        action  what it does
        ======  ========================================================================
        mask    The span is left out of every count. It is a break, even if it covers a
                single character: no phrase, n-gram or context crosses it.
        bridge  The span is left out of every count, and what stands before it is read
                on after it. A phrase found over a bridge has the whole stretch of raw
                text as its surface.
        join    The span divides a word at a line end ("coop-" and "eration"): it holds
                the hyphen and the line end. The halves are read as one word.
        mark    Nothing; the span is only shown.
        ======  ========================================================================

        Parameters
        ----------
        spans : pandas.DataFrame
            A table of :func:`discourse.debris`, a part of it, or a table edited by
            hand. It needs the columns doc, start and end. It may have the columns
            surface (which is then compared with the raw text), kind, rule, reason and
            action.

        Returns
        -------
        Corpus
            The raw text does not change, and :attr:`log` records what was decided.

        Raises
        ------
        SpanError
            A span is of no document, lies outside it, or does not hold its surface; an
            action is unknown; or a join does not divide a word at a line end. The
            message names the row.

        Notes
        -----
        **What stands before the first word after a bridge.** It is what the text says
        without the bridged stretch. Blanks, blank lines and form feeds at the edges of
        the bridge count as one blank, because a page break ends no paragraph. A stop
        before the bridge still ends the sentence. If the sentence ends there, and a
        paragraph also ends before or after the bridge, the paragraph ends: nobody can
        tell whether it goes on after a full stop at the end of a page.

        **Masks and bridges together.** A mask is stronger. A stretch that is masked and
        bridged is a break, and so is a mask beside a bridge.

        **When not to use a bridge.** For what stands between two paragraphs, such as a
        menu or a list of other articles. There the text before and after are not one
        sentence.

        Examples
        --------
        >>> from discourse.corpus import Corpus
        >>> corpus = Corpus.from_texts({"a": "a [photo: Xinhua] shared future"})
        >>> credit = pd.DataFrame({"doc": ["a"], "start": [2], "end": [17]})
        >>> corpus.mask(credit.assign(action="bridge"))["a"].words
        3
        """
        document_spans = self._check_spans(spans, "kind")
        actions = actions_of(spans)
        check_joins(document_spans, actions, self.raw)
        raw_text_spans = spans_by_source(document_spans, self.names, self.sources)
        layers = add_masks(self._layers, raw_text_spans, actions)
        spans_with_reasons = document_spans.assign(**rules_and_reasons(spans))
        log = add_to_log(self._log, spans_with_reasons, actions, self.raw)
        return self._with(_layers=layers, _log=log)

    def unmask(self, spans: pd.DataFrame | None = None) -> Corpus:
        """Return a Corpus in which masked spans are counted again.

        Bridges and joins are lifted as masks are.

        Parameters
        ----------
        spans : pandas.DataFrame, optional
            The masks to lift (columns doc, start, end). By default all masks of these
            documents are lifted.
        """
        lifted_masks = self.masks
        if spans is not None:
            listed_spans = self._check_spans(spans, "kind")
            lifted_masks = masks_among(lifted_masks, listed_spans)
        if lifted_masks.empty:
            return self
        actions = lifted_masks["action"].to_numpy()
        document_spans = lifted_masks.drop(columns="action")
        raw_text_spans = spans_by_source(document_spans, self.names, self.sources)
        layers = lift_masks(self._layers, raw_text_spans, actions)
        log = add_to_log(self._log, lifted_masks, "unmask", self.raw)
        return self._with(_layers=layers, _log=log)

    def pipe(
        self,
        function: Callable[Concatenate[Corpus, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Return ``function(corpus, *args, **kwargs)``."""
        if not callable(function):
            raise OptionError(
                "pipe() takes a function, such as corpus.pipe(dc.kwic, 'win-win'); "
                f"what came is {show_value(function)}."
            )
        return function(self, *args, **kwargs)

    def _check_spans(self, spans: pd.DataFrame, label_column: str) -> pd.DataFrame:
        """Return spans of these documents as a table of kind "spans", checked."""
        starts, ends = self.extents
        extents = zip(starts.tolist(), ends.tolist(), strict=True)
        extent_of_document = dict(zip(self.names, extents, strict=True))
        return check_spans(spans, label_column, self.raw, extent_of_document)
