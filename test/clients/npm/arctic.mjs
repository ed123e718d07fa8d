import { CodeChallengeMethod, generateCodeVerifier, generateState, OAuth2Client } from "arctic";
import { clientId, clientSecret, issuer, redirectUri, scope, site, userOf, withoutPkce } from "./site.mjs";

const client = new OAuth2Client(clientId, clientSecret, redirectUri);
const endpoint = `${issuer}/authorize`;
const scopes = scope.split(" ");

site({
  login(session) {
    if (withoutPkce) return client.createAuthorizationURL(endpoint, generateState(), scopes);
    session.verifier = generateCodeVerifier();
    const { S256 } = CodeChallengeMethod;
    return client.createAuthorizationURLWithPKCE(endpoint, generateState(), S256, session.verifier, scopes);
  },
  async callback(url, { verifier = null }) {
    const code = url.searchParams.get("code");
    if (code === null) throw new Error(`Authorization failed: ${url.searchParams.get("error")}`);
    const tokens = await client.validateAuthorizationCode(`${issuer}/token`, code, verifier);
    return userOf(tokens.accessToken());
  },
});
