"""A chart for each kind of table, by the same name.

Each function takes the table of the verb of its name. It reads the columns by name and
nothing else, and returns matplotlib's ``Axes``. You can look at them, change them, or
save them with :func:`discourse.save`. A table that was saved and loaded again gives the
same chart, byte for byte.

The library brings two fonts, and uses no font of the machine. One font has Latin,
Greek, Cyrillic, Armenian, Georgian, Arabic and Hebrew letters. The other has simplified
Chinese (the characters of GB 2312). Neither has most of traditional Chinese, Japanese,
Korean, Thai or the scripts of India. A character that neither font has is drawn as an
empty box, and a line under the chart lists these characters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING as _TYPE_CHECKING

from discourse.registries import CHARTS as _CHARTS
from discourse.validation import suggest as _suggest

__all__ = sorted(_CHARTS)


def _chart_index() -> str:
    """Return the charts by name, each with its type and its file, as lines of text."""
    lines = ["The charts by name, with their types and files::", ""]
    for chart in _CHARTS.values():
        lines.append(f"    {chart.name:18}{chart.label:50}_{chart.name}.py")
    return "\n".join(lines)


__doc__ = f"{__doc__}\n{_chart_index()}\n"


def __dir__() -> list[str]:
    return list(__all__)


if _TYPE_CHECKING:
    # For editors and type checkers, which then know the parameters of a chart.
    from discourse.plot._collocate_network import collocate_network as collocate_network
    from discourse.plot._collocates import collocates as collocates
    from discourse.plot._coverage import coverage as coverage
    from discourse.plot._dispersion import dispersion as dispersion
    from discourse.plot._distinctive import distinctive as distinctive
    from discourse.plot._diversity import diversity as diversity
    from discourse.plot._frequencies import frequencies as frequencies
    from discourse.plot._keyness import keyness as keyness
    from discourse.plot._ngrams import ngrams as ngrams
    from discourse.plot._passage_families import passage_families as passage_families
    from discourse.plot._positions import positions as positions
    from discourse.plot._recurring import recurring as recurring
    from discourse.plot._search_comparison import search_comparison as search_comparison
    from discourse.plot._shared_passages import shared_passages as shared_passages
    from discourse.plot._similarity import similarity as similarity
    from discourse.plot._similarity_order import similarity_order as similarity_order
    from discourse.plot._timeline import timeline as timeline
    from discourse.plot._topic_documents import topic_documents as topic_documents
    from discourse.plot._topic_groups import topic_groups as topic_groups
    from discourse.plot._topic_quality import topic_quality as topic_quality
    from discourse.plot._topics import topics as topics
    from discourse.plot._variants import variants as variants

else:

    def __getattr__(name: str) -> object:
        # A chart is imported from its file on first use. So only the registry lists it.
        from importlib import import_module

        if name not in _CHARTS:
            raise AttributeError(
                f"discourse.plot has no {name!r}.{_suggest(name, __all__)}"
            )
        module = import_module(f"discourse.plot._{name}")
        return getattr(module, name)
