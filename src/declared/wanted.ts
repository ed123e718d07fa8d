/** What a checked registry file registers, ready for a plan. */
import type { CheckedRegistry } from "../configuration/registry.ts";
import type { StoredApplication } from "../ports/registered.ts";
import { apiContent, applicationFrom, scopeContent, trustedIssuerContent } from "./contents.ts";
import { type Item, keyOf } from "./items.ts";
import type { Wanted } from "./plan.ts";

/** APIs, scopes, applications and trusted issuers, in the order in which they refer to each other. `now` in milliseconds. */
export function wantedFrom(
  { apis, scopes, clients, trustedIssuers }: Pick<CheckedRegistry, "apis" | "scopes" | "clients" | "trustedIssuers">,
  file: string,
  current: readonly Item[],
  { environment, now }: { readonly environment: Readonly<Record<string, string | undefined>>; readonly now: number },
): Wanted {
  const stored = new Map(current.map((item) => [keyOf(item), item.content]));
  const before = (id: string) => stored.get(keyOf({ kind: "application", id })) as StoredApplication | undefined;
  return {
    file,
    items: [
      ...apis.map((api, i) => ({
        kind: "api" as const,
        id: api.resource,
        content: apiContent(api),
        key: `apis[${i}]`,
      })),
      ...scopes.map((scope, i) => ({
        kind: "scope" as const,
        id: scope.name,
        content: scopeContent(scope),
        key: `scopes[${i}]`,
      })),
      ...clients.map((client, i) => ({
        kind: "application" as const,
        id: client.id,
        content: applicationFrom(client, environment, now, before(client.id)),
        key: `clients[${i}]`,
      })),
      ...trustedIssuers.map((trusted, i) => ({
        kind: "trusted-issuer" as const,
        id: trusted.issuer,
        content: trustedIssuerContent(trusted),
        key: `trustedIssuers[${i}]`,
      })),
    ],
  };
}
