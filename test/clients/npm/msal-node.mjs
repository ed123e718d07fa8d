import { ConfidentialClientApplication, CryptoProvider, ProtocolMode } from "@azure/msal-node";
import { clientId, clientSecret, issuer, redirectUri, scope, site, switched } from "./site.mjs";

const client = new ConfidentialClientApplication({
  auth: { clientId, clientSecret, authority: issuer, knownAuthorities: [new URL(issuer).host] },
  system: { protocolMode: ProtocolMode.OIDC },
});
const scopes = scope.split(" ");

site({
  async login(session) {
    const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
    session.verifier = verifier;
    const proof = { codeChallenge: challenge, codeChallengeMethod: "S256" };
    return client.getAuthCodeUrl({ scopes, redirectUri, responseMode: "query", ...(switched && proof) });
  },
  async callback(url, { verifier }) {
    const code = url.searchParams.get("code");
    if (code === null) throw new Error(`Authorization failed: ${url.searchParams.get("error")}`);
    const { account, uniqueId } = await client.acquireTokenByCode({
      code,
      scopes,
      redirectUri,
      ...(switched && { codeVerifier: verifier }),
    });
    return { name: account?.name, sub: uniqueId };
  },
});
