/** What the server has, where something of it is chosen. */
import { ADMIN_SCOPE_NAMES } from "../../../protocol/scope/catalogue.ts";
import type { Visit } from "../section.ts";
import type { TabField } from "./tabs/field.ts";

/** By the name that is stored, with words for it. */
export function choicesOf(
  { deps: { registry } }: Pick<Visit, "deps">,
  from: NonNullable<TabField["from"]>,
): NonNullable<TabField["choices"]> {
  const { catalogue, settings } = registry;
  if (from === "apis")
    return [...catalogue.apis.values()].map(({ resource, name }) => [resource, `${name} (${resource})`] as const);
  if (from === "scopes")
    return [...catalogue.scopes.values()]
      .filter(({ name }) => !ADMIN_SCOPE_NAMES.includes(name))
      .map(({ name, description }) => [name, `${description} (${name})`] as const);
  return (settings.authorizationDetailsTypes ?? []).map(
    ({ type, description }) => [type, `${description} (${type})`] as const,
  );
}
