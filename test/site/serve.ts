/** A static host: it serves files, redirects a folder to its slash, and knows nothing of Candor. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".xml": "application/xml",
  ".txt": "text/plain",
};

export interface Host {
  /** The URL of the site, without a final slash. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves the files below a path on a free port of this machine. `filesAt` is called when the URL is known. */
export async function serveFiles(prefix: string, filesAt: (url: string) => ReadonlyMap<string, string>): Promise<Host> {
  let files: ReadonlyMap<string, string> = new Map();
  const server = createServer(({ url = "" }, response) => {
    const { pathname } = new URL(url, "http://host");
    const path = pathname.startsWith(`${prefix}/`) ? decodeURIComponent(pathname.slice(prefix.length + 1)) : "404.html";
    const name = path === "" || path.endsWith("/") ? `${path}index.html` : path;
    const text = files.get(name);
    if (text === undefined && files.has(`${name}/index.html`))
      return response.writeHead(301, { location: `${pathname}/` }).end();
    response.writeHead(text === undefined || name === "404.html" ? 404 : 200, {
      "content-type": TYPES[extname(text === undefined ? "404.html" : name)] ?? "text/plain",
    });
    return response.end(text ?? files.get("404.html"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`;
  files = filesAt(url);
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
