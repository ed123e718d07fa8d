/**
 * An occasion: everything that the decision about one request used. No refusal is returned without it, so that every refusal
 * can be decided again, to show the trace of its checks and to prove a fix.
 */
import type { Refusal } from "../reasons/index.ts";
import { type AuthorizationOccasion, authorizationDecision } from "./authorization/occasion.ts";
import { type BearerOccasion, bearerDecision } from "./bearer/occasion.ts";
import { type ClientEndpointOccasion, clientEndpointDecision } from "./client-endpoint/occasion.ts";
import type { Decision } from "./decision.ts";
import { type HttpOccasion, httpDecision } from "./http/occasion.ts";
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
type Of<Name, On = Occasion> = On extends { readonly decision: infer N } ? (Name extends N ? On : never) : never;

/** A decision, whatever it grants. */
type Grants<On> = Omit<Decision<On, unknown>, "words"> & { readonly words: (granted: never) => string };

const DECISIONS = {
  token: tokenDecision,
  introspection: clientEndpointDecision("introspection"),
  revocation: clientEndpointDecision("revocation"),
  refusals: clientEndpointDecision("refusals"),
  bearer: bearerDecision,
  authorization: authorizationDecision,
  "sign-in": signInDecision,
  consent: consentDecision,
  invitation: invitationDecision,
  "sign-out": signOutDecision,
  http: httpDecision,
} satisfies { readonly [Name in Occasion["decision"]]: Grants<Of<Name>> };

/** The decision that an occasion belongs to. */
export function decisionOf(on: Occasion): Decision<Occasion, unknown> {
  return DECISIONS[on.decision] as unknown as Decision<Occasion, unknown>;
}
