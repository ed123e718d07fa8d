/** Calls to the admin API as a client with some of its scopes. */
import { accessToken, as } from "../catalogue/reach/world.ts";
import type { World } from "../catalogue/world.ts";

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

async function answerOf(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  const json = (text.startsWith("{") ? JSON.parse(text) : {}) as Answer["json"];
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
  scopes: ["candor:applications", "candor:scopes", "candor:audit"].flatMap((name) => [name, `${name}:read`]),
};
