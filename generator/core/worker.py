"""A process that does work which may take for ever: it is killed when its time is up.

It answers one question at a time, each a line of JSON. It is started for the first question and again after
it was killed. Where the system can, it also ends itself: it does not outlive a parent that was killed.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from functools import cache
from queue import LifoQueue
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

from generator.core.stamps import doubt

Value = TypeVar("Value")

MAX_BYTES = 1_500_000_000
"""The memory that a worker may take, where the system can limit it."""

# The worker imports from the same places as its parent: it gets the parent's search path.
_SERVE = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from generator.core import worker; worker.serve(*sys.argv[2:])"
)


class Worker:
    """Answers questions with the function `function` of `module`, from JSON to JSON, in a process."""

    def __init__(self, module: str, function: str) -> None:
        self._names = module, function
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()

    def ask(self, question: object, seconds: float) -> Any:
        """The answer; None if there is none after `seconds`, or if the process ended."""
        with self._lock:
            process = self._running()
            timer = threading.Timer(seconds, process.kill)
            timer.start()
            try:
                answer = _ask(process, [seconds, question])
            finally:
                timer.cancel()
            if answer is None:
                doubt("some work took too long")
                self._end()
            return answer

    def kill(self) -> None:
        """Kill the process without waiting for its answer, which is None then."""
        process = self._process
        if process is not None:
            process.kill()

    def stop(self) -> None:
        """Kill the process, if there is one."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and our own words
                [sys.executable, "-c", _SERVE, json.dumps(sys.path), *self._names],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="ascii",
            )
        return self._process


class Crew:
    """Processes that share the work of this run. They end with the run."""

    def __init__(self, size: int) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self._pool = ThreadPoolExecutor(size, "crew")
        self._workers = [Worker(__name__, call.__name__) for _ in range(size)]
        self._idle: LifoQueue[Worker] = LifoQueue()
        for idle in self._workers:
            self._idle.put(idle)

    def ask(
        self, module: str, function: str, question: object, then: Callable[[Any], Value]
    ) -> Future[Value]:
        """What `then` makes of the answer of `function`, which is from JSON to JSON.

        It gets None if the process could not answer. It runs in another thread.
        """
        return self._pool.submit(lambda: then(self._ask([module, function, question])))

    def stop(self) -> None:
        """Kill the processes, and begin nothing any more."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for one in self._workers:
            one.kill()
        self._pool.shutdown(wait=True)
        for one in self._workers:
            one.stop()

    def _ask(self, question: object) -> Any:
        idle = self._idle.get()
        try:
            return idle.ask(question, _CREW_SECONDS)
        except OSError:  # no process can be started
            return None
        finally:
            self._idle.put(idle)


_CREW_SECONDS = 300.0


def call(question: tuple[str, str, object]) -> object:
    """What a function of a module answers: for the processes of a crew."""
    module, function, asked = question
    return getattr(importlib.import_module(module), function)(asked)


@cache
def crew() -> Crew | None:
    """The processes that help this one; None where it has the only processor."""
    size = processors() - 1
    if size < 1:
        return None
    made = Crew(min(size, _LARGEST_CREW))
    atexit.register(made.stop)
    return made


def dismiss_crew() -> None:
    """End the helping processes, where their work is no longer needed."""
    made = crew() if crew.cache_info().currsize else None
    crew.cache_clear()
    if made is not None:
        atexit.unregister(made.stop)
        made.stop()


_LARGEST_CREW = 7


def processors() -> int:
    """The number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@cache
def worker(module: str, function: str) -> Worker:
    """The worker of this run for a function. It ends with the run."""
    made = Worker(module, function)
    atexit.register(made.stop)
    return made


def _ask(process: subprocess.Popen[str], question: object) -> Any:
    if process.stdin is None or process.stdout is None:
        return None
    try:
        process.stdin.write(json.dumps(question) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
    except OSError:  # the timer may close the pipe while we write
        return None
    return json.loads(answer) if answer.endswith("\n") else None


def serve(module: str, function: str) -> None:
    """The process: questions in, answers out, until the parent closes the pipe."""
    answer = getattr(importlib.import_module(module), function)
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_BYTES, MAX_BYTES))
    for line in sys.stdin:
        seconds, question = json.loads(line)
        _end_myself_after(seconds + 1)
        try:
            told = answer(question)
        except (MemoryError, RecursionError):
            told = None
        _end_myself_after(0)
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def _end_myself_after(seconds: float) -> None:
    """Let the system end this process then; 0 calls it off. Not every system can."""
    import signal

    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
