/**
 * The gate that every refusal passes before it is returned or kept. It recognizes this server's credentials by their form,
 * clients' secrets by their hash, and everything else by its place. Wherever else one of them was sent, asterisks replace it.
 */
import type { RegisteredClient, Registry } from "../ports/registry.ts";
import { every, once, type Soon } from "../ports/soon.ts";
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

/**
 * `others`: texts of the request that are kept with the occasion. `now` in milliseconds. Waits only if the registry must be
 * asked. If the registry can't say, the promise rejects (see `coverAll`).
 */
export type Gate = (refused: Refused, others: readonly string[], network: string, now: number) => Soon<Passed>;

/** How many texts of one request are examined. No honest request has more. */
const MOST = 16;

const VOCABULARY: ReadonlySet<string> = new Set(
  "authorization_code refresh_token client_credentials password implicit application/x-www-form-urlencoded application/json form_post fragment select_account".split(
    " ",
  ),
);

const stars = (text: string): string => "*".repeat(text.length);

/** The client's registration is in its configuration and may be shown to it. */
const isItsOwn = (text: string, client: RegisteredClient["client"] | undefined): boolean =>
  client?.redirectUris.includes(text) === true || client?.postLogoutRedirectUris.includes(text) === true;

export function openGate(registry: Registry, counts: NearCounts): Gate {
  const find = findSecrets(registry.secrets, counts);
  return (refused, others, network, now) => {
    const asked = askedOf(refused, others);
    const claimed = asked.claimed === "" ? undefined : registry.client(asked.claimed);
    return once(registry.secrets.clientsAmong(idsIn(refused, asked)), (ids) =>
      once(claimed, (registered) => {
        const client = registered?.client;
        const isPublic = isPublicIn(registry, ids);
        const doubtful = asked.texts.filter((text) => !isPublic(text) && !isItsOwn(text, client));
        const found = asked.texts.map((text, at) =>
          doubtful.includes(text) && at < MOST ? find(text, network, now) : undefined,
        );
        return once(every(found), (secrets) => {
          const among = new Map(asked.texts.map((text, at) => [text, secrets[at] ?? [text]]));
          return cover(
            refused,
            asked,
            ids,
            isPublic,
            doubtful.flatMap((text) => among.get(text) ?? []),
          );
        });
      }),
    );
  };
}

/** What passes if the registry can't say which texts are secrets: only what is the same for every request, and scopes. */
export function coverAll(registry: Registry, refused: Refused, others: readonly string[]): Passed {
  const asked = askedOf(refused, others);
  const isPublic = isPublicIn(registry, new Set());
  return cover(
    refused,
    asked,
    new Set(),
    isPublic,
    asked.texts.filter((text) => !isPublic(text)),
  );
}

const isPublicIn =
  ({ catalogue }: Registry, ids: ReadonlySet<string>) =>
  (text: string): boolean =>
    VOCABULARY.has(text) || catalogue.scopes.has(text) || ids.has(text);

/** The texts of a request. */
interface Asked {
  readonly texts: readonly string[];
  /** Those in the place of a secret. */
  readonly placed: readonly string[];
  /** The id of the client that the request says it is from. */
  readonly claimed: string;
}

function askedOf({ on }: Refused, others: readonly string[]): Asked {
  const texts = new Set(others);
  rewritten(on, (text) => {
    texts.add(text);
    return text;
  });
  return { texts: [...texts], placed: secretsIn(on), claimed: claimedClientOf(on) };
}

/** Every text that is shown if it is the id of a client. */
function idsIn({ evidence }: Refused, { texts, placed, claimed }: Asked): readonly string[] {
  const shown = Object.values(evidence).flatMap((value) =>
    typeof value === "string" || Array.isArray(value) ? [value].flat().map(String) : [],
  );
  return [...new Set([...texts, ...placed, claimed, claimed.split(":", 1)[0] ?? "", ...shown])];
}

/** A false id: a client's secret in the place of its id, or after it. */
function swapped({ placed, claimed }: Asked, ids: ReadonlySet<string>, isPublic: (text: string) => boolean): boolean {
  if (claimed === "" || isPublic(claimed)) return false;
  const colon = claimed.indexOf(":");
  return (colon > 0 && ids.has(claimed.slice(0, colon))) || placed.some((one) => ids.has(one));
}

/** Asterisks for the secrets that were found in texts, and for those that are known by their place. */
function cover(
  refused: Refused,
  asked: Asked,
  ids: ReadonlySet<string>,
  isPublic: (text: string) => boolean,
  found: readonly string[],
): Passed {
  const { texts, placed, claimed } = asked;
  const secrets = [
    ...(swapped(asked, ids, isPublic) ? [claimed] : []),
    ...placed.filter((one) => one.length >= SHORTEST && !isPublic(one)),
    ...found,
  ];
  const present = secrets.filter((secret) => texts.some((text) => text.includes(secret)));
  // The whole comes before its parts.
  present.sort((a, b) => b.length - a.length);
  const told = (text: string): string => present.reduce((rest, one) => rest.replaceAll(one, stars(one)), scrub(text));
  if (present.length === 0 && texts.every((text) => told(text) === text)) return { refused, told };
  return { refused: decidedAgain(refused, rewritten(refused.on, told), told, isPublic), told };
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
