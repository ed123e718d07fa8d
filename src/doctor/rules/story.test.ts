/** What developers tell around an error decides between its causes, and nothing without such an error. */
import { describe, expect, it } from "vitest";
import { explain } from "../explain.ts";

const first = (input: object): string | undefined => explain(JSON.stringify(input)).findings[0]?.reason;
const rulesOf = (input: object): string[] => explain(JSON.stringify(input)).findings.map(({ rule }) => rule);

const OF_CODE = {
  request:
    "POST /token HTTP/1.1\nHost: login.example.org\n\ngrant_type=authorization_code&code=a1b2c3d4e5&redirect_uri=https%3A%2F%2Fapp.example.org%2Fcb&client_id=app",
};
const OF_REFRESH = {
  request:
    "POST /token HTTP/1.1\nHost: login.example.org\n\ngrant_type=refresh_token&refresh_token=a1b2c3d4e5f6&client_id=app",
};
const refused = (error: string, status = 400) => ({
  response: { status, headers: { "content-type": "application/json" }, body: JSON.stringify({ error }) },
});

describe.each([
  [
    "code/already-used",
    { ...OF_CODE, ...refused("invalid_grant") },
    [
      "If I reload the callback page I get this",
      "it fails after pressing back",
      "React StrictMode runs my effect",
      "the endpoint is called twice",
      "the second request fails",
    ],
  ],
  [
    "code/expired",
    { ...OF_CODE, ...refused("invalid_grant") },
    [
      "I had a breakpoint before the exchange",
      "I copy the code from the browser into Postman",
      "it waits more than 10 minutes for the user",
    ],
  ],
  [
    "refresh-token/expired",
    { ...OF_REFRESH, ...refused("invalid_grant") },
    ["It stops working after 90 days", "fails the next morning", "the server was off for a few weeks"],
  ],
  [
    "grant/password-changed",
    { ...OF_REFRESH, ...refused("invalid_grant") },
    ["The user changed her password yesterday", "since the password was reset"],
  ],
  [
    "grant/revoked-by-user",
    { ...OF_REFRESH, ...refused("invalid_grant") },
    ["the user uninstalled the app", "They removed access of our application"],
  ],
  [
    "client-auth/secret-wrong",
    { ...OF_CODE, ...refused("invalid_client", 401) },
    ["We rotated the client secret last night", "secret was regenerated in the console"],
  ],
  [
    "request/wrong-environment",
    { ...OF_CODE, ...refused("invalid_client", 401) },
    ["Sandbox works fine, production gives this", "In production it works, but not in the sandbox"],
  ],
  [
    "grant/app-in-testing-mode",
    { ...OF_REFRESH, ...refused("invalid_grant") },
    [
      "Google wants me to sign in again every week",
      "a week later the Gmail import stops",
      "YouTube uploads end after 7 days",
    ],
  ],
  [
    "code/already-used",
    { ...OF_CODE, ...refused("invalid_grant") },
    ["It began when we upgraded to React 18", "I get this error but it still returns the access token"],
  ],
  [
    "code/redirect-uri-mismatch",
    { ...OF_CODE, ...refused("invalid_grant") },
    ["Google's server-side flow, with grantOfflineAccess", "The app runs behind nginx"],
  ],
  [
    "refresh-token/reused",
    { ...OF_REFRESH, ...refused("invalid_grant") },
    [
      "Two requests refresh it at the same time",
      "There is a race condition",
      "we have several replicas",
      "The first refresh works, and the second one fails",
    ],
  ],
  [
    "client-auth/secret-encoding",
    { ...OF_CODE, ...refused("invalid_client", 401) },
    ["Only if the client secret contains special characters", "There is a + in the secret", "the secret ends with ="],
  ],
  [
    "client-auth/secret-expired",
    { ...OF_CODE, ...refused("invalid_client", 401) },
    ["It worked for over a year", "This was working fine two months ago", "For six months it worked"],
  ],
  [
    "client/unknown",
    { ...OF_CODE, ...refused("invalid_client", 401) },
    ["I had to reset my instance", "since the database was restored", "We moved to a new server"],
  ],
  [
    "client/type-mismatch",
    { ...OF_CODE, ...refused("invalid_client", 401) },
    ["I use okta-auth-js", "it is a single-page app", "The request is sent by the browser"],
  ],
  ["request/wrong-environment", { ...OF_REFRESH, ...refused("invalid_grant") }, ["It fails in the sandbox"]],
] as const)("%s", (reason, failure, stories) => {
  it.each(stories)("%s", (text) => expect(first({ ...failure, text })).toBe(reason));
});

it("a proxy explains http:// in a redirect URI, and nothing about one over https", () => {
  const text = "redirect_uri did not match. The app runs behind nginx.";
  const asked = (uri: string) => ({
    text,
    request: `GET /authorize?response_type=code&client_id=app&redirect_uri=${encodeURIComponent(uri)} HTTP/1.1\nHost: login.example.org\n`,
  });
  expect(rulesOf(asked("http://app.example.org/cb")).slice(0, 2)).toContain("story/prose");
  expect(rulesOf(asked("https://app.example.org/cb"))).not.toContain("story/prose");
});

it.each([
  "I reload the page twice",
  "The user changed her password, and after 90 days everything works in sandbox, not in production",
])("without an error of OAuth, nothing follows from: %s", (text) => expect(explain(text).findings).toEqual([]));

it("a story about something else than the refused credential explains nothing", () => {
  expect(rulesOf({ ...OF_REFRESH, ...refused("invalid_grant"), text: "I reload the page" })).not.toContain(
    "story/prose",
  );
  expect(rulesOf({ ...OF_CODE, ...refused("invalid_scope"), text: "We changed the client secret" })).not.toContain(
    "story/prose",
  );
});

it("a week ends the tokens of Google's apps in testing, and of nobody else", () => {
  const said = { ...OF_REFRESH, ...refused("invalid_grant") };
  expect(first({ ...said, text: "It ends after a week" })).not.toBe("grant/app-in-testing-mode");
  expect(first({ ...said, text: "Google: it ends after an hour" })).not.toBe("grant/app-in-testing-mode");
});

it("http differs from the https that is registered", () => {
  const request =
    "GET /authorize?response_type=code&client_id=a&redirect_uri=http%3A%2F%2Fapp.example.org%2Fcb HTTP/1.1\nHost: id.example.org";
  const of = (text: string) => first({ request, text: `redirect_uri_mismatch. ${text}` });
  expect(of("It sends http instead of https.")).toBe("redirect-uri/scheme-mismatch");
  expect(of("It sends another path.")).not.toBe("redirect-uri/scheme-mismatch");
});

it.each(["It's a SPA with PKCE and no secret", "We log in without a client secret, by PKCE"])(
  "a client without a secret may be registered as another type: %s",
  (text) => {
    const { findings } = explain(
      JSON.stringify({ text: `invalid_client: Invalid client or client credentials. ${text}` }),
    );
    expect(findings.slice(0, 2).map(({ reason }) => reason)).toContain("client/type-mismatch");
  },
);

describe("where the refused grant isn't known", () => {
  const { findings } = explain("invalid_grant. Is it a race condition?");
  it("a story says less", () => {
    expect(findings[0]?.reason).toBe("refresh-token/reused");
    expect(findings[0]?.confidence).toBeLessThan(0.7);
  });
});

it("a client that sends its secret isn't one that has none", () => {
  const request = OF_CODE.request.replace("client_id=app", "client_id=app&client_secret=b7d1");
  const { findings } = explain(JSON.stringify({ request, ...refused("invalid_client", 401), text: "It's a SPA" }));
  expect(findings.flatMap(({ rule }) => rule)).not.toContain("story/prose");
});
