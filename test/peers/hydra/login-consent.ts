/** A login and consent application for Ory Hydra, as its documentation describes it: a user, and yes to every scope. */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/** What asks the user: Hydra sends the browser here with a challenge, which is accepted at its admin API. */
type Step = "login" | "consent" | "logout";

const PAGE = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": "default-src 'self'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};
const REMEMBER = { remember: true, remember_for: 3600 };

export interface User {
  readonly username: string;
  readonly password: string;
}

export const loginAndConsent =
  (admin: string, user: User): RequestListener =>
  (request, response) => {
    answer(admin, user, request, response).catch((error: Error) => response.writeHead(500).end(error.message));
  };

async function answer(admin: string, user: User, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const step = pathname.slice(1) as Step;
  const challenge = searchParams.get(`${step}_challenge`);
  const page = (html: string) => response.writeHead(200, PAGE).end(html);
  if (challenge === null) return void page(`<p>${searchParams.get("error") ?? "Done"}</p>`);
  const url = `${admin}/admin/oauth2/auth/requests/${step}`;
  const query = new URLSearchParams({ [`${step}_challenge`]: challenge });
  const accept = async (body: object): Promise<void> => {
    const { redirect_to: location } = await asked(`${url}/accept?${query}`, "PUT", body);
    response.writeHead(303, { location: String(location) }).end();
  };
  if (step === "logout") return accept({});
  const asks = await asked(`${url}?${query}`, "GET");
  const form = new URLSearchParams(request.method === "POST" ? await text(request) : "");
  if (step === "login") {
    if (asks.skip) return accept({ subject: asks.subject });
    if (form.get("username") === user.username && form.get("password") === user.password)
      return accept({ subject: user.username, ...REMEMBER });
    return void page(
      '<form method="post"><input name="username"><input name="password" type="password"><button>Sign in</button></form>',
    );
  }
  if (!asks.skip && request.method !== "POST")
    return void page('<form method="post"><button name="answer" value="allow">Allow</button></form>');
  return accept({
    grant_scope: asks.requested_scope,
    grant_access_token_audience: asks.requested_access_token_audience,
    ...REMEMBER,
  });
}

async function asked(url: string, method: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method,
    headers: { "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}
