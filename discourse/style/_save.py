"""Save a figure together with the numbers it shows."""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse import tables
from discourse.errors import OptionError, TableError
from discourse.file_writing import describe_os_error, new_files, write_file
from discourse.style.theme import render_picture
from discourse.tables.written_names import is_noncharacter, printable_line
from discourse.validation import (
    check_characters,
    check_flag,
    options_by_name,
    show_name,
    show_value,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


__all__ = ["SavedFiles", "remember_table", "save"]

# Names of devices, which no file may have on Windows: "com1" and "lpt1" to 9 too.
RESERVED_NAMES = frozenset(
    {
        "con",
        "prn",
        "aux",
        "nul",
        *(f"com{number}" for number in range(1, 10)),
        *(f"lpt{number}" for number in range(1, 10)),
    }
)
# At most 100 characters, and no hyphen at the start, which a shell takes for an option.
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
# Endings of pictures, tables and archives that a name may have by mistake.
FILE_ENDING = re.compile(
    r"(\.(7z|bmp|bz2|caption|csv|docx?|eps|gif|gz|html?|jpe?g|jsonl?|md|od[st]|parquet|pdf"
    r"|pgf|png|ps|rtf|svgz?|tar|tex|tgz|tiff?|toml|tsv|txt|webp|xlsx?|xz|zip|zst))+$"
)
LONGEST_SUGGESTION = 60  # characters of a name that a message suggests
PRINT_DPI = 300


@options_by_name
def save(
    chart: Axes | Figure | pd.DataFrame,
    name: str,
    *,
    table: pd.DataFrame | None = None,
    caption: str = "",
    folder: str | Path | None = None,
    spreadsheet_safe: bool = True,
    top: int | None = None,
) -> dict[str, Path]:
    """Save a chart as a figure, with the table that it shows and a caption.

    The files are NAME.pdf, NAME.png (300 dpi), NAME.svg, NAME.csv and NAME.caption.txt.
    A table alone can also be a Word file or a workbook: ``save(table, "t.docx")``,
    ``save(table, "t.xlsx")``.

    Parameters
    ----------
    chart : Axes, Figure or DataFrame
        A chart that a function of ``discourse.plot`` returned. If it is a table, only
        NAME.csv is written.
    name : str
        Letters, digits, hyphens and underscores. Files of this name are replaced. With
        ``.docx`` after it, a table alone becomes a Word file: the cells as
        :func:`discourse.show` writes them, under three rules. With ``.xlsx`` it becomes
        a workbook, in which numbers, truth values, dates and text keep their types.
    table : DataFrame
        The table from which `chart` was drawn. Left out if `chart` is itself a table.
    caption : str
        What the chart shows: the statistic, n, and what to be careful about. The
        pictures contain it as their description, and NAME.caption.txt contains it as
        text. In a Word file it stands above the table.
    folder : str or Path, optional
        Where the files are written. The folder is made if it does not exist. The
        default is the folder that the environment variable ``DISCOURSE_FIGURES`` names,
        and ``figures`` if this variable is not set. The command ``discourse figures``
        sets it. ``~`` at the beginning is the home folder.
    spreadsheet_safe : bool
        Whether a cell of text in NAME.csv gets an apostrophe before it if a spreadsheet
        would take it for a formula: if it begins with ``=``, ``+``, ``-``, ``@``, a tab
        or a line end. :func:`discourse.load` takes the apostrophe away again. With
        False all cells are written as they are, for R or pandas; then give
        ``discourse.load`` the same option. In a workbook, text is text in any case.
    top : int or None
        How many rows a Word file has, from the first; None = all.

    Returns
    -------
    dict of str to Path
        The paths of the files, by ``"pdf"``, ``"png"``, ``"svg"``, ``"csv"`` and
        ``"caption"``; for a table alone by ``"csv"``, ``"docx"`` or ``"xlsx"``.

    Raises
    ------
    OptionError
        The name, the caption or the folder cannot be used, or `top` came for a file
        that is no Word file.
    MissingExtraError
        The package that writes Word files or workbooks is not installed.
    WriteError
        A file cannot be written, as when the disk is full. What stood there before is
        unchanged, in all of the files.
    TableError
        `chart` is no chart, or `table` is not the table that was drawn, or it could not
        be loaded again, as when a column was made its index.

    See Also
    --------
    discourse.load : read a table again that was saved as CSV.

    Notes
    -----
    The same chart gives the same bytes, because no date and no name of a program is
    written. Text in the PDF is text that can be searched (TrueType fonts). Text in the
    SVG is drawn as outlines, so that it looks the same on a computer without the fonts.
    The page is as wide as the figure was made, and is never trimmed.
    """
    stem, ending = _split_office_ending(name)
    _check_file_name(stem)
    check_flag("spreadsheet_safe", spreadsheet_safe)
    table_to_save = _table_to_save(chart, table)
    _check_caption(caption)
    _check_ending(ending, is_table=isinstance(chart, pd.DataFrame))
    content_of_table = tables.office_content(
        table_to_save, ending, top=top, caption=printable_line(caption)
    )
    if content_of_table:
        kind = ending.removeprefix(".")
        path = _make_folder(folder) / f"{stem}{ending}"
        write_file(path, content_of_table)
        return SavedFiles({kind: path})
    contents: dict[str, bytes] = {}
    if not isinstance(chart, pd.DataFrame):
        _check_texts(chart)
        contents = _render_files(chart, printable_line(caption))
    target = _make_folder(folder)
    paths = SavedFiles(csv=target / f"{name}.csv")
    # All files are put in place together: a picture never stands beside an old table.
    with new_files() as files:
        with files.open(paths["csv"]) as file:
            tables.write_csv(table_to_save, file, spreadsheet_safe=spreadsheet_safe)
        for kind, content in contents.items():
            suffix = "caption.txt" if kind == "caption" else kind
            paths[kind] = target / f"{name}.{suffix}"
            files.write(paths[kind], content)
    return paths


class SavedFiles(dict[str, Path]):
    """The paths of saved files, by kind.

    A notebook shows the names alone, because they are the same in every folder.
    """

    def __repr__(self) -> str:
        names = [path.name for path in self.values()]
        return f"saved {', '.join(names)}"


def _check_caption(caption: object) -> None:
    """Raise an OptionError if `caption` is no text of characters.

    Line ends and tabs are taken for blanks; no other sign of control may be in it.
    """
    if not isinstance(caption, str):
        raise OptionError(
            f"caption={show_value(caption)} came; words were expected: the statistic, "
            "n and what "
            "to be careful about. Leave it out if there is nothing to write."
        )
    check_characters("caption", [caption])
    for position, character in enumerate(caption):
        is_control = unicodedata.category(character) == "Cc"
        is_blank = character.isspace()
        if is_noncharacter(character) or (is_control and not is_blank):
            raise OptionError(
                f"caption: character {position} is U+{ord(character):04X}, which is no "
                "character that can be written; leave it out."
            )


def _check_texts(chart: Axes | Figure) -> None:
    """Raise a TableError if a text of a figure has half of a character."""
    from matplotlib.text import Text

    figure = chart.get_figure(root=True)
    for artist in [] if figure is None else figure.findobj(Text):
        check_characters("a text of the chart", [artist.get_text()], TableError)


def _render_files(chart: Axes | Figure, caption: str) -> dict[str, bytes]:
    """Return the bytes of the three pictures and of the caption, by kind.

    All are made before any file is written, so that an error leaves no half figure.
    None in the metadata of a picture suppresses what matplotlib would write there: the
    date and the name of the program.
    """
    description = caption if caption else None
    metadata: dict[str, dict[str, str | None]] = {
        "pdf": {
            "Creator": None,
            "Producer": None,
            "CreationDate": None,
            "Subject": description,
        },
        "png": {"Software": None, "Description": description},
        "svg": {
            "Date": None,
            "Creator": None,
            "Format": None,
            "Type": None,
            "Description": description,
        },
    }
    contents = {}
    for kind, fields in metadata.items():
        contents[kind] = render_picture(chart, kind, dpi=PRINT_DPI, metadata=fields)
    contents["caption"] = f"{caption}\n".encode()
    return contents


def _make_folder(folder: object) -> Path:
    """Return the folder to save in, and make it if it does not exist.

    Without a folder, the environment variable ``DISCOURSE_FIGURES`` decides. If it is
    empty or not set, the folder is ``figures``.
    """
    if folder is None:
        folder = os.environ.get("DISCOURSE_FIGURES")
        if not folder:
            folder = "figures"
    if not isinstance(folder, str | Path):
        raise OptionError(
            f"folder={show_value(folder)} came; the path of a folder was expected."
        )
    target = Path(folder)
    with contextlib.suppress(RuntimeError):  # the home folder is not known
        target = target.expanduser()
    try:
        target.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as fault:  # a path with a NUL is a ValueError
        reason = describe_os_error(fault, str(target))
        raise OptionError(
            f"folder='{show_name(str(folder))}' cannot be a folder ({reason}); give "
            "another."
        ) from fault
    return target


# -- the table that was drawn ----------------------------------------------------------

# The attribute of a chart that holds its table.
DRAWN_TABLE = "_discourse_drawn"


@dataclass(frozen=True, eq=False)
class _DrawnTable:
    """The table that a chart shows, and its kind."""

    kind: str
    table: pd.DataFrame

    def has_same_rows_as(self, table: pd.DataFrame) -> bool:
        """Return whether `table` is of this kind and has these rows, in any order."""
        try:
            checked_table = tables.check(table, self.kind)
        except TableError:
            return False
        if len(checked_table) != len(self.table):
            return False
        columns = list(tables.KINDS[self.kind])
        own_hashes = _sorted_row_hashes(self.table[columns])
        other_hashes = _sorted_row_hashes(checked_table[columns])
        return bool((own_hashes == other_hashes).all())


def _sorted_row_hashes(table: pd.DataFrame) -> np.ndarray:
    """Return a number for each row that depends on its cells, the smallest first."""
    hashes = pd.util.hash_pandas_object(table, index=False)
    return np.sort(hashes.to_numpy())


def remember_table(chart: Axes, kind: str, table: pd.DataFrame) -> None:
    """Let `chart` remember the table it shows: :func:`save` then accepts no other."""
    # A copy, so that no later change of the table reaches it.
    drawn_table = _DrawnTable(kind, table.copy())
    setattr(chart, DRAWN_TABLE, drawn_table)


def _table_to_save(chart: object, table: object) -> pd.DataFrame:
    """Return the table to save, or raise a TableError if it is not the one drawn.

    It is `chart` itself if that is a table. Any table is accepted for a chart that does
    not remember one, such as a chart that the scholar drew with matplotlib.
    """
    if isinstance(chart, pd.DataFrame):
        if table is not None:
            raise TableError(
                "two tables came; give the chart first, or one table alone."
            )
        return chart
    drawn_tables: list[_DrawnTable] = []
    for panel in _axes_of_figure(chart):
        if hasattr(panel, DRAWN_TABLE):
            drawn_tables.append(getattr(panel, DRAWN_TABLE))
    if not isinstance(table, pd.DataFrame):
        raise TableError(
            "table= takes the table that was drawn, a pandas DataFrame; what came is "
            f"{tables.describe_type(table)}. "
            "Write discourse.save(chart, 'name', table=table)."
        )
    if not drawn_tables:
        return table
    if not any(drawn_table.has_same_rows_as(table) for drawn_table in drawn_tables):
        kinds = sorted({drawn_table.kind for drawn_table in drawn_tables})
        raise TableError(
            f"table= is not the {' or '.join(kinds)} table that was drawn, so the "
            "numbers saved would not be those of the chart. Give the table from which "
            "the function of discourse.plot drew the chart."
        )
    return table


def _axes_of_figure(chart: object) -> list[Axes]:
    """Return all axes of the figure that `chart` is, or belongs to."""
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    if not isinstance(chart, Axes | FigureBase):
        raise TableError(
            "a chart was expected, as a function of discourse.plot returns it; "
            f"what came is {tables.describe_type(chart)}."
        )
    root = chart.get_figure(root=True)
    if root is None:
        raise TableError("this chart was taken out of its figure; draw it again.")
    return list(root.axes)


def _split_office_ending(name: object) -> tuple[str, str]:
    """Return a name without the ending of an Office format, and this ending.

    What has none is returned as it came, with ``""``.

    >>> _split_office_ending("rates.DOCX"), _split_office_ending("rates")
    (('rates', '.docx'), ('rates', ''))
    """
    if isinstance(name, str):
        for ending in tables.OFFICE_ENDINGS:
            if name.lower().endswith(ending):
                return name[: -len(ending)], ending
    return name, ""  # type: ignore[return-value]


def _check_ending(ending: str, *, is_table: bool) -> None:
    """Raise an OptionError if a chart was to become an Office file."""
    if ending and not is_table:
        raise OptionError(
            f"a chart cannot be saved as {ending}; give its name without an ending, and "
            "put the picture into your document, or save the table alone."
        )


def _check_file_name(name: object) -> None:
    """Raise an OptionError if `name` is no name for files on every system."""
    if not isinstance(name, str):
        raise OptionError(
            f"name={show_value(name)} came; the name of the files was expected, such "
            "as "
            "'fig01-rates'."
        )
    if FILE_NAME.fullmatch(name) and name.lower() not in RESERVED_NAMES:
        return
    folder, own_name = _split_path(name)
    suggestion = _suggest_file_name(own_name)
    advice = f"Try {suggestion!r}"
    if folder and own_name:
        advice = f"Try {suggestion!r} with folder='{show_name(folder)}'"
    raise OptionError(
        f"name={show_value(name)} cannot name a file on every system; letters, digits, "
        "'-' and '_' were expected, and for a table also "
        f"{' or '.join(tables.OFFICE_ENDINGS)} at the end. {advice}."
    )


def _split_path(name: str) -> tuple[str, str]:
    """Return the folder that stands before a name, or ``""``, and the name itself.

    >>> _split_path("results/fig1"), _split_path("fig1")
    (('results', 'fig1'), ('', 'fig1'))
    """
    path = name.strip().replace("\\", "/").rstrip("/")
    folder, divider, own_name = path.rpartition("/")
    if divider and not folder:  # the first folder of the system
        folder = divider
    return folder, own_name


def _suggest_file_name(name: str) -> str:
    """Return the most similar name that files may have on every system."""
    # The endings are written by `save` itself.
    stem = FILE_ENDING.sub("", name.lower())
    suggestion = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:LONGEST_SUGGESTION]
    suggestion = suggestion.strip("-")
    if not suggestion:  # no letter and no digit, as in a Chinese name
        suggestion = "figure"
    if suggestion in RESERVED_NAMES:
        suggestion += "-1"
    return suggestion
