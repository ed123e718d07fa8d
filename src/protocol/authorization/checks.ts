/**
 * The second list of the authorization endpoint. The client and the redirect URI are trusted, so refusals are sent by redirect.
 */
import { refuse } from "../../reasons/index.ts";
import { quotable } from "../../reasons/scrub.ts";
import { openid, rfc } from "../../specs.ts";
import { ACR_VALUES } from "../acr.ts";
import { detailsChecks, refuseOtherApi } from "../authorization-details/checks.ts";
import type { Check } from "../decision.ts";
import { refuseRepeated, refuseTooLong } from "../form.ts";
import { grantManagementCheck, refuseUnknownGrant } from "../grant-management/checks.ts";
import { sentAs } from "../parameter-names.ts";
import { checkChallenge } from "../pkce.ts";
import { needsPkce } from "../profiles/index.ts";
import { returnedBy } from "../response-types.ts";
import { refuseOtherTarget, targetCheck } from "../scope/target.ts";
import { type AuthorizationCase, asksFor, consentNeeded, detailsAsked, scopeOf, signInNeeded } from "./case.ts";
import { canMeet } from "./claims-request.ts";
import { maxAgeFault } from "./max-age.ts";
import { KNOWN } from "./request.ts";
import { refuseIdToken, responseChecks } from "./response-checks.ts";
import { promptsOf } from "./sign-up.ts";

/** A sign or a fraction is as wrong as a unit, and other digits than these are none. */

/** What is asked of the parameters, whoever the user is. Pushed requests are asked the same (RFC 9126 2.1). */
export const parameterChecks: readonly Check<AuthorizationCase>[] = [
  {
    asks: "Is each parameter sent once?",
    cites: rfc(6749, "3.1"),
    run: ({ request }) => refuseRepeated(request.form, KNOWN),
  },
  { asks: "Are the values within bounds?", cites: rfc(6749, "3.1"), run: ({ request }) => refuseTooLong(request.form) },
  {
    asks: "Does the request carry its parameters itself?",
    cites: openid("core", "3.1.2.6"),
    run: ({ request: { form } }) => {
      if (form.values.has("request")) return refuse("request/object-unsupported", {});
      if (form.values.has("request_uri")) return refuse("request/object-uri-unsupported", {});
      return form.values.has("registration") ? refuse("request/registration-unsupported", {}) : undefined;
    },
  },
  ...responseChecks,
  {
    asks: "Is the code bound to the client by PKCE?",
    cites: rfc(7636, "4.4.1"),
    run: ({ request, to: { client } }) =>
      returnedBy(request.responseType).code
        ? checkChallenge(
            client.id,
            needsPkce(client),
            request.codeChallenge,
            request.codeChallengeMethod,
            (parameter) => sentAs(parameter, request.form.values.keys(), KNOWN),
          )
        : undefined,
  },
  {
    asks: "Is dpop_jkt the thumbprint of a key, if there is one?",
    cites: rfc(9449, "10"),
    run: ({ request: { dpopJkt } }) =>
      dpopJkt === undefined || /^[\w-]{43}$/.test(dpopJkt)
        ? undefined
        : refuse("request/parameter-invalid", {
            parameter: "dpop_jkt",
            sent: quotable(dpopJkt, 100),
            expected: "the SHA-256 thumbprint of a key, 43 characters of base64url",
          }),
  },
  ...detailsChecks.map(
    (check): Check<AuthorizationCase> => ({
      ...check,
      run: ({ details, to: { client } }) => check.run({ details, client }),
    }),
  ),
  {
    ...grantManagementCheck,
    run: ({ request: { form }, to: { client }, settings }) =>
      grantManagementCheck.run({ form, client, settings, known: KNOWN }),
  },
  {
    ...targetCheck,
    run: ({ request: { target, responseType }, to: { client }, catalogue }) =>
      // A token that is issued here and now is for one API.
      targetCheck.run({ target, client, catalogue, several: !returnedBy(responseType).token }),
  },
  {
    asks: "Is the client allowed the scope?",
    cites: rfc(6749, "3.3"),
    run: (given) => {
      const scope = scopeOf(given);
      return "refused" in scope ? scope : undefined;
    },
  },
  {
    asks: "Are the details for an API that the request names?",
    cites: rfc(9396, "3.2"),
    run: (given) => {
      if (given.details === undefined) return undefined;
      const scope = scopeOf(given);
      return "refused" in scope
        ? undefined
        : refuseOtherApi(given.details, given.request.target, scope, given.catalogue);
    },
  },
  {
    asks: "Does the scope belong to the resource?",
    cites: rfc(8707, "2.2"),
    run: (given) => {
      const { request, to, catalogue, now } = given;
      const scope = request.target && scopeOf(given);
      if (scope === undefined || "refused" in scope) return undefined;
      return refuseOtherTarget({ target: request.target, client: to.client, catalogue, now }, scope);
    },
  },
  {
    // "nonce ... REQUIRED" (OpenID Connect Core 3.2.2.1): else an ID token could be replayed to another browser.
    asks: "Is an ID token from this endpoint bound to its request?",
    cites: openid("core", "3.2.2.1"),
    run: (given) => {
      const scope = scopeOf(given);
      return "refused" in scope ? undefined : refuseIdToken(given.request, scope.scopes);
    },
  },
  {
    asks: "Is prompt valid?",
    cites: openid("core", "3.1.2.1"),
    run: ({ request: { prompt }, settings }) => {
      const supported = promptsOf(settings);
      const words = new Set(prompt);
      const odd = prompt.find((word) => !supported.includes(word));
      if (odd !== undefined) {
        return refuse("request/parameter-invalid", {
          parameter: "prompt",
          sent: quotable(odd, 100),
          expected: supported.join(", "),
        });
      }
      return words.has("none") && words.size > 1
        ? refuse("user/prompt-conflict", { sent: prompt.join(" ") })
        : undefined;
    },
  },
  {
    asks: "Is max_age a number?",
    cites: openid("core", "3.1.2.1"),
    run: ({ request: { maxAge } }) => maxAgeFault(maxAge),
  },
  {
    asks: "Is the claims request valid?",
    cites: openid("core", "5.5"),
    run: ({ request: { claims } }) =>
      "expected" in claims
        ? refuse("request/parameter-invalid", { parameter: "claims", expected: claims.expected })
        : undefined,
  },
  {
    // What is essential and can't be met is a failed authentication.
    asks: "Can users sign in as the request requires?",
    cites: openid("core", "5.5.1.1"),
    run: ({ request: { claims } }) =>
      "expected" in claims || canMeet(claims)
        ? undefined
        : refuse("user/acr-unmet", { required: claims.essentialAcr ?? [], offered: ACR_VALUES }),
  },
  {
    asks: "Is the hint a valid ID token?",
    cites: openid("core", "3.1.2.2"),
    run: ({ hint }) => (hint.is === "invalid" ? refuse("user/hint-invalid", { because: hint.because }) : undefined),
  },
];

export const personChecks: readonly Check<AuthorizationCase>[] = [
  {
    asks: "After the sign-in: is it the user that the hint names?",
    cites: openid("core", "3.1.2.1"),
    run: ({ hint, person, justSignedIn }) =>
      justSignedIn === true && hint.is === "valid" && person !== undefined && hint.subject !== person.subject
        ? refuse("user/hint-mismatch", {})
        : undefined,
  },
  {
    asks: "Did the user agree?",
    cites: rfc(6749, "4.1.2.1"),
    run: ({ answer, to }) => (answer === "deny" ? refuse("user/denied", { clientId: to.client.id }) : undefined),
  },
  {
    asks: "With prompt=none: is a user signed in?",
    cites: openid("core", "3.1.2.6"),
    run: (given) => {
      const because = given.request.prompt.includes("none") ? signInNeeded(given) : undefined;
      return because === undefined ? undefined : refuse("user/login-required", { because });
    },
  },
  {
    // Before the sign-in, it is unknown whose it would have to be.
    asks: "Does grant_id name a grant of this user and client?",
    cites: openid("grantManagement", "5.4"),
    run: (given) =>
      signInNeeded(given) === undefined ? refuseUnknownGrant(given.managed, given.to.client.id) : undefined,
  },
  {
    asks: "With prompt=none: has the user consented?",
    cites: openid("core", "3.1.2.6"),
    run: (given) => {
      if (!given.request.prompt.includes("none")) return undefined;
      const scope = scopeOf(given);
      const scopes = "refused" in scope ? [] : consentNeeded(given, asksFor(given, scope.scopes));
      const details = detailsAsked(given) || undefined;
      return scopes.length === 0 && details === undefined
        ? undefined
        : refuse("user/consent-required", { scopes, details });
    },
  },
];
