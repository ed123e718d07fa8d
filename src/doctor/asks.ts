/** What to ask for if the input isn't enough. "I cannot tell from this; give me X" is a valid result. */
import type { Finding } from "./finding.ts";
import { lookUpOf } from "./reference.ts";
import type { View } from "./view.ts";

/** From this confidence on, a finding is a result. */
const SURE = 0.75;
const PROVED = 0.9;

const PROVIDER = "Which provider is it? Its name, as provider in the context, or the URL of the request.";

/** `recognised`: how many providers are. */
export function asksFor(view: View, findings: readonly Finding[], recognised: number): readonly string[] {
  const [first, second] = findings;
  const isSure =
    first !== undefined && first.confidence >= SURE && first.confidence - (second?.confidence ?? 0) >= 0.15;
  // The fix of a named reason says so already.
  const refs = findings.some(({ rule }) => rule === "candor/error-uri")
    ? []
    : view.errors.flatMap(({ ref }) => ref ?? []);
  const asks = [...new Set(refs)].map((ref) => lookUpOf(ref));
  // Without a provider, only what the input proves is the last word.
  const isProved = first !== undefined && first.confidence >= PROVED;
  if (recognised === 0 && first !== undefined && !isProved) asks.push(PROVIDER);
  if (isSure) return asks;
  const has = (endpoint: string): boolean => view.requests.some((request) => request.endpoint === endpoint);
  const about = (family: string): boolean => findings.slice(0, 3).some(({ reason }) => reason.startsWith(`${family}/`));
  if (view.errors.length === 0)
    asks.push(
      "The response of the server: its status, headers and body, or the URL that the browser was sent back to.",
    );
  if (view.requests.length === 0)
    asks.push(
      "The request that got this response, without its secrets: as curl, as raw HTTP, or as a HAR of the browser.",
    );
  if (about("redirect-uri") && view.context.registered_redirect_uris === undefined)
    asks.push("The redirect URIs that are registered for the client, as registered_redirect_uris in the context.");
  if (about("scope") && view.context.allowed_scopes === undefined && view.context.known_scopes === undefined)
    asks.push(
      "The scopes that the client may have, as allowed_scopes in the context, and those of the server, scopes_supported in its metadata.",
    );
  if ((about("pkce") || about("code")) && has("token") && !has("authorization"))
    asks.push(
      "The authorization request that the code belongs to: its redirect_uri, its code_challenge, and when it was sent.",
    );
  if (about("time") && view.context.server_time === undefined)
    asks.push("The time of the server (its Date header) and of the application when it was sent.");
  return [...new Set(asks)].slice(0, 6);
}
