/** Candor as the certification suites test it. `npm run conformance` starts it. */
import { join } from "node:path";
import { defineConfig } from "candor";
import { clients, DATA, ISSUER, RESPONSE_TYPES } from "./world.ts";

export default defineConfig({
  issuer: ISSUER,
  host: "0.0.0.0",
  port: Number(new URL(ISSUER).port || 443),
  data: join(DATA, "database"),
  tls: { cert: join(DATA, "server.pem"), key: join(DATA, "server-key.pem") },
  mutualTls: { authorities: join(DATA, "authority.pem") },
  // The suite runs on this machine, or in a container on it.
  outbound: { privateNetworks: ["127.0.0.0/8", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] },
  // What the implicit, hybrid and dynamic plans are about.
  responseTypes: [...RESPONSE_TYPES],
  sessionManagement: true,
  registration: {
    mode: "open",
    // Modules about errors expect them at the client.
    vouched: true,
    // The plans of OpenID Connect send no PKCE, but in one module.
    pkceRequired: false,
    scopes: ["openid", "profile", "email", "address", "phone", "offline_access"],
    perHour: 100_000,
  },
  unknownScopes: "ignore",
  clients: [...clients()],
});
