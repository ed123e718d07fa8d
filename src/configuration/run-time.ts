/** Which settings may change while the server runs, and which of all settings a file says. */
import { z } from "zod";
import type { Config } from "./schema.ts";
import { schema } from "./schema.ts";
import type { StorageKind } from "./storage-kind.ts";

/** By their names in the configuration, with a dot for one within another. They are in force for the next request. */
export const RUN_TIME = [
  "codeLifetime",
  "accessTokenLifetime",
  "idTokenLifetime",
  "refreshLifetime",
  "refreshIdleLifetime",
  "refreshGrace",
  "responseTypes",
  "requirePushedRequests",
  "pushedRequestLifetime",
  "deviceCodeLifetime",
  "backchannelLifetime",
  "sessionLifetime",
  "sessionManagement",
  "grantManagement",
  "unknownScopes",
  "publicScopes",
  "keyRotation.every",
  "keyRotation.ahead",
  "dpop.nonce",
  "journal.days",
  "journal.megabytes",
  "branding.name",
  "branding.logo",
  "branding.colors",
  "branding.terms",
  "branding.privacy",
  "branding.support",
  "selfService.enabled",
  "selfService.scopes",
  "selfService.grantTypes",
  "selfService.applications",
  "registration.mode",
  "registration.vouched",
  "registration.scopes",
  "registration.grantTypes",
  "registration.authorizationDetailsTypes",
  "registration.redirectHosts",
  "registration.schemes",
  "registration.pkceRequired",
  "registration.unusedDays",
  "registration.applications",
  "registration.perHour",
  "clientDocuments.mode",
  "clientDocuments.hosts",
  "clientDocuments.blocked",
  "clientDocuments.scopes",
  "clientDocuments.loopback",
] as const;

export type RunTimeSetting = (typeof RUN_TIME)[number];

/** Read once, at the start: changed in the file, with a restart. */
export const AT_START = [
  "issuer",
  "host",
  "port",
  "data",
  "tls.cert",
  "tls.key",
  "profile",
  "trustedIssuers",
  "registration.softwareStatements",
  "authorizationDetailsTypes",
  "severalAudiences",
  "additionalKeys",
  "signUp.url",
  "mutualTls.authorities",
  "mutualTls.forwardedIn",
  "mutualTls.endpoints",
  "clientAttestation.attesters",
  "clientAttestation.challenges",
  "clientAttestation.maxAge",
  "trustedProxy",
  "outbound.privateNetworks",
  "connections.total",
  "connections.perNetwork",
  "connections.responseTimeout",
  "shutdownDelay",
  "logLevel",
  "logFormat",
  "metrics.port",
  "metrics.host",
  "metrics.clients",
  "openTelemetry.endpoint",
  "openTelemetry.traces",
  "openTelemetry.metrics",
  "openTelemetry.sample",
  "accessLog.file",
  "accessLog.megabytes",
  "accessLog.days",
  "accessLog.keep",
  "accessLog.addresses",
  "auditLog.file",
  "auditLog.megabytes",
  "auditLog.days",
  "auditLog.keep",
  "journal.perMinute",
  "sessionCookie",
  "users.attributes",
  "users.editable",
] as const;

const ALL: readonly string[] = [...RUN_TIME, ...AT_START];

/** What a name stands for in a configuration. */
export const valueAt = (config: object, name: string): unknown =>
  name.split(".").reduce<unknown>((at, step) => (at as Readonly<Record<string, unknown>> | undefined)?.[step], config);

/** The names of the settings that a configuration says itself; the others have their defaults. */
export const writtenIn = (config: Config): readonly string[] =>
  ALL.filter((name) => valueAt(config, name) !== undefined);

/** The values of the settings that are read at the start. With PostgreSQL, nothing is stored in a directory. */
export const atStart = (configuration: object, storage: StorageKind): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    AT_START.filter((name) => name !== "data" || storage !== "postgres").map((name) => [
      name,
      valueAt(configuration, name),
    ]),
  );

/** The schema of a setting, with its default and its description. */
export function settingAt(name: string): z.ZodType {
  const found = name.split(".").reduce<z.ZodType>((at, step) => within(at)?.shape[step] as z.ZodType, schema);
  if (found === undefined) throw new Error(`There is no setting ${name}.`);
  return found;
}

/** The object within a schema that has a default, or may be missing. */
function within(at: z.ZodType): z.ZodObject | undefined {
  if (at instanceof z.ZodObject) return at;
  return at instanceof z.ZodPrefault || at instanceof z.ZodOptional || at instanceof z.ZodDefault
    ? within(at.unwrap() as z.ZodType)
    : undefined;
}
