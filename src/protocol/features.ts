/**
 * What the server supports, by kind. Each kind has its list beside its files; metadata, configuration, documentation, known headers and
 * tests go by them. Parameters are declared in `parameters.ts`, since reading a form needs them and features need forms.
 */
import { METHODS } from "./client-authentication/list.ts";
import type { AuthenticationMethod } from "./client-authentication/method.ts";
import { ALL_ENDPOINTS } from "./endpoints.ts";
import type { AnyGrantType } from "./grants/grant-type.ts";
import { GRANTS } from "./grants/list.ts";
import { PROFILES } from "./profiles/list.ts";
import type { Profile } from "./profiles/profile.ts";
import { MODES } from "./response-modes/list.ts";
import type { ResponseMode } from "./response-modes/response-mode.ts";
import { CONSTRAINTS } from "./sender-constraints/list.ts";
import type { SenderConstraint } from "./sender-constraints/sender-constraint.ts";

const grantTypes: readonly AnyGrantType[] = GRANTS;
const authenticationMethods: readonly AuthenticationMethod[] = METHODS;
const responseModes: readonly ResponseMode[] = MODES;
const senderConstraints: readonly SenderConstraint[] = CONSTRAINTS;
const profiles: readonly Profile[] = PROFILES;

export const FEATURES = {
  grantTypes,
  authenticationMethods,
  responseModes,
  senderConstraints,
  profiles,
  endpoints: ALL_ENDPOINTS,
};
