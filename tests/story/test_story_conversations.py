"""Conversations read like conversations, and say what truly happened."""

import re
from collections import Counter

import numpy as np
import pytest

from rapport.story import Company
from rapport.story.behaviour import TENDENCIES
from rapport.story.calendar import Calendar
from rapport.story.dialogue.scene import SAID, VARIANTS, concern_words
from rapport.story.facts import SLOTS, facts
from rapport.story.judging import PROMISED_S
from rapport.story.people import persons
from rapport.story.situations import ABANDONED, CHANNELS, CONCERNS, NORMAL, UNANSWERED
from rapport.story.words import connection, customer, differentiation, information, machine, survey, timing
from rapport.story.words import written as letters
from rapport.story.words.phrases import bank, expand, pick

COMPANY = Company(seed=3, size=2_000)
INDEX = np.arange(2_000)
FOUND = list(COMPANY.interactions())
SITUATIONS, AGAIN = COMPANY.situations(INDEX)
TRUE = COMPANY.judging.truth(SITUATIONS, AGAIN)
SCRIPTS = [script for _, _, script in COMPANY.writer.scripts(SITUATIONS, TRUE, AGAIN)]
SILENT = {"first_reply.answered_in_time"}  # shown by the clock alone


def test_a_phrase_stands_for_all_its_wordings():
    assert expand("My [tv|box] is [on|off]") == (
        "My tv is on",
        "My tv is off",
        "My box is on",
        "My box is off",
    )
    two = bank("one [a|b]\n\n two")
    assert two == (("one a", "one b"), ("two",))
    assert pick(two, lambda: 0) == "one a"
    assert pick(two, lambda: 1 << 16) == "one b"


def test_every_slot_of_every_phrase_is_known():
    (person,) = persons(1, np.array([5]))
    known = set(facts(person, 40, "Maya Kerr", lambda: 12_345)) | SLOTS | {"topic", "router", "days"}
    phrases = list(SAID.values())
    for module in (connection, customer, differentiation, information, machine, survey, timing, letters):
        for value in vars(module).values():
            if isinstance(value, tuple):
                phrases.append(value)
    for concern in concern_words().values():
        for case in concern.cases:
            phrases += [case.problem, case.detail, case.fix, case.partial, case.next_step, case.tip]
            phrases += [case.jargon, case.review_bad, case.review_good, case.second, case.subjects]
            phrases += [one for pair in (*case.questions, *case.wrong) for one in pair]
    texts = [text for one in phrases for wordings in one for text in wordings]
    assert len(texts) > 5_000
    slots = {slot for text in texts for slot in re.findall(r"(?<!\{)\{(\w+)\}(?!\})", text)}
    assert slots <= known
    assert not [text for text in texts if "[" in text or "]" in text]


def test_every_rule_has_words_and_every_case_an_answer():
    assert set(TENDENCIES) - SILENT - {"resolution.solved", "accuracy.wrong_fact", "guidance.jargon",
                                        "education.useful_tip", "completeness.what_happens_now",
                                        "diagnosis.asked_well"} == set(VARIANTS)  # fmt: skip
    assert set(concern_words()) == set(CONCERNS)
    for concern in concern_words().values():
        assert len(concern.cases) >= 5
        for case in concern.cases:
            assert case.fix and case.partial and case.questions and case.wrong and case.next_step
            for rule, variants in VARIANTS.items():
                assert variants.keys() & {"", case.kind, "calm", "one"}, rule


@pytest.mark.parametrize("channel", ["chat", "call"])
def test_what_happened_is_said_and_nothing_else(channel):
    """In live contacts a rule shows in the agent's words exactly where it truly applies."""
    names = COMPANY.judging.names
    for row in np.flatnonzero((SITUATIONS.kind == NORMAL) & (SITUATIONS.channel == CHANNELS.index(channel))):
        shown = set(SCRIPTS[row].spans())
        fired = {name for name, count in zip(names, TRUE.counts[row], strict=True) if count}
        assert shown - fired == set()
        missing = fired - shown - SILENT
        assert missing <= {"pace.unexplained_silence"}, FOUND[row].interaction_id


def test_written_contacts_say_what_happened_too():
    names = COMPANY.judging.names
    rows = np.flatnonzero((SITUATIONS.kind == NORMAL) & (SITUATIONS.channel >= CHANNELS.index("email")))
    said = total = 0
    for row in rows:
        shown = set(SCRIPTS[row].spans())
        fired = {name for name, n in zip(names, TRUE.counts[row], strict=True) if n} - SILENT
        assert shown <= fired
        said, total = said + len(fired & shown), total + len(fired)
    assert said / total > 0.95


def test_evidence_lies_in_the_agents_words():
    for interaction, script in zip(FOUND, SCRIPTS, strict=True):
        for rule, spans in script.spans().items():
            for span in spans:
                turn = interaction.turns[span.turn]
                assert turn.speaker == "agent", rule
                assert 0 <= span.start < span.end <= len(turn.text)
                assert turn.text[span.start : span.end].strip() == turn.text[span.start : span.end]


def test_the_first_reply_comes_when_the_rule_says():
    column = COMPANY.judging.place["first_reply.answered_in_time"]
    for row, interaction in enumerate(FOUND):
        if SITUATIONS.kind[row] != NORMAL or interaction.channel not in ("call", "chat"):
            continue
        agent = next(turn for turn in interaction.turns if turn.speaker == "agent")
        asked = next(turn for turn in interaction.turns if turn.speaker in ("customer", "agent"))
        waited = (agent.at - (interaction.started_at if asked is agent else asked.at)).total_seconds()
        if TRUE.counts[row, column]:
            assert waited <= PROMISED_S[CHANNELS.index(interaction.channel)] + 150
        else:
            assert waited > PROMISED_S[CHANNELS.index(interaction.channel)] - 5


def test_abandoned_and_unanswered_contacts_exist_and_look_so():
    for row, interaction in enumerate(FOUND):
        speakers = {turn.speaker for turn in interaction.turns}
        if SITUATIONS.kind[row] == ABANDONED:
            assert not speakers
        elif SITUATIONS.kind[row] == UNANSWERED:
            assert "customer" in speakers and "agent" not in speakers
        else:
            assert {"customer", "agent"} <= speakers
    assert 0.025 < (SITUATIONS.kind == ABANDONED).mean() < 0.06


def test_times_run_forward_within_the_period():
    for interaction in FOUND:
        times = [interaction.started_at, *(turn.at for turn in interaction.turns)]
        assert times == sorted(times)
        assert Calendar().start <= interaction.started_at < Calendar().end


def test_no_two_conversations_are_alike_and_words_vary():
    texts = ["\n".join(turn.text for turn in one.turns) for one in FOUND if len(one.turns) > 1]
    assert len(set(texts)) == len(texts)
    reviews = [one.turns[0].text for one in FOUND if one.channel == "review"]
    assert len(set(reviews)) > 0.97 * len(reviews)
    openings = Counter(one.turns[0].text for one in FOUND if one.turns and one.channel == "email")
    assert openings.most_common(1)[0][1] == 1
    words = [word for text in texts for word in text.lower().split()]
    grams = {n: set(zip(*(words[k:] for k in range(n)), strict=False)) for n in (2, 3)}
    assert len(grams[2]) > 20_000
    assert len(grams[3]) > 50_000
    lengths = [len(one.turns) for one in FOUND if one.channel in ("chat", "call") and one.turns]
    assert 10 < np.mean(lengths) < 30 and np.std(lengths) > 3


def test_facts_stay_the_same_within_a_conversation():
    for interaction in FOUND:
        text = "\n".join(turn.text for turn in interaction.turns)
        accounts = {found.lower() for found in re.findall(r"HY-\d{7}", text, re.I)}
        assert len(accounts) <= 1
        mails = {found.lower() for found in re.findall(r"[\w.]+@[\w.]+\w", text)}
        assert len(mails) <= 1
        assert "{" not in text.replace("{first_name}", "")


def test_personal_data_is_there_to_be_redacted():
    text = "\n".join(turn.text for one in FOUND for turn in one.turns)
    assert len(re.findall(r"@(?:example|mail|post)", text)) > 100
    assert len(re.findall(r"\d{3}-555-01\d\d", text)) > 100
    cards = re.findall(r"4000 00\d\d \d{4} \d{4}", text)
    assert len(cards) > 20
    for card in cards:
        digits = [int(digit) for digit in card.replace(" ", "")]
        doubled = [sum(divmod(2 * digit, 10)) for digit in digits[0::2]]
        assert (sum(doubled) + sum(digits[1::2])) % 10 == 0
