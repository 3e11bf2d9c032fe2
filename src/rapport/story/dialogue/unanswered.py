"""Contacts where nobody of the company came to speak."""

from __future__ import annotations

from rapport.story.dialogue import written as letters
from rapport.story.dialogue.manner import typed
from rapport.story.dialogue.scene import Scene
from rapport.story.dialogue.script import Script
from rapport.story.words import customer, machine, written


def unanswered(scene: Scene, channel: str) -> Script:
    """What the customer said, and what the machine did."""
    script = Script()
    if channel in ("email", "ticket"):
        script.subject = scene.say(scene.concern.subjects)
        letters.letter(scene, script)
        script.line("system", scene.between(2, 20)).add(scene.say(written.TICKET_STATUS))
        return script
    if channel == "call":
        script.line("system", scene.wait_s).add(scene.say(machine.VOICEMAIL))
        line = script.line("customer", scene.between(4, 9)).add(scene.say(customer.GREETING))
        line.add(scene.say(scene.concern.problem)).add(scene.say(written.REACH))
        return script
    script.line("bot", 1).add(scene.say(machine.BOT_ASKS))
    script.line("customer", scene.between(6, 30)).add(typed(scene.say(scene.concern.problem), scene.draw))
    script.line("bot", 2).add(scene.say(machine.QUEUED))
    script.line("customer", scene.between(120, 500)).add(typed(scene.say(customer.STILL_THERE), scene.draw))
    script.line("system", scene.between(120, 600)).add(scene.say(machine.LEFT))
    return script
