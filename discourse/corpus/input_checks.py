"""Texts and metadata given in memory, checked before a Corpus is made of them."""

from __future__ import annotations

import numbers
import unicodedata
from collections.abc import Iterable, Mapping

import pandas as pd

from discourse.corpus.raw_texts import well_formed
from discourse.errors import MetadataError, OptionError
from discourse.text import ParagraphMode
from discourse.validation import check_option, show_value, suggest_or_list

__all__ = ["alike", "taken_metadata", "taken_modes", "taken_texts"]


def alike(doc: str) -> str:
    r"""Return what two ids share that differ only in capitals or in how an accent is encoded.

    >>> alike("Cafe\u0301") == alike("CAFÉ")
    True
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", doc).casefold())


def taken_texts(given: object) -> dict[str, str]:
    """Return texts by id, the ids as text; or say what is wrong with them.

    Raises
    ------
    OptionError
        No mapping came, or one that holds something else than text.
    MetadataError
        An id is missing or neither text nor a whole number; or two are one once they are text, or but for capitals.
    EncodingError
        A text holds a lone surrogate.
    """
    if not isinstance(given, Mapping):
        raise OptionError(
            f"texts={show_value(given)}: expected a mapping of ids to texts. {_advice(given)}"
        )
    texts: dict[str, str] = {}
    for key, text in given.items():
        name = _id(key)
        if name in texts:
            raise MetadataError(
                f"two texts have the id {name!r}, once it is text; give each its own."
            )
        if not isinstance(text, str):
            mend = (
                "Decode it: data.decode('utf-8')."
                if isinstance(text, bytes)
                else "Write '' where there is none."
            )
            raise OptionError(
                f"what came as the text of {name!r} is {show_value(text)}: expected a str. {mend}"
            )
        well_formed(name, text)
        texts[name] = text
    _unlike(texts)
    return texts


def _id(given: object) -> str:
    name = str(given)
    if (
        isinstance(given, bool)
        or not isinstance(given, str | numbers.Integral)
        or not name.strip()
    ):
        raise MetadataError(
            f"a text came with the id {show_value(given)}; expected text or a whole number. Give each document an id of its own."
        )
    return name


def _unlike(names: Iterable[str]) -> None:
    """Refuse ids that would be confused: as names of files they are one on many computers."""
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(alike(name), name)
        if other != name:
            raise MetadataError(
                f"the ids {other!r} and {name!r} differ only in capitals or accents, and would be confused; rename one."
            )


def taken_modes(
    given: ParagraphMode | Mapping[str, ParagraphMode], names: list[str]
) -> tuple[ParagraphMode, ...]:
    """Return what ends a paragraph in each of the documents `names`; or say what is wrong with it."""
    for mode in given.values() if isinstance(given, Mapping) else (given,):
        check_option("paragraphs", mode, ("auto", "line", "blank"))
    if not isinstance(given, Mapping):
        return (given,) * len(names)
    known = set(names)
    odd = [name for name in given if name not in known]
    if odd:
        raise OptionError(
            f"paragraphs names {odd[0]!r}, but no document is called that.{suggest_or_list(str(odd[0]), names)}"
        )
    return tuple(given.get(name, "auto") for name in names)


def taken_metadata(given: object, names: list[str]) -> pd.DataFrame:
    """Return the metadata of the documents `names`, its columns named by text; or say what is wrong with it."""
    if given is None:
        return pd.DataFrame({"doc": pd.Series(names, dtype="str")})
    what = "documents must be a table (pandas.DataFrame) with a column 'doc' that holds the ids of the texts, in order"
    if not isinstance(given, pd.DataFrame):
        raise MetadataError(
            f"{what}; what came is {show_value(given)}. Write documents=pandas.DataFrame(...)."
        )
    columns = [str(name) for name in given.columns]
    if "doc" not in columns:
        raise MetadataError(
            f"{what}; it has the columns {', '.join(columns) or 'none'}."
        )
    twice = [name for name in columns if columns.count(name) > 1]
    if twice:
        raise MetadataError(
            f"documents has the column {twice[0]!r} twice; rename one of them."
        )
    given = given.set_axis(columns, axis="columns").reset_index(drop=True)
    have = [
        str(doc) if isinstance(doc, numbers.Integral) else doc
        for doc in given["doc"].tolist()
    ]
    if have != names:
        raise MetadataError(f"{what}; {_out_of_step(have, names)}")
    return given.assign(doc=pd.Series(names, dtype="str"))


def _out_of_step(have: list[object], names: list[str]) -> str:
    """How the ids of a table, `have`, differ from those of the texts: in order, in number, or in one of them."""
    ours, theirs = set(names), set(map(str, have))
    missing, odd = (
        [name for name in names if name not in theirs],
        [doc for doc in have if str(doc) not in ours],
    )
    if len(have) != len(names):
        which = (
            f" {missing[0]!r} has none."
            if missing
            else f" {odd[0]!r} is no text."
            if odd
            else ""
        )
        return f"it has {len(have):,} rows for {len(names):,} texts.{which}"
    row, doc, name = next(
        (row, *pair)
        for row, pair in enumerate(zip(have, names, strict=True))
        if pair[0] != pair[1]
    )
    stands = f"row {row} has {doc!r}, but the text there is {name!r}."
    if missing:
        return f"{stands} No row has the id {missing[0]!r}; expected one row a text."
    return (
        f"{stands} The ids are the same but stand in another order: write "
        "documents=table.set_index('doc').loc[list(texts)].reset_index()."
    )


def _advice(given: object) -> str:
    if isinstance(given, str):
        return "Write from_texts({'speech': text}); files are read with discourse.read(path)."
    if isinstance(given, pd.DataFrame):
        return "Give the table to discourse.read(table, text='the column of texts')."
    if isinstance(given, pd.Series):
        return "Write from_texts(series.to_dict())."
    if isinstance(given, list | tuple):
        return "Write from_texts(dict(zip(ids, texts))), or from_texts(dict(enumerate(texts, 1))) to number them."
    return "Write from_texts({'a': 'First text.', 'b': 'Second text.'})."
