"""All kinds of rows, found by the files beside this one."""

import pkgutil
from importlib import import_module

import law_rows
from law_rows.kind import Kind

KINDS: dict[str, Kind] = {}
for _found in pkgutil.iter_modules(law_rows.__path__):
    for _name, _kind in getattr(import_module(f"law_rows.{_found.name}"), "KINDS", {}).items():
        if _name in KINDS and _kind is not KINDS[_name]:
            raise ValueError(f"two files make rows of the kind {_name!r}")
        KINDS[_name] = _kind
