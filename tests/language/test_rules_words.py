"""Rules are only looked for in turns where one of their words stands: most matches hold one by themselves."""

import random
import re
import re._constants as sign
import re._parser as parser

import pytest

from rapport.language.behaviours import agent_rules
from rapport.language.experience import customer_rules
from rapport.language.experience.reading import WORD

RULES = [
    *(("agent", one) for one in (*agent_rules.GOOD, *agent_rules.BAD, *agent_rules.OUTCOME)),
    *(("customer", one) for one in (*customer_rules.EFFORT, *customer_rules.MOOD, *customer_rules.CONTENT)),
]
EXAMPLES, LONGEST_GAP = 400, 2
ALSO = (
    "agent:greeting/hello",
    "agent:own_name/name",
    "agent:empathy/understand",
    "agent:next_step/will",
    "agent:wait_announced/moment",
    "agent:hold_permission/hold",
    "agent:summary/summarise",
    "agent:check_understanding/correct",
    "agent:closing/bye",
    "agent:welcome/welcome",
    "agent:refusal/cannot",
    "agent:failed/unfortunately",
    "agent:done/successfully",
    "agent:answer/here",
    "agent:not_understood/understand",
    "agent:elsewhere/call",
    "agent:filler/support",
    "customer:called_before/calling",
    "customer:called_before/reply",
    "customer:long_wait/hello",
    "customer:confusion/confused",
    "customer:not_solved/work",
    "customer:not_solved/solved",
    "customer:correction/no",
    "customer:exasperation/ugh",
    "customer:challenge/robot",
    "customer:rebuke/always",
    "customer:anger/angry",
    "customer:resigned/whatever",
    "customer:thanks/thanks",
    "customer:praise/wow",
    "customer:solved/works",
    "customer:enough/all",
    "customer:accept/ok",
    "customer:goodbye/bye",
)
"""Rules that ask for one of their words beside their pattern: some of its matches hold none."""
KINDS = {sign.CATEGORY_WORD: "x", sign.CATEGORY_DIGIT: "7", sign.CATEGORY_SPACE: " "}


def example(some, draw):
    """A text that a pattern describes, by chance; what it looks around for is left out."""
    found = []
    for name, value in some:
        if name is sign.LITERAL:
            found.append(chr(value))
        elif name is sign.SUBPATTERN:
            found.append(example(value[-1], draw))
        elif name is sign.BRANCH:
            found.append(example(draw.choice(value[1]), draw))
        elif name in (sign.MAX_REPEAT, sign.MIN_REPEAT):
            low, high, what = value
            times = draw.randint(low, min(high, low + LONGEST_GAP))
            found += [example(what, draw) for _ in range(times)]
        elif name is sign.IN:
            found.append(one_of(value, draw))
        elif name in (sign.ANY, sign.NOT_LITERAL):
            found.append(" ")
        else:
            assert name in (sign.AT, sign.ASSERT, sign.ASSERT_NOT), name
    return "".join(found)


def one_of(value, draw):
    """A character of a class."""
    if value[0][0] is sign.NEGATE:
        return " "
    name, what = draw.choice(value)
    if name is sign.CATEGORY:
        return KINDS.get(what, " ")
    return chr(draw.randint(*what) if name is sign.RANGE else what)


def held(text):
    """The words by which rules are chosen, as turns are read."""
    return set(WORD.findall(text.replace("'", "")))


def known(side, rule):
    """How a rule is told from the others."""
    return f"{side}:{rule.name}/{rule.words.split()[0]}"


def test_exceptions_are_rules():
    assert set(ALSO) < {known(side, rule) for side, rule in RULES}


STRICT = [rule for side, rule in RULES if known(side, rule) not in ALSO]


@pytest.mark.parametrize("rule", STRICT, ids=lambda one: one.name)
def test_every_match_holds_one_of_the_words(rule):
    draw, words, pattern = random.Random(rule.pattern), set(rule.words.split()), re.compile(rule.pattern)
    tree = parser.parse(rule.pattern)
    texts = {example(tree, draw) for _ in range(EXAMPLES)}
    matches = [text for text in texts if pattern.search(text)]
    assert matches, "no example is one"
    without = sorted(text for text in matches if not words & held(pattern.search(text).group()))
    assert without == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I have passed your case on to billing.", "transfer"),
        ("This was reported: I reported it to the warehouse.", "transfer"),
        ("We reflected this to the team on duty.", "transfer"),
        ("I have redirected your call.", "transfer"),
        ("Would you like to speak to a person?", "offers_transfer"),
        ("I can pass you to an agent.", "offers_transfer"),
        ("Should I escalate this to the team?", "offers_transfer"),
    ],
)
def test_what_agents_say_of_passing_on_is_found(text, name):
    lower = text.lower()
    assert name in [mark[0] for mark in agent_rules.AGENT.marks(lower, held(lower))]
