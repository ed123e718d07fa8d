import { describe, expect, it } from "vitest";
import { CHALLENGE, catalogue, client, formOf, settings, T } from "../../../test/catalogue/samples.ts";
import { isRefusal, type Refusal, refuse } from "../../reasons/index.ts";
import type { Client } from "../client.ts";
import { firstRefusal } from "../decision.ts";
import { RESPONSE_MODES } from "../response-modes/index.ts";
import { authorizationChecks } from "./all-checks.ts";
import type { AuthorizationCase } from "./case.ts";
import { readAuthorizationRequest } from "./request.ts";
import { trustRedirect } from "./trust.ts";

const RIGHT = {
  client_id: "photos",
  redirect_uri: "https://photos.example/callback",
  response_type: "code",
  scope: "openid read_photos",
  code_challenge: CHALLENGE,
  code_challenge_method: "S256",
};
type Form = Record<string, string | undefined>;

interface Row extends Partial<Pick<AuthorizationCase, "person" | "hint" | "answer">> {
  readonly of?: Partial<Client>;
  readonly repeated?: string[];
}

function given(form: Form, { of, repeated, ...row }: Row = {}): AuthorizationCase {
  const values = Object.entries({ ...RIGHT, ...form }).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]]));
  const request = readAuthorizationRequest(formOf(Object.fromEntries(values), repeated));
  const to = trustRedirect(request, client(of));
  if (isRefusal(to)) throw new Error(to.refused);
  return {
    request,
    to,
    person: undefined,
    hint: { is: "absent" },
    catalogue,
    settings: settings(),
    answer: undefined,
    now: T,
    ...row,
  };
}
/** Nothing can be posted to its own scheme. */
const APP: Row = { of: { applicationType: "native", redirectUris: ["com.example.app:/cb"] } };
const ada = { sessionId: 1, subject: "ada", authTime: T - 60_000, consented: ["openid", "read_photos"] };
const invalid = (parameter: string, sent: string, expected: string) =>
  refuse("request/parameter-invalid", { parameter, sent, expected });
const PROMPTS = "none, login, consent, select_account";
const responseType = (sent: string) => refuse("request/response-type-unsupported", { sent, offered: ["code"] });
const responseMode = (sent: string) => refuse("request/response-mode-unsupported", { sent, offered: RESPONSE_MODES });
const login = (because: string) => refuse("user/login-required", { because });

describe("authorization request, told by redirect", () => {
  it.each<[form: Form, row: Row, is: Refusal | "granted"]>([
    [{}, {}, "granted"],
    [{ response_mode: "form_post", prompt: "login", max_age: "0", state: "s" }, {}, "granted"],
    [{ prompt: "consent login select_account", extra: "x" }, {}, "granted"],
    [{ prompt: "create" }, {}, invalid("prompt", "create", PROMPTS)],
    [{ code_challenge: undefined, code_challenge_method: undefined }, { of: { pkceRequired: false } }, "granted"],

    [{}, { repeated: ["scope", "unknown"] }, refuse("request/parameter-repeated", { parameters: ["scope"] })],
    [{}, { repeated: ["state"] }, refuse("request/parameter-repeated", { parameters: ["state"] })],
    [
      { nonce: "x".repeat(1025) },
      {},
      refuse("request/parameter-too-long", { parameter: "nonce", length: 1025, limit: 1024 }),
    ],
    [{ request_uri: "urn:x", response_type: undefined }, {}, refuse("request/object-uri-unsupported", {})],
    [{ registration: "{}" }, {}, refuse("request/registration-unsupported", {})],
    [{ response_type: undefined }, {}, refuse("request/parameter-absent", { parameter: "response_type" })],
    [{ response_type: "token" }, {}, responseType("token")],
    [{ response_type: "code id_token" }, {}, responseType("code id_token")],
    [{ response_type: "Code" }, {}, responseType("Code")],
    [{ response_type: "x".repeat(200) }, {}, responseType(`${"x".repeat(99)}…`)],
    [
      {},
      { of: { grantTypes: ["client_credentials"] } },
      refuse("client/response-type-not-allowed", { clientId: "photos", sent: "code" }),
    ],
    [{ response_mode: "fragment" }, {}, "granted"],
    [{ response_mode: "web_message" }, {}, responseMode("web_message")],
    [{ response_mode: "x".repeat(200) }, {}, responseMode(`${"x".repeat(99)}…`)],
    [{ code_challenge: undefined }, {}, refuse("pkce/required", { clientId: "photos" })],
    // A public client uses PKCE whatever its registration says (RFC 9700 2.1.1).
    [
      { code_challenge: undefined },
      { of: { pkceRequired: false, authMethods: ["none"] } },
      refuse("pkce/required", { clientId: "photos" }),
    ],
    [{ code_challenge_method: "plain" }, {}, refuse("pkce/method-unsupported", { sent: "plain" })],
    [{ scope: undefined }, {}, refuse("scope/missing", { clientId: "photos", allowed: client().scopes })],
    [{ prompt: "register" }, {}, invalid("prompt", "register", PROMPTS)],
    [{ prompt: "none Login" }, {}, invalid("prompt", "Login", PROMPTS)],
    [{ prompt: "none login" }, {}, refuse("user/prompt-conflict", { sent: "none login" })],
    [{ max_age: "-1" }, {}, invalid("max_age", "-1", "a number of seconds in the digits 0-9")],
    [{ max_age: "1.5" }, {}, invalid("max_age", "1.5", "a number of seconds in the digits 0-9")],
    [{ max_age: "\u0666\u0660" }, {}, invalid("max_age", "\u0666\u0660", "a number of seconds in the digits 0-9")],
    [{ max_age: "1e3" }, {}, invalid("max_age", "1e3", "a number of seconds in the digits 0-9")],
    [{ max_age: "9".repeat(11) }, {}, invalid("max_age", "9".repeat(11), "at most 9999999999 seconds")],
    [{ max_age: "-1" }, {}, invalid("max_age", "-1", "a number of seconds in the digits 0-9")],
    [
      { prompt: "none none", code_challenge: "x" },
      {},
      refuse("pkce/challenge-malformed", { length: 1, looks: "not 32 bytes in base64url" }),
    ],
    [{}, { hint: { is: "invalid", because: "it is old" } }, refuse("user/hint-invalid", { because: "it is old" })],
    [{}, { answer: "deny", person: ada }, refuse("user/denied", { clientId: "photos" })],

    [{ prompt: "none" }, {}, login("session")],
    [{ prompt: "none", max_age: "59" }, { person: ada }, login("recent sign-in")],
    [{ prompt: "none" }, { of: { defaultMaxAge: 59 }, person: ada }, login("recent sign-in")],
    [{ prompt: "none", max_age: "60" }, { of: { defaultMaxAge: 59 }, person: ada }, "granted"],
    [{ prompt: "none", max_age: "60" }, { person: ada }, "granted"],
    [{ prompt: "none", max_age: "7200" }, { person: { ...ada, authTime: T - 7_200_001 } }, login("recent sign-in")],
    [{ resource: "https://api.example/photos" }, {}, "granted"],
    [
      { resource: "https://elsewhere.example" },
      {},
      refuse("resource/unknown", {
        parameter: "resource",
        sent: "https://elsewhere.example",
        near: undefined,
        apis: ["https://api.example/photos"],
      }),
    ],
    [
      { resource: "https://api.example/photos", audience: "my-api" },
      {},
      refuse("resource/unknown", {
        parameter: "audience",
        sent: "my-api",
        near: undefined,
        apis: ["https://api.example/photos"],
      }),
    ],
    [
      { resource: "my-api", audience: "https://api.example/photos" },
      {},
      refuse("resource/malformed", {
        parameter: "resource",
        sent: "my-api",
        fault: "is not an absolute URI",
        apis: ["https://api.example/photos"],
      }),
    ],
    [
      { resource: "https://api.example/photos", audience: "https://api.example/bills" },
      {},
      refuse("resource/mismatch", {
        parameter: "audience",
        sent: "https://api.example/bills",
        scopes: ["openid", "read_photos"],
        api: "https://api.example/photos",
        available: [],
      }),
    ],
    [
      { resource: "https://api.example/bills" },
      {},
      refuse("resource/mismatch", {
        parameter: "resource",
        sent: "https://api.example/bills",
        scopes: ["openid", "read_photos"],
        api: "https://api.example/photos",
        available: [],
      }),
    ],
    [{ redirect_uri: "com.example.app:/cb" }, APP, "granted"],
    [{ redirect_uri: "com.example.app:/cb", response_mode: "query" }, APP, "granted"],
    [
      { prompt: "none" },
      { person: ada, hint: { is: "valid", subject: "grace" } },
      login("session of the user that id_token_hint names"),
    ],
    [{ prompt: "none" }, { person: ada, hint: { is: "valid", subject: "ada" } }, "granted"],
    [
      { prompt: "none", scope: "openid email read_photos" },
      { person: ada },
      refuse("user/consent-required", { scopes: ["email"] }),
    ],
    [{ prompt: "none", scope: "openid email" }, { person: ada, of: { firstParty: true } }, "granted"],
  ])("%#: %j %j", (form, row, is) => {
    expect(firstRefusal(authorizationChecks, given(form, row)) ?? "granted").toEqual(is);
  });

  it("an app's own scheme cannot be posted to, and does not get it", () => {
    const form = { redirect_uri: "com.example.app:/cb", response_mode: "form_post" };
    const refusal = firstRefusal(authorizationChecks, given(form, APP));
    expect(refusal?.refused).toBe("request/response-mode-unsupported");
    expect(refusal?.evidence).toMatchObject({ sent: "form_post" });
    expect(refusal?.evidence.offered).not.toContain("form_post");
  });

  it("a scope at fault is named by its own reason", () => {
    expect(firstRefusal(authorizationChecks, given({ scope: "openid,read_photos" }))).toMatchObject({
      refused: "scope/wrong-delimiter",
      evidence: { repaired: "openid read_photos" },
    });
  });
});
