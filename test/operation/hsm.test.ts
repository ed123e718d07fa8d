/** The secret that encrypts the keys, itself encrypted for a key in an HSM: SoftHSM, through OpenSC. */

import { execFileSync, spawnSync } from "node:child_process";
import { constants, createPublicKey, publicEncrypt } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { place, run, SECRET as SHOP_SECRET, toEnd } from "./run.ts";

const MODULE = "/usr/lib/softhsm/libsofthsm2.so";
const CAN = existsSync(MODULE) && spawnSync("pkcs11-tool", ["--help"]).status !== null;
const [PIN, SECRET] = ["4321-pin", "the-secret-of-the-keys-0123456789"];

it.skipIf(!CAN)("is decrypted there at the start, and by commands", async ({ onTestFinished }) => {
  const at = await place();
  onTestFinished(() => at.leave());
  const path = (name: string) => join(at.directory, name);
  mkdirSync(path("tokens"));
  at.write("softhsm.conf", `directories.tokendir = ${path("tokens")}\nobjectstore.backend = file\n`);
  const hsm = { SOFTHSM2_CONF: path("softhsm.conf") };
  const tool = (program: string, ...args: readonly string[]) =>
    execFileSync(program, args, { env: { ...process.env, ...hsm }, stdio: ["ignore", "pipe", "ignore"] });
  const key = ["--module", MODULE, "--token-label", "candor"];
  tool("softhsm2-util", "--init-token", "--free", "--label", "candor", "--so-pin", "12345678", "--pin", PIN);
  tool(
    "pkcs11-tool",
    ...key,
    "--login",
    "--pin",
    PIN,
    "--keypairgen",
    "--key-type",
    "rsa:2048",
    "--id",
    "01",
    "--usage-decrypt",
  );
  tool("pkcs11-tool", ...key, "--read-object", "--type", "pubkey", "--id", "01", "--output-file", path("public.der"));

  const publicKey = createPublicKey({ key: readFileSync(path("public.der")), format: "der", type: "spki" });
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  writeFileSync(
    path("keys.wrapped"),
    publicEncrypt({ key: publicKey, padding, oaepHash: "sha1" }, Buffer.from(SECRET)),
  );
  at.write("pin", `${PIN}\n`);
  at.write("wrong-pin", "1234-pin\n");
  const uri = (id = "01", pin = "pin", more = "") =>
    `pkcs11:token=candor;id=%${id}?module-path=${MODULE}&pin-source=${path(pin)}${more}`;
  const environment = (named: string) => ({
    ...hsm,
    SHOP_SECRET,
    CANDOR_KEY_ENCRYPTION_SECRET_FILE: path("keys.wrapped"),
    CANDOR_KEY_ENCRYPTION_SECRET_PKCS11: named,
  });

  const checked = await toEnd(["config", "check"], at.directory, "", environment(uri()));
  expect(checked.out).toContain("has no faults and no warnings");
  const server = await at.serve(environment(uri()));
  expect(await server.stop()).toBe(0);
  const database = new DatabaseSync(path("data/candor.sqlite"), { readOnly: true });
  const stored = database.prepare("select sealed from signing_keys").all();
  database.close();
  expect(stored.length).toBeGreaterThan(0);
  expect(stored.every(({ sealed }) => String(sealed).startsWith("sealed."))).toBe(true);
  // The secret that was wrapped, and no other, opens them.
  const rotated = await toEnd(["keys", "rotate"], at.directory, "", { CANDOR_KEY_ENCRYPTION_SECRET: SECRET });
  expect(rotated.code, rotated.err).toBe(0);
  const byCommand = await toEnd(["keys", "rotate", "--another"], at.directory, "", environment(uri()));
  expect(byCommand.code, byCommand.err).toBe(0);

  for (const [named, why] of [
    [uri("01", "wrong-pin"), "CKR_PIN_INCORRECT"],
    [uri("02"), "pkcs11-tool couldn't use"],
    [uri("01", "pin", "&x-oaep-hash=sha256"), "CKR_ARGUMENTS_BAD"],
    [uri("01", "no-pin"), "pin-source can't be read"],
    ["pkcs11:token=candor?module-path=/m", "without id, pin-source"],
  ] as const) {
    const refused = run(["serve"], at.directory, environment(named));
    expect(await refused.ended).toBe(1);
    expect(refused.stderr()).toContain("CANDOR_KEY_ENCRYPTION_SECRET_PKCS11 is ");
    expect(refused.stderr()).toContain(why);
    expect(refused.stderr()).not.toContain(PIN);
  }
});
