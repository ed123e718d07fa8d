import { createServer } from "node:http";
import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { toNodeHandler } from "better-auth/node";
import { genericOAuth } from "better-auth/plugins";
import { clientId, clientSecret, greeting, issuer, port, scope, withoutPkce } from "./site.mjs";

const origin = `http://localhost:${port}`;
const auth = betterAuth({
  baseURL: origin,
  secret: "a-secret-for-cookies-of-this-application",
  database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
  plugins: [
    genericOAuth({
      config: [
        {
          providerId: "candor",
          discoveryUrl: `${issuer}/.well-known/openid-configuration`,
          clientId,
          clientSecret,
          scopes: scope.split(" "),
          ...(withoutPkce && { pkce: false }),
        },
      ],
    }),
  ],
});

const handler = toNodeHandler(auth);
createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, origin);
  if (pathname === "/login") {
    // What the button of a sign-in page does.
    const posted = await fetch(`${origin}/api/auth/sign-in/social`, {
      method: "POST",
      headers: { "content-type": "application/json", origin },
      body: JSON.stringify({ provider: "candor", callbackURL: "/" }),
    });
    const { url } = await posted.json().catch(() => ({}));
    response.setHeader("set-cookie", posted.headers.getSetCookie());
    if (url === undefined) response.writeHead(500).end("Internal Server Error");
    else response.writeHead(302, { location: url }).end();
  } else if (pathname.startsWith("/api/auth")) await handler(request, response);
  else {
    const session = await auth.api.getSession({ headers: new Headers({ cookie: request.headers.cookie ?? "" }) });
    response.end(session === null ? `My application ${searchParams}` : greeting(session.user));
  }
}).listen(port, "localhost");
