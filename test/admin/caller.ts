/** Calls to the admin API as a client with some of its scopes. */
import { expect } from "vitest";
import type { Account } from "../../src/ports/storage.ts";
import { ADMIN_SCOPE_NAMES } from "../../src/protocol/scope/catalogue.ts";
import { accessToken, as } from "../catalogue/reach/world.ts";
import { VERIFIER } from "../catalogue/samples.ts";
import { AUTHORIZE, encode, ISSUER, type World } from "../catalogue/world.ts";
import { faultsOf } from "./conforming.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
  /** The code of a problem. */
  readonly code: string | undefined;
  /** The places of its faults. */
  readonly pointers: readonly string[];
}

export type Call = (
  method: string,
  path: string,
  body?: object | string,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer>;

/** With a token for these scopes. */
export async function caller(
  world: World,
  scope = "candor:applications candor:scopes",
  client = "demo-admin",
): Promise<Call> {
  return callerWith(world, await accessToken(world, { scope }, as(client)));
}

/** With this token, or without any. */
export function callerWith(world: World, token: string | undefined): Call {
  return async (method, path, body, headers = {}) =>
    answerOf(
      method,
      path,
      await world.send(`/admin/v1${path}`, {
        method,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    );
}

async function answerOf(method: string, path: string, response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  // Whatever a test is about, the document says it.
  expect(faultsOf(method, path, status, headers, text)).toEqual([]);
  const isJson = text !== "" && /^application\/(?:problem\+)?json/.test(headers.get("content-type") ?? "");
  const json = (isJson ? JSON.parse(text) : {}) as Answer["json"];
  const errors = (json.errors ?? []) as readonly { readonly pointer: string }[];
  const code = /\/errors\/([a-z-]+\/[a-z-]+)$/.exec(String(json.type))?.[1];
  return { status, headers, text, json, code, pointers: errors.map(({ pointer }) => pointer) };
}

export const etagOf = ({ headers }: Answer): Record<string, string> => ({ "if-match": headers.get("etag") ?? "none" });

/** A client that may get every scope of the admin API, also those for looking. */
export const AUDITOR = {
  id: "auditor",
  secrets: [{ value: "auditor-secret" }],
  grantTypes: ["client_credentials" as const],
  scopes: [...ADMIN_SCOPE_NAMES],
};

/** A client to which users can give every scope of the admin API. */
export const PORTAL = {
  id: "portal",
  secrets: [{ value: "portal-secret" }],
  redirectUris: [`${ISSUER}/portal`],
  scopes: [...ADMIN_SCOPE_NAMES],
};

/** With a token that a user of the demo gave to the portal. */
export async function callerAs(world: World, username: string, scope = ADMIN_SCOPE_NAMES.join(" ")): Promise<Call> {
  const { deps, clock } = world;
  const redirect_uri = `${ISSUER}/portal`;
  const request = { ...AUTHORIZE, client_id: PORTAL.id, redirect_uri, scope };
  await deps.storage.consents.add(`demo-${username}`, PORTAL.id, scope.split(" "), clock.now);
  const agreed = await world.send(`/authorize?${encode(request)}`, { headers: await world.signedIn(username) });
  const code = new URL(agreed.headers.get("location") ?? "none:").searchParams.get("code") ?? "";
  const form = { grant_type: "authorization_code", code, redirect_uri, code_verifier: VERIFIER };
  const tokens = (await (await world.form("/token", form, as(PORTAL.id))).json()) as { access_token: string };
  return callerWith(world, tokens.access_token);
}

/** Gives the demo another user. */
export async function addUser({ deps, clock }: World, username: string, role: Account["role"]): Promise<void> {
  const ada = (await deps.storage.people.find("demo-ada")) as Account;
  await deps.storage.people.insert({ ...ada, subject: `demo-${username}`, username, role, createdAt: clock.now });
}

/** Gives the demo a team of these users. */
export async function addTeam({ deps, clock }: World, name: string, ...usernames: string[]): Promise<void> {
  const members = usernames.map((username) => ({ subject: `demo-${username}`, since: clock.now }));
  const content = JSON.stringify({ team: { name, members } });
  await deps.storage.registrations.change([{ kind: "team", id: name, from: 0, content }], {
    ...{ at: clock.now, actor: { is: "command", id: "root" }, action: "team/add", target: { kind: "team", id: name } },
  });
}
