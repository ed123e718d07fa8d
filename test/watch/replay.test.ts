/** What is sent again: changed where asked, completed where the recording covers something, and compared. */
import { describe, expect, it } from "vitest";
import { changed, chosen, Unusable } from "../../src/cli/replay/wish.ts";
import type { Exchange, Response } from "../../src/watch/exchange.ts";
import { withValues } from "../../src/watch/replay/change.ts";
import { changesBetween } from "../../src/watch/replay/compare.ts";
import { completed, variableOf } from "../../src/watch/replay/missing.ts";
import { recordedIn } from "../../src/watch/replay/recorded.ts";

const FORM = "content-type: application/x-www-form-urlencoded";
const one = (text: string): Exchange => {
  const [first] = recordedIn(text);
  if (first === undefined) throw new Error("No request was read.");
  return first;
};
const post = (body: string, ...headers: readonly string[]) =>
  one([`POST https://id.example/token HTTP/1.1`, "Host: id.example", FORM, ...headers, "", body].join("\n")).request;
const base64 = (text: string) => Buffer.from(text).toString("base64");
const random = () => "fresh-value";

describe("reads", () => {
  it.each([
    ["a curl command", "curl https://id.example/token -d grant_type=refresh_token -d refresh_token=abc"],
    [
      "an HTTP message",
      `POST https://id.example/token HTTP/1.1\n${FORM}\n\ngrant_type=refresh_token&refresh_token=abc`,
    ],
    [
      "a HAR file",
      JSON.stringify({
        log: {
          entries: [
            {
              startedDateTime: "2026-01-01T00:00:00Z",
              request: {
                method: "POST",
                url: "https://id.example/token",
                headers: [],
                postData: { mimeType: FORM.slice(14), text: "grant_type=refresh_token&refresh_token=abc" },
              },
              response: { status: 200, headers: [], content: { text: "{}" } },
            },
          ],
        },
      }),
    ],
  ])("%s", (_, text) => {
    const { number, request } = one(text);
    expect([number, request.method, request.url, request.body.text]).toEqual([
      ...[1, "POST", "https://id.example/token", "grant_type=refresh_token&refresh_token=abc"],
    ]);
  });

  it("what isn't OAuth too, with the numbers of candor watch", () => {
    const entry = { request: { method: "GET", url: "https://api.example/x", headers: [] }, response: { status: 200 } };
    const all = recordedIn(JSON.stringify({ log: { entries: [entry, { ...entry, _number: 7 }] } }));
    expect(all.map(({ number }) => number)).toEqual([1, 7]);
  });
});

describe("chooses", () => {
  const all = recordedIn(
    "curl https://id.example/token -d grant_type=refresh_token\n\ncurl https://id.example/introspect -d token=abc",
  );
  it.each<[only: string | undefined, numbers: readonly number[]]>([
    ["2", [2]],
    ["introspect", [2]],
    ["TOKEN REQUEST", [1]],
    ["all", [1, 2]],
  ])("--only %s", (only, numbers) => expect(chosen(all, only).map(({ number }) => number)).toEqual(numbers));

  it("lists them if it isn't clear, without the parameters", () => {
    for (const only of [undefined, "9", "nothing"])
      expect(() => chosen(all, only)).toThrow(
        /1: token request \(refresh_token\), POST https:\/\/id\.example\/token\n {2}2: introspection/,
      );
    expect(() => chosen([], undefined)).toThrow(Unusable);
  });
});

describe("changes", () => {
  it.each<[what: string, options: Parameters<typeof changed>[1], url: string, body: string]>([
    ["a parameter where it is", { set: ["scope=a b"] }, "https://id.example/token?x=1", "scope=a%20b&code=%2f"],
    ["one of the query", { set: ["x=2"] }, "https://id.example/token?x=2", "scope=z&code=%2f"],
    [
      "a new one into the form",
      { set: ["resource=https://a.example/"] },
      "https://id.example/token?x=1",
      "scope=z&code=%2f&resource=https%3A%2F%2Fa.example%2F",
    ],
    ["out", { unset: ["scope", "x", "nothing"] }, "https://id.example/token", "code=%2f"],
    ["a value with =", { set: ["code=a=b="] }, "https://id.example/token?x=1", "scope=z&code=a%3Db%3D"],
    ["the server", { to: "http://localhost:9400" }, "http://localhost:9400/token?x=1", "scope=z&code=%2f"],
    [
      "the server and the path",
      { to: "http://localhost:9400/oauth/token" },
      "http://localhost:9400/oauth/token?x=1",
      "scope=z&code=%2f",
    ],
  ])("%s", (_, options, url, body) => {
    const request = changed({ ...post("scope=z&code=%2f"), url: "https://id.example/token?x=1" }, options);
    expect([request.url, request.body.text]).toEqual([url, body]);
  });

  it("a secret in HTTP Basic is encoded as in a form (RFC 6749 2.3.1)", () => {
    const basic = post("grant_type=x", `Authorization: Basic ${base64("app:old")}`);
    const authorization = (set: readonly string[]) =>
      changed(basic, { set }).headers.find(([name]) => name === "authorization")?.[1];
    expect(authorization(["client_secret=n w:"])).toBe(`Basic ${base64("app:n+w%3A")}`);
    expect(authorization(["client_id=other"])).toBe(`Basic ${base64("other:old")}`);
    expect(changed(basic, { unset: ["client_secret"] }).headers.some(([name]) => name === "authorization")).toBe(false);
  });

  it("a bearer token, a member of JSON, headers", () => {
    const json = one(
      'POST https://id.example/register HTTP/1.1\nContent-Type: application/json\nAuthorization: Bearer old\nX-A: 1\n\n{"a":"1","b":["x"]}',
    ).request;
    const request = changed(json, { set: ["a=2", "access_token=new"], header: ["X-A:", "X-B: two"] });
    expect(request.body.text).toBe('{"a":"2","b":["x"]}');
    expect(request.headers).toEqual([
      ["content-type", "application/json"],
      ["authorization", "Bearer new"],
      ["X-B", "two"],
    ]);
  });

  it.each([
    [{ set: ["nothing"] }, "hasn't the form name=value"],
    [{ header: ["nothing"] }, "hasn't the form 'Name: value'"],
    [{ header: ["A: b\r\nC: d"] }, "hasn't the form"],
    [{ to: "nowhere" }, "is not an http or https URL"],
  ])("%j is wrong", (options, says) => expect(() => changed(post("a=b"), options)).toThrow(says));

  it("a message without a host needs one", () => {
    const request = one(`POST /token HTTP/1.1\n${FORM}\n\ngrant_type=x`).request;
    expect(changed({ ...request, url: "/token" }, { to: "http://localhost:1" }).url).toBe("http://localhost:1/token");
    expect(() => changed({ ...request, url: "/token" }, {})).toThrow("/token has no host");
    expect(() => changed({ ...request, url: "" }, {})).toThrow("There is no URL in it");
  });
});

describe("completes", () => {
  const [COVERED, OTHER] = ["redacted-23-0a1b2c3d", "********"];
  it("says which values are missing, and takes them", () => {
    const request = post(
      `code=${COVERED}&redirect_uri=x&code_verifier=${OTHER}`,
      `Authorization: Basic ${base64(`app:${COVERED}`)}`,
    );
    const whole = completed(request, random);
    expect(whole.missing).toEqual(["code", "code_verifier", "client_secret"]);
    const given = withValues(whole.request, new Map(whole.missing.map((name) => [name, `my-${name}`])));
    expect(given.body.text).toBe("code=my-code&redirect_uri=x&code_verifier=my-code_verifier");
    expect(given.headers.find(([name]) => name === "authorization")?.[1]).toBe(
      `Basic ${base64("app:my-client_secret")}`,
    );
    expect(completed(given, random).missing).toEqual([]);
  });

  it("a bearer token is missing, cookies are left out, state and nonce get new values", () => {
    const url = `https://id.example/authorize?state=${COVERED}&nonce=${COVERED}&scope=a`;
    const headers = [
      ["authorization", `Bearer ${COVERED}`],
      ["cookie", `a=${COVERED}`],
      ["accept", "*/*"],
    ] as const;
    const whole = completed({ method: "GET", url, headers, body: { bytes: 0 } }, random);
    expect(whole).toMatchObject({ missing: ["access_token"], fresh: ["state", "nonce"], dropped: ["cookie"] });
    expect(whole.request.url).toBe("https://id.example/authorize?state=fresh-value&nonce=fresh-value&scope=a");
    expect(whole.request.headers.map(([name]) => name)).toEqual(["authorization", "accept"]);
  });

  it("nothing is missing from a whole request", () =>
    expect(
      completed(post("client_secret=secret&code=abc", `Authorization: Basic ${base64("a:b")}`), random),
    ).toMatchObject({ missing: [], fresh: [], dropped: [] }));

  it("each has an environment variable", () => expect(variableOf("client_secret")).toBe("CANDOR_CLIENT_SECRET"));
});

describe("compares", () => {
  const response = (status: number, text: string, ...headers: readonly [string, string][]): Response => ({
    ...{ status, statusText: "", headers, body: { bytes: text.length, text } },
  });
  it("status, headers, members and the parameters of a redirect", () => {
    const before = response(
      400,
      '{"error":"invalid_scope","a":1}',
      ["Cache-Control", "no-store"],
      ["location", "https://a.example/cb?error=x&state=1"],
    );
    const now = response(200, '{"a":1,"scope":"x"}', ["location", "https://a.example/cb?code=y&state=1"]);
    expect(changesBetween(before, now)).toEqual([
      { what: "status", before: "400", now: "200" },
      { what: "cache-control", before: "no-store", now: undefined },
      { what: "location error", before: "x", now: undefined },
      { what: "location code", before: undefined, now: "y" },
      { what: "body error", before: "invalid_scope", now: undefined },
      { what: "body scope", before: undefined, now: "x" },
    ]);
  });

  it("what is new each time isn't a difference", () => {
    const [before, now] = ["0a1b2c3d", "ffffffff"].map((print) =>
      response(400, `{"access_token":"redacted-43-${print}","error_description":"No (ref ${print}abcd)"}`, [
        "date",
        print,
      ]),
    ) as [Response, Response];
    expect(changesBetween(before, now)).toEqual([]);
  });

  it("pages by their length, and nothing if the recording has no body", () => {
    expect(changesBetween(response(200, "<p>a"), response(200, "<p>ab"))).toEqual([
      { what: "body", before: "4 bytes", now: "5 bytes" },
    ]);
    const cut = { ...response(200, ""), body: { bytes: 9 } };
    expect(changesBetween(cut, response(200, "<p>ab"))).toEqual([]);
  });
});
