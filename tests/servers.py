"""Web servers from Debian's packages, started on this machine with the files that the build makes for them."""

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from website.hosts import Hosting, caddyfile, nginx_conf

_NGINX = """daemon off;
worker_processes 1;
error_log stderr;
pid nginx.pid;
events {{ worker_connections 256; }}
http {{
    access_log off;
    include /etc/nginx/mime.types;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    {}
}}
"""


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: dict[str, str]  # by their names in small letters
    body: bytes


def server(name: str) -> str | None:
    """Return the path of a web server's command; None if it is not installed."""
    return shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}{os.pathsep}/usr/sbin")


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Answer:
    """Ask a server on this machine for a path, which is sent as it stands; an underscore in a name is a hyphen."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with contextlib.closing(connection):
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        got = connection.getresponse()
        said: dict[str, str] = {}
        for name, value in got.getheaders():
            said[name.lower()] = f"{said[name.lower()]}, {value}" if name.lower() in said else value
        return Answer(got.status, said, got.read())


@contextlib.contextmanager
def started(name: str, hosting: Hosting, site: Path, work: Path) -> Iterator[int]:
    """Run the server while the block runs, for the folder `site`; the port is one that was free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    work.mkdir(parents=True, exist_ok=True)
    program = server(name) or name
    if name == "caddy":
        settings = "{\n\tadmin off\n\tauto_https off\n}\n" + caddyfile(hosting, str(site), f"http://127.0.0.1:{port}")
        (work / "Caddyfile").write_text(settings, "utf-8")
        words = [program, "run", "--adapter", "caddyfile", "--config", str(work / "Caddyfile")]
    else:
        settings = nginx_conf(hosting, str(site), f"127.0.0.1:{port}")
        # Its workers would give up root's rights, and the folders of pytest are for their owner alone.
        user = "user root;\n" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
        (work / "nginx.conf").write_text(user + _NGINX.format(settings), "utf-8")
        words = [program, "-p", str(work), "-c", str(work / "nginx.conf")]
    env = {**os.environ, "XDG_DATA_HOME": str(work), "XDG_CONFIG_HOME": str(work), "HOME": str(work)}
    with (work / "log").open("w+") as log:
        run = subprocess.Popen(words, cwd=work, env=env, stdout=log, stderr=log)
        try:
            while True:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
                    break
                assert run.poll() is None, (work / "log").read_text()
                time.sleep(0.05)
            yield port
        finally:
            run.terminate()
            run.wait()
