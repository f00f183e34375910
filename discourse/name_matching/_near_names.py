"""Values of a metadata column that may be names of one group, as proposals."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.corpus.metadata import metadata_column
from discourse.errors import ColumnError
from discourse.name_forms import fold_name
from discourse.name_matching.compared_names import ComparedName, compare_names
from discourse.name_matching.name_clusters import (
    cluster_names,
    find_evidence,
    proposed_name,
)
from discourse.progress import shows_progress
from discourse.registries import NAME_RULES
from discourse.settings import NO_VALUE
from discourse.validation import options_by_name

__all__ = ["near_names"]

_RANK_OF_RULE = {rule: rank for rank, rule in enumerate(NAME_RULES)}


@options_by_name
@shows_progress
def near_names(corpus: Corpus, column: str, *, progress: bool = True) -> pd.DataFrame:
    """Return values of a metadata column that may be names of one group.

    "Argentina", "ARGENTINA" and "Argentine Republic" are three groups in every table
    that is made with ``by="country"``. This table proposes one name for the three.
    Nothing is changed. Read the table and drop the rows that you disagree with, or
    write another name into the column `proposed`. Then give it to ``corpus.unite``.

    ========  ==========================================================================
    rule      what two names have in common
    ========  ==========================================================================
    letters   All letters and digits. Only capitals, accents, blanks or punctuation
              differ: "Viet Nam" and "Vietnam", "People's Daily" and "Peoples Daily".
    words     All words. Only their order at a comma, the article, a short form or a
              British spelling differs: "Guterres, António" and "António Guterres",
              "St. Lucia" and "Saint Lucia", "Defence" and "Defense".
    country   The country or territory: short, official and former names, names in
              Chinese, French, Russian and Spanish, codes of ISO 3166.
    initials  The initials: "WHO" and "World Health Organization", if only one name has
              them.
    spelling  All but one letter inside one long word: "António Gutteres" and "António
              Guterres".
    ========  ==========================================================================

    Parameters
    ----------
    corpus : Corpus
    column : str
        The column of the metadata that holds the names.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "near_names": column, value, documents, proposed, documents_proposed (how
        many documents have the proposed name already), rule, reason (a sentence),
        similarity. There is one row for each value that would get another name. The
        rows are sorted by the name proposed, then by the rule, the surest first. Without
        such a value the table has no row.

    Raises
    ------
    ColumnError
        There is no such column, or it holds the ids of the documents.

    See Also
    --------
    Corpus.unite : give each value the name proposed.

    Notes
    -----
    **Which name is proposed.** The one that most documents have. If several have as
    many, it is the short name of the country; then the name with most words that many
    speeches of the UN General Debate have; then a name in capitals and small letters;
    then the one that comes first in the corpus.

    **What is never proposed.** Two countries of the list, such as Niger and Nigeria.
    Names that several countries could have, such as "Korea". Names that differ in a
    number, such as "Session 9" and "Session 10". Values of a column of numbers, dates or
    truth values; missing values.

    **How to read it.** Read the rows of the rule "spelling" first. People have names
    that differ in one letter. A word that many speeches of the UN General Debate have is
    no slip of another such word, so that "Eastern" and "Western" are two; this list of
    words is English. A former name may be meant: to make Burma one with Myanmar may be
    wrong in a study of what speakers call the country. Of two states of one name, such
    as those of Yemen until 1990, the reason warns.

    **Codes.** "IN" and "NO" are read as codes of countries if at least half of the
    values are names or codes of countries.

    **Similarity.** The share of the letters of both names that stand in both, in the
    same order (Ratcliff and Metzener 1988). It says how alike two names look, and not
    how sure a proposal is.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> texts = {"a": "One.", "b": "Two.", "c": "Three.", "d": "Four."}
    >>> names = ["Viet Nam", "Vietnam", "Vietnam", "Laos"]
    >>> table = pd.DataFrame({"doc": list(texts), "country": names})
    >>> corpus = Corpus.from_texts(texts, table)
    >>> proposals = near_names(corpus, "country")
    >>> proposals[["value", "documents", "proposed", "rule"]]
          value  documents proposed     rule
    0  Viet Nam          1  Vietnam  letters
    >>> corpus.unite(proposals).documents["country"].tolist()
    ['Vietnam', 'Vietnam', 'Vietnam', 'Laos']
    """
    corpus = as_corpus(corpus)
    if isinstance(column, str) and column == "doc":
        raise ColumnError(
            "near_names() compares names of groups, and the column 'doc' holds the ids "
            "of the documents; name another column of the metadata."
        )
    names = _names_in_column(corpus, column)
    rows: list[dict[str, object]] = []
    for members in cluster_names(names):
        rows += _rows_of_cluster(column, members)
    rows.sort(key=_place_in_table)
    return tables.from_rows("near_names", rows)


def _names_in_column(corpus: Corpus, column: str) -> list[ComparedName]:
    """Return the values of a column of text, in the order of the documents."""
    values = metadata_column(corpus.documents, column)
    codes, groups = corpus.groups(column)
    is_number = pd.api.types.is_numeric_dtype(values)
    if is_number or pd.api.types.is_datetime64_any_dtype(values):
        return []
    counts = np.bincount(codes, minlength=len(groups))
    used_codes, first_documents = np.unique(codes, return_index=True)
    by_first_document = np.argsort(first_documents)
    codes_in_order = used_codes[by_first_document].tolist()
    names = []
    documents = []
    for code in codes_in_order:
        if groups[code] != NO_VALUE:
            names.append(groups[code])
            documents.append(int(counts[code]))
    return compare_names(names, documents)


def _rows_of_cluster(
    column: str, members: Sequence[ComparedName]
) -> list[dict[str, object]]:
    """Return the rows of a cluster: one for each name but the one proposed."""
    proposed = proposed_name(members)
    rows: list[dict[str, object]] = []
    for name in members:
        if name is proposed:
            continue
        evidence = find_evidence(name, proposed, members)
        row: dict[str, object] = {
            "column": column,
            "value": name.value,
            "documents": name.documents,
            "proposed": proposed.value,
            "documents_proposed": proposed.documents,
            "rule": evidence.rule,
            "reason": evidence.reason,
            "similarity": _similarity(name.value, proposed.value),
        }
        rows.append(row)
    return rows


def _similarity(one: str, other: str) -> float:
    """Return the share of the letters of two names that stand in both, in order."""
    # The measure depends on which name is the first, so that they are sorted.
    folded_names = [fold_name(one), fold_name(other)]
    first, second = sorted(folded_names)
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio()


def _place_in_table(row: dict[str, object]) -> tuple[str, str, int, str]:
    """Return the sort key of a row: name proposed, rule and value."""
    value = str(row["value"])
    proposed = str(row["proposed"])
    rule = str(row["rule"])
    rank = _RANK_OF_RULE[rule]
    return fold_name(proposed), proposed, rank, value
