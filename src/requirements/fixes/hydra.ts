/** Ory Hydra: keys of its configuration file, and members of its clients. */
import { each, HEADERS, ISSUER, type ServerFixes } from "./define.ts";

export const hydra: ServerFixes = {
  name: "Ory Hydra",
  fixes: {
    ...each(
      ["pkce/public-clients", "pkce/no-downgrade"],
      "Set `oauth2.pkce.enforced_for_public_clients: true`, or `oauth2.pkce.enforced: true` for all clients.",
    ),
    "metadata/no-plain":
      "Hydra refuses `plain` and lists it all the same. The list can't be changed; only a proxy in front of it can.",
    "metadata/no-implicit":
      "Hydra's list can't be changed. Leave `token` out of the `response_types` of every client, and `implicit` out of its `grant_types`.",
    ...each(
      ["metadata/iss-supported", "code/iss", "authorization/error-iss"],
      "Hydra doesn't send `iss` with its responses, and has no setting for it.",
    ),
    ...each(
      ["refresh/used-again", "refresh/reuse-revokes-successor", "refresh/reuse-revokes-access-token"],
      "Set `oauth2.grant.refresh_token.rotation_grace_period: 0s`. Within the grace period, a used refresh token still works.",
    ),
    "race/refresh-token":
      "Set `oauth2.grant.refresh_token.rotation_grace_period: 0s` and `oauth2.grant.refresh_token.rotation_grace_reuse_count: 0`.",
    ...each(
      ["token/default-scope", "token/scope-told"],
      "Set `oauth2.client_credentials.default_grant_allowed_scope: true`. A client credentials request without `scope` is then granted all scopes of the client.",
    ),
    "token/scope-unknown":
      "Set `strategies.scope: exact`, so that scopes with `*` in a client's `scope` don't match others.",
    ...each(
      [...HEADERS, "authorization/referrer", "authorization/page-not-cached"],
      "The pages are your own: send the header from the apps behind `urls.login` and `urls.consent`.",
    ),
    ...each(ISSUER, "Set `urls.self.issuer` and `urls.self.public` to the public https URL, and leave `dev` off."),
    ...each(
      ["introspection/authorization", "introspection/secret-verified"],
      "Introspection is part of the admin API, which authenticates nobody. Keep the port of `serve.admin` away from the internet, behind a gateway that does.",
    ),
    "userinfo/cors":
      "Set `serve.public.cors.enabled: true`, and `serve.public.cors.allowed_origins` to the origins of the apps.",
    "openid-metadata/claims": "List the claims in `webfinger.oidc_discovery.supported_claims`.",
    "openid-metadata/userinfo": "Remove `webfinger.oidc_discovery.userinfo_url`, or set it to the URL of the endpoint.",
    "openid-metadata/jwks-uri": "Remove `webfinger.oidc_discovery.jwks_url`, or set it to the URL of the keys.",
    "openid-metadata/authorization-endpoint":
      "Remove `webfinger.oidc_discovery.auth_url`, or set it to the URL of the endpoint.",
    "openid-metadata/token-endpoint":
      "Remove `webfinger.oidc_discovery.token_url`, or set it to the URL of the endpoint.",
    "openid-metadata/subject-types": "Set `oidc.subject_identifiers.supported_types: [public]`.",
  },
};
