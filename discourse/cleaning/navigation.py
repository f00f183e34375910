"""Lines that lead through a site.

They are menus, breadcrumb trails, tags, links from page to page, and headings of lists
of other articles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from discourse.cleaning.text_blocks import Block, Proposal, word_set

__all__ = ["is_menu_item", "propose_navigation"]

_SECTIONS = word_set(
    "news world politics politic business economy economics finance markets sport sports opinion opinions comment culture"
    " technology tech science health lifestyle travel video videos photo photos gallery podcast podcasts home about contact"
    " links asia africa europe americas america asia-pacific us uk eu international national local regional breaking latest"
    " features analysis editorial editorials weather arts media society entertainment education environment multimedia"
    " events blog forum archive archives jobs magazine interviews in-depth top-news new featured uncategorized general"
    " investigations english русский 中文 français español العربية العربي deutsch português қазақша"
    " новости политика экономика общество культура спорт мир 新闻 国际 国内 政治 经济 社会 文化 体育 财经 时政 首页"
)
_FUNCTION_WORDS = word_set(
    "the a an of and or in on at to for with by from as is are was be will its his her their this that not but into over"
)
_MENU_ITEM = re.compile(
    r"(home|home ?page|main menu|main navigation|site ?map|contact us|about us|our team|privacy policy|privacy notice"
    r"|terms (of|and) (use|service|conditions)|cookie (policy|settings|preferences)|legal notice|advertise( with us)?"
    r"|mobile version|desktop version|full version|full site|english version|text size|font size|my account|log ?in|sign ?(in|up)|log out"
    r"|select (a |your )?language|change language|google translate|report abuse|close (menu|window)|toggle \w+"
    r"|(skip|jump|go|back|return|scroll) (back )?to ?(the )?(main |site |page )?(content|navigation|top|home|homepage|menu"
    r"|search|list|news|comments)( (of (the )?page|button))?|(accept|reject|allow|decline)( all)? cookies|accept all|manage cookies"
    r"|(you are here|current (position|location)|当前位置|您的位置|вы здесь)\s*[:：].{0,120}"
    r"|返回顶部|返回首页|扫一扫.{0,20}|字号.{0,12}|на главную|наверх)[:.]?"
)
# Furniture only if other furniture is beside it; else it may be a heading of the text.
_PAGE_LABEL = re.compile(
    r"contact|contacts|about|help|archives?|careers|privacy|disclaimer|faqs?|languages?|english|русский|中文|français|español"
    r"|العربية|deutsch|қазақша|events|gallery|photos?|foto|images?|no image|videos?|podcasts?|multimedia|blog|forum|jobs|partners|x"
    r"|loading|powered by( \S+){1,4}|topics|tags|categories|calendar|feedback|links|terms|search"
)
_TAGS = re.compile(
    r"(tags?|tagged( with| as)?|categor(y|ies)|filed (under|in)|topics?|key ?words?|labels?|posted (in|under)|sections?"
    r"|related (topics|tags|subjects)|in this (story|article)|hashtags?|more (on|about)|标签|关键词|分类|栏目|теги|рубрик[аи]|метки"
    r"|ключевые слова|тема)\s*[:：|].{1,400}|(filed under|posted in|tagged) ?[^.:]{1,80}|tags [^.:,]{1,40}(, [^.:,]{1,40})+|(#\w[\w-]*[\s,]*)+"
)
_READING_LIST = re.compile(
    r"(recommended|recommended (reading|readings|for you|stories|articles|posts|content|news|links)"
    r"|related( (articles?|news|stories|story|posts?|topics|links|content|reading|readings|coverage|items|videos|pages))?"
    r"|related articles? and .{1,20}|you (may|might) (also|be) (like|enjoy|interested in|read).{0,12}"
    r"|(more|other|latest|top|popular|trending|recent|similar|hot|featured|breaking|today's|new) "
    r"(news|posts?|articles?|stories|headlines|videos?|comments|topics|entries|updates|links|reads|content|searches)"
    r"|most (read|popular|viewed|shared|commented|recent|discussed)( \w+){0,2}|editors?'?s? (picks?|choice)|trending( now)?"
    r"|also read|read also|read (next|also|this next)|up next|see also|don't miss|guess you like|猜你喜欢|in case you missed it|from (around )?the web"
    r"|around the web|more (from|in|on) .{1,40}|what (others|people) are reading|also in (the|this) \w+|more on this( \w+)?"
    r"|sponsored (links|stories)|hot (topics?|news)|popular( this week| now| tags)?|what to read next|from our partners"
    r"|external links|quick links|useful links|photo gallery|in pictures|partners?' (news|sites)|search trends"
    r"|相关(阅读|新闻|文章|报道|链接)|推荐(阅读|新闻|文章)?|延伸阅读|热门(文章|新闻|推荐)?|最新(新闻|文章)|图片新闻|更多(新闻|报道)?"
    r"|читайте также|похожие (новости|статьи|материалы)|по теме|другие новости|последние новости|популярное|самое читаемое)"
    r"\s*[:：>»…]*"
)
_LINK_TO_PAGE = re.compile(
    r"[<\"‹←\s]*(previous|next|prev|older|newer|上一篇|下一篇|上一页|下一页|предыдущая|следующая)"
    r"( (page|post|article|story|entry|posts|entries|articles|photo|slide|news))?[>\"›→:\s]*"
    r"|(previous|next|prev)( (article|post|story|news|page|entry|item))?\s*[:：].{1,150}|(上一篇|下一篇)\s*[:：].{1,80}"
    r"|[<\"‹←\s]*(previous|prev)\b.{0,12}\bnext\b.{0,6}|pages?:? \d+( (of|/) \d+)?|\d+ / \d+"
)
_ROW_OF_NUMBERS = re.compile(
    r"(pages?:? )?([<\"‹←\s]*(previous|prev|first)\b)?[\s\d.…|<>\"‹›]+((next|last|last page)\b[>\"›→\s]*)*"
)
_SEPARATOR = re.compile(r"\s*(?:[|•·»›→>＞]|::)\s*|\s+/\s*|\s*/\s+")
_SECTION_WORDS = _SECTIONS | word_set("and page print email e-mail share")
_DIGITS = re.compile(r"\d+")

MAX_HEADING_WORDS = 8
MAX_MENU_WORDS = 20
MAX_TAGS_WORDS = 60
MAX_TRAIL_WORDS = 40
MAX_PAGES_WORDS = 24
MAX_MENU_ITEM_WORDS = 3
MAX_PART_WORDS = 5  # of a part of a trail
MAX_SHORT_TRAIL_WORDS = 7  # a trail of two parts may also be a headline
MIN_SECTIONS = 3  # two words in a row may be a heading
MIN_SORTED_SECTIONS = 4  # three words may be in alphabetical order by chance
MIN_MIXED_SECTIONS = 5  # a row in which some words are no known sections
MIN_KNOWN_SHARE = 0.6  # of such a row
MIN_PAGE_NUMBERS = 3


def propose_navigation(block: Block) -> Proposal | None:
    """Return a proposal of `block` if it only leads through a site, or None."""
    key = block.key
    word_count = block.word_count
    if word_count <= MAX_HEADING_WORDS and _READING_LIST.fullmatch(key):
        reason = "the line is the heading of a list of other articles"
        return block.propose("reading-list", reason)
    if word_count <= MAX_MENU_WORDS and _MENU_ITEM.fullmatch(key):
        return block.propose("menu", "the line is an item of the site's menu")
    if word_count <= MAX_TAGS_WORDS and _TAGS.fullmatch(key):
        reason = (
            "the line lists the tags or categories under which the site keeps the"
            " article"
        )
        return block.propose("tags", reason)
    if block.ends_like_caption and word_count <= MAX_TRAIL_WORDS:
        if _is_trail(block.text):
            reason = (
                "the line strings together links or sections of a site, without a"
                " sentence"
            )
            return block.propose("trail", reason)
        if _is_row_of_sections(block.text):
            reason = "the line is a row of sections or tags, without a sentence"
            return block.propose("sections", reason)
    if word_count <= MAX_PAGES_WORDS and _is_row_of_pages(key):
        return block.propose("pages", "the line leads from page to page")
    return None


def is_menu_item(block: Block) -> bool:
    """Return whether the line is a section of a site or the label of a page."""
    if block.word_count > MAX_MENU_ITEM_WORDS:
        return False
    if not block.ends_like_caption:
        return False
    if _PAGE_LABEL.fullmatch(block.key):
        return True
    return _is_section(block.text)


def _is_trail(text: str) -> bool:
    """Return whether a line is a breadcrumb trail or a row of links.

    Such a line has short parts with separators between them.
    """
    # Code of HTML, and the row of a table, have separators as well.
    if "<" in text or text.startswith("|") or text.endswith("|"):
        return False
    separators = "".join(_SEPARATOR.findall(text))
    parts = _parts_of_trail(text)
    if len(parts) < 2 or not all(map(_is_part_of_trail, parts)):
        return False
    if "/" in separators:
        # Texts use slashes too ("and / or"); a trail begins with a section.
        return _is_section(parts[0])
    if len(parts) == 2:
        return _is_short_trail(text, parts)
    # Links begin with a capital. In a list inside a sentence, some words do not.
    return not any(part[0].islower() for part in parts)


def _is_short_trail(text: str, parts: Sequence[str]) -> bool:
    """Return whether a line of two parts is a trail: short, and one part a section.

    A longer line may be a headline and the name of the site.
    """
    word_count = len(text.split())
    return word_count <= MAX_SHORT_TRAIL_WORDS and any(map(_is_section, parts))


def _parts_of_trail(text: str) -> list[str]:
    """Return the texts between the separators of a line, without blanks."""
    parts = []
    for part in _SEPARATOR.split(text):
        content = part.strip()
        if content:
            parts.append(content)
    return parts


def _is_part_of_trail(part: str) -> bool:
    """Return whether a part can be a step of a trail, such as "Home" of "Home > News".

    It is short enough for a link, and has a letter.
    """
    words = part.split()
    if len(words) > MAX_PART_WORDS:
        return False
    return any(character.isalpha() for character in part)


def _is_section(part: str) -> bool:
    """Return whether a text consists of names of sections."""
    lower_text = part.lower()
    words = lower_text.replace("&", " ").split()
    if not words:
        return False
    return _SECTION_WORDS.issuperset(words)


def _is_row_of_sections(text: str) -> bool:
    """Return whether a line is a row of sections or tags without separators.

    A headline is no such row, because it has words that are no sections, among them
    function words.
    """
    words = text.split()
    word_count = len(words)
    if word_count < MIN_SECTIONS:
        return False
    if not all(map(_is_capitalised, words)):
        return False
    lower_words = [word.lower() for word in words]
    if not _FUNCTION_WORDS.isdisjoint(lower_words):
        return False
    section_count = 0
    for word in lower_words:
        section_count += word in _SECTIONS
    if section_count == word_count:
        return True
    is_sorted = lower_words == sorted(lower_words)
    # Tags are often sorted by name.
    if section_count and is_sorted and word_count >= MIN_SORTED_SECTIONS:
        return True
    min_section_count = MIN_KNOWN_SHARE * word_count
    return word_count >= MIN_MIXED_SECTIONS and section_count >= min_section_count


def _is_capitalised(word: str) -> bool:
    """Return whether a word has only letters and hyphens, and no small first letter."""
    if word[0].islower():
        return False
    without_hyphens = word.replace("-", "")
    return without_hyphens.isalpha()


def _is_row_of_pages(key: str) -> bool:
    """Return whether a line is a link to another page, or a row of page numbers."""
    if _LINK_TO_PAGE.fullmatch(key):
        return True
    numbers = _DIGITS.findall(key)
    # Page numbers begin with 1 and 2; other rows of numbers belong to texts.
    if len(numbers) < MIN_PAGE_NUMBERS or numbers[:2] != ["1", "2"]:
        return False
    return _ROW_OF_NUMBERS.fullmatch(key) is not None
