/** SAP (XSUAA, Identity Authentication): the authorization endpoint. */
import type { Signature } from "../define.ts";

const PAGE_0 =
  "https://blogs.sap.com/2020/07/08/how-to-update-xsuaa-service-instance-to-accept-multiple-redirect-uris/";
const PAGE_1 = "https://github.com/sap-tutorials/Tutorials/issues/20840";
const PAGE_2 =
  "https://github.com/cloudfoundry/uaa/blob/develop/server/src/main/java/org/cloudfoundry/identity/uaa/oauth/UaaAuthorizationEndpoint.java";
const PAGE_3 = "https://github.com/cloudfoundry-community/cf-containers-broker/issues/23";
const PAGE_4 = "https://www.erplingo.com/sap-error-messages/en/soauth2/soauth2040";

export const authorize: readonly Signature[] = [
  {
    id: "redirect-invalid",
    says: /invalid redirect \S+ did not match one of the registered values/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.93,
        fix: "xs-security.json > oauth2-configuration > redirect-uris: add the URI (wildcards as https://*.host/**), then cf update-service INSTANCE -c xs-security.json.",
      },
    ],
    page: PAGE_0,
    example: {
      text: "Invalid redirect http://localhost:5000/login/callback did not match one of the registered values",
    },
  },
  {
    id: "redirect-domain",
    says: /redirect_uri has an invalid domain/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.95,
        fix: "xs-security.json > oauth2-configuration > redirect-uris: add the domain (custom and trial domains are not accepted by default), then update the service.",
      },
    ],
    page: PAGE_1,
    example: { text: "The redirect_uri has an invalid domain." },
  },
  {
    id: "redirect-absent",
    says: /redirecturi must be either supplied or preconfigured/i,
    distinctive: true,
    means: [{ reason: "request/parameter-absent", weight: 0.93, fix: "Send redirect_uri, or set redirect-uris." }],
    page: PAGE_2,
    example: { text: "A redirectUri must be either supplied or preconfigured in the ClientDetails" },
  },
  {
    id: "redirect-other-grant",
    error: "invalid_grant",
    says: /a redirect_uri can only be used by implicit or authorization_code grant types/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.95,
        fix: "oauth2-configuration > grant-types: add authorization_code.",
      },
    ],
    page: PAGE_3,
    example: {
      error: "invalid_grant",
      description: "A redirect_uri can only be used by implicit or authorization_code grant types.",
    },
  },
  {
    id: "soauth-redirect",
    says: /SOAUTH2_?040|different redirection uris sent to authorization and token endpoint/i,
    distinctive: true,
    means: [
      { reason: "code/redirect-uri-mismatch", weight: 0.97, fix: "Send the same redirect_uri in both requests." },
    ],
    page: PAGE_4,
    example: { text: "SOAUTH2040 Different redirection URIs sent to authorization and token endpoint." },
  },
  {
    id: "response-types",
    error: "unsupported_response_type",
    says: /unsupported response types/i,
    means: [{ reason: "request/response-type-unsupported", weight: 0.93, fix: "Use response_type=code." }],
    page: PAGE_2,
    example: { error: "unsupported_response_type", description: "Unsupported response types" },
  },
  {
    id: "scope",
    error: "invalid_scope",
    says: /(?<!\S)\[?\S{1,100}\]? is invalid.{0,80}(?:scope|authorit)|invalid scope|scope.{0,40}not (?:allowed|valid)/i,
    means: [
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.6,
        fix: "Write $XSAPPNAME.Scope with the real name (app!t123.Scope), and assign the role collection to the user.",
      },
      { reason: "scope/unknown", weight: 0.45, fix: "Define the scope in xs-security.json." },
    ],
    page: PAGE_2,
    example: {
      error: "invalid_scope",
      description: "[orders.read] is invalid. This user is not allowed any of the requested scopes",
    },
  },
];
