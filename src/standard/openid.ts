/** OpenID Connect Core: what needs the user, where the client forbade asking. */
import { openid, rfc } from "../specs.ts";
import { type StandardCode, server } from "./define.ts";

/** The codes of the authentication response, registered by OpenID Connect Core. */
const core = {
  standing: "registered",
  changeController: "OpenID Foundation",
  reference: openid("core", "3.1.2.6"),
  usedAt: [{ at: "authorization endpoint", section: openid("core", "3.1.2.6") }],
} as const satisfies Partial<StandardCode>;

/** What all responses to prompt=none have in common. */
const silent = [
  server.must(
    openid("core", "3.1.2.3"),
    "the request has prompt=none and the user is not signed in, or cannot be signed in without a page",
    "respond with an error",
  ),
  server.mustNot(openid("core", "3.1.2.3"), "the request has prompt=none", "show the user anything"),
];

export const openidConnect: readonly StandardCode[] = [
  {
    ...core,
    error: "interaction_required",
    title: "The user must do something",
    means:
      "The request requires some kind of page, but the client forbids showing one. The other codes of this group are more specific.",
    requirements: [
      ...silent,
      server.may(
        openid("core", "3.1.2.6"),
        "prompt=none and a page of any kind is needed",
        "return interaction_required",
      ),
    ],
    validation: {
      accept: ["interaction_required in place of a more special code of this group"],
      reject: [
        "a page in response to prompt=none",
        "this code where prompt was not none and a page could have been shown",
      ],
    },
    confusedWith: [{ name: "login_required", note: "More specific: what is missing is a sign-in." }],
  },
  {
    ...core,
    error: "login_required",
    title: "The user must sign in",
    means: "Nobody is signed in, or not as the request requires, and the client forbids asking.",
    requirements: [
      ...silent,
      server.may(openid("core", "3.1.2.6"), "prompt=none and a sign-in is needed", "return login_required"),
      server.must(
        openid("core", "3.1.2.1"),
        "prompt=login and the user cannot be asked to sign in again",
        "respond with an error, as a rule login_required",
      ),
      server.must(
        openid("core", "3.1.2.1"),
        "id_token_hint names another user than the one who signs in",
        "respond with an error such as login_required",
      ),
    ],
    validation: {
      accept: ["login_required or interaction_required in response to prompt=none without a session"],
      reject: ["a sign-in page in response to prompt=none", "success for another user than id_token_hint names"],
    },
    confusedWith: [
      { name: "access_denied", note: "The user was asked and declined." },
      { name: "invalid_token", note: "Returned by an API, about a token. A session that has ended is login_required." },
    ],
  },
  {
    ...core,
    error: "account_selection_required",
    title: "The user must choose an account",
    means: "The user is signed in with several accounts, none is chosen, and the client forbids asking.",
    requirements: [
      ...silent,
      server.may(
        openid("core", "3.1.2.6"),
        "prompt=none and an account has to be chosen",
        "return account_selection_required",
      ),
    ],
    validation: {
      accept: ["account_selection_required or interaction_required"],
      reject: ["session_selection_required", "one of the accounts, chosen without asking"],
    },
    confusedWith: [
      {
        name: "session_selection_required",
        note: "A name from the drafts. It was in IANA's registry by mistake until that was fixed.",
      },
    ],
  },
  {
    ...core,
    error: "consent_required",
    title: "The user must consent",
    means: "The user hasn't allowed this client what it requests, and the client forbids asking.",
    requirements: [
      ...silent,
      server.may(openid("core", "3.1.2.6"), "prompt=none and consent is needed", "return consent_required"),
      server.must(
        openid("core", "3.1.2.1"),
        "prompt=consent and consent cannot be obtained",
        "respond with an error, as a rule consent_required",
      ),
    ],
    validation: {
      accept: ["consent_required or interaction_required in response to prompt=none without consent"],
      reject: ["consent_required at the PAR endpoint", "a token for scopes that the user never allowed"],
    },
    confusedWith: [{ name: "access_denied", note: "The user was asked and declined." }],
  },
  {
    ...core,
    error: "registration_not_supported",
    title: "The registration parameter is not supported",
    means:
      "The request has the client's metadata in the registration parameter, but the provider doesn't read that parameter.",
    requirements: [],
    validation: {
      accept: ["a redirect with the error, once client and redirect URI are trusted"],
      reject: ["this code from the registration endpoint: it is about a parameter"],
    },
    confusedWith: [
      {
        name: "invalid_client_metadata",
        note: "Returned by the registration endpoint, about metadata that it did read.",
      },
    ],
  },
  {
    error: "unmet_authentication_requirements",
    title: "The user could not be authenticated as required",
    means: "The client required a method of authentication, such as a certain acr, but the provider can't comply.",
    standing: "defined",
    changeController: "OpenID Foundation",
    reference: openid("unmetRequirements", "1"),
    usedAt: [{ at: "authorization endpoint", section: openid("unmetRequirements", "1") }],
    requirements: [
      server.must(
        openid("unmetRequirements", "1"),
        "acr is requested as an essential claim and its value cannot be met",
        "return unmet_authentication_requirements",
      ),
      server.may(
        openid("unmetRequirements", "1"),
        "another case calls for it",
        "return unmet_authentication_requirements",
      ),
      server.should(
        rfc(9470, "5"),
        "acr_values came after a step-up challenge",
        "treat the acr as necessary, and refuse where it cannot be met",
      ),
    ],
    validation: {
      accept: ["this code, though IANA's registry does not list it"],
      reject: ["an ID token with another acr where acr was requested as essential"],
    },
    confusedWith: [
      {
        name: "insufficient_user_authentication",
        note: "Returned by an API. The client must then send a new authorization request.",
      },
      { name: "login_required", note: "Any sign-in would be sufficient." },
    ],
  },
];
