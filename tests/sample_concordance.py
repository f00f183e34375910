"""A concordance of two lines, one of them long, for the tests of showing and saving."""

from __future__ import annotations

import pandas as pd

from discourse import tables


def concordance_table() -> pd.DataFrame:
    return tables.make(
        "kwic",
        {
            "doc": ["000_171e8d334eace437", "001_0e67fac1f9dc59aa"],
            "start": [266, 12345],
            "end": [292, 12371],
            "left": ["building a", "far to the left " * 6 + "stands the word\nbefore"],
            "surface": ["community", "命运共同体"],
            "right": ["of destiny", "and on it goes " * 8],
            "family": ["community_shared_future", ""],
            "pattern": ["", ""],
        },
    )
