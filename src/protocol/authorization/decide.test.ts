import { describe, expect, it } from "vitest";
import { CHALLENGE, catalogue, client, formOf, settings, T } from "../../../test/catalogue/samples.ts";
import { isRefusal } from "../../reasons/index.ts";
import type { Client } from "../client.ts";
import { firstRefusal } from "../decision.ts";
import { authorizationChecks } from "./all-checks.ts";
import type { AuthorizationCase, Hint, Person } from "./case.ts";
import { grantAuthorization } from "./decide.ts";
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
const ada = { sessionId: 1, subject: "ada", authTime: T - 60_000, consented: ["openid", "read_photos"] };
const fresh = { ...ada, consented: [] };
const some = { ...ada, consented: ["openid"] };

interface Row {
  readonly form?: Record<string, string>;
  readonly person?: Person;
  readonly hint?: Hint;
  readonly answer?: "allow" | "deny";
  readonly of?: Partial<Client>;
  readonly signUp?: boolean;
}

function decide({ form = {}, person, hint = { is: "absent" }, answer, of = {}, signUp = false }: Row) {
  const request = readAuthorizationRequest(formOf({ ...RIGHT, ...form }));
  const to = trustRedirect(request, client(of));
  if (isRefusal(to)) throw new Error(to.refused);
  const page = signUp ? { signUp: { url: "https://photos.example/join" } } : {};
  const given: AuthorizationCase = {
    ...{ request, to, person, hint, answer, catalogue },
    ...{ settings: { ...settings(), ...page }, now: T },
  };
  return firstRefusal(authorizationChecks, given) ?? grantAuthorization(given);
}
const outcome = (row: Row) => {
  const decision = decide(row);
  return "refused" in decision ? decision.refused : decision.decided;
};

describe("the outcome of an authorization request", () => {
  it.each<[row: Row, is: string]>([
    [{}, "sign-in"],
    [{ answer: "allow" }, "sign-in"],
    [{ person: ada }, "granted"],
    [{ person: ada, form: { prompt: "login" } }, "sign-in"],
    [{ person: ada, form: { prompt: "select_account" } }, "sign-in"],
    [{ person: ada, form: { prompt: "create" }, signUp: true }, "sign-in"],
    [{ person: ada, form: { prompt: "create" } }, "request/parameter-invalid"],
    [{ person: ada, form: { prompt: "none create" }, signUp: true }, "user/prompt-conflict"],
    [{ person: ada, form: { prompt: "consent" } }, "consent"],
    [{ person: ada, form: { prompt: "consent" }, answer: "allow" }, "granted"],
    [{ person: ada, form: { prompt: "login" }, answer: "allow" }, "sign-in"],
    [{ person: ada, form: { prompt: "none" } }, "granted"],
    [{ person: ada, form: { max_age: "60" } }, "granted"],
    [{ person: ada, form: { max_age: "59" } }, "sign-in"],
    [{ person: ada, form: { max_age: "0" } }, "sign-in"],
    [{ person: ada, hint: { is: "valid", subject: "ada" } }, "granted"],
    [{ person: ada, hint: { is: "valid", subject: "grace" } }, "sign-in"],
    [{ person: ada, hint: { is: "valid", subject: "grace" }, answer: "allow" }, "sign-in"],
    [{ person: fresh }, "consent"],
    [{ person: some }, "consent"],
    [{ person: fresh, answer: "allow" }, "granted"],
    [{ person: fresh, answer: "deny" }, "user/denied"],
    [{ person: ada, answer: "deny" }, "user/denied"],
    [{ person: fresh, of: { firstParty: true } }, "granted"],
    [{ person: fresh, of: { firstParty: true }, form: { prompt: "consent" } }, "consent"],
    // Faults are reported before anybody is asked to sign in.
    [{ form: { scope: "read_bills" } }, "scope/not-allowed-for-client"],
    [{ person: fresh, answer: "allow", form: { scope: "read_bills" } }, "scope/not-allowed-for-client"],
  ])("%#: %j: %s", (row, is) => expect(outcome(row)).toBe(is));

  const NATIVE = { authMethods: ["none"], applicationType: "native" } as const;
  const LOOPBACK = { redirect_uri: "http://127.0.0.1:4711/cb" };
  const SCHEME = { redirect_uri: "com.example.app:/cb" };
  it.each<[what: string, of: Partial<Client>, form: Record<string, string>, is: string]>([
    ["a loopback port", NATIVE, LOOPBACK, "consent"],
    ["an app's own scheme", NATIVE, SCHEME, "consent"],
    ["one of the house itself", { ...NATIVE, firstParty: true }, LOOPBACK, "consent"],
    ["silently", NATIVE, { ...LOOPBACK, prompt: "none" }, "user/consent-required"],
    ["an https link that the app has claimed", NATIVE, {}, "granted"],
    ["one that keeps a secret", { ...NATIVE, authMethods: ["client_secret_basic"] }, LOOPBACK, "granted"],
    ["a public one on the web", { authMethods: ["none"] }, {}, "granted"],
    [
      "a public one on the web at a loopback",
      { authMethods: ["none"] },
      { redirect_uri: "http://127.0.0.1/cb" },
      "granted",
    ],
  ])("a native client that anybody may pose as asks again for consent (RFC 8252 8.6): %s", (_, of, form, is) => {
    const redirectUris = ["https://photos.example/callback", "http://127.0.0.1/cb", "com.example.app:/cb"];
    expect(outcome({ person: ada, form, of: { redirectUris, ...of } })).toBe(is);
    if (is === "consent")
      expect(outcome({ person: ada, form, of: { redirectUris, ...of }, answer: "allow" })).toBe("granted");
  });

  it("consent is asked for all that would be granted", () => {
    expect(decide({ person: some })).toMatchObject({
      decided: "consent",
      scope: { scopes: ["openid", "read_photos"] },
      person: some,
    });
  });

  it.each<[of: Partial<Client>, seconds: number]>([
    [{}, 60],
    [{ codeLifetime: 5 }, 5],
  ])("a code for a client with %j lives %i s", (of, seconds) => {
    expect(decide({ person: ada, of })).toMatchObject({
      decided: "granted",
      codeExpiresAt: T + seconds * 1000,
      scope: { scopes: ["openid", "read_photos"] },
      person: ada,
    });
  });

  it("the default scope is granted if none is sent", () => {
    const of = { defaultScopes: ["read_photos"] };
    const decision = decide({ person: ada, of, form: { scope: "" } });
    expect(decision).toMatchObject({ decided: "granted", scope: { scopes: ["read_photos"] } });
  });
});
