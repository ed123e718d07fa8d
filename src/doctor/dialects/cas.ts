/** Apereo CAS as OAuth and OpenID Connect server. */
import type { Dialect } from "./define.ts";

const ISSUE = "https://github.com/davido/gerrit-oauth-provider/issues/87";
const GRANTS = "https://apereo.github.io/cas/7.2.x/authentication/OAuth-Authentication-Clients-ResponsesGrants.html";

export const cas: Dialect = {
  provider: "cas",
  name: "Apereo CAS",
  hosts: [],
  marks: [/\bapereo\b/i, /\/cas\/(?:oidc|oauth2\.0)\//, /org\.apereo\.cas/],
  signatures: [
    {
      id: "not-authorized",
      says: /Application Not Authorized to Use CAS|UnauthorizedServiceException|UNAUTHZ_SERVICE|Service (?:unauthorized|is not authorized)/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.6,
          fix: "Let the pattern serviceId of the OAuth or OIDC service match the redirect URI.",
        },
        { reason: "client/unknown", weight: 0.4, fix: "Define the service with that clientId and load its module." },
      ],
      page: ISSUE,
      example: { text: "Application Not Authorized to Use CAS" },
    },
    {
      id: "grant-type",
      error: "unauthorized_client",
      means: [
        {
          reason: "client/grant-type-not-allowed",
          weight: 0.6,
          fix: "Add the grant to supportedGrantTypes of the service.",
        },
      ],
      page: GRANTS,
      example: { error: "unauthorized_client" },
    },
    {
      id: "response-type",
      error: "unsupported_response_type",
      means: [
        {
          reason: "client/response-type-not-allowed",
          weight: 0.6,
          fix: "Add it to supportedResponseTypes of the service.",
        },
      ],
      page: GRANTS,
      example: { error: "unsupported_response_type" },
    },
    {
      id: "invalid-grant",
      error: "invalid_grant",
      means: [
        { reason: "code/already-used", weight: 0.45, fix: "Redeem each code once." },
        { reason: "code/expired", weight: 0.35, fix: "Redeem it within 30 seconds (cas.authn.oauth.code)." },
        { reason: "client/grant-type-not-allowed", weight: 0.2, fix: "Add the grant to supportedGrantTypes." },
      ],
      page: GRANTS,
      example: { error: "invalid_grant" },
    },
  ],
};
