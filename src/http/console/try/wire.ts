/** Sends requests to the own server and keeps what went over the wire: as the application sends them, and as the user's browser does. */
import type { WireStep } from "../../../pages/console/try/run.tsx";
import { basePath } from "../../../protocol/metadata.ts";
import type { OwnRequest, OwnResponse, SendOwn } from "../own-requests.ts";
import { requestText, responseText } from "./masked.ts";

type Headers = OwnRequest["headers"];

export interface Said {
  readonly heading: string;
  readonly note?: string;
}

const FORM = ["Content-Type", "application/x-www-form-urlencoded"] as const;

export class WireLog {
  readonly steps: WireStep[] = [];
  readonly issuer: string;
  readonly #base: string;
  readonly #send: SendOwn;
  readonly #cookies: Map<string, string>;

  /** `cookie`: of the user's browser. */
  constructor(send: SendOwn, issuer: string, cookie: string) {
    this.#send = send;
    this.issuer = issuer;
    this.#base = basePath(issuer);
    const pairs = cookie.split("; ").map((pair) => /^([^=]+)=(.*)$/.exec(pair) ?? []);
    this.#cookies = new Map(pairs.flatMap(([, name, value]) => (name === undefined ? [] : [[name, value ?? ""]])));
  }

  /** A request of the application. Without a form, it is a GET. */
  asApplication(said: Said, path: string, headers: Headers, form?: URLSearchParams): Promise<OwnResponse> {
    const accept = ["Accept", "application/json"] as const;
    return this.#exchange(said, this.#base + path, [...headers, accept], form);
  }

  /** A request of the browser: `path` is from the root of the host, as in a link. */
  asBrowser(said: Said, path: string, form?: URLSearchParams): Promise<OwnResponse> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const origin = ["Origin", new URL(this.issuer).origin] as const;
    const headers: Headers = [["Accept", "text/html"], ["Cookie", cookie], ...(form === undefined ? [] : [origin])];
    return this.#exchange(said, path, headers, form);
  }

  async #exchange({ heading, note }: Said, path: string, given: Headers, form?: URLSearchParams): Promise<OwnResponse> {
    const headers: Headers = [["Host", new URL(this.issuer).host], ...given, ...(form === undefined ? [] : [FORM])];
    const request: OwnRequest = { method: form === undefined ? "GET" : "POST", path, headers, body: form?.toString() };
    const response = await this.#send(request);
    for (const [name, value] of response.headers) if (name === "set-cookie") this.#keep(value);
    this.steps.push({
      ...{ heading, note, request: requestText(request), status: response.status, response: responseText(response) },
      refusal: refusalIn(this.issuer, response),
    });
    return response;
  }

  #keep(line: string): void {
    const [, name, value = ""] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
    if (name !== undefined) this.#cookies.set(name, value);
  }
}

/** The reason and the reference of a refusal, wherever the response has them: a member, a redirect, a page. */
function refusalIn(issuer: string, { status, headers, body }: OwnResponse): WireStep["refusal"] {
  if (status < 300) return undefined;
  const location = headers.find(([name]) => name === "location")?.[1] ?? "";
  const text = `${(URL.canParse(location) && new URL(location).searchParams.get("error_uri")) || ""} ${body}`;
  const at = text.indexOf(`${issuer}/errors/`);
  const [, code, ref] =
    /^\/errors\/([a-z0-9-]+\/[a-z0-9-]+)\?ref=([a-z0-9]+)/.exec(text.slice(at + issuer.length)) ?? [];
  return at === -1 || code === undefined || ref === undefined ? undefined : { code, ref };
}
