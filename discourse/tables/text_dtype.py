"""The dtype of text columns, the same in every version of pandas."""

import numpy as np
import pandas as pd

__all__ = ["TEXT_DTYPE"]

# Text whose missing value is NaN. pandas 3 calls this dtype "str" and gives it to text
# by itself. pandas 2.3 has it too, but there the name "str" stands for Python objects.
TEXT_DTYPE = pd.StringDtype(na_value=np.nan)
