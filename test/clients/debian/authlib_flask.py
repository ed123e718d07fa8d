import os

from authlib.integrations.flask_client import OAuth
from flask import Flask, url_for

env = os.environ
app = Flask(__name__)
app.secret_key = "a-secret-for-cookies"
oauth = OAuth(app)
arguments = {"scope": env["SCOPE"]}
if env["SWITCHED"]:
    arguments["code_challenge_method"] = "S256"
oauth.register(
    "candor",
    client_id=env["CLIENT_ID"],
    client_secret=env["CLIENT_SECRET"],
    server_metadata_url=env["ISSUER"] + "/.well-known/openid-configuration",
    client_kwargs=arguments,
)


@app.route("/login")
def login():
    return oauth.candor.authorize_redirect(env["REDIRECT_URI"])


@app.route("/callback")
def callback():
    token = oauth.candor.authorize_access_token()
    return "Signed in as " + oauth.candor.userinfo(token=token)["name"]


@app.route("/")
def home():
    return "My application"


app.run(host="localhost", port=int(env["PORT"]))
