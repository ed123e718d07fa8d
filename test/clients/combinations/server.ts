/** One Candor with TLS for all combinations: a client for each way to authenticate, with and without encrypted ID tokens. */
import { X509Certificate } from "node:crypto";
import { join } from "node:path";
import { type CryptoKey, exportJWK, generateKeyPair } from "jose";
import type { Config } from "../../../src/index.ts";
import { createCandor } from "../../../src/index.ts";
import { Person } from "../../blackbox/person.ts";
import { Authority, connecting, type Pair } from "../../certificates/connect.ts";
import { freePort } from "../../free-port.ts";
import { AUTHENTICATIONS, type Combination, clientIdOf } from "./product.ts";

type Client = NonNullable<Config["clients"]>[number];

export const REDIRECT = "https://app.example/callback";
export const SECRET = "a-secret-of-more-than-thirty-two-bytes";
export const SCOPE = "openid profile offline_access";
const [USERNAME, PASSWORD] = ["ada", "correct-horse-battery"];

export interface Server {
  readonly issuer: string;
  /** What its clients sign with, and what they decrypt with. */
  readonly signing: CryptoKey;
  readonly decrypting: CryptoKey;
  /** A browser whose user is signed in after the first time. */
  readonly person: Person;
  /** Sends requests as the client of a combination connects: with its certificate, if it has one. */
  readonly fetch: (combination: Combination) => typeof fetch;
  readonly close: () => Promise<void>;
}

const keyOf = ({ cert }: Pair) => {
  const { publicKey, raw } = new X509Certificate(cert);
  return { ...publicKey.export({ format: "jwk" }), kid: "certificate", x5c: [raw.toString("base64")] };
};

/** Starts it in memory. */
export async function startServer(): Promise<Server> {
  const authority = new Authority();
  const tls = authority.own("server", "/CN=localhost", ["-addext", "subjectAltName=DNS:localhost"]);
  const pairs = {
    tls_client_auth: authority.issue("issued", "/O=Example/CN=client", "DNS:client.example"),
    self_signed_tls_client_auth: authority.own("own", "/CN=own"),
  };
  const signing = await generateKeyPair("ES256", { extractable: true });
  const decrypting = await generateKeyPair("ECDH-ES", { extractable: true });
  const jwks = {
    keys: [
      { ...(await exportJWK(signing.publicKey)), kid: "signing", use: "sig" },
      { ...(await exportJWK(decrypting.publicKey)), kid: "decrypting", use: "enc" },
      keyOf(pairs.self_signed_tls_client_auth),
    ],
  };
  const clientOf = (authentication: Combination["authentication"], encrypted: boolean): Client => ({
    id: clientIdOf({ authentication, encrypted } as Combination),
    authMethods: [authentication],
    ...(authentication.startsWith("client_secret") && { secrets: [{ value: SECRET }] }),
    ...(authentication === "tls_client_auth" && { tlsClientAuthSanDns: "client.example" }),
    ...(authentication in pairs && { tlsClientCertificateBoundAccessTokens: true }),
    jwks,
    idTokenAlg: "ES256",
    authorizationSignedResponseAlg: "ES256",
    ...(encrypted && { idTokenEncryptedAlg: "ECDH-ES+A128KW", idTokenEncryptedEnc: "A256GCM" }),
    grantTypes: ["authorization_code", "refresh_token"],
    responseTypes: ["code", "code id_token", "id_token"],
    redirectUris: [REDIRECT],
    scopes: SCOPE.split(" "),
    firstParty: true,
  });
  const port = await freePort();
  const issuer = `https://localhost:${port}`;
  const account = { subject: "ada", username: USERNAME, disabled: false, claims: { name: "Ada Lovelace" } };
  const candor = await createCandor({
    storage: "memory",
    config: {
      ...{ issuer, port, host: "localhost", logLevel: "silent" },
      tls: { cert: join(authority.folder, "server.pem"), key: join(authority.folder, "server-key.pem") },
      mutualTls: { authorities: authority.file },
      responseTypes: ["code", "code id_token", "id_token"],
      clients: AUTHENTICATIONS.flatMap((one) => [clientOf(one, false), clientOf(one, true)]),
      hooks: {
        users: {
          find: async (subject) => (subject === account.subject ? account : undefined),
          findByUsername: async (name) => (name === account.username ? account : undefined),
          verify: async (user, password) => user?.subject === account.subject && password === PASSWORD,
        },
      },
    },
  });
  await candor.listen();
  const plain = connecting(tls.cert);
  const certified = Object.entries(pairs).map(([name, pair]) => [name, connecting(tls.cert, pair)] as const);
  const byName = new Map(certified);
  return {
    issuer,
    signing: signing.privateKey,
    decrypting: decrypting.privateKey,
    person: new Person(issuer, USERNAME, PASSWORD, plain.fetch),
    fetch: ({ authentication }) => (byName.get(authentication) ?? plain).fetch,
    close: async () => {
      for (const { end } of [plain, ...byName.values()]) end();
      await candor.close();
      authority.remove();
    },
  };
}
