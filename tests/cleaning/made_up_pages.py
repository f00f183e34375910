"""Made-up pages of sites that do not exist, and what the tests of cleaning ask of them.

In the made-up pages, the first character of a line says what it is:

- ``#``: furniture;
- ``?``: furniture that no rule is known to find;
- ``~``: who wrote the text, where it comes from, its place and date (to mark);
- blank: the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from discourse.cleaning import debris
from discourse.corpus import Corpus

__all__ = [
    "LINES_OF_PAGES",
    "PAGES",
    "RAW_PAGES",
    "SENTENCE",
    "JudgedLine",
    "debris_rows",
    "judge_lines",
]

SENTENCE = "The ministers met for two hours on the first day and spoke about the river and the road. "

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


@dataclass(frozen=True)
class PageLine:
    """A line with letters: where it is in the raw text, and its sign."""

    start: int
    end: int
    sign: str


@dataclass(frozen=True)
class JudgedLine:
    """A line of a page, whether most of it is to be masked, and whether it has a mark."""

    sign: str
    text: str
    masked: bool
    marked: bool


def read_page(page: str) -> tuple[str, list[PageLine]]:
    """The raw text of a page, and its lines with letters."""
    raw, lines = "", []
    for line in page.strip("\n").split("\n"):
        text = line[2:]
        if text.strip():
            lines.append(PageLine(len(raw), len(raw) + len(text), line[:1]))
        raw += text + "\n"
    return raw, lines


def fill_sites() -> dict[str, str]:
    """Each page of each site, with title, date or author, and article in their places."""
    pages = {}
    for name, (site, articles) in SITES.items():
        for number, article in enumerate(articles):
            pages[f"{name}{number}"] = site.format(*article)
    return pages


PAGES = fill_sites() | ALONE
LINES_OF_PAGES = {name: read_page(page)[1] for name, page in PAGES.items()}
RAW_PAGES = {name: read_page(page)[0] for name, page in PAGES.items()}


def judge_lines(names: Sequence[str]) -> list[JudgedLine]:
    """What `debris` proposes for each line of some pages, which are one corpus."""
    table = debris(Corpus.from_texts({name: RAW_PAGES[name] for name in names}))
    judged = []
    for name in names:
        proposals = table[table["doc"] == name]
        for line in LINES_OF_PAGES[name]:
            low = proposals["start"].clip(lower=line.start)
            high = proposals["end"].clip(upper=line.end)
            covered = high - low
            to_mask = proposals["action"] == "mask"
            half = 0.5 * (line.end - line.start)
            judged.append(
                JudgedLine(
                    sign=line.sign,
                    text=RAW_PAGES[name][line.start : line.end],
                    masked=bool((to_mask & (covered > 0) & (covered >= half)).any()),
                    marked=bool((~to_mask & (covered > 0)).any()),
                )
            )
    return judged


def debris_rows(text: str, **options: int) -> list[tuple[str, str, str]]:
    """Surface, kind and action of what is proposed for one text."""
    table = debris(Corpus.from_texts({"a": text}), **options)
    return list(zip(table["surface"], table["kind"], table["action"], strict=True))
