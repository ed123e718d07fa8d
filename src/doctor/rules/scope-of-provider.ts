/** Scopes of OpenID Connect, or that many servers have, and that a provider doesn't: libraries request them by default. */
import { rfc } from "../../specs.ts";
import type { View } from "../view.ts";
import { type Found, rule } from "./define.ts";

interface Lack {
  readonly name: string;
  readonly called: RegExp;
  readonly scopes: readonly string[];
  /** What to do instead of `offline_access`. */
  readonly refreshes: string;
}

const REFRESHES = "Leave it out: it returns refresh tokens without it.";

const LACKS: readonly Lack[] = [
  { name: "GitLab", called: /\bgitlab\b/i, scopes: ["offline_access", "groups"], refreshes: REFRESHES },
  {
    name: "Google",
    called: /\bgoogle(?:apis)?\b/i,
    scopes: ["offline_access", "groups", "roles"],
    refreshes: "Leave it out. For a refresh token, add access_type=offline to the authorization URL.",
  },
  {
    name: "Amazon Cognito",
    called: /\bcognito\b|\bamazoncognito\b/i,
    scopes: ["offline_access", "groups", "roles"],
    refreshes: REFRESHES,
  },
];

const MOST = 20_000;
/** `scope=openid+profile`, `scope: 'openid profile'`. */
const SCOPE = /\bscopes?["']?[ \t]{0,3}[=:][ \t]{0,3}["'[(]{0,2}([\w.:/+%, -]{3,400})/gi;
const REFUSED =
  /\binvalid_scope\b|\bscopes?\b[^\n]{0,80}\b(?:invalid|unknown|malformed|not (?:valid|supported|allowed|exist\w*)|unsupported|wrong)\b|\b(?:invalid|unknown|malformed|unsupported|wrong)\b[^\n]{0,40}\bscopes?\b/i;

export const scopeOfProviderRules = [
  rule("scope/provider", function* (view: View): Iterable<Found> {
    const texts = [view.words, ...view.material.texts].map((text) => text.slice(0, MOST));
    if (!texts.some((text) => REFUSED.test(text))) return;
    const about = [...texts, ...view.hosts, view.context.provider ?? ""];
    const asked = [
      ...view.requests.flatMap(({ parameters }) => parameters.get("scope") ?? []),
      ...texts.flatMap((text) => [...text.matchAll(SCOPE)].map(([, value = ""]) => value)),
    ].flatMap((value) => value.split(/[\s+,]|%20/));
    for (const { name, called, scopes, refreshes } of LACKS) {
      const scope = scopes.find((one) => asked.includes(one));
      if (scope === undefined || !about.some((text) => called.test(text))) continue;
      yield {
        reason: "scope/unknown",
        confidence: 0.88,
        says: `${name} has no scope ${scope}`,
        source: scope,
        part: scope,
        fix: scope === "offline_access" ? refreshes : `Leave it out: ${name} doesn't have it.`,
        spec: rfc(6749, "3.3"),
      };
    }
  }),
];
