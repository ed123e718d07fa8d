import * as oauth from "oauth4webapi";
import { clientId, clientSecret, issuer, redirectUri, scope, site, withoutPkce } from "./site.mjs";

const insecure = { [oauth.allowInsecureRequests]: true };
const found = await oauth.discoveryRequest(new URL(issuer), insecure);
const as = await oauth.processDiscoveryResponse(new URL(issuer), found);
const client = { client_id: clientId };
const clientAuth = oauth.ClientSecretPost(clientSecret);

site({
  async login(session) {
    session.verifier = oauth.generateRandomCodeVerifier();
    const url = new URL(as.authorization_endpoint);
    url.search = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: "code",
      scope,
      ...(!withoutPkce && {
        code_challenge: await oauth.calculatePKCECodeChallenge(session.verifier),
        code_challenge_method: "S256",
      }),
    });
    return url;
  },
  async callback(url, { verifier }) {
    const parameters = oauth.validateAuthResponse(as, client, url);
    const response = await oauth.authorizationCodeGrantRequest(
      as,
      client,
      clientAuth,
      parameters,
      redirectUri,
      verifier,
      insecure,
    );
    const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, { requireIdToken: true });
    const { sub } = oauth.getValidatedIdTokenClaims(tokens);
    const told = await oauth.userInfoRequest(as, client, tokens.access_token, insecure);
    return oauth.processUserInfoResponse(as, client, sub, told);
  },
});
