"""The ways through a site: menus, breadcrumb trails, tags, page numbers and lists of other articles."""

from __future__ import annotations

import re

from discourse.cleaning.text_blocks import Block, Proposal, vocabulary

__all__ = ["is_menu_word", "menu"]

_SECTIONS = vocabulary(
    "news world politics politic business economy economics finance markets sport sports opinion opinions comment culture"
    " technology tech science health lifestyle travel video videos photo photos gallery podcast podcasts home about contact"
    " links asia africa europe americas america asia-pacific us uk eu international national local regional breaking latest"
    " features analysis editorial editorials weather arts media society entertainment education environment multimedia"
    " events blog forum archive archives jobs magazine interviews in-depth top-news new featured uncategorized general"
    " investigations english русский 中文 français español العربية العربي deutsch português қазақша"
    " новости политика экономика общество культура спорт мир 新闻 国际 国内 政治 经济 社会 文化 体育 财经 时政 首页"
)
_FUNCTION = vocabulary(
    "the a an of and or in on at to for with by from as is are was be will its his her their this that not but into over"
)
_MENU = re.compile(
    r"(home|home ?page|main menu|main navigation|site ?map|contact us|about us|our team|privacy policy|privacy notice"
    r"|terms (of|and) (use|service|conditions)|cookie (policy|settings|preferences)|legal notice|advertise( with us)?"
    r"|mobile version|desktop version|full version|full site|english version|text size|font size|my account|log ?in|sign ?(in|up)|log out"
    r"|select (a |your )?language|change language|google translate|report abuse|close (menu|window)|toggle \w+"
    r"|(skip|jump|go|back|return|scroll) (back )?to ?(the )?(main |site |page )?(content|navigation|top|home|homepage|menu"
    r"|search|list|news|comments)( (of (the )?page|button))?|(accept|reject|allow|decline)( all)? cookies|accept all|manage cookies"
    r"|(you are here|current (position|location)|当前位置|您的位置|вы здесь)\s*[:：].{0,120}"
    r"|返回顶部|返回首页|扫一扫.{0,20}|字号.{0,12}|на главную|наверх)[:.]?"
)
_SOMETIMES = re.compile(
    r"contact|contacts|about|help|archives?|careers|privacy|disclaimer|faqs?|languages?|english|русский|中文|français|español"
    r"|العربية|deutsch|қазақша|events|gallery|photos?|foto|images?|no image|videos?|podcasts?|multimedia|blog|forum|jobs|partners|x"
    r"|loading|powered by( \S+){1,4}|topics|tags|categories|calendar|feedback|links|terms|search"
)  # the label of a page, where other furniture stands beside it
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
_STEP = re.compile(
    r"[<\"‹←\s]*(previous|next|prev|older|newer|上一篇|下一篇|上一页|下一页|предыдущая|следующая)"
    r"( (page|post|article|story|entry|posts|entries|articles|photo|slide|news))?[>\"›→:\s]*"
    r"|(previous|next|prev)( (article|post|story|news|page|entry|item))?\s*[:：].{1,150}|(上一篇|下一篇)\s*[:：].{1,80}"
    r"|[<\"‹←\s]*(previous|prev)\b.{0,12}\bnext\b.{0,6}|pages?:? \d+( (of|/) \d+)?|\d+ / \d+"
)
_NUMBERS = re.compile(
    r"(pages?:? )?([<\"‹←\s]*(previous|prev|first)\b)?[\s\d.…|<>\"‹›]+((next|last|last page)\b[>\"›→\s]*)*"
)
_SEPARATOR = re.compile(r"\s*(?:[|•·»›→>＞]|::)\s*|\s+/\s*|\s*/\s+")


def menu(block: Block) -> Proposal | None:
    """Propose `block` when it leads through a site and says nothing else."""
    key = block.key
    if block.words <= 8 and _READING_LIST.fullmatch(key):
        return block.propose(
            "reading-list",
            "the line is the heading of a list of other articles",
        )
    if block.words <= 20 and _MENU.fullmatch(key):
        return block.propose("menu", "the line is an item of the site's menu")
    if block.words <= 60 and _TAGS.fullmatch(key):
        return block.propose(
            "tags",
            "the line lists the tags or categories under which the site keeps the article",
        )
    if block.bare and block.words <= 40 and _trail(block.text):
        reason = (
            "the line strings together links or sections of a site, without a sentence"
        )
        return block.propose("trail", reason)
    if block.bare and block.words <= 40 and _sections(block.text):
        return block.propose(
            "sections",
            "the line is a row of sections or tags, without a sentence",
        )
    if block.words <= 24 and _pages(key):
        return block.propose("pages", "the line leads from page to page")
    return None


def is_menu_word(block: Block) -> bool:
    """Whether the line is an item of a menu: a section, or something that is only sometimes one."""
    if block.words > 3 or not block.bare:
        return False
    return _SOMETIMES.fullmatch(block.key) is not None or _section_like(block.text)


def _trail(text: str) -> bool:
    """A breadcrumb trail or a row of links: short parts between signs that divide."""
    if "<" in text or text[0] == "|" or text[-1] == "|":
        return False
    signs = _SEPARATOR.findall(text)
    parts = [part.strip() for part in _SEPARATOR.split(text) if part.strip()]
    if not signs or any(
        len(part.split()) > 5 or not any(map(str.isalpha, part)) for part in parts
    ):
        return False
    if any("/" in sign for sign in signs):
        return len(parts) >= 2 and _section_like(parts[0])
    if len(parts) >= 3:
        return not any(part[:1].islower() for part in parts)
    return len(parts) == 2 and any(map(_section_like, parts)) and len(text.split()) <= 7


def _section_like(part: str) -> bool:
    words = part.lower().replace("&", " ").split()
    return bool(words) and all(
        word in _SECTIONS
        or word in {"and", "page", "print", "email", "e-mail", "share"}
        for word in words
    )


def _sections(text: str) -> bool:
    """A row of sections or tags without anything between them; a headline is not one, for it says something."""
    words = text.split()
    if len(words) < 3 or any(
        word[:1].islower() or not word.replace("-", "").isalpha() for word in words
    ):
        return False
    low = [word.lower() for word in words]
    known = sum(word in _SECTIONS for word in low)
    if any(word in _FUNCTION for word in low):
        return False
    listed = len(words) >= 4 and known >= 1 and low == sorted(low)
    return (
        known == len(words) or listed or (len(words) >= 5 and known >= 0.6 * len(words))
    )


def _pages(key: str) -> bool:
    if _STEP.fullmatch(key):
        return True
    numbers = re.findall(r"\d+", key)
    return (
        len(numbers) >= 3
        and numbers[:2] == ["1", "2"]
        and _NUMBERS.fullmatch(key) is not None
    )
