/** One combination by openid-client: sign-in, userinfo, refresh, introspection and the end of the token. */
import * as client from "openid-client";
import type { Outcome } from "./outcome.ts";
import { type Combination, clientIdOf } from "./product.ts";
import { REDIRECT, SCOPE, SECRET, type Server } from "./server.ts";

const AUTHENTICATE = {
  none: () => client.None(),
  client_secret_basic: () => client.ClientSecretBasic(SECRET),
  client_secret_post: () => client.ClientSecretPost(SECRET),
  client_secret_jwt: () => client.ClientSecretJwt(SECRET),
  private_key_jwt: ({ signing }: Server) => client.PrivateKeyJwt({ key: signing, kid: "signing" }),
  tls_client_auth: () => client.TlsClientAuth(),
  self_signed_tls_client_auth: () => client.TlsClientAuth(),
} satisfies Record<Combination["authentication"], (server: Server) => client.ClientAuth>;

const metadata: Partial<client.ClientMetadata> = {
  id_token_signed_response_alg: "ES256",
  authorization_signed_response_alg: "ES256",
};

/** The metadata of a server, asked for once. */
export const discover = ({ issuer, person, fetch }: Server): Promise<client.ServerMetadata> =>
  client
    .discovery(new URL(issuer), person.username, undefined, client.None(), {
      [client.customFetch]: fetch({ authentication: "none" } as Combination) as client.CustomFetch,
    })
    .then((config) => config.serverMetadata());

export async function byOpenidClient(
  server: Server,
  metadataOfServer: client.ServerMetadata,
  combination: Combination,
  dpopKey: client.CryptoKeyPair,
): Promise<Outcome> {
  const { authentication, response, pushed, signed, dpop, encrypted } = combination;
  const auth = AUTHENTICATE[authentication](server);
  const config = new client.Configuration(metadataOfServer, clientIdOf(combination), metadata, auth);
  config[client.customFetch] = server.fetch(combination) as client.CustomFetch;
  if (encrypted) client.enableDecryptingResponses(config, ["A256GCM"], { key: server.decrypting, kid: "decrypting" });
  if (response === "code, as a JWT") client.useJwtResponseMode(config);
  if (response.startsWith("code id_token")) client.useCodeIdTokenResponseType(config);
  if (response === "code id_token, detached") client.enableDetachedSignatureResponseChecks(config);
  if (response === "id_token") client.useIdTokenResponseType(config);
  client.enableNonRepudiationChecks(config);

  const DPoP = dpop ? client.getDPoPHandle(config, dpopKey) : undefined;
  const options = { ...(DPoP !== undefined && { DPoP }) };
  const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()];
  const hasCode = response !== "id_token";
  const parameters = {
    ...{ redirect_uri: REDIRECT, state, nonce, scope: hasCode ? SCOPE : "openid" },
    ...(hasCode && {
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    }),
    ...(DPoP !== undefined && { dpop_jkt: await DPoP.calculateThumbprint() }),
  };
  const key = { key: server.signing, kid: "signing" };
  const built = signed
    ? await client.buildAuthorizationUrlWithJAR(config, parameters, key)
    : client.buildAuthorizationUrl(config, parameters);
  const url = pushed ? await client.buildAuthorizationUrlWithPAR(config, built.searchParams, options) : built;
  const to = await server.person.sentTo(url.href);
  if (!hasCode) {
    const claims = await client.implicitAuthentication(config, to, nonce, { expectedState: state });
    return { subject: claims.sub };
  }
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
  const tokens = await client.authorizationCodeGrant(config, to, checks, undefined, options);
  const subject = tokens.claims()?.sub ?? "";
  const { name } = await client.fetchUserInfo(config, tokens.access_token, subject, options);
  const again = await client.refreshTokenGrant(config, tokens.refresh_token ?? "", undefined, options);
  // A public client may not introspect.
  const told = authentication === "none" ? undefined : await client.tokenIntrospection(config, again.access_token);
  await client.tokenRevocation(config, again.access_token);
  return { subject, name: String(name), type: again.token_type, bound: told?.cnf, active: told?.active };
}
