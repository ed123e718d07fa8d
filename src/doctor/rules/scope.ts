/** What is wrong with the requested scopes. The diagnosis of one word is the protocol's own. */

import { nearest } from "../../protocol/edits.ts";
import { catalogueOf, OPENID_SCOPES } from "../../protocol/scope/catalogue.ts";
import { diagnose, type Fault, type Offence } from "../../protocol/scope/diagnose.ts";
import type { CauseCode } from "../../reasons/causes.ts";
import { rfc } from "../../specs.ts";
import type { RequestView, View } from "../view.ts";
import { type Found, list, rule, short } from "./define.ts";
import { announced, atHost, isAt } from "./requests.ts";
import { FITS, saidOf, weigh } from "./said.ts";

const OPENID = OPENID_SCOPES.map(({ name }) => name);
const SYNTAX = rfc(6749, "3.3");

export const asking = (view: View): readonly RequestView[] =>
  view.requests.filter(
    ({ endpoint, parameters }) =>
      parameters.has("scope") && ["authorization", "token", "device", "registration"].includes(endpoint),
  );

export const wordsOf = (scope: string): readonly string[] => scope.split(/ +/).filter((word) => word !== "");

/** The scopes that are known to exist; `whole` if there are no others. */
function knownTo(view: View): { readonly scopes: readonly string[]; readonly whole: boolean } {
  const { known_scopes: known, allowed_scopes: allowed } = view.context;
  if (known !== undefined) return { scopes: [...new Set([...known, ...(allowed ?? [])])], whole: true };
  const supported = announced(view, "scopes_supported");
  return { scopes: [...new Set([...(allowed ?? []), ...supported])], whole: false };
}

const REASON: Readonly<Record<Fault, CauseCode>> = {
  malformed: "scope/malformed",
  "wrong-delimiter": "scope/wrong-delimiter",
  "wrong-case": "scope/wrong-case",
  misspelled: "scope/misspelled",
  removed: "scope/deprecated",
  "not-allowed-for-client": "scope/not-allowed-for-client",
  "exceeds-grant": "scope/exceeds-grant",
  unsuitable: "scope/unsuitable",
  unknown: "scope/unknown",
};

/**
 * How certain a diagnosis is: against a given list, against one that may be incomplete, or against the scopes of OpenID
 * Connect.
 */
const SURE: Readonly<Record<string, readonly [whole: number, part: number, openid: number]>> = {
  "wrong-delimiter": [0.95, 0.94, 0.9],
  "wrong-case": [0.95, 0.88, 0.72],
  misspelled: [0.93, 0.84, 0.66],
  malformed: [0.9, 0.85, 0.7],
  unknown: [0.85, 0.45, 0],
};

/** Servers that accept commas, where a comma isn't a mistake. */
const COMMAS = [
  "facebook.com",
  "instagram.com",
  "slack.com",
  "myshopify.com",
  "shopify.com",
  "tiktok.com",
  "strava.com",
  "zoho.com",
  "zoho.eu",
  "zoho.in",
  "github.com",
  "pinterest.com",
  "linear.app",
  "webflow.com",
] as const;
/** Servers where this name is right. */
const OWN_NAMES: readonly (readonly [host: string, word: RegExp])[] = [
  ["twitter.com", /^offline\.access$/],
  ["x.com", /^offline\.access$/],
  ["slack.com", /^identity/],
  ["discord.com", /^identify$/],
];

const isOwn = (view: View, word: string): boolean =>
  OWN_NAMES.some(([host, own]) => own.test(word) && atHost(view, host));

function mended(scope: string, offence: Offence): string {
  return wordsOf(scope)
    .flatMap((word) => (word === offence.word ? offence.instead : [word]))
    .join(" ");
}

function* diagnosed(view: View): Iterable<Found> {
  const { scopes, whole } = knownTo(view);
  const names = [...new Set([...scopes, ...OPENID])];
  const catalogue = catalogueOf(
    names.map((name) => ({
      name,
      description: "",
      sensitive: false,
      personal: false,
      state: { is: "active" as const },
    })),
    [],
  );
  for (const request of asking(view)) {
    const scope = request.parameters.get("scope") ?? "";
    const said = saidOf(view, request);
    for (const word of wordsOf(scope).slice(0, 100)) {
      if (names.includes(word) || isOwn(view, word) || (/,/.test(word) && isAt(request, ...COMMAS))) continue;
      const offence = diagnose(word, catalogue, scopes, 0);
      const [own, part, ofOpenid] = SURE[offence.fault] ?? [0, 0, 0];
      const fromList =
        scopes.length > 0 && (offence.fault === "unknown" || offence.instead.some((name) => scopes.includes(name)));
      const base = whole && fromList ? own : fromList ? part : ofOpenid;
      const longer =
        offence.fault === "unknown" || offence.fault === "misspelled"
          ? scopes.find((name) => endsWith(name, word))
          : undefined;
      if (longer !== undefined) {
        yield {
          reason: "scope/prefix-missing",
          confidence: weigh(said, 0.93, FITS.scope),
          says: `scope has '${short(word)}', and the server's scope is '${short(longer)}'`,
          source: scope,
          part: word,
          fix: `Send '${longer}' in place of '${word}'.`,
        };
        continue;
      }
      const corrected = mended(scope, offence);
      yield {
        reason: REASON[offence.fault],
        confidence: isOpenid(offence) && !said.accepted ? 0.9 : weigh(said, base, FITS.scope),
        says: `scope: ${short(offence.says, 200)}`,
        source: scope,
        part: word,
        fix:
          offence.instead.length > 0
            ? `Send scope=${short(corrected, 200)}`
            : `Leave '${short(word)}' out, or take its name from the server's list of scopes.`,
        spec: SYNTAX,
      };
    }
  }
}

/** A typing error in `openid`: no server has a scope so close to it, whatever else it says. */
const isOpenid = ({ fault, instead }: Offence): boolean => fault === "misspelled" && instead[0] === "openid";

const endsWith = (name: string, word: string): boolean =>
  name.length > word.length + 1 && word.length > 2 && /[/:.]$/.test(name.slice(0, -word.length)) && name.endsWith(word);

/** Joined by something other than a space, if no list of scopes identifies the words. */
function* joined(view: View): Iterable<Found> {
  for (const request of asking(view)) {
    const scope = request.parameters.get("scope") ?? "";
    const said = saidOf(view, request);
    const quoted = /^\s*(?:\[.*\]|"[^"]*"|'[^']*')\s*$/s.test(scope);
    if (quoted) {
      const bare = scope
        .replaceAll(/[[\]"']/g, "")
        .split(/[\s,]+/)
        .filter((word) => word !== "")
        .join(" ");
      yield {
        reason: /[[,]/.test(scope) ? "scope/wrong-delimiter" : "scope/malformed",
        confidence: weigh(said, 0.82, FITS.scope),
        says: "scope is a list in JSON, or is in quotes",
        source: scope,
        part: scope.trim(),
        fix: `Send the names with a space between them, and nothing around: scope=${short(bare, 200)}`,
        spec: SYNTAX,
      };
      if (/[[,]/.test(scope))
        yield {
          reason: "scope/malformed",
          confidence: weigh(said, 0.7, FITS.scope),
          says: "scope is a list in JSON",
          source: scope,
          spec: SYNTAX,
        };
      continue;
    }
    const [, by] = JOINTS.find(([pattern]) => pattern.test(scope)) ?? [];
    if (by !== undefined && !(by.includes("comma") && isAt(request, ...COMMAS))) {
      const [pattern = /,/] = JOINTS.find(([, name]) => name === by) ?? [];
      const bare = scope
        .split(/[,;|+\s]|%20|%2B|%2C|(?<=[a-z\d.])(?=https?:\/\/)/i)
        .filter((word) => word !== "")
        .join(" ");
      yield {
        reason: "scope/wrong-delimiter",
        confidence: weigh(said, by.includes("comma") && atHost(view, ...COMMAS) ? 0.3 : 0.85, FITS.scope),
        says: `scope joins its words by ${by}`,
        source: scope,
        part: pattern.exec(scope)?.[0].slice(1, -1) || undefined,
        fix: `Separate them by a space, which a library encodes once: scope=${short(bare, 200)}`,
        spec: SYNTAX,
      };
    }
    const blank = /^\s|\s$| {2}|[\t\n\r]/.exec(scope);
    if (blank !== null && scope.trim() !== "" && !/[\t\n\r]/.test(blank[0]))
      yield {
        reason: "scope/malformed",
        confidence: weigh(said, 0.4, FITS.scope),
        says: "scope has a space at its beginning or end, or two in a row",
        source: scope,
        spec: SYNTAX,
      };
    const split = /:\/\/\S{0,300}\/ +\S|:\/\/ +\S|\S{0,60}: +\S/.exec(scope.slice(0, 4_000));
    if (split !== null)
      yield {
        reason: "scope/malformed",
        confidence: weigh(said, /:\/\/ /.test(split[0]) ? 0.95 : 0.8, FITS.scope),
        says: "a space is inside a scope",
        source: scope,
        part: split[0],
        fix: "Take the space out: the words on either side are one scope.",
        spec: SYNTAX,
      };
  }
}

const JOINTS: readonly (readonly [RegExp, string])[] = [
  [/[\w./:-]%20[\w./:-]/, "an encoded space, encoded once more"],
  [/[\w./:-](?:\+|%2B)[\w./:-]/i, "a plus sign that was encoded"],
  [/[\w./:-](?:, ?|%2C)[\w./:-]/i, "a comma"],
  [/[\w./:-]; ?[\w./:-]/, "a semicolon"],
  [/[\w./:-]\|[\w./:-]/, "a vertical bar"],
  [/[\w./:-][\t\r\n]+[\w./:-]/, "a tab or a line break"],
  [/[a-z\d.]https?:\/\/\w/i, "nothing at all"],
];

function* allowed(view: View): Iterable<Found> {
  const { allowed_scopes: may, known_scopes: known } = view.context;
  if (may === undefined) return;
  for (const request of asking(view)) {
    const said = saidOf(view, request);
    for (const word of wordsOf(request.parameters.get("scope") ?? "")) {
      if (may.includes(word) || (/[,;|+%]/.test(word) && !known?.includes(word))) continue;
      if (known !== undefined && !known.includes(word)) continue;
      const near =
        known === undefined &&
        (nearest(word, may) !== undefined ||
          may.some((name) => name.toLowerCase() === word.toLowerCase() || endsWith(name, word)));
      if (near) continue;
      yield {
        reason: "scope/not-allowed-for-client",
        confidence: weigh(said, known === undefined ? 0.74 : 0.95, FITS.scope),
        says: `'${short(word)}' is not among the scopes that the client may have: ${short(list(may), 160)}`,
        source: request.parameters.get("scope"),
        part: word,
        fix: `Have '${short(word)}' allowed for the client, or leave it out.`,
        spec: SYNTAX,
      };
    }
  }
}

export const scopeRules = [
  rule("scope/word", diagnosed),
  rule("scope/delimiter", joined),
  rule("scope/allowed", allowed),
];
