/** Firebase on pop-ups, browsers and applications. */
import type { Signature } from "../define.ts";
import { auth, COOKIES, KEY } from "./write.ts";

export const popups: readonly Signature[] = [
  auth("credential-already-in-use", "This credential is already associated with a different user account.", [
    ["user/account-not-ready", 0.5, "Sign in with that credential in place of linking it."],
  ]),
  auth("popup-closed-by-user", "The popup has been closed by the user before finalizing the operation.", [
    ["user/denied", 0.75, "Let the user try again."],
    [
      "transport/cookies-blocked",
      0.3,
      "Take away a Cross-Origin-Opener-Policy of same-origin (use same-origin-allow-popups).",
      "The popup closes by itself.",
    ],
  ]),
  auth("cancelled-popup-request", "This operation has been cancelled due to another conflicting popup being opened.", [
    ["user/denied", 0.5, "Open one popup at a time."],
  ]),
  auth("popup-blocked", "Unable to establish a connection with the popup. It may have been blocked by the browser.", [
    ["user/interaction-required", 0.55, "Call signInWithPopup in the click itself, or use signInWithRedirect."],
  ]),
  auth(
    "user-cancelled",
    "The user did not grant your application the permissions it requested.",
    [["user/denied", 0.96, "Let the user try again."]],
    "USER_CANCELLED",
  ),
  auth("redirect-cancelled-by-user", "The redirect operation has been cancelled by the user before finalizing.", [
    ["user/denied", 0.93, "Let the user try again."],
  ]),
  auth(
    "missing-initial-state",
    "Unable to process request due to missing initial state. This may happen if browser sessionStorage is inaccessible or accidentally cleared.",
    [
      ["request/state-mismatch", 0.6, COOKIES],
      ["transport/cookies-blocked", 0.58, COOKIES],
    ],
  ),
  {
    ...auth("missing-state", "Unable to process request due to missing initial state.", [
      ["request/state-mismatch", 0.6, COOKIES],
      ["transport/cookies-blocked", 0.58, COOKIES],
    ]),
    id: "missing-initial-state",
    says: /Unable to process request due to missing initial state/i,
    example: {
      text: "Unable to process request due to missing initial state. This may happen if browser sessionStorage is inaccessible or accidentally cleared.",
    },
  },
  auth("web-storage-unsupported", "This browser is not supported or 3rd party cookies and data may be disabled.", [
    ["transport/cookies-blocked", 0.93, COOKIES],
  ]),
  auth("auth-domain-config-required", "Be sure to include authDomain when calling firebase.initializeApp().", [
    ["request/parameter-absent", 0.9, "Set authDomain in the configuration."],
  ]),
  auth(
    "operation-not-supported-in-this-environment",
    "This operation is not supported in the environment this application is running on.",
    [
      [
        "client/type-mismatch",
        0.5,
        "Use the native sign-in of the platform and signInWithCredential; popups need https in a browser.",
      ],
      ["transport/insecure", 0.3, "Serve the page by https."],
    ],
  ),
  auth(
    "app-not-authorized",
    "This app, identified by the domain where it's hosted, is not authorized to use Firebase Authentication with the provided API key.",
    [
      ["client/unknown", 0.5, KEY],
      ["client/type-mismatch", 0.45, KEY],
    ],
    "APP_NOT_AUTHORIZED",
  ),
  auth("app-not-verified", "The app could not be verified.", [
    [
      "client/type-mismatch",
      0.5,
      "Add the SHA-1 and SHA-256 fingerprints of the signing key under Project settings > Your apps.",
    ],
  ]),
  auth(
    "invalid-api-key",
    "Your API key is invalid, please check you have copied it correctly.",
    [["client/unknown", 0.93, KEY]],
    "INVALID_API_KEY|API_KEY_INVALID|API key not valid",
  ),
  auth("api-key-not-valid", "Please pass a valid API key.", [["client/unknown", 0.93, KEY]]),
];
