/** The JWT bearer grant before oidc-provider, with a verifier that says every rule that an assertion breaks (RFC 7523 3, ID-JAG). */
import { generateKeyPairSync } from "node:crypto";
import { compactVerify, decodeJwt, decodeProtectedHeader } from "jose";
import type { AssertionIssuer } from "../../../src/checker/target.ts";
import { clientOf, granted, METADATA, refusal, withMembers } from "../between.ts";
import type { Answer, Ask, Between, Fixed, Message } from "../through.ts";
import { RESOURCE } from "./api.ts";

const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });

/** As the check file has it. */
export const ASSERTION_ISSUER: AssertionIssuer = {
  issuer: "https://idp.example",
  subject: "ada",
  private_key: pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
};

export interface GrantFault {
  /** Rules that it doesn't know. */
  readonly skips?: readonly string[];
  readonly error?: (rule: string, error: string) => string;
  /** Changes what it grants. */
  readonly grants?: (members: Readonly<Record<string, unknown>>, asked: URLSearchParams) => Record<string, unknown>;
  /** It isn't among the grants of the metadata. */
  readonly isHidden?: true;
}

export const [GRANT, PROFILE] = [
  "urn:ietf:params:oauth:grant-type:jwt-bearer",
  "urn:ietf:params:oauth:grant-profile:id-jag",
] as const;

/** Rules of identity assertions alone. */
export const OF_IDENTITY = [
  "typ",
  "typ required",
  "jti",
  "iat",
  "client_id required",
  "client_id",
  "single aud",
  "issuer alone",
];
/** What identity assertions may do. */
const ELSE = ["single use"];

export const assertionGrant =
  (kind: "plain" | "identity", { skips = [], error, grants = (members) => members, isHidden }: GrantFault = {}) =>
  ({ issuer }: Fixed): Between => {
    const seen = new Set<string>();
    const unknown = new Set([...skips, ...(kind === "plain" ? OF_IDENTITY : ELSE)]);
    return async (message, ask) => {
      const { path, form } = message;
      if (typeof METADATA !== "string" && METADATA(path)) return listing(await ask(message), kind, isHidden);
      if (path !== "/token" || form.get("grant_type") !== GRANT) return ask(message);
      const [first] = (await brokenRules(message, ask, issuer, seen)).filter((rule) => !unknown.has(rule));
      seen.add(form.get("assertion") ?? "");
      if (first === undefined) return granted(grants({ ...USUAL, scope: scopeOf(form) }, form));
      const usual = ERRORS[first] ?? "invalid_grant";
      return refusal(error?.(first, usual) ?? usual, usual === "invalid_client" ? 401 : 400);
    };
  };

const USUAL = { access_token: "a-token-for-an-assertion", token_type: "Bearer", expires_in: 60 };

const ERRORS: Readonly<Record<string, string>> = {
  assertion: "invalid_request",
  secret: "invalid_client",
  "secret required": "invalid_client",
  resource: "invalid_target",
};

const scopeOf = (form: URLSearchParams): string => claimsOf(form.get("assertion") ?? "").scope?.toString() ?? "read";

function listing(answer: Answer, kind: "plain" | "identity", isHidden: true | undefined): Answer {
  if (answer.status !== 200) return answer;
  return withMembers(answer, (all) => {
    const others = (all.grant_types_supported as string[]).filter((one) => one !== GRANT);
    return {
      ...all,
      grant_types_supported: isHidden ? others : [...others, GRANT],
      ...(kind === "identity" && { authorization_grant_profiles_supported: [PROFILE] }),
    };
  });
}

/** Rules that a request breaks, of both kinds of assertions. */
export async function brokenRules(
  message: Message,
  ask: Ask,
  issuer: string,
  seen: ReadonlySet<string>,
): Promise<readonly string[]> {
  const { form, headers } = message;
  const assertion = form.get("assertion");
  if (!headers.has("authorization")) return ["secret required"];
  const asked = new URLSearchParams({ grant_type: "client_credentials", scope: "read" });
  const isClient = (await ask({ ...message, form: asked })).status === 200;
  const outside = [
    !isClient && "secret",
    assertion === null && "assertion",
    assertion !== null && seen.has(assertion) && "single use",
  ];
  const inside = assertion === null ? [] : await insideOf(assertion, issuer, clientOf(message));
  return [...outside, ...inside].filter((one) => one !== false);
}

function claimsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return decodeJwt(text);
  } catch {
    return {};
  }
}

async function insideOf(text: string, issuer: string, client: string): Promise<readonly (string | false)[]> {
  if (text.split(".").length !== 3) return ["form"];
  const { iss, sub, aud, exp, nbf, jti, iat, client_id, resource } = claimsOf(text);
  const { alg, crit, jwk, typ } = decodeProtectedHeader(text);
  const [now, isOurs] = [Date.now() / 1000, aud === issuer || aud === `${issuer}/token`];
  return [
    iss === undefined && "iss required",
    iss !== undefined && iss !== ASSERTION_ISSUER.issuer && "iss",
    sub === undefined && "sub required",
    aud === undefined && "aud required",
    aud !== undefined && !isOurs && !Array.isArray(aud) && "aud",
    Array.isArray(aud) && "single aud",
    aud === `${issuer}/token` && "issuer alone",
    exp === undefined && "exp required",
    exp !== undefined && typeof exp !== "number" && "exp number",
    typeof exp === "number" && exp < now && "expired",
    typeof nbf === "number" && nbf > now && "nbf",
    jti === undefined && "jti",
    iat === undefined && "iat",
    typ === undefined && "typ required",
    typ !== undefined && typ !== "oauth-id-jag+jwt" && "typ",
    client_id === undefined && "client_id required",
    client_id !== undefined && client_id !== client && "client_id",
    resource !== undefined && resource !== RESOURCE && "resource",
    crit !== undefined && "crit",
    await signatureOf(text, alg, jwk !== undefined),
  ];
}

async function signatureOf(text: string, alg: string | undefined, bringsKey: boolean): Promise<string | false> {
  if (alg === "none") return "none";
  if (alg === "HS256") return "MAC";
  if (text.endsWith(".")) return "signature required";
  const isGood = await compactVerify(text, pair.publicKey, { crit: { "urn:example:unknown": true } }).then(
    () => true,
    () => false,
  );
  return isGood ? false : bringsKey ? "own key" : "signature";
}
