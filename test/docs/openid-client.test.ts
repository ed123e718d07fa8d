/** The app of docs/guides/openid-client.md: a user signs in, and it says who that is. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Candor, createCandor } from "../../src/index.ts";
import { Person } from "../blackbox/person.ts";
import { freePort } from "../free-port.ts";
import { until } from "../until.ts";
import { ROOT } from "./markdown.ts";

let candor: Candor;
let app: ChildProcess;
let origin: string;
beforeAll(async () => {
  const [port, appPort] = [await freePort(), await freePort()];
  const issuer = `http://localhost:${port}`;
  origin = `http://localhost:${appPort}`;
  const shop = {
    id: "shop",
    secrets: [{ value: "a-secret-of-thirty-two-characters" }],
    redirectUris: [`${origin}/callback`],
    scopes: ["openid", "profile"],
  };
  const config = { issuer, port, host: "localhost", logLevel: "silent" as const, clients: [shop] };
  candor = await createCandor({ config, storage: "memory" });
  await candor.listen();
  await candor.users.add({
    username: "ada",
    password: "correct-horse-battery",
    claims: { name: "Ada Lovelace" },
  });
  app = spawn(process.execPath, [join(ROOT, "test/clients/npm/openid-client-6.mjs")], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      PORT: String(appPort),
      ISSUER: issuer,
      CLIENT_ID: "shop",
      CLIENT_SECRET: shop.secrets[0]?.value,
      REDIRECT_URI: `${origin}/callback`,
      SCOPE: "openid profile",
    },
  });
  const responds = () =>
    fetch(origin).then(
      () => true,
      () => false,
    );
  await until(async () => app.exitCode !== null || (await responds()), "the app responds");
});
afterAll(async () => {
  const ended = once(app, "exit");
  if (app.exitCode === null && app.kill()) await ended;
  await candor.close();
});

it("signs a user in", async () => {
  const login = await fetch(`${origin}/login`, { redirect: "manual" });
  const callback = await new Person(candor.issuer).sentTo(login.headers.get("location") ?? "");
  expect(await (await fetch(callback)).text()).toBe("Signed in as Ada Lovelace");
});
