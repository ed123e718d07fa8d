/**
 * Decides for the person of the certification suites what apps ask by CIBA: whoever calls it, and says which request. It is a browser's part, played
 * by a program with the person's password. Nothing of Candor knows it, and nothing like it may run beside a server that serves anybody else.
 */
import { createServer } from "node:http";
import { Agent, request as httpsRequest } from "node:https";
import { APPROVER, ISSUER, PERSON } from "./world.ts";

/** The server's certificate signs itself. */
const agent = new Agent({ rejectUnauthorized: false });

interface Seen {
  readonly status: number;
  readonly html: string;
  readonly location: string | undefined;
}

/** A browser that knows cookies and the first form of a page. */
class Visitor {
  readonly #cookies = new Map<string, string>();

  async #send(url: string, body?: string): Promise<Seen> {
    const headers = {
      accept: "text/html",
      cookie: [...this.#cookies].map((pair) => pair.join("=")).join("; "),
      ...(body !== undefined && {
        "content-type": "application/x-www-form-urlencoded",
        origin: new URL(ISSUER).origin,
        "sec-fetch-site": "same-origin",
      }),
    };
    return new Promise((resolve, reject) => {
      const sent = httpsRequest(
        url,
        { agent, headers, method: body === undefined ? "GET" : "POST" },
        async (response) => {
          for (const cookie of response.headers["set-cookie"] ?? []) {
            const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
            this.#cookies.set(name, value);
          }
          const html = Buffer.concat(await response.toArray()).toString();
          resolve({ status: response.statusCode ?? 0, html, location: response.headers.location });
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
  }

  /** Fills in the form of a page. */
  #submit({ html }: Seen, path: string, typed: Readonly<Record<string, string>>): Promise<Seen> {
    const fields = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      ([, name = "", value = ""]) => [name, value.replaceAll("&amp;", "&")] as const,
    );
    return this.#send(ISSUER + path, new URLSearchParams({ ...Object.fromEntries(fields), ...typed }).toString());
  }

  async decide(asked: string, answer: string): Promise<number> {
    const url = `${ISSUER}/approve?asked=${asked}`;
    let page = await this.#send(url);
    if (page.html.includes('name="password"')) {
      await this.#submit(page, "/sign-in", { ...PERSON });
      page = await this.#send(url);
    }
    return (await this.#submit(page, "/approve", { answer })).status;
  }
}

/** The number of a request, which begins its auth_req_id. */
function numberOf(authReqId: string): string {
  const bytes = Buffer.from(authReqId.replace(/^candor_ciba_/, ""), "base64url");
  return ((bytes[0] ?? 0) * 2 ** 48 + bytes.readUIntBE(1, 6)).toString(36);
}

export function startApprover(): void {
  const visitor = new Visitor();
  const { port, hostname } = new URL(APPROVER);
  createServer(async (request, response) => {
    const { searchParams } = new URL(request.url ?? "", APPROVER);
    const answer = searchParams.get("action") === "allow" ? "allow" : "deny";
    try {
      const status = await visitor.decide(numberOf(searchParams.get("auth_req_id") ?? ""), answer);
      response.writeHead(status === 200 ? 204 : 400).end();
    } catch {
      response.writeHead(400).end();
    }
  })
    .listen(Number(port))
    .unref();
  console.warn(
    `WARNING: whoever reaches port ${port} of ${hostname} decides for ${PERSON.username}. It is for the certification suite alone.`,
  );
}
