"""Script in two hundred disguises and more, and a strict look at whether any of it would run.

The look is at the tree that an HTML5 parser builds, twice over: what is written out again and read again must be as
harmless, because browsers do that with `innerHTML`.
"""

import re
from collections.abc import Iterator

import html5lib

ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "  javascript:alert(1)",
    "&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)",
    "&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)",
    "&#0000106javascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script&colon;alert&lpar;1&rpar;",
    "java&#9;script:alert(1)",
    "java&#10;script:alert(1)",
    "java&#13;script:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "&#1;javascript:alert(1)",
    "&#x1f;javascript:alert(1)",
    "\x0bjavascript:alert(1)",
    "\x1ajavascript:alert(1)",
    "java\0script:alert(1)",
    "java&#0;script:alert(1)",
    "java\u200bscript:alert(1)",
    "\ufeffjavascript:alert(1)",
    "&nbsp;javascript:alert(1)",
    "javascript :alert(1)",
    "javascript://https://a.b/%0aalert(1)",
    "javascript:/*--></title></style></textarea></script><svg/onload=alert(1)>",
    "jav%61script:alert(1)",
    "%6aavascript:alert(1)",
    "javascript%3Aalert(1)",
    "vbscript:msgbox(1)",
    "VBScript:msgbox(1)",
    "vb&#x09;script:msgbox(1)",
    "livescript:alert(1)",
    "mocha:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "DATA:text/html;charset=utf-8,%3Cscript%3Ealert(1)%3C/script%3E",
    "data&colon;image/svg+xml,<svg onload=alert(1)>",
    "da\tta:text/html,x",
    "view-source:javascript:alert(1)",
    "blob:https://a.b/1",
    "filesystem:https://a.b/1",
    "feed:javascript:alert(1)",
    "jar:javascript:alert(1)",
    "file:///etc/passwd",
    "about:blank",
)
"""Addresses that no link may lead to, as they would stand in an attribute."""

TAGS = (
    '<a href="{}">x</a>',
    "<a href='{}'>x</a>",
    "<a\nhref\n=\n'{}'\n>x</a>",
    '<A HREF="{}">x</A>',
    '<a/href="{}">x</a>',
    '<a title="1" href="#" href="{}">x</a>',
    '<img src="{}">',
    '<img lowsrc="{}" dynsrc="{}">',
    '<img srcset="{} 2x">',
    '<picture><source srcset="a.png, {} 2x"><img src="a.png"></picture>',
    '<input type="image" src="{}">',
    '<input type="checkbox" formaction="{}">',
    '<button formaction="{}">x</button>',
    '<form action="{}"><input type="submit"></form>',
    '<iframe src="{}"></iframe>',
    '<iframe srcdoc="{}"></iframe>',
    '<object data="{}"></object>',
    '<embed src="{}">',
    '<video src="{}" poster="{}"></video>',
    '<svg><a xlink:href="{}"><text>x</text></a></svg>',
    '<svg><use href="{}"></use></svg>',
    '<svg><a><animate attributeName="href" values="{}"></animate><text>x</text></a></svg>',
    '<math href="{}"><mi xlink:href="{}">x</mi></math>',
    '<base href="{}">',
    '<link rel="stylesheet" href="{}">',
    '<meta http-equiv="refresh" content="0;url={}">',
    '<map name="m"><area href="{}"></map><img usemap="#m" src="a.png">',
    '<blockquote cite="{}">x</blockquote>',
    '<q cite="{}">x</q>',
    '<table background="{}"><tr><td background="{}">x</table>',
    '<a href="#" ping="{}">x</a>',
    "<p style=\"background:url('{}')\">x</p>",
    '<body background="{}">',
    '<isindex action="{}" type="image">',
)
"""What an address may stand in."""

MARKUP = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//a.b/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script>",
    "<script\n>alert(1)</script\n>",
    "<<script>alert(1);//<</script>",
    "<script>alert(1)",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror\n=\nalert(1)>",
    "<img/src=x/onerror=alert(1)>",
    '<img src="x"onerror="alert(1)">',
    "<img src=x ONERROR=alert(1)>",
    "<img src=x on\x00error=alert(1)>",
    "<img src=`x` onerror=`alert(1)`>",
    "<img src='x' onerror=&#97;lert(1)>",
    '<img alt="`<script>alert(1)</script>`">',
    '<img """><script>alert(1)</script>">',
    "<img src=x:alert(alt) onerror=eval(src) alt=0>",
    "<p onclick=alert(1)>x</p>",
    "<p/onmouseover=alert(1)>x</p>",
    "<details open ontoggle=alert(1)>x</details>",
    "<summary onfocus=alert(1) tabindex=0 autofocus>x</summary>",
    "<input autofocus onfocus=alert(1)>",
    "<input type=checkbox disabled onchange=alert(1)>",
    "<input type=text value=x>",
    '<input type="checkbox" type="text">',
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//",
    "<svg><script>alert(1)</script></svg>",
    "<svg><script xlink:href=data:,alert(1) />",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id='</style><img src=x onerror=alert(1)>'>",
    "<svg><title><a id='</title><img src=x onerror=alert(1)>'></svg>",
    "<svg><desc><noscript><a title='</noscript><img src=x onerror=alert(1)>'>",
    "<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></foreignObject></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)></annotation-xml></math>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<noembed><img title='</noembed><img src=x onerror=alert(1)>'></noembed>",
    "<noframes><img title='</noframes><img src=x onerror=alert(1)>'></noframes>",
    "<template><img src=x onerror=alert(1)></template>",
    "<template shadowrootmode=open><script>alert(1)</script></template>",
    "<title><a title='</title><img src=x onerror=alert(1)>'></title>",
    "<textarea><a title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<style><p title='</style><img src=x onerror=alert(1)>'></style>",
    "<style>@import 'http://a.b/x.css';</style>",
    "<p style='x:expression(alert(1))'>x</p>",
    "<p style=behavior:url(x.htc)>x</p>",
    "<link rel=import href=x.html>",
    "<link rel=preload as=script href=//a.b>",
    "<meta charset=utf-7>+ADw-script+AD4-alert(1)",
    "<meta http-equiv=Set-Cookie content=a=b>",
    "<base target=_top><a href=#>x</a>",
    "<a target=_blank href=https://a.b>x</a>",
    "<object><param name=src value=javascript:alert(1)></object>",
    "<applet code=X></applet>",
    "<frameset><frame src=javascript:alert(1)></frameset>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<audio src onloadstart=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<keygen autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)><option>x</select>",
    "<textarea autofocus onfocus=alert(1)>",
    "<body onload=alert(1)>",
    "<html onclick=alert(1)><body>x",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--!><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)>-->",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<!DOCTYPE x [<!ENTITY y '<script>'>]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "<? foo='><script>alert(1)</script>'>",
    "</ foo='><script>alert(1)</script>'>",
    '<a href="x" title=\'"><img src=x onerror=alert(1)>\'>x</a>',
    "<a title='&quot;&gt;&lt;img src=x onerror=alert(1)&gt;'>x</a>",
    "<p title='<a x='><a href=\"https://a.b\" title='<input>'>x</a>",
    "<p title='<a href=&quot;https://a.b&quot; onclick=&quot;alert(1)&quot;>'>x",
    "<p lang='\"' title=' onclick=alert(1) '>x",
    "<table><a href=javascript:alert(1)><tr><td><img src=x onerror=alert(1)>",
    "<p><a href='x'<img src=x onerror=alert(1)>",
    "<a href=x onclick=alert(1)",
    '<img src=x onerror=alert(1) x="',
    "<div <script>alert(1)</script>",
    "<custom-tag onclick=alert(1) is=x>x</custom-tag>",
    "<dialog open onclose=alert(1)>x</dialog>",
    "<p slot=x part=y nonce=z contenteditable onbeforeinput=alert(1)>x",
    "<button popovertarget=x>x</button><div popover id=x onbeforetoggle=alert(1)>y</div>",
    "<img name=getElementById src=x><form name=location></form><form id=x><input name=attributes></form>",
    "\x1a<script>alert(1)</script>\x1a",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)
"""Elements and attributes that do something by themselves, and texts that parsers read in different ways."""

RAW_DISGUISES = (*MARKUP, *(tag.replace("{}", address) for tag in TAGS for address in ADDRESSES))

MARKDOWN_SINKS = (
    "[x]({})",
    "[x](<{}>)",
    '[x]({} "title")',
    "![x]({})",
    "<{}>",
    "[x]\n\n[x]: {}",
    "[x]\n\n[x]: <{}>",
    "![x][y]\n\n[y]: {} 'title'",
    '[x](https://a.b "{}")',
    "[[{}]]",
    "[[{}|x]]",
    "see {} there",
    "`{}`",
    "# [x]({})",
    "| [x]({}) |\n|--|\n| ![x]({}) |",
    "[^1]\n\n[^1]: [x]({})",
    "$\\href{{}}{x}$",
    "```{}\nx\n```",
    "> [!NOTE]\n> [x]({})",
    "- [ ] [x]({})",
)
"""What an address may stand in, in Markdown."""

MARKDOWN_DISGUISES = (
    *(sink.replace("{}", address) for sink in MARKDOWN_SINKS for address in ADDRESSES),
    *(f"Text {markup} text\n\n{markup}\n" for markup in RAW_DISGUISES),
)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FORBIDDEN = _names(
    "applet area audio base basefont bgsound body button canvas dialog embed fieldset form frame frameset head html "
    "iframe isindex keygen link map marquee math menu meta meter nav noembed noframes noscript object option output "
    "param plaintext portal progress script select slot style svg template textarea title track video xmp"
)
_ADDRESS_ATTRIBUTES = _names(
    "action archive background cite classid code codebase data dynsrc formaction href icon longdesc lowsrc manifest "
    "ping poster profile src usemap xlink:href"
)
_FORBIDDEN_ATTRIBUTES = _names(
    "action autofocus background contenteditable form formaction http-equiv is longdesc nonce part ping popover "
    "popovertarget slot srcdoc style target usemap"
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_LOOSELY_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff\ufffd]+")


def find_active(html: str) -> list[str]:
    """Name what in this HTML could run, load or lead where it must not; empty if it is harmless."""
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    again = html5lib.serialize(tree, tree="etree", omit_optional_tags=False, quote_attr_values="always")
    reread = html5lib.parseFragment(again, treebuilder="etree", namespaceHTMLElements=False)
    return [*_walk(tree), *_walk(reread)]


def _walk(tree: "html5lib.treebuilders.etree.Element") -> Iterator[str]:
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in _FORBIDDEN or element.tag.startswith("{"):
            yield f"<{element.tag}>"
        for name, value in element.items():
            yield from (f"<{element.tag} {name}={value!r}>" for _ in _find_faults(element.tag, str(name), value))
        if element.tag == "input" and (element.get("type") != "checkbox" or element.get("disabled") is None):
            yield "<input> that is no dead checkbox"


def _find_faults(tag: str, name: str, value: str) -> Iterator[str]:
    if name.startswith("on") or name in _FORBIDDEN_ATTRIBUTES or (name == "name" and tag != "a"):
        yield name
    addresses = value.split(",") if name == "srcset" else [value] if name in _ADDRESS_ATTRIBUTES else []
    for address in addresses:
        scheme = _SCHEME.match(_LOOSELY_IGNORED.sub("", address))
        if scheme and scheme[1].lower() not in {"http", "https", "mailto"}:
            yield address
