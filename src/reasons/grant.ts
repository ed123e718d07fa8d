import { openid, rfc } from "../specs.ts";
import { field, reason } from "./define.ts";
import { again, developer, names, operator, point, shown, supply, whole } from "./fixes.ts";

export const grant = {
  "session-ended": reason({
    title: "The session ended before the code was redeemed",
    error: "invalid_grant",
    cause:
      "A code is bound to the session in which it was granted. That session ended first: the user signed out or signed in again, or its lifetime was over.",
    evidence: { clientId: field("text", "client_id") },
    says: () =>
      "The session in which this code was granted has ended: the user signed out, or it expired. Start a new authorization request.",
    points: () => [point("code", "its session has ended")],
    fixes: () => [
      again(
        developer(
          "Start a new authorization request, and redeem its code on the callback at once.",
          supply("session"),
          supply("code"),
        ),
      ),
    ],
    remedies: { developer: "Redeem the code at once after the redirect; start again otherwise." },
    cites: [rfc(6749, "4.1.2"), openid("core", "3.1.3.2")],
  }),
  "account-disabled": reason({
    title: "The person's account is disabled",
    error: "invalid_grant",
    cause: "The account that granted the authorization has been disabled or deleted since.",
    evidence: { clientId: field("text", "client_id") },
    says: () => "The account behind this grant is disabled or was deleted; tokens for it are no longer issued.",
    fixes: () => [
      again(
        developer(
          "End the person's session in your application, and let somebody sign in whose account is enabled.",
          supply("session"),
        ),
      ),
    ],
    remedies: {
      developer: "End the person's session in your application.",
      operator: "Enable the account if it was disabled by mistake. The user then has to sign in again.",
    },
    cites: [rfc(6749, "5.2")],
  }),
  "scopes-withdrawn": reason({
    title: "Nothing that was granted may be issued any more",
    error: "invalid_grant",
    cause:
      "Every scope of this grant has been removed from the server, or is no longer allowed for the client. An access token without any scope would be good for nothing.",
    evidence: { clientId: field("text", "client_id"), granted: field("list", "scopes granted at first") },
    says: (e) =>
      `Every scope of this grant (${names(e.granted)}) has been withdrawn since; ask the app's owner to allow one, or start a new authorization request.`,
    fixes: (e) => {
      const scopes = e.granted.filter(whole);
      const allow = operator(
        `Add ${names(scopes.map((scope) => `'${scope}'`))} to scopes of the client ${shown(e.clientId)}.`,
        { change: "add-to-client", member: "scopes", values: scopes },
      );
      const restart = again(developer("Start a new authorization request with scopes that the client may have."));
      return scopes.length === 0 ? [restart] : [allow, restart];
    },
    remedies: {
      developer: "Start a new authorization request with scopes that the client may have.",
      operator: "Allow the scopes for the client again, if that is right.",
    },
    cites: [rfc(6749, "5.2"), rfc(6749, "6")],
  }),
} as const;
