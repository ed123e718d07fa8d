import type { IncomingMessage } from "node:http";
import { expect, it } from "vitest";
import { ambiguityOf } from "./ambiguous.ts";

/** A request as Node reads it: the first of repeated headers is in `headers`. */
function request(rawHeaders: readonly string[], given: object = {}): IncomingMessage {
  const pairs = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), rawHeaders[at + 1]]] : []));
  const headers = Object.fromEntries(pairs.reverse());
  return { rawHeaders, headers, httpVersion: "1.1", httpVersionMajor: 1, url: "/token", ...given } as never;
}
const HOST = ["Host", "id.example"];

it.each<[what: string, rawHeaders: string[], given?: object]>([
  ["what is usual", HOST],
  ["headers of which there may be several", [...HOST, "Cookie", "a=b", "cookie", "c=d", "Accept", "a", "Accept", "b"]],
  ["HTTP/1.0 without a host", [], { httpVersion: "1.0" }],
  ["HTTP/2 by its streams", HOST, { httpVersion: "2.0", httpVersionMajor: 2, stream: {} }],
  ["one credential", [...HOST, "Authorization", "Bearer abc"]],
  ["a comma within one credential", [...HOST, "Authorization", "Digest a, basic b"]],
  ["a value that is called like a header", [...HOST, "X-Forwarded-By", "host"]],
  ["a host twice as written in the request line", HOST, { url: "http://ID.example/token" }],
  ["the other way round", ["Host", "ID.Example"], { url: "https://id.example?x=http://evil.test" }],
  ["another host within the URL's query", HOST, { url: "/token?next=http://evil.test" }],
])("%s is not ambiguous", (_, rawHeaders, given) => {
  expect(ambiguityOf(request(rawHeaders, given))).toBeUndefined();
});

it.each(["Authorization", "Content-Length", "Content-Type", "Host", "Origin", "Sec-Fetch-Site"])(
  "%s twice is, however it is written, and wherever it is",
  (name) => {
    const says = `the ${name} header is repeated`;
    const host = name === "Host" ? [] : HOST;
    expect(ambiguityOf(request([...host, name, "a", name.toLowerCase(), "a"]))).toBe(says);
    expect(ambiguityOf(request([name, "a", ...host, "X-Other", "b", name.toUpperCase(), "c"]))).toBe(says);
  },
);

it.each(["Basic YTpi, Bearer x", "bearer x,basic YTpi", "BEARER x , Bearer y", "Basic YTpi,Basic YTpi"])(
  "two credentials in one header are: %s",
  (authorization) => {
    expect(ambiguityOf(request([...HOST, "Authorization", authorization]))).toBe(
      "the Authorization header has more than one credential in it",
    );
  },
);

it.each<[says: string, rawHeaders: string[], given: object]>([
  ["its version is not HTTP/1.1 or HTTP/1.0", HOST, { httpVersion: "0.9", httpVersionMajor: 0 }],
  ["its version is not HTTP/1.1 or HTTP/1.0", HOST, { httpVersion: "2.0", httpVersionMajor: 2 }],
  ["the Host header is missing", [], {}],
  ["the URL in the request line and Host name different hosts", HOST, { url: "http://evil.test/token" }],
  ["the URL in the request line and Host name different hosts", HOST, { url: "HTTPS://id.example:8443/token" }],
  ["the URL in the request line and Host name different hosts", HOST, { url: "http://id.example.evil.test?a" }],
  ["the URL in the request line and Host name different hosts", [], { url: "http://a.test/", httpVersion: "1.0" }],
])("%s", (says, rawHeaders, given) => {
  expect(ambiguityOf(request(rawHeaders, given))).toBe(says);
});
