/** What must hold of a request for each reason about the certificate of its connection, read by other means than the server's. */
import { X509Certificate } from "node:crypto";
import { expect } from "vitest";
import type { Holds } from "./of-requests.ts";
import { registered, type Sent } from "./sent.ts";

/** The certificate that the proxy forwarded. */
function certificateOf({ headers }: Sent): X509Certificate {
  const text = headers.get("client-cert") ?? expect.fail("There is no certificate.");
  return new X509Certificate(Buffer.from(text.replaceAll(":", ""), "base64"));
}

export const ofCertificates = {
  "client/certificate-absent": ({ clientId }, sent) => {
    expect(sent.headers.get("client-cert")).toBeNull();
    expect(registered(sent, clientId)?.tlsClientCertificateBoundAccessTokens).toBe(true);
  },
  "client-auth/certificate-untrusted": ({ clientId, because, detail }, sent) => {
    const { validToDate } = certificateOf(sent);
    expect(registered(sent, clientId)?.authMethods).toContain("tls_client_auth");
    expect([because, detail]).toEqual(["expired", validToDate.toISOString()]);
    expect(validToDate.getTime()).toBeLessThan(sent.now);
  },
  "client-auth/certificate-other-name": (e, sent) => {
    expect(e.expected).toBe(registered(sent, e.clientId)?.tlsClientAuthSubjectDn);
    expect(e.sent).not.toContain(e.expected);
    for (const part of certificateOf(sent).subject.split("\n")) expect(e.sent.join()).toContain(part);
  },
  "client-auth/certificate-unregistered": ({ clientId }, sent) => {
    const known = registered(sent, clientId)?.jwks?.keys.map(({ x5c }) => (x5c as readonly string[])[0]);
    expect(known).not.toContain(certificateOf(sent).raw.toString("base64"));
  },
} satisfies Partial<Holds>;
