/** The servers of `npm run peers` by their short name, in the order of the guide's table. */
import type { Peer } from "./define.ts";
import { DJANGO_OAUTH_TOOLKIT } from "./django-oauth-toolkit.ts";

export const REAL_PEERS: Readonly<Record<string, Peer>> = {
  "django-oauth-toolkit": DJANGO_OAUTH_TOOLKIT,
};
