/** The scopes of a configuration file or of a running server. */
import { fetchDocument } from "../../adapters/outbound/document.ts";
import { catalogueFrom } from "../../configuration/catalogue.ts";
import { checkConfig } from "../../configuration/check.ts";
import { ConfigurationError } from "../../configuration/fault.ts";
import { configurationFile, loadConfig } from "../../configuration/load.ts";
import { type Catalogue, catalogueOf, type Scope } from "../../protocol/scope/catalogue.ts";
import type { PublishedScope } from "../../protocol/scope/published.ts";
import { EXIT } from "../exit.ts";

export interface CatalogueOptions {
  readonly config?: string;
  readonly server?: string;
}

export interface Source {
  /** What it is called in a report. */
  readonly name: string;
  readonly issuer: string;
  readonly catalogue: Catalogue;
  readonly clients: readonly {
    readonly id: string;
    readonly scopes: readonly string[];
    readonly defaultScopes: readonly string[];
  }[];
  readonly notes: readonly string[];
}

/** What was asked for can't be done: exit code 2. */
export class UsageError extends Error {}

/** Runs a command. What is wrong with its arguments is printed in words. */
export async function orUsage(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const lines =
      error instanceof ConfigurationError
        ? error.faults.map(({ key, is, expected }) => `${key} is ${is}; expected ${expected}`)
        : error instanceof UsageError
          ? [error.message]
          : undefined;
    if (lines === undefined) throw error;
    for (const line of lines) process.stderr.write(`${line}\n`);
    process.exitCode = EXIT.usage;
  }
}

/** Throws a `UsageError` or a `ConfigurationError` if there are no scopes to read. */
export async function sourceOf({ config, server }: CatalogueOptions): Promise<Source> {
  if (config !== undefined && server !== undefined) throw new UsageError("Use either --config or --server.");
  if (server !== undefined) return ofServer(server);
  const file = configurationFile(config, process.cwd());
  const configuration = checkConfig(await loadConfig(file, process.cwd()), withSecrets(), "memory");
  const { issuer, clients } = configuration;
  return { name: config ?? file, issuer, catalogue: catalogueFrom(configuration), clients, notes: [] };
}

/** Where source code is checked there are no secrets, and none is needed. */
const withSecrets = (): Readonly<Record<string, string | undefined>> =>
  new Proxy<Record<string, string | undefined>>(
    {},
    { get: (_, name) => (String(name).startsWith("CANDOR_") ? undefined : "not needed here") },
  );

async function ofServer(server: string): Promise<Source> {
  if (!URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol))
    throw new UsageError(`--server is '${server}'; expected the URL of an issuer, such as https://id.example.com`);
  const issuer = server.replace(/\/$/, "");
  const published = await documentAt(`${issuer}/scopes.json`);
  const base = { name: issuer, issuer, clients: [] };
  if (Array.isArray(published?.scopes))
    return {
      ...base,
      catalogue: catalogueOf((published.scopes as PublishedScope[]).filter(isNamed).map(scopeOf), []),
      notes: [],
    };
  const metadata =
    (await documentAt(`${issuer}/.well-known/openid-configuration`)) ?? (await documentAt(wellKnown(issuer)));
  if (!Array.isArray(metadata?.scopes_supported))
    throw new UsageError(
      `${issuer} publishes no scopes: neither /scopes.json nor scopes_supported in its metadata could be read.`,
    );
  const scopes = metadata.scopes_supported.filter((name): name is string => typeof name === "string");
  const notes = [`${issuer} doesn't publish the states of scopes, so deprecated and removed scopes aren't recognized.`];
  return {
    ...base,
    catalogue: catalogueOf(
      scopes.map((name) => scopeOf({ name, state: "active" })),
      [],
    ),
    notes,
  };
}

/** RFC 8414 3.1: the path of the issuer comes last. */
const wellKnown = (issuer: string): string => {
  const { origin, pathname } = new URL(issuer);
  return `${origin}/.well-known/oauth-authorization-server${pathname.replace(/\/$/, "")}`;
};

async function documentAt(url: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    // The user named the host, so it may be in the user's network.
    const text = await fetchDocument(new URL(url), { allowPrivate: true, deadline: 5_000, longest: 5_000_000 });
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const isNamed = (scope: unknown): boolean => typeof (scope as PublishedScope | null)?.name === "string";

function scopeOf(given: Partial<PublishedScope> & Pick<PublishedScope, "name">): Scope {
  const { name, description, api, sensitive, personal, state, since, sunset, replacement } = given;
  const states = {
    active: { is: "active" },
    deprecated: { is: "deprecated", since: since ?? "", sunset, replacement },
    removed: { is: "removed", replacement },
  } as const;
  return {
    name,
    description: typeof description === "string" ? description : "",
    api,
    sensitive: sensitive === true,
    personal: personal === true,
    state: states[state ?? "active"] ?? states.active,
  };
}
