/** Requests are bounded in size and in number of parameters. */
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { refused, refusedOn } from "../blackbox/refusal.ts";
import { type DemoServer, startDemo } from "../demo-server.ts";

let server: DemoServer;
beforeAll(async () => {
  server = await startDemo();
});
afterAll(() => server.close());

const post = async (path: string, body: string | ReadableStream, more: object = {}) =>
  answerOf(
    server.issuer,
    await fetch(server.issuer + path, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body,
      ...more,
    }),
  );

/** Sends bytes, and responds to what came back until the connection was closed. */
function raw(bytes: string): Promise<string> {
  return new Promise((done) => {
    let text = "";
    const socket = connect(Number(new URL(server.issuer).port), "localhost", () => socket.write(bytes));
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", () => undefined).on("close", () => done(text));
  });
}

describe("size", () => {
  it.each(["/token", "/introspect", "/revoke", "/userinfo"])("a body of 100 KB at %s is 413", async (path) => {
    refused(await post(path, `x=${"y".repeat(100_000)}`), 413, "invalid_request", "request/too-large");
  });

  it("also if its length isn't known in advance", async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 10_000;
        controller.enqueue(Buffer.from("x".repeat(10_000)));
        if (sent >= 1_000_000) controller.close();
      },
    });
    refused(await post("/token", endless, { duplex: "half" }), 413, "invalid_request", "request/too-large");
    expect((await fetch(`${server.issuer}/healthz`)).status).toBe(200);
  });

  it.each(["/authorize", "/sign-in", "/consent", "/sign-out"])("for users at %s it is a page", async (path) => {
    const person = new Person(server.issuer);
    refusedOn(
      await person.page(await person.post(server.issuer + path, { x: "y".repeat(100_000) })),
      413,
      "request/too-large",
    );
  });

  it("just below the limit is read, and refused for its content", async () => {
    const body = `grant_type=client_credentials&${"x".repeat(65_000)}=1`;
    refused(await post("/token", body), 401, "invalid_client", "client-auth/secret-absent");
  });

  it("headers of 20 KB are 431", async () => {
    const text = await raw(`GET /jwks HTTP/1.1\r\nhost: x\r\nx-large: ${"y".repeat(20_000)}\r\n\r\n`);
    expect(text).toMatch(/^HTTP\/1\.1 431 /);
    expect(text).toContain("/errors/request/too-large");
  });
});

describe("number of parameters", () => {
  const many = Array.from({ length: 10_000 }, (_, i) => `${i}=1`).join("&");
  it.each(["/token", "/introspect", "/revoke"])("10 000 at %s are too many", async (path) => {
    refused(await post(path, many.slice(0, 65_000)), 400, "invalid_request", "request/too-many-parameters");
  });

  it.each([
    [10_000, 413, "request/too-large"],
    [100, 400, "request/too-many-parameters"],
  ])("%i at the authorization endpoint are too, on a page", async (count, status, code) => {
    const person = new Person(server.issuer);
    const parameters = many.split("&").slice(0, count).join("&").slice(0, 60_000);
    const init = { method: "POST", body: new URLSearchParams(parameters) };
    refusedOn(await person.page(await person.browse(`${server.issuer}/authorize`, init)), status, code);
  });
});

describe("what isn't HTTP", () => {
  it.each([
    ["another protocol", "\u0016\u0003\u0001\u0002\u0000"],
    ["another version", "GET /jwks HTTP/9.9\r\nhost: x\r\n\r\n"],
    ["two lengths", "POST /token HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx"],
    [
      "a length and chunks (request smuggling)",
      "POST /token HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ["a header with a line break in it", "GET /jwks HTTP/1.1\r\nhost: x\r\nx: a\nb\r\n\r\n"],
  ])("%s is 400 in JSON, and the connection is closed", async (_, bytes) => {
    const text = await raw(bytes);
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(text).toMatch(/\r\n\r\n\{"error":"invalid_request","error_description":"[^"\\]+","error_uri":"[^"\\]+"\}$/);
  });
});
