import { openid, rfc } from "../specs.ts";
import { field, reason } from "./define.ts";
import { again, developer, names, operator, point, shown, supply, whole } from "./fixes.ts";
import { grantAssertion } from "./grant-assertion.ts";

export const grant = {
  ...grantAssertion,
  "session-ended": reason({
    title: "The session ended before the code was redeemed",
    error: "invalid_grant",
    cause:
      "A code is bound to the session in which the user granted it. That session ended because the user signed out or signed in again, or because its lifetime was over.",
    evidence: { clientId: field("text", "client_id") },
    says: () =>
      "The session in which this code was granted has ended: the user signed out, or it expired. Start a new authorization request.",
    points: () => [point("code", "its session has ended")],
    fixes: () => [
      again(
        developer(
          "Start a new authorization request, and redeem the code as soon as the callback receives it.",
          supply("session"),
          supply("code"),
        ),
      ),
    ],
    remedies: {
      developer: "Redeem the code immediately after the redirect. If it's too late, start a new authorization request.",
    },
    cites: [rfc(6749, "4.1.2"), openid("core", "3.1.3.2")],
  }),
  "account-disabled": reason({
    title: "The user's account is disabled",
    error: "invalid_grant",
    cause: "The user granted the authorization, and the account was disabled or deleted afterwards.",
    evidence: { clientId: field("text", "client_id") },
    says: () =>
      "The user's account is disabled or was deleted, so it gets no more tokens. End the user's session in the app.",
    fixes: () => [
      again(
        developer(
          "End the user's session in your app, and ask the user to sign in with an enabled account.",
          supply("session"),
        ),
      ),
    ],
    remedies: {
      developer: "End the user's session in your app.",
      operator: "Enable the account if it was disabled by mistake. The user must then sign in again.",
    },
    cites: [rfc(6749, "5.2")],
  }),
  "scopes-withdrawn": reason({
    title: "None of the granted scopes can be issued any more",
    error: "invalid_grant",
    cause:
      "Every scope of this grant has been removed from the server or is no longer allowed for the client. An access token without a scope would be useless.",
    evidence: { clientId: field("text", "client_id"), granted: field("list", "scopes granted originally") },
    says: (e) =>
      `All scopes of this grant (${names(e.granted)}) have been withdrawn. Ask the app's owner to allow one of them, or start a new authorization request.`,
    fixes: (e) => {
      const scopes = e.granted.filter(whole);
      const allow = operator(
        `Add ${names(scopes.map((scope) => `'${scope}'`))} to scopes of the client ${shown(e.clientId)}.`,
        { change: "add-to-client", member: "scopes", values: scopes },
      );
      const restart = again(
        developer("Start a new authorization request with scopes that the client is allowed to use."),
      );
      return scopes.length === 0 ? [restart] : [allow, restart];
    },
    remedies: {
      developer: "Start a new authorization request with scopes that the client is allowed to use.",
      operator: "If the scopes were withdrawn by mistake, allow them for the client again.",
    },
    cites: [rfc(6749, "5.2"), rfc(6749, "6")],
  }),
} as const;
