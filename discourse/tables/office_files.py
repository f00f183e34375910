"""Tables as Word files and workbooks: what both need."""

from __future__ import annotations

import datetime
import io
import zipfile

__all__ = ["FIXED_MOMENT", "fix_dates"]

# The date of all files in the archive, and the one on which the file was made: the first
# that an archive can hold. So the same table gives the same bytes.
FIXED_MOMENT = datetime.datetime(1980, 1, 1)


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
