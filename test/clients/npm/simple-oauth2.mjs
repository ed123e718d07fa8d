import { AuthorizationCode } from "simple-oauth2";
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

const client = new AuthorizationCode({
  client: { id: clientId, secret: clientSecret },
  auth: { tokenHost: issuer, tokenPath: "/token", authorizePath: "/authorize" },
});

site({
  login(session) {
    session.verifier = random();
    return client.authorizeURL({
      redirect_uri: redirectUri,
      scope,
      state: random(),
      ...(switched && { code_challenge: challengeOf(session.verifier), code_challenge_method: "S256" }),
    });
  },
  async callback(url, { verifier }) {
    const code = url.searchParams.get("code");
    if (code === null) throw new Error(`Authorization failed: ${url.searchParams.get("error")}`);
    const { token } = await client.getToken({
      code,
      redirect_uri: redirectUri,
      ...(switched && { code_verifier: verifier }),
    });
    return userOf(token.access_token);
  },
});
