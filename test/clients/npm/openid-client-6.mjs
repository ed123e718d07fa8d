import * as client from "openid-client";
import { clientId, clientSecret, issuer, redirectUri, scope, site, withoutPkce } from "./site.mjs";

const insecure = { execute: [client.allowInsecureRequests] };
const config = await client.discovery(new URL(issuer), clientId, clientSecret, undefined, insecure);

site({
  async login(session) {
    session.verifier = client.randomPKCECodeVerifier();
    session.state = client.randomState();
    return client.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope,
      state: session.state,
      ...(!withoutPkce && {
        code_challenge: await client.calculatePKCECodeChallenge(session.verifier),
        code_challenge_method: "S256",
      }),
    });
  },
  async callback(url, { verifier, state }) {
    const tokens = await client.authorizationCodeGrant(config, url, {
      pkceCodeVerifier: verifier,
      expectedState: state,
    });
    return client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
  },
});
