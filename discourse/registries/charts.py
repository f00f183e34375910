"""Charts: which table each draws, and what type of chart it is.

The chart ``x`` is the function ``x`` of ``discourse/plot/_x.py``.
"""

from __future__ import annotations

from dataclasses import dataclass

from discourse.registries.registry import Registry

__all__ = ["CHARTS", "Chart"]


@dataclass(frozen=True)
class Chart:
    """One chart.

    Attributes
    ----------
    name : str
        The function of :mod:`discourse.plot`, and the kind of table that it draws.
    label : str
        The type of chart.
    source : str
        The call that makes such a table.
    """

    name: str
    label: str
    source: str


CHARTS = Registry(
    "charts",
    Chart(
        name="collocate_network",
        label="network of a phrase and its collocates",
        source="discourse.collocate_network(...)",
    ),
    Chart(
        name="collocates",
        label="ranked dots, a panel a phrase and group",
        source="discourse.collocates(...)",
    ),
    Chart(
        name="coverage",
        label="strips of documents",
        source="discourse.coverage(...)",
    ),
    Chart(
        name="dispersion",
        label="rugs of rates beside a score with its band",
        source="discourse.dispersion(...)",
    ),
    Chart(
        name="distinctive",
        label="bars of weights, a panel a group",
        source="discourse.distinctive(...)",
    ),
    Chart(
        name="diversity",
        label="dots with intervals, a panel a measure",
        source="discourse.diversity(...)",
    ),
    Chart(
        name="frequencies",
        label="map of formulas against groups",
        source="discourse.frequencies(...)",
    ),
    Chart(
        name="keyness",
        label="lollipops, volcano or scatter of terms",
        source="discourse.keyness(...)",
    ),
    Chart(
        name="ngrams",
        label="ranked dots, a panel a group",
        source="discourse.ngrams(...)",
    ),
    Chart(
        name="passage_families",
        label="matrix or network of documents",
        source="discourse.passage_families(...)",
    ),
    Chart(
        name="positions",
        label="strips of documents with strokes",
        source="discourse.positions(...)",
    ),
    Chart(
        name="recurring",
        label="paired bars of phrases",
        source="discourse.recurring(...)",
    ),
    Chart(
        name="search_comparison",
        label="dumbbells: ways of counting, formula by formula",
        source="discourse.search_comparison(...)",
    ),
    Chart(
        name="shared_passages",
        label="columns with ribbons",
        source="discourse.shared_passages(...)",
    ),
    Chart(
        name="similarity",
        label="heat map with a tree",
        source="discourse.similarity(...)",
    ),
    Chart(
        name="similarity_order",
        label="ranked dots with intervals, and their ranks",
        source="discourse.similarity_order(...)",
    ),
    Chart(
        name="timeline",
        label="dots and rules in time",
        source="discourse.timeline(...)",
    ),
    Chart(
        name="topic_documents",
        label="heat map of shares",
        source="discourse.topics(...).documents",
    ),
    Chart(
        name="topic_groups",
        label="dots with intervals, a panel a topic",
        source="discourse.topic_groups(...)",
    ),
    Chart(
        name="topic_quality",
        label="lines by number of topics",
        source="discourse.topic_quality(...)",
    ),
    Chart(
        name="topics",
        label="bars of weights, a panel a topic",
        source="discourse.topics(...).terms",
    ),
    Chart(
        name="variants",
        label="stacked bars of shares",
        source="discourse.variants(...)",
    ),
)
