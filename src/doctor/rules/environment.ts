/** Hosts of two environments in one input: credentials of the one are refused by the other. */
import type { View } from "../view.ts";
import { type Found, rule } from "./define.ts";

/** Labels of a host, or parts of them between hyphens, that say which environment it is of. */
const TRIAL: ReadonlySet<string> = new Set(
  "sandbox sbx eval test testing tst staging stage stg dev demo uat preprod preview playground".split(" "),
);
const CLIENT_ERRORS: ReadonlySet<string> = new Set(["invalid_client", "unauthorized_client", "invalid_grant"]);
const MOST = { characters: 20_000, hosts: 40 } as const;
const HOST = /(?<![\w@.-])(?:[a-z\d][a-z\d-]{0,62}\.){1,5}[a-z]{2,10}(?![\w@-])/gi;

/** `dev-84123.okta.example` is an organization's name for itself, of which every one is its own environment. */
const TENANT = /^(?:dev|trial)-[a-z\d]*\d[a-z\d]*$/;
/** Where a provider explains itself, which is the same for all environments. */
const ABOUT = /^(?:docs?|developers?|community|support|help|forums?|status|blog)$/;

const isTrial = (host: string): boolean =>
  host
    .split(".")
    .slice(0, -1)
    .some((label) => !TENANT.test(label) && label.split("-").some((part) => TRIAL.has(part)));

const isLive = (host: string): boolean =>
  host !== domainOf(host) &&
  !isTrial(host) &&
  !host.split(".").some((label) => TENANT.test(label) || ABOUT.test(label));

/** The last two labels, or three where the last two are like `co.uk`: close enough to what is registered. */
const domainOf = (host: string): string =>
  host
    .split(".")
    .slice(/\.(?:com?|org|net|gov|ac|edu)\.[a-z]{2}$/.test(host) ? -3 : -2)
    .join(".");

/** Names of the same domain, one of a trial environment and one not. */
function pairIn(hosts: readonly string[]): readonly [trial: string, live: string] | undefined {
  for (const trial of hosts.filter(isTrial)) {
    const live = hosts.find((host) => isLive(host) && domainOf(host) === domainOf(trial));
    if (live !== undefined) return [trial, live];
  }
  return undefined;
}

export const environmentRules = [
  rule("request/environments", function* (view: View): Iterable<Found> {
    if (!view.errors.some(({ error = "" }) => CLIENT_ERRORS.has(error))) return;
    const texts = [view.words, ...view.material.texts].map((text) => text.slice(0, MOST.characters));
    const named = texts.flatMap((text) => text.match(HOST) ?? []).map((host) => host.toLowerCase());
    const pair = pairIn([...new Set([...view.hosts, ...named])].slice(0, MOST.hosts));
    if (pair === undefined) return;
    const [trial, live] = pair;
    yield {
      reason: "request/wrong-environment",
      confidence: 0.66,
      says: `${trial} is a trial environment, and ${live} is not: credentials of the one mean nothing to the other`,
      source: trial,
      fix: `Use the credentials and the endpoints of one environment: those of ${live}, or those of ${trial}.`,
    };
  }),
];
