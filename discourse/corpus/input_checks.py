"""Check texts and metadata given in memory, before a Corpus is made of them."""

from __future__ import annotations

import numbers
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

import pandas as pd

from discourse import tables
from discourse.corpus.metadata_values import (
    refuse_bytes,
    strip_texts,
    without_outer_blanks,
)
from discourse.corpus.raw_texts import check_encodable
from discourse.errors import ColumnError, MetadataError, OptionError, TableError
from discourse.tables.table_checks import check_columns
from discourse.text import ParagraphMode
from discourse.validation import (
    check_characters,
    check_option,
    show_name,
    show_value,
    suggest_or_list,
)

__all__ = [
    "EncodableTexts",
    "are_ascii",
    "are_good_ids",
    "check_ids",
    "check_layer_name",
    "check_metadata",
    "check_paragraph_modes",
    "check_reading_table",
    "check_sources",
    "check_texts",
    "comparable_id",
    "comparable_ids",
    "how_ids_differ",
    "names_of_columns",
    "refuse_document",
    "remedy_for_bytes",
]

_ADVICE_BY_TYPE: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (
        str,
        "Write from_texts({'speech': text}); files are read with discourse.read(path).",
    ),
    (pd.Series, "Write from_texts(series.to_dict())."),
    (
        (list, tuple),
        "Write from_texts(dict(zip(ids, texts))), or "
        "from_texts(dict(enumerate(texts, 1))) to number them.",
    ),
)


class EncodableTexts(dict[str, str]):
    """Texts by id that were searched: none of them has a lone surrogate."""


def are_ascii(values: Sequence[Any]) -> bool:
    """Return whether all values are text of ASCII characters.

    Many values are looked at without a loop in Python.

    >>> are_ascii(["the", "of"]), are_ascii(["the", 3]), are_ascii(["état"])
    (True, False, False)
    """
    return set(map(type, values)) <= {str} and all(map(str.isascii, values))


def comparable_id(doc: str) -> str:
    r"""Return an id without what may differ between two ids that are easily confused.

    These are capitals, the way in which an accent is encoded, and blanks at its ends.

    >>> comparable_id("Cafe\u0301 ") == comparable_id("CAFÉ")
    True
    """
    stripped_id = without_outer_blanks(doc)
    if stripped_id.isascii():
        return stripped_id.lower()
    composed_id = unicodedata.normalize("NFC", stripped_id)
    without_capitals = composed_id.casefold()
    # Folding may leave an accent apart from its letter, so the text is composed again.
    return unicodedata.normalize("NFC", without_capitals)


def comparable_ids(docs: Sequence[str]) -> list[str]:
    """Return each id as :func:`comparable_id` does."""
    if all(map(str.isascii, docs)):
        return [doc.lower() for doc in strip_texts(docs)]
    return [comparable_id(doc) for doc in docs]


def how_ids_differ(first: str, second: str) -> str:
    """Return in what two ids differ that are easily confused.

    >>> how_ids_differ("a", "A"), how_ids_differ("a", " a ")
    ('capitals or accents', 'blanks at their ends')
    """
    first_signs = without_outer_blanks(first)
    second_signs = without_outer_blanks(second)
    if first_signs == second_signs:
        return "blanks at their ends"
    if (first, second) == (first_signs, second_signs):
        return "capitals or accents"
    return "capitals, accents or blanks at their ends"


def check_texts(texts: object) -> dict[str, str]:
    """Return texts by id, with every id as text; raise an error if one is wrong.

    Raises
    ------
    OptionError
        No mapping came, or a value in it is no text.
    MetadataError
        An id is empty, or neither text nor a whole number. Or two ids are the same as
        text, or differ only in capitals, accents or blanks at their ends.
    EncodingError
        A text holds a lone surrogate.
    """
    if not isinstance(texts, Mapping):
        raise OptionError(
            f"texts={show_value(texts)}: expected a mapping of ids to texts. "
            f"{_advice(texts)}"
        )
    checked_texts = _check_each_text(texts)
    _refuse_similar_ids(list(checked_texts))
    return checked_texts


def _check_each_text(texts: Mapping[Any, Any]) -> dict[str, str]:
    """Return texts by id, with every id as text; raise an error if one is wrong."""
    are_encodable = isinstance(texts, EncodableTexts)
    if are_encodable and are_good_ids(list(texts)):
        return dict(texts)
    checked_texts: dict[str, str] = {}
    for key, text in texts.items():
        doc = _document_id(key)
        if doc in checked_texts:
            raise MetadataError(
                f"two texts have the id {doc!r}, once it is text; give each its own."
            )
        if not isinstance(text, str):
            remedy = "Write '' where there is none."
            if isinstance(text, bytes):
                remedy = remedy_for_bytes(text)
            raise OptionError(
                f"what came as the text of {doc!r} is {show_value(text)}: expected a "
                f"str. {remedy}"
            )
        if not are_encodable:
            check_encodable(doc, text)
        checked_texts[doc] = text
    return checked_texts


def check_ids(keys: Sequence[object]) -> list[str]:
    """Return the ids of documents as text, or raise an error if one is wrong.

    Raises
    ------
    MetadataError
        An id is empty, or neither text nor a whole number. Or two ids are the same as
        text, or differ only in capitals, accents or blanks at their ends.
    """
    names = [_document_id(key) for key in keys]
    if len(set(names)) < len(names):
        repeated = next(name for name in names if names.count(name) > 1)
        raise MetadataError(f"two documents have the id {repeated!r}; rename one.")
    _refuse_similar_ids(names)
    return names


def are_good_ids(keys: Sequence[Any]) -> bool:
    """Return whether all keys are ASCII text with a sign in it: ids as they are.

    >>> are_good_ids(["a", "b"]), are_good_ids(["a", " "]), are_good_ids(["a", 1])
    (True, False, False)
    """
    return are_ascii(keys) and all(map(str.strip, keys))


def _document_id(key: object) -> str:
    """Return an id as text, or raise a MetadataError if it cannot be an id."""
    doc = str(key)
    is_text_or_number = isinstance(key, str | numbers.Integral)
    has_signs = bool(without_outer_blanks(doc))
    if isinstance(key, bool) or not is_text_or_number or not has_signs:
        raise MetadataError(
            f"a text came with the id {show_value(key)}; expected text or a whole "
            "number. Give each document an id of its own."
        )
    if not doc.isascii():
        check_characters("the id of a text", [doc], MetadataError)
    return doc


def _refuse_similar_ids(names: Sequence[str]) -> None:
    """Raise an error for two ids that are easily confused.

    As names of files, they would be the same file on many computers.
    """
    keys = comparable_ids(names)
    if len(set(keys)) == len(keys):
        return
    name_of_comparable_id: dict[str, str] = {}
    for key, name in zip(keys, names, strict=True):
        earlier_name = name_of_comparable_id.setdefault(key, name)
        if earlier_name != name:
            raise MetadataError(
                f"the ids {earlier_name!r} and {name!r} differ only in "
                f"{how_ids_differ(earlier_name, name)}, and would be confused; rename "
                "one."
            )


def check_paragraph_modes(
    paragraphs: ParagraphMode | Mapping[str, ParagraphMode], names: list[str]
) -> tuple[ParagraphMode, ...]:
    """Return what ends a paragraph in each of the documents `names`.

    Raises
    ------
    OptionError
        A value is none of the three modes, or an id is that of no document.
    """
    for mode in (
        paragraphs.values() if isinstance(paragraphs, Mapping) else (paragraphs,)
    ):
        check_option("paragraphs", mode, ("auto", "line", "blank", "double"))
    if not isinstance(paragraphs, Mapping):
        return (paragraphs,) * len(names)
    known_names = set(names)
    unknown_names = [name for name in paragraphs if name not in known_names]
    if unknown_names:
        advice = suggest_or_list(str(unknown_names[0]), names)
        raise OptionError(
            f"paragraphs names {unknown_names[0]!r}, but no document is called "
            f"that.{advice}"
        )
    return tuple(paragraphs.get(name, "auto") for name in names)


def check_sources(sources: object, names: Sequence[str]) -> tuple[str, ...]:
    """Return the name of the source of each of the documents `names`.

    Raises
    ------
    OptionError
        `sources` is no mapping, an id in it is that of no document, or a name in it is
        no text that a file can hold.
    """
    if sources is None:
        return tuple(names)
    if not isinstance(sources, Mapping):
        raise OptionError(
            f"sources={show_value(sources)}: expected a mapping of ids to the names of "
            "their sources, such as {'a': 'speeches/a.txt'}. Leave it out if there are "
            "none."
        )
    if are_ascii([*sources, *sources.values()]) and list(sources) == list(names):
        return tuple(sources.values())
    known_names = set(names)
    for doc, source in sources.items():
        if not isinstance(doc, str) or doc not in known_names:
            raise OptionError(
                f"sources names {show_value(doc)}, but no document is called "
                f"that.{suggest_or_list(str(doc), names)}"
            )
        if not isinstance(source, str):
            raise OptionError(
                f"sources: what came as the source of {show_name(doc)!r} is "
                f"{show_value(source)}; expected its name, as text."
            )
    check_characters("sources", sources.values())
    return tuple(sources.get(name, name) for name in names)


def check_reading_table(table: object, kind: str) -> pd.DataFrame:
    """Return a table of what reading found; an empty one if none came.

    Parameters
    ----------
    table : DataFrame or None
    kind : {'files', 'refused', 'suspected'}

    Raises
    ------
    TableError
        What came is no table of the kind, or has a lone surrogate.
    """
    if table is None:
        return tables.make(kind, {})
    checked = check_columns(table, kind, "discourse.read(...)")
    if not len(checked):
        return checked
    for name in checked.columns:
        cells = checked[name].tolist()
        check_characters(f"{kind}=, column {str(name)!r}", cells, TableError)
    return checked


def check_layer_name(name: object) -> str:
    """Return the name of a layer of spans, or raise an OptionError for what is none."""
    if not isinstance(name, str) or not name.strip():
        raise OptionError(
            f"lay() got {show_value(name)} as the name of a layer; expected text, such "
            "as 'voices'."
        )
    check_characters("the name of a layer", [name])
    return name


def check_metadata(documents: object, names: list[str]) -> pd.DataFrame:
    """Return the metadata of the documents `names`, with column names as text.

    Raises
    ------
    MetadataError
        No table came, a column is missing or repeated, or the ids are not `names`.
    """
    if documents is None:
        return pd.DataFrame({"doc": pd.Series(names, dtype=tables.TEXT_DTYPE)})
    expectation = (
        "documents must be a table (pandas.DataFrame) with a column 'doc' that holds "
        "the ids of the texts, in order"
    )
    if not isinstance(documents, pd.DataFrame):
        raise MetadataError(
            f"{expectation}; what came is {show_value(documents)}. Write "
            "documents=pandas.DataFrame(...)."
        )
    columns = names_of_columns(documents.columns, "documents")
    check_characters("a column of documents", columns, MetadataError)
    for position, name in enumerate(columns):
        values = documents.iloc[:, position].tolist()
        check_characters(f"documents, column {name!r}", values, MetadataError)
        refuse_bytes(f"the column {name!r} of the metadata", values)
    if "doc" not in columns:
        raise MetadataError(
            f"{expectation}; it has the columns {', '.join(columns) or 'none'}."
        )
    repeated_names = [name for name in columns if columns.count(name) > 1]
    if repeated_names:
        raise MetadataError(
            f"documents has the column {repeated_names[0]!r} twice; rename one of them."
        )
    table = documents.set_axis(columns, axis="columns").reset_index(drop=True)
    docs = table["doc"].tolist()
    if docs != names:
        are_numbers = [isinstance(doc, numbers.Integral) for doc in docs]
        pairs = zip(docs, are_numbers, strict=True)
        ids = [str(doc) if is_number else doc for doc, is_number in pairs]
        if ids != names:
            difference = _difference_of_ids(ids, names, has_numbers=any(are_numbers))
            raise MetadataError(f"{expectation}; {difference}")
    return table.assign(doc=pd.Series(names, dtype=tables.TEXT_DTYPE))


def names_of_columns(names: Iterable[object], source: str) -> list[str]:
    """Return the names of the columns of a table as text without outer blanks.

    `source` is the name of the table, for the message.

    Raises
    ------
    MetadataError
        A column has no name.

    Examples
    --------
    >>> names_of_columns(["doc", " country ", 2019], "documents")
    ['doc', 'country', '2019']
    """
    column_names = []
    for number, name in enumerate(names, 1):
        column_name = without_outer_blanks(str(name))
        if not column_name:
            raise MetadataError(
                f"{source}: column {number} has no name, but {name!r}. Rename it: "
                "table.columns = [...]; or leave it out."
            )
        column_names.append(column_name)
    return column_names


def _difference_of_ids(
    ids: list[object], names: list[str], *, has_numbers: bool
) -> str:
    """Return how the ids of a table differ from those of the texts.

    They differ in number, in one of them, or in order. `has_numbers` says that ids of
    the table are whole numbers.
    """
    known_names = set(names)
    ids_as_text = set(map(str, ids))
    missing_names = [name for name in names if name not in ids_as_text]
    unknown_ids = [doc for doc in ids if str(doc) not in known_names]
    if len(ids) != len(names):
        example = ""
        if missing_names:
            example = f" {missing_names[0]!r} has none."
        elif unknown_ids:
            example = f" {unknown_ids[0]!r} is no text."
        return f"it has {len(ids):,} rows for {len(names):,} texts.{example}"
    pairs = list(zip(ids, names, strict=True))
    row = next(row for row, (doc, name) in enumerate(pairs) if doc != name)
    doc, name = pairs[row]
    first_difference = f"row {row} has {doc!r}, but the text there is {name!r}."
    if missing_names:
        return (
            f"{first_difference} No row has the id {missing_names[0]!r}; expected one "
            "row for each text."
        )
    code = "table.set_index('doc').loc[list(texts)].reset_index()"
    if has_numbers:
        table_of_text = "table.astype({'doc': 'str'}).set_index('doc')"
        code = f"{table_of_text}.loc[list(map(str, texts))].reset_index()"
    return (
        f"{first_difference} The ids are the same but in another order: write "
        f"documents={code}."
    )


def _advice(value: object) -> str:
    """Return how to make a Corpus of what came in place of a mapping."""
    if isinstance(value, pd.DataFrame):
        return f"Give the table to discourse.read(table, text={_longest(value)!r})."
    for types, advice in _ADVICE_BY_TYPE:
        if isinstance(value, types):
            return advice
    return "Write from_texts({'a': 'First text.', 'b': 'Second text.'})."


def remedy_for_bytes(data: bytes) -> str:
    """Return how to make text of bytes."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return (
            "It is not UTF-8: decode it with the encoding that it has; discourse.read "
            "says of a file which encoding it looks like."
        )
    return "Decode it: data.decode('utf-8')."


def _longest(table: pd.DataFrame) -> str:
    """Return the column of a table whose texts are the longest: most likely the texts."""
    lengths: dict[str, int] = {"text": 0}
    for position, name in enumerate(table.columns):
        cells = table.iloc[:, position].tolist()
        length = sum(len(cell) for cell in cells if isinstance(cell, str))
        lengths[str(name)] = length
    return max(lengths, key=lengths.__getitem__)


def refuse_document(doc: object, names: Sequence[str]) -> NoReturn:
    """Raise an error for what identifies no document; suggest a similar id."""
    if isinstance(doc, slice):
        raise OptionError(
            "a slice came; corpus[...] takes the id of one document. For several "
            "documents write corpus.where(doc=list(corpus.names[:3]))."
        )
    given = doc if isinstance(doc, str) else show_value(doc)
    raise ColumnError(
        f"no document is called {show_value(doc)}.{suggest_or_list(given, names)}"
    )
