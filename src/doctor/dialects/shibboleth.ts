/** The OpenID Connect extension of the Shibboleth IdP: its event ids. */
import type { Dialect } from "./define.ts";

const SOURCE = "https://github.com/CSCfi/shibboleth-idp-oidc-extension";

export const shibboleth: Dialect = {
  provider: "shibboleth",
  name: "Shibboleth OIDC OP",
  hosts: [],
  marks: [/\bshibboleth\b/i, /\/idp\/profile\/(?:oidc|oauth2)\//],
  signatures: [
    {
      id: "redirect",
      says: /\bInvalidRedirectionURIs?\b/,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.97,
          fix: "Add the URI to redirect_uris of the client's metadata.",
        },
      ],
      page: SOURCE,
      example: {
        text: "WARN [net.shibboleth.idp] A non-proceed event occurred while processing the request: InvalidRedirectionURI",
      },
    },
    {
      id: "profile",
      says: /\bInvalidProfileConfiguration\b/,
      means: [
        {
          reason: "client/unknown",
          weight: 0.55,
          fix: "Register the client, and let relying-party.xml give it the OIDC profiles.",
        },
      ],
      page: SOURCE,
      example: {
        text: "shibboleth: A non-proceed event occurred while processing the request: InvalidProfileConfiguration",
      },
    },
    {
      id: "decode",
      says: /\bUnableToDecode\b/,
      means: [
        {
          reason: "request/parameter-absent",
          weight: 0.5,
          fix: "Send a whole request: response_type, client_id, redirect_uri and scope with openid.",
        },
      ],
      page: SOURCE,
      example: { text: "shibboleth: A non-proceed event occurred while processing the request: UnableToDecode" },
    },
    {
      id: "response-type",
      says: /\bInvalidResponseType\b/,
      means: [
        {
          reason: "client/response-type-not-allowed",
          weight: 0.95,
          fix: "Add it to response_types of the client's metadata.",
        },
      ],
      page: SOURCE,
      example: { text: "shibboleth: InvalidResponseType" },
    },
    {
      id: "grant-type",
      says: /\bInvalidGrantType\b/,
      means: [
        {
          reason: "client/grant-type-not-allowed",
          weight: 0.95,
          fix: "Add it to grant_types of the client's metadata.",
        },
      ],
      page: SOURCE,
      example: { text: "shibboleth: InvalidGrantType" },
    },
    {
      id: "grant",
      says: /\bInvalidGrant\b/,
      means: [
        {
          reason: "code/already-used",
          weight: 0.5,
          fix: "Redeem each code once and soon: idp.oidc.authorizeCode lifetime is five minutes.",
        },
      ],
      page: SOURCE,
      example: { text: "shibboleth: InvalidGrant" },
    },
    {
      id: "request-object",
      says: /\bInvalidRequest(?:Object|Uri)\b/,
      means: [
        { reason: "request/object-invalid", weight: 0.95, fix: "Check the request object's signature and keys." },
      ],
      page: SOURCE,
      example: { text: "shibboleth: InvalidRequestObject" },
    },
  ],
};
