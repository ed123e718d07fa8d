/** What must hold for each reason about a DPoP proof: of the header, read by other means than the server's. */
import { decodeJwt, decodeProtectedHeader } from "jose";
import { expect } from "vitest";
import type { Holds } from "./of-requests.ts";
import { count, type Sent } from "./sent.ts";

const proofOf = ({ headers }: Sent): string => headers.get("dpop") ?? expect.fail("There is no proof.");

/** What a member of the proof contains. */
const contains = (value: unknown, sent: string | undefined) =>
  expect(sent === undefined ? value : JSON.stringify(value)).toEqual(
    sent === undefined ? undefined : expect.any(String),
  );

export const ofProofs = {
  "dpop/malformed": (e, sent) => {
    expect(e.length).toBe(count(proofOf(sent)));
    expect(() => [decodeProtectedHeader(proofOf(sent)), decodeJwt(proofOf(sent))]).toThrow();
  },
  "dpop/header-wrong": (e, sent) => {
    const value = (decodeProtectedHeader(proofOf(sent)) as Record<string, unknown>)[e.member];
    contains(value, e.sent);
    expect(value).not.toBe(e.expected);
  },
  "dpop/claim-wrong": (e, sent) => {
    const value = decodeJwt(proofOf(sent))[e.claim];
    contains(value, e.sent);
    expect(value).not.toBe(e.expected);
    if (e.claim === "htm") expect(e.expected).toBe(sent.method);
    if (e.claim === "htu") expect(e.expected).toBe(sent.url.origin + sent.url.pathname);
  },
  "dpop/signature-wrong": (e, sent) => expect(decodeProtectedHeader(proofOf(sent)).alg).toBe(e.alg),
  "dpop/not-timely": (e, sent) => {
    const { iat = Number.NaN } = decodeJwt(proofOf(sent));
    expect([e.madeAt, e.early]).toEqual([iat * 1000, iat * 1000 > sent.now]);
    expect(e.seconds).toBeCloseTo(Math.abs(sent.now / 1000 - iat), 0);
  },
  "dpop/used-before": (_, sent) => expect(decodeJwt(proofOf(sent)).jti).toEqual(expect.any(String)),
  "dpop/nonce-required": (e, sent) => expect(e.sent).toBe(decodeJwt(proofOf(sent)).nonce !== undefined),
  "dpop/proof-absent": (e, sent) => expect([e.clientId, sent.headers.get("dpop")]).toEqual(["bound", null]),
} satisfies Holds;
