/** A secret that stands where the client's id belongs: the two were swapped, or sent as one. It is covered before anything is kept. */
import { hash, timingSafeEqual } from "node:crypto";
import type { Clients } from "../ports/clients.ts";
import type { Form } from "../protocol/form.ts";
import type { Occasion, Refused } from "../protocol/occasion.ts";
import type { Received } from "../protocol/received.ts";
import { claimedClientOf } from "../protocol/replay/record.ts";
import { isRefusal } from "../reasons/index.ts";

/** Whether what was sent as an id is, as far as can be told, the secret of a client that was named somewhere else in the request. */
function isSecret(clients: Clients, id: string, others: readonly string[]): boolean {
  const before = id.slice(0, Math.max(0, id.indexOf(":")));
  if (before !== "" && clients.find(before) !== undefined) return true;
  const sent = hash("sha256", id, "buffer");
  return others.some((other) => clients.find(other)?.secrets.some((secret) => timingSafeEqual(sent, secret.hash)));
}

/** The refusal with the id covered wherever it stands, where the id is a secret. */
export function coverSecret(clients: Clients, refused: Refused): Refused {
  const id = claimedClientOf(refused.on);
  if (id === "" || clients.find(id) !== undefined || !("received" in refused.on)) return refused;
  if (!isSecret(clients, id, textsOf(refused.on.received))) return refused;
  const covered = "*".repeat(id.length);
  const within = (text: string): string => text.replaceAll(id, covered);
  const evidence = Object.fromEntries(
    Object.entries(refused.evidence).map(([name, value]) => [name, typeof value === "string" ? within(value) : value]),
  );
  return { ...refused, evidence, on: coverIn(refused.on, id, covered) };
}

/** Everything that was sent where a client's id or secret may stand. */
function textsOf({ authorization, query, body }: Received): readonly string[] {
  const sent = (form: Received["body"]): string[] => (isRefusal(form) ? [] : [...form.values.values()]);
  const basic =
    authorization.is === "basic"
      ? [authorization.clientId, authorization.secret, authorization.undecoded?.secret ?? ""]
      : [];
  return [...basic, ...sent(query), ...sent(body)];
}

function coverIn(on: Occasion & { readonly received: Received }, id: string, covered: string): Occasion {
  const form = (sent: Received["body"]): Received["body"] =>
    isRefusal(sent)
      ? sent
      : ({ ...sent, values: new Map([...sent.values].map(([n, v]) => [n, v === id ? covered : v])) } as Form);
  const { authorization, query, body } = on.received;
  const basic =
    authorization.is === "basic" && authorization.clientId === id
      ? { ...authorization, clientId: covered, undecoded: undefined }
      : authorization;
  const received = { ...on.received, authorization: basic, query: form(query), body: form(body) };
  const client =
    "client" in on && on.client !== undefined && "method" in on.client
      ? { ...on.client, clientId: covered }
      : undefined;
  return { ...on, received, ...(client !== undefined && { client }) } as Occasion;
}
