/** An API at /api that accepts oidc-provider's tokens, as it should be unless told otherwise (RFC 6750, RFC 9068 4, RFC 9449 7). */
import { createLocalJWKSet, jwtVerify } from "jose";
import { asClient, granted } from "../between.ts";
import { secretOf } from "../peers/oidc-provider.ts";
import type { Answer, Ask, Between, Fixed, Message } from "../through.ts";
import { brokenProofRules } from "./proof-rules.ts";

export const RESOURCE = "urn:example:api";

export interface ApiFault {
  /** Rules that it doesn't know. */
  readonly skips?: readonly string[];
  /** Changes what it responds. */
  readonly responds?: (answer: Answer, message: Message) => Answer;
}

const METADATA = "/.well-known/oauth-protected-resource/api";

const metadataOf = ({ issuer }: Fixed) => ({
  resource: `${issuer}/api`,
  authorization_servers: [issuer],
  bearer_methods_supported: ["header"],
});

interface Claims {
  readonly scope?: string;
  readonly cnf?: { readonly jkt?: string };
}

export const api =
  ({ skips = [], responds = (answer) => answer }: ApiFault = {}) =>
  (server: Fixed): Between => {
    const seen = new Set<string>();
    return async (message, ask) => {
      if (message.path === METADATA) return granted(metadataOf(server));
      return message.path === "/api"
        ? responds(await responded(message, ask, server, skips, seen), message)
        : ask(message);
    };
  };

async function responded(
  message: Message,
  ask: Ask,
  { issuer }: Fixed,
  skips: readonly string[],
  seen: Set<string>,
): Promise<Answer> {
  const isHeld = (rule: string): boolean => !skips.includes(rule);
  const [scheme = "", token] = tokenOf(message, isHeld);
  if (token === undefined) return refused(401);
  const claims = await claimsOf(token, message, ask, issuer, isHeld);
  if (claims === undefined) return refused(401, "invalid_token");
  const jkt = claims.cnf?.jkt;
  if (scheme === "bearer" && jkt !== undefined && isHeld("no downgrade")) return refused(401, "invalid_token");
  if (scheme === "dpop") {
    if (jkt === undefined && isHeld("bound only")) return refused(401, "invalid_token");
    const bound = jkt === undefined ? undefined : { token, jkt };
    const broken = (await brokenProofRules(message, issuer, bound)).filter(isHeld);
    const proof = message.headers.get("dpop") ?? "";
    if (broken.length > 0 || (seen.has(proof) && isHeld("single use"))) return refused(401, "invalid_dpop_proof");
    seen.add(proof);
  }
  if (!claims.scope?.split(" ").includes("read") && isHeld("scope")) return refused(403, "insufficient_scope");
  return granted({ things: [] });
}

function tokenOf(message: Message, isHeld: (rule: string) => boolean): readonly (string | undefined)[] {
  const [, scheme, token] = message.headers.get("authorization")?.match(/^(bearer|dpop) (.+)$/i) ?? [];
  const inQuery = message.query.get("access_token");
  if (token !== undefined && inQuery !== null && isHeld("twice")) return [];
  if (token === undefined && inQuery !== null && !isHeld("query")) return ["bearer", inQuery];
  if (scheme !== undefined && scheme === scheme.toLowerCase() && !isHeld("scheme in any case")) return [];
  return [scheme?.toLowerCase(), token];
}

async function claimsOf(
  token: string,
  message: Message,
  ask: Ask,
  issuer: string,
  isHeld: (rule: string) => boolean,
): Promise<Claims | undefined> {
  const [head = "", body = "", signature] = token.split(".");
  const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
  try {
    if (!isHeld("not none") && read(head).alg === "none") return read(body);
    if (!isHeld("token signature") && signature !== "" && read(head).alg !== "none") return read(body);
    const keys = await ask({
      ...message,
      path: "/jwks",
      method: "GET",
      headers: hostOf(message),
      query: new URLSearchParams(),
    });
    const { payload } = await jwtVerify(token, createLocalJWKSet(JSON.parse(keys.body)), {
      issuer,
      ...(isHeld("typ") && { typ: "at+jwt" }),
      ...(isHeld("aud") && { audience: [RESOURCE, `${issuer}/api`] }),
    });
    return payload as Claims;
  } catch {
    return opaque(token, message, ask, isHeld);
  }
}

/** It accepts none, unless it doesn't know that it should not. */
async function opaque(
  token: string,
  message: Message,
  ask: Ask,
  isHeld: (rule: string) => boolean,
): Promise<Claims | undefined> {
  if (token.includes(".") || (isHeld("aud") && isHeld("bad token"))) return undefined;
  const form = new URLSearchParams({ token });
  const headers = hostOf(message);
  headers.set("content-type", "application/x-www-form-urlencoded");
  const path = "/token/introspection";
  const asked = asClient({ ...message, path, method: "POST", headers, form }, "service", secretOf("service"));
  const { active } = JSON.parse((await ask(asked)).body);
  return active === isHeld("bad token") ? { scope: "read" } : undefined;
}

function refused(status: number, error?: string): Answer {
  const said = error === undefined ? "" : `error="${error}"`;
  const headers = new Headers({ "content-type": "application/json" });
  if (error !== "invalid_dpop_proof") headers.append("www-authenticate", `Bearer${said === "" ? "" : ` ${said}`}`);
  headers.append("www-authenticate", `DPoP ${said === "" ? "" : `${said}, `}algs="ES256 EdDSA"`);
  return { status, headers, body: JSON.stringify(error === undefined ? {} : { error }) };
}

const hostOf = ({ headers }: Message): Headers => new Headers({ host: headers.get("host") ?? "localhost" });
