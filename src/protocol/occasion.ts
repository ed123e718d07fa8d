/**
 * An occasion: everything that the decision about one request used. No refusal is returned without it, so that every refusal
 * can be decided again, to show the trace of its checks and to prove a fix.
 */
import type { Refusal } from "../reasons/index.ts";
import type { Aspects } from "./aspects.ts";
import { authorizationAspects } from "./authorization/aspects.ts";
import { type AuthorizationOccasion, authorizationDecision } from "./authorization/occasion.ts";
import { bearerAspects } from "./bearer/aspects.ts";
import { type BearerOccasion, bearerDecision } from "./bearer/occasion.ts";
import { clientEndpointAspects, introspectionAspects, tokenFactsAspects } from "./client-endpoint/aspects.ts";
import { type ClientEndpointOccasion, clientEndpointDecision } from "./client-endpoint/occasion.ts";
import type { Decision } from "./decision.ts";
import { httpAspects } from "./http/aspects.ts";
import { type HttpOccasion, httpDecision } from "./http/occasion.ts";
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
import { tokenAspects } from "./token/aspects.ts";
import type { TokenOccasion } from "./token/facts.ts";
import { tokenDecision } from "./token/occasion.ts";

export type Occasion =
  | TokenOccasion
  | ClientEndpointOccasion
  | BearerOccasion
  | AuthorizationOccasion
  | SignInOccasion
  | ConsentOccasion
  | InvitationOccasion
  | SignOutOccasion
  | HttpOccasion;

/** A refusal with the occasion on which it was made. */
export interface Refused extends Refusal {
  readonly on: Occasion;
}

/** The occasions of one decision. */
export type Of<Name, On = Occasion> = On extends { readonly decision: infer N } ? (Name extends N ? On : never) : never;

/** A kind of occasion: how it is decided, and what replay asks of it. */
interface Kind<On> {
  readonly decision: Omit<Decision<On, unknown>, "words"> & { readonly words: (granted: never) => string };
  readonly aspects: Aspects<On>;
}

const KINDS = {
  token: { decision: tokenDecision, aspects: tokenAspects },
  introspection: { decision: clientEndpointDecision("introspection"), aspects: introspectionAspects },
  revocation: { decision: clientEndpointDecision("revocation"), aspects: tokenFactsAspects },
  refusals: { decision: clientEndpointDecision("refusals"), aspects: clientEndpointAspects },
  bearer: { decision: bearerDecision, aspects: bearerAspects },
  authorization: { decision: authorizationDecision, aspects: authorizationAspects },
  "sign-in": { decision: signInDecision, aspects: signInAspects },
  consent: { decision: consentDecision, aspects: consentAspects },
  invitation: { decision: invitationDecision, aspects: invitationAspects },
  "sign-out": { decision: signOutDecision, aspects: signOutAspects },
  http: { decision: httpDecision, aspects: httpAspects },
} satisfies { readonly [Name in Occasion["decision"]]: Kind<Of<Name>> };

/** The decision that an occasion belongs to. */
export function decisionOf(on: Occasion): Decision<Occasion, unknown> {
  return KINDS[on.decision].decision as unknown as Decision<Occasion, unknown>;
}

/** What the decision of an occasion says of it. */
export function aspectsOf<On extends Occasion>(on: On): Aspects<On> {
  return KINDS[on.decision].aspects as unknown as Aspects<On>;
}
