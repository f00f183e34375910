"""Packages that only some tasks need, and that may not be installed."""

from __future__ import annotations

import importlib.util
from types import MappingProxyType

from discourse.errors import MissingExtraError

__all__ = ["check_extra"]

# Packages of the extra "read" that have another name than the module that they bring.
_PACKAGE_OF_MODULE = MappingProxyType(
    {
        "docx": "python-docx",
        "lxml_html_clean": "lxml-html-clean",
        "python_calamine": "python-calamine",
        "xlsxwriter": "XlsxWriter",
    }
)


def check_extra(what: str, *modules: str) -> None:
    """Raise an error if a module of the extra ``read`` is not installed.

    Parameters
    ----------
    what : str
        What needs the modules, in the plural: "PDF files".
    *modules : str
        The names under which they are imported.

    Raises
    ------
    MissingExtraError
        One of them is not installed. The message names the package to install.
    """
    for module in modules:
        is_installed = importlib.util.find_spec(module) is not None
        if is_installed:
            continue
        package = _PACKAGE_OF_MODULE.get(module, module)
        raise MissingExtraError(
            f"{what} need the package {package}, which is not installed: "
            "pip install 'discourse-analysis[read]'"
        )
