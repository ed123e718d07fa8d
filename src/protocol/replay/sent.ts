/** The texts of an occasion that the requester wrote: those that are kept or quoted, and those in the places of secrets. */
import type { Refusal } from "../../reasons/index.ts";
import type { Authorization } from "../authorization-header.ts";
import type { Form } from "../form.ts";
import { aspectsOf, type Occasion } from "../occasion.ts";
import { lettersOf } from "../parameter-names.ts";
import { namesWhere } from "../parameters.ts";
import type { Received } from "../received.ts";
import { isKept } from "./redact.ts";

type Rewrite = (text: string) => string;

/** The occasion with every kept or quoted text rewritten. Redaction handles what is in the place of a secret. */
export function rewritten<On extends Occasion>(on: On, rewrite: Rewrite): On {
  const changed: Record<string, unknown> = {};
  if ("received" in on) changed.received = received(on.received, rewrite);
  if ("form" in on && on.form !== undefined) changed.form = form(on.form, rewrite);
  if ("request" in on && on.request !== undefined) changed.request = form(on.request, rewrite);
  if ("client" in on && on.client !== undefined && "method" in on.client) {
    const { clientId } = on.client;
    changed.client = { ...on.client, clientId: clientId && rewrite(clientId) };
  }
  const all = { ...on, ...changed };
  return aspectsOf(on).rewrite?.(all, rewrite) ?? all;
}

function received(sent: Received, rewrite: Rewrite): Received {
  return {
    ...sent,
    contentType: sent.contentType && rewrite(sent.contentType),
    authorization: authorization(sent.authorization, rewrite),
    query: form(sent.query, rewrite),
    body: form(sent.body, rewrite),
  };
}

function authorization(sent: Authorization, rewrite: Rewrite): Authorization {
  if (sent.is !== "basic") return sent;
  const { clientId, undecoded } = sent;
  return {
    ...sent,
    clientId: rewrite(clientId),
    undecoded: undecoded && { ...undecoded, clientId: rewrite(undecoded.clientId) },
  };
}

function form(sent: Form | Refusal, rewrite: Rewrite): Form | Refusal {
  if ("refused" in sent) return sent;
  const values = new Map<string, string>();
  for (const [name, value] of sent.values) values.set(name, isKept(name) ? rewrite(value) : value);
  return { ...sent, values };
}

/** Parameters that hold a secret, by their letters. */
const SECRETS: ReadonlySet<string> = new Set(namesWhere(({ secret }) => secret === true).map(lettersOf));

/** What is in the places of secrets. */
export function secretsIn(on: Occasion): readonly string[] {
  const secrets: string[] = [];
  for (const sent of formsOf(on)) {
    if (sent === undefined || "refused" in sent) continue;
    for (const [name, value] of sent.values) if (SECRETS.has(lettersOf(name))) secrets.push(value);
  }
  const header = "received" in on ? on.received.authorization : undefined;
  if (header?.is === "basic") secrets.push(header.secret, header.undecoded?.secret ?? "");
  if (header?.is === "bearer") secrets.push(header.token);
  if ("received" in on && on.received.headers !== undefined) secrets.push(...on.received.headers.values());
  return secrets;
}

function formsOf(on: Occasion): readonly (Form | Refusal | undefined)[] {
  return [
    ...("received" in on ? [on.received.query, on.received.body] : []),
    "form" in on ? on.form : undefined,
    "request" in on ? on.request : undefined,
  ];
}
