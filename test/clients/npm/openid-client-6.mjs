import * as client from "openid-client";
import { clientId, clientSecret, issuer, redirectUri, scope, site, withoutPkce } from "./site.mjs";

const insecure = { execute: [client.allowInsecureRequests] };
// #region discovery
const config = await client.discovery(
  new URL(issuer),
  clientId,
  clientSecret,
  undefined, // sends the secret in the body, which Candor accepts
  insecure, // not quoted
);
// #endregion

// #region login
async function login(session) {
  session.verifier = client.randomPKCECodeVerifier();
  session.state = client.randomState();
  const parameters = {
    redirect_uri: redirectUri,
    scope,
    state: session.state,
    code_challenge: await client.calculatePKCECodeChallenge(session.verifier),
    code_challenge_method: "S256",
  };
  if (withoutPkce) return client.buildAuthorizationUrl(config, bare(parameters)); // not quoted
  return client.buildAuthorizationUrl(config, parameters);
}
// #endregion

// #region callback
async function callback(url, session) {
  const tokens = await client.authorizationCodeGrant(config, url, {
    pkceCodeVerifier: session.verifier,
    expectedState: session.state,
  });
  return client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
}
// #endregion

site({ login, callback });

/** The mistake of an application that leaves PKCE out. */
function bare({ redirect_uri, scope, state }) {
  return { redirect_uri, scope, state };
}
