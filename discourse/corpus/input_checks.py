"""Check texts and metadata given in memory, before a Corpus is made of them."""

from __future__ import annotations

import numbers
import unicodedata
from collections.abc import Iterable, Mapping

import pandas as pd

from discourse.corpus.raw_texts import check_encodable
from discourse.errors import MetadataError, OptionError
from discourse.text import ParagraphMode
from discourse.validation import check_option, show_value, suggest_or_list

__all__ = ["check_metadata", "check_paragraph_modes", "check_texts", "comparable_id"]


def comparable_id(doc: str) -> str:
    r"""Return an id without what may differ between two ids that are easily confused.

    These are capitals, and the way in which an accent is encoded.

    >>> comparable_id("Cafe\u0301") == comparable_id("CAFÉ")
    True
    """
    composed = unicodedata.normalize("NFC", doc)
    without_capitals = composed.casefold()
    return unicodedata.normalize("NFC", without_capitals)


def check_texts(given: object) -> dict[str, str]:
    """Return texts by id, with every id as text; raise an error if one is wrong.

    Raises
    ------
    OptionError
        No mapping came, or a value in it is no text.
    MetadataError
        An id is empty, or neither text nor a whole number. Or two ids are the same as
        text, or differ only in capitals or accents.
    EncodingError
        A text holds a lone surrogate.
    """
    if not isinstance(given, Mapping):
        raise OptionError(
            f"texts={show_value(given)}: expected a mapping of ids to texts. "
            f"{_advice(given)}"
        )
    texts: dict[str, str] = {}
    for key, text in given.items():
        name = _document_id(key)
        if name in texts:
            raise MetadataError(
                f"two texts have the id {name!r}, once it is text; give each its own."
            )
        if not isinstance(text, str):
            remedy = "Write '' where there is none."
            if isinstance(text, bytes):
                remedy = "Decode it: data.decode('utf-8')."
            raise OptionError(
                f"what came as the text of {name!r} is {show_value(text)}: expected a "
                f"str. {remedy}"
            )
        check_encodable(name, text)
        texts[name] = text
    _refuse_similar_ids(texts)
    return texts


def _document_id(given: object) -> str:
    """Return an id as text, or raise a MetadataError if it cannot be an id."""
    name = str(given)
    is_text_or_number = isinstance(given, str | numbers.Integral)
    if isinstance(given, bool) or not is_text_or_number or not name.strip():
        raise MetadataError(
            f"a text came with the id {show_value(given)}; expected text or a whole "
            "number. Give each document an id of its own."
        )
    return name


def _refuse_similar_ids(names: Iterable[str]) -> None:
    """Refuse ids that are easily confused.

    As names of files, they would be the same file on many computers.
    """
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(comparable_id(name), name)
        if other != name:
            raise MetadataError(
                f"the ids {other!r} and {name!r} differ only in capitals or accents, "
                "and would be confused; rename one."
            )


def check_paragraph_modes(
    given: ParagraphMode | Mapping[str, ParagraphMode], names: list[str]
) -> tuple[ParagraphMode, ...]:
    """Return what ends a paragraph in each of the documents `names`.

    Raises
    ------
    OptionError
        A value is none of the three modes, or an id is that of no document.
    """
    for mode in given.values() if isinstance(given, Mapping) else (given,):
        check_option("paragraphs", mode, ("auto", "line", "blank"))
    if not isinstance(given, Mapping):
        return (given,) * len(names)
    known = set(names)
    unknown = [name for name in given if name not in known]
    if unknown:
        advice = suggest_or_list(str(unknown[0]), names)
        raise OptionError(
            f"paragraphs names {unknown[0]!r}, but no document is called that.{advice}"
        )
    return tuple(given.get(name, "auto") for name in names)


def check_metadata(given: object, names: list[str]) -> pd.DataFrame:
    """Return the metadata of the documents `names`, with column names as text.

    Raises
    ------
    MetadataError
        No table came, a column is missing or repeated, or the ids are not `names`.
    """
    if given is None:
        return pd.DataFrame({"doc": pd.Series(names, dtype="str")})
    expected = (
        "documents must be a table (pandas.DataFrame) with a column 'doc' that holds "
        "the ids of the texts, in order"
    )
    if not isinstance(given, pd.DataFrame):
        raise MetadataError(
            f"{expected}; what came is {show_value(given)}. Write "
            "documents=pandas.DataFrame(...)."
        )
    columns = [str(name) for name in given.columns]
    if "doc" not in columns:
        raise MetadataError(
            f"{expected}; it has the columns {', '.join(columns) or 'none'}."
        )
    repeated = [name for name in columns if columns.count(name) > 1]
    if repeated:
        raise MetadataError(
            f"documents has the column {repeated[0]!r} twice; rename one of them."
        )
    table = given.set_axis(columns, axis="columns").reset_index(drop=True)
    ids: list[object] = []
    for doc in table["doc"].tolist():
        ids.append(str(doc) if isinstance(doc, numbers.Integral) else doc)
    if ids != names:
        raise MetadataError(f"{expected}; {_difference_of_ids(ids, names)}")
    return table.assign(doc=pd.Series(names, dtype="str"))


def _difference_of_ids(ids: list[object], names: list[str]) -> str:
    """Return how the ids of a table differ from those of the texts.

    They differ in number, in one of them, or in order.
    """
    known = set(names)
    ids_as_text = set(map(str, ids))
    missing = [name for name in names if name not in ids_as_text]
    unknown = [doc for doc in ids if str(doc) not in known]
    if len(ids) != len(names):
        which = ""
        if missing:
            which = f" {missing[0]!r} has none."
        elif unknown:
            which = f" {unknown[0]!r} is no text."
        return f"it has {len(ids):,} rows for {len(names):,} texts.{which}"
    pairs = list(zip(ids, names, strict=True))
    row = next(row for row, (doc, name) in enumerate(pairs) if doc != name)
    doc, name = pairs[row]
    first_difference = f"row {row} has {doc!r}, but the text there is {name!r}."
    if missing:
        return (
            f"{first_difference} No row has the id {missing[0]!r}; expected one row "
            "for each text."
        )
    return (
        f"{first_difference} The ids are the same but in another order: write "
        "documents=table.set_index('doc').loc[list(texts)].reset_index()."
    )


def _advice(given: object) -> str:
    """Return how to make a Corpus of what came in place of a mapping."""
    if isinstance(given, str):
        return (
            "Write from_texts({'speech': text}); files are read with "
            "discourse.read(path)."
        )
    if isinstance(given, pd.DataFrame):
        return "Give the table to discourse.read(table, text='the column of texts')."
    if isinstance(given, pd.Series):
        return "Write from_texts(series.to_dict())."
    if isinstance(given, list | tuple):
        return (
            "Write from_texts(dict(zip(ids, texts))), or "
            "from_texts(dict(enumerate(texts, 1))) to number them."
        )
    return "Write from_texts({'a': 'First text.', 'b': 'Second text.'})."
