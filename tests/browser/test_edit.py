"""The visual editor: what it opens, changes and saves is built as if a person had typed it; readers never meet it."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from helpers import TESTS, TEXTS, serve, texts_in, tree
from playwright.sync_api import Browser, Page
from small_site import built, page, project
from website import editor
from website.addresses import policy, record
from website.checks.site import LIMITS

LINE, ADDED = "Words stand here.", " It is so."
PAGES = {name: page(text) for name, text in texts_in(TEXTS / "editor").items()}
PROGRAM = editor.DATA["program"]
EDITED = ("index.md", "join/all.md", "join/ends.md", "about/facts.md")
FOLDER = (TESTS / "browser" / "folder.js").read_text("utf-8")


def trust(to: Path, repository: str = "") -> Path:
    """Write a small project whose editor opens a repository, or is off."""
    settings = project(to, PAGES) / "mkdocs.yml"
    lines = settings.read_text("utf-8").replace("extra:\n", f"extra:\n  editor: {repository}\n")
    settings.write_text(lines.replace("  - join/ends.md\n", ""), "utf-8")
    return to


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The program that the editor loads, from the package of npm; nothing where npm is not, or cannot fetch it."""
    folder, words = tmp_path_factory.mktemp("npm"), ["pack", "--silent", "--prefer-offline"]
    npm = shutil.which("npm")
    if not npm or subprocess.call([npm, *words, "/".join(PROGRAM["address"].split("/")[4:6])], cwd=folder) != 0:
        print("npm does not fetch the editor's program here, so nothing is opened with it.")
        return b""
    with tarfile.open(next(folder.glob("*.tgz"))) as packed:
        file = packed.extractfile("package/dist/sveltia-cms.js")
        assert file
        return file.read()


def test_readers_do_not_meet_it(tmp_path: Path):
    """Each byte that they get is the same with it and without; it is in no list, and has a policy of its own.

    Its forms have every field that the checks know, but for those that stay as they are.
    """
    site = built(trust(tmp_path / "without"))
    edited = built(trust(tmp_path / "with", "owner/name"))
    html = (edited / editor.FILE).read_text("utf-8")
    assert tree(edited) == {**tree(site), editor.FILE: html.encode()}
    assert list(policy.check(html, "edit.html")) == []
    assert '<meta name="robots" content="noindex">' in html
    assert list(record.addresses_in(edited)) == list(record.addresses_in(site))
    settings = json.loads(html.partition("const settings = ")[2].partition(";\n")[0])
    fields = LIMITS["front_matter"]
    asked = {*fields["required"], *fields["allowed"]} - editor.WITHOUT_FORM | {"body"}
    forms = [{field["name"] for field in one["fields"]} for one in settings["collections"]]
    assert forms == [asked, asked - {"search"}, asked]  # a page of docs/about/ has more in it than a line of text


def open_at(window: Page, path: str) -> None:
    """Open a page in the editor, with the cursor behind its line."""
    folder, _, name = f"docs/{path}".removesuffix(".md").rpartition("/")
    window.goto(f"{window.url.partition('#')[0]}#/collections/{folder.replace('/', '_')}/entries/{name}")
    window.locator("[data-key-path=body]").scroll_into_view_if_needed()
    window.locator(".lexical-root p", has_text=LINE).first.click()
    window.keyboard.press("End")


def save(window: Page, path: str) -> str:
    """Save the page that is open, which closes it; return its text."""
    window.get_by_role("button", name="Save", exact=True).click()
    window.wait_for_url(lambda url: "/entries/" not in url)
    return window.evaluate("read", f"docs/{path}")


def test_what_it_saves_is_built_as_if_it_were_typed(browser: Browser, tmp_path: Path, program: bytes):
    """Pages of each kind, with all that a text can have; others are asked for the program and its letters alone."""
    if not program:
        return
    integrity = base64.b64encode(hashlib.sha384(program).digest()).decode()
    assert f"sha384-{integrity}" == PROGRAM["integrity"]
    root, asked = trust(tmp_path / "saved", "owner/name"), set()
    texts = {f"docs/{path}": (root / "docs" / path).read_text("utf-8") for path in EDITED} | {".git/HEAD": ""}
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    window = context.new_page()
    window.add_init_script(f"const FILES = {json.dumps(texts)};\n{FOLDER}")
    window.route(re.compile("^https:"), lambda route: (asked.add(route.request.url), route.abort()))
    answer = {"body": program, "content_type": "text/javascript", "headers": {"Access-Control-Allow-Origin": "*"}}
    window.route(PROGRAM["address"], lambda route: route.fulfill(**answer))
    with serve(built(root)) as address:
        window.goto(f"{address}/edit/")
        window.wait_for_load_state("networkidle")
        assert asked == set()
        window.get_by_role("button", name="Open the editor").click()
        window.get_by_role("button", name="Work with Local Repository").click()
        window.get_by_role("link", name="New").or_(window.get_by_role("button", name="New")).first.wait_for()
        for path in EDITED:
            open_at(window, path)
            window.keyboard.insert_text(ADDED)
            (root / "docs" / path).write_text(save(window, path), "utf-8")
        open_at(window, "join/ends.md")
        window.get_by_role("button", name="Insert").click()
        window.get_by_role("menuitem", name="Document").click()
        plan = {"name": "Our Plan.pdf", "mimeType": "application/pdf", "buffer": b"1"}
        window.locator(".lexical-root input[type=file]").first.set_input_files(plan)
        window.get_by_text("./documents/our-plan.pdf").first.wait_for()
        window.get_by_role("textbox", name="What it is").fill("Plan")
        assert f"{ADDED}[Plan](./documents/our-plan.pdf)" in save(window, "join/ends.md")
        assert window.evaluate("read", "docs/documents/our-plan.pdf") == "1"
    context.close()
    assert [url for url in asked if not url.startswith(PROGRAM["fonts"])] == []
    typed = trust(tmp_path / "typed", "owner/name")
    for path in EDITED:
        file = typed / "docs" / path
        file.write_text(file.read_text("utf-8").replace(LINE, LINE + ADDED), "utf-8")
    assert tree(built(root)) == tree(built(typed))
