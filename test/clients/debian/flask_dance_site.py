import os

from flask import Flask, redirect, url_for
from flask_dance.consumer import OAuth2ConsumerBlueprint

env = os.environ
# The library wants https, also on the developer's own machine.
env["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
app = Flask(__name__)
app.secret_key = "a-secret-for-cookies"
candor = OAuth2ConsumerBlueprint(
    "candor",
    __name__,
    client_id=env["CLIENT_ID"],
    client_secret=env["CLIENT_SECRET"],
    base_url=env["ISSUER"],
    authorization_url=env["ISSUER"] + "/authorize",
    token_url=env["ISSUER"] + "/token",
    scope=env["SCOPE"].split(),
)
app.register_blueprint(candor, url_prefix="/login")


@app.route("/")
def home():
    if not candor.session.authorized:
        return "My application"
    return "Signed in as " + candor.session.get("/userinfo").json()["name"]


app.run(host="localhost", port=int(env["PORT"]))
