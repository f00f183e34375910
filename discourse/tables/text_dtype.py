"""The dtype of text columns, the same in every version of pandas."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
from pandas.api.extensions import ExtensionArray

__all__ = ["TEXT_DTYPE", "TextColumn", "take_texts"]

# Text whose missing value is NaN. pandas 3 calls this dtype "str" and gives it to text
# by itself. pandas 2.3 has it too, but there the name "str" stands for Python objects.
TEXT_DTYPE = pd.StringDtype(na_value=np.nan)

TextColumn = ExtensionArray | np.ndarray


def take_texts(values: Sequence[str], numbers: np.ndarray) -> TextColumn:
    """Return the text of each number, as a column of text.

    There are many rows and few values, so each value is made a cell once. Where all
    values are one text, no number is looked at.

    >>> list(take_texts(["the", "belt"], np.array([1, 0, 1])))
    ['belt', 'the', 'belt']
    """
    try:
        if len(set(values)) == 1:
            text = pa.scalar(values[0], type=pa.large_string())
            return pd.array(pa.repeat(text, len(numbers)), dtype=TEXT_DTYPE)
        cells: ExtensionArray = pd.array(list(values), dtype=TEXT_DTYPE)
    except UnicodeEncodeError:
        # Half of a character, which `make` refuses with the name of the column.
        return np.array(values, dtype=object)[numbers]
    return cells.take(numbers)
