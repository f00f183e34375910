"""The documents that were read, on their way to a Corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from discourse import tables
from discourse.accelerators import SequenceMatches
from discourse.corpus import Corpus
from discourse.corpus.input_checks import EncodableTexts
from discourse.errors import OptionError
from discourse.reading.diagnostics import (
    SourceOddity,
    find_duplicates,
    suspected_table,
)
from discourse.reading.divided_documents import divide_documents, ids_of_articles
from discourse.reading.document_metadata import (
    DocumentMetadata,
    add_file_metadata,
    add_folders,
    add_heads,
    add_name_fields,
)
from discourse.reading.file_endings import strip_text_ending
from discourse.reading.metadata_matching import document_table
from discourse.reading.oddity_rules import OddityRules
from discourse.reading.read_errors import list_names
from discourse.reading.read_options import ReadOptions
from discourse.reading.script_oddities import find_rarer_forms
from discourse.reading.source_texts import FileFacts, SourceText
from discourse.reading.text_division import (
    check_line_pattern,
    divide_text,
    is_divided,
)
from discourse.text import ParagraphMode
from discourse.validation import show_value

__all__ = [
    "SourceDocuments",
    "build_corpus",
]


@dataclass
class SourceDocuments:
    """What becomes a Corpus: documents, in their order, and what was found on the way.

    Attributes
    ----------
    docs : list of str
        The ids. A file of many texts has one id here, with which those of its texts
        begin.
    sources : list of str
        The file, or the row of a table, that each comes from.
    texts : list of SourceText
        The text of each.
    refused : pandas.DataFrame
        What could not be read, as a table of kind "refused".
    place : str
        The folder, file or table that all come from.
    file_names : list of str
        The name of the file of each, after the folders it is in; for what is no file,
        the id.
    root : str
        The path of the folder that all files are in; ``""`` for what is no file.
    columns : dict of str to list
        The metadata in a table, by column.
    columns_of_articles : mapping of str to mapping
        What a table says of single articles: the values by column, by id.
    orders : mapping of str to list
        The order of the values, for each column of ordered categories.
    table_file : FileFacts or None
        The file of the table that all come from.
    may_have_heads : bool
        Whether a text may begin with a head. A cell of a table does not.
    oddities : list of SourceOddity
        What looks odd and is not in the texts themselves.
    matches : SequenceMatches or None
        What was found in the texts, if they were searched.
    """

    docs: list[str]
    sources: list[str]
    texts: list[SourceText]
    refused: pd.DataFrame
    place: str
    file_names: list[str]
    root: str = ""
    columns: dict[str, list[Any]] = field(default_factory=dict)
    columns_of_articles: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    orders: Mapping[str, list[Any]] = field(default_factory=dict)
    table_file: FileFacts | None = None
    may_have_heads: bool = True
    oddities: list[SourceOddity] = field(default_factory=list)
    matches: SequenceMatches | None = None


def build_corpus(documents: SourceDocuments, options: ReadOptions) -> Corpus:
    """Return a Corpus of documents, with a list of what looks odd in them."""
    _check_division(documents, options)
    texts = [source_text.text for source_text in documents.texts]
    metadata = _find_metadata_of(documents, texts, options)
    divided = divide_documents(documents.texts, metadata, documents.columns_of_articles)
    oddities = [
        *documents.oddities,
        *_find_oddities_of_texts(documents, metadata.bodies_of(texts), options),
        *find_duplicates(documents.sources, texts),
        *divided.metadata.oddities,
    ]
    han_words = options.han.words
    corpus = Corpus.from_texts(
        EncodableTexts(zip(documents.docs, texts, strict=True)),
        document_table(
            divided.metadata.docs, divided.metadata.columns, documents.orders
        ),
        paragraphs=_paragraph_modes(documents, options),
        chinese_words=False if han_words is None else han_words,
        traditional_as_simplified=options.han.traditional_as_simplified,
        refused=documents.refused,
        suspected=suspected_table(oddities),
        files=_table_of_files(documents),
        sources=dict(zip(documents.docs, documents.sources, strict=True)),
        parts=divided.parts,
    )
    for name, spans in divided.layers.items():
        corpus = corpus.lay(name, spans)
    masks = divided.masks()
    return corpus if masks.empty else corpus.mask(masks)


def _check_division(documents: SourceDocuments, options: ReadOptions) -> None:
    """Raise an error if no line of any file has the form that `split` gives."""
    pattern = options.division.pattern
    if pattern is None:
        return
    downloads = [item.download for item in documents.texts if item.download is not None]
    if not downloads or any(is_divided(download) for download in downloads):
        return
    first_lines = documents.texts[0].text.lstrip().splitlines()
    beginning = show_value(first_lines[0].strip()) if first_lines else "nothing"
    raise OptionError(
        f"split={show_value(pattern.pattern)} is the form of no line of "
        f"{list_names(documents.sources, limit=3)}; expected the line at which each "
        f"text begins, with * for any characters. {documents.sources[0]} begins with "
        f"{beginning}.{_suggest_star(documents, pattern.pattern)} Look with "
        "discourse.preview_split(path, split=...)."
    )


def _suggest_star(documents: SourceDocuments, pattern: str) -> str:
    """Return a question after the pattern with a star, if it would divide a file."""
    longer_pattern = check_line_pattern(f"{pattern.rstrip()}*")
    for source_text in documents.texts:
        if is_divided(divide_text(source_text.text, longer_pattern, heads=False)):
            return f" Did you mean split={show_value(longer_pattern.pattern)}?"
    return ""


def _paragraph_modes(
    documents: SourceDocuments, options: ReadOptions
) -> ParagraphMode | Mapping[str, ParagraphMode]:
    """Return what ends a paragraph: as the options say, else as the format does."""
    modes: dict[str, ParagraphMode] = {}
    if isinstance(options.paragraphs, Mapping):
        modes = _modes_by_file(documents, options.paragraphs)
    elif options.paragraphs != "auto":
        return options.paragraphs
    for doc, source_text in zip(documents.docs, documents.texts, strict=True):
        if source_text.paragraphs != "auto" and modes.get(doc, "auto") == "auto":
            modes[doc] = source_text.paragraphs
    return modes or "auto"


def _modes_by_file(
    documents: SourceDocuments, modes_by_id: Mapping[str, ParagraphMode]
) -> dict[str, ParagraphMode]:
    """Return what ends a paragraph by the id of files, also where articles are named.

    An article has the paragraphs of its file.
    """
    file_of_id: dict[str, str] = {}
    for doc, source_text in zip(documents.docs, documents.texts, strict=True):
        for article_id in ids_of_articles(doc, source_text):
            file_of_id[article_id] = doc
        file_of_id[doc] = doc
    modes: dict[str, ParagraphMode] = {}
    for doc, mode in modes_by_id.items():
        # A text that was refused may be named there.
        if doc not in file_of_id and len(documents.refused):
            continue
        file_id = file_of_id.get(doc, doc)
        if modes.setdefault(file_id, mode) != mode:
            raise OptionError(
                f"paragraphs= has two values for texts of the file {file_id!r}; what "
                "ends a paragraph is the same in all texts of a file. Give one value."
            )
    return modes


def _table_of_files(documents: SourceDocuments) -> pd.DataFrame:
    """Return the files that texts came from, and what was done to each."""
    rows = []
    if documents.table_file is not None:
        characters = sum(len(item.text) for item in documents.texts)
        row = _row_of_file(
            documents.place,
            documents.table_file,
            characters=characters,
            document_count=len(documents.docs),
        )
        rows.append(row)
    for source, item in zip(documents.sources, documents.texts, strict=True):
        if item.file is None:
            continue
        download = item.download
        row = _row_of_file(
            source,
            item.file,
            characters=len(item.text),
            document_count=1 if download is None else len(download.articles),
            database="" if download is None else download.database,
        )
        rows.append(row)
    return tables.from_rows("files", rows)


def _row_of_file(
    source: str,
    facts: FileFacts,
    *,
    characters: int,
    document_count: int,
    database: str = "",
) -> dict[str, object]:
    """Return the row of a file in the table of files."""
    return {
        "source": source,
        "format": facts.format,
        "database": database,
        "reader": facts.reader,
        "bytes": facts.size,
        "sha256": facts.sha256,
        "characters": characters,
        "documents": document_count,
        "losses": " ".join(facts.losses),
    }


def _find_oddities_of_texts(
    documents: SourceDocuments, bodies: Sequence[str], options: ReadOptions
) -> list[SourceOddity]:
    """Return what looks odd in the texts; `bodies` are they without their heads."""
    texts = [item.text for item in documents.texts]
    are_from_markup = [item.is_from_markup for item in documents.texts]
    rules = OddityRules(texts, bodies, matches=documents.matches)
    found_in_texts = rules.find_oddities(are_from_markup)
    oddities = []
    sources = documents.sources
    for source, item, found in zip(
        sources, documents.texts, found_in_texts, strict=True
    ):
        for oddity in (*item.oddities, *found):
            oddities.append(SourceOddity(source, oddity))
    narrow_lines = rules.find_narrow_lines()
    for doc, source, found in zip(documents.docs, sources, narrow_lines, strict=True):
        if found and options.paragraph_mode(doc) == "auto":
            oddities += [SourceOddity(source, oddity) for oddity in found]
    # Where both forms of Chinese are read as one, a pattern finds either.
    if not options.han.traditional_as_simplified:
        rarer_forms = find_rarer_forms(rules.count_han_forms())
        for source, found in zip(sources, rarer_forms, strict=True):
            oddities += [SourceOddity(source, oddity) for oddity in found]
    return oddities


def _find_metadata_of(
    documents: SourceDocuments, texts: Sequence[str], options: ReadOptions
) -> DocumentMetadata:
    """Return the metadata of documents from every place where it stands."""
    metadata = DocumentMetadata(
        documents.docs, documents.sources, documents.place, documents.columns
    )
    if options.names is not None:
        stems = [strip_text_ending(name) for name in documents.file_names]
        metadata = add_name_fields(metadata, stems, options.names, root=documents.root)
    if documents.root:
        metadata = add_folders(metadata, documents.file_names)
    if documents.may_have_heads and options.heads:
        beginnings = [
            text if source_text.may_have_head else ""
            for source_text, text in zip(documents.texts, texts, strict=True)
        ]
        metadata = add_heads(metadata, beginnings)
    return add_file_metadata(metadata, [item.metadata for item in documents.texts])
