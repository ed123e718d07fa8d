/**
 * The endpoints that a client calls about a token or a refusal: introspection (RFC 7662), revocation (RFC 7009), and refusals.
 */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { rfc } from "../../specs.ts";
import { type Client, isPublic } from "../client.ts";
import { authenticated, clientChecks } from "../client-authentication/checks.ts";
import type { ClientFacts } from "../client-authentication/facts.ts";
import { credentialChecks } from "../client-authentication/request.ts";
import { type Check, type Decision, decisionOver, type Stage, stage } from "../decision.ts";
import { refuseTooLong } from "../form.ts";
import { refuseAbsent } from "../parameter-names.ts";
import { readBy } from "../parameters.ts";
import { type Posted, postChecks } from "../post.ts";
import { formOf, type Received } from "../received.ts";
import { LIMIT, type WrongPage } from "./page.ts";

export interface ClientEndpointOccasion {
  readonly decision: "introspection" | "revocation" | "refusals";
  readonly received: Received;
  readonly client?: ClientFacts | undefined;
  /** The client that the token was issued to, if there is such a token. */
  readonly issuedTo?: string | undefined;
  /** The live token to introspect. */
  readonly introspected?: Introspected | undefined;
  /** Whether the refusal exists, and this client may see it. */
  readonly visible?: boolean | undefined;
  /** Of a list of refusals: the parameter that isn't valid. */
  readonly page?: WrongPage | undefined;
  readonly now: number;
}

/** Who the token belongs to, and which APIs it is for; none for a refresh token. */
export interface Introspected {
  readonly issuedTo: string;
  readonly audience: readonly string[];
}

/** A client sees its own tokens, and those of the APIs that it serves (RFC 7662 2.1). */
export function maySee({ id, introspects }: Client, { issuedTo, audience }: Introspected): boolean {
  return issuedTo === id || audience.some((resource) => introspects.includes(resource));
}

interface ClientEndpointCase {
  readonly received: Received;
  readonly client: ClientFacts;
  readonly issuedTo?: string | undefined;
  readonly introspected?: Introspected | undefined;
  readonly visible?: boolean | undefined;
  readonly page?: WrongPage | undefined;
}

const KNOWN = readBy("token-facts");

/** Whether the request is a form with readable credentials. */
export const tokenParameterChecks: readonly Check<Posted>[] = [...postChecks(KNOWN), ...credentialChecks];

const isToken: Check<ClientEndpointCase> = {
  asks: "Does the request have a token?",
  cites: rfc(7662, "2.1"),
  run: ({ received }) =>
    formOf(received.body).values.has("token")
      ? undefined
      : refuseAbsent("token", formOf(received.body).values.keys(), KNOWN),
};

const isConfidential: Check<ClientEndpointCase> = {
  // "the endpoint MUST also require some form of authorization to access this endpoint" (RFC 7662 2.1).
  asks: "Does the client have credentials?",
  cites: rfc(7662, "2.1"),
  run: ({ client }) => (isPublic(authenticated(client)) ? refuse("client-auth/secret-absent", {}) : undefined),
};

const isOwn: Check<ClientEndpointCase> = {
  asks: "Was the token issued to this client?",
  cites: rfc(7009, "2.1"),
  run: ({ client, issuedTo }) => {
    const { id } = authenticated(client);
    return issuedTo === undefined || issuedTo === id
      ? undefined
      : refuse("token/of-other-client", { clientId: id, issuedTo });
  },
};

const mayIntrospect: Check<ClientEndpointCase> = {
  // "the authorization server MUST NOT disclose" why (RFC 7662 2.2): the client sees only that the token isn't active.
  asks: "May the client introspect this token?",
  cites: rfc(7662, "2.2"),
  run: ({ client: facts, introspected }) => {
    const client = authenticated(facts);
    if (introspected === undefined || maySee(client, introspected)) return undefined;
    return refuse("client/introspection-not-allowed", {
      clientId: client.id,
      ...introspected,
      introspects: client.introspects,
    });
  },
};

const isVisible: Check<ClientEndpointCase> = {
  asks: "Is there such a refusal, of this client?",
  cites: rfc(6749, "5.2"),
  run: ({ visible }) => (visible === false ? refuse("request/reference-unknown", {}) : undefined),
};

const EXPECTED = {
  limit: `a number from 1 to ${LIMIT.most}`,
  next: "the value of next in the response before, unchanged",
};

const isPage: Check<ClientEndpointCase> = {
  asks: "Is it a valid part of the list?",
  cites: rfc(6749, "5.2"),
  run: ({ page }) =>
    page === undefined
      ? undefined
      : refuse("request/parameter-invalid", { parameter: page.wrong, expected: EXPECTED[page.wrong] }),
};

/** A request for a refusal, authenticated as at the token endpoint, with GET or POST. */
export const refusalRequestChecks: readonly Check<Posted>[] = [
  {
    asks: "Is the body a form?",
    cites: rfc(6749, "2.3.1"),
    run: ({ received: { body, contentType, looks } }) =>
      "refused" in body && looks !== undefined
        ? refuse("request/wrong-content-type", { sent: contentType ?? "none", looks })
        : undefined,
  },
  {
    asks: "Can its parameters be decoded?",
    cites: rfc(6749, "B"),
    run: ({ received: { body } }): Refusal | undefined => ("refused" in body ? body : undefined),
  },
  {
    asks: "Are the values within bounds?",
    cites: rfc(6749, "3.2"),
    run: ({ received: { body } }) => refuseTooLong(formOf(body)),
  },
  ...credentialChecks,
];

/** What is required of the client once it is known. */
export const askedChecks: Readonly<Record<ClientEndpointOccasion["decision"], readonly Check<ClientEndpointCase>[]>> = {
  introspection: [...clientChecks, isToken, isConfidential, mayIntrospect],
  revocation: [...clientChecks, isToken, isOwn],
  refusals: [...clientChecks, isConfidential, isPage, isVisible],
};

type Endpoint = ClientEndpointOccasion["decision"];

const stagesOf = (endpoint: Endpoint, arrival: readonly Check<Posted>[]): readonly Stage<ClientEndpointOccasion>[] => [
  stage<ClientEndpointOccasion, Posted>(arrival, (on) => on),
  stage(askedChecks[endpoint], (on) => on.client && { ...on, client: on.client }, "client"),
];

const STAGES: Readonly<Record<Endpoint, readonly Stage<ClientEndpointOccasion>[]>> = {
  introspection: stagesOf("introspection", tokenParameterChecks),
  revocation: stagesOf("revocation", tokenParameterChecks),
  refusals: stagesOf("refusals", refusalRequestChecks),
};

const DECISIONS: Readonly<Record<Endpoint, Decision<ClientEndpointOccasion, object>>> = {
  introspection: decisionOver("what the token is worth", () => STAGES.introspection),
  revocation: decisionOver("the token's end", () => STAGES.revocation),
  refusals: decisionOver("the refusal", () => STAGES.refusals),
};

/** How a request at each of these endpoints is decided. */
export const clientEndpointDecision = (endpoint: Endpoint): Decision<ClientEndpointOccasion, object> =>
  DECISIONS[endpoint];
