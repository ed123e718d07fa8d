/** The parameters of grant management in the authorization request (Grant Management for OAuth 2.0, 5.2). */
import type { Parameter } from "../parameter.ts";
import { ACTION, ID } from "./names.ts";

export const GRANT_MANAGEMENT_PARAMETERS: readonly Parameter[] = [
  { name: ACTION, readBy: ["authorization"], journal: "value" },
  // It isn't a secret, but whose grant it is, is nobody else's business.
  { name: ID, readBy: ["authorization"], journal: "length" },
];
