/** What a request says that redeems an authorization code (RFC 6749 4.1.3, RFC 7636 4.5). */

import type { TokenRequest } from "../../token/facts.ts";
import type { Sent } from "../grant-type.ts";

export interface CodeRequest extends TokenRequest {
  readonly code: string;
  readonly redirectUri: string | undefined;
  readonly codeVerifier: string | undefined;
  /** Under which names these two were probably sent, if they are missing. */
  readonly nearRedirectUri?: string | undefined;
  readonly nearCodeVerifier?: string | undefined;
}

export const readCodeRequest = ({ values, near, common }: Sent): CodeRequest => ({
  ...common,
  code: values.get("code") ?? "",
  redirectUri: values.get("redirect_uri"),
  codeVerifier: values.get("code_verifier"),
  nearRedirectUri: near("redirect_uri"),
  nearCodeVerifier: near("code_verifier"),
});
