/** What a client has at its own URLs: keys, request objects, sectors, a logo. Over https, with a certificate that this process trusts from then on. */
import { readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { certificate } from "../nginx.ts";

export interface Files {
  readonly origin: string;
  /** The paths that somebody has asked for. */
  readonly asked: readonly string[];
  /** Serves something under a path, in place of what was there. Returns its URL. */
  put(path: string, content: unknown, type?: string): string;
  close(): Promise<void>;
}

export async function serveFiles(): Promise<Files> {
  const files = new Map<string, { readonly type: string; readonly body: string | Buffer }>();
  const asked: string[] = [];
  const { folder, ...pem } = certificate();
  const [cert, key] = [readFileSync(pem.cert, "utf8"), readFileSync(pem.key, "utf8")];
  rmSync(folder, { recursive: true });
  setDefaultCACertificates([...getCACertificates(), cert]);
  const server = createServer({ cert, key }, ({ url = "" }, response) => {
    asked.push(url);
    const file = files.get(url);
    response.writeHead(file === undefined ? 404 : 200, { "content-type": file?.type ?? "text/plain" }).end(file?.body);
  });
  await new Promise<void>((done) => server.listen(0, "localhost", done));
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    asked,
    put(path, content, type) {
      const isBytes = typeof content === "string" || Buffer.isBuffer(content);
      files.set(path, {
        type: type ?? (typeof content === "string" ? "application/oauth-authz-req+jwt" : "application/json"),
        body: isBytes ? content : JSON.stringify(content),
      });
      return origin + path;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
