/** What is exported, imported and exported again is the same, from SQLite to PostgreSQL and back; and an export that isn't whole is refused. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it, onTestFinished } from "vitest";
import { EXPORT_VERSION, LINES, type LineName } from "../../src/exporting/lines.ts";
import { startPostgres } from "../postgres.ts";
import { place, toEnd } from "./run.ts";

const NOW = Date.now();
const THEN = NOW - 86_400_000;
const allowed = ["openid", "offline_access", "read"];

const grant = (id: number, more: object = {}) => ({
  grant: {
    ...{ id, clientId: "shop", subject: "s-ada", from: "code", scopes: allowed, createdAt: THEN, authTime: THEN },
    ...{ refreshes: true, forgetAfter: NOW + 86_400_000_000 },
    refresh: {
      ...{ sha256: `${id % 10}`.repeat(64), generation: 2, startedAt: THEN + 1, rotatedAt: THEN + 2 },
    },
    ...more,
  },
});

/** A line of each form, with what its members may have. */
const CONTENTS: readonly (readonly [LineName, object])[] = [
  ["settings", { settings: { accessTokenLifetime: 1_234 } }],
  ["team", { team: { name: "tools", members: [{ subject: "s-ada", since: THEN }] } }],
  ["api", { api: { resource: "https://api.example", name: "API", claims: [{ claim: "region", value: "europe" }] } }],
  [
    "scope",
    {
      scope: {
        ...{ name: "read", description: "Read – ä \u{1F600}", api: "https://api.example", sensitive: true },
        claims: [{ claim: "roles", from: "groups", prefix: "orders-", strip: true }],
      },
    },
  ],
  [
    "client",
    {
      client: {
        ...{ id: "shop", name: "Shop \u2028 ü", secrets: [{ sha256: "ab".repeat(32) }] },
        grantTypes: ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:jwt-bearer"],
        redirectUris: ["https://shop.example/callback"],
        scopes: allowed,
        claims: [{ claim: "shop", value: ["x", "y"] }],
      },
    },
  ],
  [
    "client-record",
    {
      "client-record": {
        id: "shop",
        registration: { tokenHash: "A".repeat(43), at: THEN, members: { software_id: "shop" }, label: "Partners" },
        secrets: [{ id: "7", label: "of the web shop", createdAt: THEN }],
      },
    },
  ],
  [
    "trusted-issuer",
    {
      "trusted-issuer": {
        ...{ issuer: "https://other.example", jwksUri: "https://other.example/jwks" },
        ...{ clients: ["shop"], scopes: ["read"] },
      },
    },
  ],
  [
    "user",
    {
      user: {
        ...{ subject: "s-ada", username: "ada", role: "operator", disabled: false, createdAt: THEN },
        claims: {
          preferred_username: "ada",
          name: 'Ada "ü" \u2029 \\',
          groups: ["orders-a", "b"],
          email: "ada@example.com",
          email_verified: true,
        },
        passwordHash: `$2b$10$${"a".repeat(53)}`,
      },
    },
  ],
  [
    "user",
    {
      user: {
        ...{ subject: "s-bob", username: "Bob", role: "user", disabled: true, createdAt: 0 },
        claims: { preferred_username: "Bob" },
      },
    },
  ],
  ...["s-eve", "s-bob"].map(
    (subject) => ["left-name", { "left-name": { name: "former", subject, leftAt: THEN } }] as const,
  ),
  ["left-name", { "left-name": { name: "bob", subject: "s-eve", leftAt: 0 } }],
  [
    "consent",
    { consent: { subject: "s-ada", clientId: "shop", scopes: allowed.map((scope) => ({ scope, at: THEN })) } },
  ],
  ["grant", grant(4_300_000_000_001)],
  [
    "grant",
    grant(4_300_000_000_002, {
      audience: ["https://api.example"],
      authorizationDetails: [{ type: "payment", amount: { value: "1.00" } }],
      requestedClaims: { userinfo: { name: { essential: true } } },
      nonce: "n-1",
    }),
  ],
  ["grant", grant(4_300_000_000_003, { revokedAt: THEN, revokedBecause: "user" })],
];

const textOf = (contents: readonly (readonly [LineName, object])[]): string => {
  const lines = [
    { is: "candor", export: EXPORT_VERSION, version: "0.1.0", exportedAt: THEN },
    ...contents.map(([is, content]) => ({ is, ...content })),
  ];
  return [...lines, { is: "end", lines: lines.length }].map((line) => `${JSON.stringify(line)}\n`).join("");
};

async function newPlace(environment: Record<string, string> = {}) {
  const at = await place({ scopes: [], clients: [] });
  onTestFinished(() => at.leave());
  const file = join(at.directory, "everything.jsonl");
  const run = (...args: readonly string[]) => toEnd(args, at.directory, "", environment);
  return {
    ...{ file, run },
    async exported(): Promise<readonly Readonly<Record<string, unknown>>[]> {
      expect(await run("export", "--everything", "--password-hashes", "--out", file)).toMatchObject({
        code: 0,
        err: "",
      });
      return readFileSync(file, "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
    },
  };
}

const without = (lines: readonly Readonly<Record<string, unknown>>[], ...names: readonly LineName[]) =>
  lines.filter(({ is }) => !names.includes(is as LineName));

it("what is exported is the same after each move, on both databases", async () => {
  const server = await startPostgres();
  onTestFinished(() => server.stop());
  const first = await newPlace();
  writeFileSync(first.file, textOf(CONTENTS));
  const done = await first.run("import", "candor", first.file);
  expect(done).toMatchObject({ code: 0 });
  const given = await first.exported();
  for (const line of given) expect([line, LINES[line.is as LineName].safeParse(line).success]).toEqual([line, true]);
  expect(new Set(given.map(({ is }) => is))).toEqual(new Set(Object.keys(LINES)));
  const kinds = new Map(CONTENTS.map(([is, content]) => [is, (content as Record<string, object>)[is]]));
  for (const is of ["settings", "team", "api", "scope", "client", "client-record", "trusted-issuer"] as const)
    expect(given.find((line) => line.is === is)?.[is]).toMatchObject(kinds.get(is) ?? {});
  const of = (is: LineName) => given.filter((line) => line.is === is).map((line) => line[is]);
  expect(of("user")).toMatchObject(CONTENTS.flatMap(([is, content]) => (is === "user" ? Object.values(content) : [])));
  expect(new Set(of("left-name"))).toEqual(
    new Set(CONTENTS.flatMap(([is, content]) => (is === "left-name" ? Object.values(content) : []))),
  );
  // Its times, and what it was bound to, come along. The ended one has nothing that its app could use.
  expect(of("grant")).toHaveLength(2);
  expect(of("grant")).toContainEqual(
    expect.objectContaining({ createdAt: THEN, authTime: THEN, nonce: "n-1", audience: ["https://api.example"] }),
  );

  let before = given;
  let from = first.file;
  for (const environment of [{ DATABASE_URL: await server.database() }, {}]) {
    const at = await newPlace(environment as Record<string, string>);
    expect(await at.run("import", "candor", from)).toMatchObject({ code: 0 });
    const after = await at.exported();
    const [log, formerLog] = [after, before].map((lines) => lines.filter(({ is }) => is === "audit"));
    expect(log?.slice(0, formerLog?.length)).toEqual(formerLog);
    const own = ["candor", "audit", "end"] as const;
    expect(without(after, ...own)).toEqual(without(before, ...own));
    expect(await at.run("audit", "verify")).toMatchObject({ code: 0 });
    expect(await at.run("import", "candor", at.file)).toMatchObject({
      out: expect.stringContaining("Nothing to add."),
    });
    [before, from] = [after, at.file];
  }
});

it("lines may end in CRLF, begin with a mark, or be compressed", async () => {
  const text = textOf(CONTENTS);
  const plain = { code: 0, out: expect.stringContaining("Added: 1 API, 1 scope, 1 application,") };
  for (const bytes of [
    Buffer.from(text.replaceAll("\n", "\r\n")),
    Buffer.from(`\uFEFF${text}`),
    Buffer.from(`\uFEFF${text}`, "utf16le"),
    gzipSync(text),
  ]) {
    const at = await newPlace();
    writeFileSync(at.file, bytes);
    expect(await at.run("import", "candor", at.file)).toMatchObject(plain);
  }
});

const whole = textOf(CONTENTS);
const lines = whole.split("\n");
const BROKEN: Readonly<Record<string, readonly [bytes: string | Buffer, says: RegExp]>> = {
  "ends in the middle of a line": [whole.slice(0, whole.length / 2), /ends in the middle of line \d+/],
  "ends after a line": [`${lines.slice(0, 5).join("\n")}\n`, /isn't complete/],
  "has nothing": ["", /isn't complete/],
  "lacks a line": [lines.toSpliced(5, 1).join("\n"), /isn't complete/],
  "has a line twice": [lines.toSpliced(8, 0, lines[8] ?? "").join("\n"), /isn't complete/],
  "goes on after its end": [`${whole}${lines[8]}\n`, /isn't complete/],
  "has another export behind it": [whole + whole, /isn't complete/],
  "isn't UTF-8": [Buffer.from(whole.replace("ä", "\u00e4"), "latin1"), /It isn't UTF-8/],
  "has zeros in it": [lines.toSpliced(4, 0, "\0\0\0").join("\n"), /Line 5 isn't JSON/],
  "was cut off, compressed": [gzipSync(whole).subarray(0, 500), /compressed with gzip, and is damaged or cut off/],
};

it.each(Object.entries(BROKEN))("nothing comes along if the export %s", async (_, [bytes, says]) => {
  const at = await newPlace();
  writeFileSync(at.file, bytes);
  expect(await at.run("import", "candor", at.file)).toMatchObject({
    code: 2,
    out: "",
    err: expect.stringMatching(says),
  });
  const left = await at.exported();
  expect(left.map(({ is }) => is)).toEqual(["candor", "end"]);
});
