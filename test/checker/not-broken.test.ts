/** What real servers do in other ways than Candor, and rightly: none of it is found broken. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { asking, parameter, redirected, refusal, responding, withParameters } from "./between.ts";
import { brokenIn, checkedAll } from "./checked.ts";
import { CALLBACK, CLIENTS, type MutantServer, PASSWORD, startMutant, USERNAME } from "./mutant-server.ts";
import { checkedWith, listed, type Recorded, recorded, type Subject } from "./reached.ts";
import type { Answer, Message, Mutant } from "./through.ts";

let server: MutantServer;
let subject: Subject;
let before: Recorded;
beforeAll(async () => {
  server = await startMutant();
  const user = { username: USERNAME, password: PASSWORD };
  subject = { ...server, check: (run) => checkedAll(server.issuer, CLIENTS, user, run) };
  before = await recorded(subject);
});
afterAll(() => server.close());

const toSignIn: Answer = { status: 302, headers: new Headers({ location: "/sign-in" }), body: "" };
const page: Answer = { status: 200, headers: new Headers({ "content-type": "text/html" }), body: "<p>Sign in</p>" };
const isToken = (authorization: string | null): boolean => /^Bearer\s/i.test(authorization ?? "");
const isJwt = (authorization: string | null): boolean => authorization?.split(".").length === 3;

/** Nobody has signed in, and the server looks at that before all but the client and its redirect URI. */
const strangers = (answer: (message: Message) => Answer) =>
  asking("/authorize", (message) => {
    const isUsual =
      parameter(message, "redirect_uri") === CALLBACK &&
      parameter(message, "response_mode") === undefined &&
      !parameter(message, "client_id")?.startsWith("no-such-client");
    const isStranger = parameter(message, "prompt") === "none" && message.headers.get("cookie") === null;
    return isUsual && isStranger ? answer(message) : message;
  });

const RIGHT: Readonly<Record<string, Mutant>> = {
  "GET at the token endpoint": {
    does: "It leads to the sign-in page, as every page of the site does.",
    breaks: [],
    between: asking("/token", (message) => (message.method === "GET" ? toSignIn : message)),
  },
  "grants that it doesn't know": {
    does: "They are invalid_request, the password grant as any other.",
    breaks: ["token/grant-type-unknown"],
    between: responding("/token", (answer) =>
      answer.body.includes("unsupported_grant_type") ? refusal("invalid_request") : answer,
    ),
  },
  "tokens in forms": {
    does: "They aren't looked at by userinfo (RFC 6750 2.2: MAY).",
    breaks: [],
    between: asking("/userinfo", (message) =>
      message.method === "POST"
        ? { ...withParameters(message, { access_token: undefined }), method: "GET", body: "" }
        : message,
    ),
  },
  "ID tokens at userinfo": {
    does: "They are refused, if not by 401.",
    breaks: [],
    between: asking("/userinfo", (message) =>
      isToken(message.headers.get("authorization")) && isJwt(message.headers.get("authorization"))
        ? refusal("insufficient_scope", 403)
        : message,
    ),
  },
  "users before parameters": {
    does: "Without a user, every request is login_required; what is wrong with it comes after.",
    breaks: [],
    between: strangers((message) => redirected(message, { error: "login_required" })),
  },
  "a sign-in page before parameters": {
    does: "Without a user, every request gets a page, whatever prompt says.",
    breaks: ["authorization/prompt-none"],
    between: strangers(() => page),
  },
};

it.each(listed(RIGHT))("%s", async (_, mutant, at) => {
  expect(brokenIn(await checkedWith(subject, before, mutant, at))).toEqual([...mutant.breaks].sort());
});
