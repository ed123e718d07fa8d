/** The parameters of token exchange (RFC 8693 2.1). */
import { named, type Parameter } from "../../parameter.ts";

export const TOKEN_EXCHANGE_PARAMETERS: readonly Parameter[] = [
  ...named("subject_token actor_token", { readBy: ["token"], journal: "thumbprint", secret: true, longest: 10_000 }),
  ...named("subject_token_type actor_token_type requested_token_type", { readBy: ["token"], journal: "value" }),
];
