/** An issuer with https, behind a proxy that ends TLS: believed where it is named, and only there. */
import { describe, expect, it } from "vitest";
import { createCandor } from "../../src/index.ts";
import { answerOf } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { refused } from "../blackbox/refusal.ts";
import { freePort } from "../free-port.ts";

const ISSUER = "https://id.example";
const start = (trustedProxy: string[]) =>
  createCandor({ config: { issuer: ISSUER, logLevel: "silent", trustedProxy }, storage: "memory", demo: true });

describe("behind a proxy that ends TLS", () => {
  const forwarded = { "x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.7" };
  it.each<[string, string[], object, number]>([
    ["a trusted one", ["127.0.0.1", "::1"], forwarded, 200],
    ["a trusted one that writes the scheme in capitals", ["127.0.0.1", "::1"], { "x-forwarded-proto": "HTTPS" }, 200],
    ["a trusted one behind another", ["127.0.0.1", "::1"], { "x-forwarded-proto": "http, Https" }, 200],
    ["a trusted network", ["127.0.0.0/8", "::1"], forwarded, 200],
    ["a trusted one that was spoken to over http", ["127.0.0.1", "::1"], { "x-forwarded-proto": "http" }, 400],
    ["a trusted one that says nothing", ["127.0.0.1", "::1"], {}, 400],
    ["one that is not trusted", ["10.0.0.1"], forwarded, 400],
    ["none", [], forwarded, 400],
  ])("%s: trustedProxy %j", async (_, trustedProxy, headers, status) => {
    const candor = await start(trustedProxy);
    const address = await candor.listen({ host: "localhost", port: await freePort() });
    const answer = await fetch(`${address}/jwks`, { headers: headers as Record<string, string> });
    expect(answer.status).toBe(status);
    if (status === 400) refused(await answerOf(ISSUER, answer), 400, "invalid_request", "transport/insecure");
    await candor.close();
  });

  it("slows down guesses by the IP address that a trusted proxy gives, and by no other", async () => {
    const candor = await start(["127.0.0.1", "::1"]);
    const address = await candor.listen({ host: "localhost", port: await freePort() });
    const guess = async (from: string) => {
      const send = (request: Request) => {
        const url = request.url.replace(ISSUER, address);
        const headers = new Headers(request.headers);
        headers.set("x-forwarded-proto", "https");
        headers.set("x-forwarded-for", from);
        return fetch(new Request(url, new Request(request, { headers })), { redirect: "manual" });
      };
      return (await new Person(ISSUER, "grace", "wrong", send).page(`${ISSUER}/sign-in`)).status;
    };
    const statuses: number[] = [];
    // What the requester itself claims comes before the IP address that the proxy saw.
    for (let i = 0; i < 6; i++) statuses.push(await guess(`203.0.113.${i}, 192.0.2.1`));
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    expect(await guess("198.51.100.1")).toBe(401);
    await candor.close();
  });
});
