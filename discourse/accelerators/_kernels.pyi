"""Types of the compiled kernels, whose source is ``kernels.c``."""

import numpy as np

INTERFACE: int

def sort_suffixes(
    ids: np.ndarray,
    follows_break: np.ndarray,
    words_to_break: np.ndarray,
    order: np.ndarray,
    lcp: np.ndarray,
    longest: int,
    /,
) -> None: ...
