/** What decisions have in common that authenticate a client: who it is, and how it would authenticate correctly. */
import type { Aspects } from "../aspects.ts";
import { type Client, isPublic } from "../client.ts";
import type { Received } from "../received.ts";
import { BODY, leaveOut } from "../replay/parameters.ts";
import type { ClientFacts } from "./facts.ts";
import { methodOf } from "./index.ts";
import { CREDENTIAL_PARAMETERS, presentedBy } from "./request.ts";

interface Authenticating {
  readonly received: Received;
  readonly client?: ClientFacts | undefined;
}

const ABSENT = { is: "absent" } as const;

/** The client, authenticated as it is registered. */
function authenticatedFacts(facts: ClientFacts, client: Client): ClientFacts {
  if (isPublic(client)) return { method: "none", clientId: client.id, client, secret: ABSENT };
  const method = client.authMethods.find((known) => known === facts.method) ?? client.authMethods[0] ?? "none";
  return { method, clientId: client.id, client, secret: { is: "right" } };
}

/** The request as the client would send it with its registered method and the right secret. */
function authenticate<On extends Authenticating>(on: On): On | undefined {
  const client = on.client?.client;
  if (on.client === undefined || client === undefined || "refused" in on.received.body) return undefined;
  const facts = authenticatedFacts(on.client, client);
  const method = methodOf(facts.method);
  if (method === undefined) return undefined;
  const body = CREDENTIAL_PARAMETERS.reduce(leaveOut, on.received.body);
  const bare = { ...on.received, authorization: ABSENT, headers: undefined, body, hasBody: true };
  return { ...on, client: facts, received: method.authenticate(bare, client.id) };
}

/** Without a credential, what remains may still authenticate the client, by another method. */
function withoutCredential<On extends Authenticating>(on: On): On {
  if (on.client === undefined) return on;
  const { method } = presentedBy(on.received);
  const isSame = method === on.client.method || (on.client.assertion !== undefined && method === "private_key_jwt");
  return isSame ? on : { ...on, client: { ...on.client, method, secret: ABSENT } };
}

/** The aspects of a decision whose client authenticates. */
export function clientAspects<On extends Authenticating>() {
  return {
    form: BODY,
    fromClient: true,
    client: {
      of: (on) => on.client?.client,
      with: (on, client) => ({ ...on, client: on.client && { ...on.client, client } }),
    },
    isProven: ({ client }) => client?.secret.is === "right" && client.client !== undefined,
    supplies: {
      secret: authenticate,
      time: (on) => on.client && { ...on, client: { ...on.client, throttled: undefined } },
    },
    without: Object.fromEntries(CREDENTIAL_PARAMETERS.map((name) => [name, (on: On) => withoutCredential(on)])),
  } satisfies Aspects<On>;
}
