"""Patterns of paths: ``texts/*.txt``, ``texts/**/speech_??.txt``.

``*`` stands for any characters of a name, ``?`` for one, ``[ab]`` for one of these, and
``**`` for any number of folders. What is called so exactly, such as a folder ``[1990]``,
is meant itself.
"""

from __future__ import annotations

import fnmatch
import unicodedata
from dataclasses import dataclass
from pathlib import Path

__all__ = ["PathPattern", "path_exists", "split_pattern"]

_WILDCARDS = "*?["
_ANY_FOLDERS = "**"


@dataclass(frozen=True)
class PathPattern:
    """What the names of files in a folder must be like.

    Attributes
    ----------
    folder : Path
        Where the files are looked for.
    parts : tuple of str
        The pattern of each part of a name: of folders inside, then of the file.
    """

    folder: Path
    parts: tuple[str, ...]

    def matches(self, name: str) -> bool:
        """Return whether a file has such a name, or is in a folder that has.

        >>> pattern = PathPattern(Path("texts"), ("**", "*.txt"))
        >>> pattern.matches("china/early/a.txt"), pattern.matches("china/a.csv")
        (True, False)
        """
        positions = self._after(frozenset({0}))
        for part in name.split("/"):
            positions = self._step(positions, part)
            if len(self.parts) in positions:
                return True
        return False

    def leads_to(self, name: str) -> bool:
        """Return whether what is in a folder of this name may match."""
        positions = self._after(frozenset({0}))
        for part in name.split("/"):
            positions = self._step(positions, part)
            if len(self.parts) in positions:
                return True
        return bool(positions)

    def _step(self, positions: frozenset[int], name: str) -> frozenset[int]:
        """Return how far the pattern may be matched after one more part of a name.

        Positions are numbers of the next part of the pattern. All ways are followed at
        once, so that no pattern takes long.
        """
        composed_name = unicodedata.normalize("NFC", name)
        new_positions = set()
        for position in positions:
            if position == len(self.parts):
                continue
            part = self.parts[position]
            if part == _ANY_FOLDERS:
                new_positions.add(position)
            elif fnmatch.fnmatchcase(composed_name, part):
                new_positions.add(position + 1)
        return self._after(frozenset(new_positions))

    def _after(self, positions: frozenset[int]) -> frozenset[int]:
        """Return the positions with those after a ``**``, which may be no folder."""
        all_positions = set(positions)
        for position in range(len(self.parts)):
            if position in all_positions and self.parts[position] == _ANY_FOLDERS:
                all_positions.add(position + 1)
        return frozenset(all_positions)


def split_pattern(path: Path) -> PathPattern | None:
    """Return a path as a folder that is there and a pattern for what is in it.

    Parameters
    ----------
    path : Path

    Returns
    -------
    PathPattern or None
        None if there is no wildcard in the path, or it is the name of what is there.

    Examples
    --------
    >>> split_pattern(Path("nowhere/*.txt")).parts, split_pattern(Path("a.txt"))
    (('*.txt',), None)
    """
    parts = path.parts
    for number, part in enumerate(parts):
        folder = Path(*parts[:number])
        if not any(sign in part for sign in _WILDCARDS) or path_exists(folder / part):
            continue
        patterns = [unicodedata.normalize("NFC", part) for part in parts[number:]]
        return PathPattern(folder, tuple(patterns))
    return None


def path_exists(path: Path) -> bool:
    """Return whether there is such a file or folder; also for an impossible name."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
