"""The whole check: the sender, its domain, our own address, and the words of every programme."""

from __future__ import annotations

from email.utils import parseaddr

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.sending.addresses import mailable
from rapport.program.sending.plain import EMAIL
from rapport.work.asking.deliverability.domain import domain_notes
from rapport.work.asking.deliverability.note import BAD, GOOD, WORSE, Ask, Note
from rapport.work.asking.deliverability.wording import well, wording_notes


def deliverability(home: Home, actor: Actor, ask: Ask) -> list[tuple[str, list[Note]]]:
    """Notes by what they are about. Raises NotAllowedError."""
    from rapport.program.setup import connect

    connect(home)
    from rapport.program.sending.selectors import programmes

    actor.require(Permission.SURVEYS_READ)
    found = [("Sender", _sender(home))]
    _, address = parseaddr(home.settings.mail_from or "")
    domain = address.rpartition("@")[2].lower()
    if domain:
        found.append((domain, list(domain_notes(domain, home.settings.dkim_selector or "", ask))))
    for one in programmes(actor):
        if one.plan.by == EMAIL:
            arms = [(arm.subject, arm.intro) for arm in one.plan.arms]
            texts = [(one.plan.subject, one.plan.intro), *arms]
            notes = [note for text in texts for note in wording_notes(*text, one.plan.sender)]
            found.append((f"Words of {one.title}", well(notes)))
    return found


def _sender(home: Home) -> list[Note]:
    given = home.settings
    _, address = parseaddr(given.mail_from or "")
    notes = []
    if not given.mail_server or not given.mail_from:
        notes.append(Note("Mail server", BAD, "None is set", "Set mail_server and mail_from."))
    elif mailable(address) is None:
        notes.append(Note("Sender", BAD, f"{given.mail_from} is no address", "Set mail_from."))
    else:
        notes += list(wording_notes("", "", address)) or [Note("Sender", GOOD, given.mail_from)]
        if given.mail_security == "none":
            what = "Mails go to the server in the clear"
            notes.append(Note("Server", WORSE, what, 'Set mail_security to "starttls" or "tls".'))
    if not given.address:
        notes.append(Note("Address", BAD, "Customers have none to answer at", "Set address."))
    elif not given.address.startswith("https://"):
        what = f"{given.address} is not https: links look unsafe"
        notes.append(Note("Address", WORSE, what, "Serve it over https."))
    else:
        notes.append(Note("Address", GOOD, given.address))
    return notes
