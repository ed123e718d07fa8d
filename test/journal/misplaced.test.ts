/** Secrets that a developer put into the wrong place are in no record, whatever place that was. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { basic } from "../catalogue/samples.ts";
import { AUTHORIZE, encode, openWorld, type World } from "../catalogue/world.ts";

/** Registered, and alive. */
const SECRET = "demo-service-secret";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const GRANT = { grant_type: "client_credentials" };
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const post = (path: string, body: string, headers: Record<string, string> = FORM) =>
  world.send(path, { method: "POST", body, headers });

describe("a secret is not kept", () => {
  it.each<[place: string, send: () => Promise<Response>]>([
    ["as id, by Basic", () => world.form("/token", GRANT, { authorization: basic(`${SECRET}:demo-service`) })],
    ["as id, in the form", () => world.form("/token", { ...GRANT, client_id: SECRET, client_secret: "demo-service" })],
    ["behind the id", () => world.form("/token", { ...GRANT, client_id: `demo-service:${SECRET}` })],
    [
      "behind the id, encoded",
      () => world.form("/token", GRANT, { authorization: basic(`demo-service%3A${SECRET}:`) }),
    ],
    ["as a name, for want of encoding", () => post("/token", `${encode(GRANT)}&client_secret=a&${SECRET}=`)],
    ["as the whole body", () => post("/token", SECRET, { "content-type": "text/plain" })],
    ["as a name that cannot be decoded", () => post("/token", `${SECRET}=%zz`)],
    ["joined by a semicolon", () => post("/token", `grant_type=x;client_secret=${SECRET}`)],
    ["joined by a line break", () => post("/token", `grant_type=x\nclient_secret=${SECRET}`)],
    ["in a JSON scope", () => world.form("/token", { ...GRANT, scope: `{"client_secret":"${SECRET}"}` })],
    ["in the path", () => world.send(`/token/client_secret=${SECRET}`)],
    ["in the user agent", () => world.form("/token", {}, { "user-agent": `x client_secret=${SECRET}` })],
    ["in the type of the body", () => post("/token", "a", { "content-type": `text/client_secret=${SECRET}` })],
    [
      "in the redirect URI",
      () =>
        world.send(`/authorize?${encode({ ...AUTHORIZE, redirect_uri: `https://a.example/?clientSecret=${SECRET}` })}`),
    ],
    [
      "before the host",
      () => world.send(`/authorize?${encode({ ...AUTHORIZE, redirect_uri: `https://x:${SECRET}@a.example/` })}`),
    ],
  ])("%s", async (_, send) => {
    const from = world.journal.length;
    const answer = await send();
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(`${await answer.text()} ${answer.headers.get("location")}`).not.toContain(SECRET);
    const kept = await Promise.all(
      world.journal.slice(from).map(async ({ ref }) => {
        const entry = await world.deps.journal.find(ref);
        const row = await world.deps.storage.refusals.find(ref);
        return JSON.stringify([row, entry?.refusal]);
      }),
    );
    expect(kept.length).toBe(1);
    expect(kept.join()).not.toContain(SECRET);
  });
});

it("what was covered is still decided as it was", async () => {
  await world.form("/token", GRANT, { authorization: basic(`${SECRET}:demo-service`) });
  const entry = await world.deps.journal.find(world.journal.at(-1)?.ref ?? "");
  expect(entry?.refusal.evidence).toMatchObject({ clientId: "*".repeat(SECRET.length) });
  expect(entry?.on).toBeDefined();
});
