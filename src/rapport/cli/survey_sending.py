"""`rapport survey invite`, `bounces` and `deliverability`: lists of people, and whether mails arrive."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from rapport.cli.options import home_option, json_option, opened_home
from rapport.cli.output import emit_json, say
from rapport.cli.progress import progress_bar

SHOWN = 20


@click.command("invite")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--survey", required=True, help="The survey to ask with; its newest open version.")
@click.option("--by", type=click.Choice(["email", "sms"]), default="email", show_default=True)
@click.option("--kind", type=click.Choice(["contact", "relationship"]), default="contact", show_default=True,
              help="What the rules over all programmes count it as.")  # fmt: skip
@click.option("--days", default=14, show_default=True, help="After so many days the invitations expire.")
@click.option("--leave-out", is_flag=True, help="Leave out rows that cannot be used, invite the others.")
@home_option
@json_option
def invite(path: Path, survey: str, by: str, kind: str, days: int, leave_out: bool, as_json: bool) -> int:
    """Invite the people of a CSV file with a column email (or phone). Cut off, bring it again: it goes on.

    Rows that cannot be used are told with their number, column and what to do; nobody is invited then, unless
    --leave-out. The worker of the home sends the messages.
    """
    from rapport.program.people.actor import TERMINAL
    from rapport.program.sending.plain import REASONS, Plan, remedy
    from rapport.work.asking.lists import invite_list

    plan = Plan(survey, kind=kind, by=by, delay_hours=0.0, expires_hours=24.0 * days)
    with progress_bar(as_json) as bar:
        done = invite_list(
            opened_home(), TERMINAL, path, plan, datetime.now(UTC), leave_out=leave_out, progress=bar
        )
    left = [
        {
            "row": row,
            "column": done.column_of(row),
            "reason": reason,
            "what": REASONS[reason],
            "todo": remedy(reason),
        }
        for row, reason in sorted(done.left_out.items())
    ]
    if as_json:
        emit_json({"list": done.list_id, "file": path, "rows": done.rows, "invited": done.invited,
                   "resumed_after": done.resumed, "left_out": left})  # fmt: skip
    else:
        for one in left[:SHOWN]:
            say(f"{path}:{one['row']}, {one['column']}: {one['what']}. {one['todo']}")
        if len(left) > SHOWN:
            say(f"  … and {len(left) - SHOWN:,} more; --json lists them all.")
        if not done.begun:
            say("Nobody is invited. Mend these rows, or give --leave-out.")
        else:
            before = "; nothing was done, as all of it was brought before" * (done.resumed == done.rows)
            after = f", going on after {done.resumed:,}" if done.resumed and not before else ""
            say(f"{done.invited:,} of {done.rows:,} are invited{after}{before}.")
    return 5 if done.left_out else 0


@click.command("bounces")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@home_option
@json_option
def bounces(path: Path, as_json: bool) -> None:
    """Read mails that came back: PATH is a mailbox (mbox), a mail, or a folder of mails."""
    from rapport.program.people.actor import TERMINAL
    from rapport.work.asking.bounces import read_bounces

    ours, read = read_bounces(opened_home(), TERMINAL, path, datetime.now(UTC))
    if as_json:
        emit_json({"read": read, "ours": ours})
    else:
        say(f"{read:,} mails read; {ours:,} are reports about mails of ours.")


@click.command("deliverability")
@home_option
@json_option
def deliverability(as_json: bool) -> int:
    """Say whether mails arrive: what the sender's domain says (SPF, DKIM, DMARC), and how the words look."""
    from rapport.program.people.actor import TERMINAL
    from rapport.work.asking.deliverability.check import deliverability as checked
    from rapport.work.asking.deliverability.dns_asked import asked

    found = checked(opened_home(), TERMINAL, asked)
    if as_json:
        emit_json([{"about": title, "notes": notes} for title, notes in found])
    else:
        for title, notes in found:
            say(title)
            for one in notes:
                say(f"  {one.state:5}  {one.name}: {one.found}")
                if one.remedy:
                    say(f"         {one.remedy}")
    return 5 if any(one.state == "bad" for _, notes in found for one in notes) else 0
