"""Hosts: one description of how the site is served, and the files that tell it to each kind of host.

`_headers` and `_redirects` (Netlify, Cloudflare Pages) and `.htaccess` (Apache) stand in the site itself; what a server
of one's own reads stands beside it. GitHub Pages reads none of them: there the pages themselves carry their policy, and
an old address answers with a page that leads on.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from website.policy import NAME as POLICY
from website.policy import common_header, header_of
from website.urls import file_of

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    # One year, for this host name alone: what else the trust has under its domain is not ours to promise for.
    "Strict-Transport-Security": "max-age=31536000",
}
REVALIDATED = "no-cache"  # kept by browsers, and asked for again each time: most answers are "304 Not Modified"
LASTING = "public, max-age=31536000, immutable"  # for names that change with what is in the file
# What a host reads and no reader asks for, and the compressed copies, which are answers to the names without ending.
NOT_SERVED = ("_headers", "_redirects", ".htaccess", "*.gz", "*.br")
_INDEX = file_of("")  # what a folder answers with
_CLOUDFRONT_BYTES = 10_240  # the most that a function may have there
FOLDER = "/srv/www/site"  # where the files say that the site lies on a server; change it to where you put it


@dataclass(frozen=True)
class Hosting:
    """How the site is served, whoever serves it."""

    base: str  # the address of the site: https://example.org/ or https://example.org/trust/
    policies: Mapping[str, str] = field(default_factory=dict)  # of each page, by its address from the site's root
    redirects: Mapping[str, str] = field(default_factory=dict)  # old address to new one, from the site's root
    lasting: tuple[str, ...] = ()  # folders of files whose names change with what is in them: "photos/"

    @property
    def prefix(self) -> str:
        """The path of the site on its host: "/", or "/trust/" in a folder."""
        return f"/{urlsplit(self.base).path.strip('/')}/".replace("//", "/")

    @property
    def name(self) -> str:
        """The host's name."""
        return urlsplit(self.base).hostname or "localhost"

    @property
    def headers(self) -> dict[str, str]:
        """What every answer says, of whatever address."""
        return {**HEADERS, POLICY: common_header(self.policies.values())}

    @property
    def paths(self) -> dict[str, str]:
        """The policy of each page, as a header, by its path on the host."""
        return {
            _path(self.prefix + address): header_of(said) for address, said in sorted(self.policies.items()) if said
        }

    @property
    def moved(self) -> list[tuple[str, str]]:
        """Each old path on the host, with a slash at its end, and the path that took over, with its fragment."""
        moved = sorted(self.redirects.items())
        return [(_path(self.prefix + old), _path(self.prefix + new)) for old, new in moved]


def _path(path: str) -> str:
    """Return a path with every sign written as a code that could mean something to a host."""
    return quote(path, safe="/#%~")


def headers_file(hosting: Hosting) -> str:
    """Return `_headers`. Both hosts have browsers ask again each time by themselves; Cloudflare reads 100 rules."""
    rules = [(f"{hosting.prefix}*", hosting.headers)]
    rules += [(f"{hosting.prefix}{folder}*", {"Cache-Control": LASTING}) for folder in hosting.lasting]
    rules += [(path, {POLICY: policy}) for path, policy in hosting.paths.items()]
    return "".join(f"{path}\n" + "".join(f"  {n}: {v}\n" for n, v in said.items()) for path, said in rules)


def redirects_file(hosting: Hosting) -> str:
    """Return `_redirects`: for Netlify with the sign that a page may stand there already, for Cloudflare without it."""
    return "".join(f"{old} {new} 301!\n{old} {new} 301\n" for old, new in hosting.moved)


def htaccess(hosting: Hosting) -> str:
    """Return `.htaccess` for Apache 2.4, for the folder of the site."""
    hidden = "|".join(re.escape(name) for name in NOT_SERVED if "*" not in name)
    lines = [
        "Options -Indexes -MultiViews",
        f"DirectoryIndex {_INDEX}",
        f"ErrorDocument 404 {hosting.prefix}404.html",
        "AddDefaultCharset utf-8",
        "FileETag MTime Size",
        "<IfModule mod_mime.c>",
        "AddEncoding br .br",
        "AddEncoding gzip .gz",
        "RemoveType .gz .br",
        "AddType text/javascript .js",
        "</IfModule>",
        f'<FilesMatch "^({hidden})$">',
        "Require all denied",
        "</FilesMatch>",
        "<IfModule mod_alias.c>",
        *(f'RedirectMatch 301 "^{re.escape(old.rstrip("/"))}/?$" "{new}"' for old, new in hosting.moved),
        "</IfModule>",
        "<IfModule mod_rewrite.c>",
        "RewriteEngine On",
        "RewriteCond %{ENV:REDIRECT_STATUS} ^$",
        r"RewriteRule \.(gz|br)$ - [R=404,L]",
    ]
    for encoding, ending in (("br", "br"), ("gzip", "gz")):
        lines += [
            rf"RewriteCond %{{HTTP:Accept-Encoding}} \b{encoding}\b",
            rf"RewriteCond %{{REQUEST_FILENAME}}.{ending} -s",
            rf"RewriteRule ^(.+\.(?:html|css|js|json|svg|xml|txt))$ $1.{ending} [E=no-gzip:1,L]",
        ]
    lines += ["</IfModule>", "<IfModule mod_headers.c>", "Header merge Vary Accept-Encoding"]
    lines += [f'Header always set {name} "{value}"' for name, value in hosting.headers.items()]
    lines += [f'Header set Cache-Control "{REVALIDATED}"']
    for path, policy in hosting.paths.items():
        lines.append(
            f'SetEnvIf Request_URI "^{re.escape(path)}({re.escape(_INDEX)}(\\.br|\\.gz)?)?$" "policy={policy}"'
        )
    lines.append(f'Header always set {POLICY} "expr=%{{env:policy}}" env=policy')
    for folder in hosting.lasting:
        lines += [f'<If "%{{REQUEST_URI}} =~ m#^{re.escape(hosting.prefix + folder)}#">']
        lines += [f'Header set Cache-Control "{LASTING}"', "</If>"]
    return "\n".join([*lines, "</IfModule>", ""])


def caddyfile(hosting: Hosting, folder: str = FOLDER, listen: str = "") -> str:
    """Return a Caddyfile that serves `folder`; without `listen`, at the name of the host, with a certificate."""
    prefix = hosting.prefix
    lasting = " ".join(f"{prefix}{name}*" for name in hosting.lasting)
    # In a route directives hold in the order in which they stand.
    lines = [
        f"{listen or hosting.name} {{",
        f"\troot * {folder}",
        "\tmap {path} {policy} {",
        *(f'\t\t{path} "{policy}"' for path, policy in hosting.paths.items()),
        f'\t\tdefault "{hosting.headers[POLICY]}"',
        "\t}",
        "\troute {",
        "\t\theader {",
        f"\t\t\t{POLICY} {{policy}}",
        *(f'\t\t\t{name} "{value}"' for name, value in hosting.headers.items() if name != POLICY),
        f'\t\t\tCache-Control "{REVALIDATED}"',
        "\t\t\tVary Accept-Encoding",
        "\t\t}",
        "\t\t@method not method GET HEAD",
        "\t\terror @method 405",
        "\t\t@zero vars_regexp {http.request.orig_uri} %00",
        "\t\terror @zero 400",
        *(f"\t\tredir {path} {new} 301" for old, new in hosting.moved for path in (old, old.rstrip("/"))),
    ]
    if lasting:
        lines += [f"\t\t@lasting path {lasting}", f'\t\theader @lasting Cache-Control "{LASTING}"']
    if prefix != "/":
        lines += [
            f"\t\tredir {prefix.rstrip('/')} {prefix} 301",
            f"\t\t@outside not path {prefix}*",
            "\t\terror @outside 404",
            f"\t\turi strip_prefix {prefix.rstrip('/')}",
        ]
    lines += [
        "\t\tfile_server {",
        f"\t\t\thide {' '.join(NOT_SERVED)}",
        "\t\t\tprecompressed br gzip",
        "\t\t}",
        "\t}",
        "\thandle_errors {",
        "\t\t@missing expression {http.error.status_code} == 404",
        "\t\thandle @missing {",
        "\t\t\trewrite * /404.html",
        "\t\t\tfile_server {",
        "\t\t\t\tprecompressed br gzip",
        "\t\t\t}",
        "\t\t}",
        "\t\thandle {",
        '\t\t\trespond "{http.error.status_text}"',
        "\t\t}",
        "\t}",
        "}",
    ]
    return "\n".join([*lines, ""])


def nginx_conf(hosting: Hosting, folder: str = FOLDER, listen: str = "80") -> str:
    """Return a server for nginx, for its http block (Debian: /etc/nginx/conf.d/site.conf).

    Debian's nginx-light has no module for Brotli: gzip copies alone are sent there. The package
    libnginx-mod-http-brotli-static adds it; then take the sign off the line that says so. nginx puts no certificate in
    place by itself: certbot does.
    """
    prefix = hosting.prefix
    files = {file_of(path): policy for path, policy in hosting.paths.items()}
    hidden = "|".join(re.escape(name) for name in NOT_SERVED if "*" not in name)
    lines = [
        "map_hash_bucket_size 1024;",
        "map $uri $site_policy {",
        f'    default "{hosting.headers[POLICY]}";',
        *(f'    {path} "{policy}";' for path, policy in {**hosting.paths, **files}.items()),
        "}",
        "map $uri $site_cache {",
        f'    default "{REVALIDATED}";',
        *(f'    ~^{re.escape(prefix + name)} "{LASTING}";' for name in hosting.lasting),
        "}",
        "server {",
        f"    listen {listen};",
        f"    server_name {hosting.name};",
        "    server_tokens off;",
        "    absolute_redirect off;",
        "    charset utf-8;",
        "    charset_types text/html text/css text/plain text/xml text/javascript application/javascript"
        " application/json application/xml image/svg+xml;",
        "    gzip_static on;",
        "    gzip_vary on;",
        "    # brotli_static on;",
        f"    error_page 404 {prefix}404.html;",
        f"    error_page 403 =404 {prefix}404.html;",  # a folder without a page
        *(f'    add_header {n} "{v}" always;' for n, v in hosting.headers.items() if n != POLICY),
        f"    add_header {POLICY} $site_policy always;",
        "    add_header Cache-Control $site_cache always;",
        rf"    location ~ (?:/(?:{hidden})|\.gz|\.br)$ {{ return 404; }}",
    ]
    for old, new in hosting.moved:
        lines += [f'    location = {path} {{ return 301 "{new}"; }}' for path in (old, old.rstrip("/"))]
    if prefix == "/":
        lines += [f"    root {folder};", "    location / { }"]
    else:
        lines += [f"    location {prefix} {{ alias {folder.rstrip('/')}/; }}"]
        lines += [f"    location = {prefix.rstrip('/')} {{ return 301 {prefix}; }}", "    location / { return 404; }"]
    return "\n".join([*lines, "}", ""])


_FUNCTION = """// For CloudFront, on viewer requests: old addresses lead on, and a folder answers with its page.
var moved = %s;
function handler(event) {
  var request = event.request, path = request.uri;
  var target = moved[path] || moved[path + "/"];
  if (!target && !path.endsWith("/") && !path.split("/").pop().includes(".")) target = path + "/";
  if (target) return { statusCode: 301, headers: { location: { value: target } } };
  if (path.endsWith("/")) request.uri = path + "INDEX";
  return request;
}
""".replace("INDEX", _INDEX)


def cloudfront_function(hosting: Hosting) -> str:
    """Return a function for CloudFront, with as many old addresses as it has room for; pages lead on from the rest."""
    moved: dict[str, str] = {}
    for old, new in hosting.moved:
        more = {**moved, old: new}
        if len((_FUNCTION % json.dumps(more)).encode()) > _CLOUDFRONT_BYTES:
            break
        moved = more
    return _FUNCTION % json.dumps(moved, indent=0, sort_keys=True)


def cloudfront_headers(hosting: Hosting) -> str:
    """Return the headers as CloudFront's command `create-response-headers-policy` reads them."""
    own = {"Permissions-Policy", "Cache-Control"}
    headers = {**hosting.headers, "Cache-Control": REVALIDATED}
    age = int(re.sub(r"\D", "", headers["Strict-Transport-Security"]))
    items = [{"Header": name, "Value": headers[name], "Override": False} for name in sorted(own)]
    security = {
        "ContentSecurityPolicy": {"ContentSecurityPolicy": headers[POLICY], "Override": True},
        "ContentTypeOptions": {"Override": True},
        "ReferrerPolicy": {"ReferrerPolicy": headers["Referrer-Policy"], "Override": True},
        "StrictTransportSecurity": {"AccessControlMaxAgeSec": age, "Override": True},
    }
    named = {
        "Name": "site",
        "SecurityHeadersConfig": security,
        "CustomHeadersConfig": {"Quantity": len(items), "Items": items},
    }
    return json.dumps(named, indent=2, sort_keys=True) + "\n"


def cloudfront_steps(hosting: Hosting) -> str:
    """Return in words how a bucket and CloudFront serve the site, with nothing to run beside the function."""
    without = " ".join(f'--exclude "{name}"' for name in NOT_SERVED)
    lasting = "".join(f"\n   Files in {name} get: {LASTING}" for name in hosting.lasting)
    return f"""S3 and CloudFront, for {hosting.base}

1. A private bucket with the files of site/, but those that only other hosts read:
   aws s3 sync site/ s3://BUCKET{hosting.prefix} --delete {without} --cache-control "{REVALIDATED}"{lasting}
2. A distribution with the bucket as its origin (origin access control), HTTPS only, GET and HEAD, "compress objects"
   on: CloudFront makes the gzip and Brotli copies itself.
3. cloudfront-function.js as a function on viewer requests.
4. cloudfront-headers.json as the response headers policy:
   aws cloudfront create-response-headers-policy --response-headers-policy-config file://cloudfront-headers.json
5. Error pages: 403 and 404 of the origin answer with {hosting.prefix}404.html and the code 404.
"""


IN_SITE: Mapping[str, Callable[[Hosting], str]] = {
    "_headers": headers_file,
    "_redirects": redirects_file,
    ".htaccess": htaccess,
}
BESIDE: Mapping[str, Callable[[Hosting], str]] = {
    "Caddyfile": caddyfile,
    "nginx.conf": nginx_conf,
    "cloudfront-function.js": cloudfront_function,
    "cloudfront-headers.json": cloudfront_headers,
    "cloudfront.txt": cloudfront_steps,
}


def write_files(hosting: Hosting, tree: Path, beside: Path) -> None:
    """Write what hosts read into the site `tree`, and what servers of one's own read into the folder `beside`."""
    for folder, files in ((tree, IN_SITE), (beside, BESIDE)):
        folder.mkdir(parents=True, exist_ok=True)
        for name, made in files.items():
            (folder / name).write_text(made(hosting), encoding="utf-8", newline="\n")
