import { openid, rfc } from "../specs.ts";
import { field, reason } from "./define.ts";
import { again, developer, point, supply } from "./fixes.ts";

export const grant = {
  "session-ended": reason({
    title: "The person signed out before the code was redeemed",
    error: "invalid_grant",
    cause: "A code is bound to the session in which it was granted. That session ended first.",
    evidence: { clientId: field("text", "client_id") },
    says: () => "The person signed out before this code was redeemed; start a new authorization request.",
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
    says: () => "The account behind this grant is disabled; tokens for it are no longer issued.",
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
      operator: "Enable the account again, if that is right.",
    },
    cites: [rfc(6749, "5.2")],
  }),
} as const;
