/** What the mock has received, as it was sent. The tests own it, so nothing is redacted. It is kept in memory alone. */
import type { FastifyRequest } from "fastify";
import { pathOf, queryOf } from "../http/requests.ts";
import { type Authorization, readAuthorization } from "../protocol/authorization-header.ts";
import { endpointAt } from "./endpoints.ts";
import { MockError } from "./fault.ts";

/** A request, and what came of it. */
export interface MockRequest {
  /** When it came, in milliseconds since 1970, by the mock's clock. */
  readonly at: number;
  /** `POST`, for example. */
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** The name of the endpoint; `undefined` for any other path. */
  readonly endpoint: string | undefined;
  /** The client that it names: by Basic, in the form, in the query, or in a JWT access token. */
  readonly client: string | undefined;
  /** The parameters of the query. Of a repeated one, the last. */
  readonly query: Readonly<Record<string, string>>;
  /** The parameters of the body, if it is a form. */
  readonly form: Readonly<Record<string, string>>;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it was sent. */
  readonly body: string;
  /** The status of the response; `undefined` as long as there is none, and if the connection was closed instead. */
  readonly status: number | undefined;
  /** The reason that the response names; `undefined` if it isn't a refusal. */
  readonly refused: string | undefined;
}

/** Which requests are meant: members that must be equal, or a function that decides. */
export type MockFilter =
  | Partial<Pick<MockRequest, "method" | "path" | "endpoint" | "client" | "status" | "refused">>
  | ((request: MockRequest) => boolean);

/** How many are kept. */
const MOST = 1_000;

/** A request of which it isn't known yet what comes of it. */
export type ReadRequest = { -readonly [Name in keyof MockRequest]: MockRequest[Name] };

const matches = (request: MockRequest, filter: MockFilter): boolean =>
  typeof filter === "function"
    ? filter(request)
    : Object.entries(filter).every(
        ([name, value]) => value === undefined || request[name as keyof MockRequest] === value,
      );

/** The client that a JWT access token was issued to, whether or not the token is valid. */
function tokensClient(sent: Authorization): string | undefined {
  const payload = sent.is === "bearer" ? sent.token.split(".")[1] : undefined;
  if (payload === undefined) return undefined;
  try {
    const { client_id: id } = JSON.parse(Buffer.from(payload, "base64url").toString()) as {
      readonly client_id?: unknown;
    };
    return typeof id === "string" ? id : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a request whose body has arrived. */
export function readRequest(request: FastifyRequest, at: number): ReadRequest {
  const { headers } = request.raw;
  const body = typeof request.body === "string" ? request.body : "";
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
  const form = Object.fromEntries(new URLSearchParams(isForm ? body : ""));
  const query = Object.fromEntries(new URLSearchParams(queryOf(request.raw as { url: string })));
  const authorization = readAuthorization(headers.authorization);
  const path = pathOf({ url: request.raw.url ?? "" });
  return {
    at,
    method: request.raw.method ?? "",
    path,
    endpoint: endpointAt(path),
    client:
      authorization.is === "basic"
        ? authorization.clientId
        : (form.client_id ?? query.client_id ?? tokensClient(authorization)),
    query,
    form,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")])),
    body,
    status: undefined,
    refused: undefined,
  };
}

interface Waiter {
  readonly filter: MockFilter;
  readonly done: (request: MockRequest) => void;
  readonly giveUp: (why: string) => void;
}

/** The received requests, and those who wait for one. */
export class Requests {
  #all: ReadRequest[] = [];
  readonly #waiting = new Set<Waiter>();

  get all(): readonly MockRequest[] {
    return this.#all;
  }

  matching(filter: MockFilter): readonly MockRequest[] {
    return this.#all.filter((request) => matches(request, filter));
  }

  add(request: ReadRequest): void {
    this.#all.push(request);
    if (this.#all.length > MOST) this.#all.shift();
  }

  /** Something came of a request, or it has just arrived. */
  changed(request: MockRequest): void {
    for (const one of this.#waiting) if (matches(request, one.filter)) one.done(request);
  }

  /** The first that matches, of those received and those to come. Rejects after `timeout` milliseconds. */
  wait(filter: MockFilter, timeout: number): Promise<MockRequest> {
    const known = this.matching(filter)[0];
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(waiter);
      };
      const waiter: Waiter = {
        filter,
        done(request) {
          end();
          resolve(request);
        },
        giveUp(why) {
          end();
          reject(new MockError(why));
        },
      };
      const late = () =>
        waiter.giveUp(`No such request came within ${timeout} ms. The mock has received ${seen(this.#all)}.`);
      const timer = setTimeout(late, timeout);
      this.#waiting.add(waiter);
    });
  }

  /** Nobody waits any more. */
  end(): void {
    for (const { giveUp } of this.#waiting) giveUp("The mock was closed before such a request came.");
  }

  clear(): void {
    this.#all = [];
  }
}

function seen(all: readonly MockRequest[]): string {
  const lines = all.slice(-5).map(({ method, path }) => `${method} ${path}`);
  return lines.length === 0 ? "nothing" : `${all.length}, the last of them ${lines.join(", ")}`;
}
