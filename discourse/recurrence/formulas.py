"""Formulas of a lexicon: every mention, how often, in which wording, and where it was first used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.errors import ColumnError, OptionError, one_of, suggest
from discourse.lexicons import STATUSES, Lexicon, as_lexicon
from discourse.matching import Hits, find, levels
from discourse.measures import garwood
from discourse.phrases import Phrase

__all__ = ["exposure", "frequencies", "mentions", "timeline", "variants"]

Formulas = Lexicon | Phrase | Mapping[str, Any] | str
FEW = 10  # documents in a group below which a note says that its interval is no statement on a population


def mentions(corpus: Corpus, lexicon: Formulas) -> pd.DataFrame:
    """Every mention of every formula: the ledger to which each count can be traced.

    Parameters
    ----------
    corpus : Corpus
        Masked text holds no mention.
    lexicon : Lexicon, Phrase, dict or str
        Families of phrases, or one phrase.

    Returns
    -------
    pandas.DataFrame
        Kind "mentions", one row a mention, in order of document, place and family: doc, start, end, surface, family,
        pattern, status, strict, level, cue, cue_start, cue_end, years. ``raw[doc][start:end] == surface``.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> corpus = Corpus.from_texts({"a": "The “Belt and Road” initiative. A seat belt and road safety."})
    >>> lexicon = Lexicon.read("chinese-diplomacy")
    >>> mentions(corpus, lexicon)[["doc", "start", "end", "surface", "family"]]
      doc  start  end                     surface         family
    0   a      5   30  Belt and Road” initiative  belt_and_road
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    hits = find(corpus, lexicon)
    stream, names, raw = corpus.stream, corpus.names, corpus.raw
    level, cues = levels(corpus, lexicon, hits)
    document = stream.document[hits.first]
    start, end = stream.start[hits.first], stream.end[hits.last - 1]
    cued = cues[:, 0] >= 0
    cue_start = np.where(cued, stream.start[cues[:, 0]] if len(stream) else -1, -1)
    cue_end = np.where(cued, stream.end[cues[:, 1] - 1] if len(stream) else -1, -1)
    docs = [names[number] for number in document.tolist()]
    phrases = [lexicon.families[a].phrases[b] for a, b in zip(hits.family.tolist(), hits.phrase.tolist(), strict=True)]
    table = tables.make(
        "mentions",
        {
            "doc": docs,
            "start": start,
            "end": end,
            "surface": [raw[doc][a:b] for doc, a, b in zip(docs, start.tolist(), end.tolist(), strict=True)],
            "family": [lexicon.names[number] for number in hits.family.tolist()],
            "pattern": [phrase.id for phrase in phrases],
            "status": [phrase.status for phrase in phrases],
            "strict": [phrase.strict for phrase in phrases],
            "level": level,
            "cue": [
                raw[doc][a:b] if a >= 0 else ""
                for doc, a, b in zip(docs, cue_start.tolist(), cue_end.tolist(), strict=True)
            ],
            "cue_start": cue_start,
            "cue_end": cue_end,
            "years": [phrase.years for phrase in phrases],
        },
    )
    return table.iloc[np.lexsort((hits.family, end, start, document))].reset_index(drop=True)


def frequencies(
    corpus: Corpus,
    lexicon: Formulas,
    *,
    by: str | None = None,
    per: int = 1000,
    counting: Literal["inclusive", "strict"] = "inclusive",
    level: float = 0.95,
) -> pd.DataFrame:
    """How often each formula occurs, by group: count, rate with its interval, documents, share in standard wording.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon, Phrase, dict or str
    by : str, optional
        Metadata column whose values make the groups; "doc" for each document by itself.
    per : int
        Words a rate refers to.
    counting : {'inclusive', 'strict'}
        Whether clipped and allusive wordings (``strict = false`` in the lexicon) enter rate, documents and standard.
    level : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        Kind "frequencies", one row a family and group, zeros included, in order of the lexicon and of the groups.

    Notes
    -----
    ``rate = per * count / words``, where words are the unmasked tokens in the scripts of the family's patterns (digits
    count with every script). The interval is Garwood's exact Poisson interval; for no mention it runs from 0 to
    ``-per * ln((1 - level) / 2) / words``. It says what the rate could be if the text were one draw from its own
    writing process: never a statement on a population of documents, and too narrow where mentions come in bursts.

    References
    ----------
    Garwood (1936), Biometrika 28, 437-442.
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    one_of("counting", counting, ("inclusive", "strict"))
    if not isinstance(per, int) or per < 1 or not 0 < level < 1:
        raise OptionError(f"per={per!r}, level={level!r}: expected a whole per >= 1 and a level between 0 and 1.")
    codes, groups = corpus.groups(by)
    cells = _cells(corpus, lexicon, codes, len(groups), strictly=counting == "strict")
    exposures = [exposure(corpus, family.scripts, codes, len(groups)) for family in lexicon.families]
    words = np.concatenate([np.empty(0, np.int64), *exposures])
    low, high = garwood(cells.basis, words, level=level)
    of_documents = np.tile(np.bincount(codes, minlength=len(groups)), len(lexicon))
    with np.errstate(invalid="ignore", divide="ignore"):
        rate, share = per * cells.basis / words, cells.standard / cells.basis
    return tables.make(
        "frequencies",
        {
            "family": np.repeat(np.array(lexicon.names, dtype=object), len(groups)),
            "group": list(groups) * len(lexicon),
            "count": cells.every,
            "count_strict": cells.strict,
            "counting": counting,
            "words": words,
            "rate": rate,
            "per": per,
            "low": per * np.asarray(low),
            "high": per * np.asarray(high),
            "interval": f"Garwood (exact Poisson) {100 * level:.6g}%",
            "documents": cells.documents,
            "of_documents": of_documents,
            "standard": share,
            "note": [_note(number) for number in of_documents.tolist()],
        },
    )


@dataclass(frozen=True, eq=False)
class _Cells:
    """Counts of mentions, and of documents that have any, for each family and group (int64, families x groups)."""

    every: np.ndarray
    strict: np.ndarray
    basis: np.ndarray
    standard: np.ndarray
    documents: np.ndarray


def _cells(corpus: Corpus, lexicon: Lexicon, codes: np.ndarray, groups: int, *, strictly: bool) -> _Cells:
    hits = find(corpus, lexicon)
    strict, standard = _flags(lexicon, hits)
    every = np.ones(len(hits), dtype=bool)
    used = strict if strictly else every
    document = corpus.stream.document[hits.first]
    cell = hits.family * groups + codes[document]
    held = np.unique(np.column_stack([cell, document])[used], axis=0)[:, 0]

    def counts(which: np.ndarray) -> np.ndarray:
        return np.bincount(which, minlength=len(lexicon) * groups)

    return _Cells(counts(cell), counts(cell[strict]), counts(cell[used]), counts(cell[used & standard]), counts(held))


def _note(documents: int) -> str:
    if documents >= FEW:
        return ""
    several = "1 document: the interval describes this text's"
    if documents != 1:
        several = f"{documents} documents: the interval describes these texts'"
    return f"{several} own writing process, not a population of texts"


def _flags(lexicon: Lexicon, hits: Hits) -> tuple[np.ndarray, np.ndarray]:
    """Whether each hit counts strictly, and whether its wording is standard (bool)."""
    sizes = [len(family.phrases) for family in lexicon.families]
    offset = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    phrases = [phrase for family in lexicon.families for phrase in family.phrases]
    place = offset[hits.family] + hits.phrase
    strict = np.array([phrase.strict for phrase in phrases], dtype=bool)[place]
    return strict, np.array([phrase.status == "standard" for phrase in phrases], dtype=bool)[place]


def exposure(corpus: Corpus, scripts: frozenset[str], codes: np.ndarray, groups: int) -> np.ndarray:
    """Words of each group written in one of `scripts`, digits included (int64)."""
    stream = corpus.stream
    fits = np.isin(stream.scripts, [*scripts, "common"])
    return np.bincount(codes[stream.document], weights=fits[stream.ids], minlength=groups).astype(np.int64)


def variants(
    corpus: Corpus,
    lexicon: Formulas,
    *,
    by: str | None = "doc",
    facet: Literal["status", "level"] = "status",
) -> pd.DataFrame:
    """In which wording, or at which level, each formula stands: counts by group, zeros included.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon, Phrase, dict or str
    by : str, optional
        Metadata column whose values make the groups; "doc" for each document by itself.
    facet : {'status', 'level'}
        What the mentions of a family are divided by. Families without levels are left out of 'level'.

    Returns
    -------
    pandas.DataFrame
        Kind "variants": family, facet, value, group, count, share (of the family's mentions in the group; missing
        where there is none).
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    one_of("facet", facet, ("status", "level"))
    ledger = mentions(corpus, lexicon)
    codes, groups = corpus.groups(by)
    group = dict(zip(corpus.names, (groups[code] for code in codes.tolist()), strict=True))
    found = ledger.assign(group=ledger["doc"].map(group)).groupby(["family", facet, "group"]).size().to_dict()
    rows: list[tuple[str, str, str, str, int, float]] = []
    for family in lexicon.families:
        if facet == "status":
            values = [status for status in STATUSES if any(phrase.status == status for phrase in family.phrases)]
        else:
            values = list(dict.fromkeys([*(name for name, _ in family.levels), "unspecified"])) if family.levels else []
            values = [value for value in values if any((family.name, value, name) in found for name in groups)]
        total = {name: sum(found.get((family.name, value, name), 0) for value in values) for name in groups}
        for value in values:
            for name in groups:
                count = int(found.get((family.name, value, name), 0))
                rows.append((family.name, facet, value, name, count, count / total[name] if total[name] else np.nan))
    return tables.from_rows("variants", rows)


def timeline(
    corpus: Corpus, lexicon: Formulas, *, date: str = "date", basis: str | None = None, since: str = ""
) -> pd.DataFrame:
    """When the documents are from, when each formula they use was launched, and where it is first used.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon, Phrase, dict or str
    date : str
        Metadata column with ISO dates (YYYY, YYYY-MM or YYYY-MM-DD; ``""`` = unknown).
    basis : str, optional
        Metadata column that says how the date is known.
    since : str
        Leave out formulas launched before this ISO date.

    Returns
    -------
    pandas.DataFrame
        Kind "timeline", rows of kind "document", "launch" and "first use" (the first document, by date, that mentions
        the family; "first use before launch" when its date is the earlier one: an anachronism, or a lexicon to mend).
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    when, how = _dates(corpus, date), _told(corpus, basis)
    if since and not _DATE.fullmatch(since):
        raise OptionError(f"since={since!r}: expected a date as YYYY, YYYY-MM or YYYY-MM-DD.")
    rows = [("document", doc, "", doc, when[doc], how[doc]) for doc in corpus.names]
    place = {doc: number for number, doc in enumerate(corpus.names)}
    ledger = mentions(corpus, lexicon)
    for family in lexicon.families:
        docs = dict.fromkeys(ledger.loc[ledger["family"] == family.name, "doc"].tolist())
        dated = sorted((when[doc], place[doc], doc) for doc in docs if when[doc])
        if not dated or (family.used and family.used < since):
            continue
        first, _, doc = dated[0]
        if family.used:
            rows.append(("launch", family.gloss or family.name, family.name, "", family.used, family.confidence))
        early = first < family.used[: len(first)]
        kind = "first use before launch" if early else "first use"
        rows.append((kind, family.name, family.name, doc, first, how[doc]))
    return tables.from_rows("timeline", rows)


_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def _told(corpus: Corpus, column: str | None) -> dict[str, str]:
    """A metadata column as text by document; all ``""`` when none is named."""
    if column is None:
        return dict.fromkeys(corpus.names, "")
    documents = corpus.documents
    if column not in documents.columns:
        have = [str(name) for name in documents.columns]
        raise ColumnError(
            f"{column!r} is no column of the metadata; columns: {', '.join(have)}. Write date='...' with one of them."
            f"{suggest(column, have)}"
        )
    return dict(zip(corpus.names, documents[column].astype("str").tolist(), strict=True))


def _dates(corpus: Corpus, column: str) -> dict[str, str]:
    found = _told(corpus, column)
    for doc, value in found.items():
        if value and not _DATE.fullmatch(value):
            raise ColumnError(
                f"column {column!r}, document {doc!r}: {value!r} is no date; expected YYYY, YYYY-MM or YYYY-MM-DD, or "
                "nothing where it is not known."
            )
    return found
