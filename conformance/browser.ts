/** What a browser does on Candor's pages while the suite looks on, in the suite's own commands. */
import { ALIAS, ISSUER, NAYSAYER, PERSON } from "./world.ts";

/** How the names of the modules of FAPI 2.0 begin, also in the plan of Message Signing. */
const FAPI2 = "fapi2-security-profile-final";

type Command = readonly (string | number)[];
interface Task {
  readonly task: string;
  readonly match: string;
  readonly optional?: boolean;
  readonly commands?: readonly Command[];
}
interface Visit {
  readonly match: string;
  /** For how many visits this counts. */
  readonly "match-limit"?: number;
  readonly tasks: readonly Task[];
}

/** Waits for a text on the page, and keeps the page for whoever reviews the module. */
const seen = (text: string, when: "" | "-optional" = ""): Command => [
  ...["wait", "xpath", "//*", 10],
  ...[text, `update-image-placeholder${when}`],
];

/** What isn't there, because the user is signed in or has consented already, is left out. */
const signInAs = ({ username, password }: typeof PERSON | typeof NAYSAYER, ...before: readonly Command[]): Task => ({
  task: "Sign in",
  match: `${ISSUER}/*`,
  optional: true,
  commands: [
    ...before,
    ["text", "id", "username", username, "optional"],
    ["text", "id", "password", password, "optional"],
    ["click", "css", "form[action$='/sign-in'] button[type=submit]", "optional"],
  ],
});

const signIn = (...before: readonly Command[]): Task => signInAs(PERSON, ...before);

const answer = (value: "allow" | "deny"): Task => ({
  task: value === "allow" ? "Allow" : "Deny",
  match: `${ISSUER}/*`,
  optional: true,
  commands: [["click", "css", `button[name=answer][value=${value}]`, "optional"]],
});

const back: Task = {
  task: "Back at the client",
  match: `*/test/a/${ALIAS}/callback*`,
  commands: [["wait", "id", "submission_complete", 10]],
};

const page = (task: string, ...commands: readonly Command[]): Task => ({ task, match: `${ISSUER}/*`, commands });

const authorize = (...tasks: readonly Task[]): Visit => ({ match: `${ISSUER}/authorize*`, tasks });
const signOut = (...tasks: readonly Task[]): Visit => ({ match: `${ISSUER}/sign-out*`, tasks });

const signedIn = authorize(signIn(), answer("allow"), back);
const asked = { ...page("Sign out", ["click", "css", "form[action$='/sign-out'] button", "optional"]), optional: true };

/** What the browser does in every module that isn't below. */
export const usual: readonly Visit[] = [
  signedIn,
  signOut(asked, {
    task: "Back at the client",
    match: `*/test/a/${ALIAS}/post_logout_redirect*`,
    commands: [["wait", "id", "complete", 10]],
  }),
];

/** The user signs in twice, and the page of the second time is kept. */
const signInSeen = [authorize(signIn(seen("Sign in", "-optional")), answer("allow"), back)];
const errorSeen = [authorize(page("See the error", seen("For developers")))];
const appSeen = [authorize(signIn(), page("See the app", seen("Allow")))];
const ignoredSeen = [signedIn, signOut(page("See the error", seen("For developers")))];
const signedOutSeen = [signedIn, signOut(asked, page("See that the user is signed out", seen("signed out")))];

const of = (visits: readonly Visit[], ...modules: readonly string[]) =>
  Object.fromEntries(modules.map((module) => [module, { browser: visits }]));

/** What the browser does in modules of OpenID Connect whose page a person reviews. */
export const openid = {
  ...of(signInSeen, "oidcc-prompt-login", "oidcc-max-age-1"),
  ...of(
    errorSeen,
    "oidcc-ensure-registered-redirect-uri",
    "oidcc-ensure-redirect-uri-in-authorization-request",
    "oidcc-redirect-uri-query-added",
    "oidcc-redirect-uri-query-mismatch",
  ),
  ...of(appSeen, "oidcc-registration-logo-uri", "oidcc-registration-policy-uri", "oidcc-registration-tos-uri"),
  ...of(
    ignoredSeen,
    "oidcc-rp-initiated-logout-bad-post-logout-redirect-uri",
    "oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri",
    "oidcc-rp-initiated-logout-modified-id-token-hint",
    "oidcc-rp-initiated-logout-bad-id-token-hint",
    "oidcc-rp-initiated-logout-no-id-token-hint",
  ),
  ...of(
    signedOutSeen,
    "oidcc-rp-initiated-logout-no-params",
    "oidcc-rp-initiated-logout-no-post-logout-redirect-uri",
    "oidcc-rp-initiated-logout-only-state",
  ),
};

/** The user comes to the sign-in page twice with the same request_uri, and signs in at the second visit. */
const signInTwice = [
  { ...authorize(page("See the page", ["wait", "id", "username", 10])), "match-limit": 1 },
  signedIn,
];

/** What the browser does in modules of FAPI 2.0 where the user does anything else than allow. */
export const fapi2 = {
  ...of([authorize(signInAs(NAYSAYER), answer("deny"), back)], `${FAPI2}-user-rejects-authentication`),
  ...of(errorSeen, `${FAPI2}-par-attempt-to-use-request_uri-for-different-client`),
  ...of(signInTwice, `${FAPI2}-par-ensure-reused-request-uri-prior-to-auth-completion-succeeds`),
};
