/**
 * An occasion: everything that the decision about one request used. No refusal is returned without it, so that every refusal
 * can be decided again, to show the trace of its checks and to prove a fix.
 */
import type { Refusal } from "../reasons/index.ts";
import { adminAspects } from "./admin/aspects.ts";
import { type AdminOccasion, adminDecision } from "./admin/occasion.ts";
import { adminRecord } from "./admin/record.ts";
import type { Aspects } from "./aspects.ts";
import { authorizationAspects } from "./authorization/aspects.ts";
import { type AuthorizationOccasion, authorizationDecision } from "./authorization/occasion.ts";
import { authorizationRecord } from "./authorization/record.ts";
import { bearerAspects } from "./bearer/aspects.ts";
import { type BearerOccasion, bearerDecision } from "./bearer/occasion.ts";
import { bearerRecord } from "./bearer/record.ts";
import { approvalAspects, backchannelAspects } from "./ciba/aspects.ts";
import { type BackchannelOccasion, backchannelDecision } from "./ciba/occasion.ts";
import { type ApprovalOccasion, approvalDecision } from "./ciba/page.ts";
import { approvalRecord, backchannelRecord } from "./ciba/record.ts";
import { clientEndpointAspects, introspectionAspects, tokenFactsAspects } from "./client-endpoint/aspects.ts";
import { type ClientEndpointOccasion, clientEndpointDecision } from "./client-endpoint/occasion.ts";
import { clientEndpointRecord } from "./client-endpoint/record.ts";
import type { Decision } from "./decision.ts";
import { deviceAspects, deviceAuthorizationAspects } from "./device/aspects.ts";
import { type DeviceAuthorizationOccasion, deviceAuthorizationDecision } from "./device/occasion.ts";
import { type DeviceOccasion, deviceDecision } from "./device/page.ts";
import { deviceAuthorizationRecord, deviceRecord } from "./device/record.ts";
import { httpAspects } from "./http/aspects.ts";
import { type HttpOccasion, httpDecision } from "./http/occasion.ts";
import { httpRecord } from "./http/record.ts";
import { consentAspects, invitationAspects, signInAspects, signOutAspects } from "./person/aspects.ts";
import {
  type ConsentOccasion,
  consentDecision,
  type InvitationOccasion,
  invitationDecision,
  type SignInOccasion,
  type SignOutOccasion,
  signInDecision,
  signOutDecision,
} from "./person/occasion.ts";
import { consentRecord, invitationRecord, signInRecord, signOutRecord } from "./person/record.ts";
import { pushedAspects } from "./pushed/aspects.ts";
import { type PushedOccasion, pushedDecision } from "./pushed/occasion.ts";
import { pushedRecord } from "./pushed/record.ts";
import type { Versioned } from "./record.ts";
import { registrationAspects } from "./registration/aspects.ts";
import { type RegistrationOccasion, registrationDecision } from "./registration/occasion.ts";
import { registrationRecord } from "./registration/record.ts";
import { tokenAspects } from "./token/aspects.ts";
import type { TokenOccasion } from "./token/facts.ts";
import { tokenDecision } from "./token/occasion.ts";
import { tokenRecord } from "./token/record.ts";

export type Occasion =
  | TokenOccasion
  | ClientEndpointOccasion
  | BearerOccasion
  | AuthorizationOccasion
  | PushedOccasion
  | DeviceAuthorizationOccasion
  | DeviceOccasion
  | BackchannelOccasion
  | ApprovalOccasion
  | SignInOccasion
  | ConsentOccasion
  | InvitationOccasion
  | SignOutOccasion
  | AdminOccasion
  | RegistrationOccasion
  | HttpOccasion;

/** A refusal with the occasion on which it was made. */
export interface Refused extends Refusal {
  readonly on: Occasion;
}

/** The occasions of one decision. */
export type Of<Name, On = Occasion> = On extends { readonly decision: infer N } ? (Name extends N ? On : never) : never;

/** A kind of occasion: how it is decided, what replay asks of it, and what is kept of it. */
interface Kind<On> {
  readonly decision: Omit<Decision<On, unknown>, "words"> & { readonly words: (granted: never) => string };
  readonly aspects: Aspects<On>;
  readonly record: Versioned<On>;
}

const KINDS = {
  token: { decision: tokenDecision, aspects: tokenAspects, record: tokenRecord },
  introspection: {
    decision: clientEndpointDecision("introspection"),
    aspects: introspectionAspects,
    record: clientEndpointRecord,
  },
  revocation: {
    decision: clientEndpointDecision("revocation"),
    aspects: tokenFactsAspects,
    record: clientEndpointRecord,
  },
  refusals: {
    decision: clientEndpointDecision("refusals"),
    aspects: clientEndpointAspects,
    record: clientEndpointRecord,
  },
  bearer: { decision: bearerDecision, aspects: bearerAspects, record: bearerRecord },
  authorization: { decision: authorizationDecision, aspects: authorizationAspects, record: authorizationRecord },
  pushed: { decision: pushedDecision, aspects: pushedAspects, record: pushedRecord },
  "device-authorization": {
    decision: deviceAuthorizationDecision,
    aspects: deviceAuthorizationAspects,
    record: deviceAuthorizationRecord,
  },
  backchannel: { decision: backchannelDecision, aspects: backchannelAspects, record: backchannelRecord },
  approval: { decision: approvalDecision, aspects: approvalAspects, record: approvalRecord },
  device: { decision: deviceDecision, aspects: deviceAspects, record: deviceRecord },
  "sign-in": { decision: signInDecision, aspects: signInAspects, record: signInRecord },
  consent: { decision: consentDecision, aspects: consentAspects, record: consentRecord },
  invitation: { decision: invitationDecision, aspects: invitationAspects, record: invitationRecord },
  "sign-out": { decision: signOutDecision, aspects: signOutAspects, record: signOutRecord },
  admin: { decision: adminDecision, aspects: adminAspects, record: adminRecord },
  registration: { decision: registrationDecision, aspects: registrationAspects, record: registrationRecord },
  http: { decision: httpDecision, aspects: httpAspects, record: httpRecord },
} satisfies { readonly [Name in Occasion["decision"]]: Kind<Of<Name>> };

/** The decision that an occasion belongs to. */
export function decisionOf(on: Occasion): Decision<Occasion, unknown> {
  return KINDS[on.decision].decision as unknown as Decision<Occasion, unknown>;
}

/** What the decision of an occasion says of it. */
export function aspectsOf<On extends Occasion>(on: On): Aspects<On> {
  return KINDS[on.decision].aspects as unknown as Aspects<On>;
}

/** How occasions of a decision are kept; `undefined` if there is no such decision. */
export function recordOf(decision: unknown): Versioned<Occasion> | undefined {
  const kinds: Readonly<Record<string, { readonly record: unknown }>> = KINDS;
  const known = typeof decision === "string" && Object.hasOwn(kinds, decision) ? kinds[decision]?.record : undefined;
  return known as Versioned<Occasion> | undefined;
}
