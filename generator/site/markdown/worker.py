"""A helper process for costly Markdown: it is stopped when its time is over.

The process is started for the first text that needs it, kept for the next, and replaced after it
was stopped. One line of JSON goes in, one comes out. What it answers has been cleaned once there
as well, so that the cleaning that follows here is known to take no longer than the budget either.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
import threading
from functools import cache

from generator.site.markdown.converted import TOO_SLOW, Converted, convert_here
from generator.site.markdown.sanitize import clean

# The child imports what its parent would: the search path is handed on, whatever it was made of.
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from generator.site.markdown import worker; worker.serve()"
)


def convert_apart(source: str, seconds: float) -> Converted:
    """`source` converted by the helper process, or `markdown-too-slow` when `seconds` have passed."""
    return _helper().convert(source, seconds)


class Helper:
    """The process and the pipe to it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def convert(self, source: str, seconds: float) -> Converted:
        """Ask the process, starting it if need be; stop it if no answer comes in time."""
        process = self._running()
        alarm = threading.Timer(seconds, process.kill)
        alarm.start()
        try:
            answer = _ask(process, source)
        finally:
            alarm.cancel()
        if answer is None:
            self.stop()
            return Converted(None, TOO_SLOW)
        return answer

    def stop(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.communicate()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self.stop()
            self._process = _started()
        return self._process


def _started() -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603  # our own interpreter and our own words
        [sys.executable, "-c", _START, json.dumps(sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="ascii",
    )


def _ask(process: subprocess.Popen[str], source: str) -> Converted | None:
    """None if the process ended before it answered."""
    if process.stdin is None or process.stdout is None:
        return None
    try:
        process.stdin.write(json.dumps(source) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
    except OSError:  # the alarm may close the pipe while we write
        return None
    if not answer.endswith("\n"):
        return None
    html, trouble = json.loads(answer)
    return Converted(html, trouble)


@cache
def _helper() -> Helper:
    helper = Helper()
    atexit.register(helper.stop)
    return helper


def serve() -> None:
    """The child's life: a text in, its HTML out, until the parent goes away."""
    for line in sys.stdin:
        converted = convert_here(json.loads(line))
        if converted.html is not None:
            clean(converted.html, lambda _tag, _name, value: value)
        sys.stdout.write(json.dumps((converted.html, converted.trouble)) + "\n")
        sys.stdout.flush()
