"""Chats and calls: both sides in the same moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rapport.story.dialogue import solution
from rapport.story.dialogue.manner import THINKING, spoken, typed
from rapport.story.dialogue.scene import Scene
from rapport.story.dialogue.script import Line, Script
from rapport.story.words import connection, customer, differentiation, information, timing
from rapport.story.words.machine import BOT_ASKS, BOT_TOPIC, JOINED, QUEUED
from rapport.story.words.phrases import Bank

LETTERS_A_SECOND = 15  # of speech


class Live:
    """Writes one chat or call, beat by beat, into `script`."""

    def __init__(self, scene: Scene, call: bool) -> None:
        self.scene, self.call, self.script = scene, call, Script()
        self.manner: Callable[..., str] = spoken if call else typed
        self.person = scene.facts["agent"]

    def pause(self, low: int, high: int) -> int:
        """Seconds until the next turn: while it is typed; on a call, while the last one is spoken."""
        if not self.call:
            return self.scene.between(low, high)
        spoken_s = len(self.script.lines[-1].text) // LETTERS_A_SECOND if self.script.lines else 0
        return spoken_s + self.scene.between(1, 4)

    def customer(self, *banks: Bank, gap: int | None = None) -> Line:
        """The customer says something from each bank."""
        scene = self.scene
        line = self.script.line("customer", gap or self.pause(9, 55))
        for bank in banks:
            line.add(self.manner(scene.say(bank), scene.draw))
        return line

    def agent(self, parts: Iterable[solution.Part] = (), gap: int | None = None) -> Line:
        """The agent says these parts."""
        scene = self.scene
        line = self.script.line("agent", gap or self.pause(14, 70), self.person)
        if self.call and scene.chance(18):
            line.add(THINKING[scene.draw() % len(THINKING)])
        for text, rule in parts:
            line.add(text, rule)
        return line

    def write(self) -> Script:
        """The whole conversation."""
        self.opening()
        self.reception()
        self.middle()
        self.ending()
        return self.script

    def opening(self) -> None:
        """Greeting and problem; on a chat the customer begins, on a call the agent."""
        scene = self.scene
        if self.call:
            self.greet(scene.wait_s)
            self.problem(first=False)
            return
        if scene.chance(30):
            self.script.line("bot", 1).add(scene.say(BOT_ASKS))
            self.customer(BOT_TOPIC)
            self.script.line("bot", 2).add(scene.say(QUEUED))
        self.problem(first=True)
        if scene.chance(40):
            self.script.line("system", max(1, scene.wait_s - 2)).add(scene.say(JOINED))
            self.greet(2)
        else:
            self.greet(scene.wait_s)

    def greet(self, gap: int) -> None:
        scene = self.scene
        line = self.agent(gap=max(1, gap))
        line.parts.clear()
        line.shows.clear()
        line.add(scene.show("brand_voice.careless_text"), "brand_voice.careless_text")
        if scene.did("brand_voice.sounds_like_us"):
            line.add(scene.show("brand_voice.sounds_like_us"), "brand_voice.sounds_like_us")
            asks, has_read = differentiation.INVITES_OURS, differentiation.HAS_READ_OURS
        else:
            line.add(scene.say(connection.GREETING_PLAIN))
            asks, has_read = connection.INVITES, connection.HAS_READ
        if self.call or scene.chance(75):
            line.add(scene.say(asks if self.call else has_read))

    def problem(self, first: bool) -> None:
        scene = self.scene
        line = self.customer(customer.GREETING, gap=1 if first and len(self.script.lines) == 0 else None)
        if not first or scene.chance(60):
            line.add(self.manner(scene.say(scene.concern.problem), scene.draw))
        else:
            line = self.customer(scene.concern.problem)
        if scene.again:
            line.add(self.manner(scene.say(customer.AGAIN), scene.draw))
        elif scene.chance(55):
            line.add(self.manner(scene.say(scene.concern.detail), scene.draw))
        if scene.emotion != "calm" or scene.chance(35):
            mood = customer.MOOD[scene.emotion]
            (line if scene.chance(60) else self.customer()).add(self.manner(scene.say(mood), scene.draw))
        if not self.script.lines[-1].parts:
            self.script.lines.pop()

    def reception(self) -> None:
        """How the customer and the trouble are received, and who they are."""
        scene, did = self.scene, self.scene.did
        parts = list(solution.attention(scene))
        if did("acknowledgement.ignored_feeling"):
            parts.insert(
                0, (scene.show("acknowledgement.ignored_feeling"), "acknowledgement.ignored_feeling")
            )
        ask, rule = self.check()
        parts.append((ask, rule))
        self.agent(part for part in parts if part[0])
        self.reaction(bool(ask))
        if history := list(solution.history(scene)):
            self.agent(history)
        if did("known_history.made_repeat"):
            text = scene.show("known_history.made_repeat")
            self.agent([(text, "known_history.made_repeat")])
            self.customer(customer.REPEATED)

    def check(self) -> solution.Part:
        """How the agent makes sure who this is."""
        scene = self.scene
        for rule in ("data_protection.told_a_stranger", "data_protection.weak_check"):
            if scene.did(rule):
                return scene.show(rule), rule
        if "data_protection" in scene.absent:
            return "", None
        cold = scene.did("acknowledgement.ignored_feeling")
        return scene.say(information.COLD_CHECK if cold else information.CHECK), None

    def reaction(self, asked: bool) -> None:
        """The customer's first reaction to being received."""
        scene, did = self.scene, self.scene.did
        banks: list[Bank] = []
        if did("respect.blamed_customer"):
            banks.append(customer.BLAMED)
        elif did("respect.talked_down"):
            banks.append(customer.CHECKS_DOUBT)
        elif did("acknowledgement.ignored_feeling") and scene.chance(70):
            banks.append(customer.FEELS_IGNORED)
        elif did("acknowledgement.named_the_trouble") and scene.chance(45):
            banks.append(customer.FEELS_HEARD)
        weak = did("data_protection.weak_check") or did("data_protection.told_a_stranger")
        if asked and not weak:
            banks.append(customer.IDENTIFIES)
        if banks:
            self.customer(*banks)
        elif weak:
            self.customer(information.DONE if did("data_protection.told_a_stranger") else RIGHT)

    def middle(self) -> None:
        """Waiting, asking, passing on, answering."""
        scene, did = self.scene, self.scene.did
        self.silences()
        if did("transfers.transferred"):
            self.transfer()
        if did("diagnosis.repeated_steps"):
            text = scene.show("diagnosis.repeated_steps")
            self.agent([(text, "diagnosis.repeated_steps")])
            self.customer(information.DID_ALREADY)
        if did("diagnosis.asked_well"):
            for question, answer in self.questions():
                self.agent([(scene.say(question), "diagnosis.asked_well")])
                self.customer(answer)
        if did("diagnosis.tested"):
            line = self.agent([(scene.show("diagnosis.tested"), "diagnosis.tested")])
            line.gap_s += scene.between(15, 45)
        if scene.second is not None:
            self.second(scene.second)
        if did("accuracy.wrong_source"):
            self.agent([(scene.show("accuracy.wrong_source"), "accuracy.wrong_source")])
            self.customer(information.NOT_SO)
        if did("accuracy.wrong_fact"):
            self.wrong()
        self.answer()

    def questions(self) -> list[tuple[Bank, Bank]]:
        """One or two different questions with their answers."""
        known = self.scene.concern.questions
        start = self.scene.draw() % len(known)
        return [known[(start + step) % len(known)] for step in range(1 + self.scene.chance(45))]

    def silences(self) -> None:
        scene = self.scene
        for _ in range(scene.fired.get("pace.unexplained_silence", 0)):
            if scene.chance(60):
                self.customer(customer.STILL_THERE, gap=scene.between(95, 280))
                gap = None
            else:
                gap = scene.between(130, 330)
            self.agent([(scene.show("pace.unexplained_silence"), "pace.unexplained_silence")], gap=gap)
        if scene.did("pace.slow_system"):
            self.agent([(scene.show("pace.slow_system"), "pace.slow_system")])
        elif scene.chance(30):
            self.agent([(scene.say(timing.ANNOUNCED_WAIT), None)])

    def transfer(self) -> None:
        scene = self.scene
        for number in range(scene.fired["transfers.transferred"]):
            self.agent([(scene.show("transfers.transferred"), "transfers.transferred")])
            cold = scene.did("transfers.cold_transfer")
            if number == 0:
                self.person = scene.colleague
                scene.facts["agent_first"] = scene.colleague.partition(" ")[0]
            text = scene.show("transfers.cold_transfer") if cold else scene.say(timing.WARM_TRANSFER)
            self.agent([(text, "transfers.cold_transfer" if cold else None)], gap=scene.between(25, 90))
            self.customer(scene.concern.problem if cold else information.RELIEVED)

    def second(self, mentioned: Bank) -> None:
        """A second matter comes up."""
        scene = self.scene
        scene.facts["second"] = scene.say(mentioned)
        self.customer(customer.SECOND)
        if scene.did("completeness.every_question"):
            return
        self.agent([(scene.say(information.PASSES_OVER), None)])

    def wrong(self) -> None:
        """Something false is said, and the customer notices."""
        scene = self.scene
        claim, correction = scene.concern.wrong[scene.draw() % len(scene.concern.wrong)]
        self.agent([(scene.say(claim), "accuracy.wrong_fact")])
        self.customer(correction)
        self.agent([(scene.say(information.INSISTS), None)])

    def answer(self) -> None:
        """The solution, and what the customer makes of it."""
        scene, did = self.scene, self.scene.did
        self.agent(solution.solution(scene))
        if did("guidance.jargon"):
            self.customer(customer.PUZZLED)
            self.agent([(scene.say(information.UNHELPFUL), None)])
        for rule in ("guidance.one_at_a_time", "pace.ahead_of_customer"):
            if did(rule):
                self.agent([(scene.show(rule), rule)])
                self.customer(information.DONE if rule.startswith("guidance") else customer.TOO_SOON)
        if did("education.pushed_sale"):
            self.agent([(scene.show("education.pushed_sale"), "education.pushed_sale")])
            self.customer(customer.NO_SALE)
        if decided := list(solution.decision(scene)):
            self.agent(decided)
        if did("resolution.tried_together"):
            self.agent([(scene.show("resolution.tried_together"), "resolution.tried_together")])
            works = information.WORKS if scene.kind == "line" else information.SEES_IT
            self.customer(works, gap=scene.between(15, 50))
        else:
            self.customer(customer.RESOLVED if scene.solved else customer.HALF_RESOLVED)

    def ending(self) -> None:
        """What comes next, something extra, farewell."""
        scene, did = self.scene, self.scene.did
        parts: list[solution.Part] = []
        if did("completeness.every_question"):
            parts.append((scene.show("completeness.every_question"), "completeness.every_question"))
        parts += solution.outlook(scene)
        parts += solution.extras(scene)
        if parts:
            self.agent(parts)
            if not scene.solved and scene.chance(70):
                self.customer(customer.UNRESOLVED)
            elif did("education.useful_tip") and scene.chance(50):
                self.customer(customer.LIKES_EXTRA)
        if did("respect.rude"):
            self.agent([(scene.show("respect.rude"), "respect.rude")])
            return
        farewell = self.agent()
        farewell.add(scene.show("human_connection.to_this_person"), "human_connection.to_this_person")
        if scene.chance(70) or not farewell.parts:
            farewell.add(scene.say(connection.CLOSING_PLAIN))
        if scene.chance(80):
            bye = (
                customer.BYE_UNHAPPY if not scene.solved
                else customer.BYE_NEUTRAL if scene.heated else customer.BYE_HAPPY
            )  # fmt: skip
            self.customer(bye)


RIGHT = information.RIGHT
