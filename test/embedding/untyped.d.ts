/** What the tests use of Express, which brings no types. */
declare module "express" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  type Request = IncomingMessage & { body: unknown };
  type Response = ServerResponse & { json(body: unknown): void };
  type Handler = (request: Request, response: Response, next: () => void) => void;
  interface Express {
    (request: IncomingMessage, response: ServerResponse): void;
    get(path: string, ...handlers: Handler[]): void;
    post(path: string, ...handlers: Handler[]): void;
    use(handler: Handler): void;
    use(path: string, handler: Handler): void;
  }
  const express: { (): Express; json(): Handler; urlencoded(options: object): Handler };
  export default express;
}
