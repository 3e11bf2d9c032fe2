"""Starts programs of Rapport as forks of one process that has read all of it already.

A program of its own spends seconds of the processor on reading Rapport before it does anything; a fork
begins where that is done, with connections and files of its own. `tests/started.py` asks it.

Its settings are its own, too, except for what libraries settled when they were read, with an empty home. The
addresses of pages are such, and sign-in has fewer where a home has `passwords = false`: programs of these
homes read all anew. A fork has none of the threads that libraries began in the starter (polars and its memory
have some): what a program hands to threads must be begun in the program.
"""

import atexit
import json
import os
import runpy
import selectors
import signal
import socket
import struct
import sys
import threading
import time
import tomllib
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

PATIENCE_S = 60
LONGEST = 1 << 20
OFTEN_USED = (
    "granian.server",
    "rapport.cli.main",
    "rapport.cli.people_",
    "rapport.cli.serve_",
    "rapport.cli.worker_",
    "rapport.web.config.same_file",
    "rapport.web.config.whole",
)


def main(address):
    """Forks what is asked for until nobody holds a line; a second starter of an address ends at once."""
    listener = socket.socket(socket.AF_UNIX)
    try:
        listener.bind(f"\0{address}")
    except OSError:
        return
    listener.listen(64)
    read_all()
    Starter(listener).run()
    os._exit(0)


def read_all():
    """Reads what servers and workers read, with the settings of a home that nobody uses."""
    from rapport.home import create_home
    from rapport.program.setup import configure

    with TemporaryDirectory() as folder:
        configure(create_home(Path(folder) / "home"))
        from django.db.migrations.loader import MigrationLoader
        from django.urls import get_resolver

        MigrationLoader(None)
        todo = [get_resolver()]
        while todo:
            todo += getattr(todo.pop(), "url_patterns", ())
        for name in OFTEN_USED:
            import_module(name)


class Starter:
    """Answers each line with the number of the process it asked for, and later how that ended."""

    def __init__(self, listener):
        self.listener, self.lines, self.running = listener, selectors.DefaultSelector(), {}
        self.ended, self.wake = socket.socketpair()
        for one in (self.ended, self.wake):
            one.setblocking(False)
        signal.set_wakeup_fd(self.wake.fileno())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for one in (listener, self.ended):
            self.lines.register(one, selectors.EVENT_READ)

    def run(self):
        held = set()
        while True:
            found = self.lines.select(None if held else PATIENCE_S)
            if not found and not held:
                return
            for one in {key.fileobj for key, _ in found}:
                if one is self.ended:
                    self._reap()
                elif one is self.listener:
                    line, _ = one.accept()
                    if _ours(line):
                        held.add(line)
                        self.lines.register(line, selectors.EVENT_READ)
                elif not self._asked(one):
                    held.discard(one)
                    if not held:
                        return

    def _asked(self, line):
        """Starts what a line asks for → whether it is still held."""
        said, files = _read(line)
        process = os.fork() if said else None
        if process == 0:
            self._become(json.loads(said), files)
        for one in files:
            os.close(one)
        if process is None:
            self._let_go(line)
            return False
        self.running[process] = line
        with suppress(OSError):
            line.sendall(b"%d\n" % process)
        return True

    def _let_go(self, line):
        """Ends what runs for a line that nobody holds any more."""
        self.lines.unregister(line)
        for process, one in self.running.items():
            if one is line:
                os.kill(process, signal.SIGTERM)
        line.close()

    def _reap(self):
        with suppress(BlockingIOError):
            while self.ended.recv(4096):
                pass
        with suppress(ChildProcessError):
            while (one := os.waitpid(-1, os.WNOHANG))[0]:
                with suppress(OSError):
                    self.running.pop(one[0]).sendall(b"%d\n" % os.waitstatus_to_exitcode(one[1]))

    def _become(self, asked, files):
        """The rest of this process is the program."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        for number, file in enumerate(files, 1):
            os.dup2(file, number)
            os.close(file)
        for one in list(self.lines.get_map().values()):
            one.fileobj.close()
        self.wake.close()
        self.lines.close()
        os.environ.clear()
        os.environ.update(asked["environment"])
        time.tzset()
        os.chdir(asked["folder"])
        if without_passwords(asked["words"]):
            os.execv(sys.executable, [sys.executable, *asked["words"]])
        _end(_run(asked["words"]))


def _ours(line):
    """Whether the same person asks: anybody on this machine could."""
    _, user, _ = struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    if user != os.getuid():
        line.close()
    return user == os.getuid()


def _read(line):
    """What a line asks for, with its files; nothing where it was let go, before or amid that."""
    said, files = b"", []
    with suppress(OSError):
        said, files, *_ = socket.recv_fds(line, LONGEST, 2)
        while said and not said.endswith(b"\n") and (more := line.recv(LONGEST)):
            said += more
    return (said if said.endswith(b"\n") else b""), files


def without_passwords(words):
    """Whether a home that a program may mean, by a word, the environment or its folder, has none."""
    places = [*(one.removeprefix("--home=") for one in words[2:]), os.environ.get("RAPPORT_HOME", "."), "."]
    for place in places:
        # Most words are no folders, and some could not be one.
        with suppress(OSError, ValueError):
            if tomllib.loads((Path(place) / "rapport.toml").read_text("utf-8")).get("passwords") is False:
                return True
    return False


def _run(words):
    """The exit code of a program: what follows `python`, that is -c CODE or -m MODULE, and its words."""
    kind, what, *more = words
    sys.argv = [kind, *more]
    _unconfigure()
    try:
        if kind == "-m":
            runpy.run_module(what, run_name="__main__", alter_sys=True)
        else:
            exec(compile(what, "<string>", "exec"), {"__name__": "__main__"})
    except SystemExit as end:
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - the end of a program, whatever ended it
        sys.excepthook(*sys.exc_info())
        return 1
    return 0


def _unconfigure():
    """Lets the program's own home settle everything, as if nothing had been settled; what libraries set for
    themselves when they were read stays, as do the addresses of pages: a home that would have others is
    refused."""
    from django.conf import settings
    from django.db import connections
    from django.utils.functional import empty

    before = settings._wrapped
    settings._wrapped = empty
    settings.__dict__["configure"] = partial(_configure, before)
    connections._settings = None
    connections.__dict__.pop("settings", None)
    with suppress(AttributeError):
        del connections["default"]


def _configure(before, **given):
    from django.conf import LazySettings, settings

    if given.get("SOCIALACCOUNT_ONLY"):
        raise RuntimeError("A fork has sign-in with passwords: name the home by a word, and it is no fork")
    LazySettings.configure(settings, before, **given)


def _end(code):
    """Ends as a program ends, but leaves what the process holds to the system."""
    with suppress(BaseException):
        threading._shutdown()
        atexit._run_exitfuncs()
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code & 255)


if __name__ == "__main__":
    main(sys.argv[1])
