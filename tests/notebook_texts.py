"""Write the made-up texts of the notebook *texts as they come*.

Run ``python tests/notebook_texts.py`` at the top of the repository. The state Sarybel, its
ministry, its newspapers and everything that is said in these texts are invented.
"""

from __future__ import annotations

import datetime
import html
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "notebooks" / "data"
FOLDER = "as-they-come"

# --------------------------------------------------------------------------------------
# The pages of a ministry

SITE = "Ministry of External Relations of Sarybel"

NAVIGATION = (
    "Home",
    "The Ministry",
    "The Minister",
    "Foreign policy",
    "Belt and Road",
    "Consular services",
    "Press centre",
    "Contact",
)
RELATED = (
    "In pictures: building a community with a shared future in Aktash",
    "Belt and Road Forum: list of the delegations",
    "Consular days in the southern provinces",
    "Call for applications: junior interpreters",
)
FOOTER = (
    "© 2024 Ministry of External Relations of Sarybel. All rights reserved.",
    "Terms of use | Accessibility | Site map | RSS",
    "12 Poplar Avenue, Aktash 100004",
)
COOKIES = (
    "We use cookies to improve this site. By continuing to browse you agree to our use "
    "of cookies."
)

SUMMIT = """\
On 17 May the leaders of Sarybel, its four neighbours in Central Asia and China met in
Aktash for the second summit of the Steppe Dialogue. The President of Sarybel received
the guests in the Hall of Poplars and opened the plenary session at ten in the morning.

In her address of welcome the President recalled that the caravans which once crossed the
Sary Pass had carried more than silk and tea. They had carried languages, songs and
seeds. "Our ancestors did not ask each other for a passport before they shared water," she
said. "A China-Central Asia community with a shared future is for us no slogan. It is an
old habit for which we have found a new name."

The Chinese side thanked Sarybel for its hospitality and said that relations had entered a
new era. It recalled that the two countries had raised their ties to a comprehensive
strategic partnership three years ago. Political mutual trust had grown since then, and
trade had doubled. The Chinese side expressed its readiness to continue high-quality
Belt and Road cooperation with all five states, and to open its market to
more farm products from the steppe.

The leaders spoke first about transport. The railway over the Sary Pass, the largest
project that the Belt and Road Initiative has brought to Sarybel so far, is to carry its
first trains in the autumn of 2026. The ministers of transport were asked to agree by the end of
the year on a common tariff, so that a container needs one waybill from the port to the
plain. The President called the line a model of win-win cooperation, and thanked the four
thousand workers who are laying its track in the wind and the cold.

Water and energy took up the second part of the morning. The five states agreed to
exchange daily readings from the upper reaches of the rivers. China will supply two
hundred measuring stations within the framework of the Global Development Initiative. The
participants stressed that each country has the right to choose a development path in
keeping with its own conditions, and that nobody should interfere in the internal affairs
of others.

On security the leaders were brief. They condemned the three evil forces of terrorism,
separatism and extremism, welcomed the Global Security Initiative, and asked the
border services to hold a joint exercise next spring. They spoke in favour of true
multilateralism with the United Nations at its centre.

In the afternoon the guests visited the new Institute of Applied Hydrology and planted six
apple trees in its garden. The President noted that people-to-people exchanges are what
remains when communiqués have been filed away. Two hundred students from Sarybel study in
Chinese universities this year; in return, forty young teachers of Chinese have come to
schools in Aktash and in the southern provinces.

At the end of the day the leaders adopted a joint statement and a list of forty-one
projects. They agreed that the next summit will be held in two years. Building a community
with a shared future, the President said in her closing words, is slow work, like planting
an orchard: those who dig the first holes seldom eat the first apples. "But somebody must
dig," she added, "and we have begun."
"""

RAILWAY = """\
On 6 June the Minister of External Relations visited the eastern camp of the railway over the
Sary Pass. He was accompanied by the head of the joint company and by the governor of
Tamgaly province.

The Minister spoke with engineers and cooks, and with two brothers who drive the same
excavator in turns. He said that the railway was not a gift and not a debt, but a work of
mutual benefit, which would bring the markets of the coast within four days of the steppe.
"We are good neighbours," he said, "and good neighbours mend the road between their houses
together."

The head of the joint company reported that twenty-two of the thirty bridges are finished.
More than half of the workers come from the villages along the line. A training centre
that the company opened in March has so far given certificates to three hundred and ten
welders, surveyors and drivers. In the second half of the year the company will begin with
the longest of the tunnels, and for this purpose two new power lines are being built.

Asked by journalists about the price, the Minister answered that the figures are published
and that everybody can read them. The Belt and Road, he said, is judged in Sarybel by
bridges and not by banners. He added that the government would report to parliament in the
autumn on the effects of the works on pastures and wells.
"""


@dataclass(frozen=True)
class WebPage:
    """One article of the site."""

    title: str
    day: str  # ISO 8601
    shown_day: str
    trail: tuple[str, ...]
    text: str


PAGES = {
    "summit": WebPage(
        "Leaders of six states meet in Aktash",
        "2024-05-17",
        "17 May 2024, 19:40",
        ("Home", "Press centre", "News"),
        SUMMIT,
    ),
    "railway": WebPage(
        "The Minister visits the railway over the Sary Pass",
        "2024-06-06",
        "6 June 2024, 16:05",
        ("Home", "Press centre", "News"),
        RAILWAY,
    ),
}


def split_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, each in one line."""
    return [" ".join(block.split()) for block in text.split("\n\n")]


def _links(names: tuple[str, ...]) -> str:
    items = []
    for number, name in enumerate(names, 1):
        link = f'<a href="/page/{number}">{html.escape(name)}</a>'
        items.append(f"      <li>{link}</li>")
    return "\n".join(items)


def web_page(page: WebPage) -> str:
    """Return a page of the site as its server sends it."""
    title = html.escape(page.title)
    paragraphs = []
    for text in split_paragraphs(page.text):
        paragraphs.append(f"      <p>{html.escape(text, quote=False)}</p>")
    body = "\n".join(paragraphs)
    trail = " &rsaquo; ".join(f'<a href="#">{name}</a>' for name in page.trail)
    footer = "\n".join(f"    <p>{html.escape(line)}</p>" for line in FOOTER)
    return f"""\
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>{title} | {SITE}</title>
  <meta property="og:title" content="{title}">
  <meta property="og:site_name" content="{SITE}">
  <meta property="article:published_time" content="{page.day}">
  <style>body {{ font-family: serif; }}</style>
  <script>window.visits = (window.visits || 0) + 1;</script>
</head>
<body>
  <div class="cookie-notice" role="dialog">
    <p>{COOKIES}</p>
    <button>Accept</button> <button>Settings</button>
  </div>
  <header class="page-header">
    <a href="/">{SITE}</a>
    <nav><ul>
{_links(NAVIGATION)}
    </ul></nav>
  </header>
  <div class="breadcrumb">{trail}</div>
  <main>
    <article>
      <h1>{title}</h1>
      <p class="date"><time datetime="{page.day}">{page.shown_day}</time></p>
{body}
    </article>
    <div class="share"><span>Share this page:</span> <a href="#">E-mail</a>
      <a href="#">Print</a></div>
  </main>
  <aside class="related">
    <h2>Read also</h2>
    <ul>
{_links(RELATED)}
    </ul>
  </aside>
  <footer>
{footer}
  </footer>
</body>
</html>
"""


# --------------------------------------------------------------------------------------
# The joint statement, a PDF file of two columns

STATEMENT_TITLE = "Joint Statement of the Second Summit of the Steppe Dialogue"
STATEMENT_HEAD = "Steppe Dialogue - Second Summit"
STATEMENT_DAY = datetime.datetime(2024, 5, 17, 12, 0, tzinfo=datetime.UTC)

# In these texts "·" is a place where a word may be divided at the end of a line, "¬" one
# where it is divided, and "¦" a place where a page ends.
STATEMENT = """\
The heads of state of the People's Republic of China and of the five states of the Steppe
Dialogue met in Aktash on 17 May 2024. In a cordial and open atmos·phere they exchanged views
on co·oper·a·tion in their region and on ques·tions of common concern, and agreed on the
follow·ing.

1. The parties note with satis·fac·tion that their relations have entered a new era. They
recall the import·ant con·sensus of their first summit and will carry it out in full. They
will deepen their com·pre·hen·sive strategic part·ner·ship in a spirit of mutual respect and
trust, good-neigh·bour·li·ness and mutual bene¬fit.

2. The parties are con·vinced that the peoples of the region share weal and woe. They are
resolved to build together a China-Central Asia com·mun·ity with a shared future. They
welcome that this aim has been written into the bi·lateral docu·ments which China has
signed with each of the five states.

3. The parties firmly support each other on matters that con·cern their core inter·ests.
They oppose inter·fer·ence in the internal affairs of other states under any pre·text. Each
state has the right to choose a devel·op·ment path that suits its own con·di·tions, and no
state has the right to pre·scribe one to others.

4. The parties will com·bine the Belt and Road Initi·ative with the na·tional devel·op·ment
plans of the five states. The rail·way over the Sary Pass has pri·or·ity. The minis·ters of
trans·port will agree on a common tariff and on common papers before the end of the year.
The parties will examine whether the line can be con·tinued to the salt lakes of
Tamgaly, and will ask the banks of the region for an opinion on its costs.

5. The parties support trade that is free, open and fair. They will simplify the checks of
farm prod·ucts at the bor·ders, and open green lanes for fruit, honey and meat. They will
en·cour·age enter·prises to settle in the joint zone at Korgan Gate, and regard this zone as
an example of win-win co·oper·a·tion. They take note of the pro·posal of Sarybel to set up
a court of arbi·tra·tion for small traders, which could hear cases in all six languages.

6. Water is life. The upper and the lower states of the rivers will ex·change readings
every day, and warn each other of floods without delay. Stations of measure·ment will be set
up in the frame·work of the Global Devel·op·ment Initiative. Experts will meet each spring in
a dif·fer·ent town along the rivers. They will draw up a map of the gla·ciers, in which every
state sees the same figures, and make it public.

7. The parties condemn terror·ism, separ·at·ism and ex·trem·ism in all forms. They will fight
these three forces together, on the basis of com·mon, com·pre·hen·sive, co·oper·at·ive and
sus·tain·able security. The five states wel·come the Global Secur·ity Initi·ative. The border
services will hold a joint exer·cise in the spring of next year and tell the neigh·bours of it
in advance.

8. The parties hold that the variety of civil·iza·tions is a wealth of mankind. They support
the Global Civil·iza·tion Initiative, the common values of human·ity, and
people-to-people ex·changes. A house of trans·la·tors will be founded in Aktash, where
the litera·ture of the six coun·tries is to be trans·lated from one language into another,
and not by way of a third. The parties will open a school of rail·way trades, and award
one hundred schol·ar·ships a year to young women who wish to become engin·eers.

9. The parties stand for true multi·lat·er·al·ism and for the inter·na·tional system with the
United Nations at its core. They oppose the Cold War men·tal·ity and call for fair·ness and
just·ice in the affairs of the world. They will work with all states that are of the same
mind, so that the vision of a com·mun·ity with a shared¦ future for mankind takes root in
the heart of the con·tin·ent, in which no people is too small to be heard. They agree that
smaller states must be able to speak early, before the texts are settled, and that
docu·ments of the Dia·logue are to be pub·lished in all six lan·guages on the same day.

10. The parties thank the gov·ern·ment and the people of Sarybel for the warm recep·tion. A
per·man·ent secret·ariat with a small staff will begin its work in Aktash before the first
snow. It will keep a list of what was prom·ised, by whom, and by when. The list will be open
to every·body. The secret·ariat will report on it every six months, and the minis·ters will
discuss the report at a meeting of half a day.

11. The parties agree that the high-quality devel·op·ment of the region needs time and
pa·tience. Projects of the Belt and Road are to be chosen with care, and the people who live
beside a road or a dam are to be heard before it is built. Studies of the effects on
pas·tures, wells and graves will be made by experts from two states at least. Where pas·tures
are lost, others are to be found before the works begin, and the herds·men are to agree.

12. The parties will meet for the third time in two years. They are con·fid·ent that their
good-neigh·bour·li·ness, mutual trust and mutual benefit will grow from summit to summit,
and that the young people of the region will one day take for granted what had to be
agreed here line by line.

Done at Aktash on 17 May 2024 in six copies, in the lan·guages of the parties and in English,
all texts being equally valid.
"""

PAGE_WIDTH = 595  # points: A5, the long side below
PAGE_HEIGHT = 420
COLUMN_LEFT = (40, 310)
COLUMN_WIDTH = 245
COLUMN_TOP = 70
LINE_STEP = 14
LINES_IN_COLUMN = 21
FONT_SIZE = 11


def _is_part_of_word(piece: str) -> bool:
    return piece.endswith(("·", "¬"))


def _pieces(paragraph: str) -> list[str]:
    """Return the words of a paragraph, divided where they may be divided."""
    pieces = []
    for word in paragraph.split():
        marked = word.replace("·", "·\n").replace("¬", "¬\n").replace("¦", "¦\n")
        pieces += marked.split("\n") if not marked.endswith("\n") else [marked.strip()]
    return pieces


def _set_lines(paragraph: str, pdf: object) -> Iterator[str]:
    """Give the lines of a paragraph; a line that ends in "¦" is the last of its page."""
    line = ""  # what stands in the line, with the mark of its last division
    for piece in _pieces(paragraph):
        gap = "" if _is_part_of_word(line) or not line else " "
        joined = line.rstrip("·¬") + gap + piece
        shown = joined.replace("·", "-").replace("¬", "-").replace("¦", "")
        is_full = pdf.get_string_width(shown) > COLUMN_WIDTH
        if line.endswith(("¬", "¦")) or (is_full and line):
            yield line.replace("·", "-").replace("¬", "-")
            line = piece
        else:
            line = joined
    yield line


def _set_columns(pdf: object) -> Iterator[list[str]]:
    """Give the columns of the statement, as lists of lines."""
    column: list[str] = []
    for number, paragraph in enumerate(split_paragraphs(STATEMENT)):
        lines = list(_set_lines(paragraph, pdf))
        if number and column:
            lines.insert(0, "")
        for line in lines:
            if len(column) == LINES_IN_COLUMN:
                yield column
                column = []
            if line or column:
                column.append(line.removesuffix("¦"))
            if line.endswith("¦"):
                yield column
                column = []
    yield column


def statement_pdf() -> bytes:
    """Return the joint statement as a PDF file."""
    import fpdf

    pdf = fpdf.FPDF(format=(PAGE_WIDTH, PAGE_HEIGHT), unit="pt")
    pdf.set_auto_page_break(False)
    pdf.set_title(STATEMENT_TITLE)
    pdf.set_author("Secretariat of the Steppe Dialogue")
    pdf.set_creation_date(STATEMENT_DAY)
    pdf.set_font("times", size=FONT_SIZE)
    # A running head stands in all pages, the title in the first only.
    for number, column in enumerate(_set_columns(pdf)):
        side = number % 2
        if side == 0:
            pdf.add_page()
            _set_head_and_foot(pdf)
        for row, line in enumerate(column):
            pdf.text(COLUMN_LEFT[side], COLUMN_TOP + LINE_STEP * row, line)
    return bytes(pdf.output())


def _set_head_and_foot(pdf: object) -> None:
    pdf.set_font("times", size=9)
    pdf.text(COLUMN_LEFT[0], 35, STATEMENT_HEAD)
    pdf.text(PAGE_WIDTH / 2 - 4, PAGE_HEIGHT - 25, str(pdf.page_no()))
    pdf.set_font("times", size=FONT_SIZE)


# --------------------------------------------------------------------------------------
# A download of a newspaper database

AGENCY_REPORT = """\
AKTASH: China and five Central Asian states agreed on Friday to finish a railway over the Sary
Pass by the autumn of 2026 and to set up a permanent secretariat in the capital of Sarybel.

The leaders, who met for the second time within the Steppe Dialogue, signed a joint
statement of twelve points. It calls for a community with a shared future between China and
Central Asia, and promises to link the Belt and Road Initiative with the plans of the five
states.

"This is win-win cooperation that one can touch," the President of Sarybel told reporters in
front of a model of the longest bridge. She said that the line would cut the journey to the
coast from eleven days to four.

The statement leaves open who will pay for the last section. A person who had seen earlier
drafts said that a sentence on loans was struck out on Thursday night.

Rivers took up much of the talks. The states will send each other daily readings of the water
level, and China will supply two hundred measuring stations.

Critics in the region say that the debts of earlier projects were never published in full. The
next summit is planned for 2026.
"""

# The same report as two other papers printed it.
GAZETTE_CHANGES = {
    "agreed on Friday": "agreed yesterday",
    "to set up": "to open",
    "told reporters": "told journalists",
    "in\nfront of a model": "beside a model",
    "struck out": "deleted",
    " A person who had seen earlier": " A diplomat who had seen earlier",
}
COURIER_CHANGES = {
    "finish a railway": "complete a railway line",
    "a permanent secretariat": "a standing secretariat",
    "calls for": "speaks of",
    "cut the journey": "shorten the journey",
    "Rivers took up much of the talks. ": "",
    "Critics in the region say that the debts of earlier projects were never published in full. The\nnext summit is planned for 2026.\n": "",
}

HERALD_LEADER = """\
Summits end with a photograph and a paper. The photograph from Aktash is a good one: six
leaders, six spades, six young apple trees. The paper deserves a second look.

It speaks of a community with a shared future, as such papers do. But it also says, in point
ten, that a list will be kept of what was promised, by whom and by when, and that everybody
may read it. We cannot remember a sentence of this kind in a document of the region.

The Belt and Road has brought Sarybel a railway that our grandparents dreamt of. It has also
brought contracts which nobody in this town has read. If the new secretariat publishes both
its list and its contracts, the words mutual benefit will have a meaning that can be checked.
If it does not, the apple trees will be the best result of the summit.
"""

HERALD_WATER = """\
The first of two hundred stations that are to measure the rivers of the region was switched on
near Tamgaly on Tuesday. It sends the level of the water every ten minutes to all six states.

"In the old days we rode to the next village and asked," said Asel Duman, who has read the
gauge at Tamgaly for thirty-one years. She will go on reading it, she said, since a machine
can freeze.

The stations are part of the Global Development Initiative. The ministry called them an
example of win-win cooperation. Engineers from the Institute of Applied Hydrology will look
after them, and the data are open to schools.
"""

GAZETTE_PORT = """\
The port of Linden expects more containers from the steppe. When the railway over the Sary
Pass opens, up to nine trains a day could arrive at the eastern quay, the harbour master told
the council on Monday.

Not all members were pleased. "We hear Belt and Road at every meeting, and we see lorries on
Mill Lane at every hour," said Councillor Jane Harrow. She asked for a second access road
before the first train comes.

The harbour master answered that a road is planned. The council will vote on it in September.
"""

GAZETTE_SCHOOL = """\
Forty young teachers from China have spent their first spring in the schools of Sarybel. Our
correspondent visited three of them in the south of the country.

Lin Yue teaches sixty children in two shifts. In the evening she learns the local language
from the caretaker, who corrects her with a loud laugh. Official speeches call this
people-to-people exchanges. She calls it soup: every family in the street wants to know
whether she has eaten.

The programme is to grow to one hundred teachers next year. The parents whom we asked had one
wish above all, that the teachers stay longer than a year.
"""

COURIER_ANALYSIS = """\
What does a formula do? The phrase community with a shared future stands in the first
lines of the Aktash statement, and again near its end. In between are tariffs, glaciers and
green lanes for honey.

Diplomats say that the phrase opens doors. Whoever signs it has shown good will, and can then
speak about money. "You pay with words first," a former ambassador said. Others see a risk.
Once mutual trust, win-win and the new era are in every paper, a paper without them looks like
a quarrel.

The five states have learnt to answer in kind. They sign the words, and add a date, a sum
and a name. Point ten of the statement, which asks for a public list of promises, was
written by them.
"""

COURIER_DEBT = """\
The parliament of Sarybel will discuss in October what the railway over the Sary Pass costs.
The government has promised to lay all contracts before a committee.

The opposition asks for more. Its speaker said that Belt and Road loans have been taken up
for three roads and a power station since 2016, and that the terms of two of them are still
secret. The ministry of finance denied this. It said that all figures are in the annual
report, on page 212.

The committee will hear engineers, herdsmen and two bankers. Its meetings are open to the
public.
"""

GERMAN_REPORT = """\
Beim zweiten Gipfel des Steppendialogs haben sich China und fünf Staaten Zentralasiens auf
einen gemeinsamen Bahntarif geeinigt. Die Strecke über den Sarypass soll im Herbst 2026 fertig
sein.

In der Erklärung ist von einer Schicksalsgemeinschaft die Rede und von der Neuen
Seidenstraße. Konkreter sind die Zusagen zum Wasser: Alle sechs Staaten wollen die
Pegelstände ihrer Flüsse jeden Tag austauschen.

Ein ständiges Sekretariat in Aktasch soll künftig öffentlich festhalten, wer was versprochen
hat. Wer die letzten hundert Kilometer bezahlt, blieb offen.
"""


@dataclass(frozen=True)
class NewspaperArticle:
    """One article, as the database gives it out."""

    paper: str
    day: datetime.date
    title: str
    text: str
    labels: Mapping[str, str] = field(default_factory=dict)
    language: str = "ENGLISH"
    words_lost: int = 0  # how many words the database counted and did not give out


def _change(text: str, changes: Mapping[str, str]) -> str:
    """Return a text in which each of the changes was made once."""
    for old, new in changes.items():
        if text.count(old) != 1:
            raise ValueError(f"{old!r} does not stand once in the text")
        text = text.replace(old, new)
    return text


HERALD = "The Aktash Herald (Sarybel)"
GAZETTE = "Harbour Gazette (Port Linden)"
COURIER = "The Northern Courier"
ARTICLES = (
    NewspaperArticle(
        HERALD,
        datetime.date(2024, 5, 18),
        "Railway over the Sary Pass to open in 2026",
        AGENCY_REPORT,
        {"BYLINE": "Meridian News Agency", "SECTION": "NEWS; Pg. 1"},
    ),
    NewspaperArticle(
        GAZETTE,
        datetime.date(2024, 5, 18),
        "China and neighbours sign twelve points on trade and water",
        _change(AGENCY_REPORT, GAZETTE_CHANGES),
        {"BYLINE": "Meridian News Agency", "SECTION": "WORLD; Pg. 6"},
    ),
    NewspaperArticle(
        COURIER,
        datetime.date(2024, 5, 20),
        "Six leaders, one railway: summit in Aktash ends with a promise",
        _change(AGENCY_REPORT, COURIER_CHANGES),
        {"SECTION": "INTERNATIONAL; Pg. 9"},
    ),
    NewspaperArticle(
        "Westhafener Zeitung",
        datetime.date(2024, 5, 21),
        "Gipfel in Aktasch: Einigung über die Bahn",
        GERMAN_REPORT,
        {"BYLINE": "Karin Lohse", "SECTION": "POLITIK; S. 5"},
        language="GERMAN",
    ),
    NewspaperArticle(
        HERALD,
        datetime.date(2024, 5, 22),
        "Leader: six spades and a list",
        HERALD_LEADER,
        {"SECTION": "OPINION; Pg. 8"},
    ),
    NewspaperArticle(
        COURIER,
        datetime.date(2024, 5, 29),
        "Analysis: what a formula buys",
        COURIER_ANALYSIS,
        {"BYLINE": "Tom Askew", "SECTION": "FEATURES; Pg. 14"},
    ),
    NewspaperArticle(
        GAZETTE,
        datetime.date(2024, 6, 4),
        "Port counts on trains from the steppe",
        GAZETTE_PORT,
        {"BYLINE": "Ruth Penhale", "SECTION": "LOCAL; Pg. 3"},
    ),
    NewspaperArticle(
        HERALD,
        datetime.date(2024, 6, 12),
        "First gauge talks to six capitals",
        HERALD_WATER,
        {"BYLINE": "Dana Oralova", "SECTION": "NEWS; Pg. 2"},
    ),
    NewspaperArticle(
        GAZETTE,
        datetime.date(2024, 6, 22),
        "A spring in the schools of the south",
        GAZETTE_SCHOOL,
        {"BYLINE": "Ruth Penhale", "SECTION": "WEEKEND; Pg. 4"},
    ),
    NewspaperArticle(
        COURIER,
        datetime.date(2024, 7, 2),
        "Parliament to read the contracts of the railway",
        COURIER_DEBT,
        {"BYLINE": "Tom Askew", "SECTION": "INTERNATIONAL; Pg. 7"},
        words_lost=118,
    ),
)

LINE_WIDTH = 78
WEEKDAYS = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
]
MONTHS = {5: "May", 6: "June", 7: "July"}


def _write_day(day: datetime.date) -> str:
    return f"{MONTHS[day.month]} {day.day}, {day.year}"


def _write_article(article: NewspaperArticle, number: int) -> Iterator[str]:
    """Give the blocks of one article, which blank lines divide."""
    day = _write_day(article.day)
    yield f"{number} of {len(ARTICLES)} DOCUMENTS".center(LINE_WIDTH).rstrip()
    yield ""
    yield article.paper.center(LINE_WIDTH).rstrip()
    weekday = WEEKDAYS[article.day.weekday()]
    yield f"{day} {weekday}".center(LINE_WIDTH).rstrip()
    yield textwrap.fill(article.title, LINE_WIDTH)
    for label, value in article.labels.items():
        yield f"{label}: {value}"
    words_stated = len(article.text.split()) + article.words_lost
    yield f"LENGTH: {words_stated} words"
    for paragraph in split_paragraphs(article.text):
        yield textwrap.fill(paragraph, LINE_WIDTH)
    yield f"LOAD-DATE: {day}"
    yield f"LANGUAGE: {article.language}"
    yield "PUBLICATION-TYPE: Newspaper"
    yield ""
    copyright_line = f"Copyright {article.day.year} Made-up Media Ltd"
    yield (
        copyright_line.center(LINE_WIDTH).rstrip()
        + "\n"
        + "All Rights Reserved".center(LINE_WIDTH).rstrip()
    )


def press_download() -> str:
    """Return the articles as a download in plain text."""
    head = (
        f"\nDownload Request: Selected Items: 1-{len(ARTICLES)}\n"
        "Time Of Request: Monday, July 08, 2024  10:12:40\n\n"
        'Terms: ("Sary Pass" or Aktash)\n\n\n'
    )
    blocks = []
    for number, article in enumerate(ARTICLES, 1):
        blocks.append("\n\n".join(_write_article(article, number)))
    return head + "\n\n\n".join(blocks) + "\n"


# --------------------------------------------------------------------------------------
# A file of many texts in a form that no program knows

BRIEFINGS = """\
=== Briefing 1 ===
Speaker: Spokesman of the ministry
Date: 2024-05-20

Question: Has the secretariat of the Steppe Dialogue an address? Answer: It has an address, a
telephone and, since this morning, a kettle. Its staff will begin before the first snow.

=== Briefing 2 ===
Speaker: Spokeswoman of the ministry
Date: 2024-06-10

Question: Will the contracts of the railway be published? Answer: The contracts of the Belt and
Road projects will be laid before a committee of parliament. What the committee publishes is
for the committee to say.

=== Briefing 3 ===
Speaker: Spokesman of the ministry
Date: 2024-07-01

Question: What became of the six apple trees? Answer: Five of them are well. A community with a
shared future also needs a gardener, and we have appointed one.
"""

# --------------------------------------------------------------------------------------


def notebook_files() -> dict[str, bytes]:
    """Return the contents of all files by their path below ``notebooks/data``."""
    files = {"briefings.txt": BRIEFINGS.encode("utf-8")}
    for name, page in PAGES.items():
        files[f"{FOLDER}/ministry/{name}.html"] = web_page(page).encode("utf-8")
    files[f"{FOLDER}/statement/joint-statement.pdf"] = statement_pdf()
    files[f"{FOLDER}/press/download.txt"] = press_download().encode("utf-8")
    return files


if __name__ == "__main__":
    for path, content in notebook_files().items():
        target = DATA / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
