/** What outlives the process: sessions, consents, grants, keys; sealed where a secret is given. */

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "vitest";
import { cookieName } from "../../src/http/cookies.ts";
import { Person } from "../blackbox/person.ts";
import { refused } from "../blackbox/refusal.ts";
import { PASSWORD, type Place, place, run, SECRET, serveWithOperator, USERNAME } from "./run.ts";

async function newPlace({ onTestFinished }: TestContext): Promise<Place> {
  const at = await place();
  onTestFinished(() => at.leave());
  return at;
}

const KEY = { CANDOR_KEY_ENCRYPTION_SECRET: "a-key-encryption-secret-of-32-ch" };
const jwks = async (at: Place) => (await fetch(`${at.issuer}/jwks`)).text();

describe.concurrent("a restart", () => {
  it.for(["SIGTERM", "SIGKILL"] as const)(
    "by %s keeps sessions, consents, grants and keys",
    async (signal, context) => {
      const { expect } = context;
      const at = await newPlace(context);
      const first = await serveWithOperator(at);
      const person = new Person(at.issuer, USERNAME, PASSWORD);
      const tokens = await at.app.tokens(person);
      const { code, verifier } = await at.app.code(person);
      const used = await at.app.code(person);
      expect((await at.app.redeem(used.code, used.verifier)).status).toBe(200);
      const keys = await jwks(at);
      await first.stop(signal);

      await at.serve();
      expect(await jwks(at)).toBe(keys);
      const { url } = at.app.begin({ prompt: "none", id_token_hint: tokens.id_token });
      expect((await person.sentTo(url)).searchParams.get("code")).toMatch(/^candor_code_/);
      expect((await at.app.redeem(code, verifier)).status).toBe(200);
      refused(await at.app.redeem(used.code, used.verifier), 400, "invalid_grant", "code/already-used");
      expect((await at.app.introspect(tokens.access_token)).body.active).toBe(true);
      const next = await at.app.refresh(tokens.refresh_token);
      expect(next.status).toBe(200);
      expect((await at.app.revoke(String(next.body.refresh_token))).status).toBe(200);
      expect((await at.app.introspect(tokens.access_token)).body.active).toBe(false);
    },
  );
});

/** Everything that lies in the data directory, as text. */
function stored(at: Place): string {
  const data = join(at.directory, "data");
  return readdirSync(data)
    .map((name) => readFileSync(join(data, name), "latin1"))
    .join("\n");
}

/** How a private key in PEM looks in base64. */
const PRIVATE_KEY = Buffer.from("-----BEGIN PRIVATE KEY-----").toString("base64url");

describe.concurrent("CANDOR_KEY_ENCRYPTION_SECRET", () => {
  it("seals the keys at rest; without it they lie open, for the owner of the files alone", async (context) => {
    const { expect } = context;
    const [open, sealed] = [await newPlace(context), await newPlace(context)];
    await (await open.serve()).stop();
    await (await sealed.serve(KEY)).stop();
    const holds = (at: Place, text: string) => stored(at).includes(text);
    expect(holds(open, PRIVATE_KEY)).toBe(true);
    for (const text of [PRIVATE_KEY, "plain.", KEY.CANDOR_KEY_ENCRYPTION_SECRET])
      expect(holds(sealed, text)).toBe(false);
    const data = join(open.directory, "data");
    for (const name of readdirSync(data)) expect([name, statSync(join(data, name)).mode & 0o077]).toEqual([name, 0]);
  });

  it("opens them again; another one, none, or one that is too short stops the start by name", async (context) => {
    const { expect } = context;
    const at = await newPlace(context);
    const first = await at.serve(KEY);
    const keys = await jwks(at);
    await first.stop();
    for (const secret of ["another-secret-of-at-least-16", undefined, "short"]) {
      const env = { SHOP_SECRET: SECRET, ...(secret !== undefined && { CANDOR_KEY_ENCRYPTION_SECRET: secret }) };
      const running = run(["serve"], at.directory, env);
      expect(await running.ended).toBe(1);
      expect(running.stdout()).toBe("");
      expect(running.stderr()).toContain("CANDOR_KEY_ENCRYPTION_SECRET");
      if (secret !== undefined) expect(running.stderr()).not.toContain(`${secret} `);
    }
    const again = await at.serve(KEY);
    expect(await jwks(at)).toBe(keys);
    await again.stop();
  });

  it("seals keys that were stored in the clear before", async (context) => {
    const { expect } = context;
    const at = await newPlace(context);
    const first = await at.serve();
    const keys = await jwks(at);
    await first.stop();
    const second = await at.serve(KEY);
    expect(await jwks(at)).toBe(keys);
    await second.stop();
    expect(stored(at).includes(PRIVATE_KEY)).toBe(false);
  });

  it("too short for a first start is refused before a key is made with it", async (context) => {
    const { expect } = context;
    const at = await newPlace(context);
    const running = run(["serve"], at.directory, { SHOP_SECRET: SECRET, CANDOR_KEY_ENCRYPTION_SECRET: "short" });
    expect(await running.ended).toBe(1);
    expect(running.stderr()).toMatch(/CANDOR_KEY_ENCRYPTION_SECRET[\s\S]*16 characters/);
  });
});

describe.concurrent("what is stored", () => {
  it("holds no password, secret, code or token in the clear", async (context) => {
    const { expect } = context;
    const at = await newPlace(context);
    const running = await serveWithOperator(at);
    const person = new Person(at.issuer, USERNAME, PASSWORD);
    const { code, verifier } = await at.app.code(person);
    const { body } = await at.app.redeem(code, verifier);
    const next = await at.app.refresh(String(body.refresh_token));
    const session = person.cookies.get(cookieName(at.issuer, "session")) ?? "";
    await running.stop();
    const all = stored(at);
    expect(all.includes("shop")).toBe(true);
    const secrets = [code, body.access_token, body.refresh_token, next.body.refresh_token, session.split(".")[1]];
    for (const secret of [PASSWORD, SECRET, verifier, ...secrets]) expect(all.includes(String(secret))).toBe(false);
  });
});
