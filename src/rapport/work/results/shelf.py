"""What takes long to work out is worked out once, beside the pages, and kept while there is room.

While something newer is worked out, what was kept is shown: it tells of which data it is.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWorking
from dataclasses import dataclass
from typing import Generic, TypeVar

Made = TypeVar("Made")
REST = 5.0
"""After work that took a second nobody begins the same for so many seconds while there is something to show:
evaluations come one by one."""


@dataclass(frozen=True)
class State:
    """Of which data something is: their version, and what tells whether anybody was erased since."""

    version: int
    erased: Hashable = None

    def covers(self, asked: State) -> bool:
        """Whether what is of this state is as new as asked."""
        return self.version >= asked.version and self.erased == asked.erased


@dataclass(frozen=True)
class Kept(Generic[Made]):
    """Something that was worked out, when that ended (seconds since 1970) and how long it took."""

    made: Made
    state: State
    ended: float
    took_s: float

    def rests(self) -> bool:
        """Whether it is too early to begin again."""
        return time.time() < self.ended + REST * self.took_s


class Shelf(Generic[Made]):
    """Answers by key, the least used thrown away first. One at a time is worked out, so that pages keep
    a processor; who asks for what is being worked out waits for the same one. With `queued` no more than so
    many answers wait for their turn: of more, the one that nobody has asked for the longest is dropped, and
    begun again when somebody does."""

    def __init__(self, most: int, queued: int | None = None) -> None:
        self.most, self.queued = most, queued
        self._kept: OrderedDict[Hashable, Kept[Made]] = OrderedDict()
        self._working: dict[Hashable, Future[None]] = {}
        self._lock = threading.Lock()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="results")

    def ask(
        self,
        key: Hashable,
        state: State,
        make: Callable[[], Kept[Made]],
        wait_s: float | None = None,
        look: Callable[[], Kept[Made] | None] | None = None,
        older_too: bool = False,
    ) -> Made | None:
        """The answer for this state of the data, None when it is not there after `wait_s` seconds; without
        `wait_s` it is waited for.

        `older_too`: instead of None what there is of an older state, unless somebody was erased since.
        `look` finds what another process has kept. Raises what `make` raises; a failure is not kept.
        """
        while True:
            with self._lock:
                kept = self._newest(key, state, look)
                if kept is not None and kept.state.covers(state):
                    return kept.made
                older = kept if older_too and wait_s is not None else None
                work = self._working.get(key)
                if work is None and not (older is not None and older.rests()):
                    self._drop()
                    work = self._thread.submit(self._make, key, make)
                if work is not None:
                    self._working.pop(key, None)
                    self._working[key] = work  # asked for last
            if work is not None:
                try:
                    work.result(wait_s)
                    continue
                except StillWorking:
                    pass
                except CancelledError:
                    if wait_s is None:
                        continue
            return None if older is None else older.made

    def _newest(
        self, key: Hashable, state: State, look: Callable[[], Kept[Made] | None] | None
    ) -> Kept[Made] | None:
        """What there is of the key; what may hold words that were erased is thrown away."""
        kept = self._kept.get(key)
        if look is not None and (kept is None or not kept.state.covers(state)):
            found = look()
            if found is not None and (kept is None or found.ended > kept.ended):
                kept = self._put(key, found)
        if kept is not None and kept.state.erased != state.erased:
            del self._kept[key]
            return None
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    def forget(self, unwanted: Callable[[Hashable, State], bool]) -> None:
        """Throws away the answers that are unwanted by their key and state."""
        with self._lock:
            for key in [key for key, one in self._kept.items() if unwanted(key, one.state)]:
                del self._kept[key]

    def _drop(self) -> None:
        """Makes room in the queue for one more."""
        if self.queued is None:
            return
        waiting = [key for key, work in self._working.items() if not (work.running() or work.done())]
        for key in waiting[: max(len(waiting) + 1 - self.queued, 0)]:
            if self._working[key].cancel():
                del self._working[key]

    def _put(self, key: Hashable, kept: Kept[Made]) -> Kept[Made]:
        self._kept[key] = kept
        while len(self._kept) > self.most:
            self._kept.popitem(last=False)
        return kept

    def _make(self, key: Hashable, make: Callable[[], Kept[Made]]) -> None:
        try:
            made = make()
            with self._lock:
                self._put(key, made)
        finally:
            with self._lock:
                self._working.pop(key, None)
