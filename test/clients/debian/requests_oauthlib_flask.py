import hashlib
import os
from base64 import urlsafe_b64encode

from flask import Flask, redirect, request
from requests_oauthlib import OAuth2Session

env = os.environ
# The library wants https, also on the developer's own machine.
env["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
app = Flask(__name__)
session = {}


@app.route("/login")
def login():
    client = OAuth2Session(env["CLIENT_ID"], redirect_uri=env["REDIRECT_URI"], scope=env["SCOPE"].split())
    more = {}
    if env["SWITCHED"]:
        verifier = urlsafe_b64encode(os.urandom(32)).rstrip(b"=")
        challenge = urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=")
        session["proof"] = {"code_verifier": verifier.decode()}
        more = {"code_challenge": challenge.decode(), "code_challenge_method": "S256"}
    url, session["state"] = client.authorization_url(env["ISSUER"] + "/authorize", **more)
    return redirect(url)


@app.route("/callback")
def callback():
    client = OAuth2Session(env["CLIENT_ID"], redirect_uri=env["REDIRECT_URI"], state=session["state"])
    client.fetch_token(
        env["ISSUER"] + "/token",
        client_secret=env["CLIENT_SECRET"],
        authorization_response=request.url,
        **session.get("proof", {}),
    )
    return "Signed in as " + client.get(env["ISSUER"] + "/userinfo").json()["name"]


@app.route("/")
def home():
    return "My application"


app.run(host="localhost", port=int(env["PORT"]))
