/** The dashboard and the alert rules of deploy/monitoring, by a Prometheus that reads the metrics of a server in use. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { DECLARED } from "../../src/adapters/metrics/families.ts";
import { nameOf } from "../../src/adapters/metrics/family.ts";
import { type PrometheusServer, RULES, startPrometheus } from "../prometheus.ts";
import { until } from "../until.ts";
import { tokenRequest, type WatchedServer, watchedServer } from "./watched-server.ts";

const MONITORING = join(import.meta.dirname, "../../deploy/monitoring");

interface Panel {
  readonly title: string;
  readonly targets: readonly { readonly expr: string }[];
}
const dashboard = JSON.parse(readFileSync(join(MONITORING, "grafana-dashboard.json"), "utf8")) as {
  readonly panels: readonly Panel[];
};
const rules = parse(readFileSync(RULES, "utf8")) as {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
};

const promtool = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync("promtool", args, { encoding: "utf8", cwd: MONITORING });
  return { status, said: stdout + stderr };
};

let server: WatchedServer;
let prometheus: PrometheusServer;

interface Found {
  readonly data?: { readonly result: readonly { readonly value: readonly [number, string] }[] };
  readonly error?: string;
}
async function ask(query: string): Promise<readonly number[]> {
  const response = await fetch(`${prometheus.url}/api/v1/query?${new URLSearchParams({ query })}`);
  const { data, error } = (await response.json()) as Found;
  if (data === undefined) throw new Error(`${query}: ${error}`);
  return data.result.map(({ value }) => Number(value[1]));
}

beforeAll(async () => {
  server = await watchedServer();
  prometheus = await startPrometheus([{ port: server.metricsPort }], "500ms");
  const use = async (): Promise<void> => {
    await tokenRequest(server.url, "read_profile");
    await tokenRequest(server.url, "read_profile,write_multipass");
  };
  await use();
  await tokenRequest(server.url, "read_profile", { secret: "wrong" });
  // A rate needs two readings of a counter.
  await until(async () => {
    await use();
    const [rate = 0] = await ask('sum(rate(candor_refusals_total{client="demo-service"}[1m]))');
    return rate > 0;
  }, "Prometheus has read it twice");
});

afterAll(async () => {
  await prometheus.stop();
  await server.stop();
});

describe("the dashboard", () => {
  it("asks for something in each panel, and gets it", async () => {
    const empty: string[] = [];
    for (const { title, targets } of dashboard.panels)
      for (const { expr } of targets) {
        const query = expr.replaceAll("$__rate_interval", "1m").replaceAll("$instance", ".*");
        if ((await ask(query)).filter((value) => !Number.isNaN(value)).length === 0) empty.push(`${title}: ${query}`);
      }
    expect(dashboard.panels.length).toBeGreaterThan(10);
    expect(empty).toEqual([]);
  });
});

describe("the alert rules", () => {
  it("are accepted, and fire when they should", () => {
    expect(promtool("check", "rules", "candor.rules.yml")).toMatchObject({ status: 0 });
    const { status, said } = promtool("test", "rules", "candor.rules.test.yml");
    expect([said.replace(/^Unit Testing: .*\n/, "").trim(), status]).toEqual(["SUCCESS", 0]);
  });

  it("compare something that a server in use has, and none fires", async () => {
    for (const { alert, expr } of rules.groups.flatMap((group) => group.rules)) {
      const compared = expr.replace(/ (?:==|>) [\d.]+$/, "").replace(/ > 0\.1\s+unless [\s\S]*$/, "");
      expect(compared, alert).not.toBe(expr);
      // No request has failed, so that quotient has nothing above its line.
      if (alert === "CandorServerErrors") expect(await ask(expr), alert).toEqual([]);
      // While promtool ran, this process responded to nobody, so Prometheus takes the server for gone until its next reading.
      else await expect.poll(() => ask(compared), { message: alert }).not.toEqual([]);
    }
    expect(await ask('ALERTS{alertstate="firing"}')).toEqual([]);
  });
});

it("neither asks for a metric that there isn't", () => {
  const texts = [
    readFileSync(RULES, "utf8"),
    ...dashboard.panels.flatMap(({ targets }) => targets.map((one) => one.expr)),
  ];
  const asked = new Set(texts.join("\n").match(/\b(?:candor|process)_[a-z_]+(?=[{[ )])/g));
  const names = new Set(DECLARED.flatMap((one) => ["", "_bucket", "_sum", "_count"].map((end) => nameOf(one) + end)));
  expect([...asked].filter((name) => !names.has(name))).toEqual([]);
  expect(asked.size).toBeGreaterThan(12);
});
