import { openid, rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";
import { again, developer, leaveOut, names, operator, point, set, shown, supply, whole } from "./fixes.ts";
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
  "id-unknown": reason({
    title: "No such grant",
    error: "invalid_grant_id",
    status: 404,
    cause:
      "The grant_id isn't one that this server has given to this client, or its grant has ended: the client or the user revoked it, the user signed out, or it was unused for too long. It is also unknown if somebody else is signed in than the user whose grant it is. Whether another client or another user has such a grant, nobody can see.",
    evidence: {
      clientId: field("text", "client_id"),
      endpoint: optional("flag", "whether it was in the path"),
    },
    says: (e) =>
      e.endpoint === true
        ? "There is no grant with this id that this token may see. Forget the id, or use a token of the client and user that it belongs to."
        : "There is no grant with this grant_id for this client and user. Start again with grant_management_action=create.",
    points: (e) =>
      e.endpoint === true ? [point("path", "no grant of this client")] : [point("grant_id", "no grant of this client")],
    fixes: (e) =>
      e.endpoint === true
        ? [developer("Use the grant_id of the last token response, and forget those of grants that have ended.")]
        : [
            developer(
              "Create a new grant: send grant_management_action=create without grant_id.",
              set("grant_management_action", "create"),
              leaveOut("grant_id"),
            ),
          ],
    remedies: {
      developer:
        "Keep the grant_id of each token response with the user it is for. If it is refused, forget it and create a new grant.",
    },
    cites: [openid("grantManagement", "5.4"), openid("grantManagement", "6.6")],
  }),
} as const;
