"""Wake: the theme's scripts and whole style sheets wait for the reader's first act, and then do what it meant.

Reading needs none of them. The first key, click, touch or focus fetches them; a key that opens search has opened it
by then. Listeners are passive, so that a touch scrolls at once.
"""

import hashlib
import json
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode
from urls import is_outside, resolve

from polish import markup

# Parts of a page that only the theme's script uses, and that nobody sees before it runs: its settings, the list of
# what search found, and the box for short notices. They are kept in one file that all pages share.
_PARTS = ("#__config", "#__drawer", ".md-overlay", ".find__found", "[data-md-component=dialog]")

# The settings and the scripts that stand in a page name the site's root as seen from there; in the shared file they
# take it from the file's own address.
_BASE = re.compile(r'new URL\("[./]*",location\)')
_LATER = """(function(d,root,sheets,scripts){
function put(parent,html){d.querySelector(parent).insertAdjacentHTML("beforeend",html)}
function add(tag,what){return d.head.appendChild(Object.assign(d.createElement(tag),what))}
var search=d.getElementById("__search"),wait=sheets.length;
function ready(){
if(--wait)return;
links.forEach(function(link){link.media="all"});
%s
scripts.forEach(function(src){add("script",{src:root+src,async:false,onload:function(){
awake=true;
if(search&&search.checked)d.forms.search.query.focus()
}})})
}
// The sheets take effect together, and before the scripts run: no state in between is seen.
var links=sheets.map(function(href){
return add("link",{rel:"stylesheet",media:"not all",href:root+href,onload:ready,onerror:ready})
});
})(document,new URL("..",document.currentScript.src).href,%s,%s);
"""

# The first act of the reader fetches all the rest. Until it is there, a key that opens search gives its field the
# focus, and what is typed stands in it when the theme's script comes.
_WAKE = """
((d,l)=>["pointerdown","pointermove","keydown","focusin"].map(t=>addEventListener(t,e=>{
if(self.awake)return;let q=d.forms.search;
if(q&&/^[fs/]$/.test(e.key)&&!(e.ctrlKey||e.metaKey||e.altKey||e.target.form))e.preventDefault(),q.query.focus();
l||=d.head.appendChild(Object.assign(d.createElement("script"),{src:%s}))},!0)))(document)
"""

# Pages that the pointer rests on are fetched ahead, from this host only.
# https://developer.mozilla.org/en-US/docs/Web/API/Speculation_Rules_API
_NEXT_PAGE = {"prefetch": [{"where": {"href_matches": "/*"}, "eagerness": "moderate"}]}


# The later scripts as they are called while their own content, the names of other files, is not known yet.
NAMES = "assets/later.*.js"


def name(later: str) -> str:
    """Return the name of the script `later` from the site's root, until all names are known."""
    return NAMES.replace("*", hashlib.sha256(later.encode()).hexdigest()[:8])


def hold_back(page: LexborHTMLParser, url: str, sheets: list[str]) -> tuple[str, str]:
    """Take out of `page` the scripts, and the parts for scripts alone, that can wait; scripts marked data-now stay.

    Returns the code of the one script that fetches `sheets` and them, in their order, and puts the parts back; and
    the parts as they were.
    """
    scripts, codes, parts = [], [], []
    for selector in _PARTS:
        for part in page.css(selector):
            codes.append(_put_back(part, url))
            parts.append(part.html or "")
            part.decompose()
    for script in page.css("script"):
        src = script.attributes.get("src")
        if "data-now" in script.attributes:
            script.replace_with(_inline(script.text()))
        elif script.attributes.get("type") or (src and is_outside(src)):
            continue
        elif src:
            scripts.append(resolve(url, src).lstrip("/"))
            script.decompose()
        else:
            codes.append(_BASE.sub("new URL(root)", script.text().strip()) + ";")
            script.decompose()
    return _LATER % ("\n".join(codes), json.dumps(sheets), json.dumps(scripts)), "".join(parts)


def _inline(code: str) -> LexborNode:
    """Return a script element with `code` in it, made small."""
    return LexborHTMLParser(f"<script>{markup.minify_script(code)}</script>").css_first("script")


def _put_back(part: LexborNode, url: str) -> str:
    """Return the script that puts `part` back at the end of the element it stood in."""
    classes = (part.parent.attributes.get("class") or "").split()
    parent = f".{classes[0]}" if classes else part.parent.tag
    html = json.dumps(part.html)
    if part.id == "__config":
        settings = json.loads(part.text())
        search = resolve(url, settings.pop("search")).lstrip("/")
        settings.pop("base")
        text = f"JSON.stringify(Object.assign({json.dumps(settings)},{{base:root,search:root+{json.dumps(search)}}}))"
        html = f"""'<script id="__config" type="application/json">'+{text}+"<\\/script>\""""
    return f"put({json.dumps(parent)},{html});"


def put_in(html: str, style: str, later: str, url: str) -> str:
    """Return the page with its style, the waking script and the rules for the next page in its head."""
    up = "/" if url == "404.html" else "../" * url.count("/")
    wake = markup.minify_script(_WAKE.strip() % json.dumps(up + later))
    ahead = json.dumps(_NEXT_PAGE, separators=(",", ":"))
    head = f'<style>{style}</style><script>{wake}</script><script type="speculationrules">{ahead}</script></head>'
    return html.replace("</head>", head, 1)
