/** Every sentence of the catalogue leads back to its reason, however a library prints it, and no other provider's message does. */
import { describe, expect, it } from "vitest";
import { inputOf } from "../../scripts/dialects/example.ts";
import { writtenDialects } from "../../scripts/dialects/written.ts";
import { evidencesOf } from "../../src/doctor/candor/evidences.ts";
import { sentencesIn } from "../../src/doctor/candor/sentences.ts";
import { explain } from "../../src/doctor/explain.ts";
import { codes, faceOf, reasonOf } from "../../src/reasons/index.ts";
import { sampleOf } from "../../src/reasons/samples/index.ts";
import { descriptionOf, wireText } from "../../src/render/wire-text.ts";

import { someOf } from "../breadth.ts";

const REF = "7kq2m9x4vbcd";

const wrapped = (text: string, width: number): string =>
  text.replaceAll(new RegExp(`(.{1,${width}})(?: |$)`, "g"), "$1\n");
const html = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("'", "&#39;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** How clients and logs print an error and its description. */
const PRINTED: Readonly<Record<string, (error: string, description: string) => string>> = {
  alone: (_, text) => text,
  "openid-client": (error, text) =>
    `ResponseBodyError: server responded with an error in the response body\n    at checkOAuthBodyError (file:///app/node_modules/oauth4webapi/build/index.js:1180:19) {\n  code: 'OAUTH_RESPONSE_BODY_ERROR',\n  cause: { error: '${error}', error_description: ${JSON.stringify(text)} },\n  error: '${error}',\n  status: 400,\n  error_description: ${JSON.stringify(text)}\n}`,
  oauthlib: (error, text) => `oauthlib.oauth2.rfc6749.errors.CustomOAuth2Error: (${error}) ${text}`,
  Spring: (error, text) =>
    `org.springframework.security.oauth2.core.OAuth2AuthorizationException: [${error}] ${text}\n\tat org.springframework.security.oauth2.client.endpoint.Client.getTokenResponse(Client.java:98)`,
  ".NET": (error, text) =>
    `Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectProtocolException: Message contains error: '${error}', error_description: '${text}', error_uri: 'error_uri is null'.`,
  Go: (error, text) => `2026/06/15 12:00:00 exchange failed: oauth2: "${error}" "${text}"`,
  "Go with the body": (error, text) =>
    `oauth2: cannot fetch token: 400 Bad Request\nResponse: ${JSON.stringify({ error, error_description: text })}`,
  Guzzle: (error, text) =>
    `Client error: \`POST https://id.example/token\` resulted in a \`400 Bad Request\` response:\n${JSON.stringify({ error, error_description: text }).slice(0, 500)}`,
  OmniAuth: (error, text) => `(candor) Authentication failure! ${error}: OAuth2::Error, ${error}: ${text}`,
  passport: (_, text) =>
    `TokenError: ${text}\n    at OAuth2Strategy.parseErrorResponse (/app/node_modules/passport-oauth2/lib/strategy.js:373:12)`,
  axios: (error, text) =>
    `AxiosError: Request failed with status code 400\n    at settle (/app/node_modules/axios/lib/core/settle.js:19:12) {\n  response: { status: 400, data: { error: '${error}', error_description: ${JSON.stringify(text)} } }\n}`,
  "JSON in a log in JSON": (error, text) =>
    JSON.stringify({
      level: "error",
      msg: `token request failed: ${JSON.stringify({ error, error_description: text })}`,
    }),
  "escaped for HTML": (error, text) => `<p>Sign-in failed: ${error}</p><p>${html(text)}</p>`,
  "escaped apostrophes": (error, text) =>
    `{"error":"${error}","error_description":"${text.replaceAll("'", "\\u0027")}"}`,
  "a redirect": (error, text) =>
    `https://app.example/cb?${new URLSearchParams({ error, error_description: text, state: "x" })}`,
  "a challenge": (error, text) =>
    `HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer realm="x", error="${error}", error_description="${text}"`,
  "wrapped lines": (error, text) => `ERROR ${error}:\n${wrapped(text, 60)}`,
  "cut at 500 characters": (error, text) => `ERROR ${error}: ${text.length > 500 ? `${text.slice(0, 497)}...` : text}`,
};

describe.each(codes.map((code, at) => [code, at] as const))("%s", (code, at) => {
  const sample = sampleOf(code);
  const face = faceOf(sample);
  const { error, says } = reasonOf(face);
  const text = says((face === code ? sample.evidence : {}) as never);

  it.each(someOf(Object.entries(PRINTED), at))("printed by %s", (_, print) => {
    for (const description of [descriptionOf(text, REF), wireText(text)]) {
      const [first] = explain(print(error, description)).findings;
      expect([first?.reason, first?.rule]).toEqual([face, "candor/sentence"]);
    }
  });
});

describe("the values of the sentence", () => {
  it.each([
    [
      "invalid_scope: 'mail.read,files' joins scopes by a comma instead of a space. Send scope='mail.read files'.",
      "scope/wrong-delimiter",
      ["mail.read,files", "a comma"],
      "Send scope=mail.read files.",
    ],
    [
      "'files' isn't allowed for my-app. Remove scope to get 'mail.read', or ask the app's owner to allow it.",
      "scope/not-allowed-for-client",
      ["files", "my-app"],
      "Remove scope to get mail.read.",
    ],
    [
      "The code is 301 s old, but codes expire after 300 s. Start again, and redeem the code immediately after the redirect.",
      "code/expired",
      ["301 s", "300 s"],
      "Start a new authorization request, and redeem the code in the callback before doing anything slow.",
    ],
    [
      "redirect_uri is 'https://app.example/cb', but the authorization request had 'https://app.example/callback'. Send the same value.",
      "code/redirect-uri-mismatch",
      ["https://app.example/cb", "https://app.example/callback"],
      "Send redirect_uri=https://app.example/callback, as in the authorization request.",
    ],
    [
      "grant_type 'implicit' isn't supported. Did you mean 'authorization_code'?",
      "request/grant-type-unsupported",
      ["implicit", "authorization_code"],
      "Send grant_type=authorization_code.",
    ],
    [
      "client_id 'x': This call requires the scope mail.send, but the token has mail.read files. Request a token with that scope.",
      "token/insufficient-scope",
      ["mail.send"],
      "mail.send",
    ],
  ])("%s", (text, reason, values, fix) => {
    const [first] = explain(text).findings;
    expect(first).toMatchObject({ reason, fix: expect.stringContaining(fix) });
    const evidence = first?.evidence.map(({ says }) => says).join("; ");
    for (const value of values) expect(evidence).toContain(value);
  });

  it("are never those of the sample", () => {
    const { findings } = explain("'files' isn't allowed for my-app. Ask the app's owner to allow it.");
    expect(findings[0]?.reason).toBe("scope/not-allowed-for-client");
    expect(JSON.stringify(findings)).not.toMatch(/reports\.read|read_profile|demo-/);
  });
});

it("a face says what is behind it, and nothing of which it is", () => {
  const { findings } = explain(wireText(reasonOf("client-auth/failed").says({} as never)));
  expect(findings.map(({ reason }) => reason).sort()).toEqual([
    "client-auth/assertion-unverified",
    "client-auth/attestation-untrusted",
    "client-auth/certificate-other-name",
    "client-auth/certificate-unregistered",
    "client-auth/certificate-untrusted",
    "client-auth/failed",
    "client-auth/secret-expired",
    "client-auth/secret-wrong",
    "client/unknown",
  ]);
  expect(findings[0]?.reason).toBe("client-auth/failed");
  expect(new Set(findings.slice(1).map(({ confidence }) => confidence)).size).toBe(1);
});

it("every variant is found, as it is written and for those who see the cause itself", () => {
  const missed = codes.flatMap((code) =>
    evidencesOf(code).flatMap((evidence) => {
      const text = wireText(reasonOf(code).says(evidence as never));
      return sentencesIn(text, true).some((one) => one.code === code) ? [] : [`${code}: ${text}`];
    }),
  );
  expect(missed).toEqual([]);
});

it("no message of another provider is taken for one of Candor's", () => {
  const taken = writtenDialects().flatMap(({ provider, messages }) =>
    someOf(messages).flatMap(({ id, example }) => {
      const found = explain(inputOf(example, provider)).findings.filter(({ rule }) => rule.startsWith("candor/"));
      return found.map(({ reason }) => `${provider}/${id}: ${reason}`);
    }),
  );
  expect(taken).toEqual([]);
});
