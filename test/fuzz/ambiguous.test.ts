/** Requests that two programs could read in two ways are refused by name, on every endpoint; none of them is a fault of the server. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { basic } from "../catalogue/samples.ts";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { exchange } from "./socket.ts";

let server: DemoServer;
let port: number;
beforeAll(async () => {
  server = await startDemo({ config: { host: "127.0.0.1" } });
  port = Number(new URL(server.issuer).port);
});
afterAll(() => server.close());

async function ask(lines: readonly string[], body = "") {
  const bytes = Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`, "latin1");
  const { answer, hung } = await exchange(port, bytes, 1, true);
  return {
    hung,
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0),
    code: /\/errors\/([a-z-]+\/[a-z-]+)/.exec(answer)?.[1],
    says: /"error_description":"([^"]*)"/.exec(answer)?.[1] ?? "",
    answer,
  };
}

const RIGHT = `authorization: ${basic("demo-service:demo-service-secret")}`;
const FORM = "content-type: application/x-www-form-urlencoded";
const BODY = "grant_type=client_credentials&scope=read_profile";
const LENGTH = `content-length: ${BODY.length}`;
const POST = "POST /token HTTP/1.1";
const HOST = "host: 127.0.0.1";

it("the request itself is right", async () => {
  expect(await ask([POST, HOST, RIGHT, FORM, LENGTH], BODY)).toMatchObject({ status: 200 });
});

describe("refused as request/http-malformed", () => {
  it.each([
    ["two Host headers", [POST, HOST, "Host: evil.test", RIGHT, FORM, LENGTH], "Host header is repeated"],
    ["two alike", [POST, HOST, HOST, RIGHT, FORM, LENGTH], "Host header is repeated"],
    ["two Authorization headers", [POST, HOST, RIGHT, "Authorization: Bearer x", FORM, LENGTH], "Authorization header"],
    [
      "the right one second",
      [POST, HOST, `authorization: ${basic("demo-service:wrong")}`, RIGHT, FORM, LENGTH],
      "Authorization header",
    ],
    [
      "two joined by a proxy",
      [POST, HOST, `${RIGHT}, Bearer x`, FORM, LENGTH],
      "Authorization header has more than one credential in it",
    ],
    ["two types", [POST, HOST, RIGHT, FORM, "content-type: text/plain", LENGTH], "Content-Type header is repeated"],
    ["no Host", [POST, RIGHT, FORM, LENGTH], "Host header is missing"],
    ["no version", ["POST /token", HOST, RIGHT, FORM, LENGTH], "version"],
    ["version 0.9", ["POST /token HTTP/0.9", HOST, RIGHT, FORM, LENGTH], "version"],
    ["version 2.0 in the text of HTTP/1", ["POST /token HTTP/2.0", HOST, RIGHT, FORM, LENGTH], "version"],
    ["two hosts joined by a proxy", [POST, `${HOST}, evil.test`, RIGHT, FORM, LENGTH], "one host"],
    ["a user in Host", [POST, "host: ada@127.0.0.1", RIGHT, FORM, LENGTH], "one host"],
    ["bytes in Host", [POST, 'host: "<\xff>', RIGHT, FORM, LENGTH], "one host"],
    ["an asterisk before the path", ["POST *token HTTP/1.1", HOST, RIGHT, FORM, LENGTH], "isn't a path"],
    ["another host in the request line", ["POST http://evil.test/token HTTP/1.1", HOST, RIGHT, FORM, LENGTH], "hosts"],
  ])("%s", async (_, lines, says) => {
    const { status, code, says: said, answer } = await ask(lines, BODY);
    expect({ status, code }).toEqual({ status: 400, code: "request/http-malformed" });
    expect(said).toContain(says);
    expect(answer).not.toContain("access_token");
  });
});

describe("chunks are read only where they are all that was done to the body", () => {
  const chunked = `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`;
  it.each([
    ["HTTP/1.1", "chunked", 200],
    ["HTTP/1.1", "Chunked", 200],
    ["HTTP/1.0", "chunked", 400],
    ["HTTP/1.1", "gzip, chunked", 400],
    ["HTTP/1.1", "identity", 400],
  ])("%s %s", async (version, coding, expected) => {
    const { status } = await ask(
      [`POST /token ${version}`, HOST, RIGHT, FORM, `transfer-encoding: ${coding}`],
      chunked,
    );
    expect(status).toBe(expected);
  });
});

it.each([
  ["OPTIONS *", 405],
  ["GET *", 400],
  ["GET *healthz", 400],
])("%s", async (line, expected) => {
  expect((await ask([`${line} HTTP/1.1`, HOST])).status).toBe(expected);
});

describe("harmless, and accepted", () => {
  it.each([
    ["HTTP/1.0 without a Host", ["POST /token HTTP/1.0", RIGHT, FORM, LENGTH]],
    ["the same host in the request line", [`POST http://127.0.0.1/token HTTP/1.1`, HOST, RIGHT, FORM, LENGTH]],
    ["an IPv6 address as host", [POST, "host: [::1]:9400", RIGHT, FORM, LENGTH]],
    ["a name with an underscore as host", [POST, "host: my_service:9400", RIGHT, FORM, LENGTH]],
    ["an expectation of 100-continue", [POST, HOST, RIGHT, FORM, LENGTH, "expect: 100-continue"]],
    [
      "an upgrade that nobody asked to be done",
      [POST, HOST, RIGHT, FORM, LENGTH, "connection: upgrade", "upgrade: h2c"],
    ],
  ])("%s", async (_, lines) => {
    const { answer } = await ask(lines, BODY);
    expect(answer).toMatch(/HTTP\/1\.1 200 OK/);
    expect(answer).toContain("access_token");
  });

  it("headers that come behind a chunked body are not read", async () => {
    const chunked = `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\nauthorization: Bearer x\r\nhost: evil.test\r\n\r\n`;
    const { status } = await ask([POST, HOST, RIGHT, FORM, "transfer-encoding: chunked"], chunked);
    expect(status).toBe(200);
  });
});

describe("an unknown path", () => {
  it.each([
    ["application/json", "{"],
    ["application/json", '{"__proto__":{}}'],
    ["application/json; charset=utf-16", "x"],
    ["text/plain", "x"],
    ["multipart/form-data", "x"],
    [";", "x"],
  ])("is 404 whatever it is sent: %s %s", async (type, body) => {
    const lines = ["POST /nope HTTP/1.1", HOST, `content-type: ${type}`, `content-length: ${body.length}`];
    const { status, code } = await ask(lines, body);
    expect([400, 404]).toContain(status);
    expect(["request/wrong-endpoint", "request/wrong-content-type"]).toContain(code);
  });

  it("does not repeat a user and a host of the request line", async () => {
    const { answer, status } = await ask(["GET http://anna:s3cret-pass@127.0.0.1/nope HTTP/1.0"]);
    expect(status).toBe(404);
    expect(answer).not.toContain("s3cret-pass");
  });
});
