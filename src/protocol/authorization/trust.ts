/**
 * The first list of the authorization endpoint, before the client and the redirect URI are trusted. A failure here is shown to
 * the user on a page and never redirected (RFC 6749 4.1.2.1). Only a request that passes yields a `TrustedRedirect`.
 */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { quotable } from "../../reasons/scrub.ts";
import { rfc } from "../../specs.ts";
import type { Client } from "../client.ts";
import { type DocumentFault, refuseDocument } from "../client-document.ts";
import { type Check, firstRefusal } from "../decision.ts";
import { refuseOAuth1, refuseRepeated } from "../form.ts";
import { escapedNames, refuseAbsent, sentAs } from "../parameter-names.ts";
import { profileOf } from "../profiles/index.ts";
import type { Pushed } from "../pushed/pushed.ts";
import { isRegistered } from "../redirect-uri.ts";
import { refuseRedirectUri } from "../redirect-uri-difference.ts";
import { modesOf } from "../response-modes/index.ts";
import { bringsTokens } from "../response-types.ts";
import { type AuthorizationRequest, KNOWN } from "./request.ts";

declare const trusted: unique symbol;

/** Where an authorization response may be sent. Only `trustRedirect` makes one. */
export interface TrustedRedirect {
  readonly [trusted]: true;
  readonly client: Client;
  readonly uri: string;
  /** Whether the request named it, rather than leaving it to the registration. */
  readonly sent: boolean;
  readonly state: string | undefined;
  /** The name of the response mode. */
  readonly responseMode: string;
}

export interface TrustGiven {
  readonly request: AuthorizationRequest;
  readonly client: Client | undefined;
  readonly pushed?: Pushed | undefined;
  readonly gone?: boolean | undefined;
  readonly unusable?: DocumentFault | undefined;
}

const ADDRESSING: ReadonlySet<string> = new Set(["client_id", "redirect_uri"]);

const clientChecks: readonly Check<TrustGiven>[] = [
  { asks: "Is this OAuth 2?", cites: rfc(6749, "1"), run: ({ request }) => refuseOAuth1(request.form) },
  {
    asks: "Are client_id and redirect_uri sent once?",
    cites: rfc(6749, "3.1"),
    run: ({ request }) => refuseRepeated(request.form, ADDRESSING, KNOWN),
  },
  {
    asks: "Does the request name a client?",
    cites: rfc(6749, "4.1.1"),
    run: ({ request }) =>
      request.clientId === undefined ? refuseAbsent("client_id", request.form.values.keys(), KNOWN) : undefined,
  },
  {
    asks: "Is the client known and enabled?",
    cites: rfc(6749, "4.1.2.1"),
    run: ({ request, client, gone, unusable }) => {
      if (client === undefined && gone === true)
        return refuse("client/registration-gone", { clientId: request.clientId ?? "" });
      if (client === undefined && unusable !== undefined) return refuseDocument(request.clientId ?? "", unusable);
      // A client without redirect URIs never sends users here, so nobody needs to know that it exists.
      return client === undefined || client.disabled || client.redirectUris.length === 0
        ? refuse("client/not-registered", { clientId: quotable(request.clientId ?? "", 200) })
        : undefined;
    },
  },
];

const addressChecks: readonly Check<TrustGiven>[] = [
  {
    asks: "Does the request say where to respond?",
    cites: rfc(6749, "3.1.2.3"),
    run: ({ request, client }) => {
      const registered = client?.redirectUris.length ?? 0;
      // OpenID Connect Core 3.1.2.1 requires it, and RFC 6749 3.1.2.3 does if more than one is registered.
      const isNamed = client !== undefined && profileOf(client).namedRedirectUri === true;
      const optional = registered === 1 && !isNamed && !(request.scope ?? "").split(" ").includes("openid");
      if (request.redirectUri !== undefined || optional || client === undefined) return undefined;
      const names = [...request.form.values.keys()];
      return refuse("redirect-uri/absent", {
        clientId: client.id,
        registered,
        uris: client.redirectUris,
        near: sentAs("redirect_uri", names, KNOWN),
        escaped: escapedNames(names, KNOWN),
      });
    },
  },
  {
    asks: "Is the redirect URI registered for the client?",
    cites: rfc(9700, "2.1"),
    run: ({ request: { redirectUri }, client }) =>
      redirectUri === undefined || client === undefined || isRegistered(redirectUri, client)
        ? undefined
        : refuseRedirectUri(redirectUri, client),
  },
];

const pushedChecks: readonly Check<TrustGiven>[] = [
  {
    asks: "Is there a pushed request under its request_uri?",
    cites: rfc(9126, "4"),
    run: ({ pushed }) =>
      pushed?.is === "unknown" ? refuse("request/pushed-unknown", { known: pushed.known }) : undefined,
  },
  {
    // "the authorization server MUST ... bind the request_uri to the client" (RFC 9126 2.2).
    asks: "Did this client push it?",
    cites: rfc(9126, "2.2"),
    run: ({ pushed, client }) =>
      pushed?.is !== "of-other" || client === undefined
        ? undefined
        : refuse("request/pushed-by-other-client", { clientId: client.id, pushedBy: pushed.clientId }),
  },
];

export const trustChecks: readonly Check<TrustGiven>[] = [...clientChecks, ...addressChecks];

/** The same for what comes with a request_uri. */
export const pushedTrustChecks: readonly Check<TrustGiven>[] = [...clientChecks, ...pushedChecks, ...addressChecks];

/** How a response is sent: as the request says, if that can be; otherwise by the default of its type (Multiple Response Types 2.1, 5). */
function responseModeFor(uri: string, { responseMode, responseType }: AuthorizationRequest): string {
  const asked = modesOf(uri, responseType).find((mode) => mode === responseMode);
  const usual = bringsTokens(responseType) ? "fragment" : "query";
  return asked === "jwt" ? `${usual}.jwt` : (asked ?? usual);
}

/** Trusts the client and the redirect URI, or refuses on a page. */
export function trustRedirect(
  request: AuthorizationRequest,
  client: Client | undefined,
  pushed?: Pushed,
): TrustedRedirect | Refusal {
  const refusal = firstRefusal(pushed === undefined ? trustChecks : pushedTrustChecks, { request, client, pushed });
  if (refusal !== undefined) return refusal;
  const uri = request.redirectUri ?? client?.redirectUris[0];
  return {
    client,
    uri,
    sent: request.redirectUri !== undefined,
    state: request.form.repeated.includes("state") ? undefined : request.state,
    responseMode: responseModeFor(uri ?? "", request),
  } as TrustedRedirect;
}
