"""Judge a cohort on a Dask cluster: a graduate's portfolio is one task, sent and answered as bytes.

The coach's machine fetches the repositories, opens sealed reports and writes the board. The workers judge. A
worker that is lost loses nothing: Dask gives its tasks to another.
"""

from __future__ import annotations

import logging
import re
import threading
import time
import uuid
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.cohort.gather import Job, Row, begin, finish, finished
from generator.cohort.judge import Judged, Terms, judge
from generator.cohort.parcel import Answer, answer_of, different, judge_parcel, parcel_of, program
from generator.core.errors import MachineError, UserError

_CONNECT, _LOOK, _PATIENCE = 15, 5, 60  # seconds
_MOST_AT_A_TIME = 256
_ADDRESS = re.compile(r"((tcp|tls|ws|wss)://)?[^\s/]+|inproc://\S+", re.ASCII)
_AGAIN = "What was judged is kept. Run it again when the cluster is there."


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """The cluster whose scheduler is at `address`, with workers that judge as this machine does.

    How to sign in with TLS stands in Dask's own settings. Raises `UserError`.
    """
    try:
        from distributed import Client, Security
    except ImportError:
        hint = "Install it: pip install 'weekproof[cluster]'."
        raise UserError("Dask is not installed.", hint=hint) from None
    if not _ADDRESS.fullmatch(address):
        raise UserError(
            f"{address} is no address of a scheduler.", hint="Such as tls://scheduler.example:8786."
        )
    security: Any = Security()
    if address.startswith("tls:") and security.get_connection_args("client").get("ssl_context") is None:
        hint = "Name them in Dask's settings, at distributed.comm.tls: ca-file, client.cert, client.key."
        raise UserError("For tls:// Dask needs the certificates of your cluster.", hint=hint)
    with _quiet():
        try:
            client: Any = Client(address, security=security, timeout=_CONNECT, set_as_default=False)
        except (OSError, RuntimeError) as error:  # in Dask's own words: no records have been sent yet
            hint = f"Dask says: {error}"
            raise UserError(f"No scheduler answers at {address}.", hint=hint) from None
        try:
            found = Cluster(client, address)
            found.check_workers()
            yield found
        finally:
            client.close()


@contextmanager
def _quiet() -> Iterator[None]:
    """Without Dask's own log: it has pages where a connection is lost. What matters is told in our words."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


class Cluster:
    """A cluster while it judges. `here` counts those that could not be sent and were judged here."""

    def __init__(self, client: Any, address: str) -> None:
        self.here = 0
        self._client = client
        self._address = address
        self._lock = threading.Lock()
        self._last_seen = time.monotonic()

    def check_workers(self) -> None:
        """Compare the program of every worker with ours. Raises `UserError`."""
        try:
            self._client.wait_for_workers(1, timeout=_CONNECT)
        except TimeoutError:
            hint = f"On each machine that shall judge: dask worker {self._address} --nworkers -1 --nthreads 1"
            raise UserError(f"The scheduler at {self._address} has no workers.", hint=hint) from None
        told: Mapping[str, Any] = self._client.run(_program, on_error="return")
        problems = [
            f"The worker at {worker} {problem}."
            for worker, found in sorted(told.items())
            if (problem := _problem(found))
        ]
        if problems:
            hint = "Install the same versions there and here: pip install 'weekproof[cluster]'."
            raise UserError(" ".join(problems[:_SHOWN]), hint=hint)

    def rows(self, jobs: Sequence[Job]) -> Iterator[Row]:
        """The rows, in no order, as they are found."""
        threads = 2 * sum(self._client.nthreads().values())
        size = min(max(threads, 2), _MOST_AT_A_TIME)
        left, waiting = deque(jobs), dict[Future[Row], Job]()
        with ThreadPoolExecutor(size, "cohort") as pool:
            try:
                yield from finished(pool, self._look, left, waiting, size)
            except BaseException:  # Ctrl-C among them: nobody waits for the workers any more
                self._client.close()
                raise

    def _look(self, job: Job) -> Row:
        begun = begin(job)
        return begun if isinstance(begun, Row) else finish(begun, self._judged(begun.root, begun.terms))

    def _judged(self, root: Path, terms: Terms) -> Judged:
        parcel = parcel_of(root, terms)
        if parcel is None:
            with self._lock:
                self.here += 1
                return judge(root, terms)
        # A name that says nothing: it stands in logs and on the dashboard.
        future = self._client.submit(judge_parcel, parcel, key=f"portfolio-{uuid.uuid4().hex}", pure=False)
        del parcel
        answer = self._answer(future)
        if answer.judged is None:
            hint = f"Install the same versions there and here. {_AGAIN}"
            raise MachineError(f"A worker {answer.refused}.", hint=hint)
        return answer.judged

    def _answer(self, future: Any) -> Answer:
        from distributed import CancelledError, KilledWorker

        while True:
            try:
                return answer_of(future.result(timeout=_LOOK))
            except TimeoutError:
                self._look_for_workers()
            except KilledWorker:
                return Answer(
                    Judged(problem="judging it ended several workers, most likely for lack of memory")
                )
            except CancelledError:
                raise MachineError("The connection to the scheduler was lost.", hint=_AGAIN) from None
            except Exception as error:  # of Dask, or of what it could not load on the other side
                name = type(error).__name__
                raise MachineError(f"The cluster could not judge a portfolio: {name}.", hint=_AGAIN) from None

    def _look_for_workers(self) -> None:
        """Raise `MachineError` where there has been no worker for a while."""
        with self._lock:
            if self._client.status != "running" or self._client.nthreads():
                self._last_seen = time.monotonic()
            elif time.monotonic() - self._last_seen > _PATIENCE:
                raise MachineError("All workers are gone.", hint=_AGAIN)


_SHOWN = 3


def _program() -> dict[str, str]:
    """What judges on a worker."""
    return dict(program())


def _problem(found: Any) -> str:
    """Why a worker may not judge, in words; empty if it may."""
    if isinstance(found, ModuleNotFoundError):
        return "has no Weekproof"
    if not isinstance(found, dict):
        return f"does not answer: {type(found).__name__}"
    return different(program(), found)
