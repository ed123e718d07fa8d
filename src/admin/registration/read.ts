/**
 * What the metadata of an application that registers itself means (RFC 7591 2, OpenID Connect Registration 2): the same settings as of any other
 * application, by the same rules, within the operator's policy. What the policy doesn't allow is left out if something remains.
 */
import { client as setting } from "../../configuration/client.ts";
import { faultsOf, quoted } from "../../configuration/form.ts";
import { type Beside, registeredFaults } from "../../configuration/registered-faults.ts";
import type { Client } from "../../protocol/client.ts";
import { METHOD_NAMES, methodOf } from "../../protocol/client-authentication/index.ts";
import { logoName } from "../../protocol/logo.ts";
import { redirectUriFault } from "../../protocol/redirect-uri.ts";
import type { MetadataFault } from "../../protocol/registration/occasion.ts";
import type { RegistrationPolicy } from "../../protocol/registration/policy.ts";
import type { Scope } from "../../protocol/scope/catalogue.ts";
import { type Members, settingsOf } from "../representation.ts";
import { readBeside } from "./beside.ts";
import { fault, isTexts } from "./faults.ts";
import { grantsOf } from "./grants.ts";
import { AS_SETTINGS } from "./members.ts";
import { applicationTypeOf, hostFault } from "./redirects.ts";

/** Members by the names of their settings. */
const MEMBER_OF: Readonly<Record<string, string>> = {
  ...{
    grantTypes: "grant_types",
    responseTypes: "response_types",
    authMethods: "token_endpoint_auth_method",
    applicationType: "application_type",
  },
  ...{ name: "client_name", scopes: "scope", logoUri: "logo_uri" },
  ...Object.fromEntries(AS_SETTINGS.map(([member, name]) => [name, member])),
};

export interface RegistrationReading {
  readonly policy: Pick<
    RegistrationPolicy,
    "grantTypes" | "authorizationDetailsTypes" | "redirectHosts" | "schemes" | "pkceRequired"
  >;
  /** Whether the server asks connections for certificates (RFC 8705). */
  readonly certificates: boolean;
  /** What the authorization endpoint gives. */
  readonly responseTypes: readonly string[];
  /** The scopes that it may have. */
  readonly scopes: readonly Pick<Scope, "name" | "personal" | "api">[];
  readonly beside: Beside;
  readonly id: string;
  /** Its logo as it was found at `logo_uri`, as a `data:` URL; none if it can't be shown. */
  readonly logo: string | undefined;
  /** What is wrong with its software statement; without it, no statement counts. */
  readonly statement?: readonly MetadataFault[] | undefined;
  /** What is at `sector_identifier_uri`: redirect URIs, or why they can't be read. */
  readonly sector: readonly string[] | string | undefined;
}

export interface ReadRegistration {
  readonly faults: readonly MetadataFault[];
  /** None if there are faults. */
  readonly client?: Client;
  readonly logoUri?: string | undefined;
  /** What is kept beside the settings. */
  readonly members: Members;
}

/** Reads the metadata. Members that this server doesn't know are ignored (RFC 7591 2). */
export function readRegistration(body: Members, given: RegistrationReading): ReadRegistration {
  const { policy } = given;
  const beside = readBeside(body);
  const uris = isTexts(body.redirect_uris) ? body.redirect_uris : [];
  const grants = grantsOf(body, { grantTypes: policy.grantTypes, responseTypes: given.responseTypes });
  const type = applicationTypeOf(body.application_type, uris);
  const isSentTo = grants.types.includes("authorization_code") || grants.responses.length > 0;
  const redirects = redirectFaults(
    body.redirect_uris,
    isSentTo,
    (uri) =>
      redirectUriFault(uri, { applicationType: type === "native" ? type : "web", allowedSchemes: policy.schemes }) ??
      hostFault(uri, policy.redirectHosts),
  );
  const hasUsers = grants.responses.length > 0 || grants.types.some((type) => type !== "client_credentials");
  const allowed = given.scopes.filter(({ personal }) => hasUsers || personal !== true);
  const scope = scopeOf(body.scope, allowed);
  const method = body.token_endpoint_auth_method ?? DEFAULT_METHODS[0];
  const found = {
    ...settingsIn(body),
    ...detailsTypesOf(body.authorization_details_types, policy),
    id: given.id,
    name: nameOf(body.client_name, uris, given.id),
    applicationType: type,
    authMethods: body.token_endpoint_auth_method === method ? [method] : DEFAULT_METHODS,
    grantTypes: grants.types,
    ...(grants.responses.some((type) => type !== "code") && { responseTypes: grants.responses }),
    redirectUris: redirects.length === 0 ? uris : [],
    allowedSchemes: policy.schemes,
    scopes: scope.names,
    defaultScopes: [],
    pkceRequired: policy.pkceRequired,
    logoUri: given.logo,
  };
  const faults = [
    ...(given.statement ?? statementFaults(body.software_statement)),
    ...redirects,
    ...grants.faults,
    ...scope.faults,
    ...methodFaults(method, given.certificates),
    ...(body.tls_client_certificate_bound_access_tokens === true && !given.certificates
      ? [
          fault(
            "tls_client_certificate_bound_access_tokens",
            true,
            "false, because this server asks for no certificate",
          ),
        ]
      : []),
    ...settingFaults(found, given.beside),
    ...sectorFaults(uris, body.sector_identifier_uri, given.sector),
    ...beside.faults,
  ];
  const members = { ...beside.members, response_types: grants.responses };
  if (faults.length > 0) return { faults, members };
  const { secrets: _, logoUri, colors: __, ...client } = setting.parse(found);
  return {
    faults,
    client: { ...client, name: client.name ?? given.id, ...(logoUri !== undefined && { logo: logoName(logoUri) }) },
    logoUri,
    members: { ...members, ...(logoUri !== undefined && { logo_uri: body.logo_uri }) },
  };
}

/** Links that users can be shown. One without TLS isn't shown, so it is left out. */
const LINKS: ReadonlySet<string> = new Set(["client_uri", "tos_uri", "policy_uri"]);

/** The settings, as far as they are sent. `null` counts as not sent (RFC 7591 3.2.1). */
const settingsIn = (body: Members): Members =>
  Object.fromEntries(
    AS_SETTINGS.flatMap(([member, name]) => {
      const value = body[member];
      const isLeftOut = LINKS.has(member) && String(value).startsWith("http:");
      return value === undefined || value === null || isLeftOut ? [] : [[name, value]];
    }),
  );

/** The types of authorization details that the policy allows, of those that are sent. */
const detailsTypesOf = (sent: unknown, { authorizationDetailsTypes = [] }: RegistrationReading["policy"]): Members =>
  isTexts(sent) ? { authorizationDetailsTypes: sent.filter((one) => authorizationDetailsTypes.includes(one)) } : {};

/** Its own name, or where it is. */
function nameOf(sent: unknown, [first = ""]: readonly string[], id: string): unknown {
  if (sent !== undefined && sent !== null && sent !== "") return sent;
  return (URL.canParse(first) && new URL(first).hostname) || id;
}

function redirectFaults(
  sent: unknown,
  isSentTo: boolean,
  faultIn: (uri: string) => string | undefined,
): readonly MetadataFault[] {
  const wrong = (member: string, value: unknown, expected: string) => fault(member, value, expected, "redirect-uri");
  if (sent === undefined || sent === null || (Array.isArray(sent) && sent.length === 0))
    return isSentTo
      ? [wrong("redirect_uris", sent ?? undefined, "a list with the URLs that users are sent back to")]
      : [];
  if (!isTexts(sent)) return [wrong("redirect_uris", sent, "a list of URLs")];
  if (sent.length > MOST_URIS) return [wrong("redirect_uris", `${sent.length} URLs`, `at most ${MOST_URIS}`)];
  return sent.flatMap((uri, at) => {
    const found = uri.length > LONGEST_URI ? `at most ${LONGEST_URI} characters` : faultIn(uri);
    return found === undefined ? [] : [wrong(`redirect_uris[${at}]`, uri, `a redirect URI: ${found}`)];
  });
}

const MOST_URIS = 50;
const LONGEST_URI = 2_000;

/**
 * Those of the scopes it asks for that it may have, and the others of the same APIs: MCP's clients register with the scope that they need first,
 * and ask their users for more when a tool needs it. Without any, all that it may have.
 */
function scopeOf(sent: unknown, allowed: RegistrationReading["scopes"]) {
  const all = allowed.map(({ name }) => name);
  const expected = all.length === 0 ? "nothing, because no scope is allowed" : `some of: ${all.join(" ")}`;
  if (sent === undefined || sent === null || sent === "") return { names: all, faults: [] };
  if (typeof sent !== "string") return { names: [], faults: [fault("scope", sent, "names separated by spaces")] };
  const asked = new Set(sent.split(" "));
  const apis = new Set(allowed.flatMap(({ name, api }) => (api !== undefined && asked.has(name) ? [api] : [])));
  const given = allowed.filter(({ name, api = "" }) => asked.has(name) || apis.has(api));
  const names = given.map(({ name }) => name);
  return { names, faults: names.length === 0 ? [fault("scope", sent, expected)] : [] };
}

function methodFaults(method: unknown, certificates: boolean): readonly MetadataFault[] {
  // Whoever attests an app is listed with it in the configuration, so none can register itself for that.
  const names = METHOD_NAMES.filter((name) => {
    const { certificate, attestation } = methodOf(name) ?? {};
    return (certificates || certificate !== true) && attestation !== true;
  });
  return names.some((name) => name === method)
    ? []
    : [fault("token_endpoint_auth_method", method, `one of ${names.join(", ")}`)];
}

/** The default is client_secret_basic (RFC 7591 2). Libraries whose own default is the other don't say so when they register. */
const DEFAULT_METHODS = ["client_secret_basic", "client_secret_post"];

/** A secret as the rules of the configuration want one where the method needs it. */
const SOME_SECRET = { sha256: "0".repeat(64) };

/** The faults that the configuration's rules find. What was said of redirect URIs and methods isn't repeated. */
function settingFaults(found: Members & { readonly authMethods: readonly unknown[] }, beside: Beside) {
  const checked = {
    ...found,
    authMethods: found.authMethods.filter((one) => typeof one === "string" && methodOf(one) !== undefined),
  };
  if (checked.authMethods.length === 0) return [];
  const needsSecret = checked.authMethods.some((one) => methodOf(String(one))?.secret === true);
  const parsed = setting.safeParse({ ...checked, secrets: needsSecret ? [SOME_SECRET] : [] });
  const all = parsed.success
    ? [...registeredFaults({ apis: [], scopes: [], clients: [parsed.data] }, {}, beside)]
    : parsed.error.issues.flatMap((issue) => faultsOf(issue, checked, settingsOf(setting)));
  return all.flatMap(({ key, is, expected }) => {
    const [, name = "", place = ""] = /^(?:clients\[0\]\.)?(\w+)(.*)$/.exec(key) ?? [];
    if (name === "redirectUris") return [];
    const member = MEMBER_OF[name] ?? name;
    return [{ of: "metadata" as const, member: `${member}${place}`, sent: is.replaceAll(/\s/g, " "), expected }];
  });
}

/** OpenID Connect Core 8.1: what is at the URL must have every redirect URI. */
function sectorFaults(
  uris: readonly string[],
  url: unknown,
  sector: readonly string[] | string | undefined,
): readonly MetadataFault[] {
  if (sector === undefined) return [];
  if (typeof sector === "string") return [fault("sector_identifier_uri", url, sector)];
  const missing = uris.find((uri) => !sector.includes(uri));
  return missing === undefined
    ? []
    : [fault("sector_identifier_uri", url, `a URL of a JSON list that has ${quoted(missing)}`)];
}

/** RFC 7591 2.3. Nobody is trusted, so nothing that a statement says counts. */
function statementFaults(sent: unknown): readonly MetadataFault[] {
  if (sent === undefined || sent === null) return [];
  const isJwt = typeof sent === "string" && /^[\w-]+\.[\w-]+\.[\w-]*$/.test(sent);
  const shown = typeof sent === "string" ? `text of ${sent.length} characters` : "no text";
  return isJwt
    ? [
        {
          of: "unapproved",
          member: "software_statement",
          sent: "a JWT",
          expected: "nothing, because this server trusts no issuer of statements",
        },
      ]
    : [{ of: "statement", member: "software_statement", sent: shown, expected: "a signed JWT" }];
}
