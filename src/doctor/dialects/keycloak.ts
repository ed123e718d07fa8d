/** What Keycloak says when it refuses, by its documentation and source. */
import type { Dialect } from "./define.ts";
import { authorize } from "./keycloak/authorize.ts";
import { client } from "./keycloak/client.ts";
import { code } from "./keycloak/code.ts";
import { grants } from "./keycloak/grants.ts";
import { pages } from "./keycloak/pages.ts";
import { refresh } from "./keycloak/refresh.ts";
import { resource } from "./keycloak/resource.ts";
import { user } from "./keycloak/user.ts";

export const keycloak: Dialect = {
  provider: "keycloak",
  name: "Keycloak",
  hosts: [],
  marks: [
    /\/realms\/[^/\s"]+\/(?:protocol\/openid-connect|\.well-known\/openid-configuration|clients-registrations|broker|login-actions)/i,
    /\bKC_RESTART\b|KEYCLOAK_(?:IDENTITY|SESSION)/i,
    /For more on this error consult the server log/i,
    /\bRESTEASY\d{6}\b/i,
    /org\.keycloak\.|keycloak(?:-js|-connect|\.js)?\b|Red Hat (?:SSO|Single Sign-On|build of Keycloak)/i,
  ],
  signatures: [...authorize, ...pages, ...code, ...refresh, ...grants, ...client, ...user, ...resource],
  departures: [
    {
      says: 'A bad authorization request often gets a page with status 400 ("We are sorry...", "Invalid parameter: redirect_uri"), not by a redirect with an error.',
      page: "https://github.com/keycloak/keycloak/blob/main/services/src/main/java/org/keycloak/protocol/oidc/endpoints/AuthorizationEndpointChecker.java",
    },
    {
      says: 'A code that was kept too long and a code that was used before both get "Code not valid".',
      page: "https://github.com/keycloak/keycloak/blob/main/services/src/main/java/org/keycloak/protocol/oidc/grants/AuthorizationCodeGrantType.java",
    },
    {
      says: "Versions before 22 return unauthorized_client for a wrong client secret instead of invalid_client.",
      page: "https://github.com/keycloak/keycloak/blob/main/services/src/main/java/org/keycloak/authentication/authenticators/client/ClientIdAndSecretAuthenticator.java",
    },
  ],
};
