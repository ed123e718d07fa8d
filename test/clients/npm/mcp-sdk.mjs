import { auth } from "@modelcontextprotocol/sdk/client/auth.js";
import { clientId, clientSecret, issuer, redirectUri, scope, site, userOf } from "./site.mjs";

const kept = {};
const provider = {
  redirectUrl: redirectUri,
  clientMetadata: { client_name: "My application", redirect_uris: [redirectUri], scope },
  clientInformation: () => ({ client_id: clientId, ...(clientSecret !== "" && { client_secret: clientSecret }) }),
  tokens: () => kept.tokens,
  saveTokens: (tokens) => {
    kept.tokens = tokens;
  },
  redirectToAuthorization: (url) => {
    kept.url = url;
  },
  saveCodeVerifier: (verifier) => {
    kept.verifier = verifier;
  },
  codeVerifier: () => kept.verifier,
};

site({
  async login() {
    await auth(provider, { serverUrl: issuer, scope });
    return kept.url;
  },
  async callback(url) {
    const authorizationCode = url.searchParams.get("code");
    if (authorizationCode === null) throw new Error(`Authorization failed: ${url.searchParams.get("error")}`);
    await auth(provider, { serverUrl: issuer, authorizationCode });
    return userOf(kept.tokens.access_token);
  },
});
