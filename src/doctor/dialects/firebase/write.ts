/** How these signatures are written, and the settings that they send users to. */
import type { CauseCode } from "../../../reasons/causes.ts";
import type { Meaning, Signature } from "../define.ts";

export const PAGE = "https://firebase.google.com/docs/reference/js/v8/firebase.auth.Error";

export type Means = readonly (readonly [reason: CauseCode, weight: number, fix: string, tell?: string])[];

/** Each code is known under its name in the SDKs and, where there is one, under that of the REST API. */
export const auth = (code: string, words: string, means: Means, rest?: string): Signature => ({
  id: `auth/${code}`,
  says: new RegExp(`\\bauth/${code}\\b${rest === undefined ? "" : `|\\b${rest}\\b`}`),
  ...(rest === undefined && { distinctive: true }),
  means: means.map(
    ([reason, weight, fix, tell]): Meaning => ({ reason, weight, fix, ...(tell !== undefined && { tell }) }),
  ),
  page: PAGE,
  example: { text: `FirebaseError: Firebase: ${words} (auth/${code}).` },
});

export const PROVIDER =
  "In the Firebase console under Authentication > Sign-in method, enable the provider and enter its client id and secret.";

export const DOMAIN =
  "In the Firebase console under Authentication > Settings > Authorized domains, add the host of the page (localhost as well).";

export const KEY =
  "Copy apiKey and authDomain from Project settings > Your apps, and let the key's restrictions (Google Cloud console > Credentials) allow this site or app and the Identity Toolkit API.";

export const AGAIN = "Sign the user in again.";

export const COOKIES =
  "Let authDomain be the site's own domain (proxy /__/auth to <project>.firebaseapp.com), or use signInWithPopup: browsers block third-party storage.";
