"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from rapport.web.audit.judging import agreement, calibration, certification, disputes, targeted

app_name = "judging"

urlpatterns: list[URLPattern | URLResolver] = [
    path("calibration/", calibration.sessions, name="calibration"),
    path("calibration/new", calibration.new, name="session_new"),
    path("calibration/agreement/", agreement.agreement, name="agreement"),
    path("calibration/rewrites/", agreement.rewrites, name="rewrites"),
    path("calibration/rewrites/ask", agreement.rewrite, name="rewrite_ask"),
    path("calibration/rewrites/<slug:rewrite_id>/end", agreement.rewrite_end, name="rewrite_end"),
    path("calibration/<slug:session_id>/", calibration.session, name="session"),
    path("calibration/<slug:session_id>/reveal", calibration.reveal, name="session_reveal"),
    path("calibration/<slug:session_id>/close", calibration.close, name="session_close"),
    path("calibration/<slug:session_id>/note", calibration.note, name="session_note"),
    path("calibration/<slug:session_id>/<int:position>/", calibration.item, name="session_item"),
    path("calibration/<slug:session_id>/<int:position>/sign", calibration.sign, name="session_sign"),
    path("certification/", certification.certification, name="certification"),
    path("certification/evaluator/", certification.evaluator, name="evaluator"),
    path("certification/start", certification.start, name="attempt_start"),
    path("certification/<slug:attempt_id>/end", certification.end, name="attempt_end"),
    path("certification/appoint", certification.appoint, name="certificate_appoint"),
    path("certification/revoke", certification.revoke, name="certificate_revoke"),
    path("certification/gold/", certification.gold, name="gold"),
    path("certification/gold/<slug:gold_id>/retire", certification.retire, name="gold_retire"),
    path("certification/standard/", certification.standard, name="standard"),
    path("disputes/", disputes.disputes, name="disputes"),
    path("disputes/new", disputes.new, name="dispute_new"),
    path("disputes/rates/", disputes.rates, name="dispute_rates"),
    path("disputes/targeted/", targeted.targeted, name="targeted"),
    path("disputes/targeted/new", targeted.new, name="targeted_new"),
    path("disputes/targeted/run", targeted.run, name="targeted_run"),
    path("disputes/targeted/<slug:rule_id>/switch", targeted.switch, name="targeted_switch"),
    path("disputes/<slug:dispute_id>/", disputes.dispute, name="dispute"),
    path("disputes/<slug:dispute_id>/take", disputes.take, name="dispute_take"),
    path("disputes/<slug:dispute_id>/decide", disputes.decide, name="dispute_decide"),
    path("disputes/<slug:dispute_id>/reassign", disputes.reassign, name="dispute_reassign"),
    path("disputes/<slug:dispute_id>/withdraw", disputes.withdraw, name="dispute_withdraw"),
]
