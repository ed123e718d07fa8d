"""A Flask application as Authlib's guide to its provider builds it: grants in `oauth2.py`, models in `models.py`."""

import json
import os
import re

from authlib.oauth2 import OAuth2Error
from flask import Flask, jsonify, redirect, request, session, url_for

from models import Client, Token, User, db
from oauth2 import KEY, METADATA, SCOPES, authorization

app = Flask(__name__)
app.config.update(
    SECRET_KEY=os.urandom(32),
    SQLALCHEMY_DATABASE_URI="sqlite:///" + os.path.join(os.environ["DATA"], "db.sqlite3"),
    OAUTH2_REFRESH_TOKEN_GENERATOR=True,
    OAUTH2_SCOPES_SUPPORTED=SCOPES,
)


def current_user():
    return db.session.get(User, session["id"]) if "id" in session else None


@app.route("/authorize", methods=["GET", "POST"])
def authorize():
    user = current_user()
    try:
        grant = authorization.get_consent_grant(end_user=user)
    except OAuth2Error as error:
        return authorization.handle_error_response(request, error)
    if user is None or (request.method == "GET" and grant.prompt == "login"):
        return redirect(url_for("sign_in", to=request.url))
    if request.method == "GET" and (grant.prompt == "consent" or not has_consented(user, grant)):
        return page("Allow", '<input type="hidden" name="confirm" value="yes">')
    is_granted = request.method == "GET" or request.form.get("confirm") == "yes"
    return authorization.create_authorization_response(grant=grant, grant_user=user if is_granted else None)


def has_consented(user, grant):
    scope = grant.request.payload.scope
    return Token.query.filter_by(user_id=user.id, client_id=grant.client.client_id, scope=scope).first() is not None


@app.route("/sign-in", methods=["GET", "POST"])
def sign_in():
    user = User.query.filter_by(username=request.form.get("username")).first()
    if user is None or user.password != request.form.get("password"):
        return page("Sign in", '<input name="username"><input name="password" type="password">')
    session["id"] = user.id
    # Signing in is done: asking for it once more would never end.
    return redirect(re.sub(r"&prompt=login\b", "", request.args["to"]), 303)


def page(title, fields):
    html = f"<!doctype html><title>{title}</title><form method=post>{fields}<button>{title}</button></form>"
    return html, {"Cache-Control": "no-store", "X-Frame-Options": "DENY"}


@app.route("/token", methods=["POST"])
def token():
    return authorization.create_token_response()


@app.route("/revoke", methods=["POST"])
def revoke():
    return authorization.create_endpoint_response("revocation")


@app.route("/introspect", methods=["POST"])
def introspect():
    return authorization.create_endpoint_response("introspection")


@app.route("/userinfo", methods=["GET", "POST"])
def userinfo():
    return authorization.create_endpoint_response("userinfo")


@app.route("/register", methods=["POST"])
def register():
    return authorization.create_endpoint_response("client_registration")


@app.route("/jwks")
def jwks():
    return jsonify({"keys": [KEY.as_dict(private=False)]})


@app.route("/.well-known/openid-configuration")
@app.route("/.well-known/oauth-authorization-server")
def metadata():
    return jsonify(METADATA)


db.init_app(app)
with app.app_context():
    db.create_all()
    db.session.add(User(**json.loads(os.environ["USER_JSON"])))
    for registered in json.loads(os.environ["CLIENTS_JSON"]):
        client = Client(client_id=registered.pop("client_id"), client_secret=registered.pop("client_secret", ""))
        client.set_client_metadata(registered)
        db.session.add(client)
    db.session.commit()
authorization.init_app(app)
