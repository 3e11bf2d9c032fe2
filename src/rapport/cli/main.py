"""The `rapport` command: finds the verb, opens the home, tells errors in words and exit codes.

Exit codes: 0 done · 1 a fault of Rapport's own · 2 the command was used wrongly · 3 something given
cannot be used, nothing was changed · 4 the home is missing, older, newer or broken · 5 done, but
something was rejected or needs attention · 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from rapport import __version__
from rapport.cli.output import say_error
from rapport.home.errors import HomeError
from rapport.records.errors import InputError

VERBS = {
    "demo": "Run the main job on a simulated company.",
    "init": "Make a home folder.",
    "serve": "Serve the pages of the home.",
    "worker": "Do the long work of the home.",
    "people": "Invite people and give them roles.",
    "doctor": "Say what is configured, missing or broken, and how to mend it.",
    "import": "Bring interactions, answers, customers and more into the home.",
    "annotate": "Read every conversation: how it went, with the words that show it.",
    "models": "Learn from the home's own conversations.",
    "cases": "List and export cases.",
    "criteria": "List, copy, check and compare criteria files.",
    "survey": "Check survey files, criticise questionnaires, invite people.",
    "alerts": "Rules that open cases for what happened.",
    "sample": "Draw a sample and write the scoring sheets.",
    "evaluate": "Import evaluations.",
    "estimate": "Print a metric with its interval, by any dimension.",
    "recordings": "Attach recordings to interactions.",
    "report": "Write the findings report.",
    "erase": "Remove a customer everywhere.",
    "backup": "Write the whole home into one file.",
    "restore": "Bring a backup back.",
    "upgrade": "Bring an older home to this version's format.",
}


class Verbs(click.Group):
    """Loads a verb's module only when it is called, so that `--help` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in VERBS:
            return None
        command: click.Command = import_module(f"rapport.cli.{name}_").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rapport")
@click.option("--home", metavar="FOLDER", help="The home to work on (else RAPPORT_HOME, else this folder).")
@click.pass_context
def rapport(context: click.Context, home: str | None) -> None:
    """Measures the quality of every interaction, says how sure it is, and what to do next."""
    context.obj = {"home": home}


def run(arguments: list[str] | None = None) -> None:
    """Runs the command and ends the process with an exit code that means something."""
    sys.exit(_code(arguments))


def _code(arguments: list[str] | None) -> int:
    try:
        done: Any = rapport.main(args=arguments, prog_name="rapport", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say_error("Interrupted. Nothing half-done was kept.")
        return 130
    except HomeError as error:
        say_error(str(error))
        return 4
    except InputError as error:
        say_error(str(error))
        return 3
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:  # the last line of defence, told in words
        if os.environ.get("RAPPORT_DEBUG"):
            raise
        say_error(f"A fault of Rapport's own: {type(error).__name__}: {error}")
        say_error("Nothing half-done was kept. RAPPORT_DEBUG=1 shows where it happened.")
        return 1
    return done if isinstance(done, int) else 0
