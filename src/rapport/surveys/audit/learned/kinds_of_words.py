"""Words by what they do in a question, so that what was learned of one holds for its like."""

from __future__ import annotations

import re

_LISTS = {
    "US": "we us our ours ourselves company firm shop store brand",
    "ME": "my i me mine myself",
    "YOU": "you your yours yourself",
    "AUX": "is are was were be been am do does did has have had",
    "MOD": "would will can could should shall may might must",
    "NEG": "not no never none nobody nothing without cannot neither nor",
    "ALL": "all every everything everyone everybody always completely totally entirely absolutely fully "
    "perfectly constantly invariably exclusively permanently anyone anywhere everywhere whenever forever "
    "whatsoever",
    "PRAISE": "amazing award-winning awesome best brilliant caring clever convenient courteous dedicated "
    "delicious delightful excellent exceptional expert experts fabulous famous fantastic fast finest "
    "friendly generous great helpful high-quality hard-working incredible innovative knowledgeable leading "
    "lovely outstanding popular powerful premium professional reliable smooth skilled spacious speedy "
    "stunning stylish superb superior talented tasty top trusted unbeatable valuable wonderful world-class "
    "charming gentle perfect exciting luxurious enchanting magical motivating unforgettable efficient "
    "modern beautiful enriching inspiring reassuring favourite favorite success successful special fair "
    "nice kind polite quick easy simple",
    "KEEN": "thrilled delighted impressed pleased glad excited obsessed proud lucky grateful love loved "
    "loves enjoy enjoyed enjoyable appreciate admire exceed inspire adore",
    "BLAME": "awful terrible horrible dreadful outrageous shameful shocking disgusting disgraceful "
    "ridiculous nightmare disaster chaos mess ordeal greedy lazy incompetent reckless rude waste wasting "
    "wasted destroy destroyed ruin ruined ruining spoiled spoil fail failed failing forgot forget mistake "
    "mistakes fault faults problem problems trouble difficulty difficulties issue issues frustrating "
    "frustration frustrated annoyed annoying angry upset disappointed disappoint unhappy dissatisfied worst "
    "bad hate fed hassle blame toxic boring painful stressful badly weakness weaknesses suffer suffering "
    "endless burden damage dangerous unfair unfairly unpleasant bother bothers worried concerned shocked "
    "devastated lie lied cheat cheating excuse ignore neglect neglecting refuse struggle",
    "STAFF": "agent agents adviser advisor staff team employee employees driver doctor nurse waiter "
    "technician engineer mechanic representative clerk officer cashier trainer teacher teachers lecturer "
    "manager receptionist guide pilot captain surgeon dentist lawyer consultant operator colleague "
    "colleagues crew handler server host salesperson pharmacist caretaker",
    "KIN": "child children kids baby husband wife partner spouse parents grandchildren dog cat pet guests "
    "toddlers pupils flatmates wheelchair pram infant son daughter family",
    "SOME": "refund return returns exchange replacement complaint complaints voucher callback interpreter "
    "upgrade loan mortgage claim operation pregnancy wedding sauna pool parking gym lounge cot pension "
    "warranty cancellation breakfast delivery shuttle playground app bot",
    "SPAN": "day days week weeks month months year years quarter decade season winter summer spring autumn "
    "minutes hours seconds times hour minute january february march april june july august september "
    "october november december christmas",
    "PAST": "last past previous ago since first before earlier back over during",
    "NUM": "one two three four five six seven eight nine ten eleven twelve 9s 10s 5s",
    "RECORD": "name number address date e-mail email phone branch department plan tariff ticket room seat "
    "account contract policy order reference registration product version subscription membership id birth "
    "postcode",
    "MARKET": "advert adverts ad ads offer offers newsletter campaign poster posters social instagram "
    "facebook competitor competitors income budget household salary education profession media review "
    "reviews friends catalogue loyalty card market interested aware familiar heard hear",
    "INSIDE": "correct correctly accurate accurately rules regulations law standard standards protocol "
    "procedure trained qualified competent training diagnosis safe safety resolved solved fixed cause "
    "caused compare compared others better industry average properly hygiene organic",
    "FORCE": "required mandatory obligatory compulsory skip blank continue submit proceed answer answered "
    "field fields complete minimum least",
    "PUSH": "bonus job pay rating ratings score scores star stars 5-star five-star marks mark points highest "
    "please give support help count counts depends",
    "ASK": "rate satisfied dissatisfied likely satisfaction agree disagree happy feel think opinion view "
    "describe",
    "OPPOSITE": "unlikely difficult hard unhelpful unfriendly unclear slow slowly poor poorly uncomfortable "
    "unsafe unimportant loud quiet worse",
    "IF": "if unless provided those only applicable in case",
}
KIND = {word: kind for kind, words in reversed(_LISTS.items()) for word in words.split()}
TELLING = frozenset({*_LISTS, "SHORT", "and", "or", "how", "why", "what", "which"} - {"AUX"})
"""Kinds whose nearness to each other is looked at."""
_SMALL = """what which who whom whose where when why how the a an of to at for with by from as than that this
these it its they them their he she his her him there here so very more most much many often long well else
any some and or but too also up out off about into on just now today ever still again"""
SMALL = frozenset(_SMALL.split())
SHORT = re.compile(r"[A-Z][A-Z&/0-9-]{1,6}s?")
ENDINGS = (
    ("~adj", re.compile(r"(?:able|ible|ful|ous|ive|al|ic|less|y)$")),
    ("~noun", re.compile(r"(?:tion|ment|ity|ness|ance|ence|ism|ship)s?$")),
)


def kind_of(word: str, first: bool) -> str:
    """What a word does: a small word stands for itself, most others for their like."""
    low = word.lower()
    if not low[0].isalnum():
        return word
    if SHORT.fullmatch(word):
        return "SHORT"
    if low in KIND:
        return KIND[low]
    if low in SMALL:
        return low
    if low[0].isdigit():
        return "NUM"
    if low.endswith("n't"):
        return "NEG"
    if word[0].isupper() and not first:
        return "~Name"
    for ending in ("ly", "ing", "ed"):
        if low.endswith(ending):
            return f"~{ending}"
    return next((kind for kind, pattern in ENDINGS if pattern.search(low)), "~")
