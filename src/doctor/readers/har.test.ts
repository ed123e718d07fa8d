import { describe, expect, it } from "vitest";
import { buildView } from "../build-view.ts";
import { read } from "../read.ts";

function entry(second: number, method: string, url: string, more: object = {}, answer: object = {}) {
  return {
    startedDateTime: `2024-05-01T10:00:0${second}.000Z`,
    request: { method, url, headers: [{ name: "Accept", value: "*/*" }], ...more },
    response: { status: 200, headers: [], content: { mimeType: "text/html", text: "{}" }, ...answer },
  };
}

const AUTHORIZE = "https://id.example/authorize?response_type=code&client_id=a&state=1";
const CALLBACK = "https://app.example/cb?code=c1&state=1";
const entries = [
  entry(
    5,
    "POST",
    "https://id.example/token",
    {
      postData: {
        mimeType: "application/x-www-form-urlencoded",
        params: [
          { name: "grant_type", value: "authorization_code" },
          { name: "redirect_uri", value: "https%3A%2F%2Fapp.example%2Fcb" },
        ],
      },
    },
    {
      status: 400,
      content: { mimeType: "application/json", encoding: "base64", text: btoa('{"error":"invalid_grant"}') },
    },
  ),
  entry(1, "GET", "https://app.example/", {}, { content: { text: "x".repeat(2_000) } }),
  entry(2, "GET", AUTHORIZE, {}, { status: 302, headers: [{ name: "Location", value: CALLBACK }] }),
  entry(3, "GET", "https://id.example/static/oauth/authorize.js"),
  entry(4, "GET", CALLBACK, {}, { status: 500 }),
  entry(6, "GET", "https://app.example/cb.png"),
  entry(7, "GET", "https://id.example/.well-known/openid-configuration", {}, { status: 0, _error: "net::ERR_FAILED" }),
];
const har = { log: { version: "1.2", creator: { name: "x", version: "1" }, entries } };

describe("HAR", () => {
  it("keeps the exchanges of the protocol, in their order", () => {
    const material = read(JSON.stringify(har, null, 2));
    expect(
      material.exchanges.map(({ request, response }) => [request?.method, request?.url, response?.status]),
    ).toEqual([
      ["GET", AUTHORIZE, 302],
      ["GET", CALLBACK, 500],
      ["POST", "https://id.example/token", 400],
      ["GET", "https://id.example/.well-known/openid-configuration", undefined],
    ]);
    expect(material.exchanges[2]).toMatchObject({
      at: Date.parse("2024-05-01T10:00:05Z"),
      request: { body: "grant_type=authorization_code&redirect_uri=https%3A%2F%2Fapp.example%2Fcb" },
      response: { body: '{"error":"invalid_grant"}' },
    });
    expect(material.redirects).toEqual([CALLBACK]);
    expect(material.texts).toEqual(["GET https://id.example/.well-known/openid-configuration: net::ERR_FAILED"]);
    expect(buildView(material).requests.map(({ endpoint }) => endpoint)).toEqual([
      "authorization",
      "other",
      "token",
      "discovery",
    ]);
  });

  it("keeps the complete entries of a truncated one", () => {
    const written = JSON.stringify(har);
    const cut = written.slice(0, written.indexOf('"2024-05-01T10:00:04'));
    expect(read(cut).exchanges.map(({ request }) => request?.url)).toEqual([AUTHORIZE, "https://id.example/token"]);
    expect(read(`Here it is:\n${written}`).exchanges).toHaveLength(4);
  });

  it("reads one of many megabytes, and no part of what has nothing to do with OAuth", () => {
    const noise = Array.from({ length: 200 }, (_, at) =>
      entry(at % 10, "GET", `https://cdn.example/${at}`, {}, { content: { text: "<a>".repeat(20_000) } }),
    );
    const written = JSON.stringify({ log: { entries: [...noise, ...entries] } });
    expect(written.length).toBeGreaterThan(10_000_000);
    for (const [text, count] of [
      [written, 4],
      [written.slice(0, -100), 3],
    ] as const) {
      const material = read(text);
      expect(material.exchanges).toHaveLength(count);
      expect(JSON.stringify(material).length).toBeLessThan(10_000);
    }
  });

  it("one without OAuth exchanges yields nothing", () => {
    expect(read(JSON.stringify({ log: { entries: [entry(1, "GET", "https://app.example/")] } })).exchanges).toEqual([]);
  });
});
