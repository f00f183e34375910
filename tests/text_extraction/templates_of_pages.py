"""Made-up web pages after the templates of several kinds of sites."""

_ENGLISH = (
    "The ministers agreed on a plan for the river on Monday, after nine years of talks "
    "in the capital, and said that the work would begin before the summer.",
    "“We want a community with a shared future for all who live by the river,” one of "
    "them said. The plan is part of the Belt and Road, another added on the steps.",
    "Body language at the table was stiff. No date was set for the next meeting, and "
    "the delegation of the north left before the dinner that had been prepared.",
    "The cost is put at 4.5bn; Document 12 of the treaty says who pays, and nobody who "
    "was asked could tell where the money for the second bridge would come from.",
)
_CHINESE = (
    "各国部长星期一就河流计划达成一致,这项计划经过九年谈判才得以完成,工程将在夏天之前开始。",
    "一位部长说:“我们要构建人类命运共同体。”另一位补充说,该计划是一带一路倡议的一部分。",
    "会谈气氛并不轻松,下一次会议的日期没有确定,北方代表团在晚宴之前就离开了首都。",
)
_ARABIC = (
    "اتفق الوزراء يوم الاثنين على خطة للنهر بعد تسع سنوات من المحادثات في العاصمة، "
    "وقالوا إن العمل سيبدأ قبل الصيف وإن الجميع سيستفيدون منه.",
    "وقال أحدهم إننا نريد مجتمع المصير المشترك للبشرية، وأضاف آخر أن الخطة جزء من "
    "مبادرة الحزام والطريق التي تشارك فيها دول كثيرة.",
)


def _paragraphs(sentences: tuple[str, ...], *, repeat: int = 1) -> str:
    return "".join(f"<p>{sentence}</p>\n" for sentence in sentences * repeat)


NEWS_SITE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><title>Ministers meet on the river - Harbour Times</title>
<meta name="author" content="Ana Petrov">
<meta property="article:published_time" content="2023-06-12T10:00:00Z">
<style>p {{ color: red }}</style><script>var menu = "<p>no text</p>";</script></head>
<body><header><a href="/">Harbour Times</a></header>
<nav><ul><li><a href="/w">World</a></li><li><a href="/s">Sport</a></li></ul></nav>
<div class="breadcrumb"><a href="/">Home</a> &gt; <a href="/w">World</a></div>
<main><article><h1>Ministers meet on the river</h1>
{_paragraphs(_ENGLISH)}<h2>What comes next</h2>{_paragraphs(_ENGLISH[::-1])}
</article></main>
<div class="share-bar"><button>Share this</button><button>Print</button></div>
<aside class="related"><h3>Most read</h3><ul><li><a href="/1">Old bridge closed</a></li>
<li><a href="/2">Ferry late again</a></li></ul></aside>
<footer><p>© 2024 Made-up Media Ltd.</p><a href="/terms">Terms of use</a></footer>
</body></html>"""

MINISTRY = f"""<html lang="en"><head><title>Statistics of trade</title></head><body>
<div id="top-menu"><a href="/">Ministry</a> | <a href="/press">Press</a></div>
<div class="content"><h1>Statistics of trade</h1>{_paragraphs(_ENGLISH)}
<table><tr><th>Year</th><th>Goods shipped by rail</th></tr>
<tr><td>2001</td><td>4.5 million tonnes</td></tr>
<tr><td>2002</td><td>5.5 million tonnes</td></tr></table>
{_paragraphs(_ENGLISH[:2])}</div>
<div id="footer">Address of the ministry, 1 River Road</div></body></html>"""

OLD_EMBASSY = f"""<HTML><HEAD><TITLE>Embassy</TITLE></HEAD><BODY BGCOLOR=#FFFFFF>
<TABLE WIDTH=100%><TR><TD COLSPAN=2><FONT SIZE=5>Embassy of Inland</FONT></TD></TR>
<TR><TD WIDTH=120><FONT SIZE=1><A HREF=a.htm>Home</A><BR><A HREF=b.htm>Visas</A></FONT>
<TD><TABLE><TR><TD><FONT FACE=Arial><B>Speech of the Ambassador</B><P>{_ENGLISH[0]}
<P>{_ENGLISH[1]}<P>{_ENGLISH[2]}<BR><BR>{_ENGLISH[3]}</FONT></TABLE></TABLE>
<CENTER><FONT SIZE=1>Webmaster</FONT></CENTER></BODY></HTML>"""

CHINESE_SITE = f"""<html><head><meta charset="gb2312"><title>部长会议_新闻网</title></head>
<body><div class="nav"><a href="/">首页</a><a href="/n">新闻</a></div>
<div class="article"><h1>部长会议</h1>{_paragraphs(_CHINESE, repeat=2)}</div>
<div class="footer">版权所有 新闻网</div></body></html>"""

ARABIC_SITE = f"""<html lang="ar" dir="rtl"><head><title>الوزراء</title></head><body>
<nav><a href="/">الرئيسية</a></nav><article><h1>اجتماع الوزراء</h1>
{_paragraphs(_ARABIC, repeat=2)}</article><footer>حقوق النشر</footer></body></html>"""

BLOG = f"""<html lang="en"><head><title>River notes</title></head>
<body class="single wordpress has-sidebar"><div id="page"><div id="primary">
<div class="post hentry"><h1 class="entry-title">River notes</h1>
<div class="entry-meta">Posted on <time datetime="2021-03-04">March 4, 2021</time></div>
<div class="entry-content">{_paragraphs(_ENGLISH)}<blockquote><p>{_ENGLISH[0]}</p>
</blockquote><ol><li>{_ENGLISH[1]}</li><li>{_ENGLISH[2]}</li></ol></div></div>
<div id="comments"><h3>Two comments</h3><ol class="commentlist"><li class="comment">
<p>I read this with much interest, and I do not believe a word of it.</p></li>
<li class="comment"><p>Neither do I, but the river is real.</p></li></ol></div></div>
<div id="sidebar" class="widget-area"><h3>Archives</h3><ul><li>May 2020</li></ul></div>
</div></body></html>"""

SITES = {
    "news site": NEWS_SITE,
    "ministry": MINISTRY,
    "old embassy": OLD_EMBASSY,
    "Chinese site": CHINESE_SITE,
    "Arabic site": ARABIC_SITE,
    "blog": BLOG,
}
