"""The part of a caption that names the stop words that a table leaves out."""

from __future__ import annotations

import pandas as pd

from discourse.plot.row_order import order_of_appearance

__all__ = ["caption_of_edges", "caption_of_stop_words"]


def caption_of_stop_words(table: pd.DataFrame) -> str:
    """Return which stop words are left out, as the column `stop` names them.

    >>> caption_of_stop_words(pd.DataFrame({"stop": ["en+zh", "en+zh"]}))
    'stop words left out: en+zh'
    >>> caption_of_stop_words(pd.DataFrame({"stop": [""]}))
    ''
    """
    names = filter(None, order_of_appearance(table["stop"].tolist()))
    all_names = ", ".join(names)
    return f"stop words left out: {all_names}" if all_names else ""


def caption_of_edges(table: pd.DataFrame) -> str:
    """Return which words begin and end no phrase that is drawn.

    >>> caption_of_edges(pd.DataFrame({"stop": ["en"]}))
    'none begins or ends with a function word (en)'
    """
    names = filter(None, order_of_appearance(table["stop"].tolist()))
    all_names = ", ".join(names)
    if not all_names:
        return ""
    return f"none begins or ends with a function word ({all_names})"
