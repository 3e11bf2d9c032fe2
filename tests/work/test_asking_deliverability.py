"""SPF, DKIM, DMARC and words: what is well, what is not, and what to do; by a name server of the test."""

import pytest

from rapport.work.asking.deliverability.domain import domain_notes, lookups, organisational
from rapport.work.asking.deliverability.note import LookupFailedError
from rapport.work.asking.deliverability.wording import wording_notes

KEY = "v=DKIM1; k=rsa; p=" + "A" * 392
GOOD = {
    ("example.org", "TXT"): ["some=thing", "v=spf1 include:mail.example.net -all"],
    ("mail.example.net", "TXT"): ["v=spf1 ip4:192.0.2.0/24 a mx -all"],
    ("r1._domainkey.example.org", "TXT"): [KEY],
    ("_dmarc.example.org", "TXT"): ["v=DMARC1; p=quarantine; rua=mailto:d@example.org"],
    ("example.org", "MX"): ["10 mx.example.org."],
}


def notes(records, domain="example.org", selector="r1", **more):
    found = domain_notes(domain, selector, lambda name, kind: records.get((name, kind), ()), **more)
    return {one.name: one for one in found}


def test_a_domain_that_says_all_is_well():
    found = notes(GOOD)
    assert {one.state for one in found.values()} == {"good"}
    assert set(found) == {"SPF", "DKIM", "DMARC", "Alignment", "Replies"}


@pytest.mark.parametrize(
    ("place", "records", "name", "state"),
    [
        (("example.org", "TXT"), [], "SPF", "worse"),
        (("example.org", "TXT"), ["v=spf1 -all", "v=spf1 mx -all"], "SPF", "bad"),
        (("example.org", "TXT"), ["v=spf1 mx +all"], "SPF", "bad"),
        (("example.org", "TXT"), ["v=spf1 mx ?all"], "SPF", "worse"),
        (("example.org", "TXT"), ["v=spf1 mx"], "SPF", "worse"),
        (("example.org", "TXT"), ["v=spf10 mx -all"], "SPF", "worse"),
        (("r1._domainkey.example.org", "TXT"), [], "DKIM", "bad"),
        (("r1._domainkey.example.org", "TXT"), ["v=DKIM1; p="], "DKIM", "bad"),
        (("r1._domainkey.example.org", "TXT"), ["v=DKIM1; p=AAAA"], "DKIM", "bad"),
        (("r1._domainkey.example.org", "TXT"), ["v=DKIM1; p=not a key!"], "DKIM", "bad"),
        (("_dmarc.example.org", "TXT"), [], "DMARC", "worse"),
        (("_dmarc.example.org", "TXT"), ["v=DMARC1; p=none", "v=DMARC1; p=none"], "DMARC", "bad"),
        (("_dmarc.example.org", "TXT"), ["v=DMARC1; rua=mailto:x@y.z"], "DMARC", "bad"),
        (("example.org", "MX"), [], "Replies", "worse"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(place, records, name, state):
    found = notes({**GOOD, place: records})
    assert found[name].state == state and found[name].remedy


def test_too_many_lookups_break_spf():
    chain = {(f"d{n}.org", "TXT"): [f"v=spf1 include:d{n + 1}.org -all"] for n in range(12)}
    chain[("example.org", "TXT")] = ["v=spf1 include:d0.org -all"]
    assert notes({**GOOD, **chain})["SPF look-ups"].state == "bad"
    endless = {("example.org", "TXT"): ["v=spf1 include:example.org -all"]}
    assert lookups("example.org", lambda name, kind: endless.get((name, kind), ())) > 10


def test_a_subdomain_is_under_its_organisations_policy_and_bounces_elsewhere_are_told():
    records = {**GOOD, ("news.example.org", "TXT"): ["v=spf1 mx -all"], ("news.example.org", "MX"): ["1 m."]}
    assert notes(records, "news.example.org")["DMARC"].state == "good"
    assert notes(GOOD, path_domain="bounces.example.org")["Alignment"].state == "good"
    assert notes(GOOD, path_domain="provider.net")["Alignment"].state == "worse"
    strict = {**GOOD, ("_dmarc.example.org", "TXT"): ["v=DMARC1; p=reject; aspf=s"]}
    assert notes(strict, path_domain="bounces.example.org")["Alignment"].state == "worse"
    assert organisational("a.b.example.co.uk") == "example.co.uk" and organisational("x.org") == "x.org"


def test_without_a_selector_or_an_answer_it_says_what_is_not_known():
    assert notes(GOOD, selector="")["DKIM"].remedy.startswith("Set dkim_selector")

    def silent(name, kind):
        raise LookupFailedError("Timeout")

    assert [one.name for one in domain_notes("example.org", "r1", silent)] == ["DNS"]


@pytest.mark.parametrize(
    ("subject", "intro", "name"),
    [
        ("Congratulations, you are a winner", "", "Words"),
        ("PLEASE ANSWER NOW", "", "Capitals"),
        ("How was it?!", "", "Subject"),
        ("x" * 90, "", "Subject"),
        ("Re: your call", "", "Subject"),
        ("How was it?", "See bit.ly/abc", "Links"),
        ("How was it?", "See https://example.org/more", "Links"),
    ],
)
def test_words_that_look_like_spam_are_told(subject, intro, name):
    assert name in {one.name for one in wording_notes(subject, intro, "Kettles")}


def test_plain_words_are_well():
    assert list(wording_notes("How was your call?", "Dear Mia,\none question.", "Kettles service")) == []
    assert [one.name for one in wording_notes("", "", "no-reply@example.org")] == ["Sender"]
