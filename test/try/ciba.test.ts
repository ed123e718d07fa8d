/** The CIBA flow of `tryFlow` with Candor: the user allows it on a page of the server, denies it, or nobody is asked. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { asHttp, type FlowOptions, tryFlow } from "../../src/checker/index.ts";
import { explain } from "../../src/doctor/index.ts";
import { formsOf, type Person, pageOf } from "../blackbox/person.ts";
import { startWorld, type World } from "../blackbox/world.ts";

const SECRET = "secret-of-the-call-center";

let world: World;
let person: Person;
let answer: "allow" | "deny" = "allow";
beforeAll(async () => {
  world = await startWorld({
    hooks: { askUser: ({ url }) => void decide(url) },
    clients: [
      {
        ...{ id: "desk", secrets: [{ value: SECRET }], scopes: ["openid", "offline_access"] },
        grantTypes: ["urn:openid:params:grant-type:ciba", "refresh_token"],
      },
    ],
  });
  person = world.person();
  await person.signIn();
});
afterAll(() => world?.close());

async function decide(url: string): Promise<void> {
  const [form] = formsOf(await pageOf(url, await person.browse(url)));
  await person.post(form?.action ?? "", { ...form?.fields, answer });
}

const tried = (more: Partial<FlowOptions> = {}) =>
  tryFlow(world.issuer, { flow: "ciba", clientId: "desk", clientSecret: SECRET, loginHint: "ops", ...more });

it("polls until the user has allowed it, and checks the ID token", async () => {
  answer = "allow";
  const result = await tried({ scope: "openid offline_access", parameters: { binding_message: "Call 4711" } });
  expect(result).toMatchObject({ outcome: "works" });
  expect(result.sections.map(({ title }) => title)).toEqual([
    ...["The metadata", "The authentication request", "The token requests", "The ID token", "The user", "The refresh"],
  ]);
  const text = JSON.stringify(result);
  expect(text).toContain("binding_message=Call+4711");
  expect(text).not.toContain(SECRET);
  expect(text).not.toMatch(/candor_ciba_[\w-]{20}/);
});

it("a user who says no ends it", async () => {
  answer = "deny";
  const { outcome, exchange } = await tried();
  expect(outcome).toBe("refused");
  if (exchange === undefined) throw new Error("There is no exchange.");
  expect(explain(asHttp(exchange)).findings[0]?.reason).toBe("ciba/denied");
});

it.each<[what: string, options: Partial<FlowOptions>, expected: object]>([
  [
    "nobody is named",
    { loginHint: undefined },
    { outcome: "cannot begin", says: "Say whom to ask: --login-hint NAME." },
  ],
  ["nobody has that name", { loginHint: "nobody" }, { outcome: "refused" }],
])("%s", async (_, options, expected) => {
  expect(await tried(options)).toMatchObject(expected);
});
