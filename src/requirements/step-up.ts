/** What is required of step-up authentication (RFC 9470). */
import { openid, rfc } from "../specs.ts";
import type { Requirements } from "./define.ts";

const LOOP = "The application can't find out what is missing, and sends the user to sign in again and again.";
const UNKNOWN = "The API can't tell how the user signed in, and accepts too little or nothing.";

const jwt = { cites: [rfc(9470, "6.1"), rfc(9068, "2.2.1")], level: "MUST", threat: UNKNOWN } as const;
const introspection = { cites: [rfc(9470, "6.2")], level: "MUST", threat: UNKNOWN } as const;

export const stepUp = {
  "step-up/challenge": {
    cites: [rfc(9470, "3")],
    level: "MUST",
    says: "An API that wants a stronger sign-in responds with 401 and error insufficient_user_authentication.",
    threat: LOOP,
    by: "step-up/challenge",
  },
  "step-up/requirements-said": {
    cites: [rfc(9470, "3")],
    level: "SHOULD",
    says: "The challenge has acr_values or max_age.",
    threat: LOOP,
    by: "step-up/says",
  },
  "step-up/max-age": {
    cites: [rfc(9470, "3")],
    level: "MUST",
    says: "max_age in a challenge is a number of seconds, not negative and without a fraction.",
    threat: LOOP,
    by: "step-up/max-age",
  },
  "step-up/accepted": {
    cites: [rfc(9470, "2"), rfc(9470, "4")],
    level: "MUST",
    says: "A token that was requested as the challenge says is accepted.",
    threat: LOOP,
    by: "step-up/accepted",
  },
  "step-up/jwt-acr": {
    ...jwt,
    says: "If acr_values was requested, an access token that is a JWT has one of them as acr.",
    by: "step-up/jwt-acr",
  },
  "step-up/jwt-auth-time": {
    ...jwt,
    says: "If max_age was requested, an access token that is a JWT has auth_time, and it is new enough.",
    by: "step-up/jwt-auth-time",
  },
  "step-up/introspection-acr": {
    ...introspection,
    says: "If acr_values was requested, introspection has one of them as acr.",
    by: "step-up/introspection-acr",
  },
  "step-up/introspection-auth-time": {
    ...introspection,
    says: "If max_age was requested, introspection has auth_time, and it is new enough.",
    by: "step-up/introspection-auth-time",
  },
  "step-up/renewed": {
    cites: [rfc(9470, "6.1"), rfc(9068, "2.2.1")],
    level: "MUST",
    says: "A refreshed access token has the auth_time and acr of before.",
    threat: "An application stays signed in for ever, as if the user had just signed in.",
    by: "step-up/renewed",
  },
  "step-up/unmet": {
    cites: [rfc(9470, "5"), openid("unmetRequirements", "2")],
    level: "SHOULD",
    says: "A request for an acr that the server hasn't got is refused as unmet_authentication_requirements.",
    threat: LOOP,
    by: "step-up/unmet",
  },
  "step-up/listed": {
    cites: [rfc(9470, "7"), openid("discovery", "3")],
    level: "MAY",
    says: "acr_values_supported has the acr_values of the challenge.",
    threat: "Applications can't tell that the server knows acr_values and max_age.",
    by: "step-up/listed",
  },
} satisfies Requirements;
