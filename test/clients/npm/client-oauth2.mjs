import ClientOAuth2 from "client-oauth2";
import {
  challengeOf,
  clientId,
  clientSecret,
  issuer,
  random,
  redirectUri,
  scope,
  site,
  switched,
  userOf,
} from "./site.mjs";

const client = new ClientOAuth2({
  clientId,
  clientSecret,
  accessTokenUri: `${issuer}/token`,
  authorizationUri: `${issuer}/authorize`,
  redirectUri,
  scopes: scope.split(" "),
});

site({
  login(session) {
    session.verifier = random();
    const query = { code_challenge: challengeOf(session.verifier), code_challenge_method: "S256" };
    return client.code.getUri(switched ? { query } : {});
  },
  async callback(url, { verifier }) {
    const { accessToken } = await client.code.getToken(url, switched ? { body: { code_verifier: verifier } } : {});
    return userOf(accessToken);
  },
});
