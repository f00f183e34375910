"""Word lists and lexicons that come with the library.

Each is a file in `discourse/data` and an entry here.
"""

from __future__ import annotations

from dataclasses import dataclass

from discourse.registries.registry import Registry
from discourse.settings import LEAST_SHARE_OF_CHINESE_LIST, LEAST_SHARE_OF_STOP_LIST

__all__ = [
    "BACKGROUND_LISTS",
    "BUNDLED_LEXICONS",
    "STOP_LISTS",
    "BackgroundList",
    "BundledLexicon",
    "StopList",
]


@dataclass(frozen=True)
class StopList:
    """One list of stop words, in the file ``discourse/data/stop/NAME.txt``.

    Attributes
    ----------
    name : str
        What `stop` takes: the code of the language.
    label : str
        The language.
    left_out : str
        Which function words are not in it, and why.
    source : str
    least_share : float
        The least share of the words of a document that are in the list if the document
        is in the language.
    """

    name: str
    label: str
    left_out: str
    source: str
    least_share: float = LEAST_SHARE_OF_STOP_LIST


@dataclass(frozen=True)
class BundledLexicon:
    """One lexicon, in the file ``discourse/data/NAME.toml``.

    Attributes
    ----------
    name : str
        What ``Lexicon.read`` takes.
    label : str
        The title of the lexicon.
    source : str
    """

    name: str
    label: str
    source: str


@dataclass(frozen=True)
class BackgroundList:
    """One list of document frequencies, in ``discourse/data/background/NAME.csv``.

    Attributes
    ----------
    name : str
        What `background` takes.
    label : str
        What the documents are.
    left_out : str
        Which terms are not in it.
    licence : str
        Under which licence the documents were published.
    source : str
    """

    name: str
    label: str
    left_out: str
    licence: str
    source: str


_CLOSED_CLASSES = "this library: words of closed classes, chosen for official language"

STOP_LISTS = Registry(
    "lists of stop words",
    StopList(
        name="ar",
        label="Arabic",
        left_out="words of substance that are written together with a function word, "
        "such as والتعاون; words with vowel signs",
        source=_CLOSED_CLASSES,
    ),
    StopList(
        name="de",
        label="German",
        left_out="kraft, dank, laut and weg, which folded are also nouns; numerals",
        source=_CLOSED_CLASSES,
    ),
    StopList(
        name="en",
        label="English",
        left_out="us, which folded is also the United States; mine; every word that can "
        "be a subject of official language",
        source=_CLOSED_CLASSES,
    ),
    StopList(
        name="es",
        label="Spanish",
        left_out="estado, era, poder, deber and haya, which are also nouns or names",
        source=_CLOSED_CLASSES,
    ),
    StopList(
        name="fr",
        label="French",
        left_out="personne, pouvoir, devoir, bien, fait, or, part and ai; words of "
        "substance with an elided article, such as l'avenir, which are one token",
        source=_CLOSED_CLASSES,
    ),
    StopList(
        name="it",
        label="Italian",
        left_out="stato, era, potere, dovere, mezzo, via and ai, which are also nouns "
        "or, folded, AI; words of substance with an elided article; numerals",
        source=_CLOSED_CLASSES,
    ),
    StopList(
        name="kk",
        label="Kazakh",
        left_out="words of relation that are also nouns of substance; numerals, except "
        "бір. The list is in Cyrillic letters",
        source=_CLOSED_CLASSES,
    ),
    StopList(
        name="pt",
        label="Portuguese",
        left_out="estado, era, poder, dever and via, which are also nouns",
        source=_CLOSED_CLASSES,
    ),
    StopList(
        name="ru",
        label="Russian",
        left_out="words of substance in official language",
        source=_CLOSED_CLASSES,
    ),
    StopList(
        name="uz",
        label="Uzbek",
        left_out="bosh and yuz, which are also nouns of substance; numerals, except "
        "bir. The list is in Latin and in Cyrillic letters",
        source=_CLOSED_CLASSES,
    ),
    StopList(
        name="zh",
        label="Chinese",
        left_out="words that can be a subject of official language, such as 共同; "
        "numerals. The list is for text that is cut into words",
        source=_CLOSED_CLASSES,
        least_share=LEAST_SHARE_OF_CHINESE_LIST,
    ),
)

BUNDLED_LEXICONS = Registry(
    "bundled lexicons",
    BundledLexicon(
        name="chinese-diplomacy",
        label="Formulas of Chinese diplomacy",
        source="this library; each family says how sure its facts are",
    ),
    BundledLexicon(
        name="un-resolutions",
        label="Formulas of the United Nations",
        source="this library; each family says how sure its facts are",
    ),
)

BACKGROUND_LISTS = Registry(
    "lists of document frequencies",
    BackgroundList(
        name="un-general-debate",
        label="Speeches of the UN General Debate in English, 1990-2024",
        left_out="words of fewer than three speeches",
        licence="CC0 1.0",
        source="Jankin, Baturo & Dasandi, United Nations General Debate Corpus, Harvard "
        "Dataverse, doi:10.7910/DVN/0TJX8Y, version 13; counted by this library",
    ),
)
