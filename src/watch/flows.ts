/** Which exchanges belong to one flow: they share a state, a code, a verifier, a token. */
import { createHash } from "node:crypto";
import type { RequestView } from "../doctor/view.ts";
import { type Exchange, headerOf, jsonOf } from "./exchange.ts";
import { type Kind, redirectOf } from "./kind.ts";

/** Exchanges that belong together. */
export interface Flow {
  /** From 1. */
  readonly number: number;
  /** The client, if it is known. */
  readonly clientId: string | undefined;
}

export interface Flows {
  /** The flow of an exchange; `undefined` if it belongs to none, such as the metadata. */
  readonly of: (exchange: Exchange, kind: Kind, view: RequestView) => Flow | undefined;
}

/** Values that are remembered. Each flow has about ten. */
const MOST = 5_000;

/** What exactly one flow has. */
const OWN = [
  "state",
  "code",
  "request_uri",
  "device_code",
  "refresh_token",
  "access_token",
  "id_token",
  "token",
  "auth_req_id",
];
/** The same value under another name, at another endpoint. */
const ALIAS: Readonly<Record<string, string>> = { token: "access_token" };

export function flowsOf(): Flows {
  const known = new Map<string, Flow>();
  let last = 0;

  function remember(keys: readonly string[], flow: Flow): Flow {
    for (const key of keys) known.set(key, flow);
    for (const oldest of known.keys()) {
      if (known.size <= MOST) break;
      known.delete(oldest);
    }
    return flow;
  }

  return {
    of(exchange, kind, view) {
      const keys = keysOf(exchange, view);
      const clientId = view.parameters.get("client_id") ?? view.basic?.id;
      const before = keys.map((key) => known.get(key)).find((flow) => flow !== undefined);
      const client = clientId === undefined ? undefined : `client:${isService(view) ? "service:" : ""}${clientId}`;
      if (before !== undefined) return remember([...keys, ...(client === undefined ? [] : [client])], before);
      // A code that nobody issued here is still of this client's flow, most likely. Other requests begin a flow.
      const latest = client === undefined || begins(kind, view) ? undefined : known.get(client);
      if (latest !== undefined) return remember(keys, latest);
      if (client === undefined || kind.name === "registration") return undefined;
      return remember([...keys, client], { number: ++last, clientId });
    },
  };
}

/** A service's requests are one flow: there is nothing else that they share. */
const isService = ({ parameters }: RequestView): boolean => parameters.get("grant_type") === "client_credentials";

const begins = ({ name }: Kind, view: RequestView): boolean =>
  name === "pushed" || name === "device" || (name === "authorization" && !view.parameters.has("request_uri"));

function keysOf(exchange: Exchange, view: RequestView): readonly string[] {
  const pairs: [string, string][] = [...view.parameters].filter(([name]) => OWN.includes(name));
  for (const [name, value] of redirectOf(exchange)?.parameters ?? []) if (OWN.includes(name)) pairs.push([name, value]);
  for (const [name, value] of Object.entries(jsonOf(exchange.response?.body) ?? {}))
    if (OWN.includes(name) && typeof value === "string") pairs.push([name, value]);
  if (view.bearer !== undefined) pairs.push(["access_token", view.bearer]);
  const challenge = view.parameters.get("code_challenge");
  if (challenge !== undefined) pairs.push(["challenge", challenge]);
  const verifier = view.parameters.get("code_verifier");
  // RFC 7636 4.2.
  if (verifier !== undefined) pairs.push(["challenge", createHash("sha256").update(verifier).digest("base64url")]);
  // A page of the server may carry the authorization request on to the next one.
  const referrer = headerOf(exchange.request.headers, "referer") ?? "";
  const state = /[?&]state=([^&#]+)/.exec(referrer)?.[1];
  if (state !== undefined) pairs.push(["state", new URLSearchParams(`s=${state}`).get("s") ?? ""]);
  return pairs.filter(([, value]) => value.length >= 4).map(([name, value]) => `${ALIAS[name] ?? name}:${value}`);
}
