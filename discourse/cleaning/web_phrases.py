"""The words of web pages: what a line says when it is a button, a notice or a form, not the article.

Every cue is a habit of pages in general, in the languages official texts are read in most; none belongs to one site.
A line is judged whole: its words must say nothing else.
"""

from __future__ import annotations

import re

from discourse.cleaning.credits import credit
from discourse.cleaning.navigation import menu
from discourse.cleaning.text_blocks import Block, Proposal, vocabulary

__all__ = ["cue", "is_address", "is_heading", "is_salutation"]

_ACTS = vocabulary(
    "share tweet retweet print printer-friendly e-mail email pin bookmark subscribe unsubscribe login log-in logout signin sign-in"
    " signup sign-up register sitemap translate newsletter newsletters advertisement advertisements advertising advert ads sponsored"
    " rss menu search comment comments permalink trackback embed facebook twitter linkedin whatsapp telegram reddit pinterest"
    " instagram youtube tiktok wechat weibo vkontakte odnoklassniki viber tumblr flipboard qzone snapchat mastodon bluesky"
    " поделиться распечатать подписаться реклама 分享 打印 收藏 微信 微博 转发 广告"
)
_FILL = vocabulary(
    "this that the a an our your us me it on via to with by in of for and or & now here more free app article articles page pages"
    " story stories post posts news item link links version friend friends button buttons follow like copy save send get back top"
    " close toggle show hide view all site x pdf daily weekly new feed feeds a-z | - / + • · channel social media icon log sign up"
    " from"
)
_NETWORKS = r"(facebook|twitter|x|linkedin|telegram|instagram|youtube|tiktok|whatsapp|weibo|wechat|vk|social media|google news|@\w+)"

# What the line does, how many words it may have, and the pattern its folded text fits as a whole.
_WIDGETS: tuple[tuple[str, str, int, str], ...] = (
    ("click", "asks the reader to click", 18,
     r"(please )?(click (here|on|the|to|below|this)|tap (here|to (read|view|open|see))|scan (the|this) (qr|code)|点击(进入|查看|阅读))\b.*"),
    ("read-more", "leads on to another page", 20,
     r"(read|see|learn|view|show|load|find out|discover|know|watch) more( (about|on|from|at|here|in)\b.*|\s*[:»>\".…-].*)?"
     r"|(read|view|see) (the )?(full|original|whole) (story|article|text|report|post|version).{0,20}|(continue|keep) reading.{0,40}"
     r"|(see|view|show|load) all( (posts|articles|news|stories|comments|photos|videos|results|topics|tags))?"
     r"|(article|story|text|content|post) continues?( (below|after)\b.*)?|читать (далее|полностью|дальше)|подробнее|阅读全文"),
    ("counter", "counts readers or minutes", 6,
     r"(\d[\d,.]*k?|no) (comments?|replies|responses?|views?|shares?|likes?|reads?|retweets|votes|followers)( yet)?\.?"
     r"|(comments?|views?|shares?|likes?|reads?|hits|reactions?|votes|просмотры|комментарии|阅读|浏览|点击)( count)?\s*[:：]?\s*"
     r"\(?\d[\d,.k]*\)?( times)?"
     r"|(\d+|one|two|three|four|five) ?(min|mins|minutes?)(( of)? read(ing)?( time)?)?|reading time.{0,20}"),
    ("comments", "invites or counts comments", 25,
     r"\d+ (comments?|responses?|thoughts) (on|to) .*|comments? (are|is)? ?(closed|off|disabled|moderated).*|no comments on .*"
     r"|(leave|post|add|write|submit) (a|your) (comment|reply|response)\b.*|be the first to (comment|share|like|reply|add)\b.*"
     r"|join the (conversation|discussion)[.!]?|оставить комментарий|(there are )?no comments\b.{0,80}"
     r"|your e-?mail address will not be published.*|required fields are marked.*|this (forum|thread|discussion) (has been|is) closed.*"),
    ("subscription", "asks the reader to subscribe", 35,
     r"(please )?(subscribe|sign up|register|log ?in|sign in|join|download|get|become an? (member|subscriber)|donate"
     r"|support (us|our)|create|enjoy(ed|ing)?|already|never miss|stay (up to date|informed|updated|tuned)|follow"
     r"|enter your|don't miss)\b.*\b(newsletters?|inbox|accounts?|subscri\w*|app|our (site|website|channel|page|telegram"
     r"|journalism|mailing list)|e-?mails?|notifications?|latest (news|updates|stories|headlines)|google news"
     r"|(news|weekly|daily) (briefing|digest|bulletin))\b.*"
     r"|subscribe( to .{0,60}| for .{1,20}| now| today| here)?[.!]?|stay (tuned|connected)( with us)?[.!]?"),
    ("cookies", "is a notice about cookies", 80,
     r".*\b(uses?|using|accept|our|these|with) cookies\b.*|cookies? (notice|policy|settings|help us|on this).*"),
    ("copyright", "is a notice of copyright", 60,
     r".*\ball rights? reserved\b.*|.*все права защищены.*|.*(版权所有|未经授权|icp备|公网安备).*"
     r"|(copyright\b|©|\(c\)).{0,30}?(\b(19|20)\d\d\b|©|\(c\)).{0,200}|copyright( (notice|policy|statement))?|© ?[\w .,&-]{1,80}"
     r"|.*\b(may not be|no part of).{0,40}\b(reproduced|republished|redistributed|copied)\b.*"
     r"|(reproduction|republication|copying|reprinting)\b.*\bpermission\b.*|.*\blicensed under (a |the )?creative commons\b.*"),
    ("browser", "speaks of the reader's browser", 50,
     r".*\b(enable|turn on|disabled?|requires?|activate)\b.*\b(javascript|ad ?block\w*)\b.*"
     r"|.*\bjavascript\b.*\b(enabled?|disabled|required)\b.*|.*\b(your|this) browser (does not|doesn't|is|cannot)\b.*"),
    ("loading", "says that the page is still loading", 6,
     r"(loading|please wait|redirecting|processing|collecting|fetching|downloading)\b.{0,40}(\.\.|…)\W*"),
    ("placeholder", "holds a placeholder that was never filled", 12,
     r"(.*\s)?(%[sd]|\{\{.{0,40}\}\}|\$\{.{0,40}\}|lorem ipsum)(\s.*)?"),
    ("banner", "belongs to a banner", 8,
     r"close (this )?.{0,30}(banner|pop-?up|window|ad|dialog)|.{0,20}\bapp download|download (our|the) (mobile )?app\b.*"),
    ("advertisement", "is an advertisement", 60,
     r"(advertisement|sponsored|promoted|paid)( (content|post|stories|links|message|partnership|by .{1,40}))?"
     r"|.*\b(affiliate links?|earns? (a |an )?(small )?(affiliate )?commission|amazon associate)\b.*"),
    ("player", "is the label of a player", 8,
     r"(listen to|play|watch|hear) (this|the) (article|story|audio|video|report|post)( .*)?|(video|audio) player\b.*"),
    ("text-size", "sets the size of the letters", 6,
     r"(text( size)?|font( size)?)\s*[:：]?\s*(a[+-]?\s*){2,3}(print|share)?"),
    ("follow", "leads to social media", 14,
     rf"(follow|find|like|join) us( (on|at|via) .{{0,20}}{_NETWORKS}.{{0,40}})?[:!.]?|follow @\w+|@[\w.]+"),
    ("share", "is a button for sharing", 10,
     r"like (this:?|loading.*)|(copy|get) (the |this )?(link|url|embed code|permalink)|trackback url.*|short ?link:?.*"
     r"|(share|поделиться|分享)( \S+){0,3}\s*[:：].{0,60}"),
    ("feedback", "asks for feedback", 30,
     r"(report|found|find|spotted|noticed|see|if you (find|notice|see|spot|have found)) (an?|any) (typo|mistake|error)s?\b.*"
     r"|(send|share|give) (us )?your (feedback|tips|comments|thoughts|opinion)\b.{0,60}|contact (the |our )(editor|newsroom|newsdesk)s?.*"),
    ("disclaimer", "is the publisher's disclaimer", 60,
     r"(the )?(views|opinions)( and opinions| and views)? expressed\b.*|disclaimer\s*[:：].*"),
    ("syndication", "is a note that a feed added", 50,
     r"the post .+ (appeared|was published) first on .+|.{1,120} appeared first on .+"),
    ("end", "only says that the text is over", 3, r"\W+ ?(end|ends|fin)\b ?\W+"),
)  # fmt: skip
_COMPILED = tuple(
    (rule, told, limit, re.compile(pattern)) for rule, told, limit, pattern in _WIDGETS
)
_MARKUP = re.compile(r"(?:</?\w[^<>]{0,300}>\s*|<!--[^<>]{0,300}-->\s*)+")

_SALUTATION = re.compile(
    r"\W*(mr|mrs|ms|madam|madame|your (excellenc|royal|majest|highness|eminence)|(his|her) (excellenc|royal|majest)|excellenc"
    r"|ladies|gentlem|dear\b|(my )?fellow|sir\b|sirs\b|thank|many thanks|god (bless|save)|may god|amen|sincerely|respectfully|yours"
    r"|in witness|done (at|in)|signed|long live|good (morning|afternoon|evening)|(my )?dear|各位|同志|尊敬|女士|先生|谢谢|уважаем|господ"
    r"|дамы|товарищ|спасибо|друзья|se[ñn]or|monsieur|mesdames|messieurs|merci|gracias|muchas)"
)
_ADDRESSED = re.compile(
    r"\W*(president|members|delegates|ministers|heads of|colleagues|comrades|friends|distinguished|hono(u)?r|esteemed|respected|to (the|all)"
    r"|主席|朋友)"
)
_HEADING = re.compile(
    r"(\d+(\.\d+)*\.? )?(introduction|preamble|conclusions?|summary|abstract|foreword|preface|contents|background|annex|appendix"
    r"|(chapter|part|article|section|annex|title|book|act|scene|table|figure)\b.{0,12}|notes|references|bibliography|questions?|answers?"
    r"|q|a|q & a|applause|laughter|[ivxlc]+|[a-z])[.)]?|\W*\d[\d\s.,/%-]*"
)
_PERSONAL = re.compile(
    r"\b(i|we|you|me|us|our|my|your|let|let's|shall|must|he|she|they)\b|我们|мы\b|нам\b"
)

_MOST_WORDS = 80
_MOST = 700  # characters
_BUTTON_WORDS = 12
_ADDRESS_WORDS = 5  # in a longer line "President" opens a headline


def cue(block: Block) -> Proposal | None:
    """Propose `block` when its words belong to a page and not to an article."""
    if block.words > _MOST_WORDS or len(block.key) > _MOST:
        return None
    return credit(block) or menu(block) or _widget(block)


def is_salutation(block: Block) -> bool:
    """Whether the line opens or closes a speech or letter: a salutation, thanks, a blessing."""
    short = block.words <= _ADDRESS_WORDS or not block.bare
    return _SALUTATION.match(block.key) is not None or (
        short and _ADDRESSED.match(block.key) is not None
    )


def is_address(block: Block) -> bool:
    """Whether the line speaks to somebody: a salutation, or words in the first or second person, as refrains are."""
    return is_salutation(block) or _PERSONAL.search(block.key) is not None


def is_heading(block: Block) -> bool:
    """Whether the line is a heading, a number or a label that documents of one kind share by nature."""
    return _HEADING.fullmatch(block.key) is not None


def _widget(block: Block) -> Proposal | None:
    key = block.key
    if key[0] == "<" and _MARKUP.fullmatch(key):
        return block.propose("markup", "the line holds marks of HTML and no text")
    if block.words <= _BUTTON_WORDS:
        words = re.sub(r"[:,./]", " ", key).split()
        if any(word in _ACTS for word in words) and all(
            word in _ACTS or word in _FILL for word in words
        ):
            return block.propose(
                "button",
                "the line holds nothing but the words of buttons and links",
            )
    for rule, told, limit, pattern in _COMPILED:
        if block.words <= limit and pattern.fullmatch(key):
            return block.propose(
                rule,
                f"the line {told}; it belongs to the page, not to the text",
            )
    return None
