"""What a reader sees in place of the id of a document, a family or a group."""

from __future__ import annotations

import pandas as pd

from discourse.tables.text_dtype import TEXT_DTYPE
from discourse.tables.written_names import (
    name_in_words,
    printable_line,
    shorten_ids,
)

__all__ = ["LABEL_COLUMNS", "labels_of"]

# For each column of ids, the column that holds their labels. The term of a table that
# compares formulas is the id of a family.
LABEL_COLUMNS = {
    "doc": "doc_label",
    "other": "other_label",
    "group": "group_label",
    "family": "family_label",
    "term": "family_label",
}


def labels_of(table: pd.DataFrame, *columns: str) -> dict[str, str]:
    """Return what a reader sees for each id in `columns`: its label, or its short form.

    The result maps ids to labels, in the order in which the ids occur.

    The label of a document is in the column `doc_label`, and so on. Where there is no
    such column, or the cell is empty, an id of a family is written as words, a term as
    it is, and any other id is shortened as far as it stays unique.

    Parameters
    ----------
    table : pandas.DataFrame
    *columns : {'doc', 'other', 'group', 'family', 'term'}
        Columns whose ids name things of one sort, such as the two documents of a pair.
        A term may be the id of a family, in a table that compares formulas.

    Examples
    --------
    >>> columns = {"family": ["gdi", "new_era"], "family_label": ["GDI", ""]}
    >>> labels_of(pd.DataFrame(columns), "family")
    {'gdi': 'GDI', 'new_era': 'new era'}
    """
    label_by_id: dict[str, str] = {}
    for column in columns:
        ids = table[column].astype(TEXT_DTYPE).fillna("")
        label_column = LABEL_COLUMNS[column]
        if label_column in table.columns:
            cells = table[label_column].astype(TEXT_DTYPE).fillna("")
        else:
            cells = pd.Series("", index=table.index)
        pairs = pd.DataFrame({"id": ids, "label": cells}).drop_duplicates()
        for row_id, label in zip(pairs["id"], pairs["label"], strict=True):
            # The first row of an id that has a label decides.
            if not label_by_id.get(row_id):
                label_by_id[row_id] = printable_line(label)
    ids_without_label = [row_id for row_id, label in label_by_id.items() if not label]
    if columns == ("family",):
        name_by_id = {row_id: name_in_words(row_id) for row_id in ids_without_label}
    elif columns == ("term",):
        name_by_id = {row_id: row_id for row_id in ids_without_label}
    else:
        name_by_id = shorten_ids(ids_without_label)
    return label_by_id | name_by_id
