/**
 * An occasion as the journal keeps it: JSON, without secrets, and without scopes and settings, which many occasions share and
 * which are kept once. A record names the version of its format. Older ones are upgraded when they are read.
 */
import type { Refusal } from "../../reasons/index.ts";
import type { Form } from "../form.ts";
import type { Grant } from "../grant.ts";
import type { CodeFacts } from "../grants/authorization-code/facts.ts";
import type { RefreshFacts } from "../grants/refresh-token/facts.ts";
import { cutForRecord } from "../http/occasion.ts";
import { aspectsOf, type Occasion } from "../occasion.ts";
import { type Api, type Catalogue, catalogueOf, type Scope } from "../scope/catalogue.ts";
import type { Settings } from "../settings.ts";
import { declaredOf } from "./declared.ts";
import {
  type KeptForm,
  type KeptReceived,
  redact,
  redactForm,
  restore,
  restoreForm,
  type Thumbprint,
} from "./redact.ts";

/** The format of records. To change it, add an upgrade from the previous format, and records of that format to the tests. */
export const RECORD_VERSION = 1;

export type RecordedOccasion = { readonly decision: Occasion["decision"]; readonly now: number } & Readonly<
  Record<string, unknown>
>;

/** Scopes, APIs and settings at that time. */
export interface Surroundings {
  readonly scopes: readonly Scope[];
  readonly apis: readonly Api[];
  readonly settings: Settings;
}

export function surroundingsOf(catalogue: Catalogue, settings: Settings): Surroundings {
  return { scopes: [...catalogue.scopes.values()], apis: [...catalogue.apis.values()], settings };
}

type Loose = Readonly<Record<string, unknown>>;

/** Records have the facts of a token request beside each other, and where it came from in each. */
function flat(on: Occasion): Loose {
  if (!("facts" in on)) return on as unknown as Loose;
  const { facts = {}, by, ...rest } = on;
  const of = (name: string): object | undefined =>
    facts[name] === undefined ? undefined : { ...(facts[name] as object), by };
  return { ...rest, code: of("authorization_code"), refresh: of("refresh_token") };
}

function unflat({ code, refresh, ...rest }: Record<string, unknown>): Record<string, unknown> {
  const brought = Object.entries({ authorization_code: code, refresh_token: refresh }).filter(([, facts]) => facts);
  const by = brought.map(([, facts]) => (facts as { by?: unknown }).by).find((one) => one !== undefined);
  return { ...rest, by, facts: { ...(rest.facts as object), ...Object.fromEntries(brought) } };
}

/** Writes an occasion: its declared members, and the received request, redacted. */
export function recordOf(on: Occasion, thumbprint: Thumbprint): RecordedOccasion {
  const kept: Record<string, unknown> = { ...declaredOf(flat(on)) };
  if ("facts" in on) {
    const { authorization_code: _, refresh_token: __, ...others } = on.facts ?? {};
    if (Object.keys(others).length > 0) kept.facts = others;
  }
  if (on.decision === "http") Object.assign(kept, cutForRecord(on));
  if ("received" in on) kept.received = redact(on.received, thumbprint);
  if ("form" in on && on.form !== undefined) kept.form = redactForm(on.form, thumbprint);
  if ("request" in on && on.request !== undefined) kept.request = redactForm(on.request, thumbprint);
  return kept as RecordedOccasion;
}

const NONE = new Uint8Array();

/** Grants had a code and nothing else when the first records were kept, and its members among their own. */
function restoreGrant(kept: Loose): Grant {
  const { codeExpiresAt, redirectUri, redirectUriSent, challenge, redeemedAt, redeemedBy, ...rest } = kept;
  const code = { expiresAt: codeExpiresAt, redirectUri, redirectUriSent, challenge, redeemedAt, redeemedBy };
  const source = { ...((kept.source as object | undefined) ?? { kind: "code", ...code }), hash: NONE };
  const refresh = kept.refresh === undefined ? undefined : { ...(kept.refresh as object), hash: NONE };
  return { ...rest, source, refresh, nonce: undefined } as unknown as Grant;
}

/** Reads an occasion with the surroundings of its decision. */
export function occasionOf(record: RecordedOccasion, { scopes, apis, settings }: Surroundings): Occasion {
  const read: Record<string, unknown> = { ...record };
  if (record.received !== undefined) read.received = restore(record.received as KeptReceived);
  if (record.form !== undefined) read.form = restoreForm(record.form as KeptForm);
  if (record.request !== undefined) read.request = restoreForm(record.request as KeptForm);
  const code = record.code as CodeFacts | undefined;
  if (code?.code.is === "found") {
    read.code = { ...code, code: { is: "found", grant: restoreGrant(code.code.grant as unknown as Loose) } };
  }
  const refresh = record.refresh as RefreshFacts | undefined;
  if (refresh?.token.is === "found") {
    const grant = restoreGrant(refresh.token.grant as unknown as Loose);
    read.refresh = { ...refresh, token: { ...refresh.token, grant } };
  }
  if (record.decision === "token" || record.decision === "authorization" || record.decision === "bearer") {
    read.catalogue = catalogueOf(scopes, apis);
    read.settings = settings;
  }
  return (record.decision === "token" ? unflat(read) : read) as unknown as Occasion;
}

/** Upgrades by the version that they start from. Each leads to the next. */
export type Upgrades = Readonly<Record<number, (record: RecordedOccasion) => RecordedOccasion>>;
const UPGRADES: Upgrades = {};

/** Upgrades a record; `undefined` if this server doesn't know its version. */
export function upgradeRecord(
  version: number,
  record: RecordedOccasion,
  upgrades: Upgrades = UPGRADES,
  latest: number = RECORD_VERSION,
): RecordedOccasion | undefined {
  let current = record;
  for (let at = version; at !== latest; at++) {
    const step = at < latest ? upgrades[at] : undefined;
    if (step === undefined) return undefined;
    current = step(current);
  }
  return current;
}

/** The client that a request claims to come from, whether or not it exists. */
export function claimedClientOf(on: Occasion): string {
  const { claimed } = aspectsOf(on);
  if (claimed !== undefined) return claimed(on);
  if (!("received" in on)) return "";
  const { authorization, query, body } = on.received;
  if (authorization.is === "basic") return authorization.clientId;
  const sent = (form: Form | Refusal): string | undefined =>
    "refused" in form ? undefined : form.values.get("client_id");
  return sent(body) ?? sent(query) ?? "";
}

/** Whether the sender has proved to be the client, with its secret or with a token that the client got. */
export const isProven = (on: Occasion): boolean => aspectsOf(on).isProven?.(on) === true;

/** The id of the registered client that an occasion is about; none if the client must not learn of it. */
export function clientIdOf(on: Occasion): string | undefined {
  const { clientId, client } = aspectsOf(on);
  return clientId === undefined ? client?.of(on)?.id : clientId(on);
}
