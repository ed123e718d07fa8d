/** What the tests use of hosts that bring no types. */
declare module "express" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  type Request = IncomingMessage & { body?: unknown };
  type Response = ServerResponse & { json(body: unknown): void };
  type Handler = (request: Request, response: Response, next: () => void) => void;
  type Failure = (error: Error, request: Request, response: Response, next: (error?: unknown) => void) => void;
  interface Express {
    (request: IncomingMessage, response: ServerResponse): void;
    get(path: string, ...handlers: Handler[]): void;
    post(path: string, ...handlers: Handler[]): void;
    use(handler: Handler): void;
    use(handler: Failure): void;
    use(path: string, handler: Handler): void;
    listen(port: number): import("node:http").Server;
  }
  const express: {
    (): Express;
    json(): Handler;
    raw(options: object): Handler;
    text(options: object): Handler;
    urlencoded(options: object): Handler;
  };
  export default express;
}
declare module "express-4" {
  export { default } from "express";
}
declare module "connect" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  interface Connect {
    (request: IncomingMessage, response: ServerResponse): void;
    use(handler: Handler): void;
    use(path: string, handler: Handler): void;
  }
  export default function connect(): Connect;
}
declare module "koa" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  interface Context {
    readonly req: IncomingMessage;
    readonly res: ServerResponse;
    readonly path: string;
    respond: boolean;
  }
  export default class Koa {
    use(middleware: (context: Context, next: () => Promise<void>) => unknown): void;
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
  }
}
