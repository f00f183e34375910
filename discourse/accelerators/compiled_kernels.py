"""The library of compiled kernels: whether it is there, and whether it is wanted."""

from __future__ import annotations

import os
from types import ModuleType

from discourse.errors import MissingExtraError, OptionError

# The library is built where there is a compiler. Nothing is lost without it but time.
try:
    import discourse.accelerators._kernels as _library
except ImportError:
    _library = None  # type: ignore[assignment]

__all__ = ["has_kernels", "kernels_in_use"]

# Of the source in C that this code was written for. A library that was built from
# another one, before the code was updated, is not used.
INTERFACE = 19

_VARIABLE = "DISCOURSE_ACCELERATORS"
_ON = "on"
_OFF = "off"


def has_kernels() -> bool:
    """Return whether compiled kernels are in use.

    Raises
    ------
    OptionError
        The environment variable ``DISCOURSE_ACCELERATORS`` is neither "on" nor "off".
    """
    choice = os.environ.get(_VARIABLE, _ON)
    if choice not in (_ON, _OFF):
        raise OptionError(
            f"the environment variable {_VARIABLE} is {choice!r}, expected 'on' or "
            "'off'; without it the compiled kernels are used where they are installed."
        )
    if choice == _OFF or _library is None:
        return False
    is_current: bool = _library.INTERFACE == INTERFACE
    return is_current


def kernels_in_use() -> ModuleType:
    """Return the library of compiled kernels.

    Raises
    ------
    MissingExtraError
        It is not installed, or it is turned off.
    """
    if _library is None or not has_kernels():
        raise MissingExtraError(
            "no compiled kernels are in use: install discourse where there is a C "
            "compiler, and do not set DISCOURSE_ACCELERATORS to 'off'."
        )
    return _library
