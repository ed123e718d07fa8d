/** All dialects. */
import { auth0 } from "./auth0.ts";
import { azureAdfs } from "./azure-adfs.ts";
import { azureB2c } from "./azure-b2c.ts";
import { bitbucket } from "./bitbucket.ts";
import { bshafferPhp } from "./bshaffer-php.ts";
import { cognito } from "./cognito.ts";
import { discord } from "./discord.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { hubspot } from "./hubspot.ts";
import { keycloak } from "./keycloak.ts";
import { leaguePhp } from "./league-php.ts";
import { linkedin } from "./linkedin.ts";
import { microsoft } from "./microsoft.ts";
import { nodeOauth2Server } from "./node-oauth2-server.ts";
import { okta } from "./okta.ts";
import { oryHydra } from "./ory-hydra.ts";
import { quickbooks } from "./quickbooks.ts";
import { slack } from "./slack.ts";
import { spotify } from "./spotify.ts";
import { stripe } from "./stripe.ts";
import { twitch } from "./twitch.ts";
import { x } from "./x.ts";
import { xero } from "./xero.ts";
import { zoom } from "./zoom.ts";
import type { Dialect } from "./define.ts";

export const dialects: readonly Dialect[] = [
  auth0,
  azureAdfs,
  azureB2c,
  bitbucket,
  bshafferPhp,
  cognito,
  discord,
  github,
  gitlab,
  hubspot,
  keycloak,
  leaguePhp,
  linkedin,
  microsoft,
  nodeOauth2Server,
  okta,
  oryHydra,
  quickbooks,
  slack,
  spotify,
  stripe,
  twitch,
  x,
  xero,
  zoom,
];
