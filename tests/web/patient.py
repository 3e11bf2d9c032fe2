"""Waits for pages whose numbers are worked out beside them."""

import time


class Patient:
    """A client that asks for a page until its numbers are worked out, as the page does by itself."""

    def __init__(self, client):
        self.client = client

    def get(self, *asked):
        until = time.monotonic() + 120
        while True:
            answer = self.client.get(*asked)
            waits = (
                answer.context is not None and "found" in answer.context and answer.context["found"] is None
            )
            if not waits or time.monotonic() > until:
                return answer
            assert b"aria-busy" in answer.content, "the page says that it works"
            time.sleep(0.05)

    def post(self, *asked):
        return self.client.post(*asked)
