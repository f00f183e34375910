"""Packages that may not be installed are named as they are installed."""

from __future__ import annotations

import importlib.util

import pytest

from discourse.errors import MissingExtraError
from discourse.optional_packages import check_extra


@pytest.mark.parametrize(
    ("module", "package"),
    [
        ("lxml", "lxml"),
        ("lxml_html_clean", "lxml-html-clean"),
        ("python_calamine", "python-calamine"),
        ("docx", "python-docx"),
    ],
)
def test_a_missing_package_is_named_as_it_is_installed(
    module: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_extra("Workbooks", "json")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(
        MissingExtraError, match=f"Workbooks need the package {package},"
    ):
        check_extra("Workbooks", module)
