import { promisify } from "node:util";
import { OAuth2 } from "oauth";
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

const client = new OAuth2(clientId, clientSecret, issuer, "/authorize", "/token");
const redeem = promisify(client.getOAuthAccessToken.bind(client));

site({
  login(session) {
    session.verifier = random();
    return client.getAuthorizeUrl({
      response_type: "code",
      redirect_uri: redirectUri,
      scope,
      ...(switched && { code_challenge: challengeOf(session.verifier), code_challenge_method: "S256" }),
    });
  },
  async callback(url, { verifier }) {
    const code = url.searchParams.get("code");
    if (code === null) throw new Error(`Authorization failed: ${url.searchParams.get("error")}`);
    const grant = { grant_type: "authorization_code", redirect_uri: redirectUri };
    return userOf(await redeem(code, switched ? { ...grant, code_verifier: verifier } : grant));
  },
});
