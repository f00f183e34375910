"""Debris: made-up pages of sites that do not exist, the five documents, and clean speeches, where nothing may be masked.

In the made-up pages a line that opens with ``#`` is furniture, with ``?`` furniture that no rule is known to find, with
``~`` provenance (to mark); all other lines are the text.
"""

from __future__ import annotations

import itertools
import json
import lzma
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import tables
from discourse.cleaning import debris
from discourse.corpus import Corpus
from discourse.errors import OptionError
from discourse.text import BREAK, MASK

# ---------------------------------------------------------------------------------------------------------------------
# Pages

COURIER = """
# Skip to content
# Silk Road Courier
# Home
# World
# Asia
# Economy
# Opinion
# Contact us
# Home > World > Asia
  {}
# Posted on {} by Admin
# Share this article
# Facebook
# Twitter
# WhatsApp
{}
# Tags: rail, border, neighbours
# Print | Email
# 3 Comments
# Leave a comment
# Related articles
# Orchards bloom early in the southern valleys
# Caravan museum reopens after a long repair
# Ten things to see along the old road
# Subscribe to our newsletter and never miss a story.
# We use cookies to improve your experience on our site. By continuing you agree to our policy.
# © 2024 Silk Road Courier. All rights reserved.
# Privacy policy
# Terms of use
"""
OBSERVER = """
# STEPPE OBSERVER
# News Politics Business Culture Sport
# Friday, 3 November 2023 | Updated 14:05
  {}
~ By {}
# 4 min read
{}
~ Source: Lake News Agency
# Web editor: M. Bek
# Previous article: A quiet week on the exchange
# Next article: Rain delays the harvest
# You may also like
# River levels fall for a third year
# The museum of small instruments
# Follow us on Telegram
# Download our app
# Load more comments
"""
GAZETTE = """
# 您的位置：首页 > 新闻 > 国际
  {}
# {} 09:15:22 Valley Gazette
# 字号：大 中 小
# 打印 | 分享
{}
# (Web editor: Wu Min, Zhao Lin)
# 上一篇：Ministry opens reading room
# 下一篇：Embassy holds spring reception
# 相关阅读
# Ambassador visits a school for the deaf
# Joint statement of the two ministries
# Back to top
# 版权所有 Valley Gazette 京ICP备00000000号
"""
MINISTRY = """
# Ministry of Outer Relations of the Republic of Vall
# The Minister
# The Ministry
# Press Service
# Treaties
# Consular Services
# Position: Home > Press Service > News
  {}
# {} 18:20
{}
# Suggest to a Friend
# Print
# Related News:
# Minister receives letter of credence
# Working visit to the southern province
# Address: 2 River Street, Vall City, 100000
# Tel: 00-11-222333
# Contact Us
"""
SITES: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "courier": (COURIER, [
        ("Two neighbours agree on a rail link across the mountains", "12 March 2023", """\
  The transport ministers of the two countries signed a memorandum on a rail link across the northern range on Tuesday.
  "We have waited thirty years for this line," one of them said after the ceremony.
# Advertisement
  The line will be built in three sections, and the first train is expected to run in four years.
  Both sides thanked the engineers."""),
        ("Farmers welcome the opening of a second border crossing", "2 April 2023", """\
  Trucks loaded with melons crossed the new border post for the first time on Sunday morning, hours after it was opened.
# Read more: Customs officers learn two languages
  Farmers in the valley said that the old crossing had cost them two days and a third of the harvest.
  Peace and trade go together, an elder said.
  The governor promised a third crossing by next summer if the volume of trade doubles as expected."""),
        ("Scholars compare notes on the language of friendship", "19 May 2023", """\
  A workshop on the words of diplomacy brought forty scholars to the lakeside campus last week.
  What they said
  The speakers agreed on one point: a phrase travels further than the treaty in which it first stood.
# Advertisement
  Thank you.
  With these two words the oldest of the speakers closed the last session."""),
        ("President meets envoys ahead of the autumn summit", "7 June 2023", """\
  The President received the envoys of five states on Friday and called for a summit that serves ordinary people.
  Mr. President,
  the senior envoy replied, our peoples expect nothing less from a partnership of thirty years.
  The summit will be held in October, according to the programme handed to reporters."""),
    ]),
    "observer": (OBSERVER, [
        ("Envoy calls for shared water rules", "Dana Okasova", """\
~ ALMA LAKE, Nov. 3 (Lake News) -- The special envoy for water called on Thursday for rules that all states can share.
  The proposal, which has been under discussion since spring, would give every state a vote in the commission.
  It is our common future, the envoy said.
# Continue reading below
  No state has rejected the text so far."""),
        ("Commission adopts a plan for the lower river", "Timur Salim and Dana Okasova", """\
  The river commission adopted a plan for the lower river after two days of closed talks in the capital.
  The plan names four goals and leaves the money to a later meeting of the finance ministers.
  Critics were not convinced.
  "A plan without money is a poem," said a deputy who had voted against it."""),
        ("Why the word partnership means so many things", "Ines Halder", """\
  Partnership is the most frequent noun in the communiqués of the last ten years, and the least defined.
  A short history
  It began as a word of business and became, by way of a dozen treaties, a rank in a ladder of friendship.
  Who stands on which rung?
  The ministries do not say, and that is part of the word's success."""),
    ]),
    "gazette": (GAZETTE, [
        ("Vice minister receives a delegation of mayors", "2023-06-12", """\
  On June 12, the vice minister received a delegation of mayors from the five valleys and briefed them on the new fund.
  The two sides exchanged views on schools, roads and clean water and reached broad understanding.
  The mayors said that they would carry the message home."""),
        ("Counsellor speaks at a forum on mutual learning", "2023-07-01", """\
  The counsellor spoke on Saturday at a forum on mutual learning between the peoples of the region.
  Ladies and gentlemen, dear friends,
  the counsellor began, a door that is open on one side only is a wall.
  The audience rose.
  The forum closed with a declaration in three languages."""),
        ("Embassy publishes a white paper on shared prosperity", "2023-09-25", """\
  The embassy published a white paper on shared prosperity on Monday, the third of its kind in five years.
  It has four chapters and an annex of tables, and it repeats one formula no fewer than twenty times.
  A translation is in preparation."""),
    ]),
    "ministry": (MINISTRY, [
        ("Minister holds talks with the foreign minister of Orm", "2022-04-01", """\
  On 1 April 2022 the Minister held talks with the foreign minister of Orm, who is on an official visit.
  The Minister said that the two countries are linked by rivers and by trust, and that neither can be dammed for long.
  The two sides agreed to hold the next round in autumn."""),
        ("Minister sends congratulations on the national day of Orm", "2022-05-09", """\
  The Minister sent a message of congratulation on the national day of Orm on Monday.
  In the message he noted that the partnership had reached a new height and wished the people of Orm prosperity.
  Sincerely yours,"""),
        ("Deputy minister attends the meeting on the delta", "2022-06-30", """\
  The deputy minister attended the meeting on the delta and explained the position of Vall on navigation.
  She stressed that the position had not changed since the founding of the commission.
  The meeting ended without a statement."""),
    ]),
}  # fmt: skip
ALONE: dict[str, str] = {
    "wire": """
# Lowland Wire Service
#
  Foreign minister opens the winter session of the regional council
#
# Posted 14 January 2022 in World News
#
  The foreign minister opened the winter session of the regional
  council on Friday with a call for patience, saying that the states
  of the lowlands had "more to gain from a slow agreement than from
  a quick quarrel".
#
  The session, the ninth since the council was founded, will deal
  with fishing rights, the status of the delta and a proposal to
  admit two more members. Delegates said they expected no decision
  before spring.
#
# Share on Facebook
#
  In a short speech the chair of the council thanked the host for
  its hospitality and asked the members to send their answers in
  writing by the end of the month.
#
# Copyright 2022 Lowland Wire Service. Reproduction without permission is prohibited.
""",
    "russian": """
# Главная | Новости | Политика
  Министр рассказал о планах сотрудничества на следующий год
# Опубликовано: 14.06.2023 10:20
  Министр иностранных дел заявил во вторник, что стороны намерены подписать новое соглашение до конца года.
  По его словам, речь идёт о дорогах, воде и обмене студентами.
~ Источник: Агентство долины
# Поделиться
# Теги: сотрудничество, вода
# Читайте также
# Открылась выставка старых карт
# Студенты вернулись с практики
# Все права защищены
""",
    "blog": """
? The Long View from Khorug
? A blog on mountains, roads and words
# About
# Archive
# RSS
  Notes on a phrase that would not stay put
# 17 August 2021 / Languages / 6 comments
  Some phrases are like goats: you tie them to a post in the evening and in the morning they are two valleys away.
  I followed one of them through four communiqués and a toast.
  It began as "common destiny", spent a winter as "shared destiny" and came down in spring as "shared future".
# Click to share on Twitter (Opens in new window)
# Like this:
# Like Loading...
# Related
# The goat that read the treaty
# Why I stopped counting commas
# Filed Under: Languages Tagged With: destiny, future, goats
# Reader Interactions
# Leave a Reply
# Your email address will not be published. Required fields are marked *
# Comment *
# Name *
# Website
# Save my name, email, and website in this browser for the next time I comment.
# Recent Posts
# Notes on a phrase that would not stay put
# Snow on the pass in June
# Powered by WordPress
""",
    "paper": """
# Menu
# Sign in
# Subscribe for €1
? The Delta Post
? Analysis
  What the delta summit did not say
  The communiqué is long on friendship and short on water
? Maria Voss, Delta City
# Published 3 hours ago
# Listen to this article 5 min
~ DELTA CITY (Delta Press) -- The communiqué runs to nine pages, and the word water stands in it twice.
  That is no accident. Diplomats who were in the room say that an earlier draft had a chapter on the dams.
# Newsletter
# Get the best of our reporting in your inbox every morning.
# Your email
# Sign up
  The chapter was struck out on the last night, at the request of two upstream states.
# ADVERTISEMENT
  What is left is a promise to meet again.
  The next summit is due in two years.
# More on this topic
# Dams and dreams: a reader
# The engineer who said no
# Most read
# 1 Storm warning for the coast
# 2 Bakers strike over flour
# Do you have a tip for us? Write to our newsroom.
# Report an error
# Imprint
# Privacy settings
# Advertising
""",
    "dump": """
# imgLoader fetching...
  The two parties opened a school for translators
# imgLoader fetching...
  The school, which has sixty places, was opened by the rectors of both universities in the presence of the ministers.
# imgLoader fetching...
  It will teach four languages, and every student spends a year on the other side of the border.
# imgLoader fetching...
  The rectors said they hoped for a second school before long.
# Prev: none
# Next: The bridge at Tal is closed
# Keywords: school; translators; border
# Disclaimer: This article is from the internet and does not represent the position of this site.
# Scan the QR code to follow us
# Guess you like
# The bridge at Tal is closed
# Spring cleaning at the archive
""",
    "speech": """
  Statement by the Minister of Foreign Affairs at the general debate
~ New York, 24 September 2019
  Mr. President,
  Ladies and gentlemen,
  I bring you the greetings of a small people with a long memory, and I thank you for the honour of this rostrum.
  Mr. President,
  We shall not be the first to break a promise.
  When the rivers rose, our neighbours came; when the fields burned, they came again.
  We shall not be the first to break a promise.
  There are those who say that a shared future is a phrase; we say that it is a well, and that we all drink from it.
  We shall not be the first to break a promise.
  Mr. President,
  CONCLUSION
  Let me close with the words of a poet of my country, who asked of the mountain only that it stay.
  May peace be upon you all.
  I thank you.
""",
    "remarks": """
  Remarks at the opening of the reading room
  The Old Library
  thank you for coming on a cold evening, and thank you to the masons, who never asked whether the money had arrived.
  (Applause.)
  A library is a promise that the dead make to the living, and we are here to keep it on their behalf.
  (Applause.)
  Read more, my teacher used to say, and talk less; I have kept the first half of that promise.
  (Applause.)
  Share this hall with your children. Print your names in the visitors' book. Follow your curiosity.
  Good night, and thank you.
""",
    "interview": """
  Interview with the Ambassador
  Question
  Ambassador, you have spent nine years in the region. What has changed most in that time?
  The Ambassador
  The roads, and after the roads the dreams. When I came, a young man wanted to leave; now he wants a licence.
  Question
  And what has stayed the same over all these years, in your view?
  The Ambassador
  The bread. The bread is as good as on the first day, and it is still given before anything else is said.
  Question
  Thank you for the conversation, Ambassador, and safe travels home.
  The Ambassador
  Thank you for coming all this way to ask.
""",
    "declaration": """
  Joint Declaration of the Four States
  The heads of state of the four states, meeting in the city of Tal on 4 May 2018, have agreed as follows.
  Article 1
  The states shall keep the peace among themselves and shall settle every dispute by word and not by arms.
  Article 2
  The states shall open their markets to one another by stages, as set out in the annex to this declaration.
  Done at Tal on 4 May 2018 in four languages, all texts being equally valid.
  For the Republic of Vall
  Anton Berg
  For the Republic of Orm
  Lea Sund
""",
    "poem": """
  The River
  A poem read at the opening
  We came down to the river
  with nothing in our hands
  we came down to the river
  with sand
  We came down to the river
  and the river did not ask
  No bridge but the bridge of hands
  No bridge but the bridge of hands
""",
    "report": """
  Economic outlook
  Trade
  Trade between the two countries rose by a tenth last year and will rise again, though less, in the year to come.
  National Health Insurance
  The joint hospital treated nine thousand patients in its first year, most of them from the border districts.
  World Economy
  Much depends on what neither side controls: prices, wars and the weather of the coming seasons.
  Share of trade in local currencies
  The number of students who cross the border to study has doubled, from a very low base, within five years.
  1990 1995 2000 2005 2010
""",
    "briefing": """
  Press briefing of the spokesperson
  Reporter: Will the minister attend the summit in autumn, and has a date been set for the visit?
  Spokesperson: We have announced the visit and have nothing to add to it at this moment.
  Reporter: Thank you.
  Valley Daily: Can you comment on the share of trade in local currencies?
  Spokesperson: The share of trade in local currencies has grown, and we welcome it.
  Spokesperson: Next question.
  Reporter: Click on any map and you will find the old border. Why?
""",
    "chinese": """
  各位代表：
  现在，我代表政府向大会报告工作，请予审议，并请各位委员提出意见。
  一、过去一年工作回顾
  过去一年，我们坚持稳中求进，经济总体平稳，社会大局稳定。
  各位代表！
  二、今年工作安排
  今年我们要继续扩大开放，推动构建人类命运共同体。
  各位代表！
  让我们团结起来，为实现目标而努力奋斗！
""",
}


def read_page(page: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The raw text of a page, and for each line with letters its place and its sign."""
    raw, lines = "", []
    for line in page.strip("\n").split("\n"):
        if line[2:].strip():
            lines.append((len(raw), len(raw) + len(line[2:]), line[:1]))
        raw += line[2:] + "\n"
    return raw, lines


PAGES = {
    **{
        f"{name}{number}": site.format(*page)
        for name, (site, pages) in SITES.items()
        for number, page in enumerate(pages)
    },
    **ALONE,
}
LINES = {name: read_page(page) for name, page in PAGES.items()}


def judged(names: list[str]) -> list[tuple[str, str, bool, bool]]:
    """Sign and text of each line, whether most of it is masked, and whether it holds a mark."""
    corpus = Corpus.from_texts({name: LINES[name][0] for name in names})
    rows: dict[str, list[tuple[int, int, str]]] = {name: [] for name in names}
    for row in debris(corpus).itertuples():
        rows[row.doc].append((row.start, row.end, row.action))
    told = []
    for name in names:
        raw, lines = LINES[name]
        for start, end, sign in lines:
            near = [
                (min(e, end) - max(s, start), action)
                for s, e, action in rows[name]
                if s < end and e > start
            ]
            masked = any(
                size >= 0.5 * (end - start) for size, action in near if action == "mask"
            )
            told.append(
                (
                    sign,
                    raw[start:end],
                    masked,
                    any(action == "mark" for _, action in near),
                )
            )
    return told


@pytest.mark.parametrize(
    "names",
    [list(PAGES), *([name] for name in PAGES)],
    ids=lambda names: names[0] if len(names) == 1 else "all",
)
def test_nothing_of_a_text_is_masked(names: list[str]) -> None:
    assert [
        text for sign, text, masked, _ in judged(names) if masked and sign in " ~"
    ] == []


def test_furniture_of_unknown_sites_is_masked() -> None:
    told = judged(list(PAGES))
    assert [text for sign, text, masked, _ in told if sign == "#" and not masked] == []
    found = Counter(masked for sign, _, masked, _ in told if sign in "#?")
    assert found[True] > 250
    assert found[True] / found.total() > 0.97  # the rest is marked "?" above


def test_most_furniture_is_found_on_a_page_without_its_sisters() -> None:
    told = [line for name in PAGES for line in judged([name])]
    found = Counter(masked for sign, _, masked, _ in told if sign in "#?")
    assert found[True] / found.total() > 0.9


def test_provenance_is_marked_and_sentences_are_not() -> None:
    told = judged(list(PAGES))
    assert [text for sign, text, _, marked in told if sign == "~" and not marked] == []
    assert [text for sign, text, _, marked in told if sign == " " and marked] == []


def test_the_headline_stays_where_it_stands_first() -> None:
    name = "blog"
    corpus = Corpus.from_texts({name: LINES[name][0]})
    title = "Notes on a phrase that would not stay put"
    first = LINES[name][0].index(title)
    spans = debris(corpus)
    assert not ((spans["start"] < first + len(title)) & (spans["end"] > first)).any()


# ---------------------------------------------------------------------------------------------------------------------
# The five documents


def seeds_corpus(seeds: Path, *, metadata: bool) -> Corpus:
    texts = {
        path.stem: path.read_bytes().decode() for path in sorted(seeds.glob("0*.txt"))
    }
    table = (
        pd.read_csv(seeds / "metadata.csv", dtype=str, keep_default_na=False)
        if metadata
        else None
    )
    return Corpus.from_texts(texts, table)


@pytest.fixture(scope="module", params=[True, False], ids=["with metadata", "without"])
def five(request: pytest.FixtureRequest, seeds: Path) -> tuple[Corpus, pd.DataFrame]:
    corpus = seeds_corpus(seeds, metadata=request.param)
    return corpus, debris(corpus)


def surfaces(table: pd.DataFrame, doc: str, action: str) -> list[str]:
    return table.loc[
        table["doc"].str.startswith(doc) & (table["action"] == action), "surface"
    ].tolist()


def test_the_debris_of_the_five_documents_is_masked_and_nothing_else(
    five: tuple[Corpus, pd.DataFrame],
) -> None:
    corpus, table = five
    masthead, *markers, block = surfaces(table, "000", "mask")
    assert masthead == "China-Ukraine Education Union"
    assert markers == ["imgSpider collecting..."] * 10
    assert block.startswith("recommended reading\n")
    raw = corpus.raw[corpus.names[0]]
    assert raw.rstrip().endswith(block)
    assert raw[: raw.index(block)].rstrip().endswith("to China attended the meeting.")
    title = corpus.raw[corpus.names[1]].split("\n")[0]
    assert surfaces(table, "001", "mask") == [title, title]
    starts = table.loc[
        table["doc"].str.startswith("001") & (table["action"] == "mask"), "start"
    ].tolist()
    assert starts[0] > 0
    assert surfaces(table, "002", "mask") == [
        "Asia China Kazakhstan News Politic Politics",
        "Translate",
    ]
    assert surfaces(table, "003", "mask") == []
    assert surfaces(table, "004", "mask") == ["date 2023-04-28 Politics"]


def test_what_is_marked_in_the_five_documents(
    five: tuple[Corpus, pd.DataFrame],
) -> None:
    _, table = five
    assert surfaces(table, "000", "mark") == ["contribute.", "."]
    han, byline = surfaces(table, "001", "mark")
    assert re.fullmatch(r"疫情背景下,.*—中", han)
    assert (len(han), len(re.findall(r"[\u3400-\u9fff]", han))) == (71, 60)
    assert (
        byline
        == "(Jia Pingfan, the author is the overseas version of the People’s Daily)"
    )
    assert surfaces(table, "002", "mark") == ["Source : China.org.cn"]
    assert surfaces(table, "003", "mark") == []
    assert surfaces(table, "004", "mark") == ["and Uzbekistan.", ",", ". ."]


def test_words_left_in_the_five_documents(five: tuple[Corpus, pd.DataFrame]) -> None:
    corpus, table = five
    clean = corpus.mask(table)
    sizes = [int(size) for size in (clean.stream.bounds[1:] - clean.stream.bounds[:-1])]
    # By hand (seeds counted 000 1432, 001 931, 002 768, 003 319, 004 944): 001 keeps its 60 Han characters and the 12
    # words of its byline, and has 18 words more where " -" parts one word into two; 002 keeps its source, 4 words.
    assert sizes == [1432, 1021, 772, 319, 944]
    gone = {"imgspider", "collecting", "university", "hunan"}
    first = {
        clean.stream.vocabulary[i]
        for i in clean.stream.ids[: clean.stream.bounds[1]].tolist()
    }
    assert not gone & first
    assert gone <= {
        corpus.stream.vocabulary[i]
        for i in corpus.stream.ids[: corpus.stream.bounds[1]].tolist()
    }


def test_a_masked_line_leaves_a_break(five: tuple[Corpus, pd.DataFrame]) -> None:
    corpus, table = five
    clean = corpus.mask(table)
    rows = table[(table["action"] == "mask") & (table["start"] > 0)]
    for doc, end in zip(rows["doc"], rows["end"], strict=True):
        low, high = clean.stream.bounds[corpus.names.index(doc) :][:2]
        after = [n for n in range(low, high) if clean.stream.start[n] >= end][:1]
        assert all(clean.stream.gap[n] == MASK or n == low for n in after)
    assert MASK > BREAK


def test_reasons_are_sentences_for_a_reader(five: tuple[Corpus, pd.DataFrame]) -> None:
    _, table = five
    markers = table[table["kind"] == "crawler marker"]
    assert set(markers["reason"]) == {"the line stands 10 times in this document"}
    assert table["reason"].str.split().str.len().min() >= 3


# ---------------------------------------------------------------------------------------------------------------------
# Speeches

SPEECHES = {
    "un": "ungdc_dev_1990_2024",
    "union": "sotu",
    "house": "whitehouse_china_centralasia_2021_2024",
}


def speeches(name: str, count: int) -> Corpus:
    path = Path(__file__).parents[3] / "shared" / "data" / f"{name}.jsonl.xz"
    if not path.exists():
        pytest.skip(f"the collection of speeches {path.name} is not here")
    with lzma.open(path, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in itertools.islice(file, 0, 3 * count, 3)]
    return Corpus.from_texts(
        {f"{number:04}": record["text"] for number, record in enumerate(records)}
    )


@pytest.mark.parametrize("name", SPEECHES.values(), ids=list(SPEECHES))
def test_no_sentence_and_no_salutation_of_a_speech_is_masked(name: str) -> None:
    corpus = speeches(name, 240 if name != "sotu" else 80)
    table = debris(corpus)
    masked = table[
        (table["action"] == "mask") & ~table["kind"].isin(["copy", "markup"])
    ]
    sentence = masked["surface"].str.contains(r"\w{2,}[.!?,:]\s*$") | (
        masked["surface"].str.split().str.len() > 8
    )
    assert masked.loc[sentence, "surface"].tolist() == []
    address = masked["surface"].str.contains(
        r"(?i:president|excellenc|thank|ladies|distinguished|god bless)"
    )
    assert masked.loc[address, "surface"].tolist() == []
    for row in table[
        (table["kind"] == "copy") & (table["action"] == "mask")
    ].itertuples():
        first = " ".join(row.surface.split())
        assert " ".join(corpus.raw[row.doc].split()).count(first) >= 2
    clean, raw = len(corpus.mask(table).stream), len(corpus.stream)
    assert clean > 0.998 * raw


# ---------------------------------------------------------------------------------------------------------------------
# Rules one by one

SENTENCE = "The ministers met for two hours on the first day and spoke about the river and the road. "


def told(text: str, **options: int) -> list[tuple[str, str, str]]:
    table = debris(Corpus.from_texts({"a": text}), **options)
    return list(zip(table["surface"], table["kind"], table["action"], strict=True))


def test_repeats_must_be_as_many_as_asked_for() -> None:
    text = "\n".join(
        [
            SENTENCE + "One.",
            "Valley Gazette Online",
            SENTENCE + "Two.",
            "Valley Gazette Online",
            SENTENCE + "Three.",
        ]
    )
    assert told(text) == []
    assert (
        told(text, min_repeats=2)
        == [("Valley Gazette Online", "repeated line", "mask")] * 2
    )


def test_documents_must_be_as_many_as_asked_for_and_copies_count_once() -> None:
    pages = {
        f"d{n}": f"Valley Gazette Online\nRain falls for day {n} in Tal\n{SENTENCE}{n}.\n"
        for n in range(3)
    }
    table = debris(Corpus.from_texts(pages))
    assert table["surface"].tolist() == ["Valley Gazette Online"] * 3
    assert set(table["reason"]) == {"the line stands in 3 of 3 documents"}
    assert "repeated-across" not in set(
        debris(Corpus.from_texts(pages), min_documents=4)["rule"]
    )
    same = {
        f"d{n}": f"Valley Gazette Online\nRain falls on day {n} in Tal\n{SENTENCE}\n"
        for n in range(3)
    }
    assert "repeated-across" not in set(debris(Corpus.from_texts(same))["rule"])


def test_a_title_the_metadata_give_is_never_taken_for_a_running_line() -> None:
    texts = {
        f"d{number}": f"Report on the work of the government\n{SENTENCE}{number}.\n"
        for number in range(3)
    }
    table = pd.DataFrame(
        {"doc": list(texts), "title": ["Report on the work of the government"] * 3},
        dtype="str",
    )
    assert debris(Corpus.from_texts(texts, table)).empty


@pytest.mark.parametrize(
    "page", ["{}Anton Berg\n", "The White Tower\n{}"], ids=["signature", "heading"]
)
def test_what_may_be_the_documents_own_is_only_marked(page: str) -> None:
    texts = {f"d{number}": page.format(f"{SENTENCE}{number}.\n") for number in range(3)}
    assert debris(Corpus.from_texts(texts))["action"].tolist() == ["mark"] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Mr. President,",
        "Mr. President",
        "Thank you.",
        "Yes, we can",
        "(Applause.)",
        "II.",
        "Question",
        "各位代表！",
    ],
)
def test_salutations_refrains_and_labels_may_repeat(line: str) -> None:
    body = [SENTENCE + str(number) + "." for number in range(5)]
    text = "\n".join(itertools.chain.from_iterable((line, text) for text in body))
    assert [surface for surface, _, action in told(text) if action == "mask"] == []


def test_page_numbers_inside_sentences_and_the_heads_beside_them() -> None:
    pages = [
        "My government has always held the view that the charter of the\norganization is more than a treaty between the states and that",
        "4\nGeneral Meeting 21st session\nit binds the strong as well as the weak. This is no idle thought. We\nhave seen what comes of it when nobody is",
        "5\nGeneral Meeting 21st session\nbound by anything at all. The delegations that spoke before me said\nas much in their own words, and I can only",
        "6\nGeneral Meeting 21st session\nagree with them in this matter. Let us therefore begin.\n",
    ]
    found = told("\n".join(pages))
    assert [surface for surface, kind, _ in found if kind == "running head"] == [
        "4", "General Meeting 21st session", "5", "General Meeting 21st session", "6", "General Meeting 21st session"
    ]  # fmt: skip
    assert (
        told("\n".join(f"{number}\n{SENTENCE}" for number in range(1, 5))) == []
    )  # these number sections


def test_a_passage_held_twice_is_masked_where_it_stands_again() -> None:
    part = [
        f"Paragraph {word} of the budget speech says what it says about the year and about the next."
        for word in "abcd"
    ]
    text = "\n\n".join(["<<<<<<< ours", *part, "=======", *part, ">>>>>>> theirs"])
    copies = [row for row in told(text) if row[1] == "copy"]
    assert copies == [("\n\n".join(part), "copy", "mask")]
    assert told(text)[0][2] == "mask"
    assert [row for row in told("\n".join([*part, part[0]])) if row[2] == "mask"] == []


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("The river is long. 这是一个没有翻译的句子 and it is wide and slow.", "这是一个没有翻译的句子"),
        ("河流很长，流过许多国家和地区。Left in English here 我们都喝这里的水，我们都爱这条河。", "Left in English here"),
        ("He said добрый день, друзья to them and they answered in kind.", "добрый день, друзья"),
    ],
)  # fmt: skip
def test_a_run_in_another_script_is_marked(text: str, run: str) -> None:
    assert told(text) == [(run, "foreign script", "mark")]


@pytest.mark.parametrize(
    "text",
    [
        "The GDP of 中国 grew.",
        "中国的GDP增长了，WTO也是如此。",
        "Straße, café and naïve are at home.",
        "2030 年 8 月",
    ],
)
def test_names_and_accents_are_at_home(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They visited the dam. contribute. The people work.", ["contribute."]),
        ("Cooperation in all fields. and Tal. The ministers left.", ["and Tal."]),
        ("Cooperation between sister cities. . China and Tal agreed.", [". ."]),
        ("He came, saw etc. and left. So it was.", []),
        ("It cost approx. three crowns. We paid.", []),
        ("At 9 a.m. sharp. The bell rang... and stopped. Silence.", []),
        ("So it was . . . and so it is.", []),
    ],
)
def test_fragments_and_stray_stops(text: str, found: list[str]) -> None:
    assert [surface for surface, _, action in told(text) if action == "mark"] == found


def test_the_date_a_page_opens_with_is_cut_from_its_text() -> None:
    text = f" date 2023-05-25 “Today we meet,” the host said. {SENTENCE}\n{SENTENCE}"
    assert told(text) == [("date 2023-05-25", "date", "mask")]
    assert (
        told(
            f"Published in 2019, the report lists nine failures of the commission.\n{SENTENCE}"
        )
        == []
    )


def test_an_article_that_goes_on_after_a_list_keeps_its_sentences() -> None:
    text = "\n".join(
        [
            "A title of five words",
            SENTENCE,
            "Related articles",
            "The bridge at Tal",
            "The road to Orm",
            SENTENCE,
            "It rained.",
        ]
    )
    assert [surface for surface, _, _ in told(text)] == [
        "Related articles\nThe bridge at Tal\nThe road to Orm"
    ]


def test_a_list_above_the_article_keeps_the_title() -> None:
    text = "\n".join(
        [
            "Latest news",
            "The bridge at Tal",
            "The road to Orm",
            "Ministers agree on a river plan",
            SENTENCE,
        ]
    )
    assert [surface for surface, _, _ in told(text)] == [
        "Latest news\nThe bridge at Tal\nThe road to Orm"
    ]


@pytest.mark.parametrize("mode", ["line", "blank"])
def test_wrapped_or_not_the_five_documents_have_the_same_debris(
    seeds: Path, mode: str
) -> None:
    texts = {
        path.stem: path.read_bytes().decode() for path in sorted(seeds.glob("0*.txt"))
    }
    found = debris(Corpus.from_texts(texts, paragraphs=mode))  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(found, debris(Corpus.from_texts(texts)))


# ---------------------------------------------------------------------------------------------------------------------
# Laws


def test_masking_what_was_proposed_leaves_nothing_new_to_mask() -> None:
    corpus = Corpus.from_texts({name: raw for name, (raw, _) in LINES.items()})
    table = debris(corpus)
    once = corpus.mask(table)
    again = debris(once)
    assert set(again["action"]) <= {"mark"}
    pd.testing.assert_frame_equal(once.mask(again).masks, once.masks)
    marks = table[table["action"] == "mark"].reset_index(drop=True)
    pd.testing.assert_frame_equal(again, marks)


def test_what_the_scholar_masked_by_hand_is_not_proposed() -> None:
    raw = (
        "Home > World > Asia\nA title of five words\n"
        + SENTENCE
        + "\nShare this article\n"
    )
    corpus = Corpus.from_texts({"a": raw}).mask(
        pd.DataFrame({"doc": ["a"], "start": [0], "end": [12]})
    )
    assert debris(corpus)["surface"].tolist() == ["> Asia", "Share this article"]


def test_a_document_is_judged_by_its_own_lines_in_any_order_of_documents() -> None:
    texts = {name: raw for name, (raw, _) in LINES.items()}
    forth = debris(Corpus.from_texts(texts))
    back = debris(Corpus.from_texts(dict(reversed(texts.items()))))
    pd.testing.assert_frame_equal(
        forth.sort_values(["doc", "start"], ignore_index=True),
        back.sort_values(["doc", "start"], ignore_index=True),
    )


def test_parts_of_documents_have_the_debris_of_the_whole() -> None:
    corpus = Corpus.from_texts(
        {name: LINES[name][0] for name in ("courier0", "dump", "speech")}
    )
    paragraphs = corpus.segment("paragraph")
    whole, parts = debris(corpus), debris(paragraphs)
    parents = dict(zip(paragraphs.names, paragraphs.documents["parent"], strict=True))

    def letters(table: pd.DataFrame, parents: dict[str, str]) -> set[tuple[str, int]]:
        rows = table.itertuples()
        return {
            (parents[r.doc], n)
            for r in rows
            for n in range(r.start, r.end)
            if corpus.raw[parents[r.doc]][n].isalnum()
        }

    assert letters(parts, parents) == letters(
        whole, {name: name for name in corpus.names}
    )
    assert len(parts) > len(whole)


def test_numbers_that_numpy_counted_are_numbers() -> None:
    corpus = Corpus.from_texts(
        {"a": "Home\nHome\nA sentence that is long enough to be one.\nHome"}
    )
    pd.testing.assert_frame_equal(
        debris(corpus, min_repeats=np.int64(3), min_documents=np.int32(2)),
        debris(corpus),
    )


@pytest.mark.parametrize(
    "options",
    [
        {"min_repeats": 1},
        {"min_documents": 0},
        {"min_repeats": 2.5},
        {"min_documents": True},
    ],
)
def test_odd_options_are_refused(options: dict[str, int]) -> None:
    with pytest.raises(OptionError, match="a whole number from 2 was expected"):
        debris(Corpus.from_texts({"a": "b"}), **options)


@pytest.mark.parametrize(
    "texts", [{}, {"a": ""}, {"a": " \n\t\n"}, {"a": "...\n---\n***"}, {"a": "word"}]
)
def test_nothing_to_propose_is_an_empty_table(texts: dict[str, str]) -> None:
    table = debris(Corpus.from_texts(texts))
    assert table.empty
    assert tables.kind_of(table) == "debris"


ODD = [
    "\ufeff",
    "\u200b",
    "\x0c",
    "<br />",
    "8",
    "9",
    "a . , b",
    "(",
    "date 2020-01-01",
    "中文" * 9,
    "x" * 300,
    "\xa0 \u3000",
]
LINE = [
    *dict.fromkeys(
        itertools.chain.from_iterable(raw.split("\n") for raw, _ in LINES.values())
    )
]
lines = st.sampled_from([*LINE, *ODD * 4])
ends = st.sampled_from(["\n", "\r\n", "\n\n", "\u2028", "\r", "\x0c"])


@given(st.lists(st.lists(st.tuples(lines, ends), max_size=14), min_size=1, max_size=4))
def test_spans_hold_their_surface_in_order_and_apart(
    pages: list[list[tuple[str, str]]],
) -> None:
    corpus = Corpus.from_texts(
        {f"d{number}": "".join(map("".join, page)) for number, page in enumerate(pages)}
    )
    table = debris(corpus, min_repeats=2, min_documents=2)
    last = ("", 0)
    order = {name: number for number, name in enumerate(corpus.names)}
    for row in table.itertuples():
        assert corpus.raw[row.doc][row.start : row.end] == row.surface
        assert row.surface == row.surface.strip() != ""
        assert row.doc != last[0] or row.start >= last[1]
        assert not last[0] or order[row.doc] >= order[last[0]]
        last = (row.doc, row.end)
    clean = corpus.mask(table)
    assert "mask" not in set(debris(clean, min_repeats=2, min_documents=2)["action"])
    assert debris(corpus, min_repeats=2, min_documents=2).equals(table)


def test_the_table_survives_a_file(tmp_path: Path) -> None:
    table = debris(Corpus.from_texts({name: raw for name, (raw, _) in LINES.items()}))
    back = tables.load(tables.save(table, tmp_path / "debris.csv"), kind="debris")
    pd.testing.assert_frame_equal(back, table)
