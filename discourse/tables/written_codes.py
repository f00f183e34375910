"""What a reader sees in place of a code: the words of the registries."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import pandas as pd

from discourse.registries import (
    DISPERSION_MEASURES,
    DIVERSITY_MEASURES,
    INTERVALS,
    KEYNESS_CORRECTIONS,
    KEYNESS_SCORES,
    KEYNESS_TESTS,
    NO_INTERVAL_REASONS,
    SIMILARITY_MEASURES,
    TOKEN_UNITS,
)
from discourse.tables.missing_cells import is_missing
from discourse.validation import count_of, percent_of_confidence

__all__ = [
    "CODED_COLUMNS",
    "describe_backgrounds",
    "describe_interval",
    "describe_intervals",
    "write_code",
]

# The key words of one convention have this measure, which `dispersion` does not give.
KLD_EXP = "1 - e^-KLD, 0 = even"


def _dispersion_in_words(code: str) -> str:
    """Return the name of a measure of dispersion, or `code` itself if it is none."""
    if code == "kld_exp":
        return KLD_EXP
    measure = DISPERSION_MEASURES.get(code)
    return measure.written if measure else code


def _measure_in_words(code: str) -> str:
    """Return the label of a measure of any kind, or `code` itself if it is none.

    No two measures have the same name, so the order of the registries has no effect.
    """
    for registry in (
        SIMILARITY_MEASURES,
        DIVERSITY_MEASURES,
        DISPERSION_MEASURES,
        KEYNESS_SCORES,
    ):
        if code in registry:
            return registry.label(code, code)
    return code


def _token_unit_in_words(code: str) -> str:
    """Return the name of a unit; ``""`` for words, which are what one expects."""
    return "" if code == "word" else TOKEN_UNITS.label(code, code)


def _finding_in_words(code: str) -> str:
    """Return a code of `lexicon_check` without its underscores.

    The labels of the registry are sentences, and too long for a cell.
    """
    return code.replace("_", " ")


# By column, the function that gives the words of a code. What is no code is written as
# it is, because tables of older versions hold the words themselves.
CODED_COLUMNS: Mapping[str, Callable[[str], str]] = {
    "correction": lambda code: KEYNESS_CORRECTIONS.label(code, code),
    "differs_in": _finding_in_words,
    "dispersion_measure": _dispersion_in_words,
    "finding": _finding_in_words,
    "measure": _measure_in_words,
    "test": lambda code: KEYNESS_TESTS.label(code, code),
    "token_unit": _token_unit_in_words,
}


def write_code(column: str, code: str) -> str:
    """Return the words of a code in `column`, or `code` itself if it has none.

    >>> write_code("dispersion_measure", "dp_egbert")
    'D_P (Egbert et al. 2020), 1 = even'
    """
    words_of_code = CODED_COLUMNS.get(column)
    return words_of_code(code) if words_of_code else code


def describe_interval(
    code: str, unit: str = "", confidence_level: float = math.nan
) -> str:
    """Return the name of an interval in words, or the reason why there is none.

    Parameters
    ----------
    code, unit : str
        Cells of the columns `interval` and `interval_unit`.
    confidence_level : float, optional
        Cell of the column of this name. NaN = not known, and then not written.

    Examples
    --------
    >>> describe_interval("garwood_effective", "documents", 0.95)
    'Garwood on effective counts 95%, documents as units'
    >>> describe_interval("one_document")
    'none: one document'
    """
    if code in NO_INTERVAL_REASONS:
        reason = NO_INTERVAL_REASONS[code].format(unit=unit)
        return f"none: {reason}"
    if code not in INTERVALS:
        return code
    name = INTERVALS[code].label
    if not math.isnan(confidence_level):
        name += f" {percent_of_confidence(confidence_level)}"
    return f"{name}, {unit} as units" if unit else name


def describe_intervals(table: pd.DataFrame) -> list[str]:
    """Return the name of the interval of each row, in words.

    Parameters
    ----------
    table : pandas.DataFrame
        It has the columns `interval`, `interval_unit` and `confidence_level`.
    """
    names = []
    cells = zip(
        table["interval"].tolist(),
        table["interval_unit"].tolist(),
        table["confidence_level"].tolist(),
        strict=True,
    )
    for code, unit, level in cells:
        # Only a table that was made by hand has a level that is none.
        if _is_level(level):
            names.append(describe_interval(code, unit, level))
        else:
            name = describe_interval(code, unit)
            names.append(_with_odd_cell(name, level))
    return names


def _with_odd_cell(name: str, cell: object) -> str:
    """Return a name and, unless it is missing, a cell that is not what was expected."""
    is_empty = is_missing(cell) or cell == ""
    return name if is_empty else f"{name}, {cell}"


def _is_level(value: object) -> bool:
    """Return whether a cell is a level of confidence."""
    return isinstance(value, int | float) and 0 <= value <= 1


def describe_backgrounds(table: pd.DataFrame) -> list[str]:
    """Return the background of each row with its size, in words; ``""`` = none.

    How many terms a background lacks is said by the note of the row.

    Parameters
    ----------
    table : pandas.DataFrame
        It has the columns `background` and `background_documents`.

    Examples
    --------
    >>> table = pd.DataFrame({"background": ["press"], "background_documents": [1200]})
    >>> describe_backgrounds(table)
    ['press, 1,200 documents']
    """
    descriptions = []
    cells = zip(
        table["background"].tolist(),
        table["background_documents"].tolist(),
        strict=True,
    )
    for name, document_count in cells:
        if not name:
            descriptions.append("")
        elif isinstance(document_count, int | float) and document_count % 1 == 0:
            size = count_of(int(document_count), "document")
            descriptions.append(f"{name}, {size}")
        else:  # only in a table that was made by hand
            descriptions.append(_with_odd_cell(name, document_count))
    return descriptions
