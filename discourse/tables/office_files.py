"""Tables as Word files and workbooks: what both need."""

from __future__ import annotations

import datetime
import importlib.util
import io
import zipfile

import pandas as pd

from discourse.errors import MissingExtraError, TableError
from discourse.validation import show_name

__all__ = ["FIXED_MOMENT", "check_columns_for_office", "check_writer", "fix_dates"]

# The date of all files in the archive, and the one on which the file was made: the first
# that an archive can hold. So the same table gives the same bytes.
FIXED_MOMENT = datetime.datetime(1980, 1, 1)


def check_writer(what: str, module: str, package: str) -> None:
    """Raise an error if a package that writes files is not installed.

    Parameters
    ----------
    what : str
        What needs it, in the plural: "Word files".
    module : str
        The name under which it is imported.
    package : str
        The name under which it is installed.

    Raises
    ------
    MissingExtraError
    """
    if importlib.util.find_spec(module) is None:
        raise MissingExtraError(
            f"{what} need the package {package}, which is not installed: "
            "pip install 'discourse-analysis[read]'"
        )


def check_columns_for_office(table: pd.DataFrame) -> None:
    """Raise a TableError if a table has no columns, or one of them twice."""
    names = [str(name) for name in table.columns]
    if not names:
        raise TableError(
            "this table has no columns, so there is nothing to save; give a table with "
            "at least one."
        )
    for name in names:
        if names.count(name) > 1:
            raise TableError(
                f"this table has the column {show_name(name)!r} twice; drop or rename "
                "one of them, and save it then."
            )


def fix_dates(archive: bytes) -> bytes:
    """Return a ZIP archive with the same files, all of the same date.

    Parameters
    ----------
    archive : bytes
        A whole archive, as a package wrote it.
    """
    stream = io.BytesIO()
    moment = FIXED_MOMENT.timetuple()[:6]
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            member = zipfile.ZipInfo(name, moment)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0  # the same on every system
            new.writestr(member, old.read(name))
    return stream.getvalue()
