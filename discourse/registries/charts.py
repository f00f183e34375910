"""Charts: which table each draws, what type of chart it is, and where it stands."""

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
    module : str
        The file of `discourse/plot` that the function stands in.
    source : str
        The call that makes such a table.
    """

    name: str
    label: str
    module: str
    source: str


CHARTS = Registry(
    "charts",
    Chart(
        name="audit",
        label="dumbbells: ways of counting, formula by formula",
        module="dumbbells",
        source="discourse.audit(...)",
    ),
    Chart(
        name="collocate_network",
        label="network of a phrase and its collocates",
        module="spokes",
        source="discourse.collocate_network(...)",
    ),
    Chart(
        name="collocates",
        label="ranked dots, a panel a phrase and group",
        module="company",
        source="discourse.collocates(...)",
    ),
    Chart(
        name="coverage",
        label="strips of documents",
        module="strips",
        source="discourse.coverage(...)",
    ),
    Chart(
        name="dispersion",
        label="rugs of rates beside a score with its band",
        module="rugs",
        source="discourse.dispersion(...)",
    ),
    Chart(
        name="distinctive",
        label="bars of weights, a panel a group",
        module="terms",
        source="discourse.distinctive(...)",
    ),
    Chart(
        name="diversity",
        label="dots with intervals, a panel a measure",
        module="gauges",
        source="discourse.diversity(...)",
    ),
    Chart(
        name="frequencies",
        label="map of formulas against groups",
        module="dotmap",
        source="discourse.frequencies(...)",
    ),
    Chart(
        name="keyness",
        label="lollipops, volcano or scatter of terms",
        module="lollipops",
        source="discourse.keyness(...)",
    ),
    Chart(
        name="layout",
        label="strips of documents with strokes",
        module="barcode",
        source="discourse.layout(...)",
    ),
    Chart(
        name="ngrams",
        label="ranked dots, a panel a group",
        module="sequences",
        source="discourse.ngrams(...)",
    ),
    Chart(
        name="passage_families",
        label="matrix or network of documents",
        module="kinship",
        source="discourse.passage_families(...)",
    ),
    Chart(
        name="recurring",
        label="paired bars of phrases",
        module="repeats",
        source="discourse.recurring(...)",
    ),
    Chart(
        name="shared_passages",
        label="columns with ribbons",
        module="ribbons",
        source="discourse.shared_passages(...)",
    ),
    Chart(
        name="similarity",
        label="heat map with a tree",
        module="heatmap",
        source="discourse.similarity(...)",
    ),
    Chart(
        name="similarity_order",
        label="ranked dots with intervals, and their ranks",
        module="orders",
        source="discourse.similarity_order(...)",
    ),
    Chart(
        name="timeline",
        label="dots and rules in time",
        module="chronology",
        source="discourse.timeline(...)",
    ),
    Chart(
        name="topic_documents",
        label="heat map of shares",
        module="mixture",
        source="discourse.topics(...).documents",
    ),
    Chart(
        name="topic_groups",
        label="dots with intervals, a panel a topic",
        module="weights",
        source="discourse.topic_groups(...)",
    ),
    Chart(
        name="topic_quality",
        label="lines by number of topics",
        module="choosing",
        source="discourse.topic_quality(...)",
    ),
    Chart(
        name="topics",
        label="bars of weights, a panel a topic",
        module="terms",
        source="discourse.topics(...).terms",
    ),
    Chart(
        name="variants",
        label="stacked bars of shares",
        module="ladder",
        source="discourse.variants(...)",
    ),
)
