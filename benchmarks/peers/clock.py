"""Times one call in a fresh process, for ours and for the peers alike; prints one JSON object."""

import json
import resource
import time
from collections.abc import Callable
from typing import Any


def measure(call: Callable[[], Any], times: int = 1) -> Any:
    """The best of `times` calls, and the process' highest resident memory."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        found = call()
        best = min(best, time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": best, "peak_mib": peak}))
    return found
