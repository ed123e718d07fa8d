/** The demo world with its parts in reach: journal, clock and storage beside the web's fetch. In memory unless told otherwise. */

import { randomBytes } from "node:crypto";
import type { Configured } from "../../src/adapters/registry/configured.ts";
import { compose } from "../../src/compose.ts";
import { catalogueFrom } from "../../src/configuration/catalogue.ts";
import { checkConfig } from "../../src/configuration/check.ts";
import { clientsFrom, settingsFrom } from "../../src/configuration/load.ts";
import type { Config } from "../../src/configuration/schema.ts";
import { demoRoutes } from "../../src/demo/routes.ts";
import { demoConfig, seedDemo } from "../../src/demo/world.ts";
import { cookieName } from "../../src/http/cookies.ts";
import { fetchHandler } from "../../src/http/fetch.ts";
import { OwnPaths } from "../../src/http/own-paths.ts";
import { candorPlugin } from "../../src/http/plugin.ts";
import { createServer } from "../../src/http/server.ts";
import type { Circumstances } from "../../src/ports/journal.ts";
import type { RegisteredClient, Registries, Registry } from "../../src/ports/registry.ts";
import { once } from "../../src/ports/soon.ts";
import type { Storage } from "../../src/ports/storage.ts";
import type { Occasion } from "../../src/protocol/occasion.ts";
import type { Refusal } from "../../src/reasons/index.ts";
import type { Deps, Shared } from "../../src/service/deps.ts";
import { floodLimits } from "../../src/service/flood.ts";
import { openJournal } from "../../src/service/journal.ts";
import { startSession } from "../../src/service/sessions.ts";
import { AUTHORITY } from "../certificates/certificates.ts";
import { basic, CHALLENGE } from "./samples.ts";

/** https, so that transport is among what can be refused. */
export const ISSUER = "https://id.example";

/** The IP address of every request: of a proxy that forwards the certificates of clients, if they have one. */
const PROXY = "192.0.2.7";

/** Clients connect with certificates. */
export const WITH_CERTIFICATES = {
  trustedProxy: [PROXY],
  mutualTls: { forwardedIn: "Client-Cert", authorities: AUTHORITY },
} satisfies Partial<Config>;

type Client = NonNullable<Config["clients"]>[number];

export interface WorldOptions {
  readonly config?: Partial<Config>;
  /** Registered beside those of the demo. */
  readonly clients?: readonly Client[];
  readonly storage?: (storage: Storage) => Storage;
  readonly sqliteIn?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** A registry in the place of the one in memory, filled with the same. */
  readonly registries?: (configured: Configured) => Registries;
}

/** A refusal as it was handed to the journal, and under which reference it was kept. */
export interface Journalled extends Circumstances {
  readonly refusal: Refusal;
  readonly on: Occasion;
  readonly ref: string;
  readonly kept: boolean;
}

/** So many that no test comes near them. */
const UNBOUNDED = { perMinute: 1e9, charactersPerMinute: 1e12, share: 1 };

export interface World {
  readonly deps: Deps;
  readonly clock: { now: number };
  readonly life: { closing: boolean };
  /** The host that it is mounted in. */
  readonly host: { readsBodies: boolean };
  /** Everything that was handed to `deps.journal`, which keeps it as in earnest. */
  readonly journal: Journalled[];
  /** Lines of the log. */
  readonly written: string[];
  readonly send: (path: string, init?: RequestInit) => Promise<Response>;
  readonly form: (path: string, form: Form, headers?: Record<string, string>) => Promise<Response>;
  /** Headers of a browser in which this user is signed in. */
  readonly signedIn: (username: string) => Promise<Record<string, string>>;
  /** A code for demo-web and ada, who agrees to everything. */
  readonly code: (form?: Form) => Promise<string>;
  readonly close: () => Promise<void>;
}

export type Form = Readonly<Record<string, string | undefined>>;

export function encode(form: Form): string {
  const entries = Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new URLSearchParams(entries).toString();
}

/** An authorization request of demo-web that is granted. */
export const AUTHORIZE = {
  client_id: "demo-web",
  redirect_uri: `${ISSUER}/demo/callback`,
  response_type: "code",
  scope: "openid offline_access read_profile",
  code_challenge: CHALLENGE,
  code_challenge_method: "S256",
};

export const asWeb = { authorization: basic("demo-web:demo-web-secret") };
export const asService = { authorization: basic("demo-service:demo-service-secret") };

/** A client of this moment, as it is registered. */
export function registered({ registry }: Pick<Deps, "registry">, id: string): RegisteredClient | undefined {
  const found = registry.client(id);
  if (found instanceof Promise) throw new Error("The clients of this world are in memory.");
  return found;
}

/** The same with other settings, scopes or clients. */
export function withRegistry<D extends Pick<Deps, "registry" | "registries">>(deps: D, change: Partial<Registry>): D {
  const registry = { ...deps.registry, ...change };
  return { ...deps, registry, registries: { current: () => registry } };
}

/** A session of a user, as after a sign-in with the right password; the cookie's value. */
export async function sessionOf(deps: Deps, subject: string, now: number): Promise<string> {
  const account = await deps.storage.people.find(subject);
  const cookie = account && (await startSession(deps, account, now));
  if (cookie === undefined) throw new Error(`${subject} cannot sign in.`);
  return cookie;
}

/** argon2 is slow by design; what is tested here is not. */
const passwords: Deps["passwords"] = {
  hash: async (password) => `plain ${password}`,
  verify: async (password, hash) => hash === `plain ${password}`,
  isCurrent: () => true,
};

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const { sqliteIn, environment = {} } = options;
  const demo = demoConfig({
    issuer: ISSUER,
    logLevel: "silent",
    ...options.config,
    ...(sqliteIn !== undefined && { data: sqliteIn }),
  });
  const clients = [...(demo.clients ?? []), ...(options.clients ?? [])];
  const configuration = checkConfig(
    {
      ...demo,
      clients,
      apis: [...(demo.apis ?? []), ...(options.config?.apis ?? [])],
      scopes: [...(demo.scopes ?? []), ...(options.config?.scopes ?? [])],
    },
    {},
  );
  const clock = { now: Date.UTC(2026, 5, 15, 12) };
  const storage = sqliteIn === undefined ? "memory" : "sqlite";
  const composed = await compose({ configuration, environment, storage, clock: () => clock.now });
  const configured = {
    settings: settingsFrom(configuration),
    catalogue: catalogueFrom(configuration),
    clients: clientsFrom(configuration, {}),
  };
  const journal: Journalled[] = [];
  const written: string[] = [];
  const write = (fields: object, message: string): void => void written.push(JSON.stringify({ ...fields, message }));
  const isDebug = configuration.logLevel === "debug";
  const bare: Omit<Shared, "journal"> = {
    ...composed.shared,
    registries: options.registries?.(configured) ?? composed.shared.registries,
    storage: options.storage?.(composed.shared.storage) ?? composed.shared.storage,
    passwords,
    random: (length) => new Uint8Array(randomBytes(length)),
    log: {
      debug: isDebug ? write : () => undefined,
      info: write,
      warn: write,
      error: write,
      notice: write,
      writes: (level) => level === "info" || isDebug,
      flush: async () => undefined,
    },
  };
  const real = openJournal(bare, options.config?.journal ? floodLimits(configuration.journal) : UNBOUNDED);
  const deps: Deps = {
    ...bare,
    // Tests replace parts of it, and expect that services see what the server sees.
    get registry() {
      return this.registries.current();
    },
    journal: {
      ...real,
      record(refused, circumstances, registry) {
        const refusal = { refused: refused.refused, evidence: refused.evidence };
        return once(real.record(refused, circumstances, registry), (recorded) => {
          journal.push({ ...circumstances, ...recorded, refusal, on: refused.on });
          return recorded;
        });
      },
    },
  };
  await seedDemo(deps);
  const life = { closing: false, closed: false };
  const host = { readsBodies: false };
  const own = new OwnPaths("");
  const { sessionCookie } = configuration;
  const plugin = candorPlugin({
    shared: deps,
    life,
    extraRoutes: demoRoutes(deps),
    demo: true,
    sessionCookie,
    alone: true,
  });
  const server = await createServer(plugin, deps, life, configuration, own);
  await server.ready();
  const handle = fetchHandler(server, own, ISSUER);
  const fetch = async (request: Request) => {
    if (host.readsBodies) await request.text();
    return handle(request, { address: PROXY });
  };

  const send: World["send"] = (path, init = {}) =>
    fetch(new Request(new URL(path, ISSUER), { redirect: "manual", ...init }));
  const form: World["form"] = (path, fields, headers = {}) =>
    send(path, {
      method: "POST",
      body: encode(fields),
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    });
  const signedIn: World["signedIn"] = async (username) => ({
    cookie: `${cookieName(deps.issuer, "session")}=${await sessionOf(deps, `demo-${username}`, clock.now)}`,
  });
  return {
    deps,
    clock,
    life,
    host,
    journal,
    written,
    send,
    form,
    signedIn,
    async code(fields = {}) {
      const request = { ...AUTHORIZE, ...fields };
      await deps.storage.consents.add("demo-ada", request.client_id, request.scope?.split(" ") ?? [], clock.now);
      const answer = await send(`/authorize?${encode(request)}`, { headers: await signedIn("ada") });
      const code = new URL(answer.headers.get("location") ?? "none:").searchParams.get("code");
      if (code === null) throw new Error(`No code: ${answer.status} ${journal.at(-1)?.refusal.refused}`);
      return code;
    },
    async close() {
      await server.close();
      await real.flush();
      await composed.close();
    },
  };
}
