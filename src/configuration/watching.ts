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

export const openTelemetry = z
  .strictObject({
    endpoint: z
      .url({ protocol: /^https?$/ })
      .describe("URL of a collector that accepts OTLP over HTTP. `/v1/traces` and `/v1/metrics` are added to it."),
    traces: z.boolean().default(true).describe("Whether traces are sent."),
    metrics: z.boolean().default(true).describe("Whether metrics are sent, the same as `metrics` shows."),
    sample: z
      .number()
      .min(0)
      .max(1)
      .default(1)
      .describe(
        "The share of requests that are traced, from 0 to 1. A request that continues a trace is traced if that trace is.",
      ),
  })
  .optional()
  .describe(
    "Traces and metrics for OpenTelemetry. Without it, the variables `OTEL_EXPORTER_OTLP_ENDPOINT` and the like turn them on. See [observe a server](../guides/observe.md#traces).",
  );

export const accessLog = z
  .strictObject({
    file: z
      .string()
      .min(1)
      .optional()
      .describe(
        "File of the access log. Without it, standard output. A relative path starts in the folder of the configuration file.",
      ),
    megabytes: z
      .number()
      .int()
      .min(1)
      .max(100_000)
      .default(100)
      .describe("The file is rotated at this size, in megabytes."),
    days: z.number().int().min(1).max(366).default(1).describe("The file is rotated at this age, in days."),
    keep: z.number().int().min(0).max(10_000).default(14).describe("How many rotated files are kept."),
    addresses: z
      .enum(["full", "network", "none"])
      .default("network")
      .describe("How much of an IP address is written: all of it, its network (/24, or /56 of IPv6), or nothing."),
  })
  .optional()
  .describe(
    "One JSON line for each request. Off by default. See [observe a server](../guides/observe.md#the-access-log).",
  );

export const auditLog = z
  .strictObject({
    file: z
      .string()
      .min(1)
      .describe("File of the audit log. A relative path starts in the folder of the configuration file."),
    megabytes: z
      .number()
      .int()
      .min(1)
      .max(100_000)
      .default(100)
      .describe("The file is rotated at this size, in megabytes."),
    days: z.number().int().min(1).max(3_660).default(30).describe("The file is rotated at this age, in days."),
    keep: z
      .number()
      .int()
      .min(1)
      .max(10_000)
      .optional()
      .describe("How many rotated files are kept. Without it, all of them."),
  })
  .optional()
  .describe(
    "The audit log also in a file, as JSON lines. Off by default. See [the audit log](../guides/audit.md#in-a-file).",
  );
