"""A chart for each kind of table, by the same name.

Each function takes the table that the verb of its name made, reads its columns by name and nothing else, and returns
matplotlib's ``Axes``, to be looked at, changed or saved with :func:`discourse.save`. So a table that was saved, sent to
a colleague and loaded gives the same chart, to the byte.

Two fonts come along, so that no font of the machine is used: one for Latin, Greek, Cyrillic, Armenian, Georgian, Arabic
and Hebrew letters, one for simplified Chinese (the characters of GB 2312). A character that neither has, such as most
of traditional Chinese, Japanese, Korean, Thai and the scripts of India, is drawn as an empty box, and a line under the
chart says which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING as _TYPE_CHECKING

from discourse.plot.barcode import layout
from discourse.plot.choosing import topic_quality
from discourse.plot.chronology import timeline
from discourse.plot.company import collocates
from discourse.plot.dotmap import frequencies
from discourse.plot.dumbbells import audit
from discourse.plot.gauges import diversity
from discourse.plot.heatmap import similarity
from discourse.plot.kinship import passage_families
from discourse.plot.ladder import variants
from discourse.plot.lollipops import keyness
from discourse.plot.mixture import topic_documents
from discourse.plot.orders import similarity_order
from discourse.plot.repeats import recurring
from discourse.plot.ribbons import shared_passages
from discourse.plot.rugs import dispersion
from discourse.plot.sequences import ngrams
from discourse.plot.spokes import collocate_network
from discourse.plot.strips import coverage
from discourse.plot.terms import distinctive, topics
from discourse.plot.weights import topic_groups
from discourse.validation import suggest as _suggest

__all__ = [
    "audit", "collocate_network", "collocates", "coverage", "dispersion", "distinctive", "diversity", "frequencies",
    "keyness", "layout", "ngrams", "passage_families", "recurring", "shared_passages", "similarity", "similarity_order",
    "timeline", "topic_documents", "topic_groups", "topic_quality", "topics", "variants",
]  # fmt: skip


def __dir__() -> list[str]:
    return list(__all__)


if not _TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        raise AttributeError(
            f"discourse.plot has no {name!r}.{_suggest(name, __all__)}"
        )
