"""Names of the languages that wordings of formulas are in."""

from __future__ import annotations

from discourse.registries.registry import Code, Registry

__all__ = ["LANGUAGES", "language_label"]

_SOURCE = "ISO 639-1"

LANGUAGES = Registry(
    "languages",
    Code(name="ar", label="Arabic", source=_SOURCE),
    Code(name="de", label="German", source=_SOURCE),
    Code(name="en", label="English", source=_SOURCE),
    Code(name="es", label="Spanish", source=_SOURCE),
    Code(name="fa", label="Persian", source=_SOURCE),
    Code(name="fr", label="French", source=_SOURCE),
    Code(name="hi", label="Hindi", source=_SOURCE),
    Code(name="id", label="Indonesian", source=_SOURCE),
    Code(name="it", label="Italian", source=_SOURCE),
    Code(name="ja", label="Japanese", source=_SOURCE),
    Code(name="kk", label="Kazakh", source=_SOURCE),
    Code(name="ko", label="Korean", source=_SOURCE),
    Code(name="ky", label="Kyrgyz", source=_SOURCE),
    Code(name="mn", label="Mongolian", source=_SOURCE),
    Code(name="pl", label="Polish", source=_SOURCE),
    Code(name="pt", label="Portuguese", source=_SOURCE),
    Code(name="ru", label="Russian", source=_SOURCE),
    Code(name="tg", label="Tajik", source=_SOURCE),
    Code(name="tk", label="Turkmen", source=_SOURCE),
    Code(name="tr", label="Turkish", source=_SOURCE),
    Code(name="uk", label="Ukrainian", source=_SOURCE),
    Code(name="uz", label="Uzbek", source=_SOURCE),
    Code(name="vi", label="Vietnamese", source=_SOURCE),
    Code(name="zh", label="Chinese", source=_SOURCE),
)


def language_label(code: str) -> str:
    """Return the English name of a language; the code itself if it is not listed.

    >>> language_label("zh"), language_label("eo")
    ('Chinese', 'eo')
    """
    entry = LANGUAGES.get(code)
    return code if entry is None else entry.label
