/**
 * The gate that every refusal passes before it is returned or kept. It recognizes this server's credentials by their form,
 * clients' secrets by their hash, and everything else by its place. Wherever else one of them was sent, asterisks replace it.
 */
import type { RegisteredClient, Registry, SecretIndex } from "../ports/registry.ts";
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
  const look = looking(registry, counts);
  const names = namesIn(registry);
  return (refused, others, network, now) =>
    once(look(refused.on, others, network, now), (seen) => passed(refused, seen, names));
}

/** The same for what was granted: the occasion as it may be kept. */
export type OccasionGate = (on: Occasion, network: string, now: number) => Soon<Occasion>;

export function openOccasionGate(registry: Registry, counts: NearCounts): OccasionGate {
  const look = looking(registry, counts);
  return (on, network, now) =>
    once(look(on, [], network, now), ({ told, isPlain }) => (isPlain ? on : rewritten(on, told)));
}

/** What was found in the texts of a request. */
interface Seen {
  readonly told: Passed["told"];
  /** Whether nothing has to be covered. */
  readonly isPlain: boolean;
}

type Look = (on: Occasion, others: readonly string[], network: string, now: number) => Soon<Seen>;

function looking(registry: Registry, counts: NearCounts): Look {
  const find = findSecrets(registry.secrets, counts);
  const names = namesIn(registry);
  return (on, others, network, now) => {
    const sent = sentIn(on, others);
    const claimed = sent.claimed === "" ? undefined : registry.client(sent.claimed);
    return once(names.clientsAmong(candidatesIn(sent)), (ids) =>
      once(claimed, (registered) => {
        const doubtful = sent.texts.filter((text) => !names.isPublic(text, ids) && !isItsOwn(text, registered?.client));
        const found = doubtful.map((text, at) => (at < MOST ? find(text, network, now) : undefined));
        return once(every(found), (secrets) => {
          const all = secrets.flatMap((within, at) => within ?? [doubtful[at] as string]);
          return cover(sent, all, ids, names);
        });
      }),
    );
  };
}

/** What passes if the registry can't say which texts are secrets: only what is the same for every request, and scopes. */
export function coverAll(registry: Registry, refused: Refused, others: readonly string[]): Soon<Passed> {
  const sent = sentIn(refused.on, others);
  const names: Names = { clientsAmong: () => NONE, isPublic: isPublicIn(registry) };
  const doubtful = sent.texts.filter((text) => !names.isPublic(text, NONE));
  return passed(refused, cover(sent, doubtful, NONE, names), names);
}

const NONE: ReadonlySet<string> = new Set();

/** What may be shown to anyone, wherever it is sent. */
interface Names {
  readonly clientsAmong: SecretIndex["clientsAmong"];
  /** `ids`: those of clients that are among the texts. */
  readonly isPublic: (text: string, ids: ReadonlySet<string>) => boolean;
}

const namesIn = (registry: Registry): Names => ({
  clientsAmong: (texts) => registry.secrets.clientsAmong(texts),
  isPublic: isPublicIn(registry),
});

const isPublicIn =
  ({ catalogue }: Registry): Names["isPublic"] =>
  (text, ids) =>
    VOCABULARY.has(text) || catalogue.scopes.has(text) || ids.has(text);

/** The texts of a request. */
interface SentTexts {
  readonly texts: readonly string[];
  /** Those in the place of a secret. */
  readonly placed: readonly string[];
  /** The id of the client that the request says it is from. */
  readonly claimed: string;
}

function sentIn(on: Occasion, others: readonly string[]): SentTexts {
  const texts = new Set(others);
  rewritten(on, (text) => {
    texts.add(text);
    return text;
  });
  return { texts: [...texts], placed: secretsIn(on), claimed: claimedClientOf(on) };
}

/** What comes before a colon, if anything does. */
const beforeColon = (text: string): string => text.slice(0, Math.max(0, text.indexOf(":")));

/** Every text that is shown if it is the id of a client. */
function candidatesIn({ texts, placed, claimed }: SentTexts): readonly string[] {
  return [...texts, ...placed, claimed, beforeColon(claimed)];
}

/** A false id: a client's secret in the place of its id, or after it. */
function swapped({ placed, claimed }: SentTexts, ids: ReadonlySet<string>, { isPublic }: Names): boolean {
  if (claimed === "" || isPublic(claimed, ids)) return false;
  return ids.has(beforeColon(claimed)) || placed.some((one) => ids.has(one));
}

/** Asterisks for the secrets that were found in texts, and for those that are known by their place. */
function cover(sent: SentTexts, found: readonly string[], ids: ReadonlySet<string>, names: Names): Seen {
  const { texts, placed, claimed } = sent;
  const secrets = placed.filter((one) => one.length >= SHORTEST && !names.isPublic(one, ids));
  if (swapped(sent, ids, names)) secrets.push(claimed);
  secrets.push(...found);
  const present = secrets.filter((secret) =>
    texts.some((text) => text.length >= secret.length && text.includes(secret)),
  );
  // The whole comes before its parts.
  present.sort((a, b) => b.length - a.length);
  const told = (text: string): string => present.reduce((rest, one) => rest.replaceAll(one, stars(one)), scrub(text));
  return { told, isPlain: present.length === 0 && texts.every((text) => told(text) === text) };
}

function passed(refused: Refused, { told, isPlain }: Seen, names: Names): Soon<Passed> {
  if (isPlain) return { refused, told };
  return once(decidedAgain(refused, rewritten(refused.on, told), told, names), (again) => ({ refused: again, told }));
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
  { clientsAmong, isPublic }: Names,
): Soon<Refused> {
  const again = refusedAgain(was, on, refused);
  if (again !== undefined) return { ...again, on };
  const values = Object.entries(evidence);
  const shown = values.flatMap(([, value]) => (typeof value === "string" || Array.isArray(value) ? value : []));
  return once(clientsAmong(shown.map(String)), (ids) => {
    const covered = (text: string): string => (isPublic(text, ids) ? text : stars(told(text)));
    const bare = values.map(([name, value]) => [
      name,
      typeof value === "string"
        ? covered(value)
        : Array.isArray(value)
          ? value.map((one) => covered(String(one)))
          : value,
    ]);
    return { refused, evidence: Object.fromEntries(bare), on };
  });
}
