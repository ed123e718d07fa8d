/** Spring: the Authorization Server, the client, the resource server, and the older Spring Security OAuth. */
import type { Dialect } from "./define.ts";
import { client } from "./spring/client.ts";
import { legacy } from "./spring/legacy.ts";
import { resource } from "./spring/resource.ts";
import { server } from "./spring/server.ts";

export const spring: Dialect = {
  provider: "spring",
  name: "Spring Security and Spring Authorization Server",
  hosts: [],
  marks: [
    /org\.springframework\.security/,
    /OAuth 2\.0 Parameter: /,
    /\bOAuth2AuthenticationException\b/,
    /\/login\/oauth2\/code\//,
    /\/oauth2\/authorization\//,
    /\bSpring(?:Boot| Security)\b/i,
  ],
  signatures: [...server, ...client, ...resource, ...legacy],
  departures: [
    {
      says: 'The Authorization Server names the faulty parameter alone ("OAuth 2.0 Parameter: redirect_uri"), and gives invalid_grant and invalid_client no description.',
      page: "https://github.com/spring-projects/spring-authorization-server/blob/main/oauth2-authorization-server/src/main/java/org/springframework/security/oauth2/server/authorization/authentication/OAuth2AuthorizationCodeRequestAuthenticationProvider.java",
    },
    {
      says: "Tells a client and redirect URI fault as a plain 400 page without a body.",
      page: "https://github.com/spring-projects/spring-authorization-server",
    },
  ],
};
