/** The token request, typed (RFC 6749 4.1.3, 4.4.2, 6). */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { GRANT_TYPES, type GrantType } from "../client.ts";
import { type Presented, readClientCredentials } from "../client-authentication/request.ts";
import type { Form } from "../form.ts";
import { type EndpointRequest, readPost } from "../post.ts";
import { nearest } from "../scope/diagnose.ts";

interface CodeRequest {
  readonly grantType: "authorization_code";
  readonly code: string;
  readonly redirectUri: string | undefined;
  readonly codeVerifier: string | undefined;
}
interface RefreshRequest {
  readonly grantType: "refresh_token";
  readonly refreshToken: string;
  readonly scope: string | undefined;
}
interface ClientCredentialsRequest {
  readonly grantType: "client_credentials";
  readonly scope: string | undefined;
}

export type TokenRequest = CodeRequest | RefreshRequest | ClientCredentialsRequest;

/** The request of one grant type. */
export type TokenRequestOf<G extends GrantType> = Extract<TokenRequest, { grantType: G }>;

const KNOWN: ReadonlySet<string> = new Set([
  "grant_type",
  "client_id",
  "client_secret",
  "code",
  "redirect_uri",
  "code_verifier",
  "refresh_token",
  "scope",
]);

/** Reads a token request and the client's credentials from the wire. */
export function readTokenRequest(wire: EndpointRequest): { request: TokenRequest; presented: Presented } | Refusal {
  const form = readPost(wire, KNOWN);
  if ("refused" in form) return form;
  const request = readGrant(form);
  if ("refused" in request) return request;
  const presented = readClientCredentials(form, wire.authorization);
  return "refused" in presented ? presented : { request, presented };
}

function readGrant({ values }: Form): TokenRequest | Refusal {
  const grantType = values.get("grant_type");
  const scope = values.get("scope");
  switch (grantType) {
    case "client_credentials":
      return { grantType, scope };
    case "authorization_code": {
      const code = values.get("code");
      if (code === undefined) return absent("code", values);
      return { grantType, code, redirectUri: values.get("redirect_uri"), codeVerifier: values.get("code_verifier") };
    }
    case "refresh_token": {
      const refreshToken = values.get("refresh_token");
      return refreshToken === undefined ? absent("refresh_token", values) : { grantType, refreshToken, scope };
    }
    case undefined:
      return absent("grant_type", values);
    default:
      return refuse("request/grant-type-unsupported", {
        sent: grantType.slice(0, 100),
        offered: GRANT_TYPES,
        near: nearest(grantType, GRANT_TYPES),
      });
  }
}

/** Names a missing parameter, and one that was sent under nearly the same name. */
function absent(parameter: string, values: Form["values"]): Refusal {
  const unknown = [...values.keys()].filter((name) => !KNOWN.has(name) && name.length <= 64);
  const squeezed = (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, "");
  const near = unknown.find((name) => squeezed(name) === squeezed(parameter)) ?? nearest(parameter, unknown);
  return refuse("request/parameter-absent", { parameter, near });
}
