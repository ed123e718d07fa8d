/**
 * Protocol mappers of Keycloak, which say what a scope or a client brings into tokens: rules about claims, and the audience. What has
 * no equivalent is named.
 */
import { claimRule, MOST_RULES } from "../../configuration/claims.ts";
import type { ScopeForm } from "../../declared/forms.ts";
import { CLAIMS } from "../../protocol/claims.ts";
import { RESERVED_CLAIMS } from "../../protocol/extra-claims.ts";
import type { Found } from "../found.ts";
import { note } from "../notes.ts";
import { asFlag, asList, asObject, asText, entry, type Json, parsedJson } from "../read-as.ts";

type ClaimRule = NonNullable<ScopeForm["claims"]>[number];

export interface Mapped {
  readonly claims: readonly ClaimRule[];
  /** Clients, and other names, that tokens are for. */
  readonly audiences: readonly string[];
  /** Set if each app has subjects of its own; the sector, if it names one. */
  readonly pairwise?: { readonly sector: string | undefined } | undefined;
  readonly notes: readonly Found[];
}

/** What owns the mappers. */
export interface MapperOwner {
  readonly at: string;
  readonly name: string;
  /** A scope that exists here with claims of its own, to which none can be added. */
  readonly isBuiltIn?: boolean;
  /** A client: its rules are for ID tokens and userinfo. */
  readonly isClient?: boolean;
}

/** Members of a user by the attribute that has the same here. */
const PROPERTIES: Readonly<Record<string, string>> = {
  ...{ username: "username", email: "email", emailVerified: "email_verified", id: "" },
  ...{ firstName: "given_name", lastName: "family_name" },
};

/** Claims of mappers that don't name one. */
const OF_THEIR_OWN: Readonly<Record<string, string>> = {
  "oidc-full-name-mapper": "name",
  "oidc-address-mapper": "address",
};

/** Mappers whose claims every token has that should, or which mean something to Keycloak's own parts only. */
const QUIET: ReadonlySet<string> = new Set(
  "oidc-sub-mapper oidc-acr-mapper oidc-amr-mapper oidc-allowed-origins-mapper oidc-audience-resolve-mapper oidc-nonce-backwards-compatible-mapper oidc-session-state-mapper oidc-organization-membership-mapper".split(
    " ",
  ),
);

/** What Keycloak notes of a session for each client with a service account, and when the user signed in. */
const OWN_NOTES: ReadonlySet<string> = new Set(["clientId", "client_id", "clientHost", "clientAddress", "AUTH_TIME"]);

/** Reads the mappers of a scope or a client. */
export function mappersOf(list: unknown, owner: MapperOwner): Mapped {
  const claims = new Map<string, ClaimRule>();
  const audiences: string[] = [];
  const notes: Found[] = [];
  let pairwise: Mapped["pairwise"];
  const say = (...given: Parameters<typeof note>): void => void notes.push({ is: "note", note: note(...given) });
  for (const [i, one] of asList(list).map(asObject).entries()) {
    const config = asObject(one.config);
    const type = asText(one.protocolMapper);
    if (type === undefined) continue;
    const at = `${owner.at}.protocolMappers[${i}]`;
    const text = (name: string): string | undefined => asText(config[name]);
    if (QUIET.has(type) || OWN_NOTES.has(text("user.session.note") ?? "")) continue;
    if (type === "oidc-audience-mapper") {
      audiences.push(text("included.client.audience") ?? text("included.custom.audience") ?? "");
      continue;
    }
    if (type.endsWith("pairwise-sub-mapper")) {
      pairwise = { sector: text("sectorIdentifierUri") };
      continue;
    }
    const path = text("claim.name") ?? entry(OF_THEIR_OWN, type);
    const claim = path?.replaceAll("\\.", ".");
    const source = sourceOf(type, config);
    if (owner.isBuiltIn === true && isReleased(claim, source?.from)) continue;
    const named = { name: owner.name, mapper: asText(one.name) ?? type };
    if (source === undefined || claim === undefined || !isUsable({ claim, ...source }) || claims.has(claim))
      say("import/mapper", at, { ...named, type });
    else if (/(?<!\\)\./.test(path ?? "")) say("import/claim-nested", at, { claim, name: owner.name });
    else if (owner.isBuiltIn === true) say("import/mapper-built-in", at, { ...named, claim });
    else {
      const places = placesOf(config);
      const here = owner.isClient === true ? places.filter((place) => place !== "access_token") : places;
      if (here.length < places.length) say("import/mapper-access-token", at, { claim, name: owner.name });
      if (here.length > 0 && claims.size >= MOST_RULES) say("import/mapper", at, { ...named, type });
      else if (here.length > 0) claims.set(claim, { claim, ...source, in: here });
    }
  }
  return { claims: [...claims.values()], audiences: audiences.filter((one) => one !== ""), pairwise, notes };
}

/** Whether a rule can be registered, so that one mapper doesn't keep its scope or client from coming along. */
export const isUsable = (rule: ClaimRule): boolean =>
  claimRule.safeParse(rule).success && !RESERVED_CLAIMS.has(rule.claim);

type Source = Pick<ClaimRule, "from" | "value">;

/** What a mapper sends; `undefined` if nothing here is the same. */
function sourceOf(type: string, config: Json): Source | undefined {
  const name = asText(config["user.attribute"]) ?? "";
  switch (type) {
    case "oidc-usermodel-property-mapper":
      return fromOf(entry(PROPERTIES, name));
    case "oidc-usermodel-attribute-mapper":
      // Keycloak's own forms name members of a user as attributes too.
      return fromOf(entry(PROPERTIES, name) ?? entry(ATTRIBUTES, name) ?? name);
    case "oidc-full-name-mapper":
      return { from: "name" };
    case "oidc-address-mapper":
      return { from: "address" };
    case "oidc-group-membership-mapper":
      return { from: "groups" };
    case "oidc-usermodel-realm-role-mapper":
      return asText(config["usermodel.realmRoleMapping.rolePrefix"]) === undefined ? { from: "roles" } : undefined;
    case "oidc-usermodel-client-role-mapper":
      return asText(config["usermodel.clientRoleMapping.rolePrefix"]) === undefined ? { from: "roles" } : undefined;
    case "oidc-hardcoded-claim-mapper":
      return constantOf(config);
    default:
      return undefined;
  }
}

const fromOf = (attribute: string | undefined): Source | undefined =>
  attribute === undefined || !/^[\x21-\x7E]{1,100}$/.test(attribute) ? undefined : { from: attribute };

/** Attributes by the claims that they are. */
export const ATTRIBUTES: Readonly<Record<string, string>> = {
  phoneNumber: "phone_number",
  phoneNumberVerified: "phone_number_verified",
  middleName: "middle_name",
};

/** A constant, of the type that it says. */
function constantOf(config: Json): Source | undefined {
  const text = asText(config["claim.value"]);
  if (text === undefined) return undefined;
  const type = asText(config["jsonType.label"]) ?? "String";
  if (type === "boolean") return { value: asFlag(text) === true };
  if (type === "int" || type === "long") return Number.isFinite(Number(text)) ? { value: Number(text) } : undefined;
  if (type === "String") return text.length <= 1_000 ? { value: text } : undefined;
  const list = parsedJson(text);
  return Array.isArray(list) && list.every((one): one is string => typeof one === "string" && one !== "")
    ? { value: list }
    : undefined;
}

/** Whether a scope of OpenID Connect brings this claim here, too. */
const isReleased = (claim: string | undefined, from: string | undefined): boolean =>
  claim !== undefined &&
  CLAIMS.includes(claim) &&
  (claim === from || (claim === "preferred_username" && from === "username"));

/** Where a claim is sent. Older versions had no setting for userinfo. */
function placesOf(config: Json): ClaimRule["in"] & object {
  const isIn = (place: string): boolean => asFlag(config[`${place}.token.claim`]) === true;
  const isInUserinfo = config["userinfo.token.claim"] === undefined ? isIn("id") : isIn("userinfo");
  return [
    ...(isIn("access") ? (["access_token"] as const) : []),
    ...(isIn("id") ? (["id_token"] as const) : []),
    ...(isInUserinfo ? (["userinfo"] as const) : []),
  ];
}
