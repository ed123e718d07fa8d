/** What a server has acknowledged, so that it can be held to it after whatever has happened to it. */
import { setTimeout as wait } from "node:timers/promises";
import { basic } from "../blackbox/application.ts";
import { Broken, type Caller, type Reply } from "./caller.ts";
import { CLIENT, REDIRECT_URI } from "./site.ts";

/** Milliseconds; no server allows more. */
const CODE_LIFETIME = 600_000;

export const AUTHORIZATION = { authorization: basic(CLIENT.id, CLIENT.secret) };

/** A code that was issued, and what has become of it. */
export interface Journey {
  readonly code: string;
  /** By a clock that can't be set. */
  readonly since: number;
  readonly verifier: string;
  /** The access tokens that it has brought. */
  readonly access: string[];
  /** The refresh token that was received last. */
  refresh?: string;
  /** A request about it was cut off: is unknown whether it took effect. */
  unsure?: true;
}

export interface Ledger {
  readonly statuses: Map<number, number>;
  /** System codes of connections that broke. */
  readonly broken: Map<string, number>;
  /** Opaque access tokens, and whether each should be active. */
  readonly access: Map<string, boolean>;
  readonly journeys: Set<Journey>;
  readonly jtis: Set<string>;
  readonly twice: string[];
  acknowledged: number;
  /** Counts a reply or a broken connection, and passes it on. */
  count(reply: Promise<Reply>): Promise<Reply>;
  /** Holds the server to everything; responds to what it has lost. Spends the codes and rotates the refresh tokens. */
  lost(server: Caller): Promise<string[]>;
}

/** Milliseconds for which something may be unavailable after a fault, and nothing is lost. */
const UNAVAILABLE = 30_000;

/** What a server responds once it is available: what it refused with 503 has changed nothing. */
async function settled(server: Caller, path: string, form: Readonly<Record<string, string>>): Promise<Reply> {
  for (const since = performance.now(); ; await wait(500)) {
    const reply = await server.post(path, form, AUTHORIZATION);
    if (reply.status !== 503 || performance.now() - since > UNAVAILABLE) return reply;
  }
}

/** Makes an empty ledger. */
export function ledger(): Ledger {
  const statuses = new Map<number, number>();
  const broken = new Map<string, number>();
  const access = new Map<string, boolean>();
  const journeys = new Set<Journey>();
  const add = <Key>(counts: Map<Key, number>, key: Key) => counts.set(key, (counts.get(key) ?? 0) + 1);

  async function count(reply: Promise<Reply>): Promise<Reply> {
    try {
      const received = await reply;
      add(statuses, received.status);
      return received;
    } catch (error) {
      if (error instanceof Broken) add(broken, error.code);
      throw error;
    }
  }

  async function lostAccess(server: Caller): Promise<string[]> {
    const lost: string[] = [];
    for (const [token, active] of access) {
      const { status, text } = await settled(server, "/introspect", { token });
      if (status !== 200 || JSON.parse(text).active !== active)
        lost.push(`an access token that should ${active ? "" : "not "}be active: ${status}`);
    }
    return lost;
  }

  /** A code that was never redeemed is redeemed, the last refresh token refreshes, and a spent code is refused. */
  async function lostJourney(server: Caller, journey: Journey): Promise<string[]> {
    const redemption = redemptionOf(journey);
    if (journey.refresh === undefined) {
      const isOld = performance.now() - journey.since > CODE_LIFETIME - 10_000;
      const { status, text } = await settled(server, "/token", redemption);
      // A round may take longer than codes last. A code that expired isn't lost: the server says so of those that it knows.
      if (isOld && status === 400 && JSON.parse(text).error_uri.includes("/code/expired")) return [];
      if (status === 200) journey.refresh = JSON.parse(text).refresh_token;
      return status === 200 ? [] : [`a code: ${status} ${text}`];
    }
    const refreshed = await settled(server, "/token", refreshOf(journey.refresh));
    if (refreshed.status === 200) journey.refresh = JSON.parse(refreshed.text).refresh_token;
    return refreshed.status === 200 ? [] : [`a refresh token: ${refreshed.status} ${refreshed.text}`];
  }

  return {
    statuses,
    broken,
    access,
    journeys,
    jtis: new Set(),
    twice: [],
    acknowledged: 0,
    count,
    async lost(server) {
      const lost = await lostAccess(server);
      for (const journey of journeys) if (!journey.unsure) lost.push(...(await lostJourney(server, journey)));
      return lost;
    },
  };
}

export const redemptionOf = ({ code, verifier }: Journey) => ({
  grant_type: "authorization_code",
  code,
  redirect_uri: REDIRECT_URI,
  code_verifier: verifier,
});

export const refreshOf = (token: string) => ({ grant_type: "refresh_token", refresh_token: token });
