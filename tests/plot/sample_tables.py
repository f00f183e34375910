"""A table of each kind that a chart draws, with odd names, for the tests of charts.

A new chart adds a function that makes its table, and an entry of ``SAMPLES``.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import pandas as pd

from discourse import tables
from discourse.registries import ASSOCIATION_MEASURES

DOCS = (
    "000_171e8d334eace437",
    "001_0e67fac1f9dc59aa",
    "002_fbd28e852bb28bd8",
    "003_63f005cd40ee5964",
    "004_8c99b24f35ad4fd7",
)


# Ids of documents that a careless reader of tables would take for missing values.
MISSING_LOOKALIKES = (*DOCS[:2], "null", "NA", "nan")


NAN = float("nan")


DOCUMENT_WORDS = (1432, 931, 768, 319, 944)


MENTION_COUNTS = {
    "community_shared_future": (4, 5, 2, 3, 3),
    "belt_and_road": (4, 0, 1, 1, 1),
    "mutual_trust": (3, 1, 2, 0, 5),
    "good_neighbourly_friendship": (0, 2, 1, 0, 2),
    "null": (0, 0, 0, 0, 0),
    "NA": (1, 0, 0, 0, 0),
    "nan": (0, 0, 0, 1, 0),
}


def frequencies_table(
    counts: dict[str, tuple[int, ...]] = MENTION_COUNTS, groups: tuple[str, ...] = DOCS
) -> pd.DataFrame:
    rows = []
    for family, found in counts.items():
        for group, count, words in zip(
            groups, found, itertools.cycle(DOCUMENT_WORDS), strict=False
        ):
            low, high = (
                max(count - 1.96 * count**0.5, 0) * 0.4,
                count + 3.7 + 1.96 * count**0.5,
            )
            rows.append(
                {
                    "family": family, "group": group, "count": count, "count_strict": max(count - 1, 0),
                    "counting": "inclusive", "words": words, "rate": 1000 * count / words, "per": 1000,
                    "low": 1000 * low / words, "high": 1000 * high / words, "interval": "95 % exact (Garwood)",
                    "documents": int(count > 0), "of_documents": 1, "dispersion": float("nan"), "dispersion_measure": "D_P", "standard": 0.5 if count else float("nan"), "note": "",
                }
            )  # fmt: skip
    return tables.from_rows("frequencies", rows)


MENTIONS = (
    (0, "variant", "China-Central Asia"), (0, "standard", "mankind"), (0, "variant", "China-Central Asia"),
    (0, "standard", "mankind"), (1, "allusive", "China-Central Asia"), (1, "variant", "China-Central Asia"),
    (1, "garbled", "China-Central Asia"), (1, "variant", "mankind"), (1, "garbled", "China-Central Asia"),
    (2, "standard", "bilateral"), (2, "standard", "Asia"), (3, "standard", "China-Central Asia"),
    (3, "standard", "China-Central Asia"), (3, "clipped", "unspecified"), (4, "variant", "bilateral"),
    (4, "standard", "bilateral"), (4, "garbled", "bilateral"),
)  # fmt: skip


def variants_table(
    families: tuple[str, ...] = ("community_shared_future",),
    facets: tuple[str, ...] = ("status", "level"),
) -> pd.DataFrame:
    rows: list[dict[str, object]] = []
    orders = {
        "status": ("standard", "variant", "garbled", "clipped", "allusive"),
        "level": ("mankind", "Asia", "China-Central Asia", "bilateral", "unspecified"),
    }
    for (nth, family), facet in itertools.product(enumerate(families), facets):
        for value, (at, doc) in itertools.product(orders[facet], enumerate(DOCS)):
            own = [
                m[1 if facet == "status" else 2]
                for m in MENTIONS
                if m[0] == at and (nth == 0 or at != 3)
            ]
            count = own.count(value)
            share = count / len(own) if own else float("nan")
            rows.append(
                {
                    "family": family,
                    "facet": facet,
                    "value": value,
                    "group": doc,
                    "count": count,
                    "share": share,
                    "low": share / 2,
                    "high": (1 + share) / 2,
                    "interval": "exact",
                    "documents": int(count > 0),
                    "of_documents": 1,
                    "note": "",
                }
            )
    return tables.from_rows("variants", rows)


DOCUMENT_LENGTHS = (10720, 6630, 5070, 2090, 6500)


MENTION_STARTS = {
    "community_shared_future": (
        (0, 266), (0, 1770), (0, 3080), (0, 5346), (1, 550), (1, 878), (1, 1483), (1, 5248), (1, 6336), (2, 564),
        (2, 3697), (3, 674), (3, 1476), (3, 2062), (4, 733), (4, 2174), (4, 2577),
    ),
    "belt_and_road": ((0, 1800), (0, 4410), (0, 6020), (0, 7950), (2, 2210), (3, 1520), (4, 2890)),
    "mutual_trust": ((0, 1815), (0, 3900), (0, 9000), (1, 600), (2, 1000), (2, 1100), (4, 700), (4, 2100), (4, 3300)),
    "new_era": ((1, 60), (1, 70), (1, 6500), (2, 1900), (2, 3000), (4, 5800)),
    "null": ((0, 9999), (2, 4000)),
    "NA": ((4, 6400),),
    "nan": ((3, 20),),
}  # fmt: skip


def positions_table(docs: tuple[str, ...] = DOCS) -> pd.DataFrame:
    rows: list[dict[str, object]] = []

    def add(kind: str, at: int, label: str, start: int, end: int) -> None:
        rows.append(
            {
                "kind": kind,
                "doc": docs[at],
                "label": label,
                "start": start,
                "end": end,
                "length": DOCUMENT_LENGTHS[at],
            }
        )

    for at, size in enumerate(DOCUMENT_LENGTHS):
        add("document", at, "title of it", start=0, end=size)
    add("masked", 0, "furniture", start=9800, end=10720)
    add("masked", 1, "repeated title", start=0, end=230)
    add("voice", 4, "Qin Gang", start=2000, end=3400)
    for family, places in MENTION_STARTS.items():
        for at, start in places:
            add("mention", at, family, start=start, end=start + 26)
    return tables.from_rows("positions", rows)


SEARCHES = ("plain string", "careful unmasked", "careful masked")


def search_comparison_table(groups: tuple[str, ...] = ("",)) -> pd.DataFrame:
    found = {
        "community_shared_future": (7, 17, 17), "belt_and_road": (2, 7, 7), "mutual_trust": (11, 11, 11),
        "new_era": (9, 9, 7), "null": (0, 0, 0), "NA": (3, 2, 1), "mutual_benefit_and_win_win_cooperation": (3, 9, 9),
    }  # fmt: skip
    rows = [
        {"family": family, "group": group, "search": search, "count": count}
        for family, counts in found.items()
        for group in groups
        for search, count in zip(SEARCHES, counts, strict=True)
    ]
    return tables.from_rows("search_comparison", rows)


SIMILARITY_SCORES = {
    (0, 3): 0.36,
    (0, 4): 0.31,
    (0, 2): 0.29,
    (0, 1): 0.29,
    (2, 4): 0.26,
    (1, 4): 0.25,
    (3, 4): 0.21,
    (1, 3): 0.19,
}


SIMILARITY_NOTES = (
    "idf of 5 documents has at most 5 levels",
    "the shorter has 319 words; idf of 5 documents has at most 5 levels",
)


def similarity_table(
    measures: tuple[str, ...] = ("cosine",), docs: tuple[str, ...] = DOCS
) -> pd.DataFrame:
    rows = [
        {
            "doc": docs[a],
            "other": docs[b],
            "score": round(SIMILARITY_SCORES.get((a, b), 0.18) / (1 + nth), 4),
            "measure": measure,
            "scheme": "tf-idf" if nth == 0 else "counts",
            "note": SIMILARITY_NOTES[b == 3],
        }
        for nth, measure in enumerate(measures)
        for a, b in itertools.combinations(range(len(docs)), 2)
    ]
    return tables.from_rows("similarity", rows)


TOPIC_TERMS = (
    "imgspider", "political parties", "null", "collecting", "dialogue", "university", "modernisation", "NA", "uzbekistan",
    "rejuvenation of the nation", "nan", "中亚", "$x^2$",
)  # fmt: skip


IDF_NOTE = "idf of 5 documents has at most 5 levels; a weight is no test"


MASKED_TERMS = {"imgspider", "collecting", "university"}


def distinctive_table(
    states: tuple[str, ...] = ("raw", "masked"), docs: tuple[str, ...] = DOCS
) -> pd.DataFrame:
    rows = []
    for (nth, doc), state in itertools.product(enumerate(docs), states):
        own = [
            term
            for term in TOPIC_TERMS[nth:] + TOPIC_TERMS[:nth]
            if state == "raw" or term not in MASKED_TERMS or nth
        ]
        for rank, term in enumerate(own, 1):
            rows.append(
                {
                    "group": doc,
                    "term": term,
                    "rank": rank,
                    "weight": 0.31 / rank**0.6,
                    "count": 14 - rank,
                    "documents": 1 + nth % 3,
                    "of_documents": 5,
                    "scheme": "tf-idf",
                    "state": state,
                    "note": IDF_NOTE,
                }
            )
    return tables.from_rows("distinctive", rows)


def topics_table(size: int = 5) -> pd.DataFrame:
    rows = []
    for topic in range(1, size + 1):
        own = TOPIC_TERMS[topic:] + TOPIC_TERMS[:topic]
        label = ", ".join(own[:3])
        for rank, term in enumerate(own[:10], 1):
            rows.append(
                {
                    "topic": topic,
                    "label": label,
                    "term": term,
                    "rank": rank,
                    "weight": 4.2 / rank / topic**0.3,
                    "note": "nan",
                }
            )
    return tables.from_rows("topics", rows)


def topic_documents_table(size: int = 5, docs: tuple[str, ...] = DOCS) -> pd.DataFrame:
    rows = []
    for at, doc in enumerate(docs):
        weights = [
            1.0 + 7 * ((at + topic) % size == 0) + 3 * ((at * topic) % 3 == 1)
            for topic in range(1, size + 1)
        ]
        for topic, weight in enumerate(weights, 1):
            label = ", ".join((TOPIC_TERMS[topic:] + TOPIC_TERMS[:topic])[:3])
            rows.append(
                {
                    "topic": topic,
                    "label": label,
                    "doc": doc,
                    "weight": weight,
                    "share": weight / sum(weights),
                    "note": "",
                }
            )
    return tables.from_rows("topic_documents", rows)


def timeline_table() -> pd.DataFrame:
    dates = ("2023-06-12", "2022-01-25", "2022-10-13", "2023-06-12", "2023-04-26")
    bases = ("day stated; year inferred",) * 2 + (
        "weekday stated; date inferred",
        "day stated; year inferred",
        "stated",
    )
    bases = tuple("inferred" if "inferred" in basis else basis for basis in bases)
    rows = [
        {
            "kind": "document",
            "label": doc,
            "family": "",
            "doc": doc,
            "date": date,
            "basis": basis,
        }
        for doc, date, basis in zip(DOCS, dates, bases, strict=True)
    ]
    launches = {
        "belt_and_road": "2013-09", "community_shared_future": "2011", "global_development_initiative": "2021-09-21",
        "global_security_initiative": "2022-04-21", "global_civilisation_initiative": "2023-03-15", "null": "2012-11",
        "NA": "2025-09-01", "nan": "",
    }  # fmt: skip
    rows += [
        {
            "kind": "launch",
            "label": family,
            "family": family,
            "doc": "",
            "date": date,
            "basis": "stated",
        }
        for family, date in launches.items()
    ]
    uses = {
        "belt_and_road": 2, "community_shared_future": 1, "global_development_initiative": 1,
        "global_security_initiative": 2, "global_civilisation_initiative": 0, "NA": 4,
    }  # fmt: skip
    rows += [
        {
            "kind": "first use" + " before launch" * (family == "NA"),
            "label": family,
            "family": family,
            "doc": DOCS[at],
            "date": dates[at],
            "basis": bases[at],
        }
        for family, at in uses.items()
    ]
    return tables.from_rows("timeline", rows)


def recurring_table(told: bool = True) -> pd.DataFrame:
    terms = (
        "of the",
        "central asian countries",
        "null",
        "NA",
        "nan",
        "the communist party of china",
        "中亚 国家",
        "$x^2$",
    )
    rows = []
    for nth, term in enumerate(terms):
        count = 70 - 8 * nth
        covered = (0.04, 0.0, 1.0, 0.5)[nth % 4] if told else NAN
        family = "belt_and_road" if told and covered else ""
        size = len(term.split())
        rows.append(
            {
                "term": term,
                "n": size,
                "count": count,
                "alone": count // (nth + 2),
                "c_value": 60.0 - 7 * nth,
                "documents": 5 - nth % 3,
                "of_documents": 5,
                "words": 9000,
                "rate": count / 9,
                "per": 1000,
                "low": count / 18,
                "high": count / 4.5,
                "interval": "exact",
                "dispersion": 0.9 - nth / 10 if told else NAN,
                "dispersion_measure": "D_P",
                "cut": nth == 1,
                "name": nth % 3 == 2,
                "covered": covered,
                "family": family,
                "doc": DOCS[0],
                "start": 0,
                "end": len(term),
                "surface": term,
                "note": "5 documents",
            }
        )
    return tables.from_rows("recurring", rows)


def ngrams_table(
    groups: tuple[str, ...] = ("null", "NA"), slot: bool = False
) -> pd.DataFrame:
    rows = []
    for at, group in enumerate(groups):
        for nth, term in enumerate(
            ("of the", "belt and road", "nan", "and the", f"only in {at}")
        ):
            count = 25 - 4 * nth - at
            alone = "in one document only; " if nth % 3 == 2 else ""
            rows.append(
                {
                    "term": term,
                    "n": len(term.split()),
                    "skip": 0,
                    "group": group,
                    "count": count,
                    "documents": 3 - nth % 3,
                    "of_documents": 7,
                    "words": 9000,
                    "rate": count / 9,
                    "per": 1000,
                    "fillers": 4 if slot else 0,
                    "variability": 0.4 if slot else NAN,
                    "filling": "house · people · mutual_trust" if slot else "",
                    "note": f"{alone}rates are no test",
                }
            )
    return tables.from_rows("ngrams", rows)


def coverage_table(docs: tuple[str, ...] = MISSING_LOOKALIKES) -> pd.DataFrame:
    rows: list[dict[str, object]] = []

    def add(kind: str, doc: str, start: int, end: int, **cells: float) -> None:
        place = {"kind": kind, "doc": doc, "start": start, "end": end}
        rows.append({**place, **cells, "length": 10_000, "note": ""})

    for at, doc in enumerate(docs):
        end = 10_000 - 1500 * at
        add("document", doc, 0, end, words=1400 - 200 * at, share=0.4 - at / 20)
    add("masked", docs[0], 9_000, 10_000, words=0, share=0.0)
    for doc in docs:
        for nth in (0, 2, 4):
            start = 700 * nth
            add("covered", doc, start, start + 260, words=40, share=0.03)
    return tables.from_rows("coverage", rows)


def similarity_order_table(docs: tuple[str, ...] = MISSING_LOOKALIKES) -> pd.DataFrame:
    rows = []
    for nth, (doc, other) in enumerate(itertools.combinations(docs, 2)):
        score = 0.85 - 0.03 * nth
        note = f"few paragraphs: {other} has 4" if other == "nan" else ""
        rows.append(
            {
                "doc": doc,
                "other": other,
                "score": score,
                "low": score - 0.2,
                "high": score - 0.01,
                "rank": nth + 1,
                "rank_low": max(nth - 1, 1),
                "rank_high": min(nth + 4, 10),
                "first": max(0.5 - nth * 0.2, 0.0) + 0.002 * (nth == 4),
                "interval": "percentile",
                "measure": "cosine",
                "scheme": "sklearn",
                "paragraphs": 12,
                "other_paragraphs": 4 if other == "nan" else 8,
                "note": note,
            }
        )
    return tables.from_rows("similarity_order", rows)


PASSAGE_NOTES = (
    "",
    "mostly found by growing over differences",
    "likely a set phrase: short, and in several documents",
)


def shared_passages_table(pair: tuple[str, str] = (DOCS[0], DOCS[1])) -> pd.DataFrame:
    kinds = ("verbatim", "paraphrase", "formula", "name", "null")
    rows: list[dict[str, object]] = []
    for nth in range(9):
        start, other = 1_000 * nth, 4_000 - 400 * nth
        size = 600 if nth == 0 else 80 - 5 * nth
        words = 90 if nth == 0 else 18 - nth
        surface = "the heads of state of the five Central Asian countries and " * (
            1 + nth % 2
        )
        kind = kinds[nth % 5]
        changed = "shared → common; $x^2$ → NA" if kind == "paraphrase" else ""
        rows.append(
            {
                "passage": nth + 1,
                "doc": pair[0],
                "start": start,
                "end": start + size,
                "surface": surface,
                "left": "nan",
                "right": "",
                "other": pair[1],
                "other_start": other,
                "other_end": other + size,
                "other_surface": surface,
                "other_left": "",
                "other_right": "",
                "words": words,
                "run": 7,
                "identity": 0.9,
                "surprisal": 60.0 - nth,
                "kind": kind,
                "differences": changed,
                "documents": 2 + nth % 3,
                "length": 10_789,
                "other_length": 5_061,
                "note": PASSAGE_NOTES[nth % 3],
            }
        )
    rows.append({**rows[-1], "other": "NA", "words": 6})
    return tables.from_rows("shared_passages", rows)


def passage_families_table(docs: tuple[str, ...] = MISSING_LOOKALIKES) -> pd.DataFrame:
    rows = []
    for family in range(1, 8):
        held = [doc for at, doc in enumerate(docs) if (at + family) % 3 or family == 1]
        for doc in held:
            for time in range(2 if (family, doc) == (1, docs[0]) else 1):
                rows.append(
                    {
                        "passage": family,
                        "doc": doc,
                        "start": time,
                        "end": 40,
                        "surface": f"the mutual trust of the five, number {family}",
                        "documents": len(held),
                        "note": PASSAGE_NOTES[family % 3],
                    }
                )
    return tables.from_rows("passage_families", rows)


def topic_quality_table(model: str = "nan") -> pd.DataFrame:
    rows = []
    for nth, k in enumerate(range(2, 9)):
        note = "null: no more than 8 topics are possible; NA"
        without = NAN if k == 4 else 0.6 - 0.03 * nth
        rows.append(
            {
                "k": k,
                "coherence": 0.15 + 0.03 * nth,
                "exclusivity": 0.9 - 0.04 * nth,
                "stability": 1.0 - 0.07 * nth,
                "stability_documents": without,
                "chosen": k == 3,
                "stability_least": 0.5,
                "runs": 10,
                "model": model,
                "note": note,
            }
        )
    return tables.from_rows("topic_quality", rows)


def topic_groups_table(
    groups: tuple[str, ...] = ("null", "NA", "nan", "China"),
) -> pd.DataFrame:
    rows = []
    for topic, (at, group) in itertools.product(range(1, 6), enumerate(groups)):
        share = (0.1 * topic + 0.17 * at) % 0.7
        alone = at == 1
        rows.append(
            {
                "topic": topic,
                "label": f"belt_and_road, term {topic}, NA",
                "group": group,
                "share": share,
                "low": NAN if alone else share * 0.7,
                "high": NAN if alone else share * 1.3,
                "interval": "bootstrap (BCa)",
                "documents": 1 if alone else 20 + at,
                "note": "1 document" if alone else "",
            }
        )
    return tables.from_rows("topic_groups", rows)


KEY_TERMS = (
    "null",
    "NA",
    "nan",
    "belt",
    "road",
    "mutual_trust",
    "中亚",
    "$x^2$",
    "dialogue",
    "security",
    "tax",
    "win-win",
)


def keyness_table(
    groups: tuple[tuple[str, str], ...] = (("human", "all others"),), p: bool = True
) -> pd.DataFrame:
    rows: list[dict[str, object]] = []
    for target, reference in groups:
        for nth, term in enumerate(KEY_TERMS):
            ratio = 4.0 - 0.7 * nth
            low, high = ratio - 1.5 - 0.1 * nth, ratio + 1.5
            count_target, count_reference = 30 - 2 * nth, 3 + 2 * nth
            if nth == 0:
                high, count_target, count_reference = math.inf, 12, 0
            if nth == 11:
                low, count_target, count_reference = -math.inf, 0, 40
            rows.append(
                {
                    "term": term,
                    "target": target,
                    "reference": reference,
                    "log_ratio": ratio,
                    "low": low,
                    "high": high,
                    "interval": "Clopper-Pearson",
                    "p": 0.001 + nth * 0.05 if p else NAN,
                    "floor": 0.001 if p else NAN,
                    "adjusted": min(0.02 + nth * 0.09, 1.0) if p else NAN,
                    "correction": "Westfall-Young",
                    "test": "permutation",
                    "score": 28.0 - 4 * nth if nth else 5.0,
                    "measure": "G2",
                    "dispersion": 0.5,
                    "dispersion_reference": 0.5,
                    "dispersion_measure": "D_P",
                    "documents_target": 3,
                    "of_target": 4,
                    "documents_reference": 2 if count_reference else 0,
                    "of_reference": 6,
                    "count_target": count_target,
                    "words_target": 1000,
                    "count_reference": count_reference,
                    "words_reference": 3000,
                    "profile": "discourse",
                    "min_count": 3,
                    "note": "",
                }
            )
    return tables.from_rows("keyness", rows)


def collocates_table(groups: tuple[str, ...] = ("null", "NA")) -> pd.DataFrame:
    rows = []
    for at, group in enumerate(groups):
        for nth, term in enumerate(KEY_TERMS[:7]):
            measured = dict.fromkeys(ASSOCIATION_MEASURES, 0.3) | {
                "log_dice": 12.4 - 0.3 * nth - at,
                "mi": 3.0 - nth / 9,
                "t_score": 3.0,
                "g2": 20.0 - nth,
                "delta_p": 0.02,
            }
            row = {
                "family": "belt_and_road",
                "group": group,
                "term": term,
                "count": 24 - nth,
                "hits": 24 - nth,
                "documents": 1 + nth % 3,
                "expected": 5.0,
                "count_term": 57,
                "count_node": 88,
                "window_words": 716,
                "words": 4400,
                "window": "5 words",
                "note": "",
            }
            rows.append(row | measured)
    return tables.from_rows("collocates", rows)


def collocate_network_table() -> pd.DataFrame:
    rows: list[dict[str, object]] = []
    for nth, term in enumerate(KEY_TERMS[:8]):
        rows.append(
            {
                "family": "belt_and_road",
                "kind": "node",
                "term": "belt_and_road",
                "other_term": term,
                "count": 30 - 3 * nth,
                "documents": 1 + nth % 3,
                "score": 12.4 - nth / 5,
                "measure": "logDice",
                "count_term": 88,
                "count_other_term": 24,
                "note": "",
            }
        )
    for nth, (one, two) in enumerate(itertools.combinations(sorted(KEY_TERMS[:8]), 2)):
        rows.append(
            {
                "family": "belt_and_road",
                "kind": "between",
                "term": one,
                "other_term": two,
                "count": 15 - nth // 3,
                "documents": 2,
                "score": 13.0 - nth / 9,
                "measure": "logDice",
                "count_term": 24,
                "count_other_term": 18,
                "note": "",
            }
        )
    return tables.from_rows("collocate_network", rows)


def diversity_table(groups: tuple[str, ...] = MISSING_LOOKALIKES) -> pd.DataFrame:
    rows = []
    for (at, group), measure in itertools.product(
        enumerate(groups), ("mattr", "mtld", "hdd", "yule_k", "ttr")
    ):
        score = {"mattr": 0.7, "mtld": 60.0, "hdd": 0.8, "yule_k": 150.0, "ttr": 0.3}[
            measure
        ] * (1 + at / 20)
        steady = measure == "mattr"
        interval = f"t, over {at + 2} documents" if steady else "none: one document"
        moves = "moves with length: compare texts of one length only"
        rows.append(
            {
                "group": group,
                "measure": measure,
                "score": NAN if (at, measure) == (3, "hdd") else score,
                "low": score * 0.95 if steady else NAN,
                "high": score * 1.05 if steady else NAN,
                "interval": interval,
                "words": 90 if at == 4 else 900,
                "types": 300,
                "documents": 3,
                "of_documents": 3,
                "shortest": 100,
                "window": "50 words" if steady else "",
                "too_short": at == 4,
                "note": moves if measure == "ttr" else "",
            }
        )
    return tables.from_rows("diversity", rows)


SCORE_ENDS = {
    "dp_egbert": (0.0, 1.0),
    "dp": (1.0, 0.0),
    "kld": (8.0, 0.0),
    "range": (1.0, 0.0),
}  # least and most even


# What stands in the columns of a measure where the row is a document.
NO_SCORE: dict[str, object] = {
    "measure": "",
    "score": NAN,
    "low": NAN,
    "high": NAN,
    "interval": "",
    "least": NAN,
    "most": NAN,
}


def dispersion_table(
    groups: tuple[str, ...] = ("China", "NA"),
    size: int = 12,
    terms: tuple[str, ...] = KEY_TERMS[:8],
) -> pd.DataFrame:
    """Terms from the most frequent down; the last is absent from the first group, and one has no score there."""
    rows: list[dict[str, object]] = []
    for (at, group), (nth, term) in itertools.product(
        enumerate(groups), enumerate(terms)
    ):
        have = 0 if (at, nth) == (0, 7) else max(size - 2 * nth - at, 1)
        counts = [1 + (5 * nth + 3 * doc + at) % 11 for doc in range(have)]
        sizes = [400 + 130 * ((doc * 7 + nth) % 9) for doc in range(have)]
        note = "few documents: scores have few values" if size < 12 else ""
        shared = {"term": term, "group": group, "per": 1000, "documents": have}
        shared |= {"of_documents": size, "note": note}
        for doc, (count, words) in enumerate(zip(counts, sizes, strict=True)):
            rows.append(
                {
                    **shared,
                    **NO_SCORE,
                    "kind": "document",
                    "doc": f"{group}{doc}",
                    "count": count,
                    "words": words,
                    "rate": 1000 * count / words,
                }
            )
        total, words = sum(counts), 700 * size
        for name, (least, most) in SCORE_ENDS.items():
            most = float(min(total, size)) if name == "range" else most
            score = (
                float(have)
                if name == "range"
                else least + (most - least) * (0.2 + 0.6 * have / size)
            )
            bare = not have or (at, nth) == (0, 3) or size < 3
            rows.append(
                {
                    **shared,
                    "kind": "measure",
                    "doc": "",
                    "count": total,
                    "words": words,
                    "rate": 1000 * total / words,
                    "measure": name,
                    "score": NAN if not have or (at, nth) == (0, 4) else score,
                    "low": NAN if bare else score * 0.9,
                    "high": NAN if bare else score * 1.1,
                    "interval": "none: the term is too rare"
                    if bare
                    else "95 % bootstrap (BCa)",
                    "least": least,
                    "most": most,
                }
            )
    return tables.from_rows("dispersion", rows)


SAMPLES: dict[str, Callable[[], pd.DataFrame]] = {
    "search_comparison": lambda: search_comparison_table(("null", "NA", "nan")),
    "distinctive": lambda: distinctive_table(docs=DOCS[:2]),
    "frequencies": lambda: frequencies_table(groups=MISSING_LOOKALIKES),
    "positions": positions_table,
    "similarity": lambda: similarity_table(("cosine", "null"), MISSING_LOOKALIKES),
    "timeline": timeline_table,
    "topic_documents": lambda: topic_documents_table(docs=MISSING_LOOKALIKES),
    "topics": lambda: topics_table(3),
    "variants": lambda: variants_table(("community_shared_future", "null")).replace(
        dict(zip(DOCS[3:], ("NA", "nan"), strict=True))
    ),
    "collocate_network": collocate_network_table,
    "collocates": collocates_table,
    "coverage": coverage_table,
    "dispersion": dispersion_table,
    "diversity": diversity_table,
    "keyness": keyness_table,
    "ngrams": ngrams_table,
    "passage_families": passage_families_table,
    "recurring": recurring_table,
    "shared_passages": shared_passages_table,
    "similarity_order": similarity_order_table,
    "topic_groups": topic_groups_table,
    "topic_quality": topic_quality_table,
}


# What each chart can be asked for, besides its first form.
CHART_CASES: list[tuple[str, dict[str, str]]] = [(kind, {}) for kind in sorted(SAMPLES)]
CHART_CASES += [
    ("coverage", {"scale": "true"}),
    ("passage_families", {"form": "network"}),
    ("keyness", {"form": "volcano"}),
    ("keyness", {"form": "scatter"}),
    ("dispersion", {"measure": "range"}),
]
CASE_NAMES = ["-".join((kind, *options.values())) for kind, options in CHART_CASES]
