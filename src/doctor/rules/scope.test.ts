/** Scopes that the request or the message shows as they were sent. */
import { describe, expect, it } from "vitest";
import { explain } from "../explain.ts";

const first = (input: object) => explain(JSON.stringify(input)).findings[0];
const asking = (scope: string) =>
  `GET /authorize?response_type=code&client_id=app&redirect_uri=https%3A%2F%2Fapp.example.org%2Fcb&scope=${encodeURIComponent(scope)} HTTP/1.1\nHost: login.example.org\n`;
const A = "https://api.example.org/auth/mail.read";
const B = "https://api.example.org/auth/files";

describe("scopes with nothing between them", () => {
  it.each([
    ["in the request", { request: asking(`${A}${B}`), text: "error: invalid_scope" }],
    ["in the message", { text: `Error: invalid_scope\nSome requested scopes were invalid. {invalid=[${A}${B}]}` }],
    [
      "in a response",
      {
        response: {
          status: 400,
          headers: {},
          body: JSON.stringify({ error: "invalid_scope", error_description: `Bad scope: ${B}${A}` }),
        },
      },
    ],
  ])("%s", (_, input) => expect(first(input)?.reason).toBe("scope/wrong-delimiter"));

  it("names what to send", () => {
    expect(first({ request: asking(`${A}${B}`), text: "error: invalid_scope" })?.fix).toContain(`${A} ${B}`);
  });

  it("are not two scopes that a space joins", () => {
    expect(first({ request: asking(`${A} ${B}`), text: "error: invalid_scope" })?.reason).not.toBe(
      "scope/wrong-delimiter",
    );
  });
});

describe("a typing error in openid", () => {
  it.each(["opendid", "opnid profile", "email openidd"])("counts more than what the server concludes: %s", (scope) => {
    expect(
      first({ request: asking(scope), text: "consent_required: The user has not consented to the application." })
        ?.reason,
    ).toBe("scope/misspelled");
  });

  it("is not seen in other names", () => {
    expect(
      first({ request: asking("open.accounts"), text: "consent_required: The user has not consented." })?.reason,
    ).not.toBe("scope/misspelled");
  });
});

it.each(["expired_access_token", "invalid_access_token", "access_token_expired"])(
  "%s in a body of another form is about a token",
  (name) => {
    const body = JSON.stringify({ error_summary: `${name}/..`, error: { ".tag": name } });
    expect(explain(JSON.stringify({ response: { status: 401, headers: {}, body } })).isOAuth).toBe(true);
  },
);
