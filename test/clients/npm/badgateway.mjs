import { generateCodeVerifier, OAuth2Client } from "@badgateway/oauth2-client";
import { clientId, clientSecret, issuer, redirectUri, scope, site, userOf, withoutPkce } from "./site.mjs";

const client = new OAuth2Client({ server: `${issuer}/`, clientId, clientSecret });

site({
  async login(session) {
    if (!withoutPkce) session.codeVerifier = await generateCodeVerifier();
    session.state = "some-state";
    return client.authorizationCode.getAuthorizeUri({ redirectUri, scope: scope.split(" "), ...session });
  },
  async callback(url, session) {
    const { accessToken } = await client.authorizationCode.getTokenFromCodeRedirect(url, { redirectUri, ...session });
    return userOf(accessToken);
  },
});
