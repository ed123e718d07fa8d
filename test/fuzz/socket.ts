/** Requests as bytes over a socket of their own: nothing between here and the server that would put them right. */
import { connect } from "node:net";

export interface Exchange {
  readonly sent: string;
  readonly answer: string;
  /** Whether the server let the connection lie open without a response. */
  readonly hung: boolean;
}

/** A request before it is written; the body may be any bytes. */
export interface Draft {
  method: string;
  path: string;
  version: string;
  headers: [name: string, value: string][];
  body: Buffer;
}

/** The bytes of a request; its length and the end of the connection are said unless the draft says otherwise. */
export function write({ method, path, version, headers, body }: Draft, host: string): Buffer {
  const named = (name: string) => headers.some(([other]) => other.toLowerCase() === name);
  const all = [
    ...(named("host") ? [] : [`host: ${host}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body.length === 0 || named("content-length") || named("transfer-encoding")
      ? []
      : [`content-length: ${body.length}`]),
    ...(named("connection") ? [] : ["connection: close"]),
  ];
  return Buffer.concat([Buffer.from(`${method} ${path} ${version}\r\n${all.join("\r\n")}\r\n\r\n`, "latin1"), body]);
}

/** Whether a response is there in full, on a connection that stays open. */
function complete(received: string, head: boolean): boolean {
  // What only says that the rest is awaited comes before it.
  const answer = received.replace(/^(?:HTTP\/1\.1 1\d\d.*?\r\n\r\n)+/s, "");
  const end = answer.indexOf("\r\n\r\n");
  if (end === -1) return false;
  const length = /^content-length: (\d+)/im.exec(answer.slice(0, end))?.[1];
  const bodiless = head || /^HTTP\/1\.1 (?:204|304)/.test(answer);
  return bodiless || (length !== undefined && answer.length >= end + 4 + Number(length));
}

/**
 * Sends bytes from one of many loopback addresses, so that throttling of one does not shield the rest, and collects the response.
 * `whole` requests are waited for; after others, which may lack their end, the connection is ended from here.
 */
export function exchange(
  port: number,
  bytes: Buffer,
  from: number,
  whole: boolean,
  patience = 60_000,
): Promise<Exchange> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const localAddress = `127.0.${1 + (from % 200)}.${1 + (Math.floor(from / 200) % 200)}`;
    const socket = connect({ port, host: "127.0.0.1", localAddress });
    const finish = (hung: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ sent: bytes.toString("latin1"), answer: Buffer.concat(chunks).toString("latin1"), hung });
    };
    const timer = setTimeout(() => finish(true), patience);
    const head = bytes.subarray(0, 5).toString("latin1") === "HEAD ";
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      if (whole && complete(Buffer.concat(chunks).toString("latin1"), head)) finish(false);
    });
    socket.on("close", () => finish(false));
    socket.on("error", () => finish(false));
    socket.on("connect", () => (whole ? socket.write(bytes) : socket.end(bytes)));
  });
}
