/** The app of docs/guides/attestation.md at a real server with the guide's configuration: a user signs in, and the tokens are of one phone. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { exportJWK, generateKeyPair } from "jose";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import { type Candor, type Config, createCandor } from "../../src/index.ts";
import { Application } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { freePort } from "../free-port.ts";
import { backend, wallet } from "./attestation/wallet.ts";
import { ROOT } from "./markdown.ts";

const REDIRECT = "com.example.wallet:/callback";
const ADA = { username: "ada", password: "correct-horse-battery" };

let candor: Candor;
let attest: ReturnType<typeof backend>;
beforeAll(async () => {
  const guide = readFileSync(join(ROOT, "docs/guides/attestation.md"), "utf8");
  const [, yaml = ""] = /```yaml\n([\s\S]*?)```/.exec(guide) ?? [];
  const { clients, ...settings } = parse(yaml) as Config;
  const attester = await generateKeyPair("ES256");
  const { attesterJwksUri: _, ...client } = clients?.[0] ?? { id: "" };
  const attesterJwks = { keys: [{ ...(await exportJWK(attester.publicKey)) }] };
  const port = await freePort();
  const where = { issuer: `http://localhost:${port}`, port, host: "localhost", logLevel: "silent" as const };
  candor = await createCandor({
    config: { ...where, ...settings, clients: [{ ...client, attesterJwks }] },
    storage: "memory",
  });
  await candor.listen();
  await candor.users.add(ADA);
  attest = backend(attester);
});
afterAll(() => candor.close());

it("signs in and refreshes, and another phone can't use its refresh token", async () => {
  const [phone, thief] = [await wallet(candor.issuer, attest), await wallet(candor.issuer, attest)];
  const app = new Application(candor.issuer, { id: "wallet", redirectUri: REDIRECT, scope: "openid offline_access" });
  const { code, verifier } = await app.code(new Person(candor.issuer, ADA.username, ADA.password));
  const redeemed = await phone({
    grant_type: "authorization_code",
    code,
    redirect_uri: REDIRECT,
    code_verifier: verifier,
  });
  expect(redeemed.status).toBe(200);
  const { refresh_token = "" } = (await redeemed.json()) as { refresh_token?: string };
  const refresh = { grant_type: "refresh_token", refresh_token };
  const stolen = await thief(refresh);
  expect(await stolen.json()).toMatchObject({ error: "invalid_grant" });
  expect((await phone(refresh)).status).toBe(200);
});
