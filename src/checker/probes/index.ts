/** The probes, in the order in which they run. */
import type { Probes } from "../check.ts";
import { authorizationErrors, pkceAtAuthorization, redirectUris, signInPage } from "./authorization.ts";
import { codeBinding, codeResponse, codeTwice, pkceAtToken } from "./codes.ts";
import { metadata, openidMetadata } from "./metadata.ts";
import { tokenErrors, tokenResponse } from "./token-endpoint.ts";

export const PROBES: Probes = {
  metadata,
  "openid-metadata": openidMetadata,
  "token-response": tokenResponse,
  "token-errors": tokenErrors,
  "redirect-uris": redirectUris,
  "authorization-errors": authorizationErrors,
  "pkce-at-authorization": pkceAtAuthorization,
  "sign-in-page": signInPage,
  "code-response": codeResponse,
  "code-binding": codeBinding,
  "pkce-at-token": pkceAtToken,
  "code-twice": codeTwice,
};
