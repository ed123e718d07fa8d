/** How a pushed authorization request is decided: the client as at the token endpoint, then what it asks for (RFC 9126 2.1). */
import { refuse } from "../../reasons/index.ts";
import { quotable } from "../../reasons/scrub.ts";
import { rfc } from "../../specs.ts";
import type { AuthorizationCase, AuthorizationSettings, Hint } from "../authorization/case.ts";
import { parameterChecks } from "../authorization/checks.ts";
import { KNOWN, readAuthorizationRequest } from "../authorization/request.ts";
import { type TrustGiven, trustChecks, trustRedirect } from "../authorization/trust.ts";
import type { SentDetails } from "../authorization-details/details.ts";
import { clientChecks } from "../client-authentication/checks.ts";
import type { ClientFacts } from "../client-authentication/facts.ts";
import { CREDENTIAL_PARAMETERS, credentialChecks } from "../client-authentication/request.ts";
import { type Check, type Decision, decisionOver, type Stage, stage } from "../decision.ts";
import type { Form } from "../form.ts";
import { once } from "../once.ts";
import { type Posted, postChecks } from "../post.ts";
import type { Received } from "../received.ts";
import { objectChecks, objectlessCheck } from "../request-object/checks.ts";
import { type RequestObject, withObject } from "../request-object/object.ts";
import type { Catalogue } from "../scope/catalogue.ts";
import { proofStages, provedKey } from "../sender-constraints/index.ts";
import type { Proof } from "../sender-constraints/sender-constraint.ts";
import { requestWithin } from "./pushed.ts";

export interface PushedOccasion {
  readonly decision: "pushed";
  readonly received: Received;
  readonly client?: ClientFacts | undefined;
  /** What came of verifying the proof of the client's key: only if it sent one. */
  readonly proof?: Proof | undefined;
  readonly object?: RequestObject | undefined;
  readonly hint?: Hint | undefined;
  readonly details?: SentDetails | undefined;
  readonly catalogue: Catalogue;
  readonly settings: AuthorizationSettings;
  readonly now: number;
}

const ABSENT = { is: "absent" } as const;

interface Given extends TrustGiven {
  readonly sent: Form;
  /** What decides: the same, or what is within its request object. */
  readonly asked: Form;
  /** The thumbprint of the key that was proved. */
  readonly jkt: string | undefined;
}

const requestIn = once((on: PushedOccasion): Given | undefined => {
  const client = on.client?.client;
  if (client === undefined || "refused" in on.received.body) return undefined;
  const sent = on.received.body;
  const jkt = provedKey(on.proof)?.jkt;
  const asked = on.object === undefined ? sent : withObject(sent, on.object);
  return { sent, asked, jkt, client, request: readAuthorizationRequest(requestWithin(asked, client.id, jkt)) };
});

/** Without a user, and with a redirect URI that is trusted. */
const caseOf = once((on: PushedOccasion): AuthorizationCase | undefined => {
  const given = requestIn(on);
  const to = given && trustRedirect(given.request, given.client);
  if (given === undefined || to === undefined || "refused" in to) return undefined;
  const { hint = ABSENT, details, catalogue, settings, now } = on;
  return { request: given.request, to, person: undefined, hint, details, answer: undefined, catalogue, settings, now };
});

const KNOWN_HERE = new Set([...KNOWN, ...CREDENTIAL_PARAMETERS]);

const pushedChecks: readonly Check<Given>[] = [
  {
    asks: "Is client_id that of the client that authenticates?",
    cites: rfc(9126, "2.1"),
    run: ({ sent, client }) => {
      const id = sent.values.get("client_id");
      return id === undefined || client === undefined || id === client.id
        ? undefined
        : refuse("client-auth/client-id-mismatch", { header: client.id, body: id });
    },
  },
  {
    // "The request_uri authorization request parameter is one exception, and it MUST NOT be provided" (RFC 9126 2.1).
    asks: "Does the pushed request have its parameters itself?",
    cites: rfc(9126, "2.1"),
    run: ({ sent }) =>
      sent.values.has("request_uri")
        ? refuse("request/parameter-invalid", {
            parameter: "request_uri",
            expected: "nothing: a request that is pushed has its parameters itself",
          })
        : undefined,
  },
];

const keyCheck: Check<Given> = {
  asks: "Is dpop_jkt the key of the proof, if there are both?",
  cites: rfc(9449, "10.1"),
  run: ({ asked, jkt }) => {
    const named = asked.values.get("dpop_jkt");
    return named === undefined || jkt === undefined || named === jkt
      ? undefined
      : refuse("request/parameter-invalid", {
          parameter: "dpop_jkt",
          sent: quotable(named, 100),
          expected: "the thumbprint of the key in the DPoP header, or nothing",
        });
  },
};

const SENDER: readonly Stage<PushedOccasion>[] = [
  stage<PushedOccasion, Posted>([...postChecks(KNOWN_HERE), ...credentialChecks], (on) => on),
  stage(clientChecks, (on) => on.client && { client: on.client }, "client"),
  ...proofStages<PushedOccasion>(),
  stage(pushedChecks, requestIn),
];

const trusted = stage<PushedOccasion, Given>([...trustChecks, keyCheck], requestIn);

const STAGES: readonly Stage<PushedOccasion>[] = [
  ...SENDER,
  trusted,
  stage([objectlessCheck, ...parameterChecks], caseOf),
];

const STAGES_OF_OBJECT: readonly Stage<PushedOccasion>[] = [
  ...SENDER,
  stage(objectChecks, (on) => {
    const { object, client, now } = on;
    const sent = requestIn(on)?.sent;
    return object && client?.client && sent && { object, client: client.client, sent, now };
  }),
  trusted,
  stage(parameterChecks, caseOf),
];

const hasObject = ({ object, received: { body } }: PushedOccasion): boolean =>
  object !== undefined || (!("refused" in body) && !/^\*+$/.test(body.values.get("request") ?? "*"));

/** How a pushed authorization request is decided. */
export const pushedDecision: Decision<PushedOccasion, object> = decisionOver("a request_uri", (on) =>
  hasObject(on) ? STAGES_OF_OBJECT : STAGES,
);

/** What was pushed, after the checks have passed. */
export function pushedIn(on: PushedOccasion): { readonly clientId: string; readonly form: Form } {
  const given = requestIn(on);
  if (given?.client === undefined) throw new Error("The client is used before its checks have run.");
  return { clientId: given.client.id, form: given.request.form };
}
