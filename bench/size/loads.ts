/** What is asked of a large database: each request is about another row, anywhere in it, so that no cache hides the size. */
import { authorizationQuery, codeOf, makeProof, redemption } from "../load/authorize.ts";
import { Browser } from "../load/browser.ts";
import type { Step } from "../load/drive.ts";
import { expect, isEs256Jwt, isOpaque, jsonOf } from "../load/expect.ts";
import { form, getTail, post, postHead } from "../load/request.ts";
import type { Target } from "../load/target.ts";
import { OPAQUE_API, RESOURCE_SERVER, WEB } from "../world.ts";
import type { Holders } from "./holders.ts";

export type Kind = "client_credentials" | "introspection" | "refresh" | "code";

export const KINDS: readonly Kind[] = ["client_credentials", "introspection", "refresh", "code"];

export const TITLES: Readonly<Record<Kind, string>> = {
  client_credentials: "client_credentials, opaque token",
  introspection: "introspection",
  refresh: "refresh with rotation, ID token",
  code: "code + PKCE loop, ID token",
};

/** Of ten requests, as they come in production: an API asks about tokens more often than apps get them. */
const TEN: readonly Kind[] = [
  ...(["client_credentials", "client_credentials", "introspection", "introspection", "introspection"] as const),
  ...(["introspection", "refresh", "refresh", "refresh", "code"] as const),
];

/** One request or loop of each kind. */
export async function stepsOn(target: Target, holders: Holders): Promise<Readonly<Record<Kind, Step>>> {
  const { token, introspection, authorization } = target.paths;
  const cookieName = await nameOfCookie(target);
  const proof = makeProof();
  const start = `GET ${authorization}?${authorizationQuery("openid", proof)}`;
  const redeem = postHead(target, token, WEB);
  const introspect = postHead(target, introspection, RESOURCE_SERVER);
  return {
    async client_credentials(connection) {
      const body = form({ grant_type: "client_credentials", scope: OPAQUE_API.scope });
      const answer = await connection.send(post(postHead(target, token, holders.client()), body));
      expect(isOpaque(jsonOf(answer, 200).access_token), "an opaque token", answer);
    },
    async introspection(connection) {
      const { token, clientId } = holders.accessToken();
      const answer = await connection.send(post(introspect, form({ token, token_type_hint: "access_token" })));
      const { active, client_id } = jsonOf(answer, 200);
      expect(active === true && client_id === clientId, "an active token", answer);
    },
    async refresh(connection) {
      const held = holders.grant();
      const body = form({ grant_type: "refresh_token", refresh_token: held.token });
      const answer = await connection.send(post(postHead(target, token, held.client), body));
      const { access_token, id_token, refresh_token } = jsonOf(answer, 200);
      const right = isOpaque(access_token) && isEs256Jwt(id_token) && isOpaque(refresh_token);
      expect(right && refresh_token !== held.token, "an access token, an ID token and a new refresh token", answer);
      held.giveBack(refresh_token as string);
    },
    async code(connection) {
      const tail = getTail(target, `${cookieName}=${holders.cookie()}`);
      const code = codeOf(await connection.send(start + tail), target);
      const answer = await connection.send(post(redeem, redemption(code, proof)));
      const { access_token, id_token } = jsonOf(answer, 200);
      expect(isOpaque(access_token) && isEs256Jwt(id_token), "an access token and an ID token", answer);
    },
  };
}

/** All kinds, at random. */
export const mixed =
  (steps: Readonly<Record<Kind, Step>>): Step =>
  (connection) =>
    steps[TEN[Math.floor(Math.random() * TEN.length)] ?? "code"](connection);

/** The name of the cookie that a sign-in sets: it depends on the issuer. */
async function nameOfCookie({ origin, paths }: Target): Promise<string> {
  const browser = new Browser();
  const url = new URL(`${paths.authorization}?${authorizationQuery("openid", makeProof())}`, origin);
  await browser.visit(url, WEB.redirectUri);
  const name = /candor-session-\w+/.exec(browser.cookiesFor(paths.authorization))?.[0];
  if (name === undefined) throw new Error("Nobody was signed in.");
  return name;
}
