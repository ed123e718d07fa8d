/** Reads candor.config.ts (or .js, .mjs, .json), and turns a configuration into what the services need. */
import { hash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { createJiti } from "jiti";
import type { ClientSecret, RegisteredClient } from "../ports/clients.ts";
import { type Catalogue, catalogueOf, GROUP_SCOPES, OPENID_SCOPES, type Scope } from "../protocol/scope/catalogue.ts";
import { shapeOf } from "../protocol/secret-shape.ts";
import type { Settings } from "../protocol/settings.ts";
import { ConfigurationError } from "./check.ts";
import type { Config, Configuration } from "./schema.ts";

const NAMES = ["candor.config.ts", "candor.config.mts", "candor.config.js", "candor.config.mjs", "candor.config.json"];

/** The path of the configuration file: the one that was asked for, or the one that has its usual name. Throws a `ConfigurationError` where there is none. */
export function configurationFile(file: string | undefined, directory: string): string {
  const path =
    file === undefined ? NAMES.map((name) => resolve(directory, name)).find(existsSync) : resolve(directory, file);
  if (path !== undefined && existsSync(path)) return path;
  throw new ConfigurationError([
    {
      key: "--config",
      is: file ?? "not given, and there is no candor.config.ts here",
      expected: "a configuration file (or --demo, to try the server out)",
    },
  ]);
}

/** The configuration file's default export. Throws a `ConfigurationError` where there is no such file, or nothing to be had from it. */
export async function loadConfig(file: string | undefined, directory: string): Promise<Config> {
  const path = configurationFile(file, directory);
  const loaded = path.endsWith(".json") ? readJson(path) : await runModule(path);
  if (typeof loaded !== "object" || loaded === null) {
    throw new ConfigurationError([
      { key: path, is: typeof loaded, expected: "a file whose default export is defineConfig({ … })" },
    ]);
  }
  return loaded as Config;
}

/**
 * Runs a module and answers its default export. Without a cache of files: it would keep the secrets of the configuration in a folder that all
 * can read, and run what somebody else has put there under the expected name.
 */
function runModule(path: string): Promise<unknown> {
  const candor = resolve(import.meta.dirname, `schema${extname(import.meta.filename)}`);
  return createJiti(import.meta.url, { fsCache: false, moduleCache: false, alias: { candor } }).import(path, {
    default: true,
  });
}

function readJson(path: string): unknown {
  try {
    // Editors on Windows put a byte order mark before it, which JSON does not have (RFC 8259 8.1).
    return JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    // What JSON.parse says quotes the text, which may hold a secret.
    const [, at] = /position (\d+)/.exec((error as Error).message) ?? [];
    const place = at === undefined ? "" : `: see its character ${at}`;
    throw new ConfigurationError([{ key: path, is: `no JSON${place}`, expected: "an object in JSON" }]);
  }
}

/** The catalogue of scopes and APIs. */
export function catalogueFrom({ scopes, apis, clients }: Configuration): Catalogue {
  const declared = scopes.map(({ name, description, api, sensitive, deprecated, removed }): Scope => {
    const state: Scope["state"] = removed
      ? { is: "removed", ...removed }
      : deprecated
        ? { is: "deprecated", ...deprecated }
        : { is: "active" };
    return { name, description, api, sensitive, personal: false, state };
  });
  const groups = GROUP_SCOPES.filter(({ name }) => clients.some((client) => client.scopes.includes(name)));
  return catalogueOf([...OPENID_SCOPES, ...groups, ...declared], apis);
}

/** The registered clients, their secrets hashed. */
export function clientsFrom(
  { clients }: Configuration,
  environment: Readonly<Record<string, string | undefined>>,
): RegisteredClient[] {
  return clients.map(({ secrets, name, ...client }) => ({
    client: { ...client, name: name ?? client.id },
    secrets: secrets.map(({ value, env, sha256, expiresAt }): ClientSecret => {
      const text = value ?? environment[env ?? ""] ?? "";
      return {
        hash: sha256 === undefined ? hash("sha256", text, "buffer") : Buffer.from(sha256, "hex"),
        expiresAt: expiresAt === undefined ? undefined : Date.parse(expiresAt),
        // Of a hash nothing is known; whoever hashes is taken to have made the secret long.
        guessable: sha256 === undefined && text.length < 32,
        shape: sha256 === undefined ? shapeOf(text) : undefined,
      };
    }),
  }));
}

/** What decisions are told of the configuration. */
export function settingsFrom(configuration: Configuration): Settings {
  const {
    issuer,
    codeLifetime,
    refreshGrace,
    refreshIdleLifetime,
    refreshLifetime,
    idTokenLifetime,
    accessTokenLifetime,
    sessionLifetime,
    unknownScopes,
  } = configuration;
  return {
    issuer,
    codeLifetime,
    refreshGrace,
    refreshIdleLifetime,
    refreshLifetime,
    idTokenLifetime,
    accessTokenLifetime,
    sessionLifetime,
    unknownScopes,
  };
}
