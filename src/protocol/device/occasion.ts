/** How a device authorization request is decided (RFC 8628 3.1): the client as at the token endpoint, then what it asks for. */
import { isRefusal, type Refusal } from "../../reasons/index.ts";
import { rfc } from "../../specs.ts";
import { detailsChecks, refuseOtherApi } from "../authorization-details/checks.ts";
import { apisOfDetails, type SentDetails } from "../authorization-details/details.ts";
import { authenticated } from "../client-authentication/checks.ts";
import type { ClientFacts } from "../client-authentication/facts.ts";
import { CREDENTIAL_PARAMETERS, credentialChecks } from "../client-authentication/request.ts";
import type { Decision } from "../decision.ts";
import { type Stage, stage } from "../decision.ts";
import { sentAs } from "../parameter-names.ts";
import { readBy } from "../parameters.ts";
import { type Posted, postChecks } from "../post.ts";
import { formOf, type Received } from "../received.ts";
import type { Catalogue, ScopeGranted } from "../scope/catalogue.ts";
import { resolveScope } from "../scope/resolve.ts";
import { refuseOtherTarget, targetOf } from "../scope/target.ts";
import type { Settings } from "../settings.ts";
import { type GrantTypeCase, grantTypeChecks } from "../token/client.ts";
import { DEVICE_CODE } from "./grant-type.ts";

export interface DeviceAuthorizationOccasion {
  readonly decision: "device-authorization";
  readonly received: Received;
  readonly client?: ClientFacts | undefined;
  readonly details?: SentDetails | undefined;
  readonly catalogue: Catalogue;
  readonly settings: Pick<Settings, "unknownScopes">;
  readonly now: number;
}

const KNOWN = new Set([...readBy("device-authorization"), ...CREDENTIAL_PARAMETERS]);

const caseOf = ({ client, catalogue, received }: DeviceAuthorizationOccasion): GrantTypeCase | undefined =>
  client && { client, catalogue, request: { grantType: DEVICE_CODE, target: targetOf(formOf(received.body)) } };

const STAGES: readonly Stage<DeviceAuthorizationOccasion>[] = [
  stage<DeviceAuthorizationOccasion, Posted>([...postChecks(KNOWN), ...credentialChecks], (on) => on),
  stage(grantTypeChecks, caseOf, "client"),
  stage(detailsChecks, ({ client, details }) => client && { details, client: authenticated(client) }),
];

/** The scope that the user is asked about. */
function scopeOf({ client: facts, details, catalogue, settings, received, now }: DeviceAuthorizationOccasion) {
  const client = authenticated(facts as ClientFacts);
  const form = formOf(received.body);
  const sent = form.values.get("scope");
  const near = sent === undefined ? sentAs("scope", form.values.keys(), KNOWN) : undefined;
  const target = targetOf(form);
  const { unknownScopes } = settings;
  const also = apisOfDetails(details);
  const asked = { sent, near, target, client, catalogue, withPerson: true, unknownScopes, also };
  const scope = resolveScope(asked, now);
  if (isRefusal(scope)) return scope;
  const other = refuseOtherApi(details, target, scope, catalogue);
  return other ?? refuseOtherTarget({ target, client, catalogue, now }, scope) ?? scope;
}

export const deviceAuthorizationDecision: Decision<DeviceAuthorizationOccasion, ScopeGranted> = {
  stages: () => STAGES,
  concludes: {
    asks: "Is the client allowed the scope, and does it belong to the resource?",
    cites: rfc(8628, "3.1"),
  },
  grant: (on): ScopeGranted | Refusal => scopeOf(on),
  words: ({ scopes }) => (scopes.length === 0 ? "a device code" : `a device code for ${scopes.join(" ")}`),
};
