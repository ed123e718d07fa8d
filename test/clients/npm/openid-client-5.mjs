import { generators, Issuer } from "openid-client-5";
import { clientId, clientSecret, issuer, redirectUri, scope, site, withoutPkce } from "./site.mjs";

const { Client } = await Issuer.discover(issuer);
const client = new Client({
  client_id: clientId,
  client_secret: clientSecret,
  redirect_uris: [redirectUri],
  response_types: ["code"],
});

site({
  login(session) {
    session.code_verifier = generators.codeVerifier();
    session.state = generators.state();
    return client.authorizationUrl({
      scope,
      state: session.state,
      ...(!withoutPkce && {
        code_challenge: generators.codeChallenge(session.code_verifier),
        code_challenge_method: "S256",
      }),
    });
  },
  async callback(url, session) {
    const parameters = Object.fromEntries(url.searchParams);
    return client.userinfo(await client.callback(redirectUri, parameters, session));
  },
});
