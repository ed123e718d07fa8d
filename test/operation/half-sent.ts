/** A request that is under way for as long as a test wants it to be. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { basic } from "../blackbox/application.ts";
import { type Place, SECRET } from "./run.ts";

export const BODY = "grant_type=client_credentials&scope=orders";

/** What a server says once it has read the headers, if it is asked to (RFC 9110, 10.1.1). */
const CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

/** A token request of which the server has read the first half. */
export async function halfSent(at: Place): Promise<{ socket: Socket; answer: Promise<string> }> {
  const socket = connect(at.port, "localhost");
  const head = [
    "POST /token HTTP/1.1",
    "host: localhost",
    `authorization: ${basic("shop", SECRET)}`,
    "content-type: application/x-www-form-urlencoded",
    `content-length: ${BODY.length}`,
    "expect: 100-continue",
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n${BODY.slice(0, 10)}`);
  const [first] = await once(socket.setEncoding("utf8"), "data");
  let text = String(first);
  if (!text.startsWith(CONTINUE)) throw new Error(`The server doesn't wait for the rest: ${text}`);
  const answer = new Promise<string>((done) => {
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("close", () => done(text.slice(CONTINUE.length))).on("error", () => done(text.slice(CONTINUE.length)));
  });
  return { socket, answer };
}
