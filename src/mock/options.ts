/** What a mock is started with, and the configuration that follows: the demo world, with what the test adds. */
import type { Config } from "../configuration/schema.ts";
import { demoConfig } from "../demo/world.ts";
import type { MockSignIn } from "./sign-in.ts";

/** A user to add. */
export interface MockUser {
  /** 1 to 254 characters without spaces. */
  readonly username: string;
  /** For the sign-in page. Default: the user name with `-password`. */
  readonly password?: string | undefined;
  /** `sub` of tokens. Default: the user name with `mock-` in front. */
  readonly subject?: string | undefined;
  /** `operator` may see everything. Default: `user`. */
  readonly role?: "user" | "operator" | undefined;
  /** Claims of OpenID Connect Core 5.1, such as `email`, and `groups` and `roles`. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
}

/** The settings of a server that make sense for a mock. It is always in memory and on loopback. */
export type MockConfig = Omit<Partial<Config>, "issuer" | "port" | "host" | "data" | "tls" | "trustedProxy">;

/** What a mock is started with. */
export interface MockOptions {
  /** The port. Default, and 0: one that is free. */
  readonly port?: number | undefined;
  /** Redirect URIs of your app, added to the clients `demo-web` and `demo-spa`. */
  readonly redirectUris?: readonly string[] | undefined;
  /** Clients, as in `candor.config.ts`, beside those of the demo. One with the id of a demo client replaces it. */
  readonly clients?: Config["clients"] | undefined;
  /** APIs, likewise. */
  readonly apis?: Config["apis"] | undefined;
  /** Scopes, likewise. */
  readonly scopes?: Config["scopes"] | undefined;
  /** Other settings, such as `accessTokenLifetime`. Clients, APIs and scopes in it are added to those of the demo, too. */
  readonly config?: MockConfig | undefined;
  /** Users, beside `ada`, `grace` and `root`. */
  readonly users?: readonly MockUser[] | undefined;
  /** Who is signed in without pages, as with `signIn`. Default: the pages are shown. */
  readonly user?: string | MockSignIn | undefined;
  /** What the clock says at the start. Default: the system's time. */
  readonly clock?: Date | string | number | undefined;
}

type Client = NonNullable<Config["clients"]>[number];

/** The first of each id, so that what comes first replaces what comes later. */
function firstOf<T>(all: readonly T[], id: (one: T) => string): T[] {
  const known = new Map<string, T>();
  for (const one of all) if (!known.has(id(one))) known.set(id(one), one);
  return [...known.values()];
}

/** The configuration of a mock at an issuer. */
export function configOf(options: MockOptions, issuer: string, port: number): Config {
  const { config = {}, redirectUris = [] } = options;
  const demo = demoConfig({ issuer });
  const returning = ({ id, ...client }: Client): Client => {
    const isOfApp = id === "demo-web" || id === "demo-spa";
    return { id, ...client, ...(isOfApp && { redirectUris: [...(client.redirectUris ?? []), ...redirectUris] }) };
  };
  return {
    ...demo,
    logLevel: "silent",
    ...config,
    issuer,
    port,
    host: "localhost",
    apis: firstOf([...(options.apis ?? []), ...(config.apis ?? []), ...(demo.apis ?? [])], ({ resource }) => resource),
    scopes: firstOf([...(options.scopes ?? []), ...(config.scopes ?? []), ...(demo.scopes ?? [])], ({ name }) => name),
    clients: firstOf(
      [...(options.clients ?? []), ...(config.clients ?? []), ...(demo.clients ?? []).map(returning)],
      ({ id }) => id,
    ),
  };
}
