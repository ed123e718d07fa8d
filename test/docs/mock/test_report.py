# The tests of docs/guides/mock.md in Python.
# #region pytest
import json, os, urllib.error, urllib.request

ISSUER = os.environ["ISSUER"]

def mock(path, **body):
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(f"{ISSUER}/mock{path}", json.dumps(body).encode(), headers)
    return json.load(urllib.request.urlopen(request))

def token():
    form = b"grant_type=client_credentials&client_id=demo-service&client_secret=demo-service-secret"
    try:
        return json.load(urllib.request.urlopen(f"{ISSUER}/token", form))
    except urllib.error.HTTPError as refused:
        return json.load(refused)

def test_reports_a_refusal():
    mock("/reset")
    mock("/refuse", reason="client/disabled")
    assert token()["error"] == "invalid_client"
    assert "access_token" in token()
# #endregion
