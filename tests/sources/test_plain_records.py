"""Customers with their accounts, events and indicators."""

from datetime import UTC, datetime

import pytest

from rapport.sources import SourceError


def test_customers_with_accounts(write, read):
    text = (
        "Customer ID;Full Name;E-Mail;Phone;Company ID;Company;Tier;Customer Since;Annual Value;Currency;"
        "NPS group\n"
        "k1;Ann Lee;ann@example.org;+49 30 1;a1;Lee & Co;gold;2019-05-01;1234,50;EUR;promoter\n"
        "k2;Bo;;;;;;;NULL;;\n"
    )
    (ann, bo), bad = read(write("a.csv", text), "customers")
    assert not bad
    assert (ann.customer_id, ann.name, ann.email, ann.account_id) == (
        "k1",
        "Ann Lee",
        "ann@example.org",
        "a1",
    )
    assert (ann.account_name, ann.segment, ann.value, ann.currency) == ("Lee & Co", "gold", 1234.5, "EUR")
    assert ann.joined_at == datetime(2019, 5, 1, tzinfo=UTC) and ann.attributes == {"NPS group": "promoter"}
    assert bo.value is None and bo.email is None and bo.attributes == {}


def test_events_get_the_same_id_again_from_their_content(write, read):
    text = (
        "event,timestamp,customer_id,amount,currency,shop\npurchase,2024-03-12T10:00:00Z,k1,12.50,EUR,Bonn\n"
    )
    first, _ = read(write("a.csv", text), "events")
    again, _ = read(write("b.csv", text), "events")
    other, _ = read(write("c.csv", text.replace("12.50", "13.50")), "events")
    assert first == again and first[0].event_id != other[0].event_id
    assert (first[0].kind, first[0].value, first[0].unit) == ("purchase", 12.5, "EUR")
    assert first[0].attributes == {"shop": "Bonn"}


def test_an_indicator_measured_again_keeps_its_id(write, read):
    text = "date,site,indicator,value,unit\n2024-03-12,Bonn,defects,3,percent\n"
    (one,), _ = read(write("a.csv", text), "indicators")
    (two,), _ = read(write("b.csv", text.replace(",3,", ",4,")), "indicators")
    assert one.indicator_id == two.indicator_id and (one.value, two.value) == (3.0, 4.0)
    assert (one.name, one.about, one.unit) == ("defects", "Bonn", "percent")


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        ("customers", "customer_id,name\n,Ann\n", "customer_id is empty"),
        ("customers", "customer_id,value\nk1,lots\n", "'lots' is not a number"),
        ("events", "event_id,kind\ne1,\n", "kind is empty"),
        ("indicators", "name,date,value\ndefects,2024-01-01,\n", "value is empty"),
        ("indicators", "name,date,value\ndefects,,3\n", "at is empty"),
    ],
)
def test_rows_without_what_they_need_are_named(write, read, kind, text, told):
    records, bad = read(write("a.csv", text), kind)
    assert not records and told in bad[0].what and bad[0].row == 2 and "column" in bad[0].where


@pytest.mark.parametrize("kind", ["customers", "events", "indicators", "answers", "chats"])
def test_a_header_that_says_nothing_is_refused_and_told_how(write, read, kind):
    with pytest.raises(SourceError, match="Nothing shows which column") as error:
        read(write("a.csv", "foo,bar\n1,2\n"), kind)
    assert "foo, bar" in str(error.value) and "--dry-run" in str(error.value)
