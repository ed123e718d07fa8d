/** oidc-provider with authorization details, for APIs whose tokens are opaque and for APIs whose tokens are JWTs. */
import { startOidcProvider } from "../peers/oidc-provider.ts";
import { RESOURCE } from "./api.ts";
import {
  AUTHORIZATION_DETAILS,
  DETAILS_IN_TOKENS,
  opaqueTokens,
  PAYER,
  registeredPayer,
  richAuthorizationRequests,
} from "./details-mutants.ts";
import type { Keyed } from "./index.ts";

type Known = Readonly<Record<"USUAL" | "PAGES" | "SERVER", Keyed["known"]>>;

export const detailServers = ({ USUAL, PAGES, SERVER }: Known): Readonly<Record<string, Keyed>> => ({
  details: {
    start: () =>
      startOidcProvider({
        features: { richAuthorizationRequests, resourceIndicators: opaqueTokens },
        also: [registeredPayer],
      }),
    clients: ({ service }) => ({ web: PAYER, service }),
    api: () => ({ resource: RESOURCE, scope: "read" }),
    mutants: AUTHORIZATION_DETAILS,
    known: { ...USUAL, ...PAGES },
  },
  "details in tokens": {
    start: () => startOidcProvider({ features: { richAuthorizationRequests }, also: [registeredPayer] }),
    clients: () => ({ web: PAYER }),
    api: () => ({ resource: RESOURCE, scope: "read" }),
    mutants: DETAILS_IN_TOKENS,
    known: { ...PAGES, ...SERVER },
  },
});
