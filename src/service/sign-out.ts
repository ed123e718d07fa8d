/** Sign-out (OpenID Connect RP-Initiated Logout 1.0, 2 and 3). */

import { readForm, refuseRepeated, refuseTooLong } from "../protocol/form.ts";
import { isRefusal, type Refusal, refuse } from "../reasons/index.ts";
import type { Deps } from "./deps.ts";
import { readHint } from "./id-tokens.ts";
import type { SignedIn } from "./sessions.ts";

const KNOWN: ReadonlySet<string> = new Set([
  "id_token_hint",
  "logout_hint",
  "client_id",
  "post_logout_redirect_uri",
  "state",
  "ui_locales",
]);

/** What a sign-out request asks for, as far as it can be trusted. */
export interface SignOut {
  readonly clientName: string | undefined;
  /** Where to return to, with state; only where it is registered for the client. */
  readonly returnTo: string | undefined;
  /** Whether the person must confirm: the request does not prove that it comes from an application the person used. */
  readonly confirm: boolean;
  /** The parameters that this endpoint knows, urlencoded, to carry the request through the page that asks. */
  readonly carried: string;
}

/** Reads a sign-out request. Refuses a hint or an address that cannot be trusted; never redirects to one. */
export function readSignOut(deps: Deps, text: string, signedIn: SignedIn | undefined): SignOut | Refusal {
  const form = readForm(text);
  if (isRefusal(form)) return form;
  const fault = refuseRepeated(form, KNOWN) ?? refuseTooLong(form);
  if (fault !== undefined) return fault;
  const { values } = form;
  const hint = readHint(deps, values.get("id_token_hint"), values.get("client_id"));
  if (hint.is === "invalid") return refuse("user/hint-invalid", { because: hint.because });
  const client = deps.clients.find(hint.clientId ?? values.get("client_id") ?? "")?.client;
  const uri = values.get("post_logout_redirect_uri");
  if (uri !== undefined && client?.postLogoutRedirectUris.includes(uri) !== true) {
    return refuse("redirect-uri/post-logout-unregistered", { sent: uri });
  }
  const proven = hint.is === "valid" && (signedIn === undefined || signedIn.account.subject === hint.subject);
  const carried = new URLSearchParams([...values].filter(([name]) => KNOWN.has(name))).toString();
  return { clientName: client?.name, returnTo: uri && withState(uri, values.get("state")), confirm: !proven, carried };
}

function withState(uri: string, state: string | undefined): string {
  if (state === undefined) return uri;
  const url = new URL(uri);
  url.searchParams.set("state", state);
  return url.href;
}
