/** What goes wrong at the token endpoint with any grant, and with refresh tokens. */
import { PATHS } from "../../protocol/metadata.ts";
import { basic, postForm, redeem, refresh } from "../application.ts";
import { exchange } from "../exchange.ts";
import { obtainCode } from "./codes.ts";
import { type Failure, loginOf, outcomeOf } from "./define.ts";

const WEB = loginOf("demo-web");
const SERVICE = loginOf("demo-service");
const ASK = { grant_type: "client_credentials", scope: "read_profile" };
const HEADING = { heading: "Token request" };

export const tokenRequestFailures: readonly Failure[] = [
  {
    slug: "wrong-secret",
    title: "The wrong secret",
    describes:
      "A trailing space was copied along. An unknown client gets the same response, so that nobody can probe for ids.",
    expects: "client-auth/failed",
    perform: async ({ issuer }) => {
      const login = { ...SERVICE, secret: `${SERVICE.secret} ` };
      return outcomeOf(await postForm(issuer, PATHS.token, login, ASK, HEADING));
    },
  },
  {
    slug: "refresh-reuse",
    title: "An old refresh token",
    describes:
      "A replaced token is used again: it was copied, or the new one wasn't saved. All tokens of its family are revoked.",
    expects: "refresh-token/reused",
    perform: async (stage) => {
      const { issuer } = stage;
      const { attempt, code, step } = await obtainCode(stage, "demo-web", "openid offline_access read_profile");
      const tokens = await redeem(issuer, WEB, code, attempt, HEADING);
      const first = tokens.json.refresh_token;
      const second = await refresh(issuer, WEB, first, { heading: "First refresh" });
      const third = await refresh(issuer, WEB, second.json.refresh_token, { heading: "Second refresh" });
      const reuse = await refresh(issuer, WEB, first, {
        heading: "The first token again",
        note: "It is two refreshes old. The token just before the newest would still be accepted for a few seconds, since two processes may refresh at once.",
      });
      const newest = await refresh(issuer, WEB, third.json.refresh_token, {
        heading: "The newest token",
        note: "It was revoked with the others: the server can't know which of the two requests came from a thief.",
      });
      return outcomeOf(reuse, [step, ...[tokens, second, third, reuse, newest].map((done) => done.step)]);
    },
  },
  {
    slug: "json-body",
    title: "JSON instead of a form",
    describes:
      "The token endpoint accepts only application/x-www-form-urlencoded, whatever an HTTP library sends by default.",
    expects: "request/wrong-content-type",
    perform: async ({ issuer }) => {
      const headers = { Authorization: basic(SERVICE), "Content-Type": "application/json" };
      const body = JSON.stringify(ASK);
      return outcomeOf(await exchange(issuer, { ...HEADING, method: "POST", path: PATHS.token, headers, body }));
    },
  },
  {
    slug: "get-token",
    title: "GET on the token endpoint",
    describes: "Token requests use POST, because URLs end up in logs.",
    expects: "request/wrong-method",
    perform: async ({ issuer }) => {
      const path = `${PATHS.token}?${new URLSearchParams(ASK)}`;
      return outcomeOf(await exchange(issuer, { ...HEADING, path, headers: { Authorization: basic(SERVICE) } }));
    },
  },
];
