"""How sign-in differs from the library's: nobody signs up, and only known people come from elsewhere."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.shortcuts import render

from rapport.program.people.models import User
from rapport.program.people.services import invitation_accept_known


class ByInvitationOnly(DefaultAccountAdapter):
    """Accounts come from invitations."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class KnownPeopleOnly(DefaultSocialAccountAdapter):
    """A person from the company's own sign-in must have an account with that verified address, or an
    invitation to it, which is taken up by signing in."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing:
            return
        verified = [one.email.lower() for one in sociallogin.email_addresses if one.verified]
        user = User.objects.filter(email__in=verified, is_active=True).first()
        if user is None:
            name = str(sociallogin.account.extra_data.get("userinfo", {}).get("name") or "")
            made = next(filter(None, (invitation_accept_known(one, name=name) for one in verified)), None)
            user = User.objects.filter(pk=made).first() if made else None
        if user is None:
            raise ImmediateHttpResponse(render(request, "web/not_invited.html", status=403))
        sociallogin.connect(request, user)


def attempted_address(request: HttpRequest, credentials: Any = None) -> str:
    """Whom somebody tries to sign in as, for counting wrong passwords."""
    given = (credentials or {}).get("email") or request.POST.get("login") or ""
    return str(given).strip().lower()
