import { describe, expect, it } from "vitest";
import { client, T } from "../../../test/catalogue/samples.ts";
import { type Refusal, refuse } from "../../reasons/index.ts";
import type { Client } from "../client.ts";
import { firstRefusal } from "../decision.ts";
import { authenticated, clientChecks } from "./checks.ts";
import type { ClientFacts } from "./facts.ts";

const spa = client({ id: "spa", authMethods: ["none"] });
const off = client({ disabled: true });
const both = client({ authMethods: ["client_secret_basic", "client_secret_post"] });

const facts = (of: Client | undefined, method: ClientFacts["method"], secret: ClientFacts["secret"]): ClientFacts => ({
  method,
  clientId: of?.id ?? "nobody",
  client: of,
  secret,
});
const BASIC = "client_secret_basic";
const POST = "client_secret_post";
const RIGHT = { is: "right" } as const;
const WRONG = { is: "wrong", length: 12 } as const;
const ABSENT = { is: "absent" } as const;
const EXPIRED = { is: "expired", at: T } as const;

const mismatch = (clientId: string, sent: string, registered: Client["authMethods"]) =>
  refuse("client-auth/method-mismatch", { clientId, sent, registered });

describe("client authentication", () => {
  it.each<[given: ClientFacts, is: Refusal | "granted"]>([
    [facts(client(), BASIC, RIGHT), "granted"],
    [facts(both, POST, RIGHT), "granted"],
    [facts(spa, "none", ABSENT), "granted"],

    [{ ...facts(undefined, "none", ABSENT), clientId: undefined }, refuse("client-auth/secret-absent", {})],
    [facts(undefined, "none", ABSENT), refuse("client/unknown", { clientId: "nobody", credentials: false })],
    [facts(undefined, BASIC, WRONG), refuse("client/unknown", { clientId: "nobody", credentials: true })],
    [facts(client(), "none", ABSENT), refuse("client-auth/secret-absent", {})],
    [facts(off, "none", ABSENT), refuse("client-auth/secret-absent", {})],

    [facts(client(), BASIC, WRONG), refuse("client-auth/secret-wrong", { clientId: "photos", length: 12 })],
    [facts(off, BASIC, WRONG), refuse("client-auth/secret-wrong", { clientId: "photos", length: 12 })],
    [facts(client(), POST, WRONG), refuse("client-auth/secret-wrong", { clientId: "photos", length: 12 })],
    [facts(client(), BASIC, EXPIRED), refuse("client-auth/secret-expired", { clientId: "photos", expiredAt: T })],
    [facts(off, BASIC, EXPIRED), refuse("client-auth/secret-expired", { clientId: "photos", expiredAt: T })],

    // Whatever else is wrong or right: whoever guesses learns nothing.
    [{ ...facts(client(), BASIC, RIGHT), throttled: 7 }, refuse("client-auth/throttled", { retryAfter: 7 })],
    [{ ...facts(undefined, BASIC, WRONG), throttled: 7 }, refuse("client-auth/throttled", { retryAfter: 7 })],
    [{ ...facts(off, BASIC, EXPIRED), throttled: 7 }, refuse("client-auth/throttled", { retryAfter: 7 })],

    [facts(off, BASIC, RIGHT), refuse("client/disabled", { clientId: "photos" })],
    [facts({ ...spa, disabled: true }, "none", ABSENT), refuse("client/disabled", { clientId: "spa" })],
    [facts(client(), POST, RIGHT), mismatch("photos", POST, [BASIC])],
    [facts(client({ authMethods: [POST] }), BASIC, RIGHT), mismatch("photos", BASIC, [POST])],
    [facts(spa, BASIC, WRONG), mismatch("spa", "a client_secret", ["none"])],
    [facts(spa, POST, WRONG), mismatch("spa", "a client_secret", ["none"])],
  ])("%#: %j", (given, is) => {
    expect(firstRefusal(clientChecks, { client: given }) ?? "granted").toEqual(is);
  });

  it("nobody without credentials passes for a confidential client, whatever else is right", () => {
    for (const of of [client(), both, client({ authMethods: ["none", BASIC] })]) {
      expect(firstRefusal(clientChecks, { client: facts(of, "none", ABSENT) })?.refused).toBe(
        "client-auth/secret-absent",
      );
    }
  });

  it("gives the client away only after its checks", () => {
    expect(authenticated(facts(spa, "none", ABSENT))).toBe(spa);
    expect(() => authenticated(facts(undefined, "none", ABSENT))).toThrow("before its checks");
  });
});
