/** One combination by oauth4webapi, which leaves each step to its caller. */
import { compactDecrypt } from "jose";
import * as oauth from "oauth4webapi";
import type { Outcome } from "./outcome.ts";
import { type Combination, clientIdOf } from "./product.ts";
import { REDIRECT, SCOPE, SECRET, type Server } from "./server.ts";

const AUTHENTICATE = {
  none: () => oauth.None(),
  client_secret_basic: () => oauth.ClientSecretBasic(SECRET),
  client_secret_post: () => oauth.ClientSecretPost(SECRET),
  client_secret_jwt: () => oauth.ClientSecretJwt(SECRET),
  private_key_jwt: ({ signing }: Server) => oauth.PrivateKeyJwt({ key: signing, kid: "signing" }),
  tls_client_auth: () => oauth.TlsClientAuth(),
  self_signed_tls_client_auth: () => oauth.TlsClientAuth(),
} satisfies Record<Combination["authentication"], (server: Server) => oauth.ClientAuth>;

/** The keys of the server, fetched with the first response. */
const jwks: oauth.JWKSCacheInput = {};

export async function byOauth4webapi(
  server: Server,
  as: oauth.AuthorizationServer,
  combination: Combination,
  dpopKey: oauth.CryptoKeyPair,
): Promise<Outcome> {
  const { authentication, response, pushed, signed, dpop, encrypted } = combination;
  const auth = AUTHENTICATE[authentication](server);
  const client: oauth.Client = {
    ...{ client_id: clientIdOf(combination), id_token_signed_response_alg: "ES256" },
    authorization_signed_response_alg: "ES256",
  };
  const DPoP = dpop ? oauth.DPoP(client, dpopKey) : undefined;
  const options = {
    [oauth.customFetch]: server.fetch(combination) as never,
    [oauth.jwksCache]: jwks,
    ...(DPoP !== undefined && { DPoP }),
    ...(encrypted && {
      [oauth.jweDecrypt]: async (jwe: string) =>
        new TextDecoder().decode((await compactDecrypt(jwe, server.decrypting)).plaintext),
    }),
  };
  const verifier = oauth.generateRandomCodeVerifier();
  const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
  const isHybrid = response.startsWith("code id_token");
  let parameters = new URLSearchParams({
    ...{ client_id: client.client_id, redirect_uri: REDIRECT, scope: SCOPE, state, nonce },
    response_type: isHybrid ? "code id_token" : "code",
    ...(response === "code, as a JWT" && { response_mode: "jwt" }),
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ...(DPoP !== undefined && { dpop_jkt: await DPoP.calculateThumbprint() }),
  });
  if (signed) {
    const request = await oauth.issueRequestObject(as, client, parameters, { key: server.signing, kid: "signing" });
    parameters = new URLSearchParams({ client_id: client.client_id, request });
  }
  if (pushed) {
    const kept = await oauth.pushedAuthorizationRequest(as, client, auth, parameters, options);
    const { request_uri } = await oauth.processPushedAuthorizationResponse(as, client, kept);
    parameters = new URLSearchParams({ client_id: client.client_id, request_uri });
  }
  const to = await server.person.sentTo(`${as.authorization_endpoint}?${parameters}`);

  const validated = await (() => {
    if (response === "code, as a JWT") return oauth.validateJwtAuthResponse(as, client, to, state, options);
    if (response === "code id_token")
      return oauth.validateCodeIdTokenResponse(as, client, to, nonce, state, undefined, options);
    if (response === "code id_token, detached")
      return oauth.validateDetachedSignatureResponse(as, client, to, nonce, state, undefined, options);
    return oauth.validateAuthResponse(as, client, to, state);
  })();
  const granted = await oauth.authorizationCodeGrantRequest(as, client, auth, validated, REDIRECT, verifier, options);
  const checks = { ...options, expectedNonce: nonce, requireIdToken: true };
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, granted, checks);
  await oauth.validateApplicationLevelSignature(as, granted, options);
  const subject = oauth.getValidatedIdTokenClaims(tokens)?.sub ?? "";
  const info = await oauth.userInfoRequest(as, client, tokens.access_token, options);
  const { name } = await oauth.processUserInfoResponse(as, client, subject, info);
  const refreshed = await oauth.refreshTokenGrantRequest(as, client, auth, tokens.refresh_token ?? "", options);
  const again = await oauth.processRefreshTokenResponse(as, client, refreshed, options);
  const told = authentication === "none" ? undefined : await introspect(again.access_token);
  await oauth.processRevocationResponse(await oauth.revocationRequest(as, client, auth, again.access_token, options));
  return { subject, name: String(name), type: again.token_type, bound: told?.cnf, active: told?.active };

  async function introspect(token: string): Promise<oauth.IntrospectionResponse> {
    const answer = await oauth.introspectionRequest(as, client, auth, token, options);
    return oauth.processIntrospectionResponse(as, client, answer);
  }
}
