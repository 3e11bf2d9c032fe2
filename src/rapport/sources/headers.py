"""The words columns are called by, for each field."""

from __future__ import annotations

import re

from rapport.sources.kinds import INTERACTION_KINDS

_INTERACTION = {
    "interaction_id": "id conversation_id chat_id call_id ticket_id thread_id case_id session_id contact_id "
    "interaction dialogue_id dialog_id review_id complaint_id ticket_number case_number conversation "
    "call_sid conversation_uuid uuid ticket case email_id",
    "channel": "channel medium contact_channel submitted_via source_channel via",
    "started_at": "started_at start start_time started created_at created created_on date opened_at "
    "date_received start_date call_date call_start received_at conversation_start datetime opened "
    "created_date date_created review_date",
    "ended_at": "ended_at end end_time ended closed_at closed call_end end_date resolved_at solved_at",
    "customer_id": "customer_id client_id user_id customer requester_id contact_id member_id account_holder "
    "customer_number cust_id caller_id consumer_id customerid client",
    "customer_name": "customer_name client_name requester requester_name caller_name user_name contact_name "
    "reviewer reviewer_name author",
    "agent_id": "agent_id assignee_id rep_id operator_id employee_id advisor_id user_assigned staff_id agent "
    "representative_id",
    "agent_name": "agent_name assignee assignee_name rep_name operator_name advisor_name representative "
    "employee_name staff_name",
    "team": "team group queue department team_name group_name skill_group agent_team",
    "concern": "concern topic contact_reason customer_issue reason_for_contact intent issue subject_area",
    "reason_code": "reason_code disposition disposition_code wrap_up_code wrapup category code issue_code",
    "touchpoint": "touchpoint touch_point journey_stage",
    "language": "language lang locale",
    "subject": "subject title headline summary review_title",
    "message_id": "message_id msg_id utterance_id turn_id comment_id",
    "speaker": "speaker role sender from sender_type author_type participant speaker_role who direction "
    "sender_role from_type participant_role actor",
    "text": "text message body content utterance comment msg message_text description review review_text "
    "narrative transcript_text email_body complaint message_body review_body consumer_complaint_narrative",
    "at": "at timestamp time sent_at message_time message_at sent date_time message_timestamp message_date "
    "event_time when",
    "person": "person speaker_name sender_name author_name participant_name",
    "offset_s": "offset_s offset seconds start_s start_seconds",
    "duration_s": "duration_s turn_duration_s",
    "turns": "turns transcript messages conversation_text dialogue dialog full_transcript chat_log chat "
    "conversation_transcript",
    "customer_text": "customer_text customer_message question request inquiry enquiry customer_comment",
    "agent_text": "agent_text agent_message reply answer agent_reply first_reply response agent_response "
    "company_reply",
}
_ANSWERS = {
    "answer_id": "answer_id id response_item_id record_id",
    "submission_id": "submission_id response_id submission survey_response_id respondent_id form_id "
    "responseid entry_id case_id",
    "item": "item question_id question_key field_id metric item_name question_code field item_id",
    "item_type": "item_type question_type field_type type",
    "value": "value answer response rating answer_value score response_value",
    "number": "number value_number numeric_value answer_number",
    "text": "text value_text comment answer_text verbatim",
    "scale_min": "scale_min min minimum",
    "scale_max": "scale_max max maximum",
    "higher_is_better": "higher_is_better",
    "question": "question question_text field_label label question_label",
    "survey": "survey survey_id survey_name form form_name source_name",
    "customer_id": _INTERACTION["customer_id"],
    "interaction_id": "interaction_id conversation_id chat_id call_id ticket_id interaction ticket",
    "touchpoint": _INTERACTION["touchpoint"],
    "channel": _INTERACTION["channel"],
    "language": _INTERACTION["language"],
    "answered_at": "answered_at submitted_at completed_at created_at date timestamp response_date "
    "collected_at end_date time submitted answered date_submitted",
}
_EVENTS = {
    "event_id": "event_id id transaction_id order_id",
    "kind": "kind event event_type type event_name activity action name",
    "at": "at timestamp time date occurred_at created_at event_time datetime event_date happened_at",
    "customer_id": _INTERACTION["customer_id"],
    "interaction_id": _ANSWERS["interaction_id"] + " case_id",
    "value": "value amount revenue price total order_value",
    "unit": "unit currency uom",
}
_CUSTOMERS = {
    "customer_id": _INTERACTION["customer_id"] + " id",
    "name": "name customer_name full_name client_name contact_name display_name",
    "email": "email e_mail email_address mail customer_email",
    "phone": "phone telephone phone_number mobile tel mobile_number",
    "address": "address postal_address street_address street",
    "account_id": "account_id account company_id organization_id organisation_id household_id account_number",
    "account_name": "account_name company company_name organization organisation household",
    "segment": "segment customer_segment tier customer_type plan",
    "language": _INTERACTION["language"],
    "joined_at": "joined_at since customer_since created_at signup_date joined sign_up_date start_date "
    "created registered_at",
    "value": "value annual_value clv ltv lifetime_value revenue annual_revenue yearly_value arr",
    "currency": "currency currency_code",
}
_INDICATORS = {
    "indicator_id": "indicator_id id",
    "name": "name indicator metric measure kpi indicator_name metric_name",
    "at": "at date day week month timestamp period time datetime measured_at",
    "value": "value amount figure reading result count",
    "unit": "unit units uom",
    "about": "about site product process location plant store region subject entity site_name",
}

WORDS: dict[str, dict[str, str]] = {
    **dict.fromkeys(INTERACTION_KINDS, _INTERACTION),
    "answers": _ANSWERS,
    "events": _EVENTS,
    "customers": _CUSTOMERS,
    "indicators": _INDICATORS,
}


def plain(name: str) -> str:
    """A column's name in small words joined by `_`: `Ticket ID` and `ticketId` are `ticket_id`."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    return re.sub(r"[^0-9a-z]+", "_", parted.lower()).strip("_")


def likeness(column: str, field: str, words: str) -> float:
    """How surely a column of that name holds the field, 0 to 1, from the name alone."""
    name = plain(column)
    if name == field:
        return 1.0
    known = words.split()
    if name in known:
        return 0.95 - 0.005 * known.index(name)
    squeezed = name.replace("_", "")
    if any(squeezed == word.replace("_", "") for word in (field, *known)):
        return 0.85
    own = set(name.split("_"))
    close = [word for word in (field, *known) if "_" in word and set(word.split("_")) <= own]
    return 0.6 if close else 0.0
