"""Quantiles of small whole numbers, such as lengths of lines, by document."""

from __future__ import annotations

import numpy as np

__all__ = ["DocumentQuantiles"]


class DocumentQuantiles:
    """The values of each document, counted, so that any quantile is found fast.

    Counting is faster than sorting, since a document has many lines but few lengths.

    Parameters
    ----------
    document : int array
        The document of each value, sorted.
    values : int array
        They are not negative.
    document_count : int
    """

    def __init__(
        self, document: np.ndarray, values: np.ndarray, document_count: int
    ) -> None:
        counts = np.bincount(document, minlength=document_count)
        self._has_values = counts > 0
        self._counts = counts[self._has_values]
        self._first = np.cumsum(self._counts) - self._counts
        if not len(values):
            return
        # Each document has a bin for each value up to its largest one.
        bin_counts = np.maximum.reduceat(values, self._first).astype(np.int64) + 1
        self._first_bin = np.cumsum(bin_counts) - bin_counts
        bins = np.repeat(self._first_bin, self._counts) + values
        self._cumulative_counts = np.cumsum(np.bincount(bins))

    def at(self, share: float) -> np.ndarray:
        """Return a quantile of the values of each document (float).

        Between two values it is interpolated, as numpy does. A document without values
        has the quantile 0.

        Parameters
        ----------
        share : float
            The share of values below the quantile, 0-1.
        """
        quantiles = np.zeros(len(self._has_values))
        if not len(self._counts):
            return quantiles
        position = self._first + share * (self._counts - 1)
        lower_position = np.floor(position)
        lower = self._value_at(lower_position)
        upper = self._value_at(np.ceil(position))
        step = upper - lower
        quantiles[self._has_values] = lower + (position - lower_position) * step
        return quantiles

    def _value_at(self, positions: np.ndarray) -> np.ndarray:
        """Return the value at a position among all values in order, by document."""
        bins = np.searchsorted(
            self._cumulative_counts, positions.astype(np.int64), side="right"
        )
        values: np.ndarray = bins - self._first_bin
        return values
