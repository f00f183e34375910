"""Texts and metadata given in memory, checked before a Corpus is made of them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from discourse.corpus.shelf import well_formed
from discourse.errors import MetadataError, OptionError

__all__ = ["taken_metadata", "taken_texts"]


def taken_texts(given: object) -> dict[str, str]:
    """Return texts by id, the ids as text; or say what is wrong with them.

    Raises
    ------
    OptionError
        No mapping came, or one that holds something else than text.
    MetadataError
        Two ids are one, once they are text.
    EncodingError
        A text holds a lone surrogate.
    """
    if not isinstance(given, Mapping):
        raise OptionError(f"texts={_shown(given)}: expected a mapping of ids to texts. {_advice(given)}")
    texts: dict[str, str] = {}
    for key, text in given.items():
        name = str(key)
        if name in texts:
            raise MetadataError(f"two texts have the id {name!r}, once it is text; give each its own.")
        if not isinstance(text, str):
            mend = "Decode it: data.decode('utf-8')." if isinstance(text, bytes) else "Write '' where there is none."
            raise OptionError(f"what came as the text of {name!r} is {_shown(text)}: expected a str. {mend}")
        well_formed(name, text)
        texts[name] = text
    return texts


def taken_metadata(given: object, names: list[str]) -> pd.DataFrame:
    """Return the metadata of the documents `names`, its columns named by text; or say what is wrong with it."""
    if given is None:
        return pd.DataFrame({"doc": pd.Series(names, dtype="str")})
    what = "documents must be a table (pandas.DataFrame) with a column 'doc' that holds the ids of the texts, in order"
    if not isinstance(given, pd.DataFrame):
        raise MetadataError(f"{what}; what came is {_shown(given)}. Write documents=pandas.DataFrame(...).")
    columns = [str(name) for name in given.columns]
    if "doc" not in columns:
        raise MetadataError(f"{what}; it has the columns {', '.join(columns) or 'none'}.")
    twice = [name for name in columns if columns.count(name) > 1]
    if twice:
        raise MetadataError(f"documents has the column {twice[0]!r} twice; rename one of them.")
    given = given.set_axis(columns, axis="columns").reset_index(drop=True)
    have = given["doc"].tolist()
    if len(have) != len(names):
        raise MetadataError(f"{what}; it has {len(have):,} rows for {len(names):,} texts.")
    for row, (doc, name) in enumerate(zip(have, names, strict=True)):
        if doc != name:
            raise MetadataError(f"{what}; row {row} has {doc!r}, but the text there is {name!r}. Sort it by the texts.")
    return given


def _shown(given: object) -> str:
    """What came, for a message: its beginning when it is long."""
    if isinstance(given, list | tuple | set | dict | pd.Series | pd.DataFrame):
        return f"a {type(given).__name__} of {len(given):,}"
    shown = repr(given)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"


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
