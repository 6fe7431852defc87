"""A run of load has an end, counts what is wrong, and never leaves this machine."""

import pytest
from helpers import serve
from website.load import READERS, measure, served
from website.testing import server


def test_it_stops_after_so_many_answers(tmp_path):
    """And counts each wrong one."""
    (tmp_path / "404.html").write_text("nothing", "utf-8")
    (tmp_path / "there.txt").write_text("words", "utf-8")
    with serve(tmp_path) as address:
        right = measure(address, ["/there.txt"], most=5 * READERS, seconds=60)
        wrong = measure(address, ["/there.txt", "/gone.txt"], most=4 * READERS, seconds=60)
    assert (right.requests, right.errors, right.bytes) == (5 * READERS, 0, 5 * READERS * len("words"))
    assert (wrong.requests, wrong.errors) == (4 * READERS, 2 * READERS)


@pytest.mark.parametrize("address", ["http://example.org/", "http://192.0.2.1:80", "http:///"])
def test_it_asks_no_other_machine(address: str):
    """A slip of the pen is no attack."""
    with pytest.raises(ValueError, match="is not this machine"):
        measure(address, ["/"])


@pytest.mark.skipif(not server("caddy"), reason="There is no Caddy, and no apt that could install it.")
def test_caddy_serves_a_folder_for_it(tmp_path):
    """As files, and no longer than it is asked to."""
    (tmp_path / "there.txt").write_text("words", "utf-8")
    with served(tmp_path, str(server("caddy"))) as address:
        assert measure(address, ["/there.txt"], most=READERS, seconds=60).errors == 0
    assert measure(address, ["/there.txt"], most=READERS, seconds=60).errors == READERS
