/**
 * An occasion: everything that one request was decided by. A refusal is not returned without it, so that whatever was refused can be
 * decided again: to show the trace of its checks, and to prove a fix.
 */
import type { Refusal } from "../reasons/index.ts";
import { type AuthorizationOccasion, authorizationGranted, authorizationStages } from "./authorization/occasion.ts";
import { type BearerOccasion, bearerStages } from "./bearer/occasion.ts";
import { type ClientEndpointOccasion, clientEndpointStages } from "./client-endpoint/occasion.ts";
import type { Stage } from "./decision.ts";
import { type HttpOccasion, httpStages } from "./http/occasion.ts";
import {
  type ConsentOccasion,
  consentStages,
  type InvitationOccasion,
  invitationStages,
  type SignInOccasion,
  type SignOutOccasion,
  signInStages,
  signOutStages,
} from "./person/occasion.ts";
import { type TokenOccasion, tokenGranted, tokenStages } from "./token/occasion.ts";

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

/** The checks of an occasion's decision, in order, with the facts that it loaded. */
export function stagesOf(on: Occasion): readonly Stage[] {
  switch (on.decision) {
    case "token":
      return tokenStages(on);
    case "introspection":
    case "revocation":
    case "refusals":
      return clientEndpointStages(on);
    case "bearer":
      return bearerStages(on);
    case "authorization":
      return authorizationStages(on);
    case "sign-in":
      return signInStages(on);
    case "consent":
      return consentStages(on);
    case "invitation":
      return invitationStages(on);
    case "sign-out":
      return signOutStages(on);
    case "http":
      return httpStages(on);
  }
}

/** What an occasion comes to where every check passes, in words. */
export function grantedOn(on: Occasion): string {
  switch (on.decision) {
    case "token":
      return tokenGranted(on);
    case "authorization":
      return authorizationGranted(on);
    case "bearer":
      return "the call";
    case "introspection":
      return "what the token is worth";
    case "revocation":
      return "the token's end";
    case "refusals":
      return "the refusal";
    case "sign-in":
      return "a session";
    case "consent":
      return "the user's decision";
    case "invitation":
      return "the operator's account";
    case "sign-out":
      return "the sign-out";
    case "http":
      return "the way to the endpoint";
  }
}
