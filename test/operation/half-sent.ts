/** A request that is under way for as long as a test wants it to be. */
import { connect, type Socket } from "node:net";
import { basic } from "../blackbox/application.ts";
import { type Place, SECRET } from "./run.ts";

export const BODY = "grant_type=client_credentials&scope=orders";

/** A token request of which the first half has been sent. */
export async function halfSent(at: Place): Promise<{ socket: Socket; answer: Promise<string> }> {
  const socket = connect(at.port, "localhost");
  let text = "";
  const answer = new Promise<string>((done) => {
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("close", () => done(text)).on("error", () => done(text));
  });
  const head = [
    "POST /token HTTP/1.1",
    "host: localhost",
    `authorization: ${basic("shop", SECRET)}`,
    "content-type: application/x-www-form-urlencoded",
    `content-length: ${BODY.length}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n${BODY.slice(0, 10)}`);
  await new Promise((wait) => setTimeout(wait, 100));
  return { socket, answer };
}
