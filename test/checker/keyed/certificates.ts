/** Certificates for a server and a client, made by openssl when they are asked for. */
import { execFileSync } from "node:child_process";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publicJwk } from "../../../src/checker/sign.ts";
import type { TestClient } from "../../../src/checker/target.ts";
import { CERTIFICATE, type ServerPair } from "../through.ts";

/** Signed by its own key; that of the server has an RSA key, which old ciphers need. */
function selfSigned(name: string, algorithm: readonly string[]): ServerPair {
  const folder = mkdtempSync(join(tmpdir(), "candor-certificate-"));
  try {
    const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
    const files = ["-out", cert, "-keyout", key, "-nodes", "-days", "2"];
    const about = ["-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${name}`];
    execFileSync("openssl", ["req", "-x509", "-newkey", ...algorithm, ...files, ...about], { stdio: "pipe" });
    return { cert: readFileSync(cert, "utf8"), key: readFileSync(key, "utf8") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

let server: ServerPair | undefined;
export const serverPair = (): ServerPair => {
  server ??= selfSigned("localhost", ["rsa:2048"]);
  return server;
};

let client: ServerPair | undefined;
export const clientPair = (): ServerPair => {
  client ??= selfSigned("machine.example", ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]);
  return client;
};

export const tlsClient = (): TestClient => ({
  client_id: "machine",
  token_endpoint_auth_method: "self_signed_tls_client_auth",
  certificate: clientPair().cert,
  private_key: clientPair().key,
  scope: "read write",
});

/** As servers register it. */
export function registeredTlsClient(): object {
  const { raw, fingerprint256 } = new X509Certificate(clientPair().cert);
  const x5t = Buffer.from(fingerprint256.replaceAll(":", ""), "hex").toString("base64url");
  const jwk = publicJwk(createPrivateKey(clientPair().key));
  return {
    client_id: "machine",
    token_endpoint_auth_method: "self_signed_tls_client_auth",
    tls_client_certificate_bound_access_tokens: true,
    jwks: { keys: [{ ...jwk, use: "sig", x5c: [raw.toString("base64")], "x5t#S256": x5t }] },
    redirect_uris: [],
    response_types: [],
    grant_types: ["client_credentials"],
    scope: "read write",
  };
}

/** What `features.mTLS` of oidc-provider is. */
export const mTLS = {
  enabled: true,
  certificateBoundAccessTokens: true,
  selfSignedTlsClientAuth: true,
  getCertificate: ({ headers }: { readonly headers: Readonly<Record<string, string | undefined>> }) => {
    const der = headers[CERTIFICATE];
    return der === undefined ? undefined : new X509Certificate(Buffer.from(der, "base64"));
  },
};
