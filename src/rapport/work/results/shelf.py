"""What takes long to work out is worked out once, beside the pages, and kept while there is room."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWorking
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Shelf(Generic[Made]):
    """Answers by key, the least used thrown away first. One at a time is worked out, so that pages keep
    a processor; who asks for what is being worked out waits for the same one."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, Made] = OrderedDict()
        self._working: dict[Hashable, Future[Made]] = {}
        self._lock = threading.Lock()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="results")

    def ask(self, key: Hashable, make: Callable[[], Made], wait_s: float | None = None) -> Made | None:
        """The answer, or None when it is not there after `wait_s` seconds and still worked on.

        Raises what `make` raises; a failure is not kept.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            work = self._working.get(key)
            if work is None:
                work = self._working[key] = self._thread.submit(self._make, key, make)
        try:
            return work.result(wait_s)
        except StillWorking:
            return None

    def forget(self, unwanted: Callable[[Hashable], bool]) -> None:
        """Throws away the answers whose key is unwanted."""
        with self._lock:
            for key in [one for one in self._kept if unwanted(one)]:
                del self._kept[key]

    def _make(self, key: Hashable, make: Callable[[], Made]) -> Made:
        try:
            made = make()
            with self._lock:
                self._kept[key] = made
                while len(self._kept) > self.most:
                    self._kept.popitem(last=False)
            return made
        finally:
            with self._lock:
                self._working.pop(key, None)
