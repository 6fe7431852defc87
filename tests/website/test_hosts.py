"""Servers that read our files answer as one description says, whichever server it is and wherever the site lies."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
import servers
from servers import Answer, ask, started
from website.hosts import BESIDE, HEADERS, IN_SITE, LASTING, Hosting, cloudfront_function, headers_file, redirects_file
from website.policy import NAME, policy_of

POLICY = policy_of(["'sha256-a'"], ["'sha256-s'"])
BASES = {"at the root": "https://trust.example/", "in a folder": "https://trust.example/trust/"}
Ask = Callable[..., Answer]


def hosting(base: str = BASES["at the root"]) -> Hosting:
    """Return a description of the small site."""
    policies = {"": POLICY, "page/": POLICY, "old-page/": POLICY, "404.html": POLICY}
    return Hosting(base, policies, {"old-page/": "page/#words", "older/page/": "about/facts/"}, ("lasting/",))


@pytest.fixture(scope="session", params=[(name, base) for name in ("caddy", "nginx") for base in BASES.values()])
def server(
    request: pytest.FixtureRequest,
    small: Callable[..., Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, str, Ask, Path]]:
    """A server that runs: its name, the path of the site on it, a way to ask it, and the folder that it serves."""
    name, base = request.param
    if not servers.server(name):
        pytest.skip(f"{name} is not on this machine: the tests that ask it were left out")
    site = small(site_url=base)
    (site / "lasting").mkdir(exist_ok=True)
    (site / "lasting" / "photo.0123.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    description = hosting(base)
    with started(name, description, site, tmp_path_factory.mktemp(name)) as port:
        yield name, description.prefix, lambda path, *args, **headers: ask(port, path, *args, **headers), site


def test_a_page_answers_at_its_folder_with_all_headers(server: tuple[str, str, Ask, Path]):
    """Type, encoding of letters, the page's own policy with who may frame it, and every header of the description."""
    _, prefix, get, site = server
    for path, file in ((prefix, "index.html"), (f"{prefix}page/", "page/index.html")):
        answer = get(path)
        assert (answer.status, answer.body) == (200, (site / file).read_bytes())
        assert answer.headers["content-type"].lower() == "text/html; charset=utf-8"
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers[NAME.lower()] == f"{POLICY};frame-ancestors 'none'"
        assert {name: answer.headers[name.lower()] for name in HEADERS} == HEADERS


def test_every_kind_of_file_says_what_it_is(server: tuple[str, str, Ask, Path]):
    """A browser guesses nothing, since nosniff forbids it to."""
    _, prefix, get, site = server
    kinds = {".html": "text/html", ".svg": "image/svg+xml", ".xml": "/xml", ".json": "application/json"}
    kinds |= {".js": "/javascript", ".css": "text/css", ".txt": "text/plain", ".jpg": "image/jpeg", ".png": "image/png"}
    for file in site.rglob("*"):
        if file.suffix in kinds and file.name not in {"index.html", "404.html"}:
            answer = get(prefix + file.relative_to(site).as_posix())
            assert answer.status == 200
            assert kinds[file.suffix] in answer.headers["content-type"], file
            assert answer.headers["x-content-type-options"] == "nosniff"


def test_text_comes_compressed_from_the_copies(server: tuple[str, str, Ask, Path]):
    """The very bytes that the build made: Brotli where the server has it, else gzip; and Vary says so."""
    name, prefix, get, site = server
    page = (site / "page" / "index.html").read_bytes()
    zipped = get(f"{prefix}page/", Accept_Encoding="gzip")
    assert zipped.headers["content-encoding"] == "gzip"
    assert zipped.body == (site / "page" / "index.html.gz").read_bytes()
    assert gzip.decompress(zipped.body) == page
    assert "accept-encoding" in zipped.headers["vary"].lower()
    assert zipped.headers["content-type"].lower() == "text/html; charset=utf-8"
    both = get(f"{prefix}page/", Accept_Encoding="gzip, deflate, br, zstd")
    assert both.headers["content-encoding"] == ("br" if name == "caddy" else "gzip")  # nginx-light has no Brotli
    assert (brotli if name == "caddy" else gzip).decompress(both.body) == page
    assert "content-encoding" not in get(f"{prefix}page/", Accept_Encoding="identity").headers


def test_a_copy_is_no_page_of_its_own(server: tuple[str, str, Ask, Path]):
    """Nor is what only hosts read."""
    _, prefix, get, _ = server
    for name in ("index.html.gz", "page/index.html.br", "_headers", "_redirects", ".htaccess"):
        assert get(prefix + name).status == 404, name


def test_a_page_that_has_not_changed_is_not_sent_again(server: tuple[str, str, Ask, Path]):
    """304 for the sign that came with it, with and without compression; the headers come again."""
    _, prefix, get, _ = server
    for encoding in ("identity", "gzip"):
        first = get(f"{prefix}page/", Accept_Encoding=encoding)
        again = get(f"{prefix}page/", Accept_Encoding=encoding, If_None_Match=first.headers["etag"])
        assert (again.status, again.body) == (304, b"")
        since = get(f"{prefix}page/", Accept_Encoding=encoding, If_Modified_Since=first.headers["last-modified"])
        assert since.status == 304
        assert get(f"{prefix}page/", Accept_Encoding=encoding, If_None_Match='"other"').status == 200


def test_an_old_address_leads_on_for_good(server: tuple[str, str, Ask, Path]):
    """301 with the part of the page that took over, with and without the slash at its end."""
    _, prefix, get, _ = server
    for path, target in (("old-page", "page/#words"), ("older/page", "about/facts/")):
        for end in ("", "/"):
            answer = get(f"{prefix}{path}{end}")
            assert answer.status == 301
            assert answer.headers["location"] == prefix + target


def test_a_folder_without_its_slash_leads_to_the_folder(server: tuple[str, str, Ask, Path]):
    """The site's own folder too."""
    _, prefix, get, _ = server
    for path in {f"{prefix}page", f"{prefix}about/facts", prefix.rstrip("/") or f"{prefix}page"}:
        answer = get(path)
        assert answer.status in {301, 308}
        assert re.sub(r"^\w+://[^/]+", "", answer.headers["location"]) == f"{path}/"


def test_nothing_at_an_address_is_our_page_that_says_so(server: tuple[str, str, Ask, Path]):
    """404 at any depth, with its policy and no chance to be kept."""
    _, prefix, get, site = server
    for path in ("nothing", "nothing/", "page/nothing/deep/er.html", "about/", "assets/"):
        answer = get(prefix + path)
        assert (answer.status, answer.body) == (404, (site / "404.html").read_bytes()), path
        assert "frame-ancestors 'none'" in answer.headers[NAME.lower()]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "Index of" not in answer.body.decode()
    if prefix != "/":
        assert get("/page/").status == 404


def test_no_way_leads_out_of_the_folder(server: tuple[str, str, Ask, Path]):
    """Dots, plain and written as codes, slashes the wrong way and a zero byte."""
    _, prefix, get, site = server
    (site.parent / "secret.txt").write_text("secret", "utf-8")
    dots = ("..", "%2e%2e", ".%2e", "..%2f", "%2e%2e%2f", "..%5c", "..\\", "%252e%252e")
    ways = [f"{prefix}{there}/secret.txt" for there in dots] + [f"{prefix}page/{d}/{d}/{d}/secret.txt" for d in dots]
    ways += [f"{prefix}page/{there}/" * 1 + "secret.txt%00.html" for there in dots] + [f"{prefix}//../secret.txt"]
    for way in ways:
        answer = get(way)
        assert answer.body != b"secret", way
        assert answer.status in {301, 308, 400, 403, 404}, way


def test_a_part_of_a_file_can_be_asked_for(server: tuple[str, str, Ask, Path]):
    """206 with just those bytes, and 416 for bytes that are not there."""
    _, prefix, get, site = server
    whole = (site / "assets" / "favicon.svg").read_bytes()
    part = get(f"{prefix}assets/favicon.svg", Range="bytes=2-9", Accept_Encoding="identity")
    assert (part.status, part.body) == (206, whole[2:10])
    assert part.headers["content-range"] == f"bytes 2-9/{len(whole)}"
    assert get(f"{prefix}assets/favicon.svg", Range="bytes=999999-", Accept_Encoding="identity").status == 416


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_nobody_can_do_more_than_read(server: tuple[str, str, Ask, Path], method: str):
    """Any other method is refused, and changes nothing."""
    _, prefix, get, site = server
    before = (site / "page" / "index.html").read_bytes()
    assert get(f"{prefix}page/", method, Content_Length="0").status in {400, 405, 501}
    assert (site / "page" / "index.html").read_bytes() == before


def test_a_question_for_the_head_alone_gets_no_body(server: tuple[str, str, Ask, Path]):
    """The same headers as with the page."""
    _, prefix, get, _ = server
    head, page = get(f"{prefix}page/", "HEAD"), get(f"{prefix}page/")
    assert (head.status, head.body) == (200, b"")
    assert {n: v for n, v in head.headers.items() if n != "date"} == {
        n: v for n, v in page.headers.items() if n != "date"
    }


def test_a_file_whose_name_changes_with_it_may_be_kept(server: tuple[str, str, Ask, Path]):
    """For a year, without asking again; and nothing else may."""
    _, prefix, get, _ = server
    assert get(f"{prefix}lasting/photo.0123.svg").headers["cache-control"] == LASTING
    assert get(f"{prefix}assets/favicon.svg").headers["cache-control"] == "no-cache"


def test_the_files_of_netlify_and_cloudflare_say_the_same():
    """Rules of paths with headers below them, and redirects that hold where a page stands too."""
    headers = headers_file(hosting(BASES["in a folder"]))
    rules = dict(re.findall(r"^(/\S*)\n((?:  .+\n)+)", headers, re.MULTILINE))
    assert "".join(path + "\n" + said for path, said in rules.items()) == headers
    assert all(f"  {name}: {value}\n" in rules["/trust/*"] for name, value in HEADERS.items())
    assert f"  {NAME}: {POLICY};frame-ancestors 'none'\n" == rules["/trust/page/"]
    assert all(len(line) < 2000 for line in headers.splitlines())  # Cloudflare's limit
    assert redirects_file(hosting()).splitlines()[:2] == ["/old-page/ /page/#words 301!", "/old-page/ /page/#words 301"]


def test_the_files_are_made_by_every_build(small: Callable[..., Path]):
    """In the site what hosts read there, and beside it what a server of one's own reads."""
    site = small()
    assert all((site / name).read_text("utf-8") for name in IN_SITE)
    assert all((site.parent / ".build" / "hosts" / name).read_text("utf-8") for name in BESIDE)
    assert "/page/\n  Content-Security-Policy: default-src 'none';" in (site / "_headers").read_text("utf-8")
    assert "/old-page/ /page/ 301!" in (site / "_redirects").read_text("utf-8")


def test_a_name_can_say_nothing_to_a_host():
    """An old address that brings spaces, line ends, quotes or variables is written in codes."""
    odd = Hosting("https://trust.example/", {'a b"/': POLICY}, {'x\n/* y;"$uri{}/': "page/#a b\n"})
    for made in (*IN_SITE.values(), *BESIDE.values()):
        text = made(odd)
        assert "$uri{}" not in text
        assert "x\n" not in text
        assert 'a b"' not in text


def test_the_function_of_cloudfront_stays_small():
    """It may have 10 KB: addresses that find no room in it are led on by their pages."""
    many = Hosting("https://trust.example/", {}, {f"old/{n}/": f"new/{n}/#part" for n in range(1000)})
    made = cloudfront_function(many)
    assert len(made.encode()) <= 10_240
    assert len(json.loads(re.search(r"var moved = (\{.*?\});", made, re.DOTALL)[1])) > 100
