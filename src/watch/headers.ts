/** Headers that are passed on: all but those of the connection (RFC 9110 7.6.1). */
import { type Headers, headerOf } from "./exchange.ts";

const HOP_BY_HOP = new Set([
  ...["connection", "keep-alive", "proxy-connection", "proxy-authenticate", "proxy-authorization"],
  ...["te", "trailer", "transfer-encoding", "upgrade"],
]);

function endToEnd(headers: Headers): Headers {
  const named = (headerOf(headers, "connection") ?? "").toLowerCase().split(/\s*,\s*/);
  return headers.filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()) && !named.includes(name.toLowerCase()));
}

/**
 * The headers of a request as the target gets them: in their order and case, `Host` apart. Node has replied to `Expect` already. A connection
 * for each request: one that is kept open may close just as the next request is sent, and a token request can't be sent twice.
 */
export function onward(headers: Headers, method: string, host: string): Headers {
  const isChunked = headerOf(headers, "transfer-encoding") !== undefined;
  const hasLength = headerOf(headers, "content-length") !== undefined;
  const mayHaveBody = !/^(?:GET|HEAD|OPTIONS|DELETE|TRACE)$/.test(method);
  return [
    ...endToEnd(headers)
      .filter(([name]) => !/^expect$/i.test(name))
      .map(([name, value]) => (/^host$/i.test(name) ? ([name, host] as const) : ([name, value] as const))),
    ...(headerOf(headers, "host") === undefined ? [["Host", host] as const] : []),
    ...(isChunked ? [["Transfer-Encoding", "chunked"] as const] : []),
    // Node would announce chunks where there is no body.
    ...(!isChunked && !hasLength && mayHaveBody ? [["Content-Length", "0"] as const] : []),
    ["Connection", "close"],
  ];
}

/** The headers of a response as the client gets them. How its body is framed is decided on each connection. */
export const backward = (headers: Headers): Headers => endToEnd(headers);
