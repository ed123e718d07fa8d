/** What is asked of an authorization request about its response: what it contains, and how it is sent (Multiple Response Types 2). */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { quotable } from "../../reasons/scrub.ts";
import { openid, rfc } from "../../specs.ts";
import { bindsTokens, type Client } from "../client.ts";
import type { Check } from "../decision.ts";
import { refuseAbsent } from "../parameter-names.ts";
import { profileOf } from "../profiles/index.ts";
import { modesOf, responseModeOf } from "../response-modes/index.ts";
import { bringsTokens, offeredTypes, registeredTypes, responseTypeNamed, returnedBy } from "../response-types.ts";
import type { Settings } from "../settings.ts";
import { type AuthorizationRequest, KNOWN } from "./request.ts";
import type { TrustedRedirect } from "./trust.ts";

interface Given {
  readonly request: AuthorizationRequest;
  readonly to: TrustedRedirect;
  readonly settings: Pick<Settings, "responseTypes">;
}

/** Why a client can't have a response of this type; `undefined` if it can. */
function refuseType(client: Client, type: string): Refusal | undefined {
  const { id, grantTypes } = client;
  const allowed = registeredTypes(client);
  const { code, token } = returnedBy(type);
  if (code && !grantTypes.includes("authorization_code"))
    return refuse("client/response-type-not-allowed", { clientId: id, sent: type });
  // Nothing proves the key that a token from here would be bound to.
  const bound = token && bindsTokens(client);
  if (!bound && allowed.includes(type)) return undefined;
  return refuse("client/response-type-not-allowed", { clientId: id, sent: type, allowed, ...(bound && { bound }) });
}

export const responseChecks: readonly Check<Given>[] = [
  {
    asks: "Is the response type supported?",
    cites: rfc(6749, "3.1.1"),
    run: ({ request: { responseType, form }, settings }) => {
      if (responseType === undefined) return refuseAbsent("response_type", form.values.keys(), KNOWN);
      const offered = offeredTypes(settings);
      return offered.includes(responseTypeNamed(responseType))
        ? undefined
        : refuse("request/response-type-unsupported", { sent: quotable(responseType, 100), offered });
    },
  },
  {
    asks: "May the client use it?",
    cites: rfc(6749, "4.1.2.1"),
    run: ({ request: { responseType = "" }, to: { client } }) => refuseType(client, responseTypeNamed(responseType)),
  },
  {
    asks: "Is the response mode supported?",
    cites: openid("core", "3.1.2.1"),
    run: ({ request: { responseMode, responseType, form }, to }) => {
      const signed = profileOf(to.client).signedMessages === true;
      const offered = modesOf(to.uri, responseType).filter((mode) => !signed || responseModeOf(mode).signed === true);
      if (signed && responseMode === undefined) return refuseAbsent("response_mode", form.values.keys(), KNOWN);
      if (responseMode === undefined || offered.includes(responseMode)) return undefined;
      const tokens = bringsTokens(responseType);
      return refuse("request/response-mode-unsupported", {
        ...{ sent: quotable(responseMode, 100), offered },
        ...(tokens && { tokens }),
      });
    },
  },
];

/** Of an ID token that the browser brings: what it would be good for. `scopes`: those that are granted. */
export function refuseIdToken(request: AuthorizationRequest, scopes: readonly string[]): Refusal | undefined {
  if (!returnedBy(request.responseType).idToken) return undefined;
  if (!scopes.includes("openid"))
    return refuse("request/parameter-invalid", {
      parameter: "scope",
      ...(request.scope !== undefined && { sent: quotable(request.scope, 100) }),
      expected: "openid and the other scopes, because response_type has id_token",
    });
  return request.nonce === undefined ? refuseAbsent("nonce", request.form.values.keys(), KNOWN) : undefined;
}
