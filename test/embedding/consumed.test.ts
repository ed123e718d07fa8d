/** A host that reads bodies before Candor sees them, against the advice: an answer comes, and soon. */
import { createServer } from "node:http";
import express from "express";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Candor, createCandor } from "../../src/index.ts";
import { freePort } from "../free-port.ts";

let candor: Candor;
let server: ReturnType<typeof createServer>;
let issuer: string;
beforeAll(async () => {
  const port = await freePort();
  issuer = `http://localhost:${port}`;
  candor = await createCandor({ config: { issuer, logLevel: "silent" }, storage: "memory", demo: true });
  const app = express();
  app.use(express.urlencoded({ extended: false }));
  app.use(candor.handler);
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(port, "localhost", resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await candor.close();
});

it("a body that is gone is not waited for", async () => {
  const answer = await fetch(`${issuer}/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from("demo-service:demo-service-secret").toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
    signal: AbortSignal.timeout(3_000),
  });
  expect(answer.status).not.toBe(200);
  expect(await answer.json()).toMatchObject({ error: expect.stringMatching(/^(invalid_request|server_error)$/) });
});
