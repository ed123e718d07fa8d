/** Whether the client is who it says it is, and may have what it asks for. */
import { refuse } from "../../reasons/index.ts";
import { rfc } from "../../specs.ts";
import { authenticated, clientChecks } from "../client-authentication/checks.ts";
import type { Check } from "../decision.ts";
import { targetCheck } from "../scope/target.ts";
import type { CommonFacts, TokenRequest } from "./facts.ts";

/** What the client's right to a grant type is decided by. */
export interface GrantTypeCase extends Pick<CommonFacts, "client" | "catalogue"> {
  readonly request: TokenRequest;
}

export const grantTypeChecks: readonly Check<GrantTypeCase>[] = [
  ...clientChecks,
  {
    asks: "Is the client registered for this grant type?",
    cites: rfc(6749, "5.2"),
    run: ({ request: { grantType }, client }) => {
      const { id, grantTypes } = authenticated(client);
      return grantTypes.includes(grantType)
        ? undefined
        : refuse("client/grant-type-not-allowed", { clientId: id, sent: grantType, allowed: grantTypes });
    },
  },
  {
    ...targetCheck,
    run: ({ request: { target }, client, catalogue }) =>
      targetCheck.run({ target, client: authenticated(client), catalogue }),
  },
];
