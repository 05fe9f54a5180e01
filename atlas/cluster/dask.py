"""Dask's cluster as an executor: `ATLAS_EXECUTOR=dask://HOST:PORT`, the address of its scheduler."""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from functools import partial
from importlib.util import find_spec
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import urlsplit

from atlas.cluster.errand import Unlike
from atlas.message import say
from atlas.settings import SettingError

T = TypeVar("T")

VARIABLE = "ATLAS_EXECUTOR"
# How long a scheduler or a first worker may take to answer, in seconds.
PATIENCE = 10
# Between two looks at whether anybody is still there.
_LOOK = 5
# Turns that each worker is given ahead: enough to be never idle, and few enough that results do not pile up.
_AHEAD = 4


def executor(environment: Mapping[str, str]) -> Callable[[], Executor] | None:
    """What opens the executor that ATLAS_EXECUTOR names; None where it is empty.

    Raises:
        SettingError: it names none, or one whose library is not installed.
    """
    text = environment.get(VARIABLE, "").strip()
    if not text:
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme != "dask" or not parts.hostname or not port or text != f"dask://{parts.netloc}" or "@" in text:
        words = say("ATLAS_EXECUTOR is '{text}'; write a scheduler's address such as dask://localhost:8786", text=text)
        raise SettingError(words)
    if find_spec("distributed") is None:
        words = say(
            "ATLAS_EXECUTOR names a cluster of Dask, which is not installed; run "
            "`.venv/bin/python -m pip install --require-hashes -r requirements/dask.txt`, or unset ATLAS_EXECUTOR"
        )
        raise SettingError(words)
    return partial(Cluster, parts.netloc)


class Cluster(Executor):
    """The workers of a scheduler.

    What a worker that is lost had to do is done by another. `BrokenExecutor` is raised where none is left, as a pool
    of processes does.
    """

    def __init__(self, address: str) -> None:
        from distributed import Client

        _hush()
        try:
            # Whatever else may listen there and say nothing, the client would wait for without end.
            asyncio.run(asyncio.wait_for(_identity(address), PATIENCE))
            with warnings.catch_warnings():
                # Other versions are found, and said, by the errand.
                warnings.simplefilter("ignore")
                self._client = Client(f"tcp://{address}", timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, RuntimeError):
            words = say(
                "no scheduler of Dask answers at {address}; start one with `dask scheduler`, correct ATLAS_EXECUTOR, or "
                "unset it to build on this machine alone",
                address=address,
            )
            raise SettingError(words) from None
        try:
            self._see_workers(address)
        except SettingError:
            self._client.close()
            raise

    def _see_workers(self, address: str) -> None:
        """Sees that there are workers, and that they have the program: one that cannot read a task ends of it."""
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            words = say(
                "the scheduler of Dask at {address} has no workers; in the project's folder, on each machine that is to "
                "help, run `python -m dask worker tcp://{address}`",
                address=address,
            )
            raise SettingError(words) from None
        if not all(self._client.run(find_spec, "atlas").values()):
            words = say(
                "a worker of {address} cannot import the program; start it in the project's folder with "
                "`python -m dask worker tcp://{address}`",
                address=address,
            )
            raise Unlike(words)

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Has a worker call a function."""
        found: Future[T] = self._client.get_executor(pure=False).submit(fn, *args, **kwargs)
        return found

    def map(
        self, fn: Callable[..., T], *iterables: Iterable[Any], timeout: float | None = None, chunksize: int = 1
    ) -> Iterator[T]:
        """The function's results in order; few are asked for ahead of the one that is waited for."""
        ahead = _AHEAD * max(1, sum(self._threads().values()))
        calls = zip(*iterables, strict=False)
        running = deque(self._client.submit(fn, *call, pure=False) for call in islice(calls, ahead))
        while running:
            found: T = self._result(running.popleft())
            running.extend(self._client.submit(fn, *call, pure=False) for call in islice(calls, 1))
            yield found

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leaves the cluster, which goes on without this client; what it has not done for it is given up."""
        self._client.close()

    def _result(self, future: Any) -> Any:
        from distributed import KilledWorker
        from distributed.comm import CommClosedError

        while True:
            try:
                return future.result(timeout=_LOOK)
            except TimeoutError:
                if not self._threads():
                    raise BrokenExecutor from None
            except (KilledWorker, CancelledError, CommClosedError) as error:
                raise BrokenExecutor from error

    def _threads(self) -> Mapping[str, int]:
        """How many tasks each worker takes at a time, by the worker's address; empty where nobody answers."""
        try:
            found: Mapping[str, int] = self._client.nthreads()
        except (OSError, TimeoutError):
            return {}
        return found


def _hush() -> None:
    """Keeps what Dask logs of workers that come and go from standing between the lines of the build."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("asyncio", "distributed", "tornado"):
            logging.getLogger(name).disabled = True


async def _identity(address: str) -> object:
    """What a scheduler says of itself."""
    from distributed import rpc

    async with rpc(f"tcp://{address}") as scheduler:
        return await scheduler.identity()
