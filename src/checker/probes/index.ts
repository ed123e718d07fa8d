/** The probes, in the order in which they run. */
import type { Probes } from "../check.ts";
import { codeBinding, codeResponse, codeTwice, pkceAtToken } from "./codes.ts";
import { metadata, openidMetadata } from "./metadata.ts";
import { tokenErrors, tokenResponse } from "./token-endpoint.ts";

export const PROBES: Probes = {
  metadata,
  "openid-metadata": openidMetadata,
  "token-response": tokenResponse,
  "token-errors": tokenErrors,
  "code-response": codeResponse,
  "code-binding": codeBinding,
  "pkce-at-token": pkceAtToken,
  "code-twice": codeTwice,
};
