/** `candor serve --workers` with metrics: the primary has the port, and shows what all workers have counted. */
import { expect, it, vi } from "vitest";
import { freePort } from "../free-port.ts";
import { place, run, SECRET } from "../operation/run.ts";
import { valuesOf } from "./watched-server.ts";

it("adds up what workers count, and names each where they stay apart", async ({ onTestFinished }) => {
  const port = await freePort();
  const at = await place({ metrics: { port } });
  const running = run(["serve", "--workers", "2"], at.directory, { SHOP_SECRET: SECRET });
  onTestFinished(() => {
    running.child.kill("SIGKILL");
    at.leave();
  });
  await running.says("all workers serve");
  const ask = () => fetch(`${at.issuer}/healthz`, { headers: { connection: "close" } });
  for (let i = 0; i < 6; i++) expect((await ask()).status).toBe(200);
  const metrics = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  await vi.waitFor(async () => {
    const requests = valuesOf(await metrics(), "candor_http_requests_total");
    expect(requests['route="/healthz",method="GET",status="2xx"']).toBe(6);
  });
  const text = await metrics();
  expect(Object.keys(valuesOf(text, "process_resident_memory_bytes"))).toEqual(['worker="1"', 'worker="2"']);
  expect(valuesOf(text, "candor_storage_up")).toEqual({ "": 1 });
  expect(await running.stop()).toBe(0);
});
