"""Editor: /edit/, a page that opens Sveltia CMS over docs/, if `extra.editor` in mkdocs.yml names the repository.

Nothing else of the site knows of it. It has a policy of its own, and asks others for nothing before it is told to.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import jinja2

from website.addresses.policy import NAME, hash_of
from website.checks.front_matter import read_fields
from website.checks.site import Site
from website.diagnostics import Diagnostic, tell
from website.pages import menu
from website.pages.yaml_lines import Entry

FILE = "edit/index.html"
VERSION = "0.221.1"
PROGRAM = f"https://cdn.jsdelivr.net/npm/@sveltia/cms@{VERSION}/dist/sveltia-cms.js"
# Of the file in the package of npm: openssl dgst -sha384 -binary dist/sveltia-cms.js | base64
INTEGRITY = "sha384-JQ+XsKx/UzwdTiNnFStza3XtqqQoVtyNPApkfvwlzZDfhe7giE9CnfQrpHqgv3k6"
FONTS = "https://cdn.jsdelivr.net/fontsource/"  # its icons are letters of a font
_POLICY = (
    "default-src 'none';script-src {script} " + PROGRAM + ";style-src 'unsafe-inline';"  # it makes its own styles
    f"font-src {FONTS};img-src 'self' blob: data: https://avatars.githubusercontent.com;media-src blob:;"
    "connect-src blob: data: https://api.github.com;manifest-src blob:;form-action 'none';base-uri 'none'"
)
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_DAY = {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
# How a field of the front matter is filled in, where it is no line of text; those with a few values are chosen.
_FORMS: dict[str, dict[str, Any]] = {
    "title": {"hint": "With the name of the site at most {title.most_characters} characters."},
    "description": {"widget": "text", "hint": "A full sentence of at most {description.most_characters} characters."},
    "reviewed": {**_DAY, "hint": "The day on which somebody last read the whole page."},
    "review_in": {"default": "12 months", "pattern": [r"^\d+ months?$", "Write it as in 12 months."]},
    "search": {"hint": "Words by which readers look for this page, with commas between them."},
    "place": {"widget": "number"},
    "hide": {"widget": "select", "multiple": True, "options": ["navigation"]},
    "from": {**_DAY, "hint": "The first day of the page."},
    "until": {**_DAY, "hint": "The last day of the page."},
    "gone": {"hint": "What its address says after that day; without a day, at once."},
    "lang": {"hint": "For a page that is not in English: a code, as in pl."},
}
WITHOUT_FORM = {"changes", "moved_anchors"}  # what they name is no field: they stay as they are


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what stands in the way of the editor, if it is switched on."""
    repository, place = site.extra.get("editor"), ("mkdocs.yml", site.line_of("  editor:"))
    if repository and not _REPOSITORY.fullmatch(str(repository)):
        yield tell("config-value.editor", place, repository=repository)
    elif repository and FILE in site.files:
        yield tell("config-value.edit", place)


def page(env: jinja2.Environment, site: Site) -> str:
    """Return the finished page of the editor."""
    values = {"program": PROGRAM, "integrity": INTEGRITY, "host": urlsplit(PROGRAM).hostname}
    html = env.get_template("edit.html").render(values, site=site, settings=settings(site))
    policy = _POLICY.format(script=" ".join(map(hash_of, _SCRIPT.findall(html))))
    return html.replace("<head>", f'<head><meta http-equiv="{NAME}" content="{policy}">', 1)


def settings(site: Site) -> dict[str, Any]:
    """Return the settings of Sveltia CMS: the pages by their folders, with the fields that the checks know."""
    folders = sorted({PurePosixPath(source.path).parent for source in (*site.sources, *site.hidden)})
    return {
        "load_config_file": False,
        "backend": {"name": "github", "repo": site.extra["editor"], "auth_methods": ["token"]},
        "publish_mode": "editorial_workflow",
        "app_title": f"Edit {site.name}",
        "site_url": site.base,
        "media_folder": "docs/photos",
        "media_libraries": {"default": {"config": {"slugify_filename": True}}},
        "slug": {"encoding": "ascii", "clean_accents": True},
        "output": {"omit_empty_optional_fields": True},
        "editor": {"preview": False},
        "collections": [_collection(folder, site) for folder in folders],
        "asset_collections": [{"name": "documents", "label": "Documents", "media_folder": "/docs/documents"}],
    }


def _collection(folder: PurePosixPath, site: Site) -> dict[str, Any]:
    """Return the settings for the pages of a folder."""
    parts = ["image", "box", "block", "document", "typed"]
    body = {"name": "body", "label": "Text", "widget": "richtext", "linked_images": False, "editor_components": parts}
    fields = read_fields(site)
    fields["values"]["menu"] = list(menu.sections(site.nav, {one.name: one.value("title") for one in site.sources}))
    forms = [_field(name, site, fields) for name in fields.required + fields.allowed if name not in WITHOUT_FORM]
    sources = [one for one in (*site.sources, *site.hidden) if PurePosixPath(one.path).parent == folder]
    forms = [form for form in forms if all(_fits(form, one.front) for one in sources)]
    at = len(fields.required)
    return {
        "name": "_".join(folder.parts),  # no address has this sign
        "label": folder.name.replace("-", " ").capitalize(),
        "label_singular": "page",
        "folder": folder.as_posix(),
        "create": True,
        "publish": False,  # whoever merges the proposal has seen its pictures
        "slug": "{{title}}",
        "media_folder": "/docs/photos",
        "public_folder": "./photos",  # found from any folder, as documents are
        "fields": [*forms[:at], body, *forms[at:]],
    }


def _fits(form: dict[str, Any], front: Mapping[str, Entry]) -> bool:
    """Whether the program keeps what a page has in a field: it drops a list or names with values where text belongs."""
    kind = list if form.get("multiple") else str
    return form["name"] not in front or isinstance(front[form["name"]].inner, kind)


def _field(name: str, site: Site, fields: Any) -> dict[str, Any]:
    """Return how a field of the front matter is filled in."""
    form = {"widget": "string", **_FORMS.get(name, {})}
    if fields["values"].get(name) and name != "place":
        form |= {"widget": "select", "options": fields["values"][name]}
    if "hint" in form:
        form["hint"] = form["hint"].format_map(site.limits)
    return {"name": name, "label": name.capitalize().replace("_", " "), "required": name in fields.required, **form}
