import { ExpressAuth, getSession } from "@auth/express";
import express from "express";
import { clientId, clientSecret, greeting, issuer, port, scope, withoutPkce } from "./site.mjs";

const secret = process.env.AUTH_SECRET ?? "a-secret-for-cookies-of-this-application";
// #region config
const config = {
  trustHost: true,
  secret,
  providers: [
    {
      id: "candor",
      name: "Candor",
      type: "oidc",
      issuer,
      clientId,
      clientSecret,
      authorization: { params: { scope } },
      ...(withoutPkce && { checks: ["state"] }), // not quoted
    },
  ],
};
// #endregion

const app = express();
const origin = `http://localhost:${port}`;
// #region mount
app.use("/auth", ExpressAuth(config));
// #endregion
// What the button of the library's own sign-in page does.
app.get("/login", async (_request, response) => {
  const page = await fetch(`${origin}/auth/csrf`);
  const cookies = page.headers.getSetCookie();
  const { csrfToken } = await page.json();
  const posted = await fetch(`${origin}/auth/signin/candor`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookies.map((cookie) => cookie.split(";")[0]).join("; ") },
    body: new URLSearchParams({ csrfToken, callbackUrl: origin }),
  });
  response.setHeader("set-cookie", [...cookies, ...posted.headers.getSetCookie()]);
  response.redirect(posted.headers.get("location"));
});
app.get("/", async (request, response) => {
  // #region session
  const session = await getSession(request, config);
  // #endregion
  response.send(session === null ? "My application" : greeting({ name: session.user?.name, sub: "somebody" }));
});
app.listen(port, "localhost");
