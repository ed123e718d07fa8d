/** Reads candor.config.ts (or .js, .mjs, .json), and turns a configuration into what the services need. */
import { hash } from "node:crypto";
import { accessSync, constants, existsSync, lstatSync, statSync } from "node:fs";
import { extname, resolve } from "node:path";
import { slowKindOf, UNKNOWN_HASH } from "../ports/foreign-secret.ts";
import type { Hooks } from "../ports/hooks.ts";
import type { ClientRecord, ClientSecret } from "../ports/registry.ts";
import { macBytes } from "../protocol/client-authentication/assertion.ts";
import { colorsFrom } from "../protocol/colors.ts";
import { OPTIONAL_GRANT_TYPES } from "../protocol/grants/index.ts";
import { logoName } from "../protocol/logo.ts";
import { isGuessable, shapeOf } from "../protocol/secret-shape.ts";
import type { Settings } from "../protocol/settings.ts";
import { brandingFrom } from "./branding.ts";
import { ConfigurationError } from "./fault.ts";
import { certificatesIn } from "./mutual-tls-faults.ts";
import type { Config, Configuration } from "./schema.ts";

const NAMES = ["candor.config.ts", "candor.config.mts", "candor.config.js", "candor.config.mjs", "candor.config.json"];

/** Files that are run. */
export const MODULES = [".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"];

/** Without an ending it is read as JavaScript. */
const ENDINGS = [...MODULES, ".json", ""];

/**
 * The path of the configuration file: the given one, or one with a usual name. Throws a `ConfigurationError` if there is none.
 */
export function configurationFile(file: string | undefined, directory: string): string {
  const path =
    file === undefined ? NAMES.map((name) => resolve(directory, name)).find(existsSync) : resolve(directory, file);
  const is =
    path === undefined
      ? "not given, and there is no candor.config.ts here"
      : faultOfFile(path, file ?? "candor.config.ts", ENDINGS);
  if (path !== undefined && is === undefined) return path;
  throw new ConfigurationError([
    { key: "--config", is: is ?? "", expected: "a configuration file (or --demo, to try the server out)" },
  ]);
}

/** Why the file that was named can't be read as one with these endings; `undefined` if it can. */
export function faultOfFile(path: string, named: string, endings: readonly string[]): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (named === "") return "empty";
  if (stat === undefined) {
    const isLink = lstatSync(path, { throwIfNoEntry: false }) !== undefined;
    return isLink ? `${named}, which is a broken link` : `${named}, but there is no file ${path}`;
  }
  if (stat.isDirectory()) return `${named}, which is a folder`;
  if (!endings.includes(extname(path)))
    return `${named}, whose name doesn't end in ${endings.filter((ending) => ending !== "").join(", ")}`;
  try {
    accessSync(path, constants.R_OK);
    return undefined;
  } catch {
    return `${named}, which this user may not read`;
  }
}

/** The configuration in a file. Throws a `ConfigurationError` if the file is missing or yields none. */
export async function loadConfig(file: string | undefined, directory: string): Promise<Config> {
  const path = configurationFile(file, directory);
  // Only a file that must be run needs what runs it.
  const { readJson, runModule } = await import("./run-module.ts");
  const loaded = path.endsWith(".json") ? readJson(path) : await runModule(path);
  if (typeof loaded === "object" && loaded !== null && !Array.isArray(loaded)) return loaded as Config;
  const what = path.endsWith(".json") ? "" : "a module whose default export is ";
  const call = typeof loaded === "function" ? ". To wait for something, write export default await …" : "";
  const expected = `a file whose default export is defineConfig({ … }), or JSON with an object${call}`;
  throw new ConfigurationError([{ key: path, is: `${what}${kindOf(loaded)}`, expected }]);
}

function kindOf(loaded: unknown): string {
  if (loaded === null || loaded === undefined) return String(loaded);
  return Array.isArray(loaded) ? "a list" : `a ${typeof loaded}`;
}

/** The registered clients, their secrets hashed. */
export function clientsFrom(
  { clients, profile }: Pick<Configuration, "clients"> & { readonly profile?: string | undefined },
  environment: Readonly<Record<string, string | undefined>>,
): ClientRecord[] {
  return clients.map(({ secrets, name, logoUri, colors, ...client }) => ({
    client: {
      ...(profile !== undefined && { profile }),
      ...client,
      name: name ?? client.id,
      ...(logoUri !== undefined && { logo: logoName(logoUri) }),
      ...(colors !== undefined && { colors: colorsFrom(colors) }),
    },
    ...(logoUri !== undefined && { logoUri }),
    secrets: secrets.map(({ value, env, sha256, hash: foreign, expiresAt }): ClientSecret => {
      const expires = expiresAt === undefined ? undefined : Date.parse(expiresAt);
      // A server that hashes slowly may have let users choose the secret. It counts as one that can be guessed until it is known.
      if (foreign !== undefined)
        return { hash: UNKNOWN_HASH, foreign, expiresAt: expires, guessable: slowKindOf(foreign) !== undefined };
      const text = value ?? environment[env ?? ""] ?? "";
      return {
        hash: sha256 === undefined ? hash("sha256", text, "buffer") : Buffer.from(sha256, "hex"),
        expiresAt: expires,
        // Nothing is known about a hashed secret. We assume that whoever hashes made it long.
        guessable: sha256 === undefined && isGuessable(text),
        shape: sha256 === undefined ? shapeOf(text) : undefined,
        ...(sha256 === undefined && needsText(client) && { text }),
      };
    }),
  }));
}

/** Whether MACs of the client are verified, which takes the secret itself. */
const needsText = ({
  authMethods,
  requestObjectSigningAlg: alg = "",
}: Pick<Configuration["clients"][number], "authMethods" | "requestObjectSigningAlg">): boolean =>
  authMethods.includes("client_secret_jwt") || macBytes(alg) !== undefined;

/** The hooks; `undefined` if there are none, so that nothing asks for them. */
export function hooksFrom({ hooks }: Configuration): Hooks | undefined {
  return [hooks.claims, hooks.users, hooks.askUser].every((hook) => hook === undefined) ? undefined : hooks;
}

/** The settings that decisions get. */
export function settingsFrom(configuration: Configuration): Settings {
  const {
    issuer,
    codeLifetime,
    responseTypes,
    profile,
    requirePushedRequests,
    pushedRequestLifetime,
    deviceCodeLifetime,
    backchannelLifetime,
    refreshGrace,
    refreshIdleLifetime,
    refreshLifetime,
    idTokenLifetime,
    accessTokenLifetime,
    sessionLifetime,
    sessionManagement,
    signUp,
    grantManagement,
    unknownScopes,
    publicScopes,
    selfService,
    registration,
    clientDocuments,
    users,
    keyRotation,
    additionalKeys,
    dpop,
    mutualTls,
    clientAttestation,
    trustedIssuers,
    authorizationDetailsTypes,
    severalAudiences,
    journal: { days, megabytes },
  } = configuration;
  const branding = brandingFrom(configuration.branding);
  return {
    issuer,
    codeLifetime,
    responseTypes,
    profile,
    requirePushedRequests,
    pushedRequestLifetime,
    deviceCodeLifetime,
    backchannelLifetime,
    refreshGrace,
    refreshIdleLifetime,
    refreshLifetime,
    idTokenLifetime,
    accessTokenLifetime,
    sessionLifetime,
    sessionManagement,
    unknownScopes,
    publicScopes,
    ...(branding !== undefined && { branding }),
    selfService,
    registration,
    clientDocuments,
    users,
    keyRotation,
    ...(additionalKeys.length > 0 && { additionalKeys }),
    dpop,
    ...optionalGrantsOf(configuration),
    ...(clientAttestation !== undefined && { clientAttestation }),
    ...(trustedIssuers.length > 0 && { trustedIssuers }),
    ...(authorizationDetailsTypes.length > 0 && { authorizationDetailsTypes }),
    ...(severalAudiences && { severalAudiences }),
    ...(signUp !== undefined && { signUp }),
    ...(grantManagement !== "off" && { grantManagement }),
    ...(mutualTls !== undefined && {
      mutualTls: {
        authorities: mutualTls.authorities === undefined ? [] : certificatesIn(mutualTls.authorities),
        endpoints: mutualTls.endpoints,
      },
    }),
    journal: { days, megabytes },
  };
}

/** Grant types that a client of the configuration or one that registers itself may use, and not every server has. */
function optionalGrantsOf({
  clients,
  registration: { mode, grantTypes: registered },
}: Pick<Configuration, "clients" | "registration">): Pick<Settings, "optionalGrants"> {
  const used = new Set([...clients.flatMap(({ grantTypes }) => grantTypes), ...(mode === "off" ? [] : registered)]);
  const optionalGrants = OPTIONAL_GRANT_TYPES.filter((name) => used.has(name));
  return optionalGrants.length === 0 ? {} : { optionalGrants };
}
