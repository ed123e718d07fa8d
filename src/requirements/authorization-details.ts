/** What is required of authorization details (RFC 9396). */
import { rfc } from "../specs.ts";
import type { Requirements } from "./define.ts";

const SOMETHING_ELSE = "The user is asked for one thing, and the application gets another.";
const WRONG_WAY = "A wrong error code sends developers the wrong way.";

const refused = (says: string, by: `authorization-details/${string}`) =>
  ({
    cites: [rfc(9396, "5")],
    level: "MUST",
    says: `${says} are refused as invalid_authorization_details.`,
    threat: SOMETHING_ELSE,
    by,
  }) as const;

export const authorizationDetails = {
  "authorization-details/types": {
    cites: [rfc(9396, "10")],
    level: "MUST",
    says: "authorization_details_types_supported is a list of names, and has those that are accepted.",
    threat: "Clients can't tell what they may ask for.",
    by: "authorization-details/types",
  },
  "authorization-details/type-known": refused("Details of an unknown type", "authorization-details/unknown-type"),
  "authorization-details/type-required": refused("Details without a type", "authorization-details/no-type"),
  "authorization-details/field-known": refused("Details with an unknown field", "authorization-details/unknown-field"),
  "authorization-details/field-type": refused(
    "Details with a field of the wrong type",
    "authorization-details/wrong-field",
  ),
  "authorization-details/json": {
    ...refused("Details that aren't JSON", "authorization-details/not-json"),
    cites: [rfc(9396, "2"), rfc(9396, "5")],
  },
  "authorization-details/array": {
    ...refused("Details that aren't in an array", "authorization-details/not-array"),
    cites: [rfc(9396, "2"), rfc(9396, "5")],
  },
  "authorization-details/token-response": {
    cites: [rfc(9396, "7")],
    level: "MUST",
    says: "The token response has the details that were granted.",
    threat: "The application believes that it may do more than it may.",
    by: "authorization-details/returned",
  },
  "authorization-details/not-more": {
    cites: [rfc(9396, "7")],
    level: "MUST",
    says: "No other type of details is granted than was asked for.",
    threat: SOMETHING_ELSE,
    by: "authorization-details/not-more",
  },
  "authorization-details/refresh-not-widened": {
    cites: [rfc(9396, "6"), rfc(6749, "6")],
    level: "MUST",
    says: "A refresh token gets no details beyond those that were granted.",
    threat: "An application makes a payment of which the user was never asked.",
    by: "authorization-details/not-widened",
  },
  "authorization-details/token-error": {
    cites: [rfc(9396, "8"), rfc(9396, "5")],
    level: "MUST",
    says: "Details of an unknown type in a token request are refused as invalid_authorization_details.",
    threat: WRONG_WAY,
    by: "authorization-details/token-error",
  },
  "authorization-details/introspection": {
    cites: [rfc(9396, "9"), rfc(9396, "9.2")],
    level: "MUST",
    says: "Introspection has the details of the token.",
    threat: "The API can't tell what was granted, and allows all of it or nothing.",
    by: "authorization-details/introspected",
  },
  "authorization-details/jwt": {
    cites: [rfc(9396, "9.1")],
    level: "SHOULD",
    says: "An access token that is a JWT has its details.",
    threat: "The API can't tell what was granted, and allows all of it or nothing.",
    by: "authorization-details/in-jwt",
  },
} satisfies Requirements;
