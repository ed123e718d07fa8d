/** A real server with many accounts, behind a proxy that tells where each request comes from, and a clock to turn. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hash } from "@node-rs/argon2";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import { demoConfig } from "../../src/demo/world.ts";
import { createCandor } from "../../src/index.ts";
import { formsOf, Person } from "../blackbox/person.ts";
import { type TestClock, testClock } from "../clock.ts";
import { freePort } from "../free-port.ts";

export const PASSWORD = "a password of the whole town";

/** argon2id is slow by design; what is tested here is not. */
const CHEAP = { algorithm: 2, memoryCost: 64, timeCost: 1, parallelism: 1 } as const;

export interface Town extends Omit<TestClock, "now"> {
  readonly issuer: string;
  /** A new browser. */
  browser(): Promise<Browser>;
  close(): Promise<void>;
}

/** Starts a server with the accounts `user0`, `user1`, … */
export async function startTown(users: number): Promise<Town> {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const data = mkdtempSync(join(tmpdir(), "candor-town-"));
  await settle(join(data, "candor.sqlite"), users);
  const { clients = [], apis = [], scopes = [] } = demoConfig({ issuer });
  const config = { issuer, port, host: "localhost", data, logLevel: "silent" as const, clients, apis, scopes };
  const { now, pass, hold } = testClock();
  const candor = await createCandor({
    config: { ...config, trustedProxy: ["127.0.0.1", "::1"] },
    clock: now,
  });
  await candor.listen();
  return {
    issuer,
    pass,
    hold,
    browser: () => Browser.open(issuer),
    close: async () => {
      await candor.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function settle(file: string, users: number): Promise<void> {
  const storage = await openSqlite({ file });
  const passwordHash = await hash(PASSWORD, CHEAP);
  for (let n = 0; n < users; n++) {
    const account = { subject: `usr_${n}`, username: `user${n}`, passwordHash, claims: {}, createdAt: Date.now() };
    await storage.people.insert({ ...account, role: "user", disabled: false });
  }
  await storage.close();
}

/** A browser at the sign-in page. */
export class Browser {
  readonly #person: Person;
  readonly #fields: Readonly<Record<string, string>>;

  private constructor(person: Person, fields: Readonly<Record<string, string>>) {
    this.#person = person;
    this.#fields = fields;
  }

  static async open(issuer: string): Promise<Browser> {
    const person = new Person(issuer);
    const [form] = formsOf(await person.page(`${issuer}/sign-in`));
    return new Browser(person, form?.fields ?? {});
  }

  /** Tries to sign in from an IP address. */
  signIn(username: string, password: string, address: string): Promise<Response> {
    const fields = { ...this.#fields, username, password };
    return this.#person.post(`${this.#person.issuer}/sign-in`, fields, { "x-forwarded-for": address });
  }
}

/** How often each status came. */
export async function tally(responses: readonly Promise<Response>[]): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const response of responses) {
    const { status } = await response;
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}
