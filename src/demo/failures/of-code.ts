/** What goes wrong between the authorization endpoint and the token endpoint. */
import { setTimeout as pause } from "node:timers/promises";
import { authorizationPath, callApi, callbackOf, newAttempt, redeem } from "../application.ts";
import { exchange } from "../exchange.ts";
import { obtainCode } from "./codes.ts";
import { type Failure, loginOf, outcomeOf } from "./define.ts";

const WEB = loginOf("demo-web");

/** Milliseconds. A code of demo-hasty lives for one second. */
const TOO_LONG = 1_100;

export const codeFailures: readonly Failure[] = [
  {
    slug: "code-twice",
    title: "A code redeemed twice",
    describes:
      "The callback page is reloaded, or an effect runs twice. The tokens from the first time are revoked, too.",
    expects: "code/already-used",
    perform: async (stage) => {
      const { issuer } = stage;
      const { attempt, code, step } = await obtainCode(stage, "demo-web", "read_profile");
      const first = await redeem(issuer, WEB, code, attempt, { heading: "Token request" });
      const second = await redeem(issuer, WEB, code, attempt, { heading: "The same token request again" });
      const use = await callApi(issuer, "GET", "/demo/api/profile", first.json.access_token, {
        heading: "The access token from the first time",
        note: "The server can't know which of the two requests came from a thief, so it trusts neither.",
      });
      return outcomeOf(second, [step, first.step, second.step, use.step]);
    },
  },
  {
    slug: "code-expired",
    title: "An expired code",
    describes: "A debugger or a cold start delays the token request. These codes expire after 1 second.",
    expects: "code/expired",
    perform: async (stage) => {
      const { attempt, code, step } = await obtainCode(stage, "demo-hasty", "read_profile");
      await pause(TOO_LONG);
      const answer = await redeem(stage.issuer, loginOf("demo-hasty"), code, attempt, {
        heading: "Token request",
        note: "1.1 seconds later.",
      });
      return outcomeOf(answer, [step, answer.step]);
    },
  },
  {
    slug: "wrong-verifier",
    title: "The wrong verifier",
    describes: "The app sends the code_verifier of another attempt, because two tabs stored theirs in the same place.",
    expects: "pkce/verifier-mismatch",
    perform: async (stage) => {
      const { code, step } = await obtainCode(stage, "demo-web", "read_profile");
      const answer = await redeem(stage.issuer, WEB, code, newAttempt(), {
        heading: "Token request",
        note: "code_challenge above is not the SHA-256 of this code_verifier.",
      });
      return outcomeOf(answer, [step, answer.step]);
    },
  },
  {
    slug: "redirect-uri-authorize",
    title: "The wrong redirect URI in the authorization request",
    describes:
      "It has an extra slash at the end. The user sees an error page, since the server never redirects to an unregistered URL.",
    expects: "redirect-uri/trailing-slash",
    perform: async ({ issuer }) => {
      const wrong = { scope: "read_profile", redirect_uri: `${callbackOf(issuer)}/` };
      const path = authorizationPath(issuer, WEB.id, newAttempt(), wrong);
      return outcomeOf(await exchange(issuer, { heading: "Authorization request", path }));
    },
  },
  {
    slug: "redirect-uri-token",
    title: "The wrong redirect URI in the token request",
    describes:
      "The app builds its URL from the incoming request, and sends a different host than in the authorization request.",
    expects: "code/redirect-uri-mismatch",
    perform: async (stage) => {
      const { issuer } = stage;
      const { attempt, code, step } = await obtainCode(stage, "demo-web", "read_profile");
      const other = new URL(callbackOf(issuer));
      other.hostname = "127.0.0.1";
      const answer = await redeem(issuer, WEB, code, attempt, { heading: "Token request" }, other.href);
      return outcomeOf(answer, [step, answer.step]);
    },
  },
];
