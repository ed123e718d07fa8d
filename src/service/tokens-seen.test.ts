/** Who may see and revoke which token (RFC 7662 2.2, RFC 7009 2.1). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { basic, post, VERIFIER } from "../../test/catalogue/samples.ts";
import { AUTHORIZE, encode, type Form, ISSUER, openWorld, type World } from "../../test/catalogue/world.ts";
import { isRefusal } from "../reasons/index.ts";
import { introspect } from "./introspection.ts";
import { revoke } from "./revocation.ts";
import { token } from "./token.ts";

let world: World;
beforeAll(async () => {
  const bills = "https://bills.example";
  world = await openWorld({
    config: {
      apis: [{ resource: bills, name: "Bills", tokens: "opaque" }],
      scopes: [{ name: "read_bills", description: "Read bills", api: bills }],
    },
    clients: [
      {
        id: "bills",
        secrets: [{ value: "bills-secret" }],
        grantTypes: ["client_credentials"],
        scopes: ["read_bills"],
        introspects: [bills],
      },
      { id: "payer", secrets: [{ value: "payer-secret" }], grantTypes: ["client_credentials"], scopes: ["read_bills"] },
    ],
  });
});
afterAll(() => world.close());

const as = (client: string) => ({ authorization: basic(`${client}:${client}-secret`) });
const wire = (client: string, form: Form) => post(encode(form), as(client));

async function tokens(client: string, form: Form): Promise<{ access: string; refresh: string }> {
  const answer = await token(world.deps, wire(client, form));
  if (isRefusal(answer)) throw new Error(answer.refused);
  return { access: answer.body.access_token, refresh: answer.body.refresh_token ?? "" };
}
const machine = (client: string, scope: string) => tokens(client, { grant_type: "client_credentials", scope });
const web = async () =>
  tokens("demo-web", {
    grant_type: "authorization_code",
    code: await world.code(),
    redirect_uri: AUTHORIZE.redirect_uri,
    code_verifier: VERIFIER,
  });
const sees = async (client: string, token: string) => introspect(world.deps, wire(client, { token }));
const active = async (client: string, token: string) => {
  const answer = await sees(client, token);
  return isRefusal(answer) ? answer.refused : answer.active;
};

describe("introspection", () => {
  it.each<[what: string, token: () => Promise<string>, seenBy: string[]]>([
    ["demo-service's JWT", async () => (await machine("demo-service", "read_profile")).access, ["demo-service"]],
    ["payer's opaque token", async () => (await machine("payer", "read_bills")).access, ["payer", "bills"]],
    ["demo-web's token for the demo API", async () => (await web()).access, ["demo-web", "demo-service"]],
    ["demo-web's refresh token", async () => (await web()).refresh, ["demo-web"]],
    ["a code", () => world.code(), []],
    ["gibberish", async () => "gibberish", []],
    ["nothing of the kind", async () => `candor_refresh_${"A".repeat(56)}`, []],
  ])("%s", async (_, make, seenBy) => {
    const token = await make();
    for (const client of ["demo-web", "demo-service", "demo-strict", "bills", "payer"])
      expect([client, await active(client, token)]).toEqual([client, seenBy.includes(client)]);
  });

  it("tells all that RFC 7662 2.2 has, and to others nothing but that it is not active", async () => {
    const { access } = await machine("payer", "read_bills");
    const exp = Math.floor(world.clock.now / 1000) + 600;
    const iss = ISSUER;
    const known = { active: true, client_id: "payer", sub: "payer", scope: "read_bills", aud: "https://bills.example" };
    expect(await sees("bills", access)).toEqual({ ...known, iss, exp, token_type: "Bearer" });
    expect(await sees("demo-web", access)).toEqual({ active: false });
  });

  it("is not for public clients, nor for strangers", async () => {
    const body = encode({ token: "x", client_id: "demo-spa" });
    expect(await introspect(world.deps, post(body))).toMatchObject({ refused: "client-auth/secret-absent" });
    expect(await introspect(world.deps, post("token=x"))).toMatchObject({ refused: "client-auth/secret-absent" });
  });
});

describe("revocation", () => {
  const revokeAs = async (client: string, token: string, hint?: string) => {
    const answer = await revoke(world.deps, wire(client, { token, token_type_hint: hint }));
    return "refused" in answer ? answer.refused : "done";
  };

  it("of any token of a grant ends all of them", async () => {
    for (const of of ["access", "refresh"] as const) {
      const both = await web();
      expect(await revokeAs("demo-web", both[of])).toBe("done");
      expect([await active("demo-web", both.access), await active("demo-web", both.refresh)]).toEqual([false, false]);
      expect(await revokeAs("demo-web", both[of])).toBe("done");
    }
  });

  it("is for the client's own tokens, whatever it may see", async () => {
    const { access } = await machine("payer", "read_bills");
    expect(await revokeAs("bills", access)).toBe("token/of-other-client");
    expect(await active("payer", access)).toBe(true);
    const both = await web();
    expect(await revokeAs("demo-service", both.refresh)).toBe("token/of-other-client");
    expect(await active("demo-web", both.refresh)).toBe(true);
  });

  it.each([
    ["gibberish", undefined],
    ["gibberish", "refresh_token"],
    [`candor_refresh_${"A".repeat(56)}`, "access_token"],
    [`candor_access_${"A".repeat(56)}`, "nonsense"],
    ["candor_refresh_x", undefined],
    ["eyJ.eyJ.x", undefined],
  ])("of %s with hint %s is done: what is unknown is as good as revoked", async (token, hint) => {
    expect(await revokeAs("demo-web", token, hint)).toBe("done");
  });

  it("ignores an invalid hint", async () => {
    const { access, refresh } = await web();
    expect(await revokeAs("demo-web", refresh, "access_token")).toBe("done");
    expect(await active("demo-web", access)).toBe(false);
  });
});
