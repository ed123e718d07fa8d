/** Checks what is registered: scopes, APIs and clients, in a configuration file or in a registry. */
import { BUILT_IN_CLIENT_IDS } from "../protocol/built-in-clients.ts";
import { ADMIN_SCOPE_NAMES, GRANT_SCOPES, GROUP_SCOPES, OPENID_SCOPES } from "../protocol/scope/catalogue.ts";
import { claimRuleFaults } from "./claim-faults.ts";
import { clientFaults } from "./client-faults.ts";
import type { ConfigurationFault } from "./fault.ts";
import { quoted } from "./form.ts";
import { apiKeyFaults, keyFaults } from "./key-faults.ts";
import { known } from "./known.ts";
import type { Configuration } from "./schema.ts";

export type Registered = Pick<Configuration, "apis" | "scopes" | "clients"> &
  Partial<Pick<Configuration, "additionalKeys" | "grantManagement">>;

/** What is registered elsewhere, and may be referred to as well. */
export interface Beside {
  /** Names. */
  readonly scopes: readonly string[];
  /** Resource identifiers. */
  readonly apis: readonly string[];
  /** Ids. */
  readonly clients?: readonly string[] | undefined;
  /** Keys of the server beside those that every one has. */
  readonly keys?: readonly string[] | undefined;
}

/** Names every fault of what the schema accepts. Environment variables are looked up for secrets. */
export function* registeredFaults(
  config: Registered,
  environment: Readonly<Record<string, string | undefined>>,
  beside?: Beside,
): Generator<ConfigurationFault> {
  const managing = (config.grantManagement ?? "off") === "off" ? [] : GRANT_SCOPES;
  const names = [
    ...new Set([
      ...[...OPENID_SCOPES, ...managing, ...config.scopes].map(({ name }) => name),
      ...(beside?.scopes ?? []),
    ]),
  ];
  const resources = [...new Set([...config.apis.map(({ resource }) => resource), ...(beside?.apis ?? [])])];
  yield* unique(
    "scopes",
    "name",
    config.scopes.map(({ name }) => name),
  );
  for (const [i, { name }] of config.scopes.entries()) {
    if (OPENID_SCOPES.some((standard) => standard.name === name))
      yield {
        key: `scopes[${i}].name`,
        is: quoted(name),
        expected: "another name: OpenID Connect's scopes are built in",
      };
    // They may be turned on while the server runs.
    if (GRANT_SCOPES.some((own) => own.name === name))
      yield {
        key: `scopes[${i}].name`,
        is: quoted(name),
        expected: "another name: the scopes of grant management are built in",
      };
    if (ADMIN_SCOPE_NAMES.includes(name))
      yield {
        key: `scopes[${i}].name`,
        is: quoted(name),
        expected: "another name: the scopes of the admin API are built in",
      };
  }
  const scopes = [...new Set([...names, ...GROUP_SCOPES.map(({ name }) => name), ...ADMIN_SCOPE_NAMES])];
  yield* unique(
    "apis",
    "resource",
    config.apis.map(({ resource }) => resource),
  );
  const additional = config.additionalKeys ?? beside?.keys ?? [];
  for (const [i, api] of config.apis.entries()) {
    const { tokens, typ, claims } = api;
    yield* apiKeyFaults(`apis[${i}]`, api, additional);
    yield* claimRuleFaults(`apis[${i}].claims`, claims, ["access_token"]);
    if (tokens === "opaque" && typ !== "at+jwt")
      yield { key: `apis[${i}].typ`, is: JSON.stringify(typ), expected: "none, since its tokens are opaque" };
  }
  yield* unique(
    "clients",
    "id",
    config.clients.map(({ id }) => id),
  );
  for (const [i, { api, deprecated, removed, claims }] of config.scopes.entries()) {
    yield* claimRuleFaults(`scopes[${i}].claims`, claims);
    if (api !== undefined) yield* known(`scopes[${i}].api`, api, resources, "apis");
    for (const [state, successor] of Object.entries({ deprecated, removed }))
      if (successor?.replacement !== undefined)
        yield* known(`scopes[${i}].${state}.replacement`, successor.replacement, names, "scopes");
  }
  for (const [i, { id }] of config.clients.entries())
    if (BUILT_IN_CLIENT_IDS.includes(id))
      yield { key: `clients[${i}].id`, is: quoted(id), expected: "another id: every server has this client" };
  for (const [i, client] of config.clients.entries())
    yield* clientFaults(`clients[${i}]`, client, scopes, resources, environment, beside !== undefined);
  for (const [i, client] of config.clients.entries()) yield* keyFaults(`clients[${i}]`, client, additional);
}

function* unique(list: string, name: string, values: readonly string[]): Generator<ConfigurationFault> {
  for (const [i, value] of values.entries()) {
    const first = values.indexOf(value);
    if (first === i) continue;
    const is = `${quoted(value)}, as ${list}[${first}].${name} is`;
    yield { key: `${list}[${i}].${name}`, is, expected: "a different one, because each can be listed only once" };
  }
}
