/** All dialects. */
import { amazon } from "./amazon.ts";
import { apple } from "./apple.ts";
import { atlassian } from "./atlassian.ts";
import { auth0 } from "./auth0.ts";
import { azureAdfs } from "./azure-adfs.ts";
import { azureB2c } from "./azure-b2c.ts";
import { bitbucket } from "./bitbucket.ts";
import { bluesky } from "./bluesky.ts";
import { box } from "./box.ts";
import { bshafferPhp } from "./bshaffer-php.ts";
import { casdoor } from "./casdoor.ts";
import { cognito } from "./cognito.ts";
import { discord } from "./discord.ts";
import { docusign } from "./docusign.ts";
import { dropbox } from "./dropbox.ts";
import { fusionauth } from "./fusionauth.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { google } from "./google.ts";
import { hubspot } from "./hubspot.ts";
import { identityserver } from "./identityserver.ts";
import { keycloak } from "./keycloak.ts";
import { leaguePhp } from "./league-php.ts";
import { linkedin } from "./linkedin.ts";
import { logto } from "./logto.ts";
import { microsoft } from "./microsoft.ts";
import { nodeOauth2Server } from "./node-oauth2-server.ts";
import { oauthlib } from "./oauthlib.ts";
import { oidcProvider } from "./oidc-provider.ts";
import { okta } from "./okta.ts";
import { openiddict } from "./openiddict.ts";
import { oryHydra } from "./ory-hydra.ts";
import { paypal } from "./paypal.ts";
import { quickbooks } from "./quickbooks.ts";
import { reddit } from "./reddit.ts";
import { salesforce } from "./salesforce.ts";
import { shopify } from "./shopify.ts";
import { slack } from "./slack.ts";
import { spotify } from "./spotify.ts";
import { spring } from "./spring.ts";
import { strava } from "./strava.ts";
import { stripe } from "./stripe.ts";
import { supabase } from "./supabase.ts";
import { tiktok } from "./tiktok.ts";
import { twitch } from "./twitch.ts";
import { x } from "./x.ts";
import { xero } from "./xero.ts";
import { zoho } from "./zoho.ts";
import { zoom } from "./zoom.ts";
import type { Dialect } from "./define.ts";

export const dialects: readonly Dialect[] = [
  amazon,
  apple,
  atlassian,
  auth0,
  azureAdfs,
  azureB2c,
  bitbucket,
  bluesky,
  box,
  bshafferPhp,
  casdoor,
  cognito,
  discord,
  docusign,
  dropbox,
  fusionauth,
  github,
  gitlab,
  google,
  hubspot,
  identityserver,
  keycloak,
  leaguePhp,
  linkedin,
  logto,
  microsoft,
  nodeOauth2Server,
  oauthlib,
  oidcProvider,
  okta,
  openiddict,
  oryHydra,
  paypal,
  quickbooks,
  reddit,
  salesforce,
  shopify,
  slack,
  spotify,
  spring,
  strava,
  stripe,
  supabase,
  tiktok,
  twitch,
  x,
  xero,
  zoho,
  zoom,
];
