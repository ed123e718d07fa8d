/** Trusted issuers that name a scope or a client which the configuration spells differently. Others may be registered at run time. */
import { OPENID_SCOPES } from "../../protocol/scope/catalogue.ts";
import { nearest } from "../expected.ts";
import type { Configuration } from "../schema.ts";
import type { Check, Found } from "./define.ts";

function* misspelled(
  { trustedIssuers }: Configuration,
  list: "scopes" | "clients",
  registered: readonly string[],
): Generator<Found> {
  for (const [i, issuer] of trustedIssuers.entries())
    for (const [j, name] of issuer[list].entries()) {
      const near = registered.includes(name) ? undefined : nearest(name, registered);
      if (near !== undefined)
        yield { key: `trustedIssuers[${i}].${list}[${j}]`, is: `${JSON.stringify(name)}, and there is ${near}` };
    }
}

export const trustedIssuers: readonly Check[] = [
  {
    name: "trusted-issuer-scope-misspelled",
    setting: "trustedIssuers[].scopes",
    when: "A trusted issuer may vouch for a scope that isn't declared, but one with almost the same name is.",
    means: "Its assertions get no token for the scope that is declared.",
    fix: "Write the scope as it is declared, or declare this one too.",
    find: ({ configuration }) =>
      misspelled(
        configuration,
        "scopes",
        [...OPENID_SCOPES, ...configuration.scopes].map(({ name }) => name),
      ),
  },
  {
    name: "trusted-issuer-client-misspelled",
    setting: "trustedIssuers[].clients",
    when: "A trusted issuer names a client that isn't registered, but one with almost the same id is.",
    means: "The client that is registered can't send assertions of this issuer.",
    fix: "Write the client's id as it is registered, or register this one too.",
    find: ({ configuration }) =>
      misspelled(
        configuration,
        "clients",
        configuration.clients.map(({ id }) => id),
      ),
  },
];
