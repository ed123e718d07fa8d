/** A bound on what is kept cuts no secret in two: half of one would not be known as a secret. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { AUTHORIZE, encode, openWorld, type World } from "../catalogue/world.ts";

const SECRET = "q7RzLw0eXk".repeat(8);
const LONGEST = "Vd3nTbY-9h".repeat(100);
/** A semicolon ends a media type. */
const WITH_SIGNS = "Hk2vPz9w;Mq8sLx4t,Bn6yRc3d=Jf5gTa7e";

let world: World;
beforeAll(async () => {
  const secrets = [SECRET, LONGEST, WITH_SIGNS].map((value) => ({ value }));
  world = await openWorld({
    clients: [{ id: "long", secrets, grantTypes: ["client_credentials"], scopes: ["read_profile"] }],
  });
});
afterAll(() => world.close());

const post = (path: string, type: string) =>
  world.send(path, { method: "POST", body: "a", headers: { "content-type": type } });

const PLACES: Readonly<Record<string, (before: string, secret: string) => Promise<Response>>> = {
  "the type of a body, at the token endpoint": (before, secret) => post("/token", `text/${before}${secret}`),
  "the type of a body, at the authorization endpoint": (before, secret) =>
    post("/authorize", `text/${before}${secret}`),
  "the type of a body, at a form": (before, secret) => post("/sign-in", `text/${before}${secret}`),
  "a parameter of the type": (before, secret) => post("/revoke", `text/plain; ${before}=${secret}`),
  "a parameter of the type, at a form": (before, secret) => post("/consent", `text/plain; ${before}=${secret}`),
  "a path": (before, secret) => world.send(`/nowhere/${before}${secret}`),
  "the path of an endpoint": (before, secret) => world.send(`/token/${before}${secret}`),
  "the user agent": (before, secret) => world.form("/token", {}, { "user-agent": `${before} ${secret}` }),
  scope: (before, secret) => world.send(`/authorize?${encode({ ...AUTHORIZE, scope: before + secret })}`),
  redirect_uri: (before, secret) =>
    world.send(`/authorize?${encode({ ...AUTHORIZE, redirect_uri: `https://a.example/${before}${secret}` })}`),
  username: (before, secret) => world.form("/sign-in", { username: before + secret, password: "x" }),
};

/** Stretches of a secret that a reader could go on from. */
const partsOf = (secret: string): string[] =>
  Array.from({ length: Math.floor(secret.length / 8) }, (_, i) => secret.slice(8 * i, 8 * i + 8));

it.each(Object.entries(PLACES))("%s", async (_, send) => {
  for (const secret of [SECRET, LONGEST, WITH_SIGNS])
    for (const length of [0, 30, 72, 150, 190, 900, 990]) {
      const from = world.journal.length;
      world.clock.now += 60_000;
      const answer = await send("x".repeat(length), secret);
      expect([length, world.journal.length]).toEqual([length, from + 1]);
      const seen = [await answer.text(), String(answer.headers.get("location"))];
      for (const { ref } of world.journal.slice(from)) {
        const row = await world.deps.storage.refusals.find(ref);
        const entry = await world.deps.journal.find(ref);
        // What was cut and covered is still decided as it was.
        seen.push(JSON.stringify([row, entry?.refusal]));
        expect([length, entry?.on === undefined]).toEqual([length, false]);
      }
      const found = partsOf(secret).filter((part) => seen.join("\n").includes(part));
      expect([length, secret.length, found.length]).toEqual([length, secret.length, 0]);
    }
});
