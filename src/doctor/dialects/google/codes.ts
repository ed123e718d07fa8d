/** How Google's signatures are written, and the settings that they send users to. */
import type { CauseCode } from "../../../reasons/causes.ts";
import type { Example, Meaning, Signature } from "../define.ts";

export const WEB = "https://developers.google.com/identity/protocols/oauth2/web-server";
export const BASICS = "https://developers.google.com/identity/protocols/oauth2";
export const SERVICE = "https://developers.google.com/identity/protocols/oauth2/service-account";
export const NATIVE = "https://developers.google.com/identity/protocols/oauth2/native-app";
export const SUPPORT = "https://support.google.com/accounts/answer/16668185";

export const AGAIN =
  "Send the user through consent again (access_type=offline, prompt=consent) and store the new refresh token.";
export const CLIENTS = "Google Cloud console > Google Auth Platform > Clients";
export const SCOPES =
  "Write scopes as the list of Google API scopes has them, https://www.googleapis.com/auth/... in full, parted by spaces.";

export const means = (reason: CauseCode, weight: number, fix: string, tell?: string): Meaning =>
  tell === undefined ? { reason, weight, fix } : { reason, weight, fix, tell };

export const google = (
  id: string,
  says: RegExp,
  example: Example,
  meanings: readonly Meaning[],
  page: string,
  more: Partial<Signature> = {},
): Signature => ({ id, says, means: meanings, page, example, ...more });
