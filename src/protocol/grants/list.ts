/**
 * The grant types that the token endpoint supports: one line for each folder. Metadata, configuration, documentation, the checks of the
 * endpoint and what its refusals are replayed by follow from this list.
 */
import { authorizationCode } from "./authorization-code/grant.ts";
import { ciba } from "./ciba/grant.ts";
import { clientCredentials } from "./client-credentials/grant.ts";
import { deviceCode } from "./device-code/grant.ts";
import { jwtBearer } from "./jwt-bearer/grant.ts";
import { refreshToken } from "./refresh-token/grant.ts";
import { tokenExchange } from "./token-exchange/grant.ts";

export const GRANTS = [
  authorizationCode,
  refreshToken,
  clientCredentials,
  deviceCode,
  ciba,
  tokenExchange,
  jwtBearer,
] as const;
