"""A desk with sixty conversations in which every other agent greets in words of its own, its criteria, and
what people say and score there."""

from datetime import UTC, datetime, timedelta

from rapport.criteria import parse_criteria
from rapport.home import create_home
from rapport.program.people.actor import TERMINAL
from rapport.program.reading.plain import (
    ABSENT,
    BEHAVIOUR,
    PRESENT,
    RANDOM,
    TEACHING,
    Drawn,
    Question,
    RuleStands,
    Said,
)
from rapport.program.setup import connect, disconnect
from rapport.records import Interaction, Turn
from rapport.warehouse import Warehouse

AT = datetime(2026, 3, 2, tzinfo=UTC)
OURS = "Ahoy, sailor, great that you are aboard."
HERS = "Tell me the number on the invoice."
CRITERIA = """\
criteria: desk
version: 1
factors:
  warmth:
    weight: 1
    elements:
      greeting:
        weight: 1
        max: 10
        rules:
          - {id: said_hello, points: 10, text: Greets the customer}
      manners:
        weight: 1
        max: 10
        rules:
          - {id: thanks, points: 6, text: Thanks the customer}
          - {id: warm, points: 4, text: Is warm}
"""


def talk(number, first=OURS):
    words = (
        ("customer", "Hello, my bill is wrong."),
        ("agent", first),
        ("customer", "It is 17."),
        ("agent", HERS),
    )
    turns = tuple(Turn(who, text, AT + timedelta(minutes=at)) for at, (who, text) in enumerate(words))
    return Interaction(
        f"i{number:03}", "chat", AT, customer_id=f"c{number}", agent_id=f"a{number % 15}", turns=turns
    )


DESK = parse_criteria(CRITERIA, "desk.yaml")


def desk_home(tmp_path):
    """The connected home, for as long as it is used."""
    made = create_home(tmp_path / "home")
    with Warehouse(made.warehouse_path).write() as writer:
        writer.upsert("interactions", [talk(n, OURS if n % 2 else HERS) for n in range(60)])
    connect(made)
    yield made
    disconnect()


def check(number, present, turn=1, how=TEACHING, about="greeting"):
    from rapport.program.reading.services import check_answer

    question = Question(f"i{number:03}", BEHAVIOUR, turn, about)
    drawn = Drawn(how, 0.01 if how == RANDOM else None)
    answer = PRESENT if present else ABSENT
    return check_answer(TERMINAL, question, Said(ABSENT, "behaviours@1"), drawn, answer, f"a{number % 15}")


def score(criteria, numbers, evaluator="Eva", shown=False, wrong=()):
    """Evaluations of a drawn sample, with the words that show the greeting."""
    from rapport.criteria import Decision
    from rapport.program.audits.models import Evaluation, Sample
    from rapport.program.audits.plain import Seen, Submission
    from rapport.program.audits.services import evaluations_submit
    from rapport.records import Span

    sample, _ = Sample.objects.get_or_create(
        slug="s", seed=1, data_version=1, frame_size=60, size=60, confidence=0.95, double_share=0.0, minimum=5
    )
    given = []
    for number in numbers:
        there = (number % 2 == 1) != (number in wrong)
        rules = {"said_hello": 1} if there else {}
        evidence = {"greeting": (Seen(Span(1, 0, 4), "said_hello"),)} if there else {}
        decisions = {"greeting": Decision(rules), "manners": Decision({})}
        given.append(
            Submission(
                f"i{number:03}", evaluator, decisions, evidence=evidence, draft_shown=shown,
                agent_id=f"a{number % 15}",
            )
        )  # fmt: skip
    done = evaluations_submit(TERMINAL, criteria, given)
    Evaluation.objects.filter(pk__in=[one.evaluation for one in done]).update(sample=sample)


MAPPED = [RuleStands("greeting", "said_hello", "greeting"), RuleStands("manners", "thanks", "thanks")]
