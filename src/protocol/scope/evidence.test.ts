import { describe, expect, it } from "vitest";
import { BILLS, catalogue, client, PHOTOS, T } from "../../../test/catalogue/samples.ts";
import { isRefusal, refuse } from "../../reasons/index.ts";
import type { Client } from "../client.ts";
import { resolveScope, type ScopeRequest } from "./resolve.ts";

const ALLOWED = ["openid", "email", "read_photos"];

const decide = (sent: string, given: Partial<ScopeRequest> = {}, of: Partial<Client> = {}) =>
  resolveScope(
    {
      sent,
      client: client({ scopes: ALLOWED, ...of }),
      catalogue,
      withPerson: true,
      unknownScopes: "refuse",
      ...given,
    },
    T,
  );

describe("the evidence", () => {
  it("proposes no value that would be refused in turn", () => {
    const scopes = ["read_photos", "read_bills"];
    for (const sent of ["read_photos,read_bills", "read_photo read_bills"]) {
      const refusal = decide(sent, {}, { scopes });
      expect(isRefusal(refusal) && refusal.evidence.repaired).toBeUndefined();
    }
  });

  it("has what else each reason demands", () => {
    expect(decide("email;openid")).toMatchObject({ evidence: { delimiter: "a semicolon" } });
    expect(decide("read_bills")).toMatchObject({ evidence: { clientId: "photos", allowed: ALLOWED } });
    expect(decide("email", { withPerson: false })).toEqual(
      refuse("scope/unsuitable", {
        sent: "email",
        words: ["email"],
        offenders: ["'email' is about a user, but nobody signs in here"],
        grantType: "client_credentials",
      }),
    );
    // Each word once, in the order in which they were sent, and no other.
    expect(decide("nonsense openid email.x nonsense")).toMatchObject({ evidence: { words: ["nonsense", "email.x"] } });
    const scopes = [...ALLOWED, "read_bills"];
    expect(decide("read_photos openid read_bills", {}, { scopes })).toEqual(
      refuse("scope/mixes-resources", {
        sent: "read_photos openid read_bills",
        words: ["read_photos", "read_bills"],
        offenders: [
          "'read_photos' belongs to https://api.example/photos",
          "'read_bills' belongs to https://api.example/bills",
        ],
        repaired: "read_photos openid",
        resources: [PHOTOS.resource, BILLS.resource],
      }),
    );
  });
});
