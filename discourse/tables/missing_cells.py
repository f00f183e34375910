"""Which cells of a table are missing."""

from __future__ import annotations

import numpy as np
import pandas as pd

__all__ = ["is_missing"]


def is_missing(value: object) -> bool:
    """Return whether a cell is one of the values that pandas takes for missing.

    >>> [is_missing(value) for value in (None, pd.NA, pd.NaT, float("nan"), "", 0)]
    [True, True, True, True, False, False]
    >>> is_missing(np.datetime64("NaT")), is_missing(np.datetime64("2020-01-02"))
    (True, False)
    """
    if value is None or value is pd.NA or value is pd.NaT:
        return True
    if isinstance(value, np.datetime64 | np.timedelta64):
        return bool(np.isnat(value))
    # NaN differs from itself.
    return isinstance(value, float | np.floating) and bool(value != value)
