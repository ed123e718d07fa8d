/**
 * What every application of the matrix is told, and the web site around a library that has none of its own:
 * one session, `/login`, the callback, and an error handler that does what Node's own would do.
 */
import { createHash, randomBytes } from "node:crypto";
import { createServer } from "node:http";

const { env } = process;
export const port = Number(env.PORT);
export const issuer = env.ISSUER;
export const clientId = env.CLIENT_ID;
export const clientSecret = env.CLIENT_SECRET;
export const redirectUri = env.REDIRECT_URI;
export const scope = env.SCOPE;
export const switched = env.SWITCHED === "1";
export const withoutPkce = env.WITHOUT_PKCE === "1";

/** A verifier or a state, and the challenge of a verifier, for libraries that leave that to the application. */
export const random = () => randomBytes(32).toString("base64url");
export const challengeOf = (verifier) => createHash("sha256").update(verifier).digest("base64url");

/** Whoever an access token or a set of claims is about, as the application greets them. */
export const greeting = ({ name, sub }) => `Signed in as ${name ?? sub}`;

/** The user as the UserInfo endpoint tells it, for libraries of OAuth alone. */
export async function userOf(accessToken) {
  const response = await fetch(`${issuer}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });
  if (!response.ok) throw new Error(`The UserInfo endpoint responded with ${response.status}.`);
  return response.json();
}

/** `login` gives the URL to send the user to, `callback` the user; both share what is kept for this browser. */
export function site({ login, callback }) {
  const session = {};
  createServer(async (request, response) => {
    const url = new URL(request.url, redirectUri);
    try {
      if (url.pathname === "/login") response.writeHead(302, { location: String(await login(session)) }).end();
      else if (url.pathname === new URL(redirectUri).pathname) response.end(greeting(await callback(url, session)));
      else response.end("My application");
    } catch (error) {
      console.error(error);
      response.writeHead(500).end("Internal Server Error");
    }
  }).listen(port, "localhost");
}
