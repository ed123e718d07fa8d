/**
 * Cookies, read and set without a plugin (RFC 6265bis). A plugin would clash with the host's and inherit its defaults, among
 * them a `Domain` that would hand the session to every subdomain.
 */
import { hash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { basePath } from "../protocol/metadata.ts";

/** What the cookies of this server are for. */
export type Purpose = "session" | "state" | "form" | "familiar" | "console" | "console-start" | "console-notice";

/** Distinguishes the cookies of one issuer from those of another. */
export const cookieTag = (issuer: string): string => hash("sha256", issuer, "hex").slice(0, 8);

/**
 * The name of a cookie. It includes a part of the issuer, because cookies ignore ports (RFC 6265 8.5). Two servers on one host,
 * or two issuers on one origin, would otherwise overwrite each other's cookies.
 */
export function cookieName(issuer: string, purpose: Purpose): string {
  // RFC 6265bis 4.1.3.2: the prefix stops subdomains and plain http from setting it. Browsers then require https and Path=/.
  const prefix = issuer.startsWith("https:") ? "__Host-" : "";
  return `${prefix}candor-${purpose}-${cookieTag(issuer)}`;
}

/** Where a cookie is sent: only below the issuer, unless its name requires the whole host. */
export function cookiePath(issuer: string): string {
  return issuer.startsWith("https:") ? "/" : basePath(issuer) || "/";
}

export interface CookieOptions {
  readonly path: string;
  readonly secure: boolean;
  /** Seconds. Without it, the cookie ends when the browser is closed. */
  readonly maxAge?: number;
  /** Scripts of this server can read it, also in frames on pages of other sites. It must tell nothing secret. */
  readonly readable?: boolean;
}

/** The value of a cookie. Of two with one name it is the first, whose path matches better (RFC 6265bis 5.8.3). */
export function cookieOf({ headers }: Pick<FastifyRequest, "headers">, name: string): string | undefined {
  for (const pair of headers.cookie?.split(";") ?? []) {
    const at = pair.indexOf("=");
    if (at !== -1 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/**
 * Sets a cookie that scripts can't read and other sites' forms don't send, unless it is `readable`. `value` is base64url and needs no encoding.
 */
export function setCookie(reply: FastifyReply, name: string, value: string, options: CookieOptions): void {
  const { path, secure, maxAge, readable = false } = options;
  const age = maxAge === undefined ? "" : `; Max-Age=${maxAge}`;
  const who = readable ? "" : "; HttpOnly";
  // Browsers accept SameSite=None only with Secure (RFC 6265bis 5.7).
  const site = readable && secure ? "None" : "Lax";
  reply.header("set-cookie", `${name}=${value}${age}; Path=${path}${who}${secure ? "; Secure" : ""}; SameSite=${site}`);
}

export function clearCookie(reply: FastifyReply, name: string, options: Omit<CookieOptions, "maxAge">): void {
  setCookie(reply, name, "", { ...options, maxAge: 0 });
}
