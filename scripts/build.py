"""Build the site: render, polish, check, publish. Only a sound site takes the place of site/.

python3 scripts/build.py
"""

import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

import environment


def build(root: Path) -> int:
    """Build the project at `root` into `root`/site and return the exit code: 0 only if it was published."""
    from check import MissingRuleError, check_rules, missing_rule
    from publish import recover

    site, workshop = root / "site", root / ".build"
    with environment.locked(workshop / "build.lock"):
        recover(site)
        _sweep(workshop)
        work = Path(tempfile.mkdtemp(prefix="work-", dir=workshop))
        unreadable = check_rules()
        try:
            if not unreadable:
                return _build(root, site, work)
        except MissingRuleError as error:
            unreadable = [missing_rule(error)]
        print(f"{unreadable[0]}\nNot published: nothing can be checked. {_state(site)}")
        return 1


def _build(root: Path, site: Path, work: Path) -> int:
    """Build in the folder `work` and publish as `site`; return the exit code."""
    from check import check_copies, check_site, check_sources, read_site
    from polish import Polish
    from publish import publish
    from render import read_config, render, stage
    from sources import read_sources
    from workers import crew

    started, tree = time.perf_counter(), work / "site"
    sources, repaired, findings = read_sources(root)
    findings += check_sources(sources)
    config, refused = read_config(root, stage(root / "docs", repaired, work / "docs"), tree)
    findings += refused
    with crew(len(sources)) as hands:
        polish = Polish(tree, hands)
        complaints, rendered = render(config, root, polish.begin) if config else ([], False)
        if rendered:
            environment.say("Render", f"{len(sources)} pages, with MkDocs", started)

            started = time.perf_counter()
            polish.finish()
            environment.say("Polish", "each page in one answer, with compressed copies", started)

            started = time.perf_counter()
            whole = read_site(root, tree, sources, config, hands)
            findings += check_site(whole)
            polish.compressed()
            findings += check_copies(whole)
    # The engine says some of the same things in its own words: ours are enough for that file.
    told = {finding.path for finding in findings}
    faults = _report(findings + [complaint for complaint in complaints if complaint.path not in told])
    if not rendered:
        print("The text of the pages is checked once the engine can make them.")
    if faults or not rendered:
        print(f"Not published: {faults} to put right. {_state(site)}")
        return 1
    environment.say("Check", "pages, links, ledger and words are sound", started)

    started = time.perf_counter()
    publish(tree, site)
    shutil.rmtree(work)
    environment.say("Publish", "site/", started)
    return 0


def _sweep(workshop: Path) -> None:
    """Remove what builds that were cut short have left; the lock says that none is at work."""
    for left in workshop.glob("work-*"):
        shutil.rmtree(left, ignore_errors=True)


def _report(findings: list) -> int:
    """Print each finding once, in the order of files and lines; return how many stop the site."""
    ordered = sorted(set(findings))
    for finding in ordered:
        print(finding)
    return sum(not finding.notice for finding in ordered)


def _state(site: Path) -> str:
    return "site/ is as it was." if site.exists() else "There is no site/ yet."


if __name__ == "__main__":
    environment.enter()
    try:
        sys.exit(build(environment.ROOT))
    except KeyboardInterrupt:
        sys.exit("Stopped. site/ is as it was.")
    except Exception:
        record = environment.BUILD / "error.txt"
        record.parent.mkdir(exist_ok=True)
        record.write_text(traceback.format_exc(), encoding="utf-8")
        sys.exit(
            "The build itself went wrong, and site/ is as it was. Send .build/error.txt to whoever keeps the code."
        )
