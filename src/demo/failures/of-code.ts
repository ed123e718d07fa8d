/** What goes wrong between the authorization endpoint and the token endpoint. */
import { setTimeout as pause } from "node:timers/promises";
import { authorizationPath, callApi, callbackOf, newAttempt, redeem } from "../application.ts";
import { exchange } from "../exchange.ts";
import { obtainCode } from "./codes.ts";
import { type Failure, loginOf, outcomeOf } from "./define.ts";

const WEB = loginOf("demo-web");

/** Milliseconds; a code of demo-hasty lives for one second. */
const TOO_LONG = 1_100;

export const codeFailures: readonly Failure[] = [
  {
    slug: "code-twice",
    title: "A code redeemed twice",
    describes:
      "The callback page is reloaded, or an effect runs twice; the tokens of the first time are revoked as well.",
    expects: "code/already-used",
    perform: async (stage) => {
      const { issuer } = stage;
      const { attempt, code, step } = await obtainCode(stage, "demo-web", "read_profile");
      const first = await redeem(issuer, WEB, code, attempt, { heading: "Token request" });
      const second = await redeem(issuer, WEB, code, attempt, { heading: "The same token request again" });
      const use = await callApi(issuer, "GET", "/demo/api/profile", first.json.access_token, {
        heading: "The access token of the first time",
        note: "The server cannot tell which of the two requests was a thief's, so it trusts neither.",
      });
      return outcomeOf(second, [step, first.step, second.step, use.step]);
    },
  },
  {
    slug: "code-expired",
    title: "An expired code",
    describes:
      "A debugger or a slow start stands between the callback and the token request; these codes live for 1 s.",
    expects: "code/expired",
    perform: async (stage) => {
      const { attempt, code, step } = await obtainCode(stage, "demo-hasty", "read_profile");
      await pause(TOO_LONG);
      const answer = await redeem(stage.issuer, loginOf("demo-hasty"), code, attempt, {
        heading: "Token request",
        note: "1.1 s later.",
      });
      return outcomeOf(answer, [step, answer.step]);
    },
  },
  {
    slug: "wrong-verifier",
    title: "The wrong verifier",
    describes: "The code_verifier of another attempt is sent: two tabs have shared one place to keep it.",
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
    title: "The wrong redirect URI, when asking",
    describes:
      "A slash too many at its end; the person sees a page, since nobody is sent to an address that is not registered.",
    expects: "redirect-uri/trailing-slash",
    perform: async ({ issuer }) => {
      const wrong = { scope: "read_profile", redirect_uri: `${callbackOf(issuer)}/` };
      const path = authorizationPath(issuer, WEB.id, newAttempt(), wrong);
      return outcomeOf(await exchange(issuer, { heading: "Authorization request", path }));
    },
  },
  {
    slug: "redirect-uri-token",
    title: "The wrong redirect URI, when redeeming",
    describes: "The application builds its address from the request, and names another host than it did when asking.",
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
