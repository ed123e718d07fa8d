/** What a walk works with, and what it has found out so far. */
import type { Exchange } from "../exchange.ts";
import type { Send } from "../sender.ts";
import type { Listening } from "../sign-in/loopback.ts";
import type { Metadata } from "../target.ts";
import type { Challenge } from "./challenge.ts";
import type { Revision } from "./revision.ts";

/** How a client authenticates at the token endpoint. */
export type AuthMethod = "client_secret_basic" | "client_secret_post" | "none";

export interface WalkClient {
  readonly id: string;
  readonly secret?: string | undefined;
  readonly method: AuthMethod;
}

export interface WalkOptions {
  readonly send: Send;
  /** A registered client. */
  readonly client?: WalkClient | undefined;
  /** The URL of a Client ID Metadata Document. */
  readonly clientMetadata?: string | undefined;
  /** What to request instead of what the server names. */
  readonly scope?: string | undefined;
  /** The one revision of MCP to speak; negotiated unless given. */
  readonly revision?: Revision | undefined;
  /** Listens on loopback and sends a user to sign in. Without it, the walk ends at the authorization request. */
  readonly listen?: ((host: "127.0.0.1" | "localhost") => Promise<Listening>) | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
}

export interface Code {
  readonly code: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

export interface Session {
  readonly id?: string | undefined;
  readonly version?: string | undefined;
  /** There is none: every request says everything (from 2026-07-28 on). */
  readonly stateless?: boolean | undefined;
}

/** Each step adds to it. */
export interface Context extends WalkOptions {
  /** Of the MCP server, as the user gave it. */
  readonly url: string;
  /** The request that was refused for want of a token. */
  challenged?: Exchange;
  challenge?: Challenge | undefined;
  /** The protected resource metadata. */
  resource?: Metadata;
  /** What tokens are requested for. */
  audience: string;
  issuer?: string;
  server?: Metadata;
  listening?: Listening;
  registered?: WalkClient;
  requested?: string | undefined;
  /** What the authorization request brought. */
  code?: Code | undefined;
  token?: string;
  granted?: string | undefined;
  /** Whether the token is for another server. */
  isForAnother?: boolean;
  session?: Session;
  /** Whether the server wants a session to be opened; unknown until it says so. */
  opensSession?: boolean;
  /** The 403 that asks for more scopes. */
  insufficient?: Exchange;
}

export const fresh = ({ random }: Pick<WalkOptions, "random">, bytes = 24): string =>
  Buffer.from(random(bytes)).toString("base64url");

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether browsers and clients may be sent there: https, or http on this machine. Never another scheme, which a browser might hand to a program. */
export function isSafeUrl(value: unknown): value is string {
  if (typeof value !== "string" || !URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
}
