/**
 * The gate that every refusal passes before it is returned or kept. It recognizes this server's credentials by their form,
 * clients' secrets by their hash, and everything else by its place. Wherever else one of them was sent, asterisks replace it.
 */
import type { Registry } from "../ports/registry.ts";
import type { Client } from "../protocol/client.ts";
import type { Occasion, Refused } from "../protocol/occasion.ts";
import { claimedClientOf } from "../protocol/replay/record.ts";
import { refusedAgain } from "../protocol/replay/replay.ts";
import { rewritten, secretsIn } from "../protocol/replay/sent.ts";
import { scrub } from "../reasons/scrub.ts";
import type { NearCounts } from "./near-counts.ts";
import { findSecrets, SHORTEST } from "./registered-secrets.ts";

export interface Passed {
  readonly refused: Refused;
  /** Any other text of the same request, such as its path, in the form that may be shown. */
  readonly told: (text: string) => string;
}

/** `others`: texts of the request that are kept with the occasion. `now` in milliseconds. */
export type Gate = (refused: Refused, others: readonly string[], network: string, now: number) => Passed;

/** How many texts of one request are examined. No honest request has more. */
const MOST = 16;

const VOCABULARY: ReadonlySet<string> = new Set(
  "authorization_code refresh_token client_credentials password implicit application/x-www-form-urlencoded application/json form_post fragment select_account".split(
    " ",
  ),
);

const stars = (text: string): string => "*".repeat(text.length);

export function openGate(registry: Registry, counts: NearCounts): Gate {
  const { secrets: index, catalogue } = registry;
  const find = findSecrets(index, counts);
  const isPublic = (text: string): boolean =>
    VOCABULARY.has(text) || catalogue.scopes.has(text) || index.isClient(text);
  /** The client's registration is in its configuration and may be shown to it. */
  const isItsOwn = (text: string, { redirectUris, postLogoutRedirectUris }: Client): boolean =>
    redirectUris.includes(text) || postLogoutRedirectUris.includes(text);

  /** A false id: a client's secret in the place of its id, or after it. */
  function swapped(on: Occasion, placed: readonly string[]): readonly string[] {
    const id = claimedClientOf(on);
    if (id === "" || isPublic(id)) return [];
    const colon = id.indexOf(":");
    if (colon > 0 && index.isClient(id.slice(0, colon))) return [id];
    return placed.some((one) => index.isClient(one)) ? [id] : [];
  }

  return (refused, others, network, now) => {
    const { on } = refused;
    const seen = new Set(others);
    rewritten(on, (text) => {
      seen.add(text);
      return text;
    });
    const texts = [...seen];
    const placed = secretsIn(on);
    const claimed = registry.client(claimedClientOf(on));
    const client = claimed instanceof Promise ? undefined : claimed?.client;
    const secrets = [...swapped(on, placed), ...placed.filter((one) => one.length >= SHORTEST && !isPublic(one))];
    texts.forEach((text, at) => {
      if (!isPublic(text) && (client === undefined || !isItsOwn(text, client)))
        secrets.push(...((at < MOST ? find(text, network, now) : undefined) ?? [text]));
    });
    const present = secrets.filter((secret) => texts.some((text) => text.includes(secret)));
    // The whole comes before its parts.
    present.sort((a, b) => b.length - a.length);
    const told = (text: string): string => present.reduce((rest, one) => rest.replaceAll(one, stars(one)), scrub(text));
    if (present.length === 0 && texts.every((text) => told(text) === text)) return { refused, told };
    return { refused: decidedAgain(refused, rewritten(on, told), told, isPublic), told };
  };
}

/**
 * What is refused once asterisks replace the secrets. Evidence is derived from what was sent, or a part of it, so it is derived
 * again. If the check isn't reached any more, the reason stays and every text of its evidence that isn't known to be public is
 * covered.
 */
function decidedAgain(
  { refused, evidence, on: was }: Refused,
  on: Occasion,
  told: (text: string) => string,
  isPublic: (text: string) => boolean,
): Refused {
  const again = refusedAgain(was, on, refused);
  if (again !== undefined) return { ...again, on };
  const covered = (text: string): string => (isPublic(text) ? text : stars(told(text)));
  const bare = Object.entries(evidence).map(([name, value]) => [
    name,
    typeof value === "string"
      ? covered(value)
      : Array.isArray(value)
        ? value.map((one) => covered(String(one)))
        : value,
  ]);
  return { refused, evidence: Object.fromEntries(bare), on };
}
