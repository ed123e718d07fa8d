import { describe, expect, it } from "vitest";
import { catalogue, client, T } from "../../../test/catalogue/samples.ts";
import { isRefusal, refuse } from "../../reasons/index.ts";
import type { Client } from "../client.ts";
import { resolveScope, type ScopeRequest } from "./resolve.ts";

const ALLOWED = ["openid", "email", "read_photos", "sunk_read", "gone_write"];

const decide = (sent: string | undefined, given: Partial<ScopeRequest> = {}, of: Partial<Client> = {}) =>
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

describe("no scope sent (RFC 6749 3.3)", () => {
  it.each<[defaults: string[], withPerson: boolean, granted: string[] | "scope/missing"]>([
    [["read_photos"], true, ["read_photos"]],
    [["openid", "read_photos"], true, ["openid", "read_photos"]],
    [[], true, "scope/missing"],
    // What may not be asked for is not given without asking either.
    [["openid", "read_photos"], false, ["read_photos"]],
    [["openid"], false, "scope/missing"],
    [["read_photos", "gone_write", "sunk_read"], true, ["read_photos"]],
    [["sunk_read"], true, "scope/missing"],
  ])("default %j, with a user: %j", (defaultScopes, withPerson, granted) => {
    const answer = decide(undefined, { withPerson }, { defaultScopes });
    // What is proposed is granted.
    const allowed = ALLOWED.filter((name) => !isRefusal(decide(name, { withPerson }, { defaultScopes })));
    if (granted === "scope/missing") expect(answer).toEqual(refuse(granted, { clientId: "photos", allowed }));
    else expect(answer).toMatchObject({ scopes: granted });
  });
});

describe("unknownScopes: ignore (OpenID Connect Core 3.1.2.1)", () => {
  it.each<[sent: string, granted: string[] | string]>([
    ["openid send_fax", ["openid"]],
    ["openid read_photo Email", ["openid"]],
    ["send_fax", "scope/unknown"],
    ["openid read_bills", "scope/not-allowed-for-client"],
    ["openid gone_write send_fax", "scope/removed"],
    ["openid  email", "scope/malformed"],
    ["openid email,read_photos", "scope/wrong-delimiter"],
  ])("%j", (sent, granted) => {
    const answer = decide(sent, { unknownScopes: "ignore" });
    expect(isRefusal(answer) ? answer.refused : answer.scopes).toEqual(granted);
  });
});
