/** Keycloak: the admin console's labels, and the members of its realms and clients. */
import { each, HEADERS, ISSUER, REUSE, type ServerFixes, WILDCARDS } from "./define.ts";

const OVERRIDE =
  "write the list without it into a JSON file, and name that file in the option `openid-configuration-override` of the provider `openid-configuration` (SPI `well-known`)";

export const keycloak: ServerFixes = {
  name: "Keycloak",
  fixes: {
    ...each(
      ["pkce/public-clients", "pkce/no-plain", "pkce/no-downgrade"],
      "Client > Settings > Capability config: set PKCE method to S256 (attribute `pkce.code.challenge.method`). For all clients of a realm, use a client policy with the executor `pkce-enforcer`.",
    ),
    ...each(
      WILDCARDS,
      "Client > Settings > Access settings: list every URI in full under Valid redirect URIs (`redirectUris`), without `*`.",
    ),
    ...each(
      [...REUSE, "refresh/reuse-revokes-successor"],
      "Realm settings > Tokens: turn on Revoke Refresh Token (`revokeRefreshToken`), with Refresh Token Max Reuse 0 (`refreshTokenMaxReuse`).",
    ),
    ...each(
      ["code/iss", "authorization/error-iss"],
      "Client > Advanced > OpenID Connect Compatibility Modes: turn off Exclude Issuer From Authentication Response (`exclude.issuer.from.auth.response`).",
    ),
    ...each(
      HEADERS,
      "Realm settings > Security defenses > Headers: set X-Frame-Options to `SAMEORIGIN` and Content-Security-Policy to a value with `frame-ancestors 'self'`.",
    ),
    "authorization/referrer": "Realm settings > Security defenses > Headers: set Referrer Policy to `no-referrer`.",
    ...each(
      ISSUER,
      "Start it with the public URL, `--hostname=https://login.example`. Behind a proxy also set `--proxy-headers=xforwarded`.",
    ),
    "metadata/no-plain": `Keycloak lists \`plain\` whatever clients allow. To change the list, ${OVERRIDE}.`,
    "metadata/no-implicit": `Client > Settings > Capability config: turn off Implicit flow (\`implicitFlowEnabled\`) in every client. Keycloak still lists it: ${OVERRIDE}.`,
    "metadata/no-password": `Keycloak lists the password grant whatever clients allow. Turn off Direct access grants in every client, and ${OVERRIDE}.`,
    "token/no-password-grant":
      "Client > Settings > Capability config: turn off Direct access grants (`directAccessGrantsEnabled`).",
    "code/no-token-in-front": "Client > Settings > Capability config: turn off Implicit flow (`implicitFlowEnabled`).",
    "token/client-credentials-without-refresh":
      "Client > Advanced > OpenID Connect Compatibility Modes: turn off Use refresh tokens for client credentials grant (`client_credentials.use_refresh_token`).",
    "userinfo/claims-by-scope":
      "Client > Client scopes: assign `profile`, `email` and the like as Optional. Default scopes are granted without being asked for.",
    "userinfo/cors":
      "Client > Settings > Access settings: list the origins of the apps under Web origins (`webOrigins`). `+` means those of the redirect URIs.",
    "openid-metadata/rs256":
      "Realm settings > Keys > Providers: add an `rsa-generated` provider with the algorithm RS256.",
    "keys/strong":
      "Realm settings > Keys > Providers: add an `rsa-generated` provider with a key size of 2048 or more, and disable the old one.",
  },
};
