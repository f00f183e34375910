"""Measures of how evenly a term is spread over documents: rows of `dispersion`."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from discourse.registries.registry import Limits, Registry

__all__ = ["DISPERSION_MEASURES", "DispersionMeasure"]


@dataclass(frozen=True)
class DispersionMeasure:
    """One measure of dispersion.

    Attributes
    ----------
    name : str
        The value of the column `measure`. The function of :mod:`discourse.measures` has
        this name; there is none for `range`.
    label : str
        The name as a reader would write it.
    credit : str
        What a chart writes in brackets after the label.
    unit : str
    limits : Limits
        The limits over all corpora. The columns `least` and `most` give those of a term
        with its count in its corpus.
    even : float or None
        The score of a term that is spread as evenly as the words; None if this is the
        number of documents.
    source : str
    """

    name: str
    label: str
    credit: str
    unit: str
    limits: Limits
    even: float | None
    source: str

    @property
    def even_shown(self) -> str:
        """The score of an even term, as a chart writes it."""
        if self.even is None:
            return "all documents"
        return f"{self.even:g}"

    @property
    def written(self) -> str:
        """Label, credit and the score of an even term, as tables are shown."""
        label_and_credit = f"{self.label} ({self.credit})"
        return f"{label_and_credit}, {self.even_shown} = even"


_ONE_IS_EVEN = Limits(0.0, 1.0, "in one document", "even")

DISPERSION_MEASURES = Registry(
    "measures of dispersion",
    DispersionMeasure(
        name="dp_egbert",
        label="D_P",
        credit="Egbert et al. 2020",
        unit="0-1",
        limits=Limits(0.0, 1.0, "in the smallest document that has it", "even"),
        even=1.0,
        source="Egbert, Burch & Biber (2020), International Journal of Corpus Linguistics 25(1), 89-115",
    ),
    DispersionMeasure(
        name="dp_norm",
        label="DPnorm",
        credit="Lijffijt & Gries 2012",
        unit="0-1",
        limits=Limits(0.0, 1.0, "even", "in the smallest document"),
        even=0.0,
        source="Lijffijt & Gries (2012), International Journal of Corpus Linguistics 17(1), 147-149",
    ),
    DispersionMeasure(
        name="dp",
        label="DP",
        credit="Gries 2008",
        unit="0-1",
        limits=Limits(0.0, 1.0, "even", "in the smallest of many documents"),
        even=0.0,
        source="Gries (2008), International Journal of Corpus Linguistics 13(4), 403-437",
    ),
    DispersionMeasure(
        name="juilland_d",
        label="Juilland’s D",
        credit="1964",
        unit="0-1",
        limits=_ONE_IS_EVEN,
        even=1.0,
        source="Juilland & Chang-Rodriguez (1964), Frequency Dictionary of Spanish Words, lii-liii",
    ),
    DispersionMeasure(
        name="carroll_d2",
        label="Carroll’s D2",
        credit="1970",
        unit="0-1",
        limits=_ONE_IS_EVEN,
        even=1.0,
        source="Carroll (1970), Computer Studies in the Humanities and Verbal Behavior 3(2), 61-65",
    ),
    DispersionMeasure(
        name="rosengren_s",
        label="Rosengren’s S",
        credit="1971",
        unit="0-1",
        limits=Limits(0.0, 1.0, "in the smallest of many documents", "even"),
        even=1.0,
        source="Rosengren (1971), Études de linguistique appliquée 1, 103-127",
    ),
    DispersionMeasure(
        name="da",
        label="DA",
        credit="Burch et al. 2017",
        unit="0-1",
        limits=_ONE_IS_EVEN,
        even=1.0,
        source="Burch, Egbert & Biber (2017), Journal of Research Design and Statistics in Linguistics 3(2), 189-216",
    ),
    DispersionMeasure(
        name="kld",
        label="KLD in bits",
        credit="Gries 2020",
        unit="bits",
        limits=Limits(0.0, inf, "even"),
        even=0.0,
        source="Gries (2020), in Paquot & Gries (eds.), A Practical Handbook of Corpus Linguistics, 99-118",
    ),
    DispersionMeasure(
        name="range",
        label="range",
        credit="documents that have the term",
        unit="documents",
        limits=Limits(0.0, inf, "absent"),
        even=None,
        source="Keniston (1920), Hispania 3(2), 85-96",
    ),
)
