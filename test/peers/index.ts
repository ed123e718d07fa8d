/** The servers of `npm run peers` by their short name, in the order of the guide's table. */
import { AUTHLIB } from "./authlib.ts";
import { BETTER_AUTH } from "./better-auth.ts";
import type { Peer } from "./define.ts";
import { DEX } from "./dex.ts";
import { DJANGO_OAUTH_TOOLKIT } from "./django-oauth-toolkit.ts";
import { DOORKEEPER } from "./doorkeeper.ts";
import { HYDRA } from "./hydra.ts";
import { SPRING_AUTHORIZATION_SERVER } from "./spring-authorization-server.ts";
import { ZITADEL_OIDC } from "./zitadel-oidc.ts";

export const REAL_PEERS: Readonly<Record<string, Peer>> = {
  authlib: AUTHLIB,
  "better-auth": BETTER_AUTH,
  "django-oauth-toolkit": DJANGO_OAUTH_TOOLKIT,
  doorkeeper: DOORKEEPER,
  "spring-authorization-server": SPRING_AUTHORIZATION_SERVER,
  hydra: HYDRA,
  dex: DEX,
  "zitadel-oidc": ZITADEL_OIDC,
};
