/** Cookies know no ports: what two servers on one host set must not meet, and lives as long as the session that it stands for. */
import { describe, expect, it } from "vitest";
import { type Config, createCandor } from "../../src/index.ts";
import { Person } from "./person.ts";

const DAY = 86_400;

/** What a sign-in at an issuer sets, by name. */
async function cookiesOf(issuer: string, settings: Partial<Config> = {}): Promise<Map<string, string>> {
  const config = { issuer, ...settings, logLevel: "silent" as const };
  const candor = await createCandor({ config, storage: "memory", demo: new URL(issuer).pathname === "/" });
  try {
    const set = new Map<string, string>();
    const send = async (request: Request) => {
      const response = await candor.fetch(request);
      for (const cookie of response.headers.getSetCookie()) set.set(cookie.split("=", 1)[0] ?? "", cookie);
      return response;
    };
    const person = new Person(issuer, "ada", "correct-horse-battery", send);
    if (new URL(issuer).pathname === "/") await person.signIn();
    else await person.page(`${issuer}/sign-in`);
    return set;
  } finally {
    await candor.close();
  }
}

const pathOf = (cookie = "") => /; Path=([^;]+)/.exec(cookie)?.[1];

describe("two issuers on one host", () => {
  it.each([
    ["on two ports", "http://localhost:9400", "http://localhost:9401"],
    ["on one origin, at two paths", "http://localhost:9400/a", "http://localhost:9400/b"],
    ["on one origin, at its root and below it", "https://id.example", "https://id.example/a"],
    ["by two schemes", "http://localhost:9400", "https://localhost:9400"],
  ])("%s share no cookie", async (_, one, other) => {
    const [ones, others] = [[...(await cookiesOf(one)).keys()], [...(await cookiesOf(other)).keys()]];
    expect(ones.length).toBeGreaterThan(0);
    expect(others.length).toBeGreaterThan(0);
    expect(ones.filter((name) => others.includes(name))).toEqual([]);
  });

  it("keeps its names from one start to the next", async () => {
    const names = async () => [...(await cookiesOf("http://localhost:9400")).keys()].sort();
    expect(await names()).toEqual(await names());
  });
});

describe("where a cookie goes", () => {
  it.each([
    ["http://localhost:9400", "/", ""],
    ["http://localhost:9400/auth", "/auth", ""],
    // The prefix demands the whole host, and is worth more than the path.
    ["https://id.example/auth", "/", "__Host-"],
  ])("of %s: Path=%s", async (issuer, path, prefix) => {
    const cookies = await cookiesOf(issuer);
    for (const [name, cookie] of cookies) {
      expect(name).toMatch(new RegExp(`^${prefix}candor-(session|form|familiar)-[0-9a-f]{8}$`));
      expect(pathOf(cookie)).toBe(path);
      expect(cookie).toMatch(/; HttpOnly/);
      expect(cookie).not.toMatch(/domain/i);
    }
  });
});

describe("how long a cookie is kept", () => {
  async function agesOf(issuer: string, settings: Partial<Config>) {
    const cookies = await cookiesOf(issuer, settings);
    return Object.fromEntries(
      [...cookies].map(([name, cookie]) => {
        expect(cookie).not.toMatch(/expires/i);
        return [name.split("-").at(-2), /Max-Age=(\d+)/.exec(cookie)?.[1]];
      }),
    );
  }

  it.each([DAY, 90 * DAY, 600])("the session's for its lifetime, here %i s", async (sessionLifetime) => {
    const ages = await agesOf("https://id.example", { sessionLifetime });
    expect(ages).toEqual({ session: String(sessionLifetime), form: undefined, familiar: "31536000" });
  });

  it.each(["https://id.example", "http://localhost:9400"])(
    "until the browser is closed where so set, of %s",
    async (at) => {
      const ages = await agesOf(at, { sessionCookie: "browser", sessionLifetime: 90 * DAY });
      expect(ages).toEqual({ session: undefined, form: undefined, familiar: "31536000" });
    },
  );

  it("for as long as the session where that is said", async () => {
    const ages = await agesOf("https://id.example", { sessionCookie: "lifetime" });
    expect(ages.session).toBe(String(DAY));
  });

  it("a setting that does not exist is refused by name", async () => {
    const config = { issuer: "https://id.example", sessionCookie: "forever" } as unknown as Config;
    await expect(createCandor({ config, storage: "memory" })).rejects.toThrow("sessionCookie");
  });
});
