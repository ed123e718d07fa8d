// Better Auth with its OAuth provider, as its guide sets it up. The pages send what its client plugin sends from a browser, so that they need no JavaScript.
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import {
  oauthProvider,
  oauthProviderAuthServerMetadata,
  oauthProviderOpenIdConfigMetadata,
} from "@better-auth/oauth-provider";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import { jwt } from "better-auth/plugins";

const { DATA, ORIGIN, PORT, USER_JSON, CLIENTS_JSON } = process.env;

const auth = betterAuth({
  baseURL: ORIGIN,
  secret: "a-secret-of-the-check-that-is-long-enough",
  database: new DatabaseSync(join(DATA, "db.sqlite")),
  emailAndPassword: { enabled: true },
  disabledPaths: ["/token"],
  telemetry: { enabled: false },
  plugins: [
    jwt(),
    oauthProvider({
      loginPage: "/sign-in",
      consentPage: "/consent",
      scopes: ["openid", "profile", "email", "offline_access", "read"],
      clientPrivileges: async ({ user }) => user !== undefined,
      allowDynamicClientRegistration: true,
      allowUnauthenticatedClientRegistration: true,
    }),
  ],
});

const { runMigrations } = await getMigrations(auth.options);
await runMigrations();
const { headers } = await auth.api.signUpEmail({ body: JSON.parse(USER_JSON), returnHeaders: true });
const signedIn = new Headers({
  cookie: headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; "),
});
const clients = {};
for (const [part, body] of Object.entries(JSON.parse(CLIENTS_JSON)))
  clients[part] = await auth.api.adminCreateOAuthClient({ headers: signedIn, body });
writeFileSync(join(DATA, "clients.json"), JSON.stringify(clients));

const PAGES = {
  "/sign-in": {
    html: '<input name="email" type="email"><input name="password" type="password"><button>Sign in</button>',
    call: ({ email, password }) => ["/sign-in/email", { email, password }],
  },
  "/consent": { html: "<button>Allow</button>", call: () => ["/oauth2/consent", { accept: true }] },
};

/** Calls an endpoint of Better Auth with the user's cookies, and goes where it says. */
async function submit(request, outgoing, [path, body], query) {
  const headers = { "content-type": "application/json", origin: ORIGIN, cookie: request.headers.cookie ?? "" };
  const response = await fetch(`${ORIGIN}/api/auth${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify({ ...body, oauth_query: query }),
    redirect: "manual",
  });
  const { url, redirect_uri } = await response.json();
  const location = url ?? redirect_uri;
  outgoing.writeHead(location === undefined ? 400 : 303, {
    "set-cookie": response.headers.getSetCookie(),
    ...(location !== undefined && { location }),
  });
  outgoing.end();
}

const METADATA = {
  "/.well-known/oauth-authorization-server/api/auth": oauthProviderAuthServerMetadata(auth),
  "/api/auth/.well-known/openid-configuration": oauthProviderOpenIdConfigMetadata(auth),
};

const better = toNodeHandler(auth);

createServer(async (request, outgoing) => {
  const { pathname, search } = new URL(request.url, ORIGIN);
  const page = PAGES[pathname];
  if (page !== undefined && request.method === "GET") {
    outgoing.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": "default-src 'self'; frame-ancestors 'none'",
      "referrer-policy": "no-referrer",
    });
    return outgoing.end(
      `<!doctype html><form method="post" action="${pathname}${search.replaceAll("&", "&amp;")}">${page.html}</form>`,
    );
  }
  if (page !== undefined) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    return submit(request, outgoing, page.call(form), search.slice(1));
  }
  const metadata = METADATA[pathname];
  if (metadata === undefined) return better(request, outgoing);
  const response = await metadata(new Request(`${ORIGIN}${request.url}`));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  return outgoing.end(await response.text());
}).listen(Number(PORT), "localhost");
