"""Parts of a caption: the stop words that a table leaves out, and its background."""

from __future__ import annotations

import pandas as pd

from discourse import tables
from discourse.plot.row_order import order_of_appearance

__all__ = ["caption_of_background", "caption_of_edges", "caption_of_stop_words"]


def caption_of_background(table: pd.DataFrame) -> str:
    """Return the background that says how rare terms are; ``""`` = there is none.

    >>> table = pd.DataFrame({"background": ["press"], "background_documents": [1200]})
    >>> caption_of_background(table)
    'background: press, 1,200 documents'
    """
    descriptions = order_of_appearance(tables.describe_backgrounds(table))
    all_descriptions = "; ".join(filter(None, descriptions))
    return f"background: {all_descriptions}" if all_descriptions else ""


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
