/**
 * Cookies, read and set by hand (RFC 6265bis): a plugin for them would clash with the host's own, and take over its defaults, of which
 * a `Domain` would hand the session to every subdomain.
 */
import { hash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { basePath } from "../protocol/metadata.ts";

/** What the cookies of this server are for. */
export type Purpose = "session" | "form" | "familiar";

/** Tells the cookies of one issuer from those of another. */
export const cookieTag = (issuer: string): string => hash("sha256", issuer, "hex").slice(0, 8);

/**
 * The name of a cookie. A part of it comes from the issuer: cookies know no ports (RFC 6265 8.5), so two servers on one host, or two
 * issuers on one origin, would otherwise overwrite each other's.
 */
export function cookieName(issuer: string, purpose: Purpose): string {
  // RFC 6265bis 4.1.3.2: the prefix keeps subdomains and plain http from setting it. Browsers demand https and Path=/ for it.
  const prefix = issuer.startsWith("https:") ? "__Host-" : "";
  return `${prefix}candor-${purpose}-${cookieTag(issuer)}`;
}

/** Where a cookie goes: below the issuer only, unless its name demands the whole host. */
export function cookiePath(issuer: string): string {
  return issuer.startsWith("https:") ? "/" : basePath(issuer) || "/";
}

export interface CookieOptions {
  readonly path: string;
  readonly secure: boolean;
  /** Seconds; without it the browser forgets the cookie when it is closed. */
  readonly maxAge?: number;
}

/** The value of a cookie as it was set; of two with one name the first, whose path fits better (RFC 6265bis 5.8.3). */
export function cookieOf({ headers }: Pick<FastifyRequest, "headers">, name: string): string | undefined {
  for (const pair of headers.cookie?.split(";") ?? []) {
    const at = pair.indexOf("=");
    if (at !== -1 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/** Sets a cookie that scripts cannot read and other sites' forms do not send. `value` is base64url: nothing has to be encoded. */
export function setCookie(reply: FastifyReply, name: string, value: string, options: CookieOptions): void {
  const { path, secure, maxAge } = options;
  const age = maxAge === undefined ? "" : `; Max-Age=${maxAge}`;
  reply.header("set-cookie", `${name}=${value}${age}; Path=${path}; HttpOnly${secure ? "; Secure" : ""}; SameSite=Lax`);
}

export function clearCookie(reply: FastifyReply, name: string, options: Pick<CookieOptions, "path" | "secure">): void {
  setCookie(reply, name, "", { ...options, maxAge: 0 });
}
