/** oidc-provider with authorization details and with step-up, for APIs whose tokens are opaque and for APIs whose tokens are JWTs. */
import { startOidcProvider } from "../peers/oidc-provider.ts";
import { RESOURCE } from "./api.ts";
import { CIBA, CIBA_CLIENTS, cibaFeature, complete, registeredDesks } from "./ciba-mutants.ts";
import {
  AUTHORIZATION_DETAILS,
  DETAILS_IN_TOKENS,
  opaqueTokens,
  PAYER,
  registeredPayer,
  richAuthorizationRequests,
} from "./details-mutants.ts";
import { DOCUMENTS, EXTENSIONS, quietPort } from "./documents.ts";
import type { Keyed } from "./index.ts";
import { following, REFERENCES } from "./references.ts";
import { PATH, steppingUp, stepUpConfiguration } from "./step-up.ts";
import { STEP_UP, STEP_UP_INTROSPECTION } from "./step-up-mutants.ts";

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
  CIBA: {
    start: () => startOidcProvider({ features: { ciba: cibaFeature }, also: registeredDesks }),
    clients: () => CIBA_CLIENTS,
    behind: complete,
    patience: 20,
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    mutants: CIBA,
    known: SERVER,
  },
  "request objects by reference": {
    start: async () => {
      DOCUMENTS.port = await quietPort();
      return startOidcProvider();
    },
    clients: ({ web }) => ({ web }),
    extensions: EXTENSIONS,
    behind: following,
    mutants: REFERENCES,
    known: { ...PAGES, ...SERVER },
  },
  "step-up": {
    start: () => startOidcProvider({ configuration: stepUpConfiguration }),
    clients: ({ web }) => ({ web }),
    api: (issuer) => ({ step_up: `${issuer}${PATH}`, resource: RESOURCE, scope: "read" }),
    behind: steppingUp,
    mutants: STEP_UP,
    known: { ...PAGES, ...SERVER },
  },
  "step-up with introspection": {
    start: () =>
      startOidcProvider({ configuration: stepUpConfiguration, features: { resourceIndicators: opaqueTokens } }),
    clients: ({ web }) => ({ web }),
    api: (issuer) => ({ step_up: `${issuer}${PATH}`, resource: RESOURCE, scope: "read" }),
    behind: steppingUp,
    mutants: STEP_UP_INTROSPECTION,
    known: { ...PAGES, ...SERVER },
  },
});
