/** What is wrong with a request for scopes. */
import { nearest } from "../configuration/expected.ts";
import { quoted } from "../configuration/form.ts";
import type { FieldFault } from "../protocol/admin/occasion.ts";
import type { Client } from "../protocol/client.ts";
import { ADMIN_SCOPE_NAMES, type Catalogue, stateAt } from "../protocol/scope/catalogue.ts";
import { invalid } from "./representation.ts";

interface Asked {
  readonly application: string;
  readonly scopes: readonly string[];
}

/** `client`: the application, if it is one of the caller's. `now` in milliseconds. */
export function requestFaults(
  { application, scopes }: Asked,
  client: Client | undefined,
  catalogue: Catalogue,
  now: number,
): readonly FieldFault[] {
  const whose =
    client === undefined
      ? [invalid("/application", quoted(application), "the client_id of an application of yours")]
      : [];
  return [...whose, ...scopeFaults(scopes, client, catalogue, now)];
}

function scopeFaults(
  scopes: readonly string[],
  client: Client | undefined,
  { scopes: known }: Catalogue,
  now: number,
): readonly FieldFault[] {
  if (scopes.length === 0) return [invalid("/scope", "empty", "names of scopes, separated by spaces")];
  return scopes.flatMap((name) => {
    const fault = (expected: string) => [invalid("/scope", quoted(name), expected)];
    const scope = known.get(name);
    if (scope === undefined) {
      const meant = nearest(name, [...known.keys()]);
      return fault(meant === undefined ? "a scope that exists" : `a scope that exists. Did you mean ${meant}?`);
    }
    if (ADMIN_SCOPE_NAMES.includes(name)) return fault("no scope of the admin API: only an operator gives those");
    if (stateAt(scope, now).is === "removed") return fault("a scope that isn't removed");
    if (client?.scopes.includes(name)) return fault("a scope that the application isn't allowed yet");
    return [];
  });
}
