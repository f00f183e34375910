"""A chart for each kind of table, by the same name.

Each function takes the table that the verb of its name made, reads its columns by name and nothing else, and returns
matplotlib's ``Axes``, to be looked at, changed or saved with :func:`discourse.save`. So a table that was saved, sent to
a colleague and loaded gives the same chart, to the byte.
"""

from __future__ import annotations

from discourse.plot.barcode import layout
from discourse.plot.chronology import timeline
from discourse.plot.dotmap import frequencies
from discourse.plot.dumbbells import audit
from discourse.plot.heatmap import similarity
from discourse.plot.ladder import variants
from discourse.plot.mixture import topic_documents
from discourse.plot.terms import distinctive, topics

__all__ = [
    "audit", "distinctive", "frequencies", "layout", "similarity", "timeline", "topic_documents", "topics", "variants",
]  # fmt: skip
