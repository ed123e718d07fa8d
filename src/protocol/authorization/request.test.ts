import { describe, expect, it } from "vitest";
import { formOf } from "../../../test/catalogue/samples.ts";
import {
  afterSignIn,
  afterSignUp,
  askingAgain,
  carried,
  choosingAccount,
  creatingAccount,
  KNOWN,
  readAuthorizationRequest,
} from "./request.ts";

describe("readAuthorizationRequest", () => {
  it("reads every parameter that it uses", () => {
    const form = formOf({
      client_id: "1",
      redirect_uri: "2",
      response_type: "3",
      response_mode: "4",
      scope: "5 6",
      state: "7",
      nonce: "8",
      code_challenge: "9",
      code_challenge_method: "10",
      prompt: "login  consent",
      max_age: "11",
      login_hint: "12",
      id_token_hint: "13",
      extra: "14",
    });
    expect(readAuthorizationRequest(form)).toEqual({
      clientId: "1",
      redirectUri: "2",
      responseType: "3",
      responseMode: "4",
      scope: "5 6",
      state: "7",
      nonce: "8",
      codeChallenge: "9",
      codeChallengeMethod: "10",
      prompt: ["login", "consent"],
      maxAge: "11",
      loginHint: "12",
      idTokenHint: "13",
      claims: { requested: undefined, essentialAcr: undefined, scopes: [] },
      form,
      sent: form,
    });
  });

  it("an empty request has nothing", () => {
    const read = readAuthorizationRequest(formOf({}));
    expect(
      Object.values({ ...read, form: undefined, sent: undefined, prompt: undefined, claims: undefined }).filter(
        (value) => value !== undefined,
      ),
    ).toEqual([]);
    expect(read.prompt).toEqual([]);
  });
});

describe("afterSignIn", () => {
  it.each<[before: Record<string, string>, after: Record<string, string>]>([
    [
      { client_id: "a", state: "x y", scope: "a b" },
      { client_id: "a", state: "x y", scope: "a b" },
    ],
    [{ client_id: "a", prompt: "login", max_age: "0" }, { client_id: "a" }],
    [{ client_id: "a", prompt: "select_account login" }, { client_id: "a" }],
    [
      { client_id: "a", prompt: "login consent" },
      { client_id: "a", prompt: "consent" },
    ],
    [
      { client_id: "a", prompt: "consent" },
      { client_id: "a", prompt: "consent" },
    ],
    [{ client_id: "a", prompt: "create", id_token_hint: "h" }, { client_id: "a" }],
    [{ client_id: "a", unknown: "1", csrf: "2", password: "3" }, { client_id: "a" }],
  ])("%j goes on as %j", (before, after) => {
    expect(Object.fromEntries(afterSignIn(formOf(before)))).toEqual(after);
  });

  it("of a pushed request, nothing but its request_uri and a wish for consent is carried", () => {
    const form = formOf({
      client_id: "a",
      request_uri: "urn:x",
      state: "s",
      prompt: "login",
      candor_prompt: "consent",
    });
    const kept = { client_id: "a", request_uri: "urn:x", candor_prompt: "consent" };
    expect(Object.fromEntries(carried(form))).toEqual(kept);
    expect(Object.fromEntries(afterSignIn(form))).toEqual(kept);
    const choosing = choosingAccount(form);
    expect(Object.fromEntries(choosing)).toEqual({ ...kept, candor_prompt: "select_account" });
    const chosen = formOf(Object.fromEntries(choosing));
    expect(Object.fromEntries(afterSignIn(chosen))).toEqual({ client_id: "a", request_uri: "urn:x" });
    expect(askingAgain(chosen).get("candor_prompt")).toBe("consent");
  });

  it.each<[before: Record<string, string>, create: Record<string, string>, back: Record<string, string>]>([
    [
      { client_id: "a", state: "s", id_token_hint: "h" },
      { client_id: "a", state: "s", id_token_hint: "h", prompt: "create" },
      { client_id: "a", state: "s", prompt: "login" },
    ],
    [
      { client_id: "a", prompt: "select_account consent" },
      { client_id: "a", prompt: "create consent" },
      { client_id: "a", prompt: "login consent" },
    ],
    [
      { client_id: "a", request_uri: "urn:x", state: "s", candor_prompt: "consent" },
      { client_id: "a", request_uri: "urn:x", candor_prompt: "create" },
      { client_id: "a", request_uri: "urn:x", candor_prompt: "login" },
    ],
  ])("%j asks for a new account, and comes back to sign in", (before, create, back) => {
    expect(Object.fromEntries(creatingAccount(formOf(before)))).toEqual(create);
    expect(Object.fromEntries(afterSignUp(formOf(create)))).toEqual(back);
  });

  it("carries the hint, PKCE and nonce through", () => {
    const kept = ["id_token_hint", "login_hint", "nonce", "code_challenge", "code_challenge_method", "response_mode"];
    const form = formOf(Object.fromEntries(kept.map((name) => [name, name])));
    expect([...afterSignIn(form).keys()].sort()).toEqual([...kept].sort());
    expect(kept.every((name) => KNOWN.has(name))).toBe(true);
  });
});
