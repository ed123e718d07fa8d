/** An HTTP client that keeps its connections open, as applications do, and tells a reset from a response. */
import { Agent, type OutgoingHttpHeaders, request } from "node:http";

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** The connection ended before there was a whole response; `code` is the system's, e.g. ECONNRESET. */
export class Broken extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`The connection broke: ${code}.`);
    this.code = code;
  }
}

export interface Caller {
  get(path: string, headers?: OutgoingHttpHeaders): Promise<Reply>;
  post(path: string, form: Readonly<Record<string, string>>, headers?: OutgoingHttpHeaders): Promise<Reply>;
  /** How many requests have no response yet. */
  readonly underWay: () => number;
  close(): void;
}

/** Milliseconds after which a server that does not respond counts as hung. */
const PATIENCE = 60_000;

/** Calls the server on a port of the loopback. Rejects with `Broken`. */
export function caller(port: number): Caller {
  const agent = new Agent({ keepAlive: true });
  let underWay = 0;
  const exchange = (method: string, path: string, headers: OutgoingHttpHeaders, body = ""): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const fail = (error: Error & { code?: string }) => reject(new Broken(error.code ?? error.message));
      const host = { host: "localhost", port, timeout: PATIENCE };
      const call = request({ ...host, method, path, agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", fail);
        response.on("end", () => {
          const { statusCode: status = 0, headers: received } = response;
          resolve({ status, headers: received, text: Buffer.concat(chunks).toString() });
        });
      });
      call.on("error", fail).on("timeout", () => call.destroy(Object.assign(new Error(), { code: "HUNG" })));
      call.end(body);
    });
  const send = (...given: Parameters<typeof exchange>): Promise<Reply> => {
    underWay++;
    return exchange(...given).finally(() => underWay--);
  };
  return {
    underWay: () => underWay,
    get: (path, headers = {}) => send("GET", path, headers),
    post: (path, form, headers = {}) => {
      const body = new URLSearchParams(form).toString();
      const type = "application/x-www-form-urlencoded";
      return send("POST", path, { "content-type": type, "content-length": Buffer.byteLength(body), ...headers }, body);
    },
    close: () => agent.destroy(),
  };
}
