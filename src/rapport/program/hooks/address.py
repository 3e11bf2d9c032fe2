"""Where messages may be sent: public addresses over TLS, and what the home's settings name besides.

Whoever may enter an address could otherwise make this machine ask what only it can reach: its own services,
the network behind it, the machine's metadata.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from rapport.program.hooks.errors import AddressError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
LONGEST = 2000
NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
COMPATIBLE = ipaddress.ip_network("::/96")
UNICAST = ipaddress.ip_network("2000::/3")
OFFICIAL = (ipaddress.ip_network("192.0.0.0/24"), ipaddress.ip_network("192.88.99.0/24"))
"""The internet of IPv6; and what of IPv4 is for protocols, though some Pythons call parts public."""


@dataclass(frozen=True)
class Target:
    """An address, taken apart. `inside`: the settings name it, so it may be anywhere."""

    host: str
    port: int
    path: str
    secure: bool
    inside: bool


def target_of(address: str, inside_hosts: Sequence[str] = ()) -> Target:
    """The parts of an address that may be sent to, as far as its text tells. Raises AddressError."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise _bad("This is no address", "Write it like https://example.org/hook.") from None
    if len(address) > LONGEST or not address.isascii() or any(one <= " " or one == "\\" for one in address):
        raise _bad("The address has letters that cannot be, or is too long", "Write it in plain ASCII.")
    if parts.scheme not in ("https", "http") or not host:
        raise _bad("The address is none of the web", "Write it like https://example.org/hook.")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise _bad("The address holds a name, a password or a #", "Leave them out: messages are signed.")
    secure = parts.scheme == "https"
    port = port if port is not None else 443 if secure else 80
    inside = _named(host, port, inside_hosts)
    if not secure and not inside:
        raise _bad("The address is not https", "Use https, or name the host in `hook_hosts` of the settings.")
    if not inside and (literal := _literal(host)) is not None and not is_public(literal):
        raise not_public(host)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(host, port, path, secure, inside)


def is_public(address: Address) -> bool:
    """Whether an address is out on the internet; one that carries another inside is judged by that."""
    inner = _carried(address) if isinstance(address, ipaddress.IPv6Address) else None
    if inner is not None:
        return is_public(inner)
    if isinstance(address, ipaddress.IPv6Address):
        return address in UNICAST and address.is_global
    special = address.is_multicast or address.is_reserved or any(address in one for one in OFFICIAL)
    return address.is_global and not special


def not_public(host: str) -> AddressError:
    """The error for a host inside."""
    return _bad(
        f"{host} is not out on the internet",
        "Use a public address, or name the host in `hook_hosts` of the settings.",
    )


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address inside one of IPv6: mapped, 6to4, Teredo, translated, or compatible."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if any(address in network for network in NAT64) or address in COMPATIBLE:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _named(host: str, port: int, hosts: Sequence[str]) -> bool:
    """Whether the settings name this host, with this port or without any."""
    shown = f"[{host}]" if ":" in host else host
    return any(one.lower() in (shown, host, f"{shown}:{port}") for one in hosts)


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None


def _bad(what: str, todo: str) -> AddressError:
    return AddressError(what, "address", todo)
