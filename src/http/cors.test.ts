import Fastify from "fastify";
import { describe, expect, it } from "vitest";
import { isPreflight, sendPreflight } from "./cors.ts";

const ASK = "access-control-request-";
const app = Fastify();
app.options("/a", (request, reply) => sendPreflight(request, reply, ["POST"]));
const ask = async (headers: Record<string, string>) =>
  (await app.inject({ method: "OPTIONS", url: "/a", headers })).headers;

describe("what asks before", () => {
  const FULL = { origin: "https://app.example", [`${ASK}method`]: "GET" };
  it.each<[method: string, headers: Record<string, unknown>, is: boolean]>([
    ["OPTIONS", FULL, true],
    ["GET", FULL, false],
    ["OPTIONS", { ...FULL, origin: undefined }, false],
    ["OPTIONS", { origin: FULL.origin }, false],
    ["OPTIONS", { ...FULL, [`${ASK}method`]: ["GET", "POST"] }, false],
  ])("%s %j: %j", (method, headers, is) => expect(isPreflight({ method, headers } as never)).toBe(is));
});

describe("what is allowed", () => {
  it.each([
    [undefined, "POST"],
    ["POST", "POST"],
    ["GET", "POST"],
    ["HEAD", "POST"],
    ["PATCH", "POST, PATCH"],
    ["A B", "POST"],
    ["a,b", "POST"],
  ])("of the method %s: %s", async (method, allowed) => {
    const headers = await ask(method === undefined ? {} : { [`${ASK}method`]: method });
    expect(headers["access-control-allow-methods"]).toBe(allowed);
  });

  it.each([
    [undefined, "authorization, content-type"],
    ["", "authorization, content-type"],
    ["X-Traced,content-type , baggage", "authorization, content-type, x-traced, baggage"],
    ["a=b, c d,,x-fine", "authorization, content-type, x-fine"],
  ])("of the headers %s: %s", async (names, allowed) => {
    const headers = await ask(names === undefined ? {} : { [`${ASK}headers`]: names });
    expect(headers["access-control-allow-headers"]).toBe(allowed);
  });

  it("of a network behind the user's own only on request", async () => {
    const allowed = async (value: string) =>
      (await ask({ [`${ASK}private-network`]: value }))["access-control-allow-private-network"];
    expect([await allowed("true"), await allowed("false")]).toEqual(["true", undefined]);
  });

  it("is for every origin, without cookies, for ten minutes, and follows the request", async () => {
    const headers = await ask({ origin: "https://app.example" });
    expect(headers).toMatchObject({
      "access-control-allow-origin": "*",
      "access-control-max-age": "600",
      vary: expect.stringContaining("Access-Control-Request-Headers"),
    });
    expect(headers).not.toHaveProperty("access-control-allow-credentials");
  });
});
