/** What Postman and Insomnia show and export, and errors as console.log shows them. */
import { describe, expect, it } from "vitest";
import { read } from "../read.ts";

const TOKEN = "https://id.example/token";
const BODY = "grant_type=authorization_code&code=abc";
const ERROR = '{"error":"invalid_grant","error_description":"expired"}';
const WHOLE = {
  request: { method: "POST", url: TOKEN, headers: { "content-type": "application/x-www-form-urlencoded" }, body: BODY },
  response: { headers: { "content-type": "application/json" }, body: ERROR },
};

describe("Postman's console", () => {
  it.each<[what: string, text: string, status: number | undefined]>([
    [
      "as a tree",
      `▼ POST ${TOKEN}  400  312 ms\n  ▶ Network\n  ▼ Request Headers\n     Content-Type: "application/x-www-form-urlencoded"\n  ▼ Request Body\n     grant_type: "authorization_code"\n     code: "abc"\n  ▼ Response Headers\n     Content-Type: "application/json"\n  ▼ Response Body\n     ${ERROR}`,
      400,
    ],
    [
      "as text",
      `POST ${TOKEN}\n400\n312 ms\nNetwork\nRequest Headers\nContent-Type: application/x-www-form-urlencoded\nRequest Body\ngrant_type: "authorization_code"\ncode: "abc"\nResponse Headers\nContent-Type: application/json\nResponse Body\n${ERROR}`,
      400,
    ],
    [
      "as an object",
      `POST ${TOKEN}: ${JSON.stringify({ Network: { a: { b: 1 } }, "Request Headers": { "content-type": "application/x-www-form-urlencoded" }, "Request Body": { grant_type: "authorization_code", code: "abc" }, "Response Headers": { "content-type": "application/json" }, "Response Body": ERROR }, null, 2)}`,
      undefined,
    ],
  ])("%s", (_, text, status) => {
    const { exchanges } = read(text);
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]).toMatchObject(WHOLE);
    expect(exchanges[0]?.response?.status).toBe(status);
  });
});

describe("an exported collection", () => {
  const url = { raw: TOKEN, protocol: "https", host: ["id", "example"], path: ["token"] };
  const request = {
    method: "POST",
    header: [
      { key: "Accept", value: "application/json" },
      { key: "X-Off", value: "1", disabled: true },
    ],
    auth: {
      type: "basic",
      basic: [
        { key: "username", value: "app" },
        { key: "password", value: "s" },
      ],
    },
    body: {
      mode: "urlencoded",
      urlencoded: [
        { key: "grant_type", value: "client_credentials" },
        { key: "off", value: "1", disabled: true },
      ],
    },
    url,
  };
  const collection = (...item: readonly unknown[]) =>
    JSON.stringify({
      info: { name: "x", schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json" },
      item,
    });

  it("has requests in folders", () => {
    const { exchanges } = read(
      collection(
        { name: "folder", item: [{ name: "token", request }] },
        { name: "me", request: "https://id.example/userinfo" },
      ),
    );
    expect(exchanges.map((one) => one.request)).toEqual([
      {
        method: "POST",
        url: TOKEN,
        headers: {
          accept: "application/json",
          authorization: "Basic YXBwOnM=",
          "content-type": "application/x-www-form-urlencoded",
        },
        body: "grant_type=client_credentials",
      },
      { method: "GET", url: "https://id.example/userinfo", headers: {} },
    ]);
  });

  it("has responses that were saved", () => {
    const response = [
      {
        name: "r",
        code: 400,
        header: [{ key: "Content-Type", value: "application/json" }],
        body: ERROR,
        originalRequest: request,
      },
    ];
    expect(read(collection({ name: "token", request, response })).exchanges).toMatchObject([
      {
        request: { url: TOKEN },
        response: { status: 400, headers: { "content-type": "application/json" }, body: ERROR },
      },
    ]);
  });

  it("has bodies of other kinds", () => {
    const raw = { ...request, body: { mode: "raw", raw: '{"a":1}', options: { raw: { language: "json" } } } };
    const parts = { ...request, body: { mode: "formdata", formdata: [{ key: "grant_type", value: "x" }] } };
    const [one, two] = read(collection({ request: raw }, { request: parts })).exchanges;
    expect(one?.request).toMatchObject({ headers: { "content-type": "application/json" }, body: '{"a":1}' });
    expect(two?.request?.headers["content-type"]).toMatch(/^multipart/);
  });

  it("of Insomnia", () => {
    const exported = {
      _type: "export",
      __export_format: 4,
      resources: [
        { _type: "workspace", name: "x" },
        {
          _type: "request",
          method: "POST",
          url: TOKEN,
          headers: [],
          authentication: { type: "bearer", token: "abc" },
          body: { mimeType: "application/x-www-form-urlencoded", params: [{ name: "grant_type", value: "x" }] },
        },
      ],
    };
    expect(read(JSON.stringify(exported)).exchanges).toMatchObject([
      { request: { method: "POST", url: TOKEN, headers: { authorization: "Bearer abc" }, body: "grant_type=x" } },
    ]);
  });
});

describe("errors as they are printed", () => {
  const AXIOS = `AxiosError: Request failed with status code 400
    at settle (/app/node_modules/axios/dist/node/axios.cjs:1967:12)
    at IncomingMessage.handleStreamEnd (/app/node_modules/axios/dist/node/axios.cjs:3066:11) {
  code: 'ERR_BAD_REQUEST',
  config: {
    adapter: [ 'xhr', 'http' ],
    transformRequest: [ [Function: transformRequest] ],
    env: { FormData: [Function], Blob: [class Blob] },
    headers: Object [AxiosHeaders] {
      Accept: 'application/json, text/plain, */*',
      'Content-Type': 'application/x-www-form-urlencoded'
    },
    method: 'post',
    url: '${TOKEN}',
    data: '${BODY}'
  },
  request: <ref *1> ClientRequest {
    _events: [Object: null prototype] { abort: [Function (anonymous)] },
    path: '/token',
    [Symbol(kOutHeaders)]: [Object: null prototype] { accept: [ 'Accept', '*/*' ] }
  },
  response: {
    status: 400,
    headers: Object [AxiosHeaders] { 'content-type': 'application/json', 'set-cookie': [ 'a=b' ] },
    request: [Circular *1],
    data: { error: 'invalid_grant', error_description: 'expired' }
  }
}`;

  it("axios", () => {
    const { exchanges } = read(AXIOS);
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]).toMatchObject({ ...WHOLE, response: { status: 400, body: ERROR } });
  });

  it("and what is around it", () => {
    const { exchanges, texts } = read(`Login failed:\n${AXIOS}\nthe end`);
    expect(exchanges).toHaveLength(1);
    expect(texts.at(-1)).toBe("the end");
    expect(texts[0]).toMatch(/^Login failed:\nAxiosError/);
  });

  it.each<[what: string, text: string, expected: object]>([
    [
      "a response",
      "{\n  status: 401,\n  headers: { 'content-type': 'application/json' },\n  data: { error: 'invalid_client', error_description: \"The app's secret is wrong\" }\n}",
      { status: 401, body: '{"error":"invalid_client","error_description":"The app\'s secret is wrong"}' },
    ],
    ["a body in JavaScript", "{ error: 'invalid_grant', error_description: 'expired' }", { body: ERROR }],
    ["a body in Python", "{'error': 'invalid_grant', 'error_description': 'expired'}", { body: ERROR }],
    ["a body in Ruby", '{"error"=>"invalid_grant", "error_description"=>"expired"}', { body: ERROR }],
    [
      "openid-client",
      "ResponseBodyError: server responded with an error in the response body\n    at x (y.js:1:2) {\n  cause: { error: 'invalid_grant', error_description: 'expired' },\n  code: 'OAUTH_RESPONSE_BODY_ERROR',\n  error: 'invalid_grant',\n  status: 400,\n  error_description: 'expired'\n}",
      { status: 400, body: ERROR },
    ],
    [
      "a cause",
      "Error: login failed\n    at x (y.js:1:2) {\n  [cause]: { error: 'invalid_grant', error_description: 'expired' }\n}",
      { body: ERROR },
    ],
  ])("%s", (_, text, expected) => expect(read(text).exchanges[0]?.response).toMatchObject(expected));

  it.each(["{ this is no object }", "{ a: 1, b: 2 }", "class Foo {\n  bar() { return 1 }\n}"])("none in %j", (text) =>
    expect(read(text).exchanges).toEqual([]),
  );
});
