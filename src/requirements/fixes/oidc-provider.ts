/** oidc-provider: members of its configuration. */
import { each, HEADERS, ISSUER, REUSE, type ServerFixes } from "./define.ts";

export const oidcProvider: ServerFixes = {
  name: "oidc-provider",
  fixes: {
    ...each(
      ["pkce/public-clients", "pkce/no-downgrade"],
      "Set `pkce.required: () => true`. By default, only public clients must use PKCE.",
    ),
    ...each(
      [...REUSE],
      "Set `rotateRefreshToken: true`. By default, a confidential client's refresh token is replaced when 70% of its lifetime is over.",
    ),
    "authorization/post": 'Set `enableHttpPostMethods: true` and `cookies.long.sameSite: "none"`.',
    ...each(
      [...HEADERS, "authorization/referrer", "authorization/page-not-cached"],
      "Set `features.devInteractions.enabled: false`, and send the header from your own pages at `interactions.url`.",
    ),
    "metadata/no-implicit":
      'Leave response types with `token` out of `responseTypes`, for example `responseTypes: ["code"]`.',
    "authorization/redirect-uri-required": "Set `allowOmittingSingleRegisteredRedirectUri: false`.",
    "metadata/response-types": "List them in `responseTypes`.",
    ...each(
      [
        ...(["client-document/client-id", "client-document/no-secret", "client-document/no-secret-methods"] as const),
        ...(["client-document/no-redirects", "client-document/status", "client-document/no-fragment"] as const),
        ...(["client-document/no-user-info", "client-document/no-dot-segments"] as const),
      ],
      "Update it. The versions whose `features.clientIdMetadataDocument.ack` is `draft-02` refuse such clients.",
    ),
    "mcp/client-documents": 'Set `features.clientIdMetadataDocument` to `{ enabled: true, ack: "draft-02" }`.',
    "client-document/accepted":
      "Allow the URL in `features.clientIdMetadataDocument.allowFetch`, and the client in `features.clientIdMetadataDocument.allowClient`.",
    "client-document/size":
      "Set `fetchResponseBodyLimits` for `client_id metadata document`. The default is 5 kilobytes.",
    "client-document/special-use-addresses":
      "Leave `fetch` as it is, or give it the `dispatcher` among its options: that is what refuses such addresses.",
    "keys/cache": "It has no setting. Add the header in middleware: `provider.use(…)`.",
    "dpop/single-use": "Set `features.dPoP.allowReplay: false`. That is the default.",
    "dpop/single-use-at-once": "Set `features.dPoP.allowReplay: false`, with an adapter whose writes are atomic.",
    ...each(
      ["dpop/nonce-verified", "dpop/nonce-asked-for"],
      "Set `features.dPoP.nonceSecret` to 32 random bytes, and `features.dPoP.requireNonce: () => true`.",
    ),
    "dpop/algorithms": "List asymmetric algorithms in `enabledJWA.dPoPSigningAlgValues`.",
    ...each(
      ["metadata/signing-algorithms", "metadata/no-none-for-clients"],
      "List the algorithms in `enabledJWA.clientAuthSigningAlgValues`.",
    ),
    ...each(
      ["openid-metadata/id-token-algorithms", "openid-metadata/rs256", "id-token/not-none"],
      "List the algorithms in `enabledJWA.idTokenSigningAlgValues`, and have a key for each in `jwks`.",
    ),
    ...each(
      ["keys/strong", "keys/kid", "keys/kid-once", "keys/no-symmetric"],
      "Replace the keys in `jwks`: asymmetric, at least 2048 bits for RSA, each with a `kid` of its own.",
    ),
    "userinfo/not-in-url": "Set `acceptQueryParamAccessTokens: false`. That is the default.",
    "userinfo/claims-by-scope":
      "List in `claims` which claims a scope gives. What `findAccount` returns beyond them is left out.",
    "userinfo/cors": "Return `true` from `clientBasedCORS` for the userinfo endpoint.",
    ...each(
      ["introspection/authorization", "introspection/secret-verified"],
      "Decide in `features.introspection.allowedPolicy` who may introspect.",
    ),
    "revocation/bound-to-client": "Decide in `features.revocation.allowedPolicy` who may revoke.",
    "authorization/request-object": "Set `features.requestObjects.enabled: false` if you don't use them.",
    ...each(
      ISSUER,
      "Give the public https URL to `new Provider(…)`. Behind a proxy that ends TLS also set `provider.proxy = true`.",
    ),
    "openid-metadata/userinfo": "Set `features.userinfo.enabled: true`.",
    "openid-metadata/subject-types": "List them in `subjectTypes`.",
    "openid-metadata/openid-scope": "List `openid` in `scopes`.",
  },
};
