"""Load: how many answers a second a web server on this machine gives, and how many of them are wrong."""

import http.client
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

READERS = 8  # connections at once, each kept open and asking again as soon as it has its answer
_CADDY = """{{
    admin off
}}
http://127.0.0.1:{port} {{
    root * "{folder}"
    file_server {{
        precompressed br gzip
    }}
}}
"""


@dataclass(frozen=True)
class Load:
    """What a run of load came to."""

    requests: int
    errors: int  # answers that are not 200, and those that did not come
    bytes: int  # of all bodies, as they were sent
    seconds: float

    @property
    def a_second(self) -> float:
        """Answers a second, of all readers together."""
        return self.requests / self.seconds


@contextmanager
def served(folder: Path, caddy: str) -> Iterator[str]:
    """Yield the address at which Caddy, by the path of its command, serves a folder on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        at = free.getsockname()
    settings = _CADDY.format(port=at[1], folder=folder).encode()
    words = [caddy, "run", "--adapter", "caddyfile", "--config", "-"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        if server.stdin:
            server.stdin.write(settings)
            server.stdin.close()
        while server.poll() is None and not _answers(at):
            time.sleep(0.05)
        yield f"http://{at[0]}:{at[1]}"
        server.terminate()


def _answers(at: tuple[str, int]) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(at) == 0


def measure(address: str, paths: Sequence[str], most: int = 20_000, seconds: float = 5.0) -> Load:
    """Ask for `paths` in turns until `most` answers came or `seconds` went by, whichever is first.

    `address` is of this machine, such as http://127.0.0.1:8000: any other raises ValueError.
    """
    host, port = urlsplit(address).hostname or "", urlsplit(address).port or 80
    if host != "localhost" and not _is_loopback(host):
        raise ValueError(f"{host} is not this machine.")
    started = time.perf_counter()
    counts = [[0, 0, 0] for _ in range(READERS)]
    readers = [
        threading.Thread(target=_read, args=(host, port, paths, most // READERS, started + seconds, count))
        for count in counts
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    requests, errors, size = (sum(column) for column in zip(*counts, strict=True))
    return Load(requests, errors, size, time.perf_counter() - started)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _read(host: str, port: int, paths: Sequence[str], most: int, until: float, count: list[int]) -> None:
    """Be one reader: add to `count` its answers, the wrong ones among them, and their bytes."""
    with closing(http.client.HTTPConnection(host, port, timeout=10)) as connection:
        while count[0] < most and time.perf_counter() < until:
            count[0] += 1
            try:
                connection.request("GET", paths[count[0] % len(paths)], headers={"Accept-Encoding": "br, gzip"})
                answer = connection.getresponse()
                count[2] += len(answer.read())
                count[1] += answer.status != 200
            except (OSError, http.client.HTTPException):
                count[1] += 1
                connection.close()
