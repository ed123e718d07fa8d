/** A request as a browser sends it that opens a page: Node's own fetch says `Sec-Fetch-Mode: cors`, which some modules take for a script. */
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { buffer } from "node:stream/consumers";
import type { Send } from "../blackbox/person.ts";

const NAVIGATION = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" } as const;

export const navigate: Send = async (request) => {
  const body = Buffer.from(await request.arrayBuffer());
  const length = request.method === "GET" ? {} : { "content-length": body.length };
  return new Promise((resolve, reject) => {
    const headers = { ...Object.fromEntries(request.headers), ...NAVIGATION, ...length };
    let arrived = false;
    const ask = request.url.startsWith("https:") ? httpsRequest : httpRequest;
    // The certificate is one that the world signed itself, a moment ago.
    const options = { method: request.method, headers, rejectUnauthorized: false };
    const outgoing = ask(request.url, options, async (incoming) => {
      arrived = true;
      const received = new Headers();
      const { rawHeaders, statusCode = 500 } = incoming;
      for (let at = 0; at < rawHeaders.length; at += 2) received.append(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
      resolve(new Response(await buffer(incoming), { status: statusCode, headers: received }));
    });
    // What a server sends beyond the length that it gave is nothing to a browser, and an error to Node.
    outgoing.on("error", (error) => !arrived && reject(error)).end(body);
  });
};
