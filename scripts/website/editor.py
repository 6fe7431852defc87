"""Editor: /edit/, a page that opens Sveltia CMS over docs/, if `extra.editor` in mkdocs.yml names the repository.

Nothing else of the site knows of it. It has a policy of its own, and asks others for nothing before it is told to.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import jinja2

from website.addresses.policy import hash_of
from website.checks.front_matter import read_fields
from website.checks.site import LIMITS, Site
from website.diagnostics import Diagnostic, tell
from website.pages import menu
from website.pages.sources import Source
from website.pages.yaml_lines import Entry

FILE = "edit/index.html"
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_name("editor.toml").read_text("utf-8"))
WITHOUT_FORM = {"changes", "moved_anchors"}  # what they name is no field: they stay as they are


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what stands in the way of the editor, if it is switched on."""
    repository, place = site.extra.get("editor"), site.place("  editor:")
    if repository and not _REPOSITORY.fullmatch(str(repository)):
        yield tell("config-value.editor", place, repository=repository)
    elif repository and FILE in site.files:
        yield tell("config-value.edit", place)


def page(env: jinja2.Environment, site: Site) -> str:
    """Return the finished page of the editor."""
    template = env.get_template("edit.html")
    html = template.render(DATA["program"], site=site, settings=settings(site), parts=DATA["parts"])
    _, script = html.split("<script>")
    return html.replace("SCRIPT", hash_of(script.partition("</script>")[0]), 1)


def settings(site: Site) -> dict[str, Any]:
    """Return the settings of Sveltia CMS: the pages by their folders, with the fields that the checks know."""
    fields = read_fields(site)
    fields["values"]["menu"] = list(menu.sections(site.nav, {one.name: one.value("title") for one in site.sources}))
    names = [name for name in (*fields["required"], "body", *fields["allowed"]) if name not in WITHOUT_FORM]
    forms = [_form(name, fields) for name in names]
    folders: dict[PurePosixPath, list[Source]] = defaultdict(list)
    for source in (*site.sources, *site.hidden):
        folders[PurePosixPath(source.path).parent].append(source)
    return {
        **DATA["settings"],
        "backend": {**DATA["settings"]["backend"], "repo": site.extra["editor"]},
        "app_title": f"Edit {site.name}",
        "site_url": site.base,
        "collections": [
            {
                **DATA["collection"],
                "name": "_".join(folder.parts),  # no address has this sign
                "label": folder.name.replace("-", " ").capitalize(),
                "folder": folder.as_posix(),
                "fields": [form for form in forms if all(_fits(form, source.front) for source in sources)],
            }
            for folder, sources in sorted(folders.items())
        ],
    }


def _form(name: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Return how a field of a page is filled in."""
    form = DATA["forms"].get(name, {})
    chosen = fields["values"].get(name) if name != "place" else ()
    kind = {"widget": "select", "options": chosen} if chosen else {"widget": "string"}
    hint = {"hint": form["hint"].format_map(LIMITS)} if "hint" in form else {}
    label = name.capitalize().replace("_", " ")
    return {"name": name, "label": label, "required": name in fields["required"], **kind, **form, **hint}


def _fits(form: dict[str, Any], front: Mapping[str, Entry]) -> bool:
    """Whether the program keeps what a page has in a field: it drops a list or names with values where text belongs."""
    kind = list if form.get("multiple") else str
    return form["name"] not in front or isinstance(front[form["name"]].inner, kind)
