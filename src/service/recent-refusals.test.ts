import { describe, expect, it } from "vitest";
import { basic, catalogue, client, post, settings, T } from "../../test/catalogue/samples.ts";
import { receive } from "../protocol/received.ts";
import type { TokenOccasion } from "../protocol/token/facts.ts";
import { type Code, refuse } from "../reasons/index.ts";
import { recentRefusals } from "./recent-refusals.ts";
import { refusedOn } from "./refused.ts";

const asking = (body: string, now = T, of = client()): TokenOccasion => ({
  decision: "token",
  received: receive(post(body, { authorization: basic("photos:s") })),
  client: { method: "client_secret_basic", clientId: of.id, client: of, secret: { is: "right" } },
  catalogue,
  settings: settings(),
  now,
});
const CODE = "grant_type=authorization_code&code=c";
const missing = refuse("pkce/verifier-missing", { clientId: "photos" });
const is = (ref: string, code: Code = "pkce/verifier-missing", title = "code_verifier is missing") => ({
  code,
  title,
  ref,
});

describe("what was refused a moment ago", () => {
  it("is returned for the same client and code, for ten seconds", () => {
    const recent = recentRefusals();
    recent.keep(refusedOn(missing, asking(CODE)), "ref1", T);
    expect(recent.before(asking(CODE, T + 9_999))).toEqual(is("ref1"));
    expect(recent.before(asking(`${CODE}&client_id=photos&client_secret=s`, T))).toEqual(is("ref1"));
    expect(recent.before(asking(CODE, T + 10_000))).toBeUndefined();
    expect(recent.before(asking(CODE, T - 1))).toBeUndefined();
    expect(recent.before(asking(`${CODE}2`))).toBeUndefined();
    expect(recent.before(asking(CODE, T, client({ id: "other" })))).toBeUndefined();
  });

  it("is the latest, but for the refusal of a method", () => {
    const recent = recentRefusals();
    recent.keep(refusedOn(missing, asking(CODE)), "ref1", T);
    recent.keep(refusedOn(refuse("code/expired", { age: 61, lifetime: 60 }), asking(CODE)), "ref2", T + 1);
    const method = refuse("client-auth/method-mismatch", { clientId: "photos", sent: "x", registered: [] });
    recent.keep(refusedOn(method, asking(CODE)), "ref3", T + 2);
    expect(recent.before(asking(CODE, T + 3))).toMatchObject({ code: "code/expired", ref: "ref2" });
  });

  it("has the face that the requester was shown", () => {
    const recent = recentRefusals();
    recent.keep(refusedOn(refuse("client-auth/secret-wrong", { clientId: "photos", length: 3 }), asking(CODE)), "r", T);
    expect(recent.before(asking(CODE))?.code).toBe("client-auth/failed");
  });

  it("is bounded, and the oldest go first", () => {
    const recent = recentRefusals();
    for (let n = 0; n < 1_001; n++) recent.keep(refusedOn(missing, asking(`${CODE}${n}`)), `r${n}`, T);
    expect(recent.before(asking(`${CODE}0`))).toBeUndefined();
    expect(recent.before(asking(`${CODE}1`))).toEqual(is("r1"));
    expect(recent.before(asking(`${CODE}1000`))).toEqual(is("r1000"));
  });

  it("is bounded by what came again last", () => {
    const recent = recentRefusals();
    for (let n = 0; n < 1_000; n++) recent.keep(refusedOn(missing, asking(`${CODE}${n}`)), `r${n}`, T);
    recent.keep(refusedOn(missing, asking(`${CODE}0`)), "again", T);
    recent.keep(refusedOn(missing, asking(`${CODE}1000`)), "r1000", T);
    expect(recent.before(asking(`${CODE}0`))).toEqual(is("again"));
    expect(recent.before(asking(`${CODE}1`))).toBeUndefined();
  });

  it("is kept of the token endpoint alone, of clients that there are, and of forms that can be read", () => {
    const recent = recentRefusals();
    const { client: facts, received, now } = asking("");
    recent.keep(refusedOn(missing, { decision: "revocation", client: facts, received, now }), "r1", T);
    expect(recent.before(asking(""))).toBeUndefined();
    recent.keep(refusedOn(missing, asking(CODE)), "r2", T);
    for (const odd of [{ client: undefined }, { received: receive(post("code=%zz")) }]) {
      recent.keep(refusedOn(missing, { ...asking(CODE), ...odd }), "r3", T);
      expect(recent.before({ ...asking(CODE), ...odd })).toBeUndefined();
    }
    expect(recent.before(asking(CODE))).toEqual(is("r2"));
  });
});
