/** How a backchannel authentication request is decided (CIBA Core 1.0, 7.2): the client as at the token endpoint, then whom it asks for what. */
import { isRefusal, type Refusal } from "../../reasons/index.ts";
import { openid } from "../../specs.ts";
import type { Hint } from "../authorization/case.ts";
import { detailsChecks, refuseOtherApi } from "../authorization-details/checks.ts";
import { apisOfDetails, type SentDetails } from "../authorization-details/details.ts";
import type { Client } from "../client.ts";
import { authenticated } from "../client-authentication/checks.ts";
import type { ClientFacts } from "../client-authentication/facts.ts";
import { CREDENTIAL_PARAMETERS, credentialChecks } from "../client-authentication/request.ts";
import { type Decision, decisionOver, type Stage, stage } from "../decision.ts";
import type { Form } from "../form.ts";
import { sentAs } from "../parameter-names.ts";
import { readBy } from "../parameters.ts";
import { type Posted, postChecks } from "../post.ts";
import { formOf, type Received } from "../received.ts";
import { objectChecks } from "../request-object/checks.ts";
import { type RequestObject, withObject } from "../request-object/object.ts";
import type { Catalogue, ScopeGranted } from "../scope/catalogue.ts";
import { resolveScope } from "../scope/resolve.ts";
import { refuseOtherTarget, targetOf } from "../scope/target.ts";
import type { Settings } from "../settings.ts";
import { type GrantTypeCase, grantTypeChecks } from "../token/client.ts";
import {
  type AskedUser,
  type BackchannelCase,
  type Message,
  requestChecks,
  signedChecks,
  userChecks,
} from "./checks.ts";
import { CIBA } from "./grant-type.ts";

export interface BackchannelOccasion {
  readonly decision: "backchannel";
  readonly received: Received;
  readonly client?: ClientFacts | undefined;
  readonly object?: RequestObject | undefined;
  readonly hint?: Hint | undefined;
  readonly message?: Message | undefined;
  /** What came of reading `authorization_details`, if there are any. */
  readonly details?: SentDetails | undefined;
  /** Whom the hint names, once the request is right. */
  readonly user?: AskedUser | undefined;
  readonly catalogue: Catalogue;
  readonly settings: Pick<Settings, "unknownScopes">;
  readonly now: number;
}

/** What the endpoint reads. */
export const BACKCHANNEL: ReadonlySet<string> = readBy("backchannel");
const KNOWN = new Set([...BACKCHANNEL, ...CREDENTIAL_PARAMETERS]);

/** The parameters that decide: those within a signed request, if there is one (CIBA Core 1.0, 7.1.1). */
export function askedIn({ object, received }: Pick<BackchannelOccasion, "object" | "received">): Form {
  const sent = formOf(received.body);
  return object === undefined ? sent : withObject(sent, object);
}

/** A client as the checks of request objects see it: with the algorithm that is registered for these. */
export const asSigner = (client: Client): Client => ({
  ...client,
  requestObjectSigningAlg: client.backchannelRequestSigningAlg,
  requireSignedRequestObject: undefined,
});

const caseOf = (on: BackchannelOccasion): GrantTypeCase | undefined =>
  on.client && {
    client: on.client,
    catalogue: on.catalogue,
    request: { grantType: CIBA, target: targetOf(askedIn(on)) },
  };

const requestOf = (on: BackchannelOccasion): BackchannelCase | undefined => {
  const client = on.client?.client;
  const { hint = ABSENT, message, object, now } = on;
  return client && { client, asked: askedIn(on), hint, message, object, now };
};

const ABSENT: Hint = { is: "absent" };

const FIRST: readonly Stage<BackchannelOccasion>[] = [
  stage<BackchannelOccasion, Posted>([...postChecks(KNOWN), ...credentialChecks], (on) => on),
  stage(grantTypeChecks, caseOf, "client"),
];
const LAST: readonly Stage<BackchannelOccasion>[] = [
  stage(requestChecks, requestOf),
  stage(detailsChecks, ({ client, details }) => client && { details, client: authenticated(client) }),
  stage(userChecks, ({ user }) => user && { user }, "user"),
];

const STAGES = [...FIRST, ...LAST];
const STAGES_OF_OBJECT: readonly Stage<BackchannelOccasion>[] = [
  ...FIRST,
  stage(objectChecks, ({ object, client, received, now }) => {
    const by = client?.client;
    return object && by && { object, client: asSigner(by), sent: formOf(received.body), now };
  }),
  stage(signedChecks, requestOf),
  ...LAST,
];

const hasObject = ({ object, received: { body } }: BackchannelOccasion): boolean =>
  object !== undefined || (!("refused" in body) && !/^\*+$/.test(body.values.get("request") ?? "*"));

/** The scope that the user is asked about. */
function scopeOf(on: BackchannelOccasion): ScopeGranted | Refusal {
  const { catalogue, details, now } = on;
  const client = authenticated(on.client as ClientFacts);
  const form = askedIn(on);
  const sent = form.values.get("scope");
  const near = sent === undefined ? sentAs("scope", form.values.keys(), KNOWN) : undefined;
  const target = targetOf(form);
  const { unknownScopes } = on.settings;
  const also = apisOfDetails(details);
  const scope = resolveScope({ sent, near, target, client, catalogue, withPerson: true, unknownScopes, also }, now);
  if (isRefusal(scope)) return scope;
  const other = refuseOtherApi(details, target, scope, catalogue);
  return other ?? refuseOtherTarget({ target, client, catalogue, now }, scope) ?? scope;
}

const words = ({ scopes }: ScopeGranted): string => `an auth_req_id for ${scopes.join(" ")}`;

export const backchannelDecision: Decision<BackchannelOccasion, ScopeGranted> = {
  ...decisionOver<BackchannelOccasion>("an auth_req_id", (on) => (hasObject(on) ? STAGES_OF_OBJECT : STAGES)),
  concludes: {
    asks: "Is the client allowed the scope, and does it belong to the resource?",
    cites: openid("ciba", "7.1"),
  },
  grant: scopeOf,
  words,
};
