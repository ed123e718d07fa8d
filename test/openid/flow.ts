/** A sign-in with any response type, with every check of requirements-openid.md C4 to C8 on the way. */
import type { JWTPayload } from "jose";
import { expect } from "vitest";
import type { Answer } from "../blackbox/application.ts";
import type { Person } from "../blackbox/person.ts";
import { authorize, type Came, checkedIdToken, type Parameters, redeem, request, userinfo } from "./relying-party.ts";

/** The response types of the basic, implicit and hybrid plans. */
export const TYPES = [
  ...["code", "id_token", "id_token token"],
  ...["code id_token", "code token", "code id_token token"],
] as const;

/** Those that bring an access token in the end. */
export const WITH_TOKEN = TYPES.filter((type) => type !== "id_token");
export const WITH_CODE = TYPES.filter((type) => type.startsWith("code"));

export interface Flow {
  readonly sent: Parameters;
  readonly came: Came;
  /** The token response, if there is a code. */
  readonly body: Answer["body"];
  readonly accessToken: string | undefined;
  readonly idToken: string;
  readonly claims: JWTPayload;
}

/** Signs in as a client of `provider.ts`, and checks all that comes. The nonce is left out with `nonce: undefined`. */
export async function flow(person: Person, type: string, more: Parameters = {}): Promise<Flow> {
  const { issuer } = person;
  const sent = request({ response_type: type, ...more });
  const came = await authorize(person, sent);
  const { code, id_token: front, access_token: early } = came.parameters;
  expect(came.parameters, came.parameters.error_description).not.toHaveProperty("error");
  const id = sent.client_id ?? "";
  const { nonce, state } = sent;
  const first =
    front === undefined
      ? undefined
      : await checkedIdToken(issuer, front, { ...{ nonce, state, code, aud: id }, accessToken: early });
  if (code === undefined)
    return { sent, came, body: {}, accessToken: early, idToken: String(front), claims: first ?? {} };
  const { status, headers, body } = await redeem(issuer, code, id);
  expect([status, headers.get("cache-control"), body.token_type]).toEqual([200, "no-store", "Bearer"]);
  expect(body.expires_in).toBeGreaterThan(0);
  const accessToken = String(body.access_token);
  const claims = await checkedIdToken(issuer, body.id_token, { nonce, aud: id, accessToken });
  if (first !== undefined) expect(claims).toMatchObject({ iss: first.iss, sub: first.sub, aud: first.aud });
  return { sent, came, body, accessToken, idToken: String(body.id_token), claims };
}

/** What userinfo says, with the `sub` of the ID token (C8). */
export async function claimsOf(issuer: string, { accessToken, claims }: Flow): Promise<Answer["body"]> {
  if (accessToken === undefined) return claims as Answer["body"];
  const { status, headers, body } = await userinfo(issuer, accessToken);
  expect([status, headers.get("content-type")]).toEqual([200, expect.stringMatching(/^application\/json/)]);
  expect(body.sub).toBe(claims.sub);
  return body;
}
