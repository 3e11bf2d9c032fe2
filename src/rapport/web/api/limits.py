"""How often one key may ask: a bucket of requests that fills again all the time.

Each serving process counts for itself, in memory: a home served by two processes lets through up to twice
as much. That is enough to keep one program from crowding out the people, and costs no write a request.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

WINDOW_S = 60
MOST_KEYS = 10_000


@dataclass(frozen=True)
class Allowance:
    """What is left of a key's requests: `wait_s` until the next one, 0 when it may ask now."""

    limit: int
    left: int
    wait_s: int
    full_in_s: int

    def headers(self) -> dict[str, str]:
        """As the fields RateLimit and RateLimit-Policy say it."""
        found = {
            "RateLimit-Policy": f'"key";q={self.limit};w={WINDOW_S}',
            "RateLimit": f'"key";r={self.left};t={self.full_in_s}',
        }
        return {**found, "Retry-After": str(self.wait_s)} if self.wait_s else found


class Buckets:
    """The buckets of all keys of this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str, limit: int) -> Allowance:
        """Takes one request out of the bucket of `key`, if there is one: `limit` a minute."""
        rate = limit / WINDOW_S
        with self._lock:
            now = self._clock()
            level, since = self._levels.pop(key, (float(limit), now))
            level = min(float(limit), level + (now - since) * rate)
            refused = level < 1
            level -= 0 if refused else 1
            self._levels[key] = (level, now)
            while len(self._levels) > MOST_KEYS:
                self._levels.popitem(last=False)
        wait = math.ceil((1 - level) / rate) if refused else 0
        return Allowance(limit, int(level), wait, math.ceil((limit - level) / rate))


BUCKETS = Buckets()
