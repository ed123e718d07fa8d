/** The catalogue of requirements that `candor check` knows. */
import { accessTokens } from "./access-tokens.ts";
import { apis } from "./apis.ts";
import { authorization } from "./authorization.ts";
import { clientAssertions } from "./client-assertions.ts";
import { codes } from "./codes.ts";
import type { Requirements } from "./define.ts";
import { dpop } from "./dpop.ts";
import { dpopApi } from "./dpop-api.ts";
import { idTokens } from "./id-tokens.ts";
import { metadata } from "./metadata.ts";
import { races } from "./races.ts";
import { refreshTokens } from "./refresh-tokens.ts";
import { tokenEndpoint } from "./token-endpoint.ts";
import { tokenManagement } from "./token-management.ts";
import { transport } from "./transport.ts";

export const REQUIREMENTS: Requirements = {
  ...metadata,
  ...tokenEndpoint,
  ...clientAssertions,
  ...dpop,
  ...dpopApi,
  ...accessTokens,
  ...apis,
  ...transport,
  ...authorization,
  ...codes,
  ...idTokens,
  ...refreshTokens,
  ...tokenManagement,
  ...races,
};
