/**
 * What a refusal's page says to the user, who did not choose the parameter that is wrong and cannot change it. The reason's own title is
 * for developers: they find it behind the page's link.
 */
import { type Code, reasonOf } from "../reasons/index.ts";
import { familyOf } from "./families.ts";

const APP_AT_FAULT = "This app isn't set up correctly";
const OURS = "Something went wrong on our side";
const UNAVAILABLE = "This service isn't available right now";

/** For reasons whose titles are not for users, and for those that no app is to blame for. */
const HEADINGS: Partial<Record<Code, string>> = {
  "transport/insecure": "This connection isn't secure",
  "request/wrong-endpoint": "Page not found",
  "client/not-registered": "This app isn't registered",
  "client/disabled": "This app is disabled",
  "user/form-foreign": "This form can't be accepted",
  "user/form-cookie-absent": "This site needs cookies",
  "user/form-stale": "This page is out of date",
  "user/hint-invalid": APP_AT_FAULT,
  "server/fault": OURS,
  "server/hook-failed": OURS,
  "server/hook-result-invalid": OURS,
  "server/hook-timed-out": UNAVAILABLE,
  "server/body-consumed": OURS,
  "server/storage-unavailable": UNAVAILABLE,
  "server/keys-unusable": UNAVAILABLE,
  "server/closing": UNAVAILABLE,
};

/** Where trying again cannot help. */
const ADVICE: Partial<Record<Code, string>> = { "request/wrong-endpoint": "Check the URL, or close this page." };

/** Families and reasons whose own titles users understand. */
const FOR_USERS: ReadonlySet<string> = new Set(["user", "server", "request/reference-unknown", "request/not-opened"]);

/** Pages to which an app sends its users with a request of its own. */
const FROM_APPS: ReadonlySet<string> = new Set(["authorization", "sign-in", "sign-out"]);

export interface RefusalWords {
  readonly title: string;
  readonly person: string;
}

export function refusalWords(code: Code, endpoint: string): RefusalWords {
  const family = familyOf(code);
  const { title, remedies } = reasonOf(code);
  const ofApp = family === "redirect-uri" || family === "client" || FROM_APPS.has(endpoint);
  const general = ofApp ? APP_AT_FAULT : "This request can't be processed";
  const heading = HEADINGS[code] ?? (FOR_USERS.has(family) || FOR_USERS.has(code) ? title : general);
  const advice =
    remedies.person ??
    ADVICE[code] ??
    (ofApp
      ? "You can close this page. If you need the app, contact its developer."
      : "Go back and try again, or close this page.");
  return { title: heading, person: withoutStart(withoutStart(advice, heading), APP_AT_FAULT) };
}

/** Advice without a first sentence that the heading says already. On other pages it is read without the heading. */
const withoutStart = (advice: string, sentence: string): string =>
  advice.startsWith(`${sentence}. `) ? advice.slice(sentence.length + 2) : advice;
