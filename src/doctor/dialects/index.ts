/** All dialects. */
import { airtable } from "./airtable.ts";
import { amazon } from "./amazon.ts";
import { appauth } from "./appauth.ts";
import { apple } from "./apple.ts";
import { asana } from "./asana.ts";
import { aspnet } from "./aspnet.ts";
import { atlassian } from "./atlassian.ts";
import { auth0 } from "./auth0.ts";
import { authelia } from "./authelia.ts";
import { authentik } from "./authentik.ts";
import { authlib } from "./authlib.ts";
import { azureAdfs } from "./azure-adfs.ts";
import { azureB2c } from "./azure-b2c.ts";
import { basecamp } from "./basecamp.ts";
import { betterAuth } from "./better-auth.ts";
import { bitbucket } from "./bitbucket.ts";
import { bluesky } from "./bluesky.ts";
import { box } from "./box.ts";
import { bshafferPhp } from "./bshaffer-php.ts";
import { calendly } from "./calendly.ts";
import { cas } from "./cas.ts";
import { casdoor } from "./casdoor.ts";
import { clerk } from "./clerk.ts";
import { cognito } from "./cognito.ts";
import type { Dialect } from "./define.ts";
import { descope } from "./descope.ts";
import { dex } from "./dex.ts";
import { discord } from "./discord.ts";
import { djangoOauthToolkit } from "./django-oauth-toolkit.ts";
import { docusign } from "./docusign.ts";
import { doorkeeper } from "./doorkeeper.ts";
import { dropbox } from "./dropbox.ts";
import { ebay } from "./ebay.ts";
import { facebook } from "./facebook.ts";
import { figma } from "./figma.ts";
import { firebase } from "./firebase.ts";
import { fitbit } from "./fitbit.ts";
import { forgerock } from "./forgerock.ts";
import { frontegg } from "./frontegg.ts";
import { fusionauth } from "./fusionauth.ts";
import { garmin } from "./garmin.ts";
import { generic } from "./generic.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { gluu } from "./gluu.ts";
import { golang } from "./golang.ts";
import { google } from "./google.ts";
import { googleAuthLibrary } from "./google-auth-library.ts";
import { hubspot } from "./hubspot.ts";
import { ibm } from "./ibm.ts";
import { identityserver } from "./identityserver.ts";
import { instagram } from "./instagram.ts";
import { jsonwebtoken } from "./jsonwebtoken.ts";
import { kakao } from "./kakao.ts";
import { kanidm } from "./kanidm.ts";
import { keycloak } from "./keycloak.ts";
import { leaguePhp } from "./league-php.ts";
import { line } from "./line.ts";
import { linear } from "./linear.ts";
import { linkedin } from "./linkedin.ts";
import { logto } from "./logto.ts";
import { mailchimp } from "./mailchimp.ts";
import { mastodon } from "./mastodon.ts";
import { mcp } from "./mcp.ts";
import { mercadolibre } from "./mercadolibre.ts";
import { microsoft } from "./microsoft.ts";
import { mitreid } from "./mitreid.ts";
import { monday } from "./monday.ts";
import { msal } from "./msal.ts";
import { naver } from "./naver.ts";
import { nextAuth } from "./next-auth.ts";
import { nodeOauth2Server } from "./node-oauth2-server.ts";
import { notion } from "./notion.ts";
import { oauthlib } from "./oauthlib.ts";
import { oidcClientTs } from "./oidc-client-ts.ts";
import { oidcProvider } from "./oidc-provider.ts";
import { okta } from "./okta.ts";
import { omniauth } from "./omniauth.ts";
import { onelogin } from "./onelogin.ts";
import { openidClient } from "./openid-client.ts";
import { openiddict } from "./openiddict.ts";
import { oracle } from "./oracle.ts";
import { oryHydra } from "./ory-hydra.ts";
import { passport } from "./passport.ts";
import { patreon } from "./patreon.ts";
import { paypal } from "./paypal.ts";
import { pingfederate } from "./pingfederate.ts";
import { pingone } from "./pingone.ts";
import { pinterest } from "./pinterest.ts";
import { pipedrive } from "./pipedrive.ts";
import { pocketId } from "./pocket-id.ts";
import { pyjwt } from "./pyjwt.ts";
import { quickbooks } from "./quickbooks.ts";
import { rauthy } from "./rauthy.ts";
import { reddit } from "./reddit.ts";
import { ringcentral } from "./ringcentral.ts";
import { salesforce } from "./salesforce.ts";
import { sap } from "./sap.ts";
import { shibboleth } from "./shibboleth.ts";
import { shopify } from "./shopify.ts";
import { slack } from "./slack.ts";
import { snapchat } from "./snapchat.ts";
import { soundcloud } from "./soundcloud.ts";
import { spotify } from "./spotify.ts";
import { spring } from "./spring.ts";
import { square } from "./square.ts";
import { strava } from "./strava.ts";
import { stripe } from "./stripe.ts";
import { stytch } from "./stytch.ts";
import { supabase } from "./supabase.ts";
import { tiktok } from "./tiktok.ts";
import { tinyauth } from "./tinyauth.ts";
import { twitch } from "./twitch.ts";
import { webex } from "./webex.ts";
import { wechat } from "./wechat.ts";
import { withings } from "./withings.ts";
import { wordpress } from "./wordpress.ts";
import { workos } from "./workos.ts";
import { wso2 } from "./wso2.ts";
import { x } from "./x.ts";
import { xero } from "./xero.ts";
import { yahoo } from "./yahoo.ts";
import { zitadel } from "./zitadel.ts";
import { zoho } from "./zoho.ts";
import { zoom } from "./zoom.ts";

export const dialects: readonly Dialect[] = [
  airtable,
  amazon,
  appauth,
  apple,
  asana,
  aspnet,
  atlassian,
  auth0,
  authelia,
  authentik,
  authlib,
  azureAdfs,
  azureB2c,
  basecamp,
  betterAuth,
  bitbucket,
  bluesky,
  box,
  bshafferPhp,
  calendly,
  cas,
  casdoor,
  clerk,
  cognito,
  descope,
  dex,
  discord,
  djangoOauthToolkit,
  docusign,
  doorkeeper,
  dropbox,
  ebay,
  facebook,
  figma,
  firebase,
  fitbit,
  forgerock,
  frontegg,
  fusionauth,
  garmin,
  generic,
  github,
  gitlab,
  gluu,
  golang,
  google,
  googleAuthLibrary,
  hubspot,
  ibm,
  identityserver,
  instagram,
  jsonwebtoken,
  kakao,
  kanidm,
  keycloak,
  leaguePhp,
  line,
  linear,
  linkedin,
  logto,
  mailchimp,
  mastodon,
  mcp,
  mercadolibre,
  microsoft,
  mitreid,
  monday,
  msal,
  naver,
  nextAuth,
  nodeOauth2Server,
  notion,
  oauthlib,
  oidcClientTs,
  oidcProvider,
  okta,
  omniauth,
  onelogin,
  openidClient,
  openiddict,
  oracle,
  oryHydra,
  passport,
  patreon,
  paypal,
  pingfederate,
  pingone,
  pinterest,
  pipedrive,
  pocketId,
  pyjwt,
  quickbooks,
  rauthy,
  reddit,
  ringcentral,
  salesforce,
  sap,
  shibboleth,
  shopify,
  slack,
  snapchat,
  soundcloud,
  spotify,
  spring,
  square,
  strava,
  stripe,
  stytch,
  supabase,
  tiktok,
  tinyauth,
  twitch,
  webex,
  wechat,
  withings,
  wordpress,
  workos,
  wso2,
  x,
  xero,
  yahoo,
  zitadel,
  zoho,
  zoom,
];
