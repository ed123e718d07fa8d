/** A walk through an MCP server's authorization, for programs. */
import { randomBytes } from "node:crypto";
import { senderOf } from "../sender.ts";
import { listenOnLoopback } from "../sign-in/loopback.ts";
import { isSafeUrl, type WalkClient } from "./context.ts";
import { type McpStep, type McpWalk, stepToJson, walkToJson } from "./report.ts";
import type { Revision } from "./revision.ts";
import { walkMcp } from "./walk.ts";

/** What an MCP server is walked with. Nothing of it is needed. */
export interface TryMcpOptions {
  /** `client_id` of a registered client. Without it, one is registered dynamically. */
  readonly clientId?: string | undefined;
  /** Its `client_secret`; none if it is public. */
  readonly clientSecret?: string | undefined;
  /** How it authenticates. `client_secret_basic` with a secret, and `none` without, unless given. */
  readonly auth?: "client_secret_basic" | "client_secret_post" | "none" | undefined;
  /** The URL of a Client ID Metadata Document, which is the client's ID. */
  readonly clientMetadata?: string | undefined;
  /** What to request instead of what the server names. */
  readonly scope?: string | undefined;
  /** The one revision of the protocol to speak; the newest that fits unless given. */
  readonly revision?: Revision | undefined;
  /** A redirect URI of the client on loopback; `http://127.0.0.1:0/callback`, which means any port, unless given. */
  readonly redirectUri?: string | undefined;
  /** Gets the URL of the authorization request, for a browser, and the walk waits for 5 minutes. Without it, the walk ends there. */
  readonly signIn?: ((url: string) => void) | undefined;
  /** Called after each step. */
  readonly told?: ((step: McpStep) => void) | undefined;
  /** Milliseconds until a response must be complete; 10,000 unless given. */
  readonly timeout?: number | undefined;
  /** Certificates (PEM) that are trusted beside the usual ones. */
  readonly ca?: string | undefined;
  /** Ends the walk. */
  readonly signal?: AbortSignal | undefined;
}

const LIMITS = { most: 200, rate: 100, isOwn: () => true };
/** Milliseconds. */
const TIMEOUT = 10_000;

/**
 * Walks through the authorization of an MCP server as a client would, as `candor try --mcp` does: what breaks is in the result. It may register a
 * client. Rejects with a `TypeError` for what isn't an http or https URL, and if `redirectUri` can't be listened on (`EADDRINUSE`).
 */
export async function tryMcp(url: string, options: TryMcpOptions = {}): Promise<McpWalk> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new TypeError(`${url} is not an http or https URL.`);
  const { clientMetadata, scope, revision, redirectUri, signIn, told, timeout = TIMEOUT, ca, signal } = options;
  const { send } = senderOf({ ...LIMITS, timeout, ca, signal });
  const listen = signIn && ((host: string) => listenOnLoopback(callback(host, redirectUri), guarded(signIn)));
  const walk = await walkMcp(
    url,
    {
      ...{ send, clientMetadata, scope, revision, listen },
      client: clientOf(options),
      now: Date.now,
      random: randomBytes,
    },
    told && ((step) => told(stepToJson(step))),
  );
  return walkToJson(walk);
}

/** Which of the two names of loopback a client is registered with depends on the server. */
const callback = (host: string, given: string | undefined): string => given ?? `http://${host}:0/callback`;

/** The URL is the server's choice, and a browser may hand other schemes to a program. */
const guarded =
  (signIn: (url: string) => void) =>
  (url: string): void => {
    if (isSafeUrl(url)) signIn(url);
  };

function clientOf({ clientId: id, clientSecret: secret, auth }: TryMcpOptions): WalkClient | undefined {
  if (id === undefined) return undefined;
  return { id, secret, method: auth ?? (secret ? "client_secret_basic" : "none") };
}
