/** A server for the clients of the matrix: one application in the variations that the mistakes need, and Ada, who signs in. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose } from "../../src/compose.ts";
import { checkConfig } from "../../src/configuration/check.ts";
import { ADA, seedDemo } from "../../src/demo/world.ts";
import { createCandor } from "../../src/index.ts";
import type { Explanation } from "../../src/reasons/explain.ts";
import { Person } from "../blackbox/person.ts";
import { freePort } from "../free-port.ts";
import { until } from "../until.ts";
import type { Registration } from "./define.ts";
import { navigate } from "./navigate.ts";

export const SECRET = "a-secret-of-my-app";
/** Client ids: as documented, with another redirect URI, and with codes that end after a second. */
export const [APP, ELSEWHERE, HASTY] = ["my-app", "my-app-elsewhere", "my-app-hasty"];

export interface World {
  readonly issuer: string;
  readonly person: () => Person;
  /** Lets this many seconds go by for the server. */
  readonly pass: (seconds: number) => void;
  /** The refusals since it was last asked. */
  readonly refusals: () => Promise<Explanation[]>;
  /** File of the certificate that its programs must trust, where it speaks https. */
  readonly certificate?: string | undefined;
  readonly close: () => Promise<void>;
}

const environment = { CANDOR_KEY_ENCRYPTION_SECRET: "a-secret-for-the-keys-of-this-world" };

let seeded: Promise<string> | undefined;

/** A data directory with Ada in it, made once: hashing passwords takes its time. */
async function seed(): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), "candor-clients-"));
  const configuration = checkConfig({ issuer: "http://localhost:9400", data, logLevel: "silent" }, environment);
  const { shared, close } = await compose({ configuration, environment, storage: "sqlite" });
  await seedDemo(shared);
  await close();
  return data;
}

/** Removes it, after the last world. */
export async function removeSeed(): Promise<void> {
  const data = await seeded;
  seeded = undefined;
  if (data !== undefined) rmSync(data, { recursive: true, force: true });
}

/** A certificate for localhost that it signs itself. */
function certify(folder: string): { cert: string; key: string } {
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const made = spawnSync("openssl", [
    ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost".split(" "),
    ...["-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", cert],
  ]);
  if (made.status !== 0) throw new Error(`openssl made no certificate: ${made.stderr}`);
  return { cert, key };
}

/** Starts it on a free port. */
export async function startWorld(redirectUri: string, more: Partial<Registration> = {}, https = false): Promise<World> {
  const port = await freePort();
  const issuer = `http${https ? "s" : ""}://localhost:${port}`;
  const app: Omit<Registration, "id"> = {
    name: "My application",
    secrets: [{ value: SECRET }],
    grantTypes: ["authorization_code", "refresh_token"],
    redirectUris: [redirectUri],
    scopes: ["openid", "profile", "email", "offline_access"],
    ...more,
  };
  const clients = [
    { id: APP, ...app },
    { id: ELSEWHERE, ...app, redirectUris: ["https://my-app.example/callback"] },
    { id: HASTY, ...app, codeLifetime: 1 },
  ] as Registration[];
  const data = mkdtempSync(join(tmpdir(), "candor-client-world-"));
  seeded ??= seed();
  cpSync(await seeded, data, { recursive: true });
  const tls = https ? certify(data) : undefined;
  const config = { issuer, port, host: "localhost", data, logLevel: "silent" as const, clients, ...(tls && { tls }) };
  let later = 0;
  let refused: Explanation[] = [];
  const candor = await createCandor({
    config,
    environment,
    clock: () => Date.now() + later,
    onRefusal: (explanation) => {
      refused.push(explanation);
    },
  });
  await candor.listen();
  return {
    issuer,
    certificate: tls?.cert,
    person: () => new Person(issuer, ADA.username, ADA.password, navigate),
    pass: (seconds) => {
      later += seconds * 1000;
    },
    refusals: async () => {
      // Refusals are heard in their order, so that all are once a later one is.
      const last = `nobody-${crypto.randomUUID()}`;
      const isLast = (one: Explanation) => JSON.stringify(one.evidence).includes(last);
      await candor.fetch(new Request(`${issuer}/authorize?client_id=${last}`));
      await until(() => refused.some(isLast), "the last refusal is heard");
      const since = refused.filter((one) => !isLast(one));
      refused = [];
      return since;
    },
    close: async () => {
      await candor.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
