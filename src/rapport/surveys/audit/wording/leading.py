"""Questions that lean to an answer."""

from __future__ import annotations

import re

from rapport.surveys.audit.flaw import asked, sign, without

PRAISE = (
    "amazing|award[- ]winning|awesome|best[- ]in[- ]class|brilliant|caring|clever|convenient|courteous|"
    "dedicated|delicious|delightful|efficient|excellent|exceptional|expert|fabulous|fantastic|fast|"
    "first[- ]class|"
    "friendly|generous|great|helpful|high[- ]quality|hard[- ]working|incredible|industry[- ]leading|"
    "innovative|knowledgeable|leading|lovely|low|outstanding|popular|powerful|premium|professional|reliable|"
    "skilled|spacious|speedy|state[- ]of[- ]the[- ]art|stunning|stylish|superb|superior|talented|tasty|"
    "time[- ]saving|top|trusted|unbeatable|valuable|wonderful|world[- ]class"
)
STRONG = (
    "amazing|amazed|awesome|brilliant|delighted|delightful|delicious|excellent|excited|exceptional|fabulous|"
    "fantastic|great|impressed|impressive|incredible|lovely|much better|outstanding|perfect|pleased|"
    "superb|thrilled|wonderful"
)
OURS = r"our|the|this|these|its"


def _rated(text: str, match: re.Match[str]) -> str:
    return asked(without(text, *match.span(), "How would you rate"))


def _unpraised(text: str, match: re.Match[str]) -> str:
    return asked(without(text, *match.span("praise")))


def _statement(text: str, match: re.Match[str]) -> str:
    rest = text[match.end() :].strip(" ,?.!")
    return f"Ask: “How far do you agree or disagree: {rest}?”"


def _cut(text: str, match: re.Match[str]) -> str:
    return asked(without(text, *match.span()))


def _neutral(text: str, match: re.Match[str]) -> str:
    return asked(without(text, *match.span(), "How did you find"))


SIGNS = (
    sign(r"^[^?]*\b(?:we|our|us)\b[^?]*\b(?:prides?|proud|known for|famous for|hard to beat|unbeaten|best|"
         r"award|leading|renowned|"
         r"praised|loved?|favou?rite|as you will have noticed|worked hard|go(?:es)? the extra mile|"
         r"passionate|committed|delighted|"
         r"lowest|finest|greatest|number one|no\. ?1|improved|better than ever|saves? (?:them|people|"
         r"customers)|tell us (?:that|how))\b[^?]*"
         r"[.!:,–—-]\s+(?=[A-Z]?\w+)", _cut),
    sign(r"^as (?:a|an|the|your) (?:company|firm|bank|business|team|brand|hotel|shop|provider|airline|"
         r"insurer|[\w -]{2,25}) (?:that|who|which)\b"
         r"[^,?]*,", _cut),
    sign(r"\bhow far do you (?:support|welcome|share)\b", "Ask how far they are for or against it.",
         r"\boppose\b|\bagainst\b"),
    sign(r"\b(?:do|did|would|are|were|is|was|have|has|can|could|should|wo)n't (?:you|it|we|they|this|that)\b"
         r"(?: (?:think|agree|say|feel|believe|find))?(?: that)?", _statement),
    sign(r"\b(?:would|do) you (?:not )?agree (?:that|with us)\b", _statement, r"\bdisagree\b"),
    sign(rf"\bhow (?:{STRONG}) (?:was|were|is|are|did)\b", _rated, r"\bhow good or bad\b"),
    sign(rf"\bhow (?:{STRONG})(?= (?:you|our|the|your)\b)", "Ask “How satisfied or dissatisfied…” instead."),
    sign(r"\bhow much (?:do|did|would|have) you (?:really )?(?:love|enjoy|like|appreciate|value|benefit)\w*",
         _neutral, r"\bor dislike\b"),
    sign(rf"\b(?:{OURS})(?P<praise>(?: (?:very|truly|really|always|extremely|more|most|new and improved))?"
         rf" (?:{PRAISE})(?:(?:,| and|, and) (?:{PRAISE}))*)(?= (?:new |own )?[a-z])", _unpraised,
         r"\bthe (?:top|best|low|great|good) (?:of|reason|thing|part|three|two|five)\b|\bthe leading\b"
         r"|\bthe low(?:est)? price"),
    sign(r", (?:right|correct|okay|ok|isn't it|wasn't it|aren't they|weren't they|didn't we|don't we|"
         r"haven't we|didn't it|doesn't it|agreed|yes)\?\s*$", _cut),
    sign(r"^(?:as you (?:may )?(?:know|are aware)|as we all know|of course|obviously|clearly|surely|"
         r"naturally|"
         r"no doubt|undoubtedly)\b,?", _cut),
    sign(r"\b(?:most|many|nearly all|almost all) (?:of our )?(?:people|customers|users|clients|guests|"
         r"members|"
         r"experts)\b[^,?]*(?:,|\band\b|\bso\b|\bdo you\b)", "Leave out what others think or do."),
    sign(r"\b(?:we(?: a|')re (?:sure|confident|certain|proud|convinced)|we (?:hope|trust|believe|know)"
         r"(?: that)? you|we (?:have )?worked (?:very )?hard|we pride ourselves|we(?:'ve|"
         r" have) (?:just )?improved)"
         r"[^,.?]*[,.]?", _cut),
    sign(r"\bhow (?:much )?(?:better|easier|faster|happier|improved) (?:is|are|was|were|has|have|did|do)\b",
         "Ask whether it became better, worse or stayed the same.", r"\bor worse\b"),
    sign(r"\b(?:obviously|surely|undoubtedly|needless to say)\b", _cut),
)  # fmt: skip
