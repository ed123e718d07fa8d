/** Firebase Authentication: the auth/... codes that concern sign-in by other providers, tokens and settings. */
import type { Dialect } from "./define.ts";
import { popups } from "./firebase/popups.ts";
import { settings } from "./firebase/settings.ts";
import { tokens } from "./firebase/tokens.ts";

export const firebase: Dialect = {
  provider: "firebase",
  name: "Firebase Authentication",
  hosts: ["identitytoolkit.googleapis.com", "securetoken.googleapis.com", "securetoken.google.com", ".firebaseapp.com"],
  marks: [/\bFirebaseError\b/, /(?<![\w/.-])auth\/[a-z]+(?:-[a-z]+)+\b/, /\/__\/auth\/handler\b/, /identitytoolkit/i],
  signatures: [...settings, ...popups, ...tokens],
};
