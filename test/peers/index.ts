/** The servers of `npm run peers` by their short name, in the order of the guide's table. */
import type { Peer } from "./define.ts";
import { DEX } from "./dex.ts";
import { DJANGO_OAUTH_TOOLKIT } from "./django-oauth-toolkit.ts";
import { HYDRA } from "./hydra.ts";
import { SPRING_AUTHORIZATION_SERVER } from "./spring-authorization-server.ts";
import { ZITADEL_OIDC } from "./zitadel-oidc.ts";

export const REAL_PEERS: Readonly<Record<string, Peer>> = {
  "django-oauth-toolkit": DJANGO_OAUTH_TOOLKIT,
  "spring-authorization-server": SPRING_AUTHORIZATION_SERVER,
  hydra: HYDRA,
  dex: DEX,
  "zitadel-oidc": ZITADEL_OIDC,
};
