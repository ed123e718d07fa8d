/** What SAP (XSUAA, Identity Authentication) says when it refuses, by its documentation and source. */
import type { Dialect } from "./define.ts";
import { authorize } from "./sap/authorize.ts";
import { more } from "./sap/more.ts";
import { token } from "./sap/token.ts";

export const sap: Dialect = {
  provider: "sap",
  name: "SAP (XSUAA, Identity Authentication)",
  hosts: [
    ".hana.ondemand.com",
    ".accounts.ondemand.com",
    ".accounts.cloud.sap",
    ".accounts400.ondemand.com",
    ".trial-accounts.ondemand.com",
  ],
  marks: [
    /\bxsuaa\b|xs-security\.json|@sap\/xssec|@sap\/approuter|\bXSAPPNAME\b/i,
    /\.authentication\.[a-z0-9-]+\.hana\.ondemand\.com/i,
    /\bSOAUTH2_?\d+/i,
  ],
  signatures: [...authorize, ...token, ...more],
  departures: [
    {
      says: "XSUAA is Cloud Foundry UAA: a wrong secret or password gets unauthorized with Bad credentials.",
      page: "https://github.com/SAP-docs/btp-cloud-platform/blob/main/docs/60-security/token-retrieval-fails-with-status-code-401-fd5865e.md",
    },
  ],
};
