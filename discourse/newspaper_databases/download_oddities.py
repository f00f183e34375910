"""What looks odd in a download: articles cut off, missing ones, unknown labels."""

from __future__ import annotations

from collections.abc import Sequence

from discourse.corpus.reading_notes import Oddity
from discourse.newspaper_databases.articles import Article
from discourse.newspaper_databases.word_counts import count_words
from discourse.settings import (
    LEAST_SHARE_OF_STATED_WORDS,
    MOST_SHARE_OF_STATED_WORDS,
    SPARE_STATED_WORDS,
)
from discourse.validation import count_of

__all__ = [
    "find_oddities",
    "oddity_of_cut_articles",
    "oddity_of_identifiers",
    "oddity_of_stated_articles",
    "oddity_of_unknown_labels",
    "oddity_of_unnamed_dates_and_sources",
    "oddity_of_words",
]

_MOST_NAMED = 3  # articles or labels that a reason names


def find_oddities(
    text: str,
    articles: Sequence[Article],
    *,
    are_cut: Sequence[bool],
    stated_articles: int | None,
    identifiers: int = 0,
    unknown_labels: Sequence[str],
) -> list[Oddity]:
    """Return what looks odd in a download.

    Parameters
    ----------
    text : str
        The text of the file.
    articles : sequence of Article
    are_cut : sequence of bool
        Whether the file ends inside each article.
    stated_articles : int or None
        How many articles the file says it has.
    identifiers : int
        How many lines of the file end an article with its number in the database.
    unknown_labels : sequence of str
        The labels that no table has.
    """
    cut_articles = []
    whole_articles = []
    for article, is_cut in zip(articles, are_cut, strict=True):
        if is_cut:
            cut_articles.append(article)
        else:
            whole_articles.append(article)
    return [
        *oddity_of_cut_articles(cut_articles),
        *oddity_of_stated_articles(len(articles), stated_articles),
        *oddity_of_identifiers(len(articles), identifiers),
        *oddity_of_words(text, articles),
        *oddity_of_unnamed_dates_and_sources(whole_articles),
        *oddity_of_unknown_labels(unknown_labels),
    ]


def oddity_of_words(text: str, articles: Sequence[Article]) -> list[Oddity]:
    """Return the articles that have far fewer or more words than the database says.

    Parameters
    ----------
    text : str
        The text of the file.
    articles : sequence of Article

    Returns
    -------
    list of Oddity
        One on articles with too few words, one on those with too many.
    """
    short = []
    long = []
    for article in articles:
        stated = article.metadata["words_stated"]
        if not isinstance(stated, int):
            continue
        counted = count_words(" ".join(article.body_parts(text)))
        # Databases count the title, too, or do not.
        with_title = counted + count_words(str(article.metadata["title"]))
        note = f"{_name_of(article)}: {stated:,} stated, {counted:,} found"
        least = stated * LEAST_SHARE_OF_STATED_WORDS - SPARE_STATED_WORDS
        most = stated * MOST_SHARE_OF_STATED_WORDS + SPARE_STATED_WORDS
        if with_title < least:
            short.append(note)
        elif counted > most:
            long.append(note)
    oddities = []
    if short:
        reason = _reason(short, "fewer words than the database says")
        remedy = "Were they cut off, or are parts of them pictures or tables?"
        oddities.append(Oddity("words missing", len(short), reason, remedy))
    if long:
        reason = _reason(long, "more words than the database says")
        remedy = "Look at them: do they hold lines of the database, or two articles?"
        oddities.append(Oddity("words added", len(long), reason, remedy))
    return oddities


def oddity_of_cut_articles(articles: Sequence[Article]) -> list[Oddity]:
    """Return that the file ends before these articles do."""
    if not articles:
        return []
    names = [_name_of(article) for article in articles]
    reason = _reason(names, "no end that the database gives the others")
    remedy = "The text is kept as it is. Was the download, or the file, cut off?"
    return [Oddity("cut", len(articles), reason, remedy)]


def oddity_of_stated_articles(found: int, stated: int | None) -> list[Oddity]:
    """Return that a file has fewer or more articles than it says."""
    if stated is None or stated == found:
        return []
    reason = f"The file says that it has {count_of(stated, 'article')}; {_were_found(found)}."
    if found > stated:
        remedy = (
            "Were several downloads joined in it? Else look at the shortest ones: they "
            "may be parts of another."
        )
        return [Oddity("articles added", found - stated, reason, remedy)]
    remedy = "Was only a part of them downloaded? Else look at the first and the last."
    return [Oddity("articles missing", stated - found, reason, remedy)]


def oddity_of_identifiers(found: int, identifiers: int) -> list[Oddity]:
    """Return that a file has more numbers of articles in the database than articles."""
    if identifiers <= found:
        return []
    numbered = count_of(identifiers, "article")
    reason = f"The file has the numbers of {numbered}; {_were_found(found)}."
    remedy = "Look at the longest ones: they may hold several articles."
    return [Oddity("articles missing", identifiers - found, reason, remedy)]


def oddity_of_unnamed_dates_and_sources(articles: Sequence[Article]) -> list[Oddity]:
    """Return the articles without a date that can be read, and those without a source.

    Parameters
    ----------
    articles : sequence of Article
        Those that are not cut off, for of these it is said already.
    """
    oddities = []
    for column in ("date", "source"):
        names = []
        for article in articles:
            if not article.metadata[column]:
                names.append(_name_of(article))
        if names:
            reason = _reason(names, f"no {column} that can be read")
            remedy = (
                f"A chart or a table by {column} leaves them out, or counts them apart. "
                f"Write the {column} in a metadata file."
            )
            oddities.append(Oddity(f"no {column}", len(names), reason, remedy))
    return oddities


def oddity_of_unknown_labels(labels: Sequence[str]) -> list[Oddity]:
    """Return that labels stand in no table, and became columns."""
    names = list(dict.fromkeys(labels))
    if not names:
        return []
    named = ", ".join(f"{name!r}" for name in names[:_MOST_NAMED])
    left_out = len(names) - _MOST_NAMED
    more = f" and {left_out:,} more" if left_out > 0 else ""
    reason = (
        f"The database has labels that no table of this library has: {named}{more}."
    )
    remedy = "They are columns now. If one is a known thing, rename its column."
    return [Oddity("unknown label", len(labels), reason, remedy)]


def _were_found(count: int) -> str:
    """Return how many articles were found, as a part of a sentence."""
    return "1 was found" if count == 1 else f"{count:,} were found"


def _reason(notes: Sequence[str], what: str) -> str:
    """Return the reason of an oddity, with the first articles that it concerns."""
    named = "; ".join(notes[:_MOST_NAMED])
    left_out = len(notes) - _MOST_NAMED
    more = f"; and {left_out:,} more" if left_out > 0 else ""
    verb = "has" if len(notes) == 1 else "have"
    return f"{count_of(len(notes), 'article')} {verb} {what} ({named}{more})."


def _name_of(article: Article) -> str:
    """Return the title of an article, or where it begins."""
    title = str(article.metadata["title"])
    return repr(title) if title else f"the one at character {article.start:,}"
