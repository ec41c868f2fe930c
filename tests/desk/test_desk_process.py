"""`weekproof desk` as it is started: what it prints, whom it answers, how it ends."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.repositories import repository

ROOT = Path(__file__).parents[2]
PATIENCE = 300.0


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent otherwise there")
def test_it_prints_its_address_answers_this_machine_and_says_nothing_of_anybody(tmp_path: Path) -> None:
    contact = "- date: 2026-06-02\n  kind: networking\n  first_name: Rosalind\n"
    root = repository(tmp_path / "own", {"content/private/contacts/2026-W23.yaml": contact})
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    words = ["desk", "--no-open", "--port", str(port), "--as-of", "2026-06-03", "--root", str(root)]
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "generator", *words],
        cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    address = urlsplit(process.stdout.readline().split()[-1])
    assert address.port == port
    assert len(address.path) > 30
    listening = Path("/proc/net/tcp")
    if listening.exists():
        rows = [row.split()[1] for row in listening.read_text().splitlines()[1:] if f":{port:04X} " in row]
        assert all(row.startswith("0100007F") for row in rows)
    for path, status in ((address.path, 200), (f"{address.path}records?q=rosalind", 200), ("/x/", 404)):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", path)
        assert connection.getresponse().status == status
        connection.close()
    with socket.create_connection(("127.0.0.1", port)) as odd:
        odd.sendall(b"Rosalind is not HTTP\r\n\r\n")
        odd.recv(100)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Rosalind" not in said
    assert "Traceback" not in said
    assert said.rstrip().endswith("Stopped.")
