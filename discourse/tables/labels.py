"""What a reader sees in place of the id of a document, a family or a group."""

from __future__ import annotations

import pandas as pd

from discourse.tables.written_names import (
    name_in_words,
    printable_line,
    shorten_ids,
)

__all__ = ["LABEL_COLUMNS", "labels_of"]

# The column that holds the label of what each column of ids names.
LABEL_COLUMNS = {
    "doc": "doc_label",
    "other": "other_label",
    "group": "group_label",
    "family": "family_label",
    "term": "family_label",
}


def labels_of(table: pd.DataFrame, *columns: str) -> dict[str, str]:
    """Return what a reader sees for each id in `columns`: its label, or its short form.

    The label of a document is in the column `doc_label`, and so on. Where there is no
    such column, or the cell is empty, an id of a family is written as words, a term as
    it is, and any other id is shortened as far as it stays unique.

    Parameters
    ----------
    table : pandas.DataFrame
    *columns : {'doc', 'other', 'group', 'family', 'term'}
        Columns whose ids are of one sort, such as the two documents of a pair. A term
        may be a family, where formulas are compared.

    Examples
    --------
    >>> table = pd.DataFrame({"family": ["gdi", "new_era"], "family_label": ["GDI", ""]})
    >>> labels_of(table, "family")
    {'gdi': 'GDI', 'new_era': 'new era'}
    """
    given: dict[str, str] = {}
    for column in columns:
        ids = table[column].astype("str")
        label_column = LABEL_COLUMNS[column]
        if label_column in table.columns:
            cells = table[label_column].astype("str")
        else:
            cells = pd.Series("", index=table.index)
        pairs = pd.DataFrame({"id": ids, "label": cells}).drop_duplicates()
        for name, label in zip(pairs["id"], pairs["label"], strict=True):
            given[name] = given.get(name) or printable_line(label)
    if columns == ("family",):
        return {name: label or name_in_words(name) for name, label in given.items()}
    if columns == ("term",):
        return {name: label or name for name, label in given.items()}
    without_label = [name for name, label in given.items() if not label]
    short_names = shorten_ids(without_label)
    return {name: label or short_names[name] for name, label in given.items()}
