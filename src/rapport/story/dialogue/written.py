"""Mails, tickets and reviews: whole messages, hours apart."""

from __future__ import annotations

from collections.abc import Iterable

from rapport.story.dialogue import solution
from rapport.story.dialogue.scene import Scene
from rapport.story.dialogue.script import Line, Script
from rapport.story.words import customer, differentiation, information, written

PARAGRAPH = "\n\n"
HOUR_S = 3600


def mail(scene: Scene) -> Script:
    """A mail thread: the customer's letter, the answer, perhaps a second round."""
    script = Script(subject=scene.say(scene.concern.subjects))
    letter(scene, script)
    answer(scene, script, scene.wait_s, ends=True)
    second_round(scene, script)
    return script


def ticket(scene: Scene) -> Script:
    """A ticket: description, status lines, answers without letter form."""
    script = Script(subject=scene.say(scene.concern.subjects))
    description = script.line("customer", 1).add(scene.say(scene.concern.problem))
    trouble(scene, description)
    script.line("system", scene.between(5, 60)).add(scene.say(written.TICKET_STATUS))
    answer(scene, script, scene.wait_s, ends=False)
    second_round(scene, script)
    if scene.solved:
        script.line("system", scene.between(60, HOUR_S)).add(scene.say(written.TICKET_CLOSED))
    return script


def review(scene: Scene, answered: bool) -> Script:
    """A public review, and the company's answer to it."""
    script = Script()
    line = script.line("customer", 1)
    good = scene.solved and not scene.heated
    line.add(scene.say(scene.concern.review_good if good else scene.concern.review_bad))
    if scene.chance(50):
        line.add(scene.say(written.STARS_GOOD if good else written.STARS))
    if scene.chance(75):
        line.add(scene.say(written.REVIEW_ABOUT))
    if answered:
        warm = "warm" if scene.did("human_connection.own_words") else "cold"
        reply = script.line("agent", scene.wait_s, scene.facts["agent"])
        reply.add(scene.show("brand_voice.careless_text"), "brand_voice.careless_text")
        reply.add(scene.say(written.REVIEW_REPLY[warm]))
        reply.add(scene.show("brand_voice.sounds_like_us"), "brand_voice.sounds_like_us")
        body(scene, reply, " ")
    return script


def letter(scene: Scene, script: Script) -> None:
    """The customer's mail."""
    line = script.line("customer", 1).add(scene.say(written.DEAR))
    line.add(scene.say(scene.concern.problem), glue=PARAGRAPH)
    trouble(scene, line)
    line.add(scene.say(written.ASKS), glue=PARAGRAPH)
    if scene.chance(70):
        line.add(scene.say(written.REACH))
    line.add(scene.say(written.ENDS), glue=PARAGRAPH).add(scene.facts["name"], glue="\n")
    if scene.chance(35):
        line.add(scene.facts["phone"], glue="\n")


def trouble(scene: Scene, line: Line) -> None:
    """Detail, earlier contacts, mood and a second matter of a written message."""
    if scene.chance(75):
        line.add(scene.say(scene.concern.detail))
    if scene.again:
        line.add(scene.say(customer.AGAIN))
    if scene.emotion != "calm" or scene.chance(30):
        line.add(scene.say(customer.MOOD[scene.emotion]))
    if scene.second is not None:
        scene.facts["second"] = scene.say(scene.second)
        line.add(scene.say(customer.SECOND), glue=PARAGRAPH)


def answer(scene: Scene, script: Script, gap_s: int, ends: bool) -> None:
    """The agent's message."""
    if scene.did("transfers.transferred"):
        handed = script.line("agent", max(60, gap_s // 2), scene.facts["agent"])
        handed.add(scene.show("transfers.transferred"), "transfers.transferred")
        gap_s -= gap_s // 2
        scene.facts["agent"] = scene.colleague
        scene.facts["agent_first"] = scene.colleague.partition(" ")[0]
    if scene.did("diagnosis.asked_well"):
        gap_s = asking(scene, script, gap_s, ends)
    line = script.line("agent", gap_s, scene.facts["agent"])
    warm = scene.did("human_connection.own_words")
    if scene.did("brand_voice.careless_text"):
        line.add(scene.show("brand_voice.careless_text"), "brand_voice.careless_text")
    else:
        line.add(scene.say(written.DEAR_CUSTOMER["warm" if warm else "cold"]))
    line.add(scene.say(written.THANKS), glue=PARAGRAPH)
    if scene.did("brand_voice.sounds_like_us"):
        line.add(scene.show("brand_voice.sounds_like_us"), "brand_voice.sounds_like_us")
    body(scene, line, PARAGRAPH)
    if ends:
        ours = scene.did("brand_voice.sounds_like_us")
        bank = differentiation.SIGNATURE_OURS if ours else differentiation.SIGNATURE_PLAIN
        line.add(scene.say(bank), "brand_voice.sounds_like_us" if ours else None, glue=PARAGRAPH)


def asking(scene: Scene, script: Script, gap_s: int, ends: bool) -> int:
    """The agent asks back before answering. Returns how long the full answer then takes."""
    question, reply = scene.concern.questions[scene.draw() % len(scene.concern.questions)]
    line = script.line("agent", gap_s, scene.facts["agent"])
    line.add(scene.say(written.DEAR_CUSTOMER["cold" if scene.chance(40) else "warm"]))
    line.add(scene.say(written.ONE_QUESTION), glue=PARAGRAPH)
    line.add(scene.say(question), "diagnosis.asked_well")
    if ends:
        line.add(scene.say(differentiation.SIGNATURE_PLAIN), glue=PARAGRAPH)
    script.line("customer", scene.between(600, 12 * HOUR_S)).add(scene.say(reply))
    return scene.between(HOUR_S, 8 * HOUR_S)


def body(scene: Scene, line: Line, glue: str) -> None:
    """Everything between salutation and signature, one paragraph a theme."""
    for theme in (beginning, finding, solution.solution, closing):
        separator = glue
        for text, rule in theme(scene):
            line.add(text, rule, glue=separator)
            separator = " "


def beginning(scene: Scene) -> Iterable[solution.Part]:
    yield from shown(
        scene, "acknowledgement.ignored_feeling", "transfers.cold_transfer", "pace.slow_system",
        "data_protection.told_a_stranger", "data_protection.weak_check",
    )  # fmt: skip
    yield from solution.attention(scene)
    yield from solution.history(scene)
    yield from shown(scene, "known_history.made_repeat", "pace.unexplained_silence")


def finding(scene: Scene) -> Iterable[solution.Part]:
    yield from shown(scene, "diagnosis.repeated_steps", "diagnosis.tested", "accuracy.wrong_source")
    if scene.did("accuracy.wrong_fact"):
        claims = scene.concern.wrong
        yield scene.say(claims[scene.draw() % len(claims)][0]), "accuracy.wrong_fact"


def closing(scene: Scene) -> Iterable[solution.Part]:
    yield from shown(scene, "guidance.one_at_a_time", "pace.ahead_of_customer")
    yield from solution.decision(scene)
    yield from shown(scene, "resolution.tried_together", "completeness.every_question")
    yield from solution.outlook(scene)
    yield from solution.extras(scene)
    yield from shown(scene, "education.pushed_sale", "human_connection.to_this_person", "respect.rude")


def shown(scene: Scene, *rules: str) -> Iterable[solution.Part]:
    """The phrases of those of the rules that apply."""
    for rule in rules:
        if scene.did(rule):
            yield scene.show(rule), rule


def second_round(scene: Scene, script: Script) -> None:
    """The customer writes back, and where it was not solved gets one more answer."""
    solved = scene.solved
    if not scene.chance(45 if solved else 70):
        return
    back = script.line("customer", scene.between(HOUR_S // 2, 20 * HOUR_S))
    back.add(scene.say(written.CUSTOMER_BACK["good" if solved else "bad"]))
    if not solved and scene.chance(50):
        reply = script.line("agent", scene.between(HOUR_S, 30 * HOUR_S), scene.facts["agent"])
        reply.add(scene.say(information.INSISTS)).add(scene.say(scene.concern.partial))
