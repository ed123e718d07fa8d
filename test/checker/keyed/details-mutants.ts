/** Faults of authorization details, and oidc-provider with two types of them. */
import { errors } from "oidc-provider";
import { asking, METADATA, parameter, refusal, responding, withMembers, withParameters } from "../between.ts";
import { CALLBACK, secretOf } from "../peers/oidc-provider.ts";
import type { Answer, Between, Message, Mutant } from "../through.ts";
import { RESOURCE } from "./api.ts";
import { resigning } from "./resigned.ts";

type Detail = Readonly<Record<string, unknown>>;
type Members = Record<string, unknown>;

export const DETAILS = [
  { type: "payment", actions: ["initiate"] },
  { type: "account", actions: ["read"] },
];

/** As oidc-provider registers it. */
export const registeredPayer = {
  ...{ client_id: "payer", client_secret: secretOf("payer"), redirect_uris: [CALLBACK], response_types: ["code"] },
  ...{ grant_types: ["authorization_code", "refresh_token"], scope: "openid offline_access read" },
  authorization_details_types: DETAILS.map(({ type }) => type),
};

export const PAYER = {
  ...{ client_id: "payer", client_secret: secretOf("payer"), redirect_uri: CALLBACK, scope: registeredPayer.scope },
  token_endpoint_auth_method: "client_secret_basic" as const,
  authorization_details: DETAILS,
};

const GOOD = JSON.stringify(DETAILS.slice(0, 1));

/** A type knows its own fields. */
const validate = (_: unknown, detail: Detail): void => {
  const unknown = Object.keys(detail).find((name) => !["type", "actions"].includes(name));
  if (unknown !== undefined) throw new errors.InvalidAuthorizationDetails(`${unknown} is unknown`);
};

interface Ctx {
  readonly oidc: { readonly params?: { readonly authorization_details?: string } };
}
interface Source {
  readonly rar?: readonly Detail[];
}
const asked = ({ oidc }: Ctx): readonly Detail[] | undefined => {
  const text = oidc.params?.authorization_details;
  return text === undefined ? undefined : JSON.parse(text);
};

/** What was granted before, or what was asked for within it. */
function within(ctx: Ctx, source: Source | undefined): readonly Detail[] | undefined {
  const [wanted, granted] = [asked(ctx), source?.rar];
  if (granted === undefined) return wanted;
  const isMore = wanted?.some(({ type }) => !granted.some((one) => one.type === type));
  if (isMore === true) throw new errors.InvalidAuthorizationDetails("that was not granted");
  return wanted ?? granted;
}

/** It has details for APIs alone. Introspection is for tokens that aren't JWTs. */
export const opaqueTokens = {
  enabled: true,
  defaultResource: () => undefined,
  getResourceServerInfo(_: unknown, resource: string) {
    if (resource !== RESOURCE) throw new errors.InvalidTarget();
    return { scope: "read write", audience: RESOURCE, accessTokenFormat: "opaque" };
  },
};

export const richAuthorizationRequests = {
  enabled: true,
  types: { payment: { validate }, account: { validate } },
  authorizationDetailsForGrantSource: (ctx: Ctx) => asked(ctx),
  authorizationDetailsForAccessToken: (ctx: Ctx, _: unknown, source?: Source) => within(ctx, source),
  authorizationDetailsForIntrospection: (_: unknown, token: Source) => token.rar,
};

function itemIn(message: Message): Detail | "no JSON" | "no array" | undefined {
  const text = parameter(message, "authorization_details");
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text);
    return Array.isArray(value) ? value[0] : "no array";
  } catch {
    return "no JSON";
  }
}

/** What is wrong in one way counts as right. */
const accepts = (does: string, id: string, isMeant: (item: Detail | string) => boolean): Mutant => ({
  does,
  breaks: [`authorization-details/${id}`],
  between: asking(AUTHORIZE, (message) => {
    const item = itemIn(message);
    return item !== undefined && isMeant(item) ? withParameters(message, { authorization_details: GOOD }) : message;
  }),
});

/** The endpoints of oidc-provider, and those of Candor. */
const AUTHORIZE = (path: string): boolean => path === "/auth" || path === "/authorize";
const INTROSPECT = (path: string): boolean => path === "/token/introspection" || path === "/introspect";

const isObject = (item: Detail | string): item is Detail => typeof item !== "string";
const granting = (change: (members: Members) => Members) =>
  responding("/token", (answer: Answer) =>
    answer.status === 200 && answer.body.includes("authorization_details") ? withMembers(answer, change) : answer,
  );

const isRefresh = ({ path, form }: Message): boolean => path === "/token" && form.get("grant_type") === "refresh_token";

/** Grants what is asked for, whatever the user was asked. */
const widening = (): Between => async (message, ask) => {
  const details = message.form.get("authorization_details");
  if (!isRefresh(message) || details === null) return ask(message);
  const answer = await ask(withParameters(message, { authorization_details: undefined }));
  return withMembers(answer, (all) => ({ ...all, authorization_details: JSON.parse(details) }));
};

export const AUTHORIZATION_DETAILS: Readonly<Record<string, Mutant>> = {
  "types that aren't listed": {
    does: "authorization_details_types_supported lacks a type.",
    breaks: ["authorization-details/types"],
    between: responding(METADATA, (answer) =>
      withMembers(answer, (all) => ({ ...all, authorization_details_types_supported: ["account"] })),
    ),
  },
  "details of unknown types": accepts(
    "Details of an unknown type are ignored.",
    "type-known",
    (item) => isObject(item) && typeof item.type === "string" && item.type.startsWith("urn:"),
  ),
  "details without type": accepts(
    "Details without a type are ignored.",
    "type-required",
    (item) => isObject(item) && item.type === undefined,
  ),
  "details with unknown fields": accepts(
    "A field that nobody knows is ignored.",
    "field-known",
    (item) => isObject(item) && "nobody_knows_this" in item,
  ),
  "details with wrong fields": accepts(
    "actions may be text.",
    "field-type",
    (item) => isObject(item) && typeof item.actions === "string",
  ),
  "details that aren't JSON": accepts("What isn't JSON is ignored.", "json", (item) => item === "no JSON"),
  "details that aren't a list": accepts("One object may be sent.", "array", (item) => item === "no array"),
  "details that aren't returned": {
    does: "The token response has no authorization_details.",
    breaks: ["authorization-details/token-response"],
    between: granting(({ authorization_details: _, ...rest }) => rest),
  },
  "details that nobody asked for": {
    does: "The token response has a type more.",
    breaks: ["authorization-details/not-more"],
    between: granting((all) => ({
      ...all,
      authorization_details: [...(all.authorization_details as Detail[]), { type: "another" }],
    })),
  },
  "details widened on refresh": {
    does: "A refresh token gets whatever details are asked for.",
    breaks: ["authorization-details/refresh-not-widened"],
    between: widening,
  },
  "wrong details, another error": {
    does: "At the token endpoint, wrong details are invalid_request.",
    breaks: ["authorization-details/token-error"],
    between: responding("/token", (answer) =>
      answer.body.includes("unsupported authorization_details type") ||
      answer.body.includes("unsupported authorization details type") ||
      answer.body.includes("/authorization-details/type-unknown")
        ? refusal("invalid_request")
        : answer,
    ),
  },
  "details that APIs don't learn": {
    does: "Introspection has no authorization_details.",
    breaks: ["authorization-details/introspection"],
    between: responding(INTROSPECT, (answer) =>
      answer.body.startsWith("{") ? withMembers(answer, ({ authorization_details: _, ...rest }) => rest) : answer,
    ),
  },
};

/** With access tokens that are JWTs. */
export const DETAILS_IN_TOKENS: Readonly<Record<string, Mutant>> = {
  "tokens without their details": {
    does: "An access token has no authorization_details.",
    breaks: ["authorization-details/jwt"],
    between: resigning(() => ({ claims: { authorization_details: undefined } })),
  },
};
