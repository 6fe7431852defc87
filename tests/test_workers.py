"""Many pages are worked at by all cores, in their order, with a word on how far it is."""

import subprocess
import sys

import pytest
import workers
from helpers import ROOT


def mapped(work, items: list) -> list:
    """Return what the crew for so many items makes of them."""
    with workers.crew(len(items)) as crew:
        return list(workers.each(crew, "Count", work, items))


@pytest.mark.parametrize("count", [3, workers._WORTH_A_POOL + 20])
def test_results_come_in_the_order_of_the_items(count: int):
    """Few items stay in this process and many go to several; what comes back is the same."""
    assert mapped(str, list(range(count))) == [str(n) for n in range(count)]


def test_a_long_step_says_how_far_it_is(capsys: pytest.CaptureFixture):
    """One line each time that it is time; a step that is soon done says nothing."""
    progress = workers.Progress("Polish", 200, every=0)
    progress(50)
    progress(100)
    assert capsys.readouterr().out == "Polish   50 of 200 pages ...\nPolish   100 of 200 pages ...\n"
    workers.Progress("Polish", 200, every=3600)(50)
    assert capsys.readouterr().out == ""


def test_what_goes_wrong_in_a_worker_is_raised_here():
    """No page is lost in silence: the first error of any process ends the step."""
    for count in (1, workers._WORTH_A_POOL):
        with pytest.raises(ValueError, match="invalid literal"):
            mapped(int, ["1"] * count + ["x"])


LONG = """
import os, time, workers
with workers.crew(workers._WORTH_A_POOL) as crew:
    print(crew.submit(os.getpid).result(), flush=True)
    time.sleep(600)
"""


def test_a_build_that_is_killed_takes_its_workers_with_it():
    """No process is left that would hold the lock, for which the next build would wait without end."""
    run = subprocess.Popen(
        [sys.executable, "-c", LONG], cwd=ROOT / "scripts", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert int(run.stdout.readline()) != run.pid
    run.kill()
    run.communicate(timeout=60)  # its output ends only when nobody is left who could write to it
    assert run.returncode != 0
