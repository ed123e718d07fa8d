import os
from wsgiref.simple_server import make_server

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import include, path

env = os.environ
settings.configure(
    DEBUG=True,
    SECRET_KEY="a-secret-for-cookies",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": env["HOME"] + "/db.sqlite3"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "social_django"],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    AUTHENTICATION_BACKENDS=["social_core.backends.open_id_connect.OpenIdConnectAuth"],
    LOGIN_REDIRECT_URL="/",
    SOCIAL_AUTH_OIDC_OIDC_ENDPOINT=env["ISSUER"],
    SOCIAL_AUTH_OIDC_KEY=env["CLIENT_ID"],
    SOCIAL_AUTH_OIDC_SECRET=env["CLIENT_SECRET"],
    SOCIAL_AUTH_OIDC_SCOPE=[scope for scope in env["SCOPE"].split() if scope not in ("openid", "profile", "email")],
)
django.setup()


def home(request):
    user = request.user
    return HttpResponse("Signed in as " + user.get_full_name() if user.is_authenticated else "My application")


urlpatterns = [path("", home), path("", include("social_django.urls", namespace="social"))]
call_command("migrate", verbosity=0)
make_server("localhost", int(env["PORT"]), get_wsgi_application()).serve_forever()
