/**
 * An authorization request that was pushed (RFC 9126): what is known of it, and what it says. Our pages carry only its request_uri, so
 * nobody in between can change a parameter.
 */
import { continued, KNOWN } from "../authorization/request.ts";
import type { Form } from "../form.ts";
import { setParameter } from "../replay/parameters.ts";

/** What precedes the credential in a request_uri (RFC 9126 2.2). */
export const PUSHED = "urn:ietf:params:oauth:request_uri:";

/** Milliseconds that users have for sign-in and consent after they have come with a request_uri. */
export const WHILE_ASKED = 3_600_000;

/** The request behind a request_uri; never the request_uri itself. Times are milliseconds since 1970. */
export type Pushed =
  /** `known`: this server issued the request_uri, so long ago that it has deleted it. */
  | { readonly is: "unknown"; readonly known: boolean }
  /** `clientId` pushed it, and not the client that the request names. */
  | { readonly is: "of-other"; readonly clientId: string }
  | {
      readonly is: "found";
      readonly id: number;
      readonly clientId: string;
      readonly form: Form;
      readonly pushedAt: number;
      readonly expiresAt: number;
      /** When a user first came with it. */
      readonly openedAt?: number | undefined;
      /** When its code was issued. */
      readonly usedAt?: number | undefined;
    };

export type FoundPushed = Extract<Pushed, { readonly is: "found" }>;

/** When it can't be used any more. Whoever has come in time isn't hurried while signing in. */
export const endOf = ({ expiresAt, openedAt }: FoundPushed): number =>
  openedAt === undefined ? expiresAt : openedAt + WHILE_ASKED;

/**
 * The parameters that decide. Others beside request_uri are ignored (RFC 9126 4), except for what our own pages add to its prompt, which
 * only asks for more. A user who has signed in since coming here has satisfied what required it.
 */
export function formOfPushed({ form, openedAt }: FoundPushed, sent: Form, authTime: number | undefined): Form {
  const prompt = form.values.get("prompt")?.split(" ") ?? [];
  const isFresh = openedAt !== undefined && authTime !== undefined && authTime >= openedAt;
  const rest = isFresh && !prompt.includes("none") ? continued(form) : form;
  const added = sent.values.get("candor_prompt");
  if (added === undefined || !ADDED.has(added)) return rest;
  // Who comes back from where accounts are created signs in.
  const asked = added === "login" ? signingUpDone(rest) : rest;
  const words = (asked.values.get("prompt") ?? "").split(" ").filter((word) => word !== "" && word !== added);
  return setParameter(asked, "prompt", [...words, added].join(" "));
}

/** What our own pages may add. */
const ADDED: ReadonlySet<string> = new Set(["consent", "select_account", "create", "login"]);

/** The request without its wish for a new account; it is left as it is if it has none. */
const signingUpDone = (form: Form): Form =>
  form.values.get("prompt")?.split(" ").includes("create") === true ? continued(form) : form;

/**
 * The authorization request within a pushed one: without the client's credentials, and under its own name. If it came with a proof of a
 * key, its code is bound to that (RFC 9449 10.1).
 */
export function requestWithin(sent: Form, clientId: string, jkt?: string): Form {
  const values = [...sent.values].filter(([name]) => KNOWN.has(name));
  const all = new Map([...values, ["client_id", clientId]]);
  if (jkt !== undefined) all.set("dpop_jkt", jkt);
  return { values: all, repeated: sent.repeated };
}
