"""Many pages are worked at by all cores, in their order, with a word on how far it is."""

import pytest
import workers


@pytest.mark.parametrize("count", [3, workers._WORTH_A_POOL + 20])
def test_results_come_in_the_order_of_the_items(count: int):
    """Few items stay in this process and many go to several; what comes back is the same."""
    assert list(workers.each("Count", str, list(range(count)))) == [str(n) for n in range(count)]


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
    with pytest.raises(ValueError, match="invalid literal"):
        list(workers.each("Count", int, ["1"] * workers._WORTH_A_POOL + ["x"]))
