/** How the server is watched: metrics for Prometheus. */
import { z } from "zod";

export const metrics = z
  .strictObject({
    port: z
      .number()
      .int()
      .min(0)
      .max(65_535)
      .describe("Port of `/metrics`, apart from the one for clients. 0 lets the system choose."),
    host: z
      .string()
      .default("127.0.0.1")
      .describe("IP address or host name to listen on. Whoever can reach it can read the metrics."),
    clients: z
      .number()
      .int()
      .min(0)
      .max(10_000)
      .default(100)
      .describe("How many clients have a label of their own, those that are refused first. All others share `other`."),
  })
  .optional()
  .describe(
    "Metrics for Prometheus at `/metrics` on a port of their own. Without it, nothing is counted. See [observe a server](../guides/observe.md).",
  );
