"""A company's own sign-in, for tests: an OpenID Connect provider in a process of its own.

`python sign_on_provider.py FOLDER PORT REDIRECT ADDRESS…` serves until it is ended; everybody at ADDRESS
signs in with PASSWORD.
"""

import sys
from pathlib import Path
from types import ModuleType
from wsgiref.simple_server import WSGIRequestHandler, make_server

PASSWORD = "the company's password"
CLIENT, SECRET = "rapport", "between the two of us"

APPS = (
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.idp.oidc",
)
TEMPLATE = {
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "APP_DIRS": True,
    "OPTIONS": {
        "context_processors": [
            "django.template.context_processors.request",
            "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages",
        ]
    },
}


def configure(folder):
    import django
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from django.conf import settings

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    settings.configure(
        SECRET_KEY="x" * 50,
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="sign_on_addresses",
        INSTALLED_APPS=APPS,
        DATABASES={
            "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(Path(folder) / "idp.sqlite3")}
        },
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[TEMPLATE],
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        ACCOUNT_LOGIN_METHODS={"email"},
        ACCOUNT_SIGNUP_FIELDS=["email*", "password1*"],
        ACCOUNT_RATE_LIMITS=False,
        SESSION_COOKIE_NAME="company",
        CSRF_COOKIE_NAME="company_csrf",
        LOGIN_URL="/account/login/",
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        IDP_OIDC_PRIVATE_KEY=key.decode(),
    )
    django.setup()


def fill(redirect, addresses):
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for address in addresses:
        user = User.objects.create_user(address, address, PASSWORD)
        EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    client = Client(id=CLIENT, name="Rapport", redirect_uris=redirect, skip_consent=True)
    client.scopes = "openid\nprofile\nemail"
    client.set_secret(SECRET)
    client.save()


def addresses_of_the_provider():
    from django.urls import include, path

    module = sys.modules["sign_on_addresses"] = ModuleType("sign_on_addresses")
    module.urlpatterns = [
        path("", include("allauth.idp.urls")),
        path("account/", include("allauth.account.urls")),
    ]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


def serve(folder, port, redirect, *addresses):
    configure(folder)
    fill(redirect, addresses)
    addresses_of_the_provider()
    from django.core.wsgi import get_wsgi_application

    make_server("127.0.0.1", int(port), get_wsgi_application(), handler_class=Quiet).serve_forever()


if __name__ == "__main__":
    serve(*sys.argv[1:])
