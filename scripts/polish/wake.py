"""Wake: the theme's scripts and whole style sheets wait for the reader's first act, and then do what it meant.

Reading needs none of them. The first key, click, touch or focus fetches them; a key that opens search has opened it
by then. Listeners are passive, so that a touch scrolls at once.
"""

import hashlib
import json
import re
from dataclasses import dataclass, field

from check.page import is_outside, resolve
from selectolax.lexbor import LexborHTMLParser

from polish.assets import Names

# The theme's address of the site's root, as it stands in an inline script of each page: read off the page instead,
# so that all pages share one file.
_BASE = re.compile(r'new URL\("[./]*",location\)')
_SHARED_BASE = 'new URL(JSON.parse(document.getElementById("__config").textContent).base,location)'

# s: style sheets, c: scripts (both in their order). The sheets take effect together, so that no state in between is seen.
_WAKE = """
(function(d,s,c){
var n="pointerdown pointermove keydown touchstart focusin wheel".split(" ");
function add(t,p){return d.head.appendChild(Object.assign(d.createElement(t),p))}
function go(e){
n.forEach(function(t){removeEventListener(t,go,true)});
var f=d.forms.search,q=f&&f.query,o=d.getElementById("__search"),w=s.length,l;
if(q&&/^[fs/]$/.test(e.key)&&!(e.ctrlKey||e.metaKey||e.altKey||/^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)))e.preventDefault(),q.focus();
function on(){if(!--w){l.forEach(function(x){x.media="all"});c.forEach(function(u){add("script",{src:u,async:false,onload:function(){q&&o.checked&&q.focus()}})})}}
l=s.map(function(u){return add("link",{rel:"stylesheet",media:"not all",href:u,onload:on,onerror:on})})
}
n.forEach(function(t){addEventListener(t,go,{capture:true,passive:t!="keydown"})})
})(document,SHEETS,SCRIPTS)
"""

# Pages that the pointer rests on are fetched ahead, from this host only.
# https://developer.mozilla.org/en-US/docs/Web/API/Speculation_Rules_API
_NEXT_PAGE = {"prefetch": [{"where": {"href_matches": "/*"}, "eagerness": "moderate"}]}


@dataclass
class Held:
    """The scripts of a page that wait: their paths from the site's root in order, and those that stood in the page."""

    paths: list[str] = field(default_factory=list)
    inline: dict[str, str] = field(default_factory=dict)


def hold_back(page: LexborHTMLParser, url: str) -> Held:
    """Take the scripts out of `page` that can wait; those marked data-now, and data, stay."""
    held = Held()
    for script in page.css("script"):
        if script.attributes.get("type") or script.attributes.get("id"):
            continue
        src = script.attributes.get("src")
        if "data-now" in script.attributes:
            del script.attrs["data-now"]
            continue
        if src and not is_outside(src):
            held.paths.append(resolve(url, src).lstrip("/"))
        elif not src:
            code = _BASE.sub(_SHARED_BASE, script.text().strip()) + "\n"
            name = f"assets/held.{hashlib.sha256(code.encode()).hexdigest()[:8]}.js"
            held.paths.append(name)
            held.inline[name] = code
        script.decompose()
    return held


def put_in(html: str, style: str, held: Held, sheets: list[str], names: Names, url: str) -> str:
    """Return the page with its style, the waking script and the rules for the next page in its head."""
    up = "/" if url == "404.html" else "../" * url.count("/")
    wake = _WAKE.replace("\n", "")
    wake = wake.replace("SHEETS", _list(up + path for path in sheets))
    wake = wake.replace("SCRIPTS", _list(up + names(path) for path in held.paths))
    ahead = json.dumps(_NEXT_PAGE, separators=(",", ":"))
    head = f'<style>{style}</style><script>{wake}</script><script type="speculationrules">{ahead}</script></head>'
    return html.replace("</head>", head, 1)


def _list(paths: object) -> str:
    return json.dumps(list(paths), separators=(",", ":"))
