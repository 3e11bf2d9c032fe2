"""Addresses of Settings."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from rapport.web.settings.health import crm_retry, health_page
from rapport.web.settings.hooks import hook, hook_act, hook_again, hook_gone, hook_secret, hooks
from rapport.web.settings.keys import key_stop, keys
from rapport.web.settings.log import log
from rapport.web.settings.me import me
from rapport.web.settings.models import model, model_bar, model_learn, model_rules, models
from rapport.web.settings.people import (
    invitation_stop,
    invite,
    people,
    person_active,
    person_agent,
    person_page,
    person_roles,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", me, name="me"),
    path("people/", people, name="people"),
    path("people/invite", invite, name="invite"),
    path("people/invitations/<uuid:invitation_id>/withdraw", invitation_stop, name="invitation_withdraw"),
    path("people/<uuid:user_id>", person_page, name="person"),
    path("people/<uuid:user_id>/roles", person_roles, name="person_roles"),
    path("people/<uuid:user_id>/agent", person_agent, name="person_agent"),
    path("people/<uuid:user_id>/active", person_active, name="person_active"),
    path("keys/", keys, name="keys"),
    path("keys/<uuid:key_id>/revoke", key_stop, name="key_revoke"),
    path("hooks/", hooks, name="hooks"),
    path("hooks/<uuid:hook_id>", hook, name="hook"),
    path("hooks/<uuid:hook_id>/secret", hook_secret, name="hook_secret"),
    path("hooks/<uuid:hook_id>/remove", hook_gone, name="hook_gone"),
    path("hooks/<uuid:hook_id>/again/<int:delivery>", hook_again, name="hook_again"),
    path("hooks/<uuid:hook_id>/<str:act>", hook_act, name="hook_act"),
    path("models/", models, name="models"),
    path("models/rules/<str:criteria_id>", model_rules, name="model_rules"),
    path("models/rules/<str:criteria_id>/bar", model_bar, name="model_bar"),
    path("models/<str:name>", model, name="model"),
    path("models/<str:name>/learn", model_learn, name="model_learn"),
    path("log/", log, name="log"),
    path("health/", health_page, name="health_page"),
    path("health/crm", crm_retry, name="crm_retry"),
]
