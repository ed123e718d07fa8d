import { gzipSync } from "node:zlib";
import { CHALLENGE } from "../samples.ts";
import { asService } from "../world.ts";
import { authorize, machineToken, type Reach } from "./world.ts";

const CODE = { code_challenge: CHALLENGE };

export const requests: Reach = {
  "transport/insecure": (world) => world.send("http://id.example/token", { method: "POST" }),
  "request/version-unsupported": (world) => world.form("/token", { oauth_token: "x" }, asService),
  "request/parameter-absent": (world) => world.form("/token", {}, asService),
  "request/parameter-repeated": (world) =>
    world.send("/token", {
      method: "POST",
      body: "grant_type=client_credentials&scope=read_profile&scope=read_profile",
      headers: { ...asService, "content-type": "application/x-www-form-urlencoded" },
    }),
  "request/parameter-invalid": (world) => authorize(world, { prompt: "maybe" }),
  "request/parameter-too-long": (world) => machineToken(world, { scope: "x".repeat(8193) }),
  "request/parameter-misplaced": (world) =>
    world.form("/token?client_secret=demo-service-secret", { grant_type: "client_credentials" }),
  "request/too-many-parameters": (world) =>
    machineToken(world, Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`p${i}`, "1"]))),
  "request/too-large": (world) => machineToken(world, { state: "x".repeat(66_000) }),
  "request/malformed": (world) =>
    world.send("/token", {
      method: "POST",
      body: "grant_type=%zz",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    }),
  "request/http-malformed": (world) =>
    world.send("/token", {
      method: "POST",
      headers: [
        ["authorization", asService.authorization],
        ["authorization", "Bearer x"],
      ],
    }),
  "request/not-opened": (world) => world.send("/sign-out", { headers: { "sec-purpose": "prefetch;prerender" } }),
  "request/wrong-method": (world) => world.send("/token"),
  "request/wrong-content-type": (world) =>
    world.send("/token", {
      method: "POST",
      body: JSON.stringify({ grant_type: "client_credentials" }),
      headers: { "content-type": "application/json", ...asService },
    }),
  "request/content-encoding-unsupported": (world) =>
    world.send("/token", {
      method: "POST",
      body: gzipSync("grant_type=client_credentials"),
      headers: { "content-encoding": "gzip", "content-type": "application/x-www-form-urlencoded", ...asService },
    }),
  "request/wrong-endpoint": (world) => world.form("/oauth2/token", { grant_type: "client_credentials" }, asService),
  "request/reference-unknown": (world) => world.send("/refusals/000000000000", { headers: asService }),
  "request/grant-type-unsupported": (world) => machineToken(world, { grant_type: "password" }),
  "request/response-type-unsupported": (world) => authorize(world, { response_type: "token" }),
  "request/response-mode-unsupported": (world) => authorize(world, { response_mode: "web_message" }),
  "request/object-unsupported": (world) =>
    authorize(world, { request: `${Buffer.from('{"alg":"none"}').toString("base64url")}.e30.` }),
  "request/object-uri-unsupported": (world) => authorize(world, { request_uri: "urn:x" }),
  "request/registration-unsupported": (world) => authorize(world, { registration: "{}" }),

  "pkce/required": (world) => authorize(world, { code_challenge: undefined, code_challenge_method: undefined }),
  "pkce/method-unsupported": (world) => authorize(world, { ...CODE, code_challenge_method: "plain" }),
  "pkce/challenge-malformed": (world) => authorize(world, { code_challenge: `${CHALLENGE}=` }),
};
