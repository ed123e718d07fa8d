/** Faults of Candor, each with the requirements that must find it; in groups, whose tests run at the same time. */
import { INTROSPECTION } from "../keyed/access-token-mutants.ts";
import { AUTHORIZATION_DETAILS } from "../keyed/details-mutants.ts";
import { JWT_RESPONSES } from "../peer-mutants/jwt-responses.ts";
import type { Mutant } from "../through.ts";
import { AUTHORIZATION } from "./authorization.ts";
import { AUTHORIZATION_GUARDS } from "./authorization-guards.ts";
import { CLIENT_SECRETS } from "./client-secrets.ts";
import { CODE_EDGES } from "./code-edges.ts";
import { CODES } from "./codes.ts";
import { CORS } from "./cors.ts";
import { DENIAL } from "./denial.ts";
import { GRANT_MANAGEMENT } from "./grant-management.ts";
import { ID_TOKENS } from "./id-tokens.ts";
import { LOGOUT } from "./logout.ts";
import { METADATA_FAULTS } from "./metadata.ts";
import { OPENID_REQUESTS } from "./openid-requests.ts";
import { PROMPTS } from "./prompts.ts";
import { RACES } from "./races.ts";
import { REFRESH_TOKENS } from "./refresh-tokens.ts";
import { REGISTRATION } from "./registration.ts";
import { REQUEST_OBJECTS } from "./request-objects.ts";
import { RESPONSE_MODES } from "./response-modes.ts";
import { TOKEN_ENDPOINT } from "./token-endpoint.ts";
import { TOKEN_MANAGEMENT } from "./token-management.ts";

type Mutants = Readonly<Record<string, Mutant>>;

export const OF_METADATA: Mutants = { ...METADATA_FAULTS, ...CORS };

export const OF_AUTHORIZATION: Mutants = {
  ...AUTHORIZATION,
  ...AUTHORIZATION_GUARDS,
  ...OPENID_REQUESTS,
  ...PROMPTS,
  ...REQUEST_OBJECTS,
  ...RESPONSE_MODES,
  ...JWT_RESPONSES,
  ...AUTHORIZATION_DETAILS,
};

export const OF_CODES: Mutants = {
  ...CODES,
  ...CODE_EDGES,
  ...ID_TOKENS,
  ...LOGOUT,
  ...RACES,
  ...REFRESH_TOKENS,
};

export const OF_CLIENTS: Mutants = {
  ...TOKEN_ENDPOINT,
  ...CLIENT_SECRETS,
  ...TOKEN_MANAGEMENT,
  ...DENIAL,
  ...REGISTRATION,
  ...INTROSPECTION,
  ...GRANT_MANAGEMENT,
};

export const MUTANTS: Mutants = { ...OF_METADATA, ...OF_AUTHORIZATION, ...OF_CODES, ...OF_CLIENTS };
