/** A grant type that brings nothing, as client credentials do, but has a check of its own: this folder, and one line of one list. */
import { authenticated } from "../../../src/protocol/client-authentication/checks.ts";
import type { GrantType } from "../../../src/protocol/grants/grant-type.ts";
import { granted } from "../../../src/protocol/grants/granted.ts";
import { NO_FACTS } from "../../../src/protocol/grants/no-facts.ts";
import { resolveScope } from "../../../src/protocol/scope/resolve.ts";
import type { TokenRequest } from "../../../src/protocol/token/facts.ts";
import { refuse } from "../../../src/reasons/index.ts";
import { rfc } from "../../../src/specs.ts";

interface VisitRequest extends TokenRequest {
  readonly scope: string | undefined;
}

export const visit: GrantType<"urn:example:visit", VisitRequest, object> = {
  name: "urn:example:visit",
  cites: rfc(6749, "4.5"),
  exchanges: "Nothing: a visitor may only look.",
  read: ({ values, common }) => ({ ...common, scope: values.get("scope") }),
  record: NO_FACTS,
  checks: [
    {
      asks: "Does the visitor only want to read?",
      cites: rfc(6749, "4.5"),
      run: ({ request: { scope = "" } }) =>
        scope.endsWith("_read")
          ? undefined
          : refuse("request/parameter-invalid", { parameter: "scope", expected: "a scope that only reads" }),
    },
  ],
  grant(given) {
    const { request, catalogue, settings, now } = given;
    const client = authenticated(given.client);
    const { scope: sent, target } = request;
    const { unknownScopes } = settings;
    return granted(given, resolveScope({ sent, target, client, catalogue, withPerson: false, unknownScopes }, now), {
      kind: "none",
    });
  },
};
