"""What runs of ranks of a suffix array hold, by the compiled kernel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.accelerators.compiled_kernels import kernels_in_use
from discourse.accelerators.kernel_arrays import as_int64

__all__ = ["RunContents", "read_runs"]


@dataclass(frozen=True, eq=False)
class RunContents:
    """What each run of ranks holds.

    Attributes
    ----------
    documents : int64 array, shape (runs,)
        How many documents its tokens are in.
    first_token : int64 array, shape (runs,)
        The token that comes first in the stream.
    """

    documents: np.ndarray
    first_token: np.ndarray


def read_runs(
    order: np.ndarray, document: np.ndarray, low: np.ndarray, high: np.ndarray
) -> RunContents:
    """Return what each run of ranks holds.

    Parameters
    ----------
    order : int32 array, shape (tokens,)
        By rank: its token.
    document : int32 array, shape (tokens,)
        By token: its document.
    low, high : int64 arrays, shape (runs,)
        Half-open runs of ranks. None may be empty.

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    low = as_int64(low)
    high = as_int64(high)
    documents = np.empty_like(low)
    first_token = np.empty_like(low)
    document_count = int(document.max(initial=-1)) + 1
    kernels.read_runs(
        order, document, low, high, documents, first_token, document_count
    )
    return RunContents(documents, first_token)
