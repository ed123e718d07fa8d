/** The floor: bare `node:http` reads a small form and returns 300 bytes of JSON for everything. */
import type { RequestListener } from "node:http";
import { listen, serve } from "./serve.ts";

const ANSWER = { access_token: "", token_type: "Bearer", expires_in: 3600, scope: "reports.read" };
ANSWER.access_token = "x".repeat(300 - JSON.stringify(ANSWER).length);

const handler: RequestListener = (request, response) => {
  let body = "";
  request.setEncoding("latin1");
  request.on("data", (chunk: string) => {
    body += chunk;
  });
  request.on("end", () => {
    const fields = new URLSearchParams(body);
    // JSON is made again for each response, as a server has to; the length depends on the form so that reading it is not in vain.
    const text = JSON.stringify(fields.size > 9 ? {} : ANSWER);
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": text.length,
      "cache-control": "no-store",
    });
    response.end(text);
  });
};

await serve(() => listen(() => handler));
