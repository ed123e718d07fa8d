/** What must hold for each reason about the attestation of a client's instance: of the headers, read by other means than the server's. */
import { decodeJwt, decodeProtectedHeader } from "jose";
import { expect } from "vitest";
import type { Holds } from "./of-requests.ts";
import { registered, type Sent } from "./sent.ts";

const textOf = ({ headers }: Sent, name: string): string => headers.get(name) ?? expect.fail(`There is no ${name}.`);
const attestationOf = (sent: Sent): string => textOf(sent, "oauth-client-attestation");
const proofOf = (sent: Sent): string => textOf(sent, "oauth-client-attestation-pop");

export const ofAttestations = {
  "client-auth/attestation-invalid": (e, sent) => {
    expect(decodeJwt(attestationOf(sent))[e.member]).toBe(e.sent);
    expect(e.expected).toContain(sent.value("client_id"));
  },
  "client-auth/attestation-proof-invalid": (e, sent) => {
    expect(decodeJwt(proofOf(sent))[e.member]).toBe(e.sent);
    expect(e.expected).toBe(sent.url.origin);
  },
  "client-auth/attestation-stale": ({ until, now, maxAge }, sent) => {
    expect([until, now, maxAge]).toEqual([Number(decodeJwt(attestationOf(sent)).exp) * 1000, sent.now, undefined]);
    expect(until).toBeLessThan(now);
  },
  "client-auth/attestation-challenge": (e, sent) =>
    expect(e.sent).toBe(decodeJwt(proofOf(sent)).challenge !== undefined),
  "client-auth/attestation-replayed": ({ clientId }, sent) => {
    expect(decodeJwt(proofOf(sent)).jti).toBe("used");
    expect(decodeJwt(attestationOf(sent)).sub).toBe(clientId);
  },
  "client-auth/attestation-untrusted": ({ clientId, attester, kid }, sent) => {
    const { sub, iss } = decodeJwt(attestationOf(sent));
    expect([clientId, attester, kid]).toEqual([sub, iss, decodeProtectedHeader(attestationOf(sent)).kid]);
    expect(registered(sent, clientId)?.authMethods).toContain("attest_jwt_client_auth");
  },
} satisfies Partial<Holds>;
