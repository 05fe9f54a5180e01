"""Texts that attack whoever prints them, by what they attack. A script that runs calls `alert`."""

# ruff: noqa: E501 (a line holds many)

from __future__ import annotations

_HANDLERS = ("onerror", "onload", "onclick", "onmouseover", "onfocus", "onbegin", "ontoggle", "onanimationstart")
_SCHEMES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)", " javascript:alert(1)",
    "javascript&colon;alert(1)", "javascript&#58;alert(1)", "javascript&#x3A;alert(1)", "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)", "javascript%3Aalert(1)", "vbscript:msgbox(1)", "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "data:image/svg+xml,<svg onload=alert(1)>",
    "file:///etc/passwd", "//elsewhere.invalid/x", "\\\\elsewhere.invalid\\x", "blob:x", "ftp://elsewhere.invalid/",
    "javascript://x%0Aalert(1)", "javascript:alert`1`", "feed:javascript:alert(1)", "view-source:x",
)  # fmt: skip

PAYLOADS: dict[str, tuple[str, ...]] = {
    "markup": (
        "<script>alert(1)</script>", "<SCRIPT SRC=https://elsewhere.invalid/x.js></SCRIPT>", "<script/x>alert(1)</script>",
        "</script><script>alert(1)</script>", "<scr<script>ipt>alert(1)</scr</script>ipt>", "<img src=x onerror=alert(1)>",
        "<img src=https://elsewhere.invalid/x.png>", "<iframe src=javascript:alert(1)></iframe>", "<iframe srcdoc='<script>alert(1)</script>'>",
        "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>", "<link rel=stylesheet href=https://elsewhere.invalid/x.css>",
        "<style>*{display:none}</style>", "<style>@import 'https://elsewhere.invalid/x.css'</style>", "<base href=https://elsewhere.invalid/>",
        "<meta http-equiv=refresh content='0;url=https://elsewhere.invalid/'>", "<form action=https://elsewhere.invalid/><input autofocus>",
        "<a href=javascript:alert(1)>x</a>", "<details open ontoggle=alert(1)>", "<video><source onerror=alert(1)></video>",
        "<audio src=x onerror=alert(1)>", "<body onload=alert(1)>", "<marquee onstart=alert(1)>", "<table><td background=javascript:alert(1)>",
        "<div style='position:fixed;inset:0;background:red'>", "<p style=width:9999px>", "<!--", "--><script>alert(1)</script>",
        "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->", "<![CDATA[<script>alert(1)</script>]]>", "<?xml-stylesheet href=x?>",
        "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>", "</style><script>alert(1)</script>",
        "</noscript><script>alert(1)</script>", "</template><script>alert(1)</script>", "</option></select><script>alert(1)</script>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<math><mtext><script>alert(1)</script>", "<plaintext>", "<xmp>",
        "<listing>&lt;img onerror=alert(1) src=x&gt;</listing>", "<isindex type=image src=x onerror=alert(1)>", "<x contenteditable onblur=alert(1)>",
        "<button popovertarget=x>y</button><xss id=x popover onbeforetoggle=alert(1)>", "<dialog open>x</dialog>", "<select><style></select><img src=x onerror=alert(1)>",
        *(f"<img src=x {name}=alert(1)>" for name in _HANDLERS), *(f"<svg {name}=alert(1)>" for name in _HANDLERS),
    ),
    "drawings": (
        "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<svg><script href=data:,alert(1) />", "<svg><a xlink:href=javascript:alert(1)><text>x",
        "<svg><animate onbegin=alert(1) attributeName=x dur=1s>", "<svg><set attributeName=href to=javascript:alert(1)>", "<svg><foreignObject><body onload=alert(1)>",
        "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'>", "<svg><image href=x onerror=alert(1)>", "<svg><style>*{fill:red}</style>",
        "</text><script>alert(1)</script>", "</svg><script>alert(1)</script>", "<svg><title><img src=x onerror=alert(1)></title>", "<svg/onload=alert(1)//",
        "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "<svg><desc><![CDATA[</desc><script>alert(1)</script>]]></svg>",
    ),
    "attributes": (
        '"', "'", '" onmouseover="alert(1)', "' onmouseover='alert(1)", '" autofocus onfocus=alert(1) x="', "' autofocus onfocus=alert(1) x='",
        '"><script>alert(1)</script>', "'><script>alert(1)</script>", '" style="position:fixed;inset:0', "` onmouseover=alert(1) `", "x onmouseover=alert(1)",
        '\\" onmouseover=alert(1) \\"', "&quot; onmouseover=&quot;alert(1)", "&#34; onmouseover=&#34;alert(1)", '"/onmouseover=alert(1)/', '"=', '">', "'>", "/>", "x=y",
        '" hidden="', '" id="main', '" class="visually-hidden', '" href="https://elsewhere.invalid/',
    ),
    "addresses": (*_SCHEMES, *(f"[x]({scheme})" for scheme in _SCHEMES), *(f"![x]({scheme})" for scheme in _SCHEMES), *(f"<{scheme}>" for scheme in _SCHEMES)),
    "Markdown": (
        "[x](https://elsewhere.invalid/ \"onmouseover=alert(1)\")", "[x](<javascript:alert(1)>)", "[x]: javascript:alert(1)\n\n[x]", "[x][y]", "![x][y]", "[x](x 'y\" onclick=alert(1)')",
        "![x](https://elsewhere.invalid/x.png)", "[![x](https://elsewhere.invalid/x.png)](javascript:alert(1))", "[x](https://elsewhere.invalid/)", "[\n](https://elsewhere.invalid/)",
        "# heading", "## heading", "- list", "1. list", "> quote", "    code", "```\ncode\n```", "`code`", "***", "---", "| a | b |\n|---|---|\n| c | d |", "*", "**", "_", "__", "*unclosed",
        "**unclosed", "`unclosed", "[unclosed", "[unclosed](", "[[[[[[[[[[", "]]]]]]]]]]", "\\", "\\*x\\*", "*a*b*c*d*", "_a_b_c_d_", "a  \nb", "term\n: definition", "*[HTML]: x", "[^1]", "[TOC]", "{: onclick=alert(1)}", "{#id}",
        "&lt;script&gt;alert(1)&lt;/script&gt;", "&amp;lt;script&amp;gt;", "&", "&amp;", "&nbsp;", "&#0;", "&#x202e;x", "&bogus;", "&#99999999;",
    ),
    "data": (
        "</script>", "</SCRIPT >", "<!--<script>", "\\u003c/script\\u003e", "\\", '\\"', '"}', '"}]}', '","x":"', "'+alert(1)+'", "\\x3cscript\\x3e", "*/alert(1)/*", "//", "${alert(1)}", "`${alert(1)}`",
        "__proto__", "constructor", "toString", "hasOwnProperty", "null", "undefined", "NaN", "true", "]]>", "]]]]><![CDATA[>", "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>", "&y;", "%y;",
        "@context", "@id", '{"@type": "Person"}',
    ),
    "templates": (
        "{{ 7*7 }}", "{{ config }}", "{{ ''.__class__.__mro__ }}", "{% include '/etc/passwd' %}", "{% raw %}", "{% endraw %}", "{# x #}", "{{", "}}", "{%", "%}", "#}", "${7*7}", "<%= 7*7 %>", "#{7*7}", "{0}", "{}", "{x!r}", "{0.__class__}", "%s", "%(x)s", "%n%n%n", "|safe", "{attach}x", "{filename}../../etc/passwd", "{static}/x", "{{ t('x') }}",
    ),
    "tables": ("=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "=HYPERLINK(\"https://elsewhere.invalid\")", "\t=1+1", "a,b", 'a"b', "a;b", "a\tb", "'=1+1", "=IMPORTXML(\"https://elsewhere.invalid\",\"//a\")"),
    "characters": (
        "津" * 300, "A" * 300, "https://example.org/" + "a" * 250, "-" * 300, "_" * 200, "." * 300, "\U0001f600" * 100, "\U00020000\U0002a6d6𠮷野家", "e" + "\u0301" * 60, "Z̸̡̢̛̲͓͔̞͙͔̯͊̇a", "ﷺ" * 20, "🏳️‍🌈".replace("\u200d", ""), "ก็็็็็็็็็็", "ｊａｖａｓｃｒｉｐｔ：ａｌｅｒｔ（１）", "＜script＞alert(1)＜/script＞", "ʼ onmouseover=alert(1)", "ſcript", "İ", "ß", "ﬃ", "½", "０", "㍿", "مرحبا بالعالم", "שלום",
        "\u3000", "\u00a0x\u00a0", "a\u2009b", "𝕏" * 100, "天津" + "\ufe0f", "葛\U000e0100", "﷽", "𒐫" * 20, "\ue000", "\U000f0000",
    ),
}  # fmt: skip

# What no record may hold: it is refused where it stands, spelt out or by an escape.
UNSEEN: tuple[str, ...] = tuple(
    f"天{character}津"
    for character in (
        "\x00\x01\x07\x08\x0b\x0c\x1b\x1f\x7f\x80\x85\x9b\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029"
        "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206a\u2800\u3164\ufeff\uffa0\ufff9\uffff\U000e0001\U000e0041"
    )
)
SHOWN = tuple(dict.fromkeys(text for texts in PAYLOADS.values() for text in texts))
