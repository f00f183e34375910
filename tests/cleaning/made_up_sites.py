"""Made-up sites whose pages are one long line each, with the true text of each page.

Everything is made from lists of words by a random generator with a fixed seed. No text
is copied from anywhere.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["FORMULAS", "MadeUpPage", "Piece", "make_articles", "make_sites"]

FORMULAS = (
    "a community with a shared future for mankind",
    "the Belt and Road Initiative",
    "win-win cooperation",
    "mutual trust",
    "mutual benefit",
    "a new era",
    "the Silk Road Economic Belt",
    "the great rejuvenation of the Chinese nation",
    "the Global Development Initiative",
    "a comprehensive strategic partnership",
    "a new type of international relations",
    "people-to-people exchanges",
)
PEOPLE = (
    "the minister",
    "the governor",
    "a farmer from the northern plain",
    "the head of the railway office",
    "an engineer at the dam",
    "the envoy",
    "a teacher in the border town",
    "the chairwoman of the council",
    "one trader",
    "the delegation",
    "a spokesman for the port",
    "residents of the old quarter",
)
VERBS = (
    "said that",
    "told reporters on Monday that",
    "hoped that",
    "wrote in a letter that",
    "explained why",
    "did not deny that",
    "was told that",
    "agreed that",
    "recalled how",
    "doubted whether",
)
SUBJECTS = (
    "the new bridge",
    "trade across the pass",
    "the water treaty",
    "a loan for the power station",
    "the school that was built last year",
    "the road to the mine",
    "the harvest",
    "every village in the valley",
    "the second round of talks",
    "a fund for young doctors",
    "the price of grain",
    "the customs house",
    "their joint statement",
    "the festival of lanterns",
)
PREDICATES = (
    "would cost less than anyone had feared",
    "was never meant to be a gift",
    "has brought {n} jobs to the district",
    "had to wait until the snow was gone",
    "is going to be finished in {n} months",
    "depends on what the neighbours decide",
    "could not be built without help from abroad",
    "grew by {n} percent in the first half of the year",
    "was discussed for hours behind closed doors",
    "will be open to all who want to use it",
    "has changed the way in which people live here",
    "had been promised since {y}",
)
ENDS = (
    "",
    ", and nobody objected",
    ", although the weather was bad",
    ", as it was put in the report",
    " when the two sides met again in the spring",
    ", which is what the city had asked for",
    " before the winter came",
    " and that much remains to be done",
)
WITH_FORMULA = (
    "{p} {v} {s} is part of {f}.",
    "It was, {p} said, a step towards {f} and towards {g}.",
    "For {p}, {f} means that {s} {r}.",
    "Both countries want to build {f}, and {s} {r}.",
    "With {f} in mind, {p} {v} {s} {r}.",
)
OPENINGS = ("In the evening", "On the second day", "Later", "Still", "By then")
NAMES = (
    "Arlen Voss",
    "Mira Tagen",
    "Osip Dray",
    "Lena Koru",
    "Tomas Ebel",
    "Nadia Ferro",
)
HEADLINE_SUBJECTS = (
    "Harbour",
    "Ministers",
    "Old Bridge",
    "Students",
    "River Towns",
    "Grain Traders",
    "Airport",
    "Two Villages",
    "Museum",
    "Railway Workers",
    "Parliament",
    "Coal Mine",
    "Night Market",
    "Doctors",
)
HEADLINE_VERBS = (
    "Wins Prize for",
    "Opens Talks on",
    "Closes After",
    "Fears Another",
    "Waits for",
    "Votes Against",
    "Celebrates",
    "Loses Fight Over",
    "Plans",
    "Calls for",
)
HEADLINE_OBJECTS = (
    "New Tunnel",
    "Long Drought",
    "Water Treaty",
    "Spring Festival",
    "Higher Tolls",
    "Cheap Loans",
    "Record Harvest",
    "Second Runway",
    "School Reform",
    "Border Checks",
    "Night Trains",
    "Sugar Tax",
)


@dataclass(frozen=True)
class Piece:
    """A piece of a page: of its text ("body") or of its frame ("frame").

    A piece that is neither, such as a byline, is "other". A title is "title".
    """

    text: str
    role: str


@dataclass(frozen=True)
class MadeUpPage:
    """A page as pieces, which one blank divides."""

    doc: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Return the raw text of the page: one line."""
        return " ".join(piece.text for piece in self.pieces)

    def spans(self, role: str) -> list[tuple[int, int]]:
        """Return where in the raw text the pieces of a role stand."""
        spans = []
        start = 0
        for piece in self.pieces:
            end = start + len(piece.text)
            if piece.role == role:
                spans.append((start, end))
            start = end + 1
        return spans


def make_sentence(rng: random.Random) -> str:
    """Return a sentence; one of three has a formula of the lexicon."""
    fields = {
        "p": rng.choice(PEOPLE),
        "v": rng.choice(VERBS),
        "s": rng.choice(SUBJECTS),
        "r": rng.choice(PREDICATES).format(
            n=rng.randint(3, 900), y=rng.randint(1950, 2020)
        ),
        "f": rng.choice(FORMULAS),
        "g": rng.choice(FORMULAS),
    }
    if rng.random() < 0.33:
        sentence = rng.choice(WITH_FORMULA).format(**fields)
    else:
        sentence = "{p} {v} {s} {r}".format(**fields) + rng.choice(ENDS) + "."
        if rng.random() < 0.25:
            sentence = f"{rng.choice(OPENINGS)}, {sentence}"
    return sentence[0].upper() + sentence[1:]


def make_article(rng: random.Random, *, min_words: int, max_words: int) -> str:
    """Return sentences on one line."""
    word_count = rng.randint(min_words, max_words)
    sentences: list[str] = []
    while sum(len(sentence.split()) for sentence in sentences) < word_count:
        sentences.append(make_sentence(rng))
    return " ".join(sentences)


def make_articles(
    count: int, *, seed: int, min_words: int = 80, max_words: int = 700
) -> list[str]:
    """Return texts without a frame."""
    rng = random.Random(seed)
    return [
        make_article(rng, min_words=min_words, max_words=max_words)
        for _ in range(count)
    ]


def make_headline(rng: random.Random) -> str:
    """Return a title in title case."""
    subject = rng.choice(HEADLINE_SUBJECTS)
    place = rng.choice(
        ("Varna", "Lower Kest", "Port Amel", "Doria", "East Tal", "Mirn")
    )
    return f"{subject} in {place} {rng.choice(HEADLINE_VERBS)} {rng.choice(HEADLINE_OBJECTS)}"


def make_plain_headline(rng: random.Random) -> str:
    """Return a title in sentence case."""
    words = make_headline(rng).split()
    return " ".join([words[0], *(word.lower() for word in words[1:])])


def make_list(
    rng: random.Random, count: int, make: Callable[[random.Random], str]
) -> str:
    """Return titles of other articles in a row."""
    return " ".join(make(rng) for _ in range(count))


# --------------------------------------------------------------------------------------
# Sites


def _harbour_daily(rng: random.Random, number: int) -> tuple[Piece, ...]:
    """A newspaper: its list of what is read most changes by day."""
    day = 1 + number // 3
    of_day = random.Random(1000 + day)
    head = (
        "Harbour Daily Skip to main content Home World Asia Africa Business Markets Belt and Road "
        "Opinion Editorials Columns Culture Travel Sport Video Photos Epaper Sign in Register "
        "Search Weather Mobile Newsletter About Us Contact Advertise Home &gt;&gt; World &gt;&gt; Asia"
    )
    most_read = "Most Read " + make_list(of_day, 10, make_headline)
    sidebar = (
        "Editor's Picks " + make_list(of_day, 6, make_headline) + " Special Coverage "
        "A Community with a Shared Future Belt and Road Forum Win-Win Cooperation Two Sessions "
    )
    foot = (
        "Back to Top Home World Business Opinion Culture Travel Sport Video Photos "
        "About Harbour Daily Advertise on Site Contact Us Job Offers Privacy Policy Terms of Use "
        "Copyright 1998 - 2021. All rights reserved. The content (including but not limited to "
        "text, photo and multimedia information) published in this site belongs to Harbour Daily "
        "Information Company. Without written authorisation, such content shall not be "
        "republished or used in any form. Note: Browsers with 1024*768 or higher resolution are "
        "suggested for this site. Registration Number: 130349"
    )
    return (
        Piece(head, "frame"),
        Piece(make_headline(rng), "title"),
        Piece(
            f"By {rng.choice(NAMES)} | Harbour Daily | Updated: 2021-03-{day:02d} 08:{number + 10}",
            "other",
        ),
        Piece("Share Tweet Email Print A A A", "frame"),
        Piece(make_article(rng, min_words=150, max_words=900), "body"),
        Piece(
            "Related Stories " + make_list(rng, rng.randint(2, 5), make_headline),
            "frame",
        ),
        Piece(most_read, "frame"),
        Piece(sidebar, "frame"),
        Piece(foot, "frame"),
    )


def _valley_post(rng: random.Random, number: int) -> tuple[Piece, ...]:
    """A newspaper with titles in sentence case, and its latest news above the article."""
    latest = "Latest news " + make_list(rng, 8, make_plain_headline)
    head = (
        "Valley post | Front page | Politics | Economy | Regions | Silk road | Science | Sport | "
        "Letters to the editor | Archive | Subscribe | My account Breaking"
    )
    foot = (
        "Listen to this article Sign up for our newsletter to get the best of the valley in your "
        "inbox every morning. Enter your email address Subscribe now More from this section "
    )
    end = (
        "Trending topics harvest water treaty night trains tunnel sugar tax elections river "
        "Follow us on social media Front page Politics Economy Regions Science Sport Archive "
        "Imprint Data protection Cookie settings We use cookies to improve your experience on "
        "this site. By continuing to use it, you agree to our policy. Accept all Reject all"
    )
    return (
        Piece(head, "frame"),
        Piece(latest, "frame"),
        Piece("Home > Regions > North Print this page", "frame"),
        Piece(make_plain_headline(rng), "title"),
        Piece(make_article(rng, min_words=80, max_words=500), "body"),
        Piece(foot + make_list(rng, rng.randint(4, 9), make_plain_headline), "frame"),
        Piece(end, "frame"),
    )


def _ministry(rng: random.Random, number: int) -> tuple[Piece, ...]:
    """A ministry: the same long list of links on each page, blanks as entities."""
    countries = (
        "Ardenia Borovia Cantara Delmark Estia Fardal Gorania Hestia Ilmar Jorvia Kestan Lorne "
        "Morland Nerida Ostrava Pelagia Quill Rostan Sylva Tarsia Ulmen Varda Westmark Xanthe "
        "Yarrow Zembla"
    )
    head = (
        "Ministry of External Affairs Home The Minister The Ministry Departments Policies and "
        "Activities Spokesperson's Remarks Press and Media Service Countries and Regions About "
        "the Country Resources Belt and Road Community with a Shared Future for Mankind "
        "Home&gt;Press and Media Service&gt;News"
    )
    foot = "Suggest To A Friend: Print " + " ".join(
        f"Embassy in {name} Consulate General in {name}" for name in countries.split()
    )
    end = (
        "Contact Us Site Map Address: No. 2, South Street, Capital District, 100701 "
        "Tel: 86-10-65961114 Copyright Ministry of External Affairs"
    )
    article = make_article(rng, min_words=60, max_words=1200)
    words = article.split(" ")
    for place in range(20, len(words), 60):
        words[place] = "&nbsp;&nbsp;" + words[place]
    return (
        Piece(head, "frame"),
        Piece(make_headline(rng), "title"),
        Piece(f"2019/0{1 + number % 9}/1{number % 10}", "other"),
        Piece(" ".join(words), "body"),
        Piece(foot, "frame"),
        Piece(end, "frame"),
    )


SITES = {"harbour": _harbour_daily, "valley": _valley_post, "ministry": _ministry}


def make_sites(*, page_count: int = 30) -> dict[str, list[MadeUpPage]]:
    """Return the pages of each site, by the name of the site."""
    sites = {}
    for site_number, (name, make_pieces) in enumerate(SITES.items()):
        rng = random.Random(site_number)
        pages = [
            MadeUpPage(f"{name}{n:02d}", make_pieces(rng, n)) for n in range(page_count)
        ]
        sites[name] = pages
    return sites
