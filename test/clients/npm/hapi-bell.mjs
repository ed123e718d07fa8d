import Bell from "@hapi/bell";
import Hapi from "@hapi/hapi";
import { clientId, clientSecret, greeting, issuer, port, scope, switched } from "./site.mjs";

const server = Hapi.server({ port, host: "localhost", debug: { log: ["error"], request: ["error"] } });
await server.register(Bell);
server.auth.strategy("candor", "bell", {
  provider: {
    name: "candor",
    protocol: "oauth2",
    auth: `${issuer}/authorize`,
    token: `${issuer}/token`,
    scope: scope.split(" "),
    profile: async (credentials, _parameters, get) => {
      credentials.profile = await get(`${issuer}/userinfo`);
    },
    ...(switched && { pkce: "S256" }),
  },
  password: "a-password-for-cookies-of-this-application",
  clientId,
  clientSecret,
  isSecure: false,
  location: `http://localhost:${port}`,
});
server.route({
  method: "GET",
  path: "/callback",
  options: { auth: { strategy: "candor", mode: "try" } },
  handler: ({ auth }) =>
    auth.isAuthenticated ? greeting(auth.credentials.profile) : `Authentication failed due to: ${auth.error.message}`,
});
server.route({ method: "GET", path: "/", handler: () => "My application" });
await server.start();
