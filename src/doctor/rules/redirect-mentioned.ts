/** The registered redirect URI, where the developer writes it down beside the request that was refused. */
import { nearestRegistered } from "../../protocol/redirect-uri-difference.ts";
import type { CauseCode } from "../../reasons/causes.ts";
import { differing } from "../../reasons/uris.ts";
import { rfc } from "../../specs.ts";
import type { View } from "../view.ts";
import { type Found, rule, short } from "./define.ts";
import { authorizations } from "./requests.ts";

const MOST = 20_000;
const REFUSED =
  /\b(?:invalid|mis-?match\w*|unregistered|unknown|not (?:\w+ )?(?:valid|registered|allowed|match\w*|listed|whitelisted))\b[^\n]{0,60}(?:redirect|call-?back)|(?:redirect|call-?back)[^\n]{0,80}\b(?:invalid|mis-?match\w*|unregistered|not (?:\w+ )?(?:valid|registered|allowed|match\w*|listed|whitelisted))\b/i;
/** What is written before the registered one, on its line or the line above. */
const REGISTERED =
  /\b(?:registered|configured|whitelist\w*|allow(?:ed|list)\w*|authori[sz]ed|(?:is|was) set|set (?:to|as)|settings?|console|dashboard|portal)\b[^\n]{0,120}\n?[^\n]{0,40}$/i;
/** A URL on a line of its own is read as a request. */
const ANNOUNCED =
  /\b(?:registered|configured|whitelist\w*|allow(?:ed|list)\w*|authori[sz]ed|set (?:to|as)|settings?|console|dashboard|portal)\b[^\n]{0,120}:?\s*$/i;
const URI = /[a-z][a-z\d+.-]{1,40}:\/\/[^\s"'<>`,;)\]}]{1,500}/gi;

/** Differences that leave no doubt that the one is meant by the other. */
const SURE: Readonly<Record<string, number>> = {
  "trailing-slash": 0.96,
  "wrong-case": 0.96,
  "scheme-mismatch": 0.95,
  "port-mismatch": 0.93,
  "host-mismatch": 0.85,
};

function registeredIn(text: string): readonly string[] {
  return [...text.matchAll(URI)]
    .filter(({ index }) => REGISTERED.test(text.slice(Math.max(0, index - 200), index)))
    .map(([uri]) => uri);
}

export const redirectMentionedRules = [
  rule("redirect-uri/mentioned", function* (view: View): Iterable<Found> {
    if (view.context.registered_redirect_uris !== undefined) return;
    const texts = view.material.texts.map((text) => text.slice(0, MOST));
    if (!texts.some((text) => REFUSED.test(text))) return;
    const isAnnounced = texts.some((text) => ANNOUNCED.test(text));
    const apart = isAnnounced ? view.requests.filter(({ endpoint }) => endpoint === "other") : [];
    const all = [...texts.flatMap(registeredIn), ...apart.flatMap(({ url }) => url?.href ?? [])];
    const known = [...new Set(all.map((uri) => uri.replace(/[.:!?]+$/, "")))].filter(
      (uri) => !/[?&](?:client_id|response_type)=/.test(uri),
    );
    for (const { parameters } of authorizations(view)) {
      const sent = parameters.get("redirect_uri");
      if (sent === undefined || known.length === 0 || known.includes(sent)) continue;
      const near = nearestRegistered(sent, known);
      const sure = SURE[near?.by ?? ""];
      if (near === undefined || sure === undefined) continue;
      yield {
        reason: `redirect-uri/${near.by}` as CauseCode,
        confidence: sure,
        says: `redirect_uri differs from ${short(near.uri, 160)}, which is said to be registered`,
        source: sent,
        part: differing(sent, near.uri) ?? sent,
        fix: `Send redirect_uri=${near.uri}, or register ${short(sent, 160)}.`,
        spec: rfc(9700, "2.1"),
      };
      return;
    }
  }),
];
