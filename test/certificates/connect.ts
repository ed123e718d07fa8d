/** Clients that connect with certificates: keys and certificates made by openssl, and a fetch that presents them. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request as httpsRequest } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** In PEM. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** The authority of a test, its folder with `NAME.pem` and `NAME-key.pem`, and what it issues. */
export class Authority {
  readonly folder = mkdtempSync(join(tmpdir(), "candor-mtls-"));

  constructor() {
    this.own("authority", "/O=Example/CN=Client CA", ["-addext", "keyUsage=keyCertSign"]);
  }

  /** The path of its certificate. */
  get file(): string {
    return join(this.folder, "authority.pem");
  }

  /** A certificate that nobody else issued. */
  own(name: string, subject: string, more: readonly string[] = []): Pair {
    return this.#make(name, ["-x509", "-days", "2", "-subj", subject, ...more]);
  }

  /** A certificate that it issues. */
  issue(name: string, subject: string, alternative = "DNS:client.example"): Pair {
    const by = ["-CA", this.file, "-CAkey", join(this.folder, "authority-key.pem")];
    const extensions = ["-addext", `subjectAltName=${alternative}`, "-addext", "basicConstraints=CA:FALSE"];
    return this.own(name, subject, [...by, ...extensions]);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #make(name: string, more: readonly string[]): Pair {
    const [cert, key] = [join(this.folder, `${name}.pem`), join(this.folder, `${name}-key.pem`)];
    const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    execFileSync("openssl", ["req", ...kind, ...more, "-keyout", key, "-out", cert], { stdio: "pipe" });
    return { cert: readFileSync(cert, "utf8"), key: readFileSync(key, "utf8") };
  }
}

/** A fetch that trusts `ca` and connects with a certificate, if there is one. Connections are reused, as in earnest. */
export function connecting(ca: string, pair?: Pair): { readonly fetch: typeof fetch; readonly end: () => void } {
  const agent = new Agent({ ca, keepAlive: true, ...pair });
  const send = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const body = Buffer.from(await request.arrayBuffer());
    return new Promise((resolve, reject) => {
      const options = { method: request.method, headers: Object.fromEntries(request.headers), agent };
      const sent = httpsRequest(request.url, options, async (incoming) => {
        const chunks: Buffer[] = [];
        for await (const chunk of incoming) chunks.push(chunk as Buffer);
        const headers = new Headers();
        for (const [name, values = []] of Object.entries(incoming.headersDistinct))
          for (const value of values) headers.append(name, value);
        const status = incoming.statusCode ?? 0;
        resolve(new Response(chunks.length === 0 ? null : Buffer.concat(chunks), { status, headers }));
      });
      sent.on("error", reject).end(body);
    });
  };
  return { fetch: send as typeof fetch, end: () => agent.destroy() };
}
