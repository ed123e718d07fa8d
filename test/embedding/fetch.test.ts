/** An issuer with https, mounted by `fetch` in a host that has seen to TLS. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Candor, createCandor } from "../../src/index.ts";
import { answerOf, demoApps } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { refused } from "../blackbox/refusal.ts";

const ISSUER = "https://id.example";

describe("through fetch", () => {
  let candor: Candor;
  beforeAll(async () => {
    candor = await createCandor({ config: { issuer: ISSUER, logLevel: "silent" }, storage: "memory", demo: true });
  });
  afterAll(() => candor.close());

  it("takes https, with cookies that only this host can set and only https carries", async () => {
    const cookies: string[] = [];
    const send = async (request: Request) => {
      const response = await candor.fetch(request);
      cookies.push(...response.headers.getSetCookie());
      return response;
    };
    const tokens = await demoApps(ISSUER, send).web.tokens(new Person(ISSUER, "ada", "correct-horse-battery", send));
    expect(tokens.token_type).toBe("Bearer");
    expect(cookies.length).toBeGreaterThanOrEqual(2);
    for (const cookie of cookies) {
      expect(cookie).toMatch(
        /^__Host-candor-[a-z]+-[0-9a-f]{8}=[^;]+; (Max-Age=\d+; )?Path=\/; HttpOnly; Secure; SameSite=(Lax|Strict)$/,
      );
      expect(cookie).not.toMatch(/domain/i);
    }
  });

  it("refuses http as transport/insecure, whatever headers say", async () => {
    const headers = { "x-forwarded-proto": "https" };
    const response = await candor.fetch(new Request("http://id.example/token", { method: "POST", headers }));
    refused(await answerOf(ISSUER, response), 400, "invalid_request", "transport/insecure");
  });

  it("slows down guesses by the IP address that the host gives", async () => {
    const guess = async (address: string) => {
      const send = (request: Request) => candor.fetch(request, { address });
      const person = new Person(ISSUER, "grace", "wrong", send);
      const page = await person.page(`${ISSUER}/sign-in`);
      return page.status;
    };
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) statuses.push(await guess("192.0.2.1"));
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    expect(await guess("198.51.100.1")).toBe(401);
  });
});
