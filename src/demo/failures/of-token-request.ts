/** What goes wrong at the token endpoint whatever the grant, and with refresh tokens. */
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
      "A space has been copied along at its end. An unknown client gets the same answer, so that nobody can find ids.",
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
      "A token that was replaced comes back: it was copied, or the new one was not saved. The whole family is revoked.",
    expects: "refresh-token/reused",
    perform: async (stage) => {
      const { issuer } = stage;
      const { attempt, code, step } = await obtainCode(stage, "demo-web", "openid offline_access read_profile");
      const tokens = await redeem(issuer, WEB, code, attempt, HEADING);
      const first = tokens.json.refresh_token;
      const second = await refresh(issuer, WEB, first, { heading: "First refresh" });
      const third = await refresh(issuer, WEB, second.json.refresh_token, { heading: "Second refresh" });
      const reuse = await refresh(issuer, WEB, first, {
        heading: "The very first token again",
        note: "It is two refreshes behind. The one just before the newest would be taken for a few seconds more: two processes may refresh at once.",
      });
      const newest = await refresh(issuer, WEB, third.json.refresh_token, {
        heading: "The newest token",
        note: "It has gone with the others: the server cannot tell which of the two was a thief's.",
      });
      return outcomeOf(reuse, [step, ...[tokens, second, third, reuse, newest].map((done) => done.step)]);
    },
  },
  {
    slug: "json-body",
    title: "JSON instead of a form",
    describes: "The token endpoint takes application/x-www-form-urlencoded, whatever an HTTP library sends by itself.",
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
    describes: "Tokens are asked for by POST: what stands in an address ends up in logs.",
    expects: "request/wrong-method",
    perform: async ({ issuer }) => {
      const path = `${PATHS.token}?${new URLSearchParams(ASK)}`;
      return outcomeOf(await exchange(issuer, { ...HEADING, path, headers: { Authorization: basic(SERVICE) } }));
    },
  },
];
