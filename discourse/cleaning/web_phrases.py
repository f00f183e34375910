"""The words of web pages: buttons, notices and forms.

The phrases are those of pages in general, in the languages in which official texts are
read most. None belongs to one site. A phrase must be the whole line: a line that has
other words is not proposed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from discourse.cleaning.credits import propose_credit
from discourse.cleaning.navigation import propose_navigation
from discourse.cleaning.text_blocks import Block, Proposal, word_set

__all__ = [
    "PAGE_PHRASES",
    "PagePhrase",
    "is_address",
    "is_heading",
    "is_salutation",
    "propose_web_phrase",
]

MAX_WORDS = 80
MAX_LENGTH = 700  # characters
MAX_BUTTON_WORDS = 12
MAX_ADDRESS_WORDS = 5  # in a longer line, "President" is a word of a headline


@dataclass(frozen=True)
class PagePhrase:
    """A phrase of web pages.

    Attributes
    ----------
    rule : str
        Name of the rule in :data:`discourse.registries.DEBRIS_RULES`.
    description : str
        What the line does; the reason of a proposal begins with "the line" and this.
    max_words : int
        A line with more words is not looked at.
    pattern : re.Pattern
        What the folded line must match as a whole.
    """

    rule: str
    description: str
    max_words: int
    pattern: re.Pattern[str]


_BUTTON_WORDS = word_set(
    "share tweet retweet print printer-friendly e-mail email pin bookmark subscribe unsubscribe login log-in logout signin sign-in"
    " signup sign-up register sitemap translate newsletter newsletters advertisement advertisements advertising advert ads sponsored"
    " rss menu search comment comments permalink trackback embed facebook twitter linkedin whatsapp telegram reddit pinterest"
    " instagram youtube tiktok wechat weibo vkontakte odnoklassniki viber tumblr flipboard qzone snapchat mastodon bluesky"
    " поделиться распечатать подписаться реклама 分享 打印 收藏 微信 微博 转发 广告"
)
_WORDS_BESIDE_BUTTONS = word_set(
    "this that the a an our your us me it on via to with by in of for and or & now here more free app article articles page pages"
    " story stories post posts news item link links version friend friends button buttons follow like copy save send get back top"
    " close toggle show hide view all site x pdf daily weekly new feed feeds a-z | - / + • · channel social media icon log sign up"
    " from"
)
_NETWORKS = r"(facebook|twitter|x|linkedin|telegram|instagram|youtube|tiktok|whatsapp|weibo|wechat|vk|social media|google news|@\w+)"

PAGE_PHRASES = (
    PagePhrase(
        rule="click",
        description="asks the reader to click",
        max_words=18,
        pattern=re.compile(
            r"(please )?(click (here|on|the|to|below|this)|tap (here|to (read|view|open|see))|scan (the|this) (qr|code)|点击(进入|查看|阅读))\b.*"
        ),
    ),
    PagePhrase(
        rule="read-more",
        description="leads on to another page",
        max_words=20,
        pattern=re.compile(
            r"(read|see|learn|view|show|load|find out|discover|know|watch) more( (about|on|from|at|here|in)\b.*|\s*[:»>\".…-].*)?"
            r"|(read|view|see) (the )?(full|original|whole) (story|article|text|report|post|version).{0,20}|(continue|keep) reading.{0,40}"
            r"|(see|view|show|load) all( (posts|articles|news|stories|comments|photos|videos|results|topics|tags))?"
            r"|(article|story|text|content|post) continues?( (below|after)\b.*)?|читать (далее|полностью|дальше)|подробнее|阅读全文"
        ),
    ),
    PagePhrase(
        rule="counter",
        description="counts readers or minutes",
        max_words=6,
        pattern=re.compile(
            r"(\d[\d,.]*k?|no) (comments?|replies|responses?|views?|shares?|likes?|reads?|retweets|votes|followers)( yet)?\.?"
            r"|(comments?|views?|shares?|likes?|reads?|hits|reactions?|votes|просмотры|комментарии|阅读|浏览|点击)( count)?\s*[:：]?\s*"
            r"\(?\d[\d,.k]*\)?( times)?"
            r"|(\d+|one|two|three|four|five) ?(min|mins|minutes?)(( of)? read(ing)?( time)?)?|reading time.{0,20}"
        ),
    ),
    PagePhrase(
        rule="comments",
        description="invites or counts comments",
        max_words=25,
        pattern=re.compile(
            r"\d+ (comments?|responses?|thoughts) (on|to) .*|comments? (are|is)? ?(closed|off|disabled|moderated).*|no comments on .*"
            r"|(leave|post|add|write|submit) (a|your) (comment|reply|response)\b.*|be the first to (comment|share|like|reply|add)\b.*"
            r"|join the (conversation|discussion)[.!]?|оставить комментарий|(there are )?no comments\b.{0,80}"
            r"|your e-?mail address will not be published.*|required fields are marked.*|this (forum|thread|discussion) (has been|is) closed.*"
        ),
    ),
    PagePhrase(
        rule="subscription",
        description="asks the reader to subscribe",
        max_words=35,
        pattern=re.compile(
            r"(please )?(subscribe|sign up|register|log ?in|sign in|join|download|get|become an? (member|subscriber)|donate"
            r"|support (us|our)|create|enjoy(ed|ing)?|already|never miss|stay (up to date|informed|updated|tuned)|follow"
            r"|enter your|don't miss)\b.*\b(newsletters?|inbox|accounts?|subscri\w*|app|our (site|website|channel|page|telegram"
            r"|journalism|mailing list)|e-?mails?|notifications?|latest (news|updates|stories|headlines)|google news"
            r"|(news|weekly|daily) (briefing|digest|bulletin))\b.*"
            r"|subscribe( to .{0,60}| for .{1,20}| now| today| here)?[.!]?|stay (tuned|connected)( with us)?[.!]?"
        ),
    ),
    PagePhrase(
        rule="cookies",
        description="is a notice about cookies",
        max_words=80,
        pattern=re.compile(
            r".*\b(uses?|using|accept|our|these|with) cookies\b.*|cookies? (notice|policy|settings|help us|on this).*"
        ),
    ),
    PagePhrase(
        rule="copyright",
        description="is a notice of copyright",
        max_words=60,
        pattern=re.compile(
            r".*\ball rights? reserved\b.*|.*все права защищены.*|.*(版权所有|未经授权|icp备|公网安备).*"
            r"|(copyright\b|©|\(c\)).{0,30}?(\b(19|20)\d\d\b|©|\(c\)).{0,200}|copyright( (notice|policy|statement))?|© ?[\w .,&-]{1,80}"
            r"|.*\b(may not be|no part of).{0,40}\b(reproduced|republished|redistributed|copied)\b.*"
            r"|(reproduction|republication|copying|reprinting)\b.*\bpermission\b.*|.*\blicensed under (a |the )?creative commons\b.*"
        ),
    ),
    PagePhrase(
        rule="browser",
        description="speaks of the reader's browser",
        max_words=50,
        pattern=re.compile(
            r".*\b(enable|turn on|disabled?|requires?|activate)\b.*\b(javascript|ad ?block\w*)\b.*"
            r"|.*\bjavascript\b.*\b(enabled?|disabled|required)\b.*|.*\b(your|this) browser (does not|doesn't|is|cannot)\b.*"
        ),
    ),
    PagePhrase(
        rule="loading",
        description="says that the page is still loading",
        max_words=6,
        pattern=re.compile(
            r"(loading|please wait|redirecting|processing|collecting|fetching|downloading)\b.{0,40}(\.\.|…)\W*"
        ),
    ),
    PagePhrase(
        rule="placeholder",
        description="holds a placeholder that was never filled",
        max_words=12,
        pattern=re.compile(
            r"(.*\s)?(%[sd]|\{\{.{0,40}\}\}|\$\{.{0,40}\}|lorem ipsum)(\s.*)?"
        ),
    ),
    PagePhrase(
        rule="banner",
        description="belongs to a banner",
        max_words=8,
        pattern=re.compile(
            r"close (this )?.{0,30}(banner|pop-?up|window|ad|dialog)|.{0,20}\bapp download|download (our|the) (mobile )?app\b.*"
        ),
    ),
    PagePhrase(
        rule="advertisement",
        description="is an advertisement",
        max_words=60,
        pattern=re.compile(
            r"(advertisement|sponsored|promoted|paid)( (content|post|stories|links|message|partnership|by .{1,40}))?"
            r"|.*\b(affiliate links?|earns? (a |an )?(small )?(affiliate )?commission|amazon associate)\b.*"
        ),
    ),
    PagePhrase(
        rule="player",
        description="is the label of a player",
        max_words=8,
        pattern=re.compile(
            r"(listen to|play|watch|hear) (this|the) (article|story|audio|video|report|post)( .*)?|(video|audio) player\b.*"
        ),
    ),
    PagePhrase(
        rule="text-size",
        description="sets the size of the letters",
        max_words=6,
        pattern=re.compile(
            r"(text( size)?|font( size)?)\s*[:：]?\s*(a[+-]?\s*){2,3}(print|share)?"
        ),
    ),
    PagePhrase(
        rule="follow",
        description="leads to social media",
        max_words=14,
        pattern=re.compile(
            rf"(follow|find|like|join) us( (on|at|via) .{{0,20}}{_NETWORKS}.{{0,40}})?[:!.]?|follow @\w+|@[\w.]+"
        ),
    ),
    PagePhrase(
        rule="share",
        description="is a button for sharing",
        max_words=10,
        pattern=re.compile(
            r"like (this:?|loading.*)|(copy|get) (the |this )?(link|url|embed code|permalink)|trackback url.*|short ?link:?.*"
            r"|(share|поделиться|分享)( \S+){0,3}\s*[:：].{0,60}"
        ),
    ),
    PagePhrase(
        rule="feedback",
        description="asks for feedback",
        max_words=30,
        pattern=re.compile(
            r"(report|found|find|spotted|noticed|see|if you (find|notice|see|spot|have found)) (an?|any) (typo|mistake|error)s?\b.*"
            r"|(send|share|give) (us )?your (feedback|tips|comments|thoughts|opinion)\b.{0,60}|contact (the |our )(editor|newsroom|newsdesk)s?.*"
        ),
    ),
    PagePhrase(
        rule="disclaimer",
        description="is the publisher's disclaimer",
        max_words=60,
        pattern=re.compile(
            r"(the )?(views|opinions)( and opinions| and views)? expressed\b.*|disclaimer\s*[:：].*"
        ),
    ),
    PagePhrase(
        rule="syndication",
        description="is a note that a feed added",
        max_words=50,
        pattern=re.compile(
            r"the post .+ (appeared|was published) first on .+|.{1,120} appeared first on .+"
        ),
    ),
    PagePhrase(
        rule="end",
        description="only says that the text is over",
        max_words=3,
        pattern=re.compile(r"\W+ ?(end|ends|fin)\b ?\W+"),
    ),
)
_MARKUP = re.compile(r"(?:</?\w[^<>]{0,300}>\s*|<!--[^<>]{0,300}-->\s*)+")

_SALUTATION = re.compile(
    r"\W*(mr|mrs|ms|madam|madame|your (excellenc|royal|majest|highness|eminence)|(his|her) (excellenc|royal|majest)|excellenc"
    r"|ladies|gentlem|dear\b|(my )?fellow|sir\b|sirs\b|thank|many thanks|god (bless|save)|may god|amen|sincerely|respectfully|yours"
    r"|in witness|done (at|in)|signed|long live|good (morning|afternoon|evening)|(my )?dear|各位|同志|尊敬|女士|先生|谢谢|уважаем|господ"
    r"|дамы|товарищ|спасибо|друзья|se[ñn]or|monsieur|mesdames|messieurs|merci|gracias|muchas)"
)
_PERSON_ADDRESSED = re.compile(
    r"\W*(president|members|delegates|ministers|heads of|colleagues|comrades|friends|distinguished|hono(u)?r|esteemed|respected|to (the|all)"
    r"|主席|朋友)"
)
_HEADING = re.compile(
    r"(\d+(\.\d+)*\.? )?(introduction|preamble|conclusions?|summary|abstract|foreword|preface|contents|background|annex|appendix"
    r"|(chapter|part|article|section|annex|title|book|act|scene|table|figure)\b.{0,12}|notes|references|bibliography|questions?|answers?"
    r"|q|a|q & a|applause|laughter|[ivxlc]+|[a-z])[.)]?|\W*\d[\d\s.,/%-]*"
)
_PERSONAL_WORD = re.compile(
    r"\b(i|we|you|me|us|our|my|your|let|let's|shall|must|he|she|they)\b|我们|мы\b|нам\b"
)
_PUNCTUATION_OF_BUTTONS = re.compile(r"[:,./]")


def propose_web_phrase(block: Block) -> Proposal | None:
    """Return a proposal of `block` if its words are those of a web page, or None."""
    if block.word_count > MAX_WORDS or len(block.key) > MAX_LENGTH:
        return None
    return (
        propose_credit(block)
        or propose_navigation(block)
        or _propose_page_phrase(block)
    )


def is_salutation(block: Block) -> bool:
    """Return whether the line opens or closes a speech or letter.

    It is a salutation, thanks or a blessing.
    """
    if _SALUTATION.match(block.key):
        return True
    is_short = block.word_count <= MAX_ADDRESS_WORDS
    if not is_short and block.ends_like_caption:
        return False
    return _PERSON_ADDRESSED.match(block.key) is not None


def is_address(block: Block) -> bool:
    """Return whether the line speaks to somebody.

    It is a salutation or has a word in the first or second person, as refrains have.
    """
    if is_salutation(block):
        return True
    personal_word = _PERSONAL_WORD.search(block.key)
    return personal_word is not None


def is_heading(block: Block) -> bool:
    """Return whether the line is a heading, number or label that documents have."""
    heading = _HEADING.fullmatch(block.key)
    return heading is not None


def _propose_page_phrase(block: Block) -> Proposal | None:
    """Return a proposal of `block` if it is markup, a button or a page phrase."""
    key = block.key
    if key[0] == "<" and _MARKUP.fullmatch(key):
        return block.propose("markup", "the line holds marks of HTML and no text")
    if block.word_count <= MAX_BUTTON_WORDS and _is_button(key):
        reason = "the line holds nothing but the words of buttons and links"
        return block.propose("button", reason)
    for phrase in PAGE_PHRASES:
        if block.word_count <= phrase.max_words and phrase.pattern.fullmatch(key):
            reason = f"the line {phrase.description}; it belongs to the page, not to the text"
            return block.propose(phrase.rule, reason)
    return None


def _is_button(key: str) -> bool:
    """Return whether a line has only words of buttons and words beside them."""
    text = _PUNCTUATION_OF_BUTTONS.sub(" ", key)
    words = set(text.split())
    button_words = words & _BUTTON_WORDS
    if not button_words:
        return False
    other_words = words - button_words
    return other_words <= _WORDS_BESIDE_BUTTONS
