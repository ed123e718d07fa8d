import Fastify from "fastify";
import { expect, it } from "vitest";
import { keepToOwnHost } from "./own-host.ts";

async function open(issuer: string, url: string, given: { method?: "GET" | "POST"; accept?: string; host?: string }) {
  const { method = "GET", accept = "text/html,*/*", host = "" } = given;
  const app = Fastify();
  keepToOwnHost(app, { issuer });
  app.all("*", async () => "shown");
  const { statusCode, headers } = await app.inject({ method, url, headers: { accept, host } });
  return statusCode === 200 ? "shown" : [statusCode, headers.location, headers["cache-control"]];
}

const LOCAL = "http://localhost:4000";
const at = (location: string) => [303, location, "no-store"];

it.each<[issuer: string, host: string]>([
  [LOCAL, "127.0.0.1:4000"],
  [LOCAL, "[::1]:4000"],
  ["http://127.0.0.1:4000", "localhost:4000"],
  ["http://[::1]:4000/tenant", "LOCALHOST:4000"],
])("a browser that opened another name of this machine is sent to %s: %s", async (issuer, host) => {
  expect(await open(issuer, "/sign-in?a=b%20c", { host })).toEqual(at(`${new URL(issuer).origin}/sign-in?a=b%20c`));
});

it.each<[what: string, issuer: string, given: Parameters<typeof open>[2]]>([
  ["its own name", LOCAL, { host: "localhost:4000" }],
  ["another port: another server", LOCAL, { host: "127.0.0.1:4001" }],
  ["a name that a proxy may have set", LOCAL, { host: "id.example:4000" }],
  ["no URL", LOCAL, { host: "127.0.0.1:port" }],
  ["a form, which must not be posted on", LOCAL, { host: "127.0.0.1:4000", method: "POST" }],
  ["a program", LOCAL, { host: "127.0.0.1:4000", accept: "application/json" }],
  ["an issuer elsewhere", "http://id.example:4000", { host: "127.0.0.1:4000" }],
  ["an issuer with https", "https://localhost:4000", { host: "127.0.0.1:4000" }],
])("%s: shown where it was opened", async (_, issuer, given) => {
  expect(await open(issuer, "/sign-in", given)).toBe("shown");
});
