/** The authorization request, typed (RFC 6749 4.1.1, RFC 7636 4.3, OpenID Connect Core 3.1.2.1). */
import type { Client } from "../client.ts";
import type { Form } from "../form.ts";
import { readBy } from "../parameters.ts";
import { type Target, targetOf } from "../scope/target.ts";
import { queryText } from "../url-query.ts";
import { type ClaimsRequest, readClaimsRequest } from "./claims-request.ts";

export interface AuthorizationRequest {
  readonly clientId: string | undefined;
  readonly redirectUri: string | undefined;
  readonly responseType: string | undefined;
  readonly responseMode: string | undefined;
  readonly scope: string | undefined;
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  readonly codeChallenge: string | undefined;
  readonly codeChallengeMethod: string | undefined;
  /** Thumbprint of the key that must redeem the code (RFC 9449 10). */
  readonly dpopJkt: string | undefined;
  readonly prompt: readonly string[];
  readonly maxAge: string | undefined;
  readonly loginHint: string | undefined;
  readonly idTokenHint: string | undefined;
  readonly target: Target | undefined;
  /** What `claims` and `acr_values` ask for, or what `claims` must be. */
  readonly claims: ClaimsRequest | { readonly expected: string };
  /** All parameters, for the checks of form. */
  readonly form: Form;
  /** All parameters as received, to carry the request through sign-in and consent. Those of a pushed request aren't among them. */
  readonly sent: Form;
}

/** Names that this endpoint knows; others are ignored (RFC 6749 3.1). */
export const KNOWN = readBy("authorization");

/** Reads the parameters. The checks judge them. */
export function readAuthorizationRequest(form: Form, sent = form): AuthorizationRequest {
  const { values } = form;
  const prompt = wordsOf(values);
  return {
    clientId: values.get("client_id"),
    redirectUri: values.get("redirect_uri"),
    responseType: values.get("response_type"),
    responseMode: values.get("response_mode"),
    scope: values.get("scope"),
    state: values.get("state"),
    nonce: values.get("nonce"),
    codeChallenge: values.get("code_challenge"),
    codeChallengeMethod: values.get("code_challenge_method"),
    dpopJkt: values.get("dpop_jkt"),
    prompt,
    maxAge: values.get("max_age"),
    loginHint: values.get("login_hint"),
    // Whoever creates an account isn't the user that an ID token names.
    idTokenHint: prompt.includes("create") ? undefined : values.get("id_token_hint"),
    target: targetOf(form),
    claims: readClaimsRequest(values.get("claims"), values.get("acr_values")),
    form,
    sent,
  };
}

const wordsOf = (values: Form["values"]): readonly string[] =>
  values
    .get("prompt")
    ?.split(" ")
    .filter((word) => word !== "") ?? [];

/** What is carried of a pushed request: the rest is with the server, and stays as it is. */
const OF_PUSHED: ReadonlySet<string> = new Set(["client_id", "request_uri", "candor_prompt"]);

const isPushed = ({ values }: Form): boolean => values.has("request_uri");

/** The parameters that this endpoint knows, to carry a request through a page. Everything else is dropped. */
export const carried = (form: Form): URLSearchParams => new URLSearchParams(pairsCarried(form));

function pairsCarried(form: Form): [name: string, value: string][] {
  const names = isPushed(form) ? OF_PUSHED : KNOWN;
  return [...form.values].filter(([name]) => names.has(name));
}

/** The same request, asking for consent whatever has been allowed in the meantime. */
export function askingAgain(form: Form): URLSearchParams {
  const parameters = carried(form);
  parameters.set(promptOf(form), "consent");
  return parameters;
}

/** The name under which our pages add to the prompt. */
const promptOf = (form: Form): string => (isPushed(form) ? "candor_prompt" : "prompt");

/**
 * The parameters with which a request continues after the user has signed in. Whatever required the sign-in has been satisfied,
 * and auth_time in the ID token tells the client when.
 */
export function afterSignIn(form: Form, { defaultMaxAge }: Pick<Client, "defaultMaxAge"> = {}): URLSearchParams {
  if (!isPushed(form)) {
    const rest = new URLSearchParams([...continued({ ...form, values: new Map(carried(form)) }).values]);
    // Without one, the client's own would apply again.
    if (defaultMaxAge !== undefined) rest.set("max_age", String(LONGEST_AGE));
    return rest;
  }
  const parameters = carried(form);
  if (parameters.get("candor_prompt") !== "consent") parameters.delete("candor_prompt");
  return parameters;
}

/** The parameters without those that a sign-in has satisfied. */
export function continued(form: Form): Form {
  const parameters = new Map(form.values);
  const asked = wordsOf(parameters);
  const prompt = asked.filter((word) => word === "consent");
  if (asked.includes("create")) parameters.delete("id_token_hint");
  if (prompt.length > 0) parameters.set("prompt", prompt.join(" "));
  else parameters.delete("prompt");
  parameters.delete("max_age");
  return { ...form, values: parameters };
}

/** The same request, asking for a choice of account, and for consent if it did so before. */
export const choosingAccount = (form: Form): URLSearchParams => askingFor("select_account", form);

/** The same request, asking for a new account. */
export const creatingAccount = (form: Form): URLSearchParams => askingFor("create", form);

/** The request with which a user comes back who has created an account: whoever is signed in may be somebody else. */
export function afterSignUp(form: Form): URLSearchParams {
  const parameters = askingFor("login", form);
  parameters.delete("id_token_hint");
  return parameters;
}

function askingFor(word: "select_account" | "create" | "login", form: Form): URLSearchParams {
  const parameters = carried(form);
  const consent = !isPushed(form) && (parameters.get("prompt") ?? "").split(" ").includes("consent");
  parameters.set(promptOf(form), consent ? `${word} consent` : word);
  return parameters;
}

/** In seconds; some centuries. */
export const LONGEST_AGE = 9_999_999_999;

/** The longest prompt that our own pages substitute for the one that was sent. Encoded it is as long. */
const LONGEST_PROMPT = "select_account consent";

/** Characters of the request in its longest later form: as it was sent, or with the longest prompt. */
export function lengthOnTheWay(form: Form): number {
  const asSent = queryText(pairsCarried(form)).length;
  const name = promptOf(form);
  const sent = form.values.get(name);
  const others = sent === undefined ? asSent + (asSent === 0 ? 0 : 1) : asSent - queryText([[name, sent]]).length;
  return Math.max(asSent, others + LONGEST_PROMPT.length + name.length + 1);
}
