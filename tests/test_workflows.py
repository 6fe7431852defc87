"""What GitHub runs for us: the same commands as people, and nothing of ours where something can be changed."""

import re

import pytest
import yaml
from helpers import ROOT

WORKFLOWS = {file.name: file.read_text("utf-8") for file in sorted((ROOT / ".github" / "workflows").glob("*.yml"))}
JOBS = {
    f"{name}: {job}": settings
    for name, text in WORKFLOWS.items()
    for job, settings in yaml.safe_load(text)["jobs"].items()
}
# The rights that change something, and the jobs that have them. GitHub's own action deploys.
RIGHTS = {
    "publish.yml: deploy": ["id-token", "pages"],
    "publish.yml: record": ["contents"],
    "publish.yml: stay-on": ["actions"],
    "upkeep.yml: tell": ["issues"],
}


def test_each_right_to_change_something_is_known():
    """No workflow gives one to all of its jobs, and none runs a stranger's proposal with the rights of ours."""
    rights = {
        job: sorted(name for name, right in settings.get("permissions", {}).items() if right == "write")
        for job, settings in JOBS.items()
    }
    assert {job: names for job, names in rights.items() if names} == RIGHTS
    for text in WORKFLOWS.values():
        assert "write" not in yaml.safe_load(text)["permissions"].values()
        assert "pull_request_target" not in text


@pytest.mark.parametrize("job", RIGHTS)
def test_a_job_that_may_change_something_runs_nothing_of_ours_and_installs_nothing(job: str):
    """It fetches what another job made, and calls git and gh."""
    steps = JOBS[job]["steps"]
    uses = {step["uses"].partition("@")[0] for step in steps if "uses" in step}
    assert uses <= {"actions/checkout", "actions/deploy-pages"}
    commands = {line.split()[0] for step in steps for line in step.get("run", "").splitlines()}
    assert commands <= {"gh", "git", "cp"}


def test_all_that_runs_there_is_pinned():
    """Actions by their commit, programs by their version; no other job keeps the right to push."""
    text = "".join(WORKFLOWS.values())
    uses = re.findall(r"uses: (.*)", text)
    assert len(uses) > 10
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use) for use in uses)
    assert all(re.match(r" --spec [\w-]+==[\d.]+ ", words) for words in re.findall(r"pipx run(.*)", text))
    for job, settings in JOBS.items():
        for step in settings["steps"]:
            if "actions/checkout" in step.get("uses", ""):
                keeps = step.get("with", {}).get("persist-credentials", True)
                assert keeps == (job == "publish.yml: record"), job


def test_the_owners_of_code_are_asked_for_what_the_site_runs():
    """Each path is there."""
    lines = (ROOT / ".github" / "CODEOWNERS").read_text("utf-8").splitlines()
    paths = [line.split()[0].lstrip("/") for line in lines if not line.startswith("#")]
    assert {"mkdocs.yml", "overrides/", "scripts/", ".github/", "requirements*.txt"} <= set(paths)
    assert all(list(ROOT.glob(path)) for path in paths)
