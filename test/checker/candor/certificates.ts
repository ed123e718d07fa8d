/** Candor behind a proxy with TLS that forwards the certificates of clients. */
import { RESOURCE } from "../keyed/api.ts";
import { registeredTlsClient, serverPair, tlsClient } from "../keyed/certificates.ts";
import { TLS, TLS_TOKENS } from "../keyed/tls-mutants.ts";
import { type Client, type Setups, startLikePeer } from "./start.ts";

const machine = (): Client => ({
  ...{ id: "machine", grantTypes: ["client_credentials"], scopes: ["read", "write"] },
  ...{ authMethods: ["self_signed_tls_client_auth"], tlsClientCertificateBoundAccessTokens: true },
  jwks: (registeredTlsClient() as { readonly jwks: NonNullable<Client["jwks"]> }).jwks,
});

const start = (tokens: "jwt" | "opaque") => () =>
  startLikePeer({
    tokens,
    tls: serverPair(),
    config: () => ({
      trustedProxy: ["127.0.0.1"],
      mutualTls: { forwardedIn: "Client-Cert" },
      clients: [machine()],
    }),
  });

export const CERTIFICATES_AT_CANDOR: Setups = {
  certificates: {
    start: start("opaque"),
    clients: ({ service }) => ({ service, tls: tlsClient(), api: service }),
    ca: () => serverPair().cert,
    mutants: TLS,
    clear: ["tls", "mtls"],
  },
  "bound to certificates": {
    start: start("jwt"),
    clients: ({ service }) => ({ service, tls: tlsClient() }),
    api: () => ({ resource: RESOURCE, scope: "read" }),
    ca: () => serverPair().cert,
    // Without cnf, they aren't bound to the key of a proof either.
    mutants: Object.fromEntries(
      Object.entries(TLS_TOKENS).map(([name, one]) => [name, { ...one, breaks: [...one.breaks, "dpop/bound-jwt"] }]),
    ),
    clear: ["mtls"],
  },
};
