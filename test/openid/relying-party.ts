/** A client as the certification suite is one: it sends exactly what a module says, and looks at everything that comes back. */
import { hash, randomBytes } from "node:crypto";
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, type JWTPayload, jwtVerify } from "jose";
import { expect } from "vitest";
import { type Answer, Application, answerOf } from "../blackbox/application.ts";
import { formsOf, type Page, type Person } from "../blackbox/person.ts";
import { CALLBACK, EVERYTHING, SECRET } from "./provider.ts";

export type Parameters = Readonly<Record<string, string | undefined>>;

/** Where the parameters of a response were, and what they are. */
export interface Came {
  readonly in: "query" | "fragment" | "form";
  readonly at: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export const random = (): string => randomBytes(16).toString("base64url");

/** `undefined` leaves a parameter out. */
export function authorizationUrl(issuer: string, parameters: Parameters): string {
  const sent = Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return `${issuer}/authorize?${new URLSearchParams(sent)}`;
}

/** A request of the client `suite` for a code. */
export const request = (more: Parameters = {}): Parameters => ({
  response_type: "code",
  client_id: "suite",
  redirect_uri: CALLBACK,
  scope: "openid",
  state: random(),
  nonce: random(),
  ...more,
});

/** What a response says, wherever it is: C4 and C5 hold for each one. */
export function cameIn(end: URL | Page): Came {
  if (end instanceof URL) {
    const place = end.hash === "" ? "query" : "fragment";
    const text = place === "query" ? end.search : end.hash.slice(1);
    return { in: place, at: `${end.origin}${end.pathname}`, parameters: Object.fromEntries(new URLSearchParams(text)) };
  }
  const [form] = formsOf(end);
  if (form === undefined) throw new Error(`Neither a redirect nor a form came, but ${end.status} ${end.title}`);
  return { in: "form", at: form.action, parameters: form.fields };
}

/** Sends an authorization request, lets the user decide, and reads what comes back. */
export async function authorize(person: Person, sent: Parameters): Promise<Came> {
  const came = cameIn(await person.walk(authorizationUrl(person.issuer, sent)));
  expect(came.parameters.state).toBe(sent.state);
  expect(came.parameters.iss).toBe(person.issuer);
  if (came.parameters.error !== undefined) {
    expect(came.parameters.error).toMatch(/^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/);
    expect(came.parameters.error_description).toMatch(/^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/);
    for (const name of ["code", "id_token", "access_token"]) expect(came.parameters).not.toHaveProperty(name);
  }
  return came;
}

/** Redeems a code, as `suite` unless told otherwise. */
export const redeem = (issuer: string, code: string | undefined, id = "suite"): Promise<Answer> =>
  new Application(issuer, {
    id,
    secret: SECRET,
    redirectUri: CALLBACK,
    scope: EVERYTHING,
    method: id === "suite-post" ? "post" : "basic",
  }).redeem(code ?? "", undefined);

interface Expected {
  readonly nonce?: string | undefined;
  readonly aud?: string;
  readonly alg?: string;
  readonly code?: string | undefined;
  readonly accessToken?: string | undefined;
  readonly state?: string | undefined;
}

const half = (text: string, alg: string): string => {
  const whole = hash(alg === "EdDSA" ? "sha512" : "sha256", text, "buffer");
  return whole.subarray(0, whole.length / 2).toString("base64url");
};

/** Checks an ID token in every respect (C7), and returns its claims. */
export async function checkedIdToken(issuer: string, token: unknown, expected: Expected): Promise<JWTPayload> {
  const { nonce, aud = "suite", alg = "RS256", code, accessToken, state } = expected;
  const keys = (await (await fetch(`${issuer}/jwks`)).json()) as JSONWebKeySet;
  const { payload, protectedHeader } = await jwtVerify(String(token), createLocalJWKSet(keys), {
    issuer,
    audience: aud,
    algorithms: [alg],
  });
  expect(protectedHeader.kid).toEqual(expect.any(String));
  expect(Math.abs(Date.now() / 1000 - Number(payload.iat))).toBeLessThan(300);
  expect(payload.nonce).toBe(nonce);
  expect(payload.sub).toMatch(/^[\x21-\x7E]{1,255}$/);
  expect(payload.at_hash).toBe(accessToken === undefined ? undefined : half(accessToken, alg));
  expect(payload.c_hash).toBe(code === undefined ? undefined : half(code, alg));
  expect(payload.s_hash).toBe(state === undefined ? undefined : half(state, alg));
  return payload;
}

export const headerOf = (token: unknown) => decodeProtectedHeader(String(token));

/** Userinfo by GET, and as JSON (C8). */
export async function userinfo(issuer: string, token: unknown): Promise<Answer> {
  const headers = { authorization: `Bearer ${String(token)}` };
  return answerOf(issuer, await fetch(`${issuer}/userinfo`, { headers }));
}
