"""Words of the house."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.surveys.audit.flaw import Flaw, plain

PLAIN = {
    "touchpoint": "contact", "touchpoints": "contacts", "omnichannel": "by any channel",
    "multichannel": "by several channels", "onboarding": "getting started", "ticket": "request",
    "escalation": "passing it on", "escalated": "passed on", "resolution": "the answer you got",
    "first contact resolution": "settled the first time", "first call resolution": "settled the first time",
    "self-service": "finding the answer yourself", "self service": "finding the answer yourself",
    "knowledge base": "help pages", "user interface": "screens", "end user": "person who uses it",
    "end-user": "person who uses it", "csr": "person who helped you", "csrs": "people who helped you",
    "service desk": "people who help you", "helpdesk": "people who help you",
    "ivr": "menu on the phone", "call deflection": "help without a call", "sla": "time we promised",
    "slas": "times we promised", "kpi": "measure", "roi": "what it brings", "tat": "time it took",
    "turnaround time": "time it took", "handle time": "time it took", "lead time": "time until it came",
    "value proposition": "what you get", "deliverables": "what you got", "stakeholders": "people concerned",
    "synergy": "working together", "synergies": "working together", "holistic": "whole",
    "seamless": "without a break", "frictionless": "easy", "leverage": "use", "utilise": "use",
    "utilize": "use", "functionality": "what it can do", "functionalities": "what it can do",
    "usability": "how easy it is to use", "user experience": "using it",
    "customer journey": "what you went "
    "through",
    "ecosystem": "products", "paradigm": "way", "interface": "screens", "bandwidth": "time",
    "churn": "leaving",
    "csat": "satisfaction", "nps": "recommendation", "net promoter": "recommendation",
    "provisioning": "setting up", "troubleshooting": "finding the fault", "authentication": "signing in",
    "latency": "delay", "downtime": "time it did not work", "uptime": "time it worked",
    "backend": "our systems", "workflow": "steps", "best-of-breed": "best", "best practices": "what works",
    "fulfilment": "delivery", "fulfillment": "delivery", "sku": "item", "pos": "till", "crm": "your record",
    "last mile": "delivery to your door", "post-purchase": "after you bought", "pre-sales": "before you "
    "bought",
    "verbatim": "your words", "proactivity": "telling you before you had to ask",
    "engagement": "contact", "granular": "detailed", "actionable": "useful", "core competencies": "what we "
    "do well",
    "incident": "fault", "service request": "request", "case handler": "person who helped you",
    # services
    "case handling": "help", "first response": "first answer", "skill group": "team", "queue time": "wait",
    "call routing": "being put through", "routing": "being put through", "dispatch": "sending out",
    "dispatcher": "person who sends out", "escalate": "pass on", "tier": "level", "triage": "first check",
    "triaged": "looked at first", "backlog": "waiting list", "turndown": "evening tidying of the room",
    "upsell": "offer to buy more", "cross-sell": "offer of other things", "clienteling": "personal advice",
    "offboarding": "leaving", "self-care": "doing it yourself", "self-serve": "doing it yourself",
    "omni-channel": "by any channel", "outreach": "contact", "deflection": "help without a call",
    "remediation": "putting right", "reconciliation": "comparing", "provision": "setting up",
    "value-add": "use", "value add": "use", "value chain": "work", "pain point": "trouble",
    "pain points": "trouble", "use case": "what you use it for", "use cases": "what you use it for",
    "end-to-end": "whole", "best-in-class": "best", "world-class": "very good",
    "customer-centric": "for you",
    "customer-centricity": "care for customers", "cross-functional": "between teams", "verticals": "trades",
    "thought leadership": "ideas", "go-to-market": "selling", "agile": "flexible",
    "scalability": "room to grow", "scalable": "able to grow", "extensibility": "adding to it",
    "interoperability": "working with other systems",
    "throughput": "how much it can do", "jitter": "unevenness", "endpoint": "address",
    "tech stack": "systems",
    "stack": "systems", "rollback": "going back", "cutover": "changeover", "sprint": "two weeks of work",
    "roadmap": "plans", "milestones": "steps", "granularity": "detail", "taxonomy": "order of things",
    "governance": "rules", "compliance": "keeping the rules", "due diligence": "checks",
    "benchmarking": "comparing", "ideation": "finding ideas", "upskilling": "training",
    "cadence": "how often",
    "alignment": "agreement", "empowered": "free to decide", "gamified": "with points",
    "resonate": "appeal",
    "hyper-personalised": "made for you", "immersive": "close", "narrative": "story",
    "positioning": "image",
    "brand purpose": "aims", "funnel": "steps to buying", "landing page": "page",
    "call to action": "button",
    "checkout flow": "paying", "authentication flow": "signing in",
    "multi-factor": "second step of signing in",
    "tenant": "customer account", "seat licence": "licence", "time-to-value": "time until it helps",
    "friction": "trouble", "operability": "handling", "ergonomics": "handling",
    "codeshare": "shared flight",
    "itinerary": "travel plan", "headway": "time between two", "linehaul": "long-distance transport",
    "consignee": "receiver", "misconnect": "missed connection", "standing charge": "fixed fee",
    # money and insurance
    "deductible": "the part you pay", "excess waiver": "not paying the first part", "indemnity": "cover",
    "subrogation": "claiming from the other side", "underwriter": "person who decides on the cover",
    "underwriting": "deciding on the cover", "rider": "addition", "riders": "additions",
    "escrow": "held money",
    "amortisation": "paying off", "amortization": "paying off", "actuarial": "calculated",
    "annuity": "pension",
    "chargeback": "money back", "disbursement": "payment", "arrears": "what is owed", "tenor": "length",
    "apportionment": "sharing", "apportionments": "shares", "asset allocation": "how money is spread",
    "risk appetite": "readiness for risk", "churn-prevention": "staying",
    "procure-to-pay": "ordering and paying",
    "interchange": "change of trains", "loss run": "list of claims", "collateral": "security",
    # health and learning
    "adverse events": "bad effects", "adverse event": "bad effect", "comorbidities": "other illnesses",
    "contraindications": "reasons against it", "prognosis": "outlook", "inpatient": "in hospital",
    "outpatient": "without staying overnight", "ambulation": "walking", "post-op": "after the operation",
    "phlebotomist": "person who took your blood", "clinician": "doctor or nurse",
    "care pathway": "treatment",
    "care plan": "plan for your treatment", "discharge summary": "letter for your own doctor",
    "multidisciplinary": "of several trades", "pre-authorisation": "leave beforehand",
    "referral": "being sent on",
    "summative": "final", "formative": "on the way", "rubric": "table of marks",
    "rubrics": "tables of marks",
    "learning outcomes": "what you were to learn", "constructively aligned": "fitting",
    "pedagogical": "teaching",
    "didactic": "teaching", "curatorial": "of the museum", "asynchronous": "in your own time",
    "differentiation": "teaching by ability", "interlocutor": "person you spoke with",
}  # fmt: skip
"""Words of service departments, and what customers would say."""
_WORDS = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, PLAIN), key=len, reverse=True)) + r")\b", re.IGNORECASE
)
_SHORT = re.compile(r"\b(?:[A-Z]{2,6}s?|[A-Z]&[A-Z]|[LPT]\d)\b")
COMMON = {
    "ATM", "SIM", "MRI", "ECG", "ETA", "BBQ", "ID", "IDS", "DNA", "CCTV", "MOT", "SUV", "BSC", "MBA",
    "PIN", "SMS", "USA", "GPS", "DVD", "PDF", "FAQ", "FAQS", "USB", "VAT", "VIP", "CEO", "NHS", "BBC",
    "PCR", "DHL", "UPS", "GLS", "IBM", "BMW", "KLM", "IKEA", "TV", "WIFI", "HTML", "ASAP", "AM", "PM",
    "EUR", "USD", "GBP", "CHF", "IBAN", "RSVP", "DIY", "LED", "LGBT", "COVID", "NASA", "ABS", "GMT",
    "UK", "US", "EU", "UN", "OK", "PC", "IT", "AC", "DJ", "HR", "NY", "LA", "DC", "II", "III", "IV", "VI",
    "QR", "CD", "A&E", "B&B", "Q&A", "R&B", "IS", "IN", "ON", "OF", "TO", "IF", "OR", "WE", "MY", "DO",
    "NO", "AN", "AS", "AT", "BE", "BY", "GO", "HE", "ME", "SO", "UP", "MR", "MS", "DR", "ST", "VS", "ETC",
    "UTC", "AND", "NOT", "ONE", "TWO", "ALL", "THE", "YOU", "ANY", "NEW",
}  # fmt: skip


def jargon(text: str) -> Iterator[Flaw]:
    """Every word of the house, and short forms that few know; a text all in capitals has none of these."""
    same, told = plain(text), set[str]()
    for match in _WORDS.finditer(same):
        word = match.group().lower()
        if word == "ticket" and re.search(
            r"\b(?:flight|train|concert|event|parking|entry|theat|bus|travel|seat)", same, re.I
        ):
            continue
        if word not in told:
            told.add(word)
            words = text[match.start() : match.end()]
            yield Flaw("jargon", words, f"Say “{PLAIN[word]}” instead of “{words}”.")
    if same.upper() == same:
        return
    for match in _SHORT.finditer(same):
        word = match.group()
        if word.upper() not in COMMON and word.lower() not in told and word.lower() not in PLAIN:
            told.add(word.lower())
            yield Flaw("jargon", word, f"Write “{word}” out, or use a word customers know.")
