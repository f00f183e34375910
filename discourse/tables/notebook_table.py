"""How a notebook shows a table that is the last line of a cell."""

from __future__ import annotations

from typing import Any

import pandas as pd

from discourse.tables._show import show
from discourse.tables.kind_lookup import kind_of

__all__ = ["NotebookTable"]


class NotebookTable(pd.DataFrame):
    """A DataFrame that a notebook shows as :func:`discourse.show` does.

    It differs from a pandas DataFrame in nothing else. ``head``, ``sort_values`` and
    filters keep the class. A table whose columns are no longer those of a kind is shown
    as pandas shows it, and so is every table where the pandas option
    ``display.notebook_repr_html`` is off.
    """

    @property
    def _constructor(self) -> type[NotebookTable]:
        return NotebookTable

    def _repr_html_(self) -> Any:
        # Any, since the stubs of pandas do not declare this method of a DataFrame.
        wants_html = pd.get_option("display.notebook_repr_html")
        if wants_html and self.columns.is_unique and kind_of(self):
            return show(self)._repr_html_()
        return super()._repr_html_()  # type: ignore[misc]
