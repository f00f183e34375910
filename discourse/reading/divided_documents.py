"""The documents of files of many texts, such as the articles of a download."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from discourse.newspaper_databases import ARTICLE_LAYER, Article
from discourse.reading.document_metadata import DocumentMetadata, add_column
from discourse.reading.source_texts import SourceText

__all__ = ["DividedDocuments", "divide_documents", "ids_of_articles"]

_MASK_COLUMNS = ("doc", "start", "end", "kind", "rule", "reason")
_SPAN_COLUMNS = ("doc", "start", "end", "label")
_FILE_COLUMN = "file"  # of the metadata: the file that an article is from


@dataclass(frozen=True)
class DividedDocuments:
    """Documents after files of many texts were divided.

    Attributes
    ----------
    metadata : DocumentMetadata
        What is known of each document.
    parts : DataFrame or None
        Columns doc, text, start, end, as :meth:`Corpus.from_texts` takes them; None if
        each text is one document.
    layers : dict of str to DataFrame
        The layers of spans over the texts, by name: columns doc, start, end, label.
    article_masks : DataFrame
        The lines of databases: columns doc, start, end, kind, rule, reason.
    """

    metadata: DocumentMetadata
    parts: pd.DataFrame | None
    layers: Mapping[str, pd.DataFrame]
    article_masks: pd.DataFrame

    def masks(self) -> pd.DataFrame:
        """Return what is no text of a document, as :meth:`Corpus.mask` takes it."""
        rows = []
        for doc, head in self.metadata.heads.items():
            rows.append((doc, head.start, head.end, "head", "head", head.reason))
        heads = pd.DataFrame(rows, columns=list(_MASK_COLUMNS))
        parts = [table for table in (heads, self.article_masks) if len(table)]
        return pd.concat(parts, ignore_index=True) if parts else heads


@dataclass(frozen=True)
class _Document:
    """A document, and where it stands.

    Attributes
    ----------
    doc : str
    file_row : int
        The number of its file.
    article : Article or None
        Of a file of many texts; None if it is a whole text.
    start, end : int
    """

    doc: str
    file_row: int
    article: Article | None
    start: int
    end: int


def ids_of_articles(doc: str, text: SourceText) -> list[str]:
    """Return the ids of the documents of a file; the only one has the id of the file.

    Parameters
    ----------
    doc : str
        The id of the file.
    text : SourceText
    """
    if text.download is None or len(text.download.articles) == 1:
        return [doc]
    count = len(text.download.articles)
    return [f"{doc}#{number}" for number in range(1, count + 1)]


def divide_documents(
    texts: Sequence[SourceText],
    metadata: DocumentMetadata,
    columns_of_articles: Mapping[str, Mapping[str, Any]],
) -> DividedDocuments:
    """Return the documents that the texts of files hold.

    Parameters
    ----------
    texts : sequence of SourceText
    metadata : DocumentMetadata
        What is known of each file.
    columns_of_articles : mapping of str to mapping
        What a table says of single articles: the values by column, by id.
    """
    if all(text.download is None for text in texts):
        return _undivided(metadata, _layers_of_texts(texts, metadata.docs))
    documents = []
    for row, (doc, text) in enumerate(zip(metadata.docs, texts, strict=True)):
        if text.download is None:
            documents.append(_Document(doc, row, None, 0, len(text.text)))
        else:
            ids = ids_of_articles(doc, text)
            for article_id, article in zip(ids, text.download.articles, strict=True):
                documents.append(
                    _Document(article_id, row, article, article.start, article.end)
                )
    first_doc_of_row: dict[int, str] = {}
    for document in documents:
        first_doc_of_row.setdefault(document.file_row, document.doc)
    layers = _layers_of_texts(texts, first_doc_of_row)
    if all(document.article is None for document in documents):
        return _undivided(metadata, layers)
    parts = pd.DataFrame(
        {
            "doc": [document.doc for document in documents],
            "text": [metadata.docs[document.file_row] for document in documents],
            "start": [document.start for document in documents],
            "end": [document.end for document in documents],
        }
    )
    articles = parts[[document.article is not None for document in documents]]
    article_spans = articles.assign(label=articles["doc"])[list(_SPAN_COLUMNS)]
    return DividedDocuments(
        _metadata_of_documents(documents, metadata, columns_of_articles),
        parts,
        {**layers, ARTICLE_LAYER: article_spans},
        _masks_of_articles(documents),
    )


def _undivided(
    metadata: DocumentMetadata, layers: Mapping[str, pd.DataFrame]
) -> DividedDocuments:
    """Return documents each of which is one text."""
    no_masks = pd.DataFrame([], columns=list(_MASK_COLUMNS))
    return DividedDocuments(metadata, None, layers, no_masks)


def _metadata_of_documents(
    documents: Sequence[_Document],
    metadata: DocumentMetadata,
    columns_of_articles: Mapping[str, Mapping[str, Any]],
) -> DocumentMetadata:
    """Return the metadata of documents: those of their files, and of the articles.

    Of an article, its own row in a table has precedence over what the article says, and
    this over what is known of its file.
    """
    file_names = [metadata.sources[document.file_row] for document in documents]
    table_columns = dict.fromkeys(
        name for values in columns_of_articles.values() for name in values
    )
    columns: dict[str, list[Any]] = {}
    for name in {**metadata.columns, **table_columns}:
        values = metadata.columns.get(name)
        cells = []
        for document in documents:
            if document.article is not None:
                cells.append(columns_of_articles.get(document.doc, {}).get(name))
            else:
                cells.append(None if values is None else values[document.file_row])
        columns[name] = cells
    expanded = replace(
        metadata,
        docs=[document.doc for document in documents],
        sources=[document.doc for document in documents],
        columns=columns,
    )
    values_of_articles = [
        {} if document.article is None else document.article.metadata
        for document in documents
    ]
    names = dict.fromkeys(name for values in values_of_articles for name in values)
    for name in names:
        cells = [values.get(name) for values in values_of_articles]
        expanded = add_column(expanded, name, cells, "the article itself")
    for name, values in metadata.columns.items():
        cells = [
            None if document.article is None else values[document.file_row]
            for document in documents
        ]
        expanded = add_column(expanded, name, cells, "what is known of the file")
    return add_column(expanded, _FILE_COLUMN, file_names, "the name of the file")


def _masks_of_articles(documents: Sequence[_Document]) -> pd.DataFrame:
    """Return the lines of databases as spans to mask."""
    rows = []
    for document in documents:
        masks = () if document.article is None else document.article.masks
        for mask in masks:
            if mask.start < mask.end:
                place = (document.doc, mask.start, mask.end)
                rows.append((*place, "database", "database", mask.reason))
    return pd.DataFrame(rows, columns=list(_MASK_COLUMNS))


def _layers_of_texts(
    texts: Sequence[SourceText], first_doc_of_row: Mapping[int, str] | Sequence[str]
) -> dict[str, pd.DataFrame]:
    """Return the layers of spans that the readers of files laid over their texts."""
    rows_of_layer: dict[str, list[tuple[object, ...]]] = {}
    for row, text in enumerate(texts):
        if not text.layers:
            continue
        for name, spans in text.layers.items():
            rows = rows_of_layer.setdefault(name, [])
            for span in spans:
                rows.append((first_doc_of_row[row], span.start, span.end, span.label))
    layers = {}
    for name, rows in rows_of_layer.items():
        layers[name] = pd.DataFrame(rows, columns=list(_SPAN_COLUMNS))
    return layers
