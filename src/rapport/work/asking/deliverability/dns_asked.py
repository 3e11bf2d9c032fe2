"""Asks the name servers of this machine."""

from __future__ import annotations

from collections.abc import Sequence

import dns.exception
import dns.resolver

from rapport.work.asking.deliverability.note import LookupFailedError

WAIT_S = 5.0


def asked(name: str, kind: str) -> Sequence[str]:
    """The records of a name. Raises LookupFailedError."""
    resolver = dns.resolver.Resolver()
    resolver.lifetime = WAIT_S
    try:
        found = resolver.resolve(name, kind)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return ()
    except (dns.exception.DNSException, OSError) as error:
        raise LookupFailedError(type(error).__name__) from None
    if kind == "TXT":
        return tuple(b"".join(one.strings).decode("utf-8", "replace") for one in found)
    return tuple(one.to_text() for one in found)
