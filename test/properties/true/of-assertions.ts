/** What must hold of a request for each reason about a JWT with which a client authenticates. */
import { expect } from "vitest";
import type { Holds } from "./of-requests.ts";
import { count, expectSent, registered, type Sent } from "./sent.ts";

type Claims = Readonly<Record<string, unknown>>;

/** Header and claims, read again. */
function jwtOf(sent: Sent, parameter = "client_assertion"): { readonly header: Claims; readonly claims: Claims } {
  const [header = "", claims = ""] = (sent.value(parameter) ?? "").split(".");
  const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Claims;
  return { header: read(header), claims: read(claims) };
}

const grantOf = (sent: Sent) => jwtOf(sent, "assertion");

const isSubject = (clientId: string, sent: Sent): void => expectSent(clientId, String(jwtOf(sent).claims.sub));

export const ofAssertions = {
  "client-auth/assertion-unsupported": ({ parameters, sent: type = "" }, sent) => {
    for (const name of parameters) expect(sent.read.map(([one]) => one)).toContain(name);
    expectSent(type, sent.value("client_assertion_type"));
    expect(type).not.toMatch(/:jwt-bearer$/);
  },
  "client-auth/assertion-malformed": ({ length }, sent) => {
    expect(length).toBe(count(sent.value("client_assertion") ?? ""));
    expect(() => expect(Object.keys(jwtOf(sent).claims)).not.toEqual([])).toThrow();
  },
  "client-auth/assertion-claims": ({ member, sent: value }, sent) => {
    const { header, claims } = jwtOf(sent);
    const own = member === "alg" || member === "typ" ? header[member] : claims[member];
    if (value === "missing") expect(own).toBeUndefined();
    else expectSent(value, typeof own === "string" ? own : JSON.stringify(own));
  },
  "client-auth/assertion-wrong-audience": ({ sent: audiences, expected }, sent) => {
    const { aud } = jwtOf(sent).claims;
    expect([aud].flat().every((one) => one === expected)).toBe([aud].flat().length === 0);
    expect(audiences.length).toBe([aud].flat().length);
  },
  "client-auth/assertion-time": ({ claim, at, now }, sent) => {
    expect(at).toBe(Number(jwtOf(sent).claims[claim]) * 1000);
    expect(now).toBe(Math.floor(sent.now / 1000) * 1000);
    expect(claim === "exp" ? at <= now || at > now + 3_600_000 : at > now).toBe(true);
  },
  "client-auth/assertion-replayed": ({ clientId }, sent) => isSubject(clientId, sent),
  "client-auth/assertion-unverified": ({ clientId, kid, alg }, sent) => {
    isSubject(clientId, sent);
    expect(registered(sent, clientId)).toBeDefined();
    expect([alg, kid]).toEqual([jwtOf(sent).header.alg, jwtOf(sent).header.kid]);
  },
  "grant/assertion-invalid": ({ member, expected }, sent) => {
    expect([member, expected]).toEqual(["aud", sent.url.origin]);
    expect(grantOf(sent).claims.aud).not.toBe(expected);
  },
  "grant/assertion-unverified": ({ issuer }, sent) => {
    expect(grantOf(sent).claims.iss).toBe(issuer);
    expect(grantOf(sent).header.kid).toBe("2027");
  },
  "grant/assertion-not-allowed": ({ issuer, clientId, because }, sent) => {
    expect([grantOf(sent).claims.iss, clientId, because]).toEqual([issuer, "vouching", "client"]);
  },
} satisfies Partial<Holds>;
